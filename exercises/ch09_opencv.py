# %% [markdown] tags=["ko"] points=27
# # 9장 · OpenCV 연습 (슬라이드 9.1–9.2)
#
# 6장에서는 영상 처리를 직접 만들어 보았습니다. 이 장에서는 같은 일을 OpenCV로 합니다. 10장에서 신경망에
# 영상을 넣기 전에 손에 익혀 두면 좋은 여덟 가지입니다.
#
# **약속.** 영상은 `uint8` 배열입니다. 컬러는 `(높이, 너비, 3)`이고 채널 순서는 B, G, R, 흑백은
# `(높이, 너비)`입니다. 따로 말이 없으면 함수는 컬러와 흑백을 모두 받습니다. 그래서
# `h, w, ch = image.shape`보다 `h, w = image.shape[:2]`가 안전합니다. 받은 배열은 바꾸지 않습니다.
#
# **헷갈리기 쉬운 것.** `image.shape`는 (높이, 너비) 순서인데, OpenCV에 넘기는 크기와 좌표는 (너비, 높이),
# (x, y) 순서입니다.
#
# **슬라이드에서 고칠 곳.** 9.1의 `disze`는 `dsize`의 오타입니다. `hsv[..., :-1]`은 채널 순서를 뒤집는 것이
# 아니라 마지막 채널을 버립니다. 뒤집으려면 `[..., ::-1]`이라고 씁니다.

# %% [markdown] tags=["en"] points=27
# # Chapter 9 · Practice with OpenCV (slides 9.1–9.2)
#
# In chapter 6 you built image processing yourself. Here OpenCV does the same work: eight things worth
# having in your fingers before chapter 10 feeds images to a network.
#
# **Agreed.** An image is a `uint8` array: `(height, width, 3)` in the order B, G, R, or `(height, width)`
# for gray. Unless it says otherwise, a function takes both, so `h, w = image.shape[:2]` is safer than
# `h, w, ch = image.shape`. A function leaves the arrays it was given as they were.
#
# **Easily mixed up.** `image.shape` says (height, width); sizes and points handed to OpenCV are (width,
# height) and (x, y).
#
# **Two slips on the slides.** In 9.1 `disze` should read `dsize`. And `hsv[..., :-1]` does not reverse the
# channels, it drops the last one; reversing is `[..., ::-1]`.

# %%
from pathlib import Path

import cv2
import numpy as np

# %% [markdown] tags=["ko"] exercise="load_image"
# ## `load_image` · 영상 읽기 (슬라이드 9.1)
#
# `cv2.imread`는 파일이 없어도, 영상이 아니어도 오류를 내지 않고 조용히 `None`을 돌려줍니다. 그러면
# 프로그램은 한참 뒤에 엉뚱한 곳에서 멈춥니다. 읽는 자리에서 바로 알려 주는 함수를 만들어 봅시다.
#
# | `path`에 있는 것 | 결과 |
# |---|---|
# | 컬러, 흑백, 투명도(알파)가 있는 영상 | `uint8`, 언제나 `(높이, 너비, 3)`, BGR 순서 |
# | 아무것도 없음 | `FileNotFoundError` |
# | 영상이 아닌 파일(빈 파일도) | `ValueError`, 메시지에 경로를 적습니다 |
#
# `path`는 문자열일 수도, `pathlib.Path`일 수도 있습니다.
#
# 참고: Windows에서 `cv2.imread`는 한글이 든 경로를 열지 못할 수 있습니다. 바이트를 먼저 읽고(`np.fromfile`)
# `cv2.imdecode`로 푸는 방법이 있습니다. 다만 `cv2.imdecode`는 빈 데이터를 받으면 `cv2.error`를 냅니다.

