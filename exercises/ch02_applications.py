# %% [markdown] tags=["ko"] points=44
# # 2장 · 딥러닝 적용분야 (슬라이드 2.1.1–2.2)
#
# 딥러닝은 사진을 분류하고, 물체를 찾고, 글에서 이름을 뽑고, 말을 받아 적고, 바둑을 두고, 없던 그림을
# 만듭니다. 이 장에서는 그런 일마다 빠지지 않는 계산을 하나씩 만듭니다. 모델의 답을 채점하는 함수(정확도,
# IoU, 단어 오류율), 답을 다듬는 함수(비최대 억제, 개체명 뽑기), 답을 그림으로 바꾸는 함수(분할 그림),
# 그리고 공장에서 쓰는 불량 검출까지 함수가 모두 열한 개입니다.
#
# **약속.** 여러 숫자는 NumPy 배열로 들어오고 실수는 `float64`입니다. 글은 문자열이나 문자열의 리스트로
# 들어옵니다. 흑백 영상은 `(높이, 너비)`, 컬러 영상은 `(높이, 너비, 3)` 모양의 `uint8`입니다. 상자는
# 원점(왼쪽 위)에 가까운 꼭짓점과 크기를 적은 `(x, y, w, h)`입니다. 함수는 받은 것을 바꾸지 않습니다. 결과로
# 배열이라고 적힌 것은 NumPy 배열로 돌려줍니다. 결과의 정수는 파이썬 `int`도 NumPy 정수도 됩니다.
#
# 이 장은 무엇으로 풀어도 됩니다. NumPy, OpenCV, PyTorch, 파이썬의 `for` 모두 좋습니다.

# %% [markdown] tags=["en"] points=44
# # Chapter 2 · What deep learning is used for (slides 2.1.1–2.2)
#
# Deep learning sorts photographs, finds objects, picks names out of text, writes down speech, plays Go and
# makes pictures that never were. In this chapter you write one calculation that each of these cannot do
# without: functions that judge a model's answers (accuracy, IoU, word error rate), that clean them up
# (non-maximum suppression, entities), that turn them into a picture (segmentation), and the defect finder
# of a factory. Eleven functions in all.
#
# **Agreed.** Rows and tables of numbers come as NumPy arrays, real numbers as `float64`; texts are strings or
# lists of strings. A gray image is `uint8` of shape `(height, width)`, a colour image `(height, width, 3)`. A
# box is `(x, y, w, h)`: the corner nearest the origin (the upper left one) and the size. A function leaves
# what it was given as it was. Where a result is called an array, return a NumPy array. Whole numbers in a
# result may be Python's `int` or NumPy's integers.
#
# Use whatever you like here: NumPy, OpenCV, PyTorch, a plain `for`.

# %%
import cv2
import numpy as np

# %% [markdown] tags=["ko"] exercise="top_k_accuracy"
# ## `top_k_accuracy` · 상위 k개 정확도 (슬라이드 2.1.1)
#
# 슬라이드에 나오는 "사람 95%, ResNet 96%"는 모델이 고른 후보 **다섯 개 안에** 정답이 있으면 맞았다고 친
# 값입니다. 이것을 상위 5개(top-5) 정확도라고 합니다. `k`개로 넓혀 만들어 봅시다.
#
# `scores`는 `(n, c)` 배열입니다. 한 행이 사진 한 장이고, 열마다 그 클래스의 점수가 있습니다. 클래스는 0부터
# `c - 1`까지 번호를 매기고, `labels`는 정답 번호 `n`개입니다. 점수가 높은 `k`개 클래스 안에 정답이 있는 행의
# **비율**(0~1)을 돌려주세요.
#
# 예: 클래스가 셋인 사진 두 장의 점수가 `[[0.5, 0.3, 0.2], [0.1, 0.6, 0.3]]`, 정답이 `[1, 0]`이면
#
# | k | 첫째 장의 후보 | 둘째 장의 후보 | 결과 |
# |---|---|---|---|
# | 1 | 0 | 1 | `0.0` |
# | 2 | 0, **1** | 1, 2 | `0.5` |
# | 3 | 0, **1**, 2 | 1, 2, **0** | `1.0` |
#
# 사진은 한 장 이상이고 `1 <= k <= c`입니다. 점수는 확률이 아닐 수도 있고(음수도 됩니다), 한 행에 같은 점수가
# 두 번 나오지는 않습니다.

# %% [markdown] tags=["en"] exercise="top_k_accuracy"
# ## `top_k_accuracy` · right among the best k (slide 2.1.1)
#
# "Humans 95 %, ResNet 96 %" on the slide counts a photograph as right when the true class is **among the
# five** that the model likes best: the top-5 accuracy. Write it for any `k`.
#
# `scores` is `(n, c)`: a row for each photograph, a column for each class. Classes are numbered from 0 to
# `c - 1`, and `labels` holds the `n` right numbers. Return the **fraction** (0 to 1) of rows whose label is
# among the `k` classes with the highest scores.
#
# Example: with scores `[[0.5, 0.3, 0.2], [0.1, 0.6, 0.3]]` and labels `[1, 0]`
#
# | k | candidates of the first | of the second | result |
# |---|---|---|---|
# | 1 | 0 | 1 | `0.0` |
# | 2 | 0, **1** | 1, 2 | `0.5` |
# | 3 | 0, **1**, 2 | 1, 2, **0** | `1.0` |
#
# There is at least one row, and `1 <= k <= c`. Scores need not be probabilities (they may be negative), and
# no row holds the same score twice.


