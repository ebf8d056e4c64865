# %% [markdown] tags=["ko"] points=72
# # 6장 · 영상 다루기 (슬라이드 6.1–6.5)
#
# 신경망이 보는 영상은 결국 숫자로 된 배열입니다. 이 장에서는 그 배열을 직접 만져 봅니다. 크기와 채널을
# 읽고, 색공간을 바꾸고, 파일로 압축하고, 자르고 돌리고 늘리고, 필터를 씌우고, 점을 변환합니다. 9장에서는
# 같은 일을 OpenCV로 합니다.
#
# **직접 만들기.** `encode`, `decode`, `is_lossless` 세 문제만 OpenCV(`cv2`)를 씁니다. 나머지는 NumPy와
# 파이썬 표준 라이브러리로 만듭니다. `cv2.flip`처럼 완성된 함수를 부르면 그 문제는 0점입니다. NumPy의
# 함수(`np.rot90`, `np.linalg.solve` 등)는 써도 됩니다.
#
# **도우미 함수.** `import` 바로 다음의 `# YOUR CODE HERE` 칸에는 여러 문제에서 같이 쓸 함수를 적어도 됩니다.
# 필요 없으면 비워 두세요.
#
# **약속.**
#
# - 영상은 `uint8` 배열입니다. 컬러는 `(높이, 너비, 3)`이고 채널 순서는 **B, G, R**, 흑백은
#   `(높이, 너비)`입니다.
# - 점과 상자는 `(x, y)`, `(x, y, w, h)` 순서입니다. 배열은 `image[y, x]`로 읽습니다. 순서가 반대입니다!
# - 받은 배열은 바꾸지 않습니다. `crop`만 빼고, 결과가 받은 배열과 메모리를 같이 써도 되고 받은 배열 그
#   자체여도 됩니다.
# - `uint8`끼리 더하고 빼면 256에서 다시 0으로 돌아갑니다. `200 + 100`이 `44`가 됩니다. 계산하기 전에
#   `float64`로 바꾸세요.
# - 반올림한 `uint8` 값은 1까지 달라도 정답으로 채점합니다.
#
# **슬라이드에서 고칠 곳.** 6.2.1의 GARY는 GRAY(그레이, 회색)의 오타입니다.

# %% [markdown] tags=["en"] points=72
# # Chapter 6 · Working with images (slides 6.1–6.5)
#
# To a network, an image is an array of numbers. In this chapter you get your hands on that array: read its
# size and channels, change its colour space, press it into a file, cut, turn and stretch it, filter it, and
# move points about. Chapter 9 does the same with OpenCV.
#
# **By hand.** Only `encode`, `decode` and `is_lossless` use OpenCV (`cv2`). Everything else is NumPy and
# Python's standard library; an exercise that calls a ready-made function such as `cv2.flip` gets 0 points.
# NumPy's own functions (`np.rot90`, `np.linalg.solve` and so on) are fine.
#
# **Helpers.** The cell with `# YOUR CODE HERE` right after the imports is for functions of your own that
# several exercises share. It may stay empty.
#
# **Agreed.**
#
# - An image is a `uint8` array: `(height, width, 3)` with the channels in the order **B, G, R**, or
#   `(height, width)` for gray.
# - Points and boxes are written `(x, y)` and `(x, y, w, h)`, but an array is read as `image[y, x]`: the
#   other way round!
# - Leave the arrays you were given as they were. Except for `crop`, a result may share its memory with the
#   array you were given, or be that array itself.
# - Sums and differences of `uint8` wrap around at 256: `200 + 100` becomes `44`. Go to `float64` before you
#   compute.
# - A `uint8` value that was rounded counts as right if it is off by 1.
#
# **A slip on the slides.** GARY on 6.2.1 should read GRAY.

# %%
import itertools

import cv2
import numpy as np

# %%
# Helpers of your own may stand here; this cell may also stay empty.
# YOUR CODE HERE

# %% [markdown] tags=["ko"] exercise="describe"
# ## `describe` · 해상도, 픽셀, 채널 (슬라이드 6.1)
#
# 영상의 크기를 `dict`로 알려 줍니다. 키는 네 개입니다.
#
# | 키 | 값 |
# |---|---|
# | `"width"` | 너비(가로 픽셀 수) |
# | `"height"` | 높이(세로 픽셀 수) |
# | `"channels"` | 한 픽셀의 채널 수. 흑백은 `1` |
# | `"pixels"` | 픽셀 수 = 너비 × 높이 |
#
# 예: 배열의 모양이 `(480, 640, 3)`이면 너비 640, 높이 480, 채널 3, 픽셀 307200입니다. `image.shape`는
# **높이가 먼저**입니다. `image.size`는 숫자의 개수(921600)라서 픽셀 수와 다릅니다.

# %% [markdown] tags=["en"] exercise="describe"
# ## `describe` · resolution, pixels, channels (slide 6.1)
#
# Says how large an image is, as a `dict` with four keys.
#
# | key | value |
# |---|---|
# | `"width"` | pixels from left to right |
# | `"height"` | pixels from top to bottom |
# | `"channels"` | numbers for each pixel; `1` for a gray image |
# | `"pixels"` | number of pixels, width × height |
#
# Example: an array of shape `(480, 640, 3)` has width 640, height 480, 3 channels and 307200 pixels.
# `image.shape` begins with the **height**. And `image.size` counts all numbers (921600), which is not the
# number of pixels.


# %% exercise="describe" slide="6.1" level=1 minutes=5
def describe(image: np.ndarray) -> dict[str, int]:
    """Width, height, channels and number of pixels (slide 6.1).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.

    Returns:
        A dict with the keys "width", "height", "channels" (1 for gray) and "pixels" (width times height).
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="bgr_to_rgb"
# ## `bgr_to_rgb` · 채널 순서 바꾸기 (슬라이드 6.2.1)
#
# OpenCV는 파랑, 초록, 빨강(BGR) 순서로, 대부분의 다른 프로그램은 빨강, 초록, 파랑(RGB) 순서로 색을
# 적습니다. 컬러 영상의 채널 순서를 뒤집으세요. 픽셀의 자리는 그대로입니다.
#
# 예: 픽셀 하나가 `[255, 128, 0]`(밝은 파랑)이면 `[0, 128, 255]`가 됩니다.
#
# 마지막 축만 뒤집어야 합니다. `[..., :-1]`은 뒤집기가 아니라 마지막 채널을 버리는 것입니다.

# %% [markdown] tags=["en"] exercise="bgr_to_rgb"
# ## `bgr_to_rgb` · the order of the channels (slide 6.2.1)
#
# OpenCV writes a colour as blue, green, red (BGR); most other programs write red, green, blue (RGB).
# Reverse the channels of a colour image. The pixels stay where they are.
#
# Example: a pixel `[255, 128, 0]`, a bright blue, becomes `[0, 128, 255]`.
#
# Only the last axis is reversed. Mind that `[..., :-1]` reverses nothing, it drops the last channel.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    fading = np.linspace(0, 200, 90).astype(np.uint8)
    in_bgr, in_rgb = np.zeros((60, 90, 3), dtype=np.uint8), np.zeros((60, 90, 3), dtype=np.uint8)
    in_bgr[..., 0], in_bgr[..., 1], in_bgr[..., 2] = 255, fading, 0
    in_rgb[..., 0], in_rgb[..., 1], in_rgb[..., 2] = 0, fading, 255
    show(in_bgr, in_rgb, captions=["BGR", "RGB, shown as if it were BGR"])


# %% exercise="bgr_to_rgb" slide="6.2.1" level=1 minutes=5
def bgr_to_rgb(image: np.ndarray) -> np.ndarray:
    """Reverse the order of the channels (slide 6.2.1).

    Args:
        image: (h, w, 3) BGR, uint8.

    Returns:
        (h, w, 3) RGB, uint8.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="to_gray"