# %% [markdown] tags=["en"] exercise="load_image"
# ## `load_image` · reading an image (slide 9.1)
#
# When a file is missing or holds no image, `cv2.imread` raises nothing and quietly returns `None`; the
# program then stops much later, somewhere else. Write a reader that speaks up where it happens.
#
# | what is at `path` | what you give |
# |---|---|
# | an image: colour, gray, or with transparency (alpha) | `uint8`, always `(height, width, 3)`, BGR order |
# | nothing | `FileNotFoundError` |
# | a file that is no image (an empty one too) | `ValueError` whose message holds the path |
#
# `path` may be a string or a `pathlib.Path`.
#
# Good to know: on Windows `cv2.imread` may fail on paths with Korean letters. Reading the bytes first
# (`np.fromfile`) and decoding them with `cv2.imdecode` is a way around it, but `cv2.imdecode` answers empty
# data with a `cv2.error`.


# %% exercise="load_image" slide="9.1" level=2 minutes=15
def load_image(path: str | Path) -> np.ndarray:
    """Read an image file (slide 9.1).

    Args:
        path: where the file is, as a string or a Path.

    Returns:
        (height, width, 3) uint8 in BGR order; a gray file gets three equal channels, an alpha channel goes.

    Raises:
        FileNotFoundError: there is no file at `path`.
        ValueError: the file is no image (empty, text, ...); the message holds the path.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="scale"
# ## `scale` · 크기 바꾸기 (슬라이드 9.1)
#
# 가로세로를 모두 `factor`배로 바꿉니다. 새 크기는 너비 `int(w * factor)`, 높이 `int(h * factor)`이고,
# 보간은 3차(bicubic)입니다.
#
# **예.** 슬라이드의 영상은 높이 399, 너비 600입니다. 0.5배면 199.5와 300인데, `int`는 소수점 아래를
# 버리므로 결과는 `(199, 300, 3)`입니다.
#
# 슬라이드에는 크기를 정하는 두 가지 방법이 있습니다. `dsize`로 크기를 주는 방법과 `fx`, `fy`로 배율을 주는
# 방법인데, 배율을 주면 OpenCV가 크기를 **반올림**해서 정합니다. 나누어떨어지지 않을 때 두 방법의 크기가
# 달라질 수 있습니다. (슬라이드의 `disze`는 `dsize`로 읽어 주세요.)

# %% [markdown] tags=["en"] exercise="scale"
# ## `scale` · changing the size (slide 9.1)
#
# Makes both sides `factor` times as long: the new width is `int(w * factor)`, the new height
# `int(h * factor)`, and the pixels come by bicubic interpolation.
#
# **Example.** The slide's image is 399 high and 600 wide. Half of that is 199.5 and 300; `int` cuts off
# what follows the point, so the result is `(199, 300, 3)`.
#
# The slide shows two ways to say the size: `dsize` gives the size, `fx` and `fy` give the factors. Given
# factors, OpenCV **rounds** the size, so the two ways can differ when the sides do not divide evenly. (Read
# the slide's `disze` as `dsize`.)


# %% exercise="scale" slide="9.1" level=1 minutes=10
def scale(image: np.ndarray, factor: float) -> np.ndarray:
    """Resize an image by a factor with bicubic interpolation (slide 9.1).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        factor: how many times as long each side becomes; never so small that a side would vanish.

    Returns:
        uint8 image of height int(h * factor) and width int(w * factor).
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="to_gray_and_hsv"
# ## `to_gray_and_hsv` · 흑백과 HSV (슬라이드 9.1)
#
# BGR 컬러 영상 하나를 받아 `(흑백, HSV)` 튜플을 돌려줍니다. 흑백은 `(높이, 너비)`, HSV는
# `(높이, 너비, 3)`이고, OpenCV의 8비트 HSV에서 H는 0–179, S와 V는 0–255입니다.
#
# | 색 | B, G, R | 흑백 | H, S, V |
# |---|---|---|---|
# | 파랑 | 255, 0, 0 | 29 | 120, 255, 255 |
# | 초록 | 0, 255, 0 | 150 | 60, 255, 255 |
# | 빨강 | 0, 0, 255 | 76 | 0, 255, 255 |
#
# 슬라이드는 HSV를 화면에 그릴 때 `hsv[..., :-1]`이라고 썼습니다. 이렇게 쓰면 V 채널이 사라집니다. 순서를
# 뒤집는 것은 `[..., ::-1]`이고, 여기서는 둘 다 필요 없습니다. H, S, V 순서 그대로 세 채널을 돌려주세요.