# %% exercise="top_k_accuracy" slide="2.1.1" level=1 minutes=10
def top_k_accuracy(scores: np.ndarray, labels: np.ndarray, k: int) -> float:
    """Fraction of rows whose label is among the k highest scores (slide 2.1.1).

    Args:
        scores: (n, c) float64, a row for each sample and a column for each class; no ties in a row, n >= 1.
        labels: (n,) right class numbers, integers in 0..c-1.
        k: How many candidates count, 1..c.

    Returns:
        One number in 0..1.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="iou"
# ## `iou` · 두 상자가 겹치는 정도 (슬라이드 2.1.2)
#
# 객체 탐지 모델이 그린 상자가 정답 상자와 얼마나 맞는지는 IoU(Intersection over Union)로 잽니다.
#
# $$\mathrm{IoU} = \frac{\text{겹친 넓이}}{\text{합친 넓이}},\qquad
# \text{합친 넓이} = w_a h_a + w_b h_b - \text{겹친 넓이}$$
#
# 겹친 부분도 상자입니다. 왼쪽 끝은 두 왼쪽 끝 중 **큰** 값, 오른쪽 끝은 두 오른쪽 끝(`x + w`) 중 **작은**
# 값입니다. 위아래도 같습니다. 너비나 높이가 음수로 나오면 겹치지 않은 것이니 `0`으로 칩니다.
#
# 예: `(0, 0, 4, 2)`와 `(2, 0, 4, 2)`는 너비 2, 높이 2만큼 겹칩니다. 겹친 넓이는 4, 합친 넓이는
# `8 + 8 - 4 = 12`이므로 IoU는 `1/3`입니다. 같은 상자끼리는 `1.0`, 꼭짓점이나 변만 맞닿은
# 상자끼리는 `0.0`입니다.
#
# 좌표와 크기는 실수일 수 있고, 크기는 0 이상입니다. 두 상자의 넓이가 모두 0이면 나눌 수 없습니다. 그때는
# `0.0`을 돌려주세요. (슬라이드 2.1.3의 "Boundary Box"는 2.1.2의 Bounding Box와 같은 말입니다. 보통 뒤의
# 것을 씁니다.)

# %% [markdown] tags=["en"] exercise="iou"
# ## `iou` · how well two boxes match (slide 2.1.2)
#
# How well does the box that a detector drew fit the true one? Intersection over union says it in one number.
#
# $$\mathrm{IoU} = \frac{\text{shared area}}{\text{area of both together}},\qquad
# \text{both together} = w_a h_a + w_b h_b - \text{shared area}$$
#
# The shared part is a box, too: its left end is the **larger** of the two left ends, its right end the
# **smaller** of the two right ends (`x + w`); top and bottom likewise. A width or height below 0 means that
# nothing is shared, and counts as `0`.
#
# Example: `(0, 0, 4, 2)` and `(2, 0, 4, 2)` share a part 2 wide and 2 high. Shared are 4, together they cover
# `8 + 8 - 4 = 12`, so the IoU is `1/3`. A box and itself give `1.0`, two boxes that only
# touch, at an edge or a corner, give `0.0`.
#
# Coordinates and sizes may be fractions, and sizes are 0 or more. When both boxes have no area there is
# nothing to divide by: return `0.0`. (Slide 2.1.3 says "boundary box" for the bounding box of 2.1.2, which is
# the usual name.)

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    sketch = np.full((120, 180, 3), 255, dtype=np.uint8)
    sketch[40:80, 60:100] = (190, 225, 190)  # the shared part
    cv2.rectangle(sketch, (20, 40), (99, 79), (200, 80, 0), 2)
    cv2.rectangle(sketch, (60, 40), (139, 79), (0, 0, 200), 2)
    show(sketch, captions=["(0, 0, 4, 2), (2, 0, 4, 2): 4 / 12"])


# %% exercise="iou" slide="2.1.2" level=1 minutes=15
def iou(box_a: np.ndarray, box_b: np.ndarray) -> float:
    """Intersection over union of two boxes (slide 2.1.2).

    Args:
        box_a: Four numbers (x, y, w, h): upper left corner and size, w and h 0 or more.
        box_b: The other box, likewise.

    Returns:
        One number in 0..1; 0.0 when neither box has an area.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="non_max_suppression"