# ## `to_gray` · 흑백으로 (슬라이드 6.2.1)
#
# 컬러 영상을 밝기만 남은 흑백 영상으로 바꿉니다. (슬라이드의 GARY는 GRAY의 오타입니다.) 사람의 눈은 초록에
# 가장 민감하고 파랑에 가장 둔해서, 세 채널을 똑같이 평균 내지 않고 이렇게 섞습니다.
#
# $$Y = 0.299\,R + 0.587\,G + 0.114\,B$$
#
# 결과는 반올림한 `uint8`, 모양은 `(높이, 너비)`입니다.
#
# 예: B=10, G=20, R=30이면 $0.299 \cdot 30 + 0.587 \cdot 20 + 0.114 \cdot 10 = 21.85$, 반올림해서
# `22`입니다. 식은 R, G, B 순서이고 배열은 B, G, R 순서이니 조심하세요.

# %% [markdown] tags=["en"] exercise="to_gray"
# ## `to_gray` · brightness alone (slide 6.2.1)
#
# Turns a colour image into a gray one, in which only the brightness is left. (GARY on the slide is a slip
# for GRAY.) The eye is most sensitive to green and least to blue, so the channels are not simply averaged:
#
# $$Y = 0.299\,R + 0.587\,G + 0.114\,B$$
#
# The result is rounded, `uint8`, of shape `(height, width)`.
#
# Example: for B=10, G=20, R=30 it is $0.299 \cdot 30 + 0.587 \cdot 20 + 0.114 \cdot 10 = 21.85$, rounded
# `22`. The formula says R, G, B while the array holds B, G, R.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    stripes = np.zeros((60, 120, 3), dtype=np.uint8)
    stripes[:, :40, 0] = stripes[:, 40:80, 1] = stripes[:, 80:, 2] = 255
    show(stripes, cv2.cvtColor(stripes, cv2.COLOR_BGR2GRAY), captions=["blue, green, red", "gray"])


# %% exercise="to_gray" slide="6.2.1" level=1 minutes=8
def to_gray(image: np.ndarray) -> np.ndarray:
    """Brightness of a colour image, 0.299 R + 0.587 G + 0.114 B (slide 6.2.1).

    Args:
        image: (h, w, 3) BGR, uint8.

    Returns:
        (h, w) uint8, rounded.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="to_yuv"
# ## `to_yuv` · 밝기와 색을 따로 (슬라이드 6.2.1)
#
# YUV는 밝기 Y와, 파랑 쪽으로 얼마나 치우쳤는지(U), 빨강 쪽으로 얼마나 치우쳤는지(V)로 색을 적습니다. 사람은
# 밝기보다 색의 변화에 둔해서, 방송과 JPEG는 U와 V를 더 성기게 저장합니다. 이 문제는 OpenCV의 8비트 YUV
# (`COLOR_BGR2YUV`)와 같은 값을 만듭니다.
#
# $$Y = 0.299\,R + 0.587\,G + 0.114\,B$$
#
# $$U = 0.492\,(B - Y) + 128 \qquad V = 0.877\,(R - Y) + 128$$
#
# 회색은 $B = R = Y$이므로 U와 V가 `128`입니다. 128은 음수를 `uint8`에 담으려고 더하는 값입니다. Y, U, V를
# **반올림한 다음**, 그래도 0보다 작으면 `0`, 255보다 크면 `255`로 자릅니다. U와 V의 식에 들어가는 Y는
# 반올림하기 전의 값입니다(반올림한 Y를 써도 정답으로 채점합니다). 결과는 `(높이, 너비, 3)` `uint8`이고 채널
# 순서는 Y, U, V입니다.
#
# 예: B=10, G=20, R=30이면 Y는 약 22, U는 $0.492 \cdot (10-22) + 128 \approx 122$, V는
# $0.877 \cdot (30-22) + 128 \approx 135$입니다. 순수한 빨강(0, 0, 255)의 V는 약 285라서 255로 자릅니다.
#
# 비슷한 이름의 YCrCb는 계수와 채널 순서가 다릅니다. 여기서는 위의 식을 씁니다.

# %% [markdown] tags=["en"] exercise="to_yuv"
# ## `to_yuv` · brightness and colour apart (slide 6.2.1)
#
# YUV writes a colour as its brightness Y, how far it leans towards blue (U), and how far towards red (V).
# Eyes are less exact about colour than about brightness, so television and JPEG store U and V more
# coarsely. Give the values of OpenCV's 8-bit YUV (`COLOR_BGR2YUV`):
#
# $$Y = 0.299\,R + 0.587\,G + 0.114\,B$$
#
# $$U = 0.492\,(B - Y) + 128 \qquad V = 0.877\,(R - Y) + 128$$
#
# For gray, $B = R = Y$ and both U and V are `128`, the offset that makes room for negative values in
# `uint8`. **Round** Y, U and V, **then clip** them: what is still below 0 becomes `0`, what is above 255
# becomes `255`. The Y in the formulas of U and V is the one before rounding (the rounded one counts as
# right, too). The result is `(height, width, 3)`, `uint8`, in the order Y, U, V.
#
# Example: for B=10, G=20, R=30, Y is about 22, U is $0.492 \cdot (10-22) + 128 \approx 122$ and V is
# $0.877 \cdot (30-22) + 128 \approx 135$. Pure red (0, 0, 255) would have a V of about 285, which becomes
# 255.
#
# YCrCb, a relative of similar name, has other factors and another order. Use the formulas above.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    fade = np.zeros((60, 90, 3), dtype=np.uint8)
    fade[..., 0], fade[..., 2] = np.arange(0, 180, 2), np.arange(0, 240, 4)[:, None]
    y, u, v = cv2.split(cv2.cvtColor(fade, cv2.COLOR_BGR2YUV))
    show(fade, y, u, v, captions=["BGR", "Y", "U", "V"])


# %% exercise="to_yuv" slide="6.2.1" level=2 minutes=12
def to_yuv(image: np.ndarray) -> np.ndarray:
    """OpenCV's 8-bit YUV (slide 6.2.1).

    Args:
        image: (h, w, 3) BGR, uint8.

    Returns:
        (h, w, 3) uint8 in the order Y, U, V; U and V with 128 added, rounded, clipped to 0..255.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="to_hsv"
# ## `to_hsv` · 색상, 채도, 명도 (슬라이드 6.2.2)
#
# HSV는 "무슨 색인가(H)", "얼마나 진한가(S)", "얼마나 밝은가(V)"로 색을 적습니다. 그림자가 져도 H는 거의
# 그대로라서 색으로 물체를 찾을 때 편합니다. OpenCV의 8비트 HSV(`COLOR_BGR2HSV`)와 같은 값을 만드세요.
#
# R, G, B 중 가장 큰 값을 $V$, 가장 작은 값을 $m$이라고 하면 $S = 255\,(V-m)/V$이고, H는 가장 큰 채널에 따라
# 다릅니다.
#
# | 가장 큰 채널 | H(도) |
# |---|---|
# | R | $60\,(G-B)/(V-m)$ |
# | G | $120 + 60\,(B-R)/(V-m)$ |
# | B | $240 + 60\,(R-G)/(V-m)$ |
#
# 가장 큰 채널이 둘이면 어느 쪽 식을 써도 H가 같습니다(360도는 0도와 같습니다).
#
# H가 음수면 360을 더합니다. 360도 가까이 되는 값은 `uint8`에 들어가지 않으므로 **반으로 나누어** 0–179로
# 적습니다. 반으로 나눈 값을 반올림해서 180이 되면 한 바퀴를 돈 것이므로 `0`입니다(180으로 두어도 정답으로
# 채점합니다). 색상은 원을 돌기 때문에 179와 0도 1 차이로 보고 정답으로 채점합니다.
#
# 검정(V가 0)이면 S는 `0`입니다. 회색은 $V-m$이 0이니 그것으로 나누지 마세요. S가 0이고 색이 없으므로 H는
# 무엇이든 상관없습니다(OpenCV는 `0`을 적습니다). 결과는 반올림한 `(높이, 너비, 3)` `uint8`, 채널
# 순서는 H, S, V입니다.
#
# 예: B=0, G=128, R=255(주황)이면 V=255, S=255, H는 $60 \cdot 128/255 \approx 30.1$도이므로 반으로 나누어
# `15`입니다. B=60, G=0, R=120이면 $60 \cdot (0-60)/120 = -30$, 360을 더해 330도, 반으로 나누어 `165`입니다.