# %% [markdown] tags=["en"] exercise="to_gray_and_hsv"
# ## `to_gray_and_hsv` · gray and HSV (slide 9.1)
#
# Takes a BGR colour image and gives the tuple `(gray, hsv)`: gray is `(height, width)`, hsv is
# `(height, width, 3)`. In OpenCV's 8-bit HSV, H runs from 0 to 179, S and V from 0 to 255.
#
# | colour | B, G, R | gray | H, S, V |
# |---|---|---|---|
# | blue | 255, 0, 0 | 29 | 120, 255, 255 |
# | green | 0, 255, 0 | 150 | 60, 255, 255 |
# | red | 0, 0, 255 | 76 | 0, 255, 255 |
#
# For plotting, the slide writes `hsv[..., :-1]`, which loses the V channel; reversing the order would be
# `[..., ::-1]`. You need neither: give all three channels, in the order H, S, V.


# %% exercise="to_gray_and_hsv" slide="9.1" level=1 minutes=5
def to_gray_and_hsv(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Convert a colour image to gray and to HSV (slide 9.1).

    Args:
        image: (h, w, 3) BGR, uint8.

    Returns:
        (gray, hsv): (h, w) uint8, and (h, w, 3) uint8 with H in 0..179, S and V in 0..255.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="crop_margins"
# ## `crop_margins` · 가장자리 잘라 내기 (슬라이드 9.2)
#
# 위와 아래에서 각각 `int(h * top)`줄, 왼쪽과 오른쪽에서 각각 `int(w * side)`칸을 잘라 냅니다. `top`과
# `side`는 0 이상 0.5 미만의 비율이고 0일 수도 있습니다.
#
# **예.** 높이 4, 너비 5인 흑백 영상에서 `top=0.25`, `side=0.2`이면 위아래 한 줄씩, 양옆 한 칸씩 빠집니다.
#
# ```
#  0  1  2  3  4
#  5  6  7  8  9        6  7  8
# 10 11 12 13 14   →   11 12 13
# 15 16 17 18 19
# ```
#
# `image[0:-0]`은 영상 전체가 아니라 **빈** 영상입니다. 슬라이드는 끝을 `h - crop`으로 씁니다.

# %% [markdown] tags=["en"] exercise="crop_margins"
# ## `crop_margins` · cutting off the margins (slide 9.2)
#
# Cuts `int(h * top)` rows off the top and as many off the bottom, and `int(w * side)` columns off the left
# and as many off the right. `top` and `side` are shares from 0 (which is possible) to less than 0.5.
#
# **Example.** From a gray image 4 high and 5 wide, `top=0.25` and `side=0.2` take one row above and below
# and one column left and right.
#
# ```
#  0  1  2  3  4
#  5  6  7  8  9        6  7  8
# 10 11 12 13 14   →   11 12 13
# 15 16 17 18 19
# ```
#
# `image[0:-0]` is not the whole image, it is an **empty** one. The slide writes the end as `h - crop`.


# %% exercise="crop_margins" slide="9.2" level=1 minutes=10
def crop_margins(image: np.ndarray, top: float, side: float) -> np.ndarray:
    """Cut the margins off an image (slide 9.2).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        top: share of the height to cut off the top, and again off the bottom; 0 <= top < 0.5.
        side: share of the width to cut off the left, and again off the right; 0 <= side < 0.5.

    Returns:
        the image without int(h * top) rows above and below, and int(w * side) columns left and right.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="flips"
# ## `flips` · 뒤집기 (슬라이드 9.2)
#
# 뒤집은 영상 두 장을 `(vertical, horizontal)` 순서의 튜플로 돌려줍니다. vertical은 위아래, horizontal은
# 좌우를 바꾼 것입니다.
#
# ```
# 원본        vertical    horizontal
# 1 2 3       4 5 6       3 2 1
# 4 5 6       1 2 3       6 5 4
# ```

# %% [markdown] tags=["en"] exercise="flips"
# ## `flips` · mirror images (slide 9.2)
#
# Gives two mirrored images as the tuple `(vertical, horizontal)`: vertical swaps up and down, horizontal
# swaps left and right.
#
# ```
# image       vertical    horizontal
# 1 2 3       4 5 6       3 2 1
# 4 5 6       1 2 3       6 5 4
# ```


# %% exercise="flips" slide="9.2" level=1 minutes=5
def flips(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Flip an image upside down, and left to right (slide 9.2).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.

    Returns:
        (vertical, horizontal), both of the image's shape: upside down, and mirrored left to right.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="blurs"
# ## `blurs` · 흐리게 하기 (슬라이드 9.2)
#
# 원본에 필터 세 개를 각각 적용해서 `(mean, gaussian, median)` 튜플로 돌려줍니다. `ksize`는 홀수인 정수
# 하나이고, 필터의 크기는 `ksize × ksize`입니다.
#
# - mean: 주변 픽셀의 평균
# - gaussian: 가까운 픽셀에 더 큰 가중치를 준 평균. 시그마는 0을 줍니다(OpenCV가 `ksize`에 맞춰 정합니다).
# - median: 주변 픽셀의 중앙값
#
# 가장자리 처리는 세 함수의 기본값을 그대로 씁니다.
#
# **예.** 값이 모두 0이고 한가운데만 40인 흑백 영상에 `ksize=3`을 쓰면 한가운데는 mean 4, gaussian 10,
# median 0이 됩니다. 중앙값 필터가 점 잡음을 지우는 데 좋은 이유입니다.
#
# `cv2.blur`와 `cv2.GaussianBlur`는 크기를 `(너비, 높이)`로 받고, `cv2.medianBlur`는 정수 하나로 받습니다.

# %% [markdown] tags=["en"] exercise="blurs"
# ## `blurs` · smoothing (slide 9.2)
#
# Applies three filters, each to the original, and gives the tuple `(mean, gaussian, median)`. `ksize` is
# one odd integer; the filters look at `ksize × ksize` pixels.
#
# - mean: the average of the pixels around
# - gaussian: an average in which nearer pixels weigh more; sigma is given as 0 (OpenCV then chooses it from
#   `ksize`)
# - median: the middle value of the pixels around
#
# What happens at the edges is left to the three functions' defaults.
#
# **Example.** In a gray image of zeros with a single 40, `ksize=3` turns that pixel into 4 (mean), 10
# (gaussian) and 0 (median), which is why the median is good against specks.
#
# `cv2.blur` and `cv2.GaussianBlur` take the size as `(width, height)`, `cv2.medianBlur` as one integer.


# %% exercise="blurs" slide="9.2" level=1 minutes=10
def blurs(image: np.ndarray, ksize: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Smooth an image in three ways (slide 9.2).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        ksize: side of the square of pixels a filter looks at; odd.

    Returns:
        (mean, gaussian, median), each of the image's shape; sigma is 0, the borders are OpenCV's defaults.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="rotate_and_scale"
# ## `rotate_and_scale` · 돌리고 키우기 (슬라이드 9.2)
#
# 점 `(w // 2, h // 2)`를 중심으로 `angle`도 돌리면서 `factor`배로 만듭니다. 각도가 양수면 **반시계
# 방향**입니다. 결과의 크기는 원본과 같고, 픽셀 값은 양선형(bilinear) 보간으로 구하며, 원본 밖에서 온 곳은
# 검은색(0)입니다.
#
# **예.** 3 × 3 흑백 영상을 90도 돌리면:
#
# ```
# 1 2 3      3 6 9
# 4 5 6  →   2 5 8
# 7 8 9      1 4 7
# ```
#
# 중심과 결과의 크기는 (x, y), (너비, 높이) 순서라는 점을 잊지 마세요. 정사각형 영상으로만 시험하면 순서를
# 바꿔 써도 티가 나지 않습니다.

# %% [markdown] tags=["en"] exercise="rotate_and_scale"
# ## `rotate_and_scale` · turning and zooming (slide 9.2)
#
# Turns the image by `angle` degrees about the point `(w // 2, h // 2)` and makes it `factor` times as
# large. A positive angle turns **counter-clockwise**. The result has the size of the original; its pixels
# come by bilinear interpolation, and where they would come from outside the original it is black (0).
#
# **Example.** A 3 × 3 gray image turned by 90 degrees:
#
# ```
# 1 2 3      3 6 9
# 4 5 6  →   2 5 8
# 7 8 9      1 4 7
# ```
#
# The centre and the size of the result are (x, y) and (width, height). Someone who tries square images only
# will never notice having swapped them.


# %% exercise="rotate_and_scale" slide="9.2" level=2 minutes=10
def rotate_and_scale(image: np.ndarray, angle: float, factor: float) -> np.ndarray:
    """Rotate an image about (w // 2, h // 2) and scale it (slide 9.2).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        angle: degrees, counter-clockwise.
        factor: how many times as large things become; above 0.

    Returns:
        uint8 image of the same shape, bilinear, black where the original does not reach.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="straighten"
# ## `straighten` · 기울어진 것 펴기 (슬라이드 9.2)
#
# 비스듬히 찍은 문서나 간판을 정면에서 본 것처럼 폅니다. 네 점 `src`가 네 점 `dst`로 가는 원근
# 변환(perspective transform)을 구해 영상에 적용합니다. `src[i]`가 `dst[i]`로 가고, 점은 `(x, y)`이며 둘 다
# `(4, 2)` `float32` 배열입니다. 결과의 크기는 원본과 같고, 양선형 보간을 쓰며, 원본 밖에서 온 곳은
# 검은색입니다.
#
# **예.** `src`의 네 점에서 x만 모두 1씩 큰 `dst`를 주면 영상이 오른쪽으로 한 칸 움직이고 왼쪽 한 줄이 검게
# 됩니다.
#
# ```
# 1 2 3      0 1 2
# 4 5 6  →   0 4 5
# ```
#
# 어핀(affine) 변환은 점 세 개로 정해지고 평행한 선을 평행하게 남깁니다. 네 점을 마음대로 옮기려면 원근
# 변환이 필요합니다.

# %% [markdown] tags=["en"] exercise="straighten"
# ## `straighten` · a slanted thing seen from the front (slide 9.2)
#
# Straightens what was photographed at an angle, a page or a sign: find the perspective transform that takes
# the four points `src` to the four points `dst` (`src[i]` goes to `dst[i]`), and apply it to the image.
# Points are `(x, y)`, both arrays are `(4, 2)` `float32`. The result has the size of the original, is
# interpolated bilinearly, and is black where it would come from outside the original.
#
# **Example.** If every x in `dst` is 1 more than in `src`, the image moves one column to the right and
# leaves a black column behind.
#
# ```
# 1 2 3      0 1 2
# 4 5 6  →   0 4 5
# ```
#
# An affine transform is fixed by three points and keeps parallel lines parallel; to move four points freely
# you need a perspective transform.


# %% exercise="straighten" slide="9.2" level=2 minutes=10
def straighten(image: np.ndarray, src: np.ndarray, dst: np.ndarray) -> np.ndarray:
    """Warp an image so that four points come to lie where they should (slide 9.2).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        src: (4, 2) float32, points (x, y) in the image, no three on a line.
        dst: (4, 2) float32, where each of them goes.

    Returns:
        uint8 image of the same shape, bilinear, black where the original does not reach.
    """
    # YOUR CODE HERE
    raise NotImplementedError