# ## `non_max_suppression` · 겹치는 상자 정리하기 (슬라이드 2.1.2)
#
# 탐지 모델은 자동차 한 대에 상자를 여러 개 겹쳐 그리곤 합니다. 비최대 억제(NMS)는 그중 점수가 가장 높은 것만
# 남깁니다.
#
# 1. 점수가 높은 상자부터 차례로 봅니다.
# 2. **이미 남기기로 한** 상자 중 하나와라도 IoU가 `threshold`**보다 크면** 버리고, 아니면 남깁니다.
#
# 남긴 상자의 번호(`boxes`의 행 번호)를 점수가 높은 순서대로 담은 리스트를 돌려주세요.
#
# 예: 상자 `[[0, 0, 4, 4], [0, 1, 4, 4], [10, 10, 4, 4]]`, 점수 `[0.6, 0.9, 0.8]`, `threshold`가 `0.5`이면
# 1번(0.9)을 남기고, 2번(0.8)은 아무와도 겹치지 않으니 남기고, 0번(0.6)은 1번과의 IoU가 `12/20 = 0.6`이라
# 버립니다. 결과는 `[1, 2]`입니다.
#
# IoU가 `threshold`와 **같으면** 남깁니다. 버린 상자는 다른 상자를 버리지 못합니다. 상자가 하나도 없으면 빈
# 리스트입니다. 상자의 넓이는 0보다 크고, 점수는 0과 1 사이이며 같은 점수는 없습니다. `threshold`는 0 이상 1
# 이하입니다. 위에서 만든 `iou`를 불러 써도 됩니다.

# %% [markdown] tags=["en"] exercise="non_max_suppression"
# ## `non_max_suppression` · one box for each object (slide 2.1.2)
#
# A detector likes to draw several overlapping boxes around one car. Non-maximum suppression keeps the one
# with the best score.
#
# 1. Go through the boxes, best score first.
# 2. Drop a box whose IoU with any box **kept so far** is **greater than** `threshold`; keep it otherwise.
#
# Return a list of the kept boxes' indices (row numbers in `boxes`), best score first.
#
# Example: boxes `[[0, 0, 4, 4], [0, 1, 4, 4], [10, 10, 4, 4]]` with scores `[0.6, 0.9, 0.8]` and a
# `threshold` of `0.5`. Number 1 (0.9) stays. Number 2 (0.8) overlaps nothing and stays. Number 0 (0.6) has an
# IoU of `12/20 = 0.6` with number 1 and goes. The result is `[1, 2]`.
#
# An IoU **equal** to `threshold` is no reason to go, and a dropped box cannot drop another. No boxes give an
# empty list. All boxes have an area, scores lie between 0 and 1, and no two are equal. `threshold` lies in 0
# to 1, both included. You may call your own `iou` from above.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    before, after = np.full((2, 120, 180, 3), 255, dtype=np.uint8)
    for left, top, kept in ((30, 30, True), (36, 34, False), (26, 36, False), (110, 40, True)):
        for sketch in (before, after) if kept else (before,):
            cv2.rectangle(sketch, (left, top), (left + 45, top + 50), (0, 128, 0), 2)
    show(before, after, captions=["before", "after"])