# %% [markdown] tags=["en"] exercise="to_hsv"
# ## `to_hsv` · hue, saturation, value (slide 6.2.2)
#
# HSV says which colour it is (H), how strong (S) and how bright (V). A shadow hardly changes H, which is
# handy for finding things by their colour. Give the values of OpenCV's 8-bit HSV (`COLOR_BGR2HSV`).
#
# With $V$ the largest and $m$ the smallest of R, G and B, $S = 255\,(V-m)/V$, and H depends on which
# channel is the largest:
#
# | the largest channel | H in degrees |
# |---|---|
# | R | $60\,(G-B)/(V-m)$ |
# | G | $120 + 60\,(B-R)/(V-m)$ |
# | B | $240 + 60\,(R-G)/(V-m)$ |
#
# Where two channels are the largest, the formulas of both give the same H (360 degrees are 0 degrees).
#
# Add 360 to a negative H. Degrees close to 360 do not fit into `uint8`, so H is **halved** and runs from 0
# to 179. A half that rounds to 180 has gone round the whole circle and is `0` (180 counts as right, too).
# Hues go round in a circle, so 179 in place of 0 is only off by 1, and counts as right.
#
# For black (V is 0), S is `0`. For grays $V-m$ is 0: do not divide by it. They have S = 0 and no hue, so
# any H will do (OpenCV writes `0`). The result is rounded, `(height, width, 3)`, `uint8`, in the order H, S,
# V.
#
# Example: orange, B=0, G=128, R=255, has V=255, S=255 and a hue of $60 \cdot 128/255 \approx 30.1$ degrees,
# halved `15`. For B=60, G=0, R=120 it is $60 \cdot (0-60)/120 = -30$, plus 360 is 330 degrees, halved
# `165`.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    wheel = np.full((60, 180, 3), 255, dtype=np.uint8)
    wheel[..., 0], wheel[..., 1] = np.arange(180), np.linspace(0, 255, 60).astype(np.uint8)[:, None]
    show(cv2.cvtColor(wheel, cv2.COLOR_HSV2BGR), captions=["H from 0 to 179, S from 0 (top) to 255"])


# %% exercise="to_hsv" slide="6.2.2" level=3 minutes=25
def to_hsv(image: np.ndarray) -> np.ndarray:
    """OpenCV's 8-bit HSV (slide 6.2.2).

    Args:
        image: (h, w, 3) BGR, uint8.

    Returns:
        (h, w, 3) uint8 in the order H, S, V, rounded: H in 0..179 (half the degrees), S and V in 0..255;
        S is 0 where V is 0, and H does not matter where S is 0.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="color_distance"
# ## `color_distance` · 두 색이 얼마나 달라 보이는가 (슬라이드 6.2.2)
#
# RGB에서의 거리는 눈에 보이는 차이와 잘 맞지 않습니다. Lab은 거리가 눈이 느끼는 차이와 비슷해지도록 만든
# 공간입니다. 두 색을 Lab으로 바꾸고 그 사이의 직선 거리를 구하면 CIE76 색차 $\Delta E$입니다. 약 2보다
# 작으면 나란히 놓아도 구별하기 어렵습니다.
#
# 색 하나는 `[b, g, r]`, 모양 `(3,)`인 `uint8` 배열입니다. `float64`로 계산합니다.
#
# 1. R, G, B를 255로 나누어 0–1로 만들고 감마를 풉니다. 영상 파일의 값은 빛의 양에 비례하지 않고, 어두운
#    색을 더 촘촘하게 나누어 적은 것입니다(감마). 그것을 다시 빛의 양으로 되돌리는 것이 감마를 푸는 것입니다.
#    값 $c$마다 $c \le 0.04045$이면 $c/12.92$, 아니면 $\left(\frac{c+0.055}{1.055}\right)^{2.4}$입니다.
# 2. XYZ로 바꿉니다. $X = 0.4124564\,R + 0.3575761\,G + 0.1804375\,B$,
#    $Y = 0.2126729\,R + 0.7151522\,G + 0.0721750\,B$, $Z = 0.0193339\,R + 0.1191920\,G + 0.9503041\,B$
# 3. 흰색(D65)의 XYZ인 $(0.95047,\ 1,\ 1.08883)$으로 각각 나누고 $f$를 씌웁니다. $f_X = f(X/0.95047)$,
#    $f_Y = f(Y/1)$, $f_Z = f(Z/1.08883)$입니다. $f$는 $t > 0.008856$이면 $f(t) = \sqrt[3]{t}$, 아니면
#    $f(t) = 7.787\,t + 16/116$입니다.
# 4. $L = 116 f_Y - 16$, $a = 500\,(f_X - f_Y)$, $b = 200\,(f_Y - f_Z)$. Lab의 $b$는 파랑(B)이 아니라
#    노랑과 파랑 사이의 어디쯤인지를 나타내는 수입니다.
# 5. $\Delta E = \sqrt{(L_1-L_2)^2 + (a_1-a_2)^2 + (b_1-b_2)^2}$
#
# 예: 검정과 흰색은 `100`, 빨강 `[0, 0, 255]`과 초록 `[0, 255, 0]`은 약 `170.6`입니다. 0.5까지 달라도
# 정답으로 채점합니다.

# %% [markdown] tags=["en"] exercise="color_distance"
# ## `color_distance` · how different two colours look (slide 6.2.2)
#
# Distances in RGB say little about what the eye sees. Lab was made so that distances come close to it: take
# both colours to Lab, and the straight distance between them is the CIE76 difference $\Delta E$. Below
# about 2, two colours are hard to tell apart even side by side.
#
# A colour is `[b, g, r]`, a `uint8` array of shape `(3,)`. Compute in `float64`.
#
# 1. Divide R, G and B by 255 and undo the gamma. The values in an image are not proportional to the amount
#    of light; dark colours are written in finer steps (the gamma). Undoing it goes back to amounts of
#    light: of each value $c$ take $c/12.92$ where $c \le 0.04045$, otherwise
#    $\left(\frac{c+0.055}{1.055}\right)^{2.4}$.
# 2. Go to XYZ: $X = 0.4124564\,R + 0.3575761\,G + 0.1804375\,B$,
#    $Y = 0.2126729\,R + 0.7151522\,G + 0.0721750\,B$, $Z = 0.0193339\,R + 0.1191920\,G + 0.9503041\,B$
# 3. Divide by the XYZ of white (D65), $(0.95047,\ 1,\ 1.08883)$, and take $f$ of each quotient:
#    $f_X = f(X/0.95047)$, $f_Y = f(Y/1)$, $f_Z = f(Z/1.08883)$, with $f(t) = \sqrt[3]{t}$ where
#    $t > 0.008856$, otherwise $f(t) = 7.787\,t + 16/116$.
# 4. $L = 116 f_Y - 16$, $a = 500\,(f_X - f_Y)$, $b = 200\,(f_Y - f_Z)$. The $b$ of Lab is not blue (B) but
#    says where a colour lies between yellow and blue.
# 5. $\Delta E = \sqrt{(L_1-L_2)^2 + (a_1-a_2)^2 + (b_1-b_2)^2}$
#
# Example: black and white are `100` apart, red `[0, 0, 255]` and green `[0, 255, 0]` about `170.6`. An
# answer that is off by 0.5 counts as right.


# %% exercise="color_distance" slide="6.2.2" level=3 minutes=25
def color_distance(bgr_a: np.ndarray, bgr_b: np.ndarray) -> float:
    """CIE76 difference of two sRGB colours, white point D65 (slide 6.2.2).

    Args:
        bgr_a: (3,) uint8, blue, green, red.
        bgr_b: (3,) uint8, blue, green, red.

    Returns:
        The distance in Lab, 0.0 or more; 100 between black and white.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="encode"
# ## `encode` · 파일로 압축하기 (슬라이드 6.3)
#
# 컬러 영상을 파일에 들어갈 `bytes`로 바꿉니다. 파일을 실제로 쓰지는 않습니다. `extension`은 점까지 포함한
# 소문자 확장자이고 네 가지뿐입니다.
#
# | `extension` | 형식 | 압축 |
# |---|---|---|
# | `".bmp"` | BMP | 거의 안 함 |
# | `".jpg"` | JPEG | 손실(DCT와 허프만) |
# | `".png"` | PNG | 무손실 |
# | `".gif"` | GIF | 256색으로 줄인 다음 압축 |
#
# 이 네 문자열 중 하나와 똑같지 않으면 `ValueError`를 일으키고, 메시지에 `extension`이나 그 값을 적습니다.
# `".JPG"`, `"png"`, `".jpeg"`, `".webp"`도 마찬가지입니다. OpenCV가 쓸 줄 아는 형식이라도 여기서는
# 거절합니다. JPEG의 품질은 자유롭게 정해도 됩니다(정하지 않아도 됩니다).
#
# `cv2.imencode`는 `(성공 여부, 배열)`을 돌려줍니다. 배열을 `bytes`로 바꾸려면 `.tobytes()`를 씁니다. GIF를
# 쓰려면 OpenCV 4.12 이상이 필요합니다. 예: 검은 2×2 영상을 `".png"`로 바꾸면 `b"\x89PNG"`로 시작하는
# `bytes`입니다.

# %% [markdown] tags=["en"] exercise="encode"
# ## `encode` · into a file's bytes (slide 6.3)
#
# Turns a colour image into the `bytes` that a file would hold, without writing one. `extension` is the
# ending in lower case with its dot, one of four.
#
# | `extension` | format | compression |
# |---|---|---|
# | `".bmp"` | BMP | next to none |
# | `".jpg"` | JPEG | lossy (DCT and Huffman) |
# | `".png"` | PNG | lossless |
# | `".gif"` | GIF | reduced to 256 colours, then compressed |
#
# Anything that is not exactly one of these four strings is a `ValueError` whose message holds `extension`
# or the value: `".JPG"`, `"png"`, `".jpeg"` and `".webp"` too, even where OpenCV could write them. The
# quality of a JPEG is up to you (you need not set it).
#
# `cv2.imencode` gives `(success, array)`; `.tobytes()` makes `bytes` of the array. For GIF, OpenCV must be
# 4.12 or newer. Example: a black 2×2 image as `".png"` gives `bytes` that begin with `b"\x89PNG"`.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    rainbow = np.full((60, 180, 3), 255, dtype=np.uint8)
    rainbow[..., 0], rainbow[..., 1] = np.arange(180), np.linspace(0, 255, 60).astype(np.uint8)[:, None]
    rainbow = cv2.cvtColor(rainbow, cv2.COLOR_HSV2BGR)
    files = [
        cv2.imencode(".jpg", rainbow, [cv2.IMWRITE_JPEG_QUALITY, 5])[1],
        cv2.imencode(".gif", rainbow)[1],
    ]
    show(rainbow, *[cv2.imdecode(file, 1) for file in files], captions=["original", "JPEG, quality 5", "GIF"])


# %% exercise="encode" slide="6.3" level=1 minutes=10
def encode(image: np.ndarray, extension: str) -> bytes:
    """The bytes of an image file (slide 6.3).

    Args:
        image: (h, w, 3) BGR, uint8.
        extension: ".bmp", ".jpg", ".png" or ".gif".

    Returns:
        What a file of that format holds.

    Raises:
        ValueError: extension is not exactly one of these four.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="decode"
# ## `decode` · 파일의 압축 풀기 (슬라이드 6.4)
#
# 영상 파일의 `bytes`를 풀어서 BGR 영상, 곧 `(높이, 너비, 3)` `uint8` 배열로 만듭니다. 파일이 흑백이거나
# 투명 채널이 있어도 결과는 BGR 세 채널입니다(`cv2.IMREAD_COLOR`).
#
# 영상이 아닌 `bytes`(글, 임의의 값, 빈 `b""`)이면 `ValueError`를 일으키고, 메시지에 `data`나 그 값을
# 적습니다. `cv2.imdecode`는 영상이 아니면 오류 없이 `None`을 돌려주고, 빈 데이터에는 `cv2.error`라는 다른
# 오류를 냅니다. 두 경우를 모두 `ValueError`로 바꾸세요.
#
# 예: 빨간 1×1 영상의 PNG를 풀면 `[[[0, 0, 255]]]`입니다. `bytes`를 배열로 보려면
# `np.frombuffer(data, np.uint8)`을 씁니다.

# %% [markdown] tags=["en"] exercise="decode"
# ## `decode` · out of a file's bytes (slide 6.4)
#
# Turns the `bytes` of an image file back into a BGR image, a `uint8` array `(height, width, 3)`. A gray
# file and one with transparency become three channels, B, G, R, too (`cv2.IMREAD_COLOR`).
#
# Bytes that are no image (text, anything at random, the empty `b""`) are a `ValueError` whose message holds
# `data` or the value. For what it cannot read, `cv2.imdecode` quietly gives `None`; for empty data it
# raises a `cv2.error`, which is no `ValueError`. Turn both into one.
#
# Example: the PNG of a red 1×1 image becomes `[[[0, 0, 255]]]`. `np.frombuffer(data, np.uint8)` sees
# `bytes` as an array.


# %% exercise="decode" slide="6.4" level=2 minutes=10
def decode(data: bytes) -> np.ndarray:
    """The image in a file's bytes (slide 6.4).

    Args:
        data: The bytes of a BMP, JPEG, PNG or GIF file.

    Returns:
        (h, w, 3) BGR, uint8.

    Raises:
        ValueError: data is no image, or empty.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="is_lossless"
# ## `is_lossless` · 그대로 돌아오는가 (슬라이드 6.3)
#
# 컬러 영상을 `extension` 형식으로 압축했다가 풀었을 때 **모든 픽셀의 모든 값이** 그대로인지 `True`나
# `False`로 답합니다. 값 하나가 1만 달라도 `False`입니다. 위에서 만든 `encode`와 `decode`를 불러도 됩니다.
# `extension`은 언제나 네 확장자 중 하나입니다.
#
# BMP와 PNG는 언제나 `True`입니다. JPEG과 GIF는 대개 `False`이지만 **영상에 따라** 다릅니다. 예를 들어
# 새까만 영상은 JPEG으로도 GIF로도 그대로 돌아오므로 `True`입니다. 그러니 확장자만 보고 답하지 말고 실제로
# 해 보세요.

# %% [markdown] tags=["en"] exercise="is_lossless"
# ## `is_lossless` · does it come back? (slide 6.3)
#
# Says, `True` or `False`, whether a colour image comes back with **every value of every pixel** as it was
# when it is encoded as `extension` and decoded again. A single value that is off by 1 makes it `False`.
# You may call your own `encode` and `decode`. `extension` always is one of the four.
#
# BMP and PNG are always `True`. JPEG and GIF are mostly `False`, but **it depends on the image**: an all
# black one, for example, survives both, which is `True`. So do not judge by the extension; try it.