# %% exercise="non_max_suppression" slide="2.1.2" level=3 minutes=25
def non_max_suppression(boxes: np.ndarray, scores: np.ndarray, threshold: float) -> list[int]:
    """Indices of the boxes that remain when each object keeps its best box (slide 2.1.2).

    Args:
        boxes: (n, 4) float64 rows (x, y, w, h), w and h above 0; n may be 0.
        scores: (n,) float64 in 0..1, no two equal.
        threshold: A box goes when its IoU with a kept box is greater than this, 0..1.

    Returns:
        List of the kept row numbers, best score first.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="paint_segments"
# ## `paint_segments` · 분할 결과를 그림으로 (슬라이드 2.1.3)
#
# 의미 분할(semantic segmentation)은 픽셀마다 클래스 번호를 줍니다. 번호만 보아서는 알 수 없으니 클래스마다
# 색을 정해 그림으로 바꿉니다.
#
# `classes`는 `0`부터 `c - 1`까지의 번호가 담긴 `(h, w)` 정수 배열, `palette`는 `(c, 3)` `uint8` 배열이고
# `k`번 행이 `k`번 클래스의 색입니다(행도 0부터 셉니다). 결과는 `(h, w, 3)` `uint8`입니다. 색의 채널 순서는
# 팔레트에 적힌 그대로 둡니다.
#
# 예: `classes`가 `[[0, 1], [1, 0]]`, `palette`가 `[[0, 0, 0], [203, 192, 255]]`(검정과 분홍, BGR)이면 왼쪽
# 위와 오른쪽 아래가 검정, 나머지 둘이 분홍입니다.

# %% [markdown] tags=["en"] exercise="paint_segments"
# ## `paint_segments` · a picture of a segmentation (slide 2.1.3)
#
# Semantic segmentation gives every pixel a class number. To see anything in it, each class gets a colour.
#
# `classes` is an `(h, w)` array of integers from `0` to `c - 1`, `palette` a `(c, 3)` array of `uint8` whose
# row `k`, counted from 0, is the colour of class `k`. The result is `(h, w, 3)` `uint8`, with the channels in
# the order in which the palette has them.
#
# Example: for `classes` `[[0, 1], [1, 0]]` and `palette` `[[0, 0, 0], [203, 192, 255]]` (black and pink, in
# BGR), the upper left and lower right pixels become black and the other two pink.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    numbers = np.zeros((90, 140), dtype=np.uint8)
    for middle in (35, 75, 105):
        cv2.circle(numbers, (middle, 25), 10, 1, -1)
        cv2.rectangle(numbers, (middle - 12, 36), (middle + 12, 84), 1, -1)
    colours = np.array([[0, 0, 0], [203, 192, 255]], dtype=np.uint8)
    show(numbers * 128, colours[numbers], captions=["class numbers, 1 as gray", "painted"])


# %% exercise="paint_segments" slide="2.1.3" level=1 minutes=5
def paint_segments(classes: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Colour picture of a semantic segmentation (slide 2.1.3).

    Args:
        classes: (h, w) integers in 0..c-1, the class of each pixel.
        palette: (c, 3) uint8, the colour of each class.

    Returns:
        (h, w, 3) uint8.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="count_instances"
# ## `count_instances` · 물체 세기 (슬라이드 2.1.3)
#
# 슬라이드의 다섯 사람은 서로 닿아 있어서 컴퓨터에게는 머리가 다섯인 한 사람으로 보입니다. 반대로 떨어져 있는
# 덩어리는 셀 수 있습니다. `mask`(`(h, w)` `bool` 배열)에서 `True` 덩어리가 몇 개인지 세어 주세요.
#
# 위, 아래, 왼쪽, 오른쪽으로 붙은 `True`끼리 한 덩어리입니다(**4-연결**). 대각선으로만 만나는 픽셀은 다른
# 덩어리입니다.
#
# 예: `1`을 `True`라고 하면 아래 그림에는 덩어리가 **3개** 있습니다. 왼쪽 위의 네모, 그 아래 대각선으로만 닿은
# 점, 오른쪽의 ㄱ자입니다.
#
# ```
# 1 1 0 1 1
# 1 1 0 0 1
# 0 0 1 0 1
# ```
#
# 결과는 정수 하나이고, `True`가 없으면 `0`입니다. 덩어리를 직접 따라간다면 자기를 다시 부르는 함수(재귀)보다
# 반복문이 좋습니다. 재귀는 1000번쯤에서 멈추는데, 진짜 사진의 덩어리는 훨씬 클 수 있습니다.

# %% [markdown] tags=["en"] exercise="count_instances"
# ## `count_instances` · counting things (slide 2.1.3)
#
# The five people on the slide touch each other, so to a computer they are one person with five heads. Regions
# that stand apart can be counted: how many regions of `True` are in `mask`, an `(h, w)` array of `bool`?
#
# Pixels that touch above, below, left or right belong together (they are **4-connected**). Pixels that meet
# only at a corner do not.
#
# Example: with `1` for `True` there are **3** regions below: the square, the single pixel that only touches
# the square's corner, and the angle on the right.
#
# ```
# 1 1 0 1 1
# 1 1 0 0 1
# 0 0 1 0 1
# ```
#
# The result is one whole number, `0` when nothing is `True`. If you follow a region yourself, prefer a loop
# to a function that calls itself: Python stops such calls at about 1000, and a region of a real photograph
# may be far larger.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    rice = np.zeros((90, 140), dtype=np.uint8)
    for place, angle in (((25, 25), 20), ((70, 30), 80), ((110, 25), 130), ((45, 65), 0), ((105, 65), 40)):
        cv2.ellipse(rice, place, (18, 8), angle, 0, 360, 255, -1)
    show(rice, captions=["five grains"])


# %% exercise="count_instances" slide="2.1.3" level=2 minutes=15
def count_instances(mask: np.ndarray) -> int:
    """Number of 4-connected regions of True (slide 2.1.3).

    Args:
        mask: (h, w) bool.

    Returns:
        An integer, 0 or more. Pixels that meet only at a corner are not connected.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="bag_of_words"
# ## `bag_of_words` · 단어 주머니 (슬라이드 2.1.4)
#
# 문장을 분류하려면 먼저 숫자로 바꿔야 합니다. 가장 간단한 방법은 정해 둔 단어가 각각 몇 번 나오는지 세는
# 것입니다. 순서는 잊고 개수만 남기므로 "단어 주머니"라고 부릅니다.
#
# 1. `text`를 소문자로 바꿉니다.
# 2. 공백(빈칸, 탭, 줄바꿈)에서 나눕니다. 공백이 여럿 이어져도 한 번만 나누고, 빈 단어는 생기지 않습니다.
# 3. `vocabulary`의 단어마다 몇 번 나왔는지 셉니다. 목록에 없는 단어는 무시합니다.
#
# 결과는 정수 배열 `(len(vocabulary),)`이고 순서는 `vocabulary`와 같습니다.
#
# 예: `"The cat saw the other CAT"`와 `["cat", "dog", "the"]`이면 `[2, 0, 2]`입니다. `other` 안의 `the`는 세지
# 않습니다. 나뉜 조각 **전체**가 같아야 하기 때문입니다. 문장 부호도 떼지 않으므로 `"cat."`은 `cat`이
# 아닙니다.
#
# `vocabulary`는 소문자로 적힌 단어가 하나 이상 든 리스트이고 같은 단어가 두 번 나오지 않습니다. `text`에는
# 단어가 없을 수도 있습니다. 그때는 모두 `0`입니다.

# %% [markdown] tags=["en"] exercise="bag_of_words"
# ## `bag_of_words` · a text as counts (slide 2.1.4)
#
# Before a sentence can be classified it has to become numbers. The simplest way is to count how often each
# word of a list occurs. The order is lost, only counts are left: a bag of words.
#
# 1. Turn `text` to lower case.
# 2. Split it at white space (spaces, tabs, line ends). Several in a row separate as one does: there are no
#    empty words.
# 3. Count each word of `vocabulary`. Words that are not on the list are ignored.
#
# The result is an array of integers, `(len(vocabulary),)`, in the order of `vocabulary`.
#
# Example: `"The cat saw the other CAT"` and `["cat", "dog", "the"]` give `[2, 0, 2]`. The `the` inside of
# `other` does not count: the **whole** piece must be equal. Punctuation is not taken off either, so `"cat."`
# is no `cat`.
#
# `vocabulary` is a list of one or more words in lower case, each of them once. `text` may hold no word: then
# every count is `0`.


# %% exercise="bag_of_words" slide="2.1.4" level=1 minutes=10
def bag_of_words(text: str, vocabulary: list[str]) -> np.ndarray:
    """How often each word of the vocabulary occurs in a text (slide 2.1.4).

    Args:
        text: Any text, words separated by white space; upper and lower case are the same.
        vocabulary: At least one word, in lower case, no word twice.

    Returns:
        (len(vocabulary),) integers, in the order of the vocabulary.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="extract_entities"
# ## `extract_entities` · 개체명 뽑기 (슬라이드 2.1.4)
#
# 글을 나눈 조각 하나를 토큰이라고 합니다. 여기서는 단어 하나입니다. 개체명 인식(NER) 모델은 토큰마다 BIO
# 태그를 하나씩 답합니다.
#
# | 태그 | 뜻 |
# |---|---|
# | `B-PER` | 사람 이름(`PER`)이 여기서 **시작**합니다 |
# | `I-PER` | 앞 토큰의 사람 이름이 **이어집니다** |
# | `O` | 이름이 아닙니다 |
#
# 라벨은 태그의 첫 `-` 뒤에 오는 것 전부입니다. `PER`, `LOC`, `DATE`처럼 길이가 다를 수 있습니다. 태그를 모아
# `(라벨, "토큰을 빈칸으로 이은 문자열")`의 리스트를 순서대로 만들어 주세요. `tokens`와 `tags`는 길이가 같은
# 문자열 리스트입니다. 둘 다 비었으면 결과도 빈 리스트입니다.
#
# 예: 토큰 `["Kim", "Min", "visited", "Seoul"]`, 태그 `["B-PER", "I-PER", "O", "B-LOC"]`이면
# `[("PER", "Kim Min"), ("LOC", "Seoul")]`입니다.
#
# `B-`는 언제나 새로 시작합니다. `B-PER`, `B-PER`은 두 사람입니다. 모델은 가끔 이어질 것이 없는 `I-`를
# 답합니다. 맨 앞, `O` 다음, **라벨이 다른** 개체 다음의 `I-`는 이어지는 것이 아니므로 거기서 **새 개체를
# 시작**합니다. 그 뒤에 라벨이 같은 `I-`가 바로 오면 그 개체에 이어집니다. `I-PER`, `I-PER`은 두 토큰으로 된
# 한 사람입니다.

# %% [markdown] tags=["en"] exercise="extract_entities"
# ## `extract_entities` · names in a text (slide 2.1.4)
#
# A token is one piece of a text, here a word. A model for named entity recognition (NER) answers with one BIO
# tag for each token.
#
# | tag | meaning |
# |---|---|
# | `B-PER` | the name of a person (`PER`) **begins** here |
# | `I-PER` | the name that the token before belongs to **goes on** |
# | `O` | no name |
#
# The label is everything after the first `-` of the tag; labels such as `PER`, `LOC` and `DATE` differ in
# length. Collect them: a list of `(label, "tokens joined by a space")` in order. `tokens` and `tags` are
# lists of strings, equally long. Two empty lists give an empty list.
#
# Example: tokens `["Kim", "Min", "visited", "Seoul"]` with tags `["B-PER", "I-PER", "O", "B-LOC"]` give
# `[("PER", "Kim Min"), ("LOC", "Seoul")]`.
#
# A `B-` always begins a new one: `B-PER`, `B-PER` are two people. Now and then a model answers an `I-` that
# has nothing to go on from: at the very beginning, after `O`, or after an entity of **another label**. Such
# an `I-` **begins a new entity**, and an `I-` of the same label right after it goes on with that one:
# `I-PER`, `I-PER` are one person of two tokens.


# %% exercise="extract_entities" slide="2.1.4" level=2 minutes=20
def extract_entities(tokens: list[str], tags: list[str]) -> list[tuple[str, str]]:
    """Entities of a text from its BIO tags (slide 2.1.4).

    Args:
        tokens: The text's words; may be empty.
        tags: As many tags: "O", "B-LABEL" or "I-LABEL"; the label is all that follows the first "-".

    Returns:
        List of (label, tokens joined by a space) of each entity, in order. An "I-" that does not go on with
        an entity of its label begins one.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="word_error_rate"