# %% exercise="is_lossless" slide="6.3" level=1 minutes=5
def is_lossless(image: np.ndarray, extension: str) -> bool:
    """Whether encoding and decoding gives the same pixels back (slide 6.3).

    Args:
        image: (h, w, 3) BGR, uint8.
        extension: ".bmp", ".jpg", ".png" or ".gif".

    Returns:
        True if every value is the same.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="crop"
# ## `crop` · 잘라 내기 (슬라이드 6.4)
#
# 영상(컬러나 흑백)에서 왼쪽 위 꼭짓점이 `(x, y)`이고 너비 `w`, 높이 `h`인 부분을 잘라 냅니다.
#
# 예: `x=1, y=0, w=2, h=2`이면 행 0과 1에서 열 1과 2가 남습니다.
#
# ```
# 원본        결과
# 1 2 3       2 3
# 4 5 6       5 6
# 7 8 9
# ```
#
# - 결과는 **복사본**이어야 합니다. 자른 영상에 그림을 그려도 원본이 바뀌지 않아야 합니다. NumPy의
#   `image[y:y+h, x:x+w]`는 원본의 메모리를 같이 쓰므로 `.copy()`가 필요합니다.
# - 잘라 낼 부분이 비어 있거나(`w`나 `h`가 0 이하) 영상 밖으로 나가면(`x < 0`, `x + w > 너비` 등)
#   `ValueError`를 일으키고, 메시지에 `x`, `y`, `w`, `h` 중 잘못된 것의 이름이나 값을 적습니다. `x + w`가
#   너무 크면 `x`와 `w` 중 어느 것을 적어도 되고, `y + h`도 마찬가지입니다. 끝이 영상의 끝과 딱 맞는
#   것은 괜찮습니다. NumPy는 밖으로 나간 부분을 조용히 버리고, `-1`은 끝에서부터 센 자리로 읽습니다.

# %% [markdown] tags=["en"] exercise="crop"
# ## `crop` · cutting out a region (slide 6.4)
#
# Cuts the region with the upper left corner `(x, y)`, the width `w` and the height `h` out of an image,
# colour or gray.
#
# Example: `x=1, y=0, w=2, h=2` keeps columns 1 and 2 of rows 0 and 1.
#
# ```
# image       result
# 1 2 3       2 3
# 4 5 6       5 6
# 7 8 9
# ```
#
# - The result must be a **copy**: drawing on it must leave the original alone. NumPy's
#   `image[y:y+h, x:x+w]` shares the original's memory, so it takes a `.copy()`.
# - A region that is empty (`w` or `h` of 0 or less) or leaves the image (`x < 0`, `x + w > width` and so
#   on) is a `ValueError` whose message holds the name of the number that is wrong, `x`, `y`, `w` or `h`, or
#   its value. Where `x + w` is too large, either `x` or `w` will do, and so with `y + h`. Ending exactly at
#   the image's edge is fine. NumPy would quietly drop what lies outside, and read `-1` as the last
#   place.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    scene = np.full((80, 120, 3), (200, 160, 90), dtype=np.uint8)
    cv2.circle(scene, (80, 30), 18, (60, 220, 255), -1)
    cv2.rectangle(scene, (57, 7), (103, 53), (0, 0, 255), 1)
    inside = np.full((45, 45, 3), (200, 160, 90), dtype=np.uint8)  # drawn anew, with the circle further left
    cv2.circle(inside, (22, 22), 18, (60, 220, 255), -1)
    show(scene, inside, captions=["x=58, y=8, w=45, h=45", "cropped"])


# %% exercise="crop" slide="6.4" level=2 minutes=12
def crop(image: np.ndarray, x: int, y: int, w: int, h: int) -> np.ndarray:
    """A copy of a region (slide 6.4).

    Args:
        image: (height, width, 3) BGR or (height, width) gray, uint8.
        x: Column of the region's left edge.
        y: Row of its upper edge.
        w: Its width.
        h: Its height.

    Returns:
        (h, w, 3) or (h, w) uint8, which shares no memory with image.

    Raises:
        ValueError: The region is empty or does not lie within the image.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="flip"
# ## `flip` · 뒤집기 (슬라이드 6.4)
#
# 영상(컬러나 흑백)을 `direction`에 따라 뒤집습니다. `"horizontal"`은 좌우, `"vertical"`은 상하입니다.
#
# ```
# 원본        "horizontal"    "vertical"
# 1 2 3       3 2 1           4 5 6
# 4 5 6       6 5 4           1 2 3
# ```
#
# 두 문자열 중 하나와 똑같지 않으면(`"Horizontal"`이나 `""`도) `ValueError`를 일으키고, 메시지에
# `direction`이나 그 값을 적습니다. 컬러에서는 픽셀의 자리만 바뀌고 채널 순서는 그대로입니다.

# %% [markdown] tags=["en"] exercise="flip"
# ## `flip` · mirror images (slide 6.4)
#
# Mirrors an image, colour or gray. The `direction` `"horizontal"` swaps left and right, `"vertical"` swaps
# top and bottom.
#
# ```
# image       "horizontal"    "vertical"
# 1 2 3       3 2 1           4 5 6
# 4 5 6       6 5 4           1 2 3
# ```
#
# Anything but exactly these two strings (`"Horizontal"` and `""` too) is a `ValueError` whose message holds
# `direction` or the value. In a colour image only the pixels move; the order of the channels stays.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    letter = [".....", ".###.", ".#...", ".##..", ".#...", "....."]
    horizontal = [".....", ".###.", "...#.", "..##.", "...#.", "....."]
    vertical = [".....", ".#...", ".##..", ".#...", ".###.", "....."]
    block = np.full((14, 14), 255, dtype=np.uint8)  # the square that stands for one dot
    drawings = [[[dot == "." for dot in row] for row in rows] for rows in (letter, horizontal, vertical)]
    show(*[np.kron(drawing, block) for drawing in drawings], captions=["image", "horizontal", "vertical"])


# %% exercise="flip" slide="6.4" level=1 minutes=8
def flip(image: np.ndarray, direction: str) -> np.ndarray:
    """Mirror an image (slide 6.4).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        direction: "horizontal" (left and right change places) or "vertical" (top and bottom do).

    Returns:
        uint8 of the same shape.

    Raises:
        ValueError: direction is neither.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="rotate90"
# ## `rotate90` · 90도씩 돌리기 (슬라이드 6.4)
#
# 영상(컬러나 흑백)을 **반시계 방향**으로 90도씩 `turns`번 돌립니다. `turns`는 어떤 정수든 됩니다. 음수면
# 시계 방향이고, 4번이면 제자리이므로 5번은 1번과 같습니다. 홀수 번 돌리면 너비와 높이가 바뀝니다.
#
# 예:
#
# ```
# 원본        turns=1    turns=2    turns=-1
# 1 2 3       3 6        6 5 4      4 1
# 4 5 6       2 5        3 2 1      5 2
#             1 4                   6 3
# ```

# %% [markdown] tags=["en"] exercise="rotate90"
# ## `rotate90` · quarter turns (slide 6.4)
#
# Turns an image, colour or gray, `turns` times by 90 degrees **counter-clockwise**. `turns` is any integer:
# a negative one turns clockwise, and as four turns change nothing, five are the same as one. After an odd
# number of turns width and height have changed places.
#
# Example:
#
# ```
# image       turns=1    turns=2    turns=-1
# 1 2 3       3 6        6 5 4      4 1
# 4 5 6       2 5        3 2 1      5 2
#             1 4                   6 3
# ```

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    arrows = []
    for tail, tip in [((10, 30), (80, 30)), ((30, 80), (30, 10)), ((80, 30), (10, 30)), ((30, 10), (30, 80))]:
        lying = tail[1] == tip[1]
        paper = np.full((60, 90, 3) if lying else (90, 60, 3), 255, dtype=np.uint8)
        arrows.append(cv2.arrowedLine(paper, tail, tip, (0, 120, 220), 4, tipLength=0.3))
    show(*arrows, captions=["image", "1", "2", "-1"])


# %% exercise="rotate90" slide="6.4" level=1 minutes=8
def rotate90(image: np.ndarray, turns: int) -> np.ndarray:
    """Turn an image by quarter turns (slide 6.4).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        turns: How many quarter turns counter-clockwise; any integer, negative ones turn clockwise.

    Returns:
        uint8; height and width change places when turns is odd.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="resize_nearest"