# ## `word_error_rate` · 단어 오류율 (슬라이드 2.1.4)
#
# 음성 인식(STT)이 받아 적은 문장을 채점합니다. 받아 적은 문장(`hypothesis`)을 정답 문장(`reference`)으로
# 바꾸려면 단어를 최소 몇 번 고쳐야 할까요? 한 번에 단어 하나를 **바꾸거나, 넣거나, 뺄** 수 있습니다. 이
# 횟수를 편집 거리라고 하고, 정답의 단어 수로 나눈 것이 단어 오류율(WER)입니다.
#
# $$\mathrm{WER} = \frac{\text{단어 편집 거리}}{\text{reference의 단어 수}}$$
#
# 예: 정답 `"turn on the light"`를 `"turn the lights"`로 적었다면 `on`을 넣고 `lights`를 `light`로 바꾸어 두
# 번, 정답은 네 단어이므로 `0.5`입니다.
#
# 편집 거리는 표를 채워 구합니다. 표의 `i`행 `j`열에 적는 $d_{ij}$는 정답의 앞 `i`개 단어와 받아 적은 문장의
# 앞 `j`개 단어 사이의 편집 거리입니다. 다음 셋 중 가장 작은 값을 적습니다. '두 단어'는 정답의 `i`번째 단어와
# 받아 적은 문장의 `j`번째 단어입니다(첫 단어가 1번째).
#
# $$d_{i-1,\,j} + 1,\qquad d_{i,\,j-1} + 1,\qquad
# d_{i-1,\,j-1} + \begin{cases}0 & \text{두 단어가 같으면}\\ 1 & \text{다르면}\end{cases}$$
#
# 시작은 $d_{i0} = i$, $d_{0j} = j$이고, 표를 다 채웠을 때 마지막 행, 마지막 열의 값이 두 문장의 편집
# 거리입니다.
#
# 단어는 공백(빈칸, 탭, 줄바꿈)에서 나눕니다. 공백이 여럿 이어져도 한 번만 나눕니다. 대문자와 소문자는
# **다른** 글자로 봅니다. `hypothesis`는 비어 있어도 됩니다(모든 단어가 빠졌으니 `1.0`). 없는 단어를 많이
# 지어내면 1보다 커질 수 있으며, 그대로 돌려줍니다.
#
# `reference`에 단어가 하나도 없으면(빈 문자열이나 공백뿐이면) `ValueError`를 일으키세요. 오류 메시지에는
# `reference`라는 말이나 단어가 없다는 설명이 들어 있어야 합니다. 예:
# `raise ValueError("reference에 단어가 없습니다")`.

# %% [markdown] tags=["en"] exercise="word_error_rate"
# ## `word_error_rate` · how well speech was written down (slide 2.1.4)
#
# Judges what a speech recogniser (STT) wrote down. How many words must be corrected, at the least, to turn
# what it wrote (`hypothesis`) into what was said (`reference`)? One correction **replaces, inserts or
# deletes** one word. Their smallest number is the edit distance; divided by the number of words in the
# reference it is the word error rate.
#
# $$\mathrm{WER} = \frac{\text{word edit distance}}{\text{words in the reference}}$$
#
# Example: `"turn on the light"` was written down as `"turn the lights"`. Insert `on` and replace `lights`:
# two corrections, four words in the reference, so `0.5`.
#
# A table gives the distance. Its row `i`, column `j` holds $d_{ij}$, the edit distance between the first `i`
# words of the reference and the first `j` words of the hypothesis. It is the smallest of the three below,
# where "the two words" are word `i` of the reference and word `j` of the hypothesis (the first word is word
# 1).
#
# $$d_{i-1,\,j} + 1,\qquad d_{i,\,j-1} + 1,\qquad
# d_{i-1,\,j-1} + \begin{cases}0 & \text{the two words are equal}\\ 1 & \text{they differ}\end{cases}$$
#
# The table begins with $d_{i0} = i$ and $d_{0j} = j$; once it is full, the last column of its last row holds
# the distance of the two texts.
#
# Split at white space (spaces, tabs, line ends), where several in a row separate as one does; capitals and
# small letters are **different**. `hypothesis` may be empty: every word is missing, `1.0`. A recogniser that
# makes up many words gets more than 1: return it as it is.
#
# A `reference` without any word (empty, or white space alone) raises `ValueError`. The message holds the word
# `reference`, or says that there is no word: `raise ValueError("reference holds no word")`.


# %% exercise="word_error_rate" slide="2.1.4" level=3 minutes=30
def word_error_rate(reference: str, hypothesis: str) -> float:
    """Word edit distance divided by the number of words in the reference (slide 2.1.4).

    Args:
        reference: What was said; words are separated by white space, case matters.
        hypothesis: What the recogniser wrote down; may be empty.

    Returns:
        One number, 0.0 or more; above 1 when more was wrong than was said.

    Raises:
        ValueError: The reference holds no word; the message says so or holds the word "reference".
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="discounted_return"
# ## `discounted_return` · 할인된 보상의 합 (슬라이드 2.1.5)
#
# 알파고는 지금의 한 수가 먼 미래에 가져올 보상까지 셈합니다. 강화학습에서는 늦게 받는 보상일수록 조금씩
# 깎아서 더합니다.
#
# $$G = \sum_{t=0}^{T-1} \gamma^t\, r_t = r_0 + \gamma r_1 + \gamma^2 r_2 + \cdots$$
#
# 예: 보상 `[1, 0, 4]`, $\gamma = 0.5$이면 $1 + 0.5 \cdot 0 + 0.25 \cdot 4 = 2.0$입니다. 첫 보상은 깎지
# 않습니다($\gamma^0 = 1$).
#
# `rewards`는 `(T,)` 배열이고 $\gamma$는 0 이상 1 이하입니다. $\gamma = 0$이면 첫 보상만 남습니다. 보상이
# 하나도 없으면 `0.0`입니다.

# %% [markdown] tags=["en"] exercise="discounted_return"
# ## `discounted_return` · rewards now and later (slide 2.1.5)
#
# AlphaGo weighs a move by the reward that it brings in the far future. Reinforcement learning adds up all
# rewards, each a little smaller the later it comes.
#
# $$G = \sum_{t=0}^{T-1} \gamma^t\, r_t = r_0 + \gamma r_1 + \gamma^2 r_2 + \cdots$$
#
# Example: rewards `[1, 0, 4]` with $\gamma = 0.5$ give $1 + 0.5 \cdot 0 + 0.25 \cdot 4 = 2.0$. The first
# reward counts in full ($\gamma^0 = 1$).
#
# `rewards` is a `(T,)` array, and $\gamma$ lies in 0 to 1, both included. With $\gamma = 0$ only the first
# reward is left. No rewards at all give `0.0`.


# %% exercise="discounted_return" slide="2.1.5" level=1 minutes=10
def discounted_return(rewards: np.ndarray, gamma: float) -> float:
    """Sum of gamma**t * rewards[t] (slide 2.1.5).

    Args:
        rewards: (T,) float64, the reward of each step, the first one at t = 0; T may be 0.
        gamma: Discount in 0..1.

    Returns:
        One number; 0.0 for no rewards.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="gan_losses"