# ## `resize_nearest` · 크기 바꾸기 (슬라이드 6.4)
#
# 영상(컬러나 흑백)을 너비 `width`, 높이 `height`로 바꿉니다. 결과의 `r`행 `c`열에는 원본의
#
# $$\left(\;\left\lfloor \frac{r \cdot H}{\mathrm{height}} \right\rfloor,\;
# \left\lfloor \frac{c \cdot W}{\mathrm{width}} \right\rfloor\;\right)$$
#
# 픽셀을 그대로 옮깁니다. $H$, $W$는 원본의 높이와 너비이고, 나눗셈은 정수 나눗셈 `//`입니다. 새 값을 만들지
# 않고 가까운 픽셀을 고르는 방법이라 최근접(nearest) 보간이라고 합니다.
#
# 예: 너비 3을 5로 늘리면 열 `0, 1, 2, 3, 4`는 원본의 열 `0, 0, 1, 1, 2`에서 옵니다($c \cdot 3 // 5$).
# 곱하기를 먼저, `//`를 나중에 하세요. `c * (3 // 5)`는 언제나 0입니다. 인자는 너비가 먼저이고 결과의 모양은
# 높이가 먼저입니다.

# %% [markdown] tags=["en"] exercise="resize_nearest"
# ## `resize_nearest` · another size (slide 6.4)
#
# Gives an image, colour or gray, the width `width` and the height `height`. Row `r`, column `c` of the
# result is the pixel of the original at
#
# $$\left(\;\left\lfloor \frac{r \cdot H}{\mathrm{height}} \right\rfloor,\;
# \left\lfloor \frac{c \cdot W}{\mathrm{width}} \right\rfloor\;\right)$$
#
# where $H$ and $W$ are the height and width of the original and the division is `//`. No new values are
# made up, a pixel nearby is taken: nearest-neighbour interpolation.
#
# Example: when a width of 3 becomes 5, the columns `0, 1, 2, 3, 4` come from the original's columns
# `0, 0, 1, 1, 2` ($c \cdot 3 // 5$). Multiply first, then use `//`: `c * (3 // 5)` is always 0. The
# arguments begin with the width, the shape of the result begins with the height.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    tiny = cv2.circle(np.full((12, 12, 3), 230, dtype=np.uint8), (6, 6), 4, (200, 80, 40), -1)
    show(tiny, np.repeat(np.repeat(tiny, 8, axis=0), 8, axis=1), captions=["12 × 12", "96 × 96"])


# %% exercise="resize_nearest" slide="6.4" level=2 minutes=12
def resize_nearest(image: np.ndarray, width: int, height: int) -> np.ndarray:
    """Resize an image by picking pixels (slide 6.4).

    Args:
        image: (H, W, 3) BGR or (H, W) gray, uint8.
        width: Width of the result, 1 or more.
        height: Height of the result, 1 or more.

    Returns:
        (height, width, 3) or (height, width) uint8; pixel (r, c) is that of the image at
        (r * H // height, c * W // width).
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="filter2d"
# ## `filter2d` · 필터 씌우기 (슬라이드 6.4)
#
# 흑백 영상의 픽셀마다, 그 주변 픽셀에 커널의 가중치를 곱해 더합니다. 흐리게 하기, 선명하게 하기,
# 윤곽선만 남기기를 모두 커널만 바꿔서 할 수 있습니다. 합성곱 신경망(4장)이 하는 계산도 이것입니다.
#
# 커널은 높이와 너비가 **홀수**인 `float64` 배열이고(정사각형이 아닐 수도 있습니다, 예: `(1, 3)`),
# 한가운데가 지금 픽셀에 놓입니다. 커널의 크기가 `(2p+1, 2q+1)`이면
#
# $$\mathrm{out}[r, c] = \sum_{i=0}^{2p}\sum_{j=0}^{2q}
# \mathrm{kernel}[i, j] \cdot \mathrm{image}[r+i-p,\; c+j-q]$$
#
# - 커널을 뒤집지 않습니다. 이것을 상관(correlation)이라고 합니다. 뒤집으면 합성곱(convolution)입니다.
#   합성곱 신경망은 이름과 달리 역시 뒤집지 않습니다.
# - 영상 밖의 픽셀은 **가장자리 픽셀을 반복**한 값으로 봅니다. `1 2 3`의 양옆에 두 칸씩 붙이면
#   `1 1 1 2 3 3 3`입니다.
# - 합을 다 구한 다음 반올림하고, 0보다 작으면 0, 255보다 크면 255로 자릅니다. 결과는 원본과 같은 모양의
#   `uint8`입니다.
#
# 예: 영상 `[[10, 20, 30]]`, 커널 `[[0, 0, 1]]`이면 오른쪽 이웃을 가져오므로 `[[20, 30, 30]]`입니다.

# %% [markdown] tags=["en"] exercise="filter2d"
# ## `filter2d` · filters (slide 6.4)
#
# For every pixel of a gray image, multiply the pixels around it by the weights of a kernel and add up.
# Blurring, sharpening and finding edges differ in the kernel alone. It is also what a convolutional network
# computes (chapter 4).
#
# The kernel is a `float64` array with an **odd** height and width (not always square, `(1, 3)` for
# example). Its middle lies on the pixel itself. For a kernel of size `(2p+1, 2q+1)`
#
# $$\mathrm{out}[r, c] = \sum_{i=0}^{2p}\sum_{j=0}^{2q}
# \mathrm{kernel}[i, j] \cdot \mathrm{image}[r+i-p,\; c+j-q]$$
#
# - The kernel is not turned over. That is called correlation; with the kernel turned over it is
#   convolution. Despite its name, a convolutional network does not turn it over either.
# - Outside the image the **edge pixels are repeated**: two more on both sides of `1 2 3` make
#   `1 1 1 2 3 3 3`.
# - Round once the sum is complete; what is below 0 becomes 0, what is above 255 becomes 255. The result is
#   `uint8` and has the shape of the image.
#
# Example: for the image `[[10, 20, 30]]` the kernel `[[0, 0, 1]]` fetches the right neighbour:
# `[[20, 30, 30]]`.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    disc = cv2.circle(np.full((70, 70), 60, dtype=np.uint8), (35, 35), 22, 220, -1)
    blurred = cv2.filter2D(disc, -1, np.full((7, 7), 1 / 49))
    edges = cv2.filter2D(disc, -1, np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]))
    show(disc, blurred, edges, captions=["image", "mean of 7 × 7", "edges"])


# %% exercise="filter2d" slide="6.4" level=3 minutes=25
def filter2d(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Correlate a gray image with a kernel (slide 6.4).

    Args:
        image: (h, w) gray, uint8.
        kernel: (kh, kw) float64, both odd; its middle lies on the pixel.

    Returns:
        (h, w) uint8: edge pixels repeated outside, rounded, clipped to 0..255.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="sharpen"
# ## `sharpen` · 선명하게 (슬라이드 6.5)
#
# 픽셀을 주변과 더 다르게 만들면 윤곽이 또렷해집니다. `filter2d`에 다음 커널을 씁니다.
#
# ```
#  0 -1  0
# -1  5 -1
#  0 -1  0
# ```
#
# 가중치의 합이 1이라 평평한 곳은 그대로입니다. 흑백이면 그대로 한 번, 컬러면 **채널마다 따로** 씌웁니다.
# 가장자리와 자르기는 `filter2d`와 같고, 결과는 원본과 같은 모양의 `uint8`입니다.
#
# 예: 모두 100이고 한 픽셀만 110이면 그 픽셀은 $5 \cdot 110 - 4 \cdot 100 = 150$, 바로 위아래와 양옆의
# 이웃은 $5 \cdot 100 - 110 - 3 \cdot 100 = 90$이 됩니다.

# %% [markdown] tags=["en"] exercise="sharpen"
# ## `sharpen` · crisp edges (slide 6.5)
#
# Making a pixel differ more from its neighbours makes edges crisp. Use `filter2d` with the kernel
#
# ```
#  0 -1  0
# -1  5 -1
#  0 -1  0
# ```
#
# Its weights sum to 1, so flat regions stay as they are. A gray image is filtered once, in a colour image
# **each channel on its own**. Edges and clipping are as in `filter2d`; the result is `uint8` of the image's
# shape.
#
# Example: where all is 100 and one pixel is 110, that pixel becomes $5 \cdot 110 - 4 \cdot 100 = 150$, and
# each of its four neighbours above, below, left and right $5 \cdot 100 - 110 - 3 \cdot 100 = 90$.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    soft = cv2.circle(np.full((70, 70, 3), (150, 130, 110), dtype=np.uint8), (35, 35), 20, (90, 170, 190), -1)
    soft = cv2.GaussianBlur(soft, (7, 7), 0)
    crisp = cv2.filter2D(soft, -1, np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]))
    show(soft, crisp, captions=["image", "sharpened"])


# %% exercise="sharpen" slide="6.5" level=2 minutes=10
def sharpen(image: np.ndarray) -> np.ndarray:
    """Sharpen an image with [[0, -1, 0], [-1, 5, -1], [0, -1, 0]] (slide 6.5).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.

    Returns:
        uint8 of the same shape; edges and clipping as in filter2d, each channel on its own.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="salt_and_pepper"