# ## `gan_losses` · GAN의 두 손실 (슬라이드 2.1.6)
#
# GAN에서는 두 신경망이 겨룹니다. **생성자**는 노이즈로 가짜 그림을 만들고, **판별자**는 그림이 진짜일 확률을
# 답합니다. `d_real`은 진짜 그림들에 판별자가 준 확률, `d_fake`는 가짜 그림들에 준 확률입니다.
#
# 판별자는 진짜에 1, 가짜에 0을 주고 싶습니다.
#
# $$L_D = \operatorname{mean}(-\log d_{\text{real}}) + \operatorname{mean}(-\log(1 - d_{\text{fake}}))$$
#
# 생성자는 가짜에 1을 받고 싶습니다.
#
# $$L_G = \operatorname{mean}(-\log d_{\text{fake}})$$
#
# (처음 논문의 $\log(1 - d_{\text{fake}})$는 학습 초기에 기울기가 거의 0입니다. 그래서 실제로는 위의 식을 쓰고
# non-saturating 손실이라고 부릅니다.)
#
# 예: `d_real`이 `[0.8, 0.5]`, `d_fake`가 `[0.2]`이면
# $L_D = -(\log 0.8 + \log 0.5)/2 - \log 0.8 \approx 0.6813$, $L_G = -\log 0.2 \approx 1.6094$입니다.
# `log`는 자연로그입니다. 진짜와 가짜의 수는 다를 수 있고, 두 배열에는 값이 하나 이상 있습니다.
#
# 확률이 정확히 0이나 1이면 $\log 0$이 나옵니다. 그러니 로그를 씌우기 전에 두 배열에서 $10^{-7}$보다 작은 값은
# $10^{-7}$으로, $1-10^{-7}$보다 큰 값은 $1-10^{-7}$으로 바꿉니다(`np.clip`이 하는 일입니다). 버리는 값은
# 없으니 개수는 그대로입니다. 받은 배열은 바꾸지 않습니다. 결과는 튜플 `(d_loss, g_loss)`입니다.

# %% [markdown] tags=["en"] exercise="gan_losses"
# ## `gan_losses` · the two losses of a GAN (slide 2.1.6)
#
# In a GAN two networks compete. The **generator** makes fake pictures out of noise, the **discriminator**
# answers with the probability that a picture is real: `d_real` are its answers for real pictures, `d_fake`
# those for fakes.
#
# The discriminator wants to give 1 to the real ones and 0 to the fakes:
#
# $$L_D = \operatorname{mean}(-\log d_{\text{real}}) + \operatorname{mean}(-\log(1 - d_{\text{fake}}))$$
#
# The generator wants its fakes to get a 1:
#
# $$L_G = \operatorname{mean}(-\log d_{\text{fake}})$$
#
# (The $\log(1 - d_{\text{fake}})$ of the first paper has almost no gradient early in training. In practice
# one takes the formula above, the non-saturating loss.)
#
# Example: `d_real` of `[0.8, 0.5]` and `d_fake` of `[0.2]` give $L_D = -(\log 0.8 + \log 0.5)/2 - \log 0.8
# \approx 0.6813$ and $L_G = -\log 0.2 \approx 1.6094$. `log` is the natural logarithm. There may be more
# real pictures than fakes, or fewer; each array holds at least one value.
#
# A probability of exactly 0 or 1 would ask for $\log 0$, so clip both arrays before taking logarithms: values
# below $10^{-7}$ become $10^{-7}$, values above $1-10^{-7}$ become $1-10^{-7}$ (`np.clip` does it). None is
# left out, so there are as many as before. Leave the arrays you were given as they were. The result is a
# tuple `(d_loss, g_loss)`.