# ## `salt_and_pepper` · 소금과 후추 (슬라이드 6.5)
#
# 영상(컬러나 흑백) 여기저기의 픽셀을 무작위로 골라 검은색(0)이나 흰색(255)으로 바꿉니다. 노이즈에 강한
# 모델을 만들거나 필터를 시험할 때 씁니다.
#
# - 바뀐 픽셀의 비율은 `amount`(0과 1 사이)입니다. `amount`의 ±20%까지는 달라도 됩니다. `amount=0.1`이면
#   0.08에서 0.12 사이입니다. 같은 픽셀을 두 번 고르면 큰 `amount`에서 모자라게 됩니다.
# - 바뀐 픽셀 가운데 검은색이 40–60%, 나머지가 흰색입니다.
# - 픽셀은 통째로 바뀝니다. 컬러라면 세 채널이 모두 0이거나 모두 255입니다.
# - 나머지 픽셀은 그대로입니다. 결과는 같은 모양의 `uint8`입니다.
# - `seed`가 같으면 결과도 같습니다. `np.random.default_rng(seed)`로 난수를 만들면 됩니다.
#
# 채점은 0과 255인 값이 하나도 없고 `amount` × 픽셀 수가 1000 이상인 영상으로만 합니다.
#
# 예: 200 × 100 영상에 `amount=0.1`이면 20000픽셀 중 약 2000개가 바뀌고, 약 1000개는 0, 약 1000개는
# 255입니다.

# %% [markdown] tags=["en"] exercise="salt_and_pepper"
# ## `salt_and_pepper` · specks of noise (slide 6.5)
#
# Picks pixels at random, all over an image (colour or gray), and makes them black (0) or white (255). It is
# used to train models that stand noise, and to try out filters.
#
# - The share of changed pixels is `amount` (between 0 and 1), and may differ from it by ±20 % of `amount`:
#   for `amount=0.1` anything from 0.08 to 0.12. Picking a pixel twice leaves too few when `amount` is large.
# - Of the changed pixels 40 to 60 % are black, the others white.
# - Pixels change as a whole: in a colour image all three channels are 0, or all three are 255.
# - All other pixels stay as they were. The result is `uint8` of the same shape.
# - The same `seed` gives the same result. `np.random.default_rng(seed)` is a good source of random numbers.
#
# Only images without any 0 or 255, where `amount` times the number of pixels is at least 1000, are judged.
#
# Example: with `amount=0.1`, about 2000 of the 20000 pixels of a 200 × 100 image change, some 1000 of them
# to 0 and some 1000 to 255.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    clean = ["abba", "bccb", "bccb", "abba"]  # each letter is one pixel; k is black and w is white
    speckled = ["abbk", "bwcb", "bccb", "abba"]
    grays = {"a": 90, "b": 130, "c": 180, "k": 0, "w": 255}
    block = np.ones((20, 20), dtype=np.uint8)
    before, after = [
        np.kron(np.array([[grays[letter] for letter in row] for row in rows], dtype=np.uint8), block)
        for rows in (clean, speckled)
    ]
    show(before, after, captions=["4 × 4 pixels", "amount=0.125"])