# %% exercise="gan_losses" slide="2.1.6" level=2 minutes=15
def gan_losses(d_real: np.ndarray, d_fake: np.ndarray) -> tuple[float, float]:
    """Losses of a GAN's discriminator and generator, natural logarithms (slide 2.1.6).

    Args:
        d_real: (n,) probabilities that the discriminator gives real pictures, n >= 1; values below 1e-7 count
            as 1e-7, values above 1 - 1e-7 as 1 - 1e-7.
        d_fake: (m,) probabilities that it gives fakes, m >= 1, clipped likewise.

    Returns:
        (d_loss, g_loss), two numbers; g_loss is the non-saturating one.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="find_defects"
# ## `find_defects` · 웨이퍼 불량 찾기 (슬라이드 2.2)
#
# 반도체 공장에서는 흠 없는 기준 영상(`reference`)과 검사할 영상(`sample`)을 견주어 불량의 위치를 찾습니다.
# 둘은 크기가 같은 흑백 `uint8` 영상입니다.
#
# 1. 픽셀마다 밝기의 **차이(절댓값)**를 구하고, `threshold`**보다 큰** 픽셀에 표시합니다.
# 2. 표시한 픽셀을 덩어리로 묶습니다. 위, 아래, 왼쪽, 오른쪽은 물론 **대각선으로 닿은** 것도 한 덩어리입니다
#    (**8-연결**).
# 3. 덩어리마다 꼭 맞게 감싸는 상자 `(x, y, w, h)`를 구합니다. 픽셀 하나짜리 덩어리는 `w`와 `h`가 1입니다.
# 4. 상자를 `y`가 작은 순서로, `y`가 같으면 `x`가 작은 순서로 늘어놓은 리스트를 돌려줍니다. `x`와 `y`가 모두
#    같은 두 상자는 확인할 때 나오지 않습니다.
#
# 예: `threshold`가 `50`이고 차이가 다음과 같으면 결과는 `[(3, 0, 1, 1), (0, 1, 2, 2)]`입니다. 50은 50보다
# 크지 않고, 왼쪽 아래의 90과 80은 대각선으로 이어집니다.
#
# ```
#  0  0  0 70
#  0 90  0  0
# 80  0  0 50
# ```
#
# **조심할 것.** `uint8`에서 `10 - 200`은 `-190`이 아니라 `66`입니다. 0보다 작아지면 한 바퀴 돌기 때문입니다.
# 빼기 전에 더 넓은 정수로 바꾸거나 `cv2.absdiff`를 쓰세요. 불량이 없으면 빈 리스트입니다. 다른 덩어리 안쪽에
# 들어 있어도 떨어져 있으면 따로 셉니다. 덩어리를 직접 따라간다면 여기서도 재귀보다 반복문이 좋습니다.

# %% [markdown] tags=["en"] exercise="find_defects"
# ## `find_defects` · flaws on a wafer (slide 2.2)
#
# A chip factory compares the image of a flawless wafer (`reference`) with the one to inspect (`sample`): two
# gray `uint8` images of the same size. Where are the flaws?
#
# 1. Mark the pixels whose brightness differs, **up or down**, by **more than** `threshold`.
# 2. Join marked pixels to regions. Neighbours are those above, below, left, right **and those at a corner**
#    (**8-connected**).
# 3. Find the box `(x, y, w, h)` that just holds each region. A region of a single pixel has `w` and `h` of 1.
# 4. Return a list of the boxes, the smallest `y` first, and among those with the same `y` the smallest `x`.
#    Two boxes with the same `x` and the same `y` do not occur in the checks.
#
# Example: with a `threshold` of `50` and the differences below, the result is
# `[(3, 0, 1, 1), (0, 1, 2, 2)]`. 50 is not more than 50, and 90 and 80 meet at a corner.
#
# ```
#  0  0  0 70
#  0 90  0  0
# 80  0  0 50
# ```
#
# **Take care.** In `uint8`, `10 - 200` is not `-190` but `66`: below 0 it wraps around. Turn to a wider
# integer before you subtract, or use `cv2.absdiff`. No flaws give an empty list. A region that lies inside
# another one without touching it has a box of its own. If you follow regions yourself, prefer a loop to
# recursion here, too.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    clean = np.full((96, 128), 90, dtype=np.uint8)
    clean[16::24, :], clean[:, 16::32] = 160, 160  # the wafer's pattern
    flawed = clean.copy()
    cv2.line(flawed, (20, 70), (44, 80), 230, 2)
    cv2.circle(flawed, (90, 30), 4, 10, -1)
    boxed = cv2.cvtColor(flawed, cv2.COLOR_GRAY2BGR)
    for x, y, w, h in ((86, 26, 9, 9), (19, 69, 27, 13)):
        cv2.rectangle(boxed, (x - 3, y - 3), (x + w + 2, y + h + 2), (0, 0, 255), 1)
    show(clean, flawed, boxed, captions=["reference", "sample", "defects"])


# %% exercise="find_defects" slide="2.2" level=3 minutes=25
def find_defects(
    reference: np.ndarray, sample: np.ndarray, threshold: int
) -> list[tuple[int, int, int, int]]:
    """Boxes of the regions where two images differ (slide 2.2).

    Args:
        reference: (h, w) uint8, a flawless wafer.
        sample: (h, w) uint8, the wafer to inspect.
        threshold: Pixels differ when their absolute difference is greater than this, 0..255.

    Returns:
        List of (x, y, w, h), one for each 8-connected region, sorted by y and then x.
    """
    # YOUR CODE HERE
    raise NotImplementedError