# %% exercise="salt_and_pepper" slide="6.5" level=2 minutes=15
def salt_and_pepper(image: np.ndarray, amount: float, seed: int) -> np.ndarray:
    """Turn a share of the pixels black or white (slide 6.5).

    Args:
        image: (h, w, 3) BGR or (h, w) gray, uint8.
        amount: Share of the pixels that change, in 0..1; the result keeps it within 20 % of it.
        seed: The same seed gives the same result.

    Returns:
        uint8 of the same shape; of the changed pixels 40 to 60 % are 0, the others 255, in all channels.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="affine"
# ## `affine` · 점을 어핀 변환하기 (슬라이드 6.5)
#
# 어핀 변환은 돌리기, 늘리기, 기울이기, 뒤집기에 옮기기를 더한 것입니다. 평행한 두 선은 변환한 뒤에도
# 평행합니다. `(2, 3)` 행렬 하나로 적습니다.
#
# $$\begin{pmatrix} x' \\ y' \end{pmatrix} =
# \begin{pmatrix} a & b & t_x \\ c & d & t_y \end{pmatrix}
# \begin{pmatrix} x \\ y \\ 1 \end{pmatrix}$$
#
# `points`는 `(n, 2)` 배열이고 한 행이 점 `(x, y)` 하나입니다. 결과도 `(n, 2)`입니다.
#
# 예: 행렬이 `[[2, 0, 10], [0, 3, 20]]`이면 점 `(1, 2)`는 `(2·1 + 10, 3·2 + 20) = (12, 26)`으로 갑니다.

# %% [markdown] tags=["en"] exercise="affine"
# ## `affine` · points through an affine transform (slide 6.5)
#
# An affine transform turns, stretches, shears or mirrors, and then moves. Parallel lines stay parallel. It
# is written as one `(2, 3)` matrix.
#
# $$\begin{pmatrix} x' \\ y' \end{pmatrix} =
# \begin{pmatrix} a & b & t_x \\ c & d & t_y \end{pmatrix}
# \begin{pmatrix} x \\ y \\ 1 \end{pmatrix}$$
#
# `points` is `(n, 2)`, one point `(x, y)` a row, and so is the result.
#
# Example: the matrix `[[2, 0, 10], [0, 3, 20]]` takes the point `(1, 2)` to
# `(2·1 + 10, 3·2 + 20) = (12, 26)`.


# %% exercise="affine" slide="6.5" level=2 minutes=10
def affine(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Take points through an affine transform (slide 6.5).

    Args:
        points: (n, 2) float64, rows (x, y).
        matrix: (2, 3) float64.

    Returns:
        (n, 2), rows (x', y').
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="rotation_matrix"
# ## `rotation_matrix` · 회전 행렬 (슬라이드 6.5)
#
# `center` `(x, y)`를 중심으로 `angle`도 돌리면서 `scale`배로 늘리는 `(2, 3)` 어핀 행렬을 만듭니다.
# `cv2.getRotationMatrix2D`와 같은 값입니다. $\alpha = \mathrm{scale} \cdot \cos(\mathrm{angle})$,
# $\beta = \mathrm{scale} \cdot \sin(\mathrm{angle})$라고 하면
#
# $$\begin{pmatrix} \alpha & \beta & (1-\alpha)\,x - \beta\,y \\
# -\beta & \alpha & \beta\,x + (1-\alpha)\,y \end{pmatrix}$$
#
# 각도는 **도**이고 양수면 화면에서 볼 때 **반시계 방향**입니다. 영상은 y가 아래로 커지기 때문에 수학책의
# 회전 행렬과 부호가 다르게 보입니다. `np.cos`는 라디안을 받으니 `np.deg2rad`로 바꾸세요. 마지막 열 덕분에
# 중심은 제자리에 남습니다.
#
# 예: 중심 `(2, 1)`, 90도, 1배이면 $\alpha = 0$, $\beta = 1$이라서 `[[0, 1, 1], [-1, 0, 3]]`입니다. 중심에서
# 오른쪽으로 한 칸인 점 `(3, 1)`은 `(2, 0)`, 곧 중심의 위로 갑니다.

# %% [markdown] tags=["en"] exercise="rotation_matrix"
# ## `rotation_matrix` · turning about a point (slide 6.5)
#
# The `(2, 3)` affine matrix that turns by `angle` degrees about `center`, `(x, y)`, and makes things
# `scale` times as large; the same as `cv2.getRotationMatrix2D`. With
# $\alpha = \mathrm{scale} \cdot \cos(\mathrm{angle})$ and
# $\beta = \mathrm{scale} \cdot \sin(\mathrm{angle})$ it is
#
# $$\begin{pmatrix} \alpha & \beta & (1-\alpha)\,x - \beta\,y \\
# -\beta & \alpha & \beta\,x + (1-\alpha)\,y \end{pmatrix}$$
#
# The angle is in **degrees**, and a positive one turns **counter-clockwise** as seen on the screen. As y
# grows downwards in an image, the signs are not those of a maths book. `np.cos` wants radians: use
# `np.deg2rad`. The last column keeps the centre where it is.
#
# Example: for the centre `(2, 1)`, 90 degrees and scale 1, $\alpha = 0$ and $\beta = 1$, so it is
# `[[0, 1, 1], [-1, 0, 3]]`. The point `(3, 1)`, one to the right of the centre, goes to `(2, 0)`, which is
# above it.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    house = np.full((80, 100, 3), 255, dtype=np.uint8)
    cv2.fillPoly(house, [np.array([[30, 40], [50, 20], [70, 40], [70, 65], [30, 65]])], (170, 110, 40))
    turned = cv2.warpAffine(house, cv2.getRotationMatrix2D((50, 40), 30, 0.8), (100, 80))
    show(house, turned, captions=["image", "30 degrees, scale 0.8"])


# %% exercise="rotation_matrix" slide="6.5" level=2 minutes=12
def rotation_matrix(center: np.ndarray, angle: float, scale: float) -> np.ndarray:
    """The affine matrix of a turn about a point, as cv2.getRotationMatrix2D (slide 6.5).

    Args:
        center: (2,) float64, the point (x, y) that stays where it is.
        angle: Degrees, counter-clockwise.
        scale: How many times as large things become.

    Returns:
        (2, 3).
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="homography"
# ## `homography` · 원근 변환 (슬라이드 6.5)
#
# 비스듬히 찍은 종이를 정면에서 본 것처럼 펴려면 어핀으로는 부족하고 원근 변환이 필요합니다. `(3, 3)` 행렬
# $H$ 하나로 적고, 점은 이렇게 갑니다.
#
# $$x' = \frac{h_{11}x + h_{12}y + h_{13}}{h_{31}x + h_{32}y + h_{33}} \qquad
# y' = \frac{h_{21}x + h_{22}y + h_{23}}{h_{31}x + h_{32}y + h_{33}}$$
#
# `src`의 네 점을 `dst`의 네 점으로 보내는 $H$를 구하세요. 둘 다 `(4, 2)` `float64` 배열이고, `src[i]`가
# `dst[i]`로 갑니다. $H$에 어떤 수를 곱해도 같은 변환이므로 마지막 값 $h_{33}$을 **1**로 정합니다. 그러면
# 모르는 수가 여덟 개이고, 점 하나가 식 두 개를 줍니다.
#
# $$h_{11}x + h_{12}y + h_{13} - x'\,(h_{31}x + h_{32}y) = x' \qquad
# h_{21}x + h_{22}y + h_{23} - y'\,(h_{31}x + h_{32}y) = y'$$
#
# 식 여덟 개를 `np.linalg.solve`로 풀면 됩니다. `np.linalg.solve(A, b)`는 $A h = b$를 만족하는 $h$를
# 줍니다. `A`의 한 행은 식 하나에서 모르는 수 여덟 개에 곱해지는 값이고(`(8, 8)`), `b`는 등호 오른쪽의
# 값입니다(`(8,)`). $h_{33}$이 0이어야만 하는 점들은 주어지지 않습니다.
#
# 네 점 중 **세 점이 한 직선 위에** 있으면(점이 겹쳐도) `ValueError`를 일으키고, 메시지에 그 배열의 이름인
# `src`나 `dst`를 적습니다. 세 점이 만드는 삼각형 넓이의 두 배가, 그 배열의 **네 점** 가운데 가장
# 먼 두 점 사이 거리의 제곱에 $10^{-9}$을 곱한 것 이하이면 한 직선 위에 있다고 봅니다. 실수 계산에는 오차가
# 있어서 넓이가 정확히 0인지로는 알 수 없고, 거리와 견주어야 아주 작은 사각형도 제대로 다룹니다.
#
# 예: `src`가 `(0,0), (1,0), (1,1), (0,1)`이고 `dst`가 `(2,3), (4,3), (4,5), (2,5)`이면 두 배로 늘리고
# `(2, 3)`만큼 옮기는 것이므로 $H$는 `[[2, 0, 2], [0, 2, 3], [0, 0, 1]]`입니다.

# %% [markdown] tags=["en"] exercise="homography"
# ## `homography` · perspective (slide 6.5)
#
# To see a page from the front that was photographed at a slant, an affine transform is not enough; it takes
# a perspective one. It is written as one `(3, 3)` matrix $H$, and moves points like this:
#
# $$x' = \frac{h_{11}x + h_{12}y + h_{13}}{h_{31}x + h_{32}y + h_{33}} \qquad
# y' = \frac{h_{21}x + h_{22}y + h_{23}}{h_{31}x + h_{32}y + h_{33}}$$
#
# Find the $H$ that sends the four points `src` to the four points `dst`. Both are `(4, 2)` `float64`, and
# `src[i]` goes to `dst[i]`. $H$ times any number is the same transform, so the last entry $h_{33}$ is fixed
# as **1**. That leaves eight unknowns, and each point gives two equations:
#
# $$h_{11}x + h_{12}y + h_{13} - x'\,(h_{31}x + h_{32}y) = x' \qquad
# h_{21}x + h_{22}y + h_{23} - y'\,(h_{31}x + h_{32}y) = y'$$
#
# `np.linalg.solve` solves the eight: `np.linalg.solve(A, b)` gives the $h$ with $A h = b$. A row of `A`,
# `(8, 8)`, holds what one equation multiplies the eight unknowns by; `b`, `(8,)`, holds what stands to the
# right of the equals signs. Points for which $h_{33}$ would have to be 0 are not given.
#
# If **three of the four points lie on a line** (or two coincide), raise a `ValueError` whose message holds
# the name of that array, `src` or `dst`. Three points count as on a line when twice the area of their
# triangle is at most $10^{-9}$ times the square of the largest distance between any two of that array's
# **four** points. Floats are not exact, so an area of exactly 0 would miss some; and only compared with a
# distance does a very small square come out as one.
#
# Example: `src` of `(0,0), (1,0), (1,1), (0,1)` and `dst` of `(2,3), (4,3), (4,5), (2,5)` means twice as
# large and moved by `(2, 3)`, so $H$ is `[[2, 0, 2], [0, 2, 3], [0, 0, 1]]`.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    corners = np.array([[25, 15], [80, 25], [95, 75], [10, 65]], dtype=np.float32)
    slanted = cv2.fillPoly(np.full((90, 110, 3), 90, dtype=np.uint8), [corners.astype(int)], (230, 240, 240))
    cv2.putText(slanted, "page", (25, 55), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (40, 40, 160), 2)
    upright = np.array([[0, 0], [110, 0], [110, 90], [0, 90]], dtype=np.float32)
    straight = cv2.warpPerspective(slanted, cv2.getPerspectiveTransform(corners, upright), (110, 90))
    show(slanted, straight, captions=["at a slant", "through the homography"])


# %% exercise="homography" slide="6.5" level=3 minutes=30
def homography(src: np.ndarray, dst: np.ndarray) -> np.ndarray:
    """The perspective transform that sends four points to four points (slide 6.5).

    Args:
        src: (4, 2) float64, points (x, y).
        dst: (4, 2) float64, where each of them goes.

    Returns:
        (3, 3), the last entry 1.

    Raises:
        ValueError: Three points of src, or of dst, lie on a line; the message names it.
    """
    # YOUR CODE HERE
    raise NotImplementedError
