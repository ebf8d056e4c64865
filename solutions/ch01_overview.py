# %% [markdown] tags=["ko"] points=42
# # 1장 · 딥러닝 개요 (슬라이드 1.1–1.3)
#
# 기계가 배우는 방식은 크게 세 가지(지도 학습, 비지도 학습, 강화 학습)이고, 배우는 목적은 분류, 회귀, 예측,
# 클러스터링, 차원 축소로 나뉩니다. 이 장에서는 먼저 퀴즈 두 개로 말을 익힌 다음, 목적마다 가장 단순한
# 방법을 하나씩 직접 만듭니다. 딥러닝이 하는 일도 결국 이것들을 더 크게 한 것입니다.
#
# **약속.** 받는 것은 NumPy 배열이고 실수는 `float64`입니다. 받은 배열은 바꾸지 않습니다. 한 점은 한
# **행**이고, `(n, d)`는 점 n개가 각각 수 d개로 되어 있다는 뜻입니다.
#
# **슬라이드에서 고칠 곳.**
#
# - 1.2의 "분류, 회기, 예측"에서 "회기"는 **회귀**(regression)입니다.
# - 1.3에는 범주가 "두 개 이상"이면 다중 클래스 분류라고 되어 있지만, 두 개는 바로 앞 문장의 이진
#   분류입니다. 다중 클래스는 **세 개 이상**일 때입니다.

# %% [markdown] tags=["en"] points=42
# # Chapter 1 · What learning is (slides 1.1–1.3)
#
# Machines learn in three ways (supervised, unsupervised, by reinforcement), and for five purposes:
# classification, regression, forecasting, clustering and dimension reduction. Two quizzes make you at home
# with the words; then you write the simplest method for each purpose by yourself. Deep learning does the
# same things on a larger scale.
#
# **Agreed.** Arguments are NumPy arrays, real numbers are `float64`. Leave the arrays you were given as
# they were. A point is a **row**: `(n, d)` means n points of d numbers each.
#
# **Two slips on the slides.**
#
# - On 1.2, the word "회기" is a misprint of "회귀", regression.
# - 1.3 calls it multi-class from "two categories or more". Two categories are binary, as the sentence
#   before says; multi-class begins with **three**.

# %%
import numpy as np

# %% [markdown] tags=["ko"] exercise="LEARNING_TYPE"
# ## `LEARNING_TYPE` · 어떤 방식으로 배우나요? (슬라이드 1.2, 퀴즈)
#
# 상황마다 `None` 자리에 다음 셋 중 하나를 따옴표까지 그대로 쓰세요: `"supervised"`(지도 학습),
# `"unsupervised"`(비지도 학습), `"reinforcement"`(강화 학습). 키 하나에 1점입니다. 키는 고치지 않습니다.
#
# 구별하는 질문은 둘입니다. 예마다 **정답**이 붙어 있나요? 그러면 지도 학습입니다. 정답은 없고 **해 본 뒤에
# 오는 보상**이 있나요? 그러면 강화 학습입니다. 둘 다 없이 자료만 있으면 비지도 학습입니다.
#
# | 키 | 상황 |
# |---|---|
# | `"spam filter"` | 사람이 스팸과 스팸 아님으로 나눠 둔 메일로 배워서, 새 메일을 나눕니다. |
# | `"house prices"` | 팔린 집들의 크기, 동네, 팔린 값으로 배워서, 다른 집의 값을 말합니다. |
# | `"imitating a driver"` | 사진마다 그 순간 사람이 돌린 핸들 각도가 적혀 있고, 그대로 따라 합니다. |
# | `"groups of customers"` | 손님들의 구매 기록만 보고 비슷한 손님끼리 묶습니다. |
# | `"map of a survey"` | 질문 200개에 대한 답을 수 두 개로 줄여서 응답자들을 지도처럼 그립니다. |
# | `"odd payments"` | 부정 사용 표시가 없는 결제 기록만 보고, 나머지와 동떨어진 결제를 찾습니다. |
# | `"game of go"` | 자기 자신과 바둑을 두고, 끝났을 때 이겼는지 졌는지만 듣습니다. 점점 더 잘 둡니다. |
# | `"walking robot"` | 로봇이 이런저런 움직임을 해 봅니다. 넘어지지 않고 나아간 만큼 점수를 받습니다. |

# %% [markdown] tags=["en"] exercise="LEARNING_TYPE"
# ## `LEARNING_TYPE` · how does it learn? (slide 1.2, a quiz)
#
# In place of each `None`, write one of these three, quotes included: `"supervised"`, `"unsupervised"`,
# `"reinforcement"`. Each key is worth one point. Leave the keys as they are.
#
# Two questions tell them apart. Does every example come with its **right answer**? Then it is supervised.
# Is there no right answer, but a **reward after trying**? Then it is reinforcement. With neither, only
# data, it is unsupervised.
#
# | key | situation |
# |---|---|
# | `"spam filter"` | Learns from mail that people sorted into spam and not spam, and sorts new mail. |
# | `"house prices"` | Learns from size, place and price of houses that were sold; tells another's price. |
# | `"imitating a driver"` | From pictures, each with how far a person turned the wheel, it learns to steer. |
# | `"groups of customers"` | From records of what customers bought, it puts similar customers together. |
# | `"map of a survey"` | Replaces answers to 200 questions by two numbers, to draw people as on a map. |
# | `"odd payments"` | From payments that nobody marked as fraud or not, it picks those unlike all others. |
# | `"game of go"` | Plays go against itself, hears at the end only who won, and plays better and better. |
# | `"walking robot"` | A robot tries out movements and gets points for how far it came without falling. |

# %% exercise="LEARNING_TYPE" slide="1.2" level=1 minutes=5
LEARNING_TYPE = {
    ### BEGIN SOLUTION
    "spam filter": "supervised",
    "house prices": "supervised",
    "imitating a driver": "supervised",
    "groups of customers": "unsupervised",
    "map of a survey": "unsupervised",
    "odd payments": "unsupervised",
    "game of go": "reinforcement",
    "walking robot": "reinforcement",
    ### END SOLUTION
}

# %% [markdown] tags=["ko"] exercise="GOAL"
# ## `GOAL` · 무엇을 하려고 배우나요? (슬라이드 1.3, 퀴즈)
#
# 상황마다 `None` 자리에 다음 다섯 중 하나를 쓰세요: `"classification"`(분류), `"regression"`(회귀),
# `"forecasting"`(예측), `"clustering"`(클러스터링), `"dimension reduction"`(차원 축소). 키 하나에
# 1점입니다.
#
# 결과가 정해진 종류 중 하나면 분류, 연속된 수면 회귀입니다. 과거와 현재의 흐름으로 **미래의** 값을 말하면
# 예측입니다. 정답 없이 비슷한 것끼리 묶으면 클러스터링, 변수의 수를 줄이면 차원 축소입니다.
#
# | 키 | 상황 |
# |---|---|
# | `"dog or cat"` | 사진에 있는 것이 강아지인지 고양이인지 말합니다. |
# | `"handwritten digit"` | 손으로 쓴 글자가 숫자 0, 1, …, 9 가운데 어느 것인지 읽습니다. |
# | `"age from a photo"` | 사진 속 사람이 몇 살인지, 34.5처럼 나이를 수로 어림합니다. |
# | `"worth of a used car"` | 연식과 주행 거리로 그 차가 오늘 얼마인지 계산합니다. |
# | `"sales next year"` | 작년과 올해의 매출로 내년 매출을 추산합니다. |
# | `"electricity tomorrow"` | 지금까지 시간마다 쓴 전기의 양으로 내일 쓸 양을 말합니다. |
# | `"kinds of shoppers"` | 어떤 종류가 있는지 모르는 채로, 비슷하게 장을 보는 사람들끼리 묶습니다. |
# | `"fewer measurements"` | 제품마다 잰 값 100개를, 거의 같은 내용을 담은 값 2개로 바꿉니다. |

# %% [markdown] tags=["en"] exercise="GOAL"
# ## `GOAL` · what is it learned for? (slide 1.3, a quiz)
#
# In place of each `None`, write one of these five: `"classification"`, `"regression"`, `"forecasting"`,
# `"clustering"`, `"dimension reduction"`. Each key is worth one point.
#
# If the result is one of some given kinds, it is classification; if it is a number on a scale, regression.
# Telling a **future** value from how things went until now is forecasting. Putting what is alike together,
# without right answers, is clustering; getting along with fewer variables is dimension reduction.
#
# | key | situation |
# |---|---|
# | `"dog or cat"` | Says whether a photo shows a dog or a cat. |
# | `"handwritten digit"` | Reads which of the digits 0, 1, …, 9 somebody wrote. |
# | `"age from a photo"` | Estimates how old the person in a photo is, as a number of years such as 34.5. |
# | `"worth of a used car"` | Works out from a car's age and mileage what it is worth today. |
# | `"sales next year"` | Estimates next year's sales from this year's and last year's. |
# | `"electricity tomorrow"` | Tells from what was used in each hour until now how much will be tomorrow. |
# | `"kinds of shoppers"` | Puts people who shop alike together, without knowing which kinds there are. |
# | `"fewer measurements"` | Replaces each product's 100 measurements by 2 that say nearly the same. |

# %% exercise="GOAL" slide="1.3" level=1 minutes=5
GOAL = {
    ### BEGIN SOLUTION
    "dog or cat": "classification",
    "handwritten digit": "classification",
    "age from a photo": "regression",
    "worth of a used car": "regression",
    "sales next year": "forecasting",
    "electricity tomorrow": "forecasting",
    "kinds of shoppers": "clustering",
    "fewer measurements": "dimension reduction",
    ### END SOLUTION
}

# %% [markdown] tags=["ko"] exercise="nearest_neighbour"
# ## `nearest_neighbour` · 분류: 가장 가까운 이웃 (슬라이드 1.3)
#
# 가장 단순한 분류입니다. 새 점이 오면 학습용 점 가운데 가장 가까운 것을 찾아 그 라벨을 그대로 씁니다.
# 거리는 유클리드 거리입니다.
#
# $$d(a, b) = \sqrt{\textstyle\sum_j (a_j - b_j)^2}$$
#
# 예: 학습용 점 `[[0, 0], [4, 0]]`의 라벨이 `[7, 3]`이면, 새 점 `[[1, 1], [3, 0]]`의 답은 `[7, 3]`입니다. 점
# `[1, 1]`에서 두 점까지의 거리는 $\sqrt{2}$와 $\sqrt{10}$이니까요.
#
# 돌려주는 것은 번호(몇 번째 점인지)가 아니라 **라벨**이고, 새 점 m개마다 하나씩 `(m,)` 배열입니다. 거리가
# 똑같은 점이 여럿이면 번호가 낮은 점(먼저 나온 점)의 라벨을 씁니다.

# %% [markdown] tags=["en"] exercise="nearest_neighbour"
# ## `nearest_neighbour` · classification (slide 1.3)
#
# The simplest classifier: for a new point, find the training point nearest to it and answer with its label.
# Near means the Euclidean distance:
#
# $$d(a, b) = \sqrt{\textstyle\sum_j (a_j - b_j)^2}$$
#
# Example: with training points `[[0, 0], [4, 0]]` labelled `[7, 3]`, the new points `[[1, 1], [3, 0]]` get
# `[7, 3]`. From `[1, 1]` the distances are $\sqrt{2}$ and $\sqrt{10}$.
#
# What you return are **labels**, not positions, one for each of the m new points, shape `(m,)`. Where
# several training points are equally near, the one with the lower index (the earlier row) decides.


# %% exercise="nearest_neighbour" slide="1.3" level=2 minutes=15
def nearest_neighbour(train_x: np.ndarray, train_y: np.ndarray, query_x: np.ndarray) -> np.ndarray:
    """Labels of the nearest training points (slide 1.3).

    Args:
        train_x: Training points, (n, d), at least one.
        train_y: Their labels, integers of shape (n,).
        query_x: New points, (m, d).

    Returns:
        (m,) labels; of equally near points the one with the lower index decides.
    """
    ### BEGIN SOLUTION
    distances = np.linalg.norm(query_x[:, None] - train_x, axis=2)  # (m, n), from each to each
    return train_y[np.argmin(distances, axis=1)]  # argmin takes the first of equals
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="fit_line"
# ## `fit_line` · 회귀: 점들에 가장 잘 맞는 직선 (슬라이드 1.3)
#
# 점 $(x_i, y_i)$들에 직선 $y = ax + b$를 맞춥니다. 세로 방향 오차의 제곱의 합이 가장 작은 직선이고, 이것을
# 최소제곱법이라고 합니다. 평균을 $\bar{x}, \bar{y}$라고 하면 답은 이렇습니다.
#
# $$a = \frac{\sum_i (x_i-\bar{x})(y_i-\bar{y})}{\sum_i (x_i-\bar{x})^2}, \qquad b = \bar{y} - a\,\bar{x}$$
#
# 예: `x = [0, 1, 2]`, `y = [1, 2, 6]`이면 $\bar{x}=1$, $\bar{y}=3$, $a = (2 + 0 + 3)/(1 + 0 + 1) = 2.5$,
# $b = 3 - 2.5 = 0.5$입니다. 답은 `(기울기, 절편)` 순서로 `(2.5, 0.5)`입니다.
#
# 점이 두 개보다 적거나 x가 모두 같으면 정해진 직선이 없습니다. 그때는 `ValueError`를 일으키고, 메시지에
# `x`를 적습니다.

# %% [markdown] tags=["en"] exercise="fit_line"
# ## `fit_line` · regression (slide 1.3)
#
# Fits a straight line $y = ax + b$ to points $(x_i, y_i)$: the one with the smallest sum of squared
# vertical errors (least squares). With the means $\bar{x}$ and $\bar{y}$:
#
# $$a = \frac{\sum_i (x_i-\bar{x})(y_i-\bar{y})}{\sum_i (x_i-\bar{x})^2}, \qquad b = \bar{y} - a\,\bar{x}$$
#
# Example: for `x = [0, 1, 2]` and `y = [1, 2, 6]` we have $\bar{x}=1$, $\bar{y}=3$,
# $a = (2 + 0 + 3)/(1 + 0 + 1) = 2.5$ and $b = 3 - 2.5 = 0.5$. The result is `(slope, intercept)`, here
# `(2.5, 0.5)`.
#
# With fewer than two points, or when all x are equal, no single line is best. Raise a `ValueError` then,
# with `x` in its message.


# %% exercise="fit_line" slide="1.3" level=2 minutes=15
def fit_line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the least-squares line (slide 1.3).

    Args:
        x: Where the points lie, (n,).
        y: How high they are, (n,).

    Returns:
        (slope, intercept).

    Raises:
        ValueError: There are fewer than two points, or all x are equal.
    """
    ### BEGIN SOLUTION
    if len(np.unique(x)) < 2:
        raise ValueError(f"x must hold two different values at least, got {x}")
    from_mean = x - np.mean(x)
    slope = np.sum(from_mean * (y - np.mean(y))) / np.sum(from_mean**2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="forecast_next"
# ## `forecast_next` · 예측: 이동 평균 (슬라이드 1.3)
#
# 다음 값을 **최근 값 `window`개의 평균**으로 예측합니다. 오래된 값은 잊고 요즘의 흐름만 보는, 가장 단순한
# 예측입니다.
#
# 예: 매출이 `[10, 20, 30, 50]`이고 `window`가 2이면 $(30 + 50)/2 = 40$입니다.
#
# `window`가 1보다 작거나 자료의 수보다 크면 `ValueError`를 일으키고, 메시지에 `window`나 그 값을 적습니다.
# 검사가 없으면 틀린 줄도 모릅니다. `series[-0:]`은 빈 배열이 아니라 **전체**이고, `series[-9:]`는 값이 네
# 개뿐이어도 오류가 나지 않습니다.

# %% [markdown] tags=["en"] exercise="forecast_next"
# ## `forecast_next` · forecasting (slide 1.3)
#
# Predicts the next value as **the mean of the last `window` values**: it forgets what is long ago and looks
# only at how things went lately.
#
# Example: for sales of `[10, 20, 30, 50]` and a `window` of 2 it is $(30 + 50)/2 = 40$.
#
# A `window` below 1, or larger than the number of values, is a `ValueError` that names `window` or its
# value. Without a check nobody would notice: `series[-0:]` is not empty, it is **everything**, and
# `series[-9:]` raises nothing where there are only four values.


# %% exercise="forecast_next" slide="1.3" level=1 minutes=5
def forecast_next(series: np.ndarray, window: int) -> float:
    """The mean of the last values as a forecast of the next (slide 1.3).

    Args:
        series: Values in the order of time, (n,).
        window: How many of the last values count.

    Returns:
        One number.

    Raises:
        ValueError: window is below 1 or larger than the number of values.
    """
    ### BEGIN SOLUTION
    if window < 1 or window > len(series):
        raise ValueError(f"window must be in 1..{len(series)}, got {window}")
    return float(np.mean(series[-window:]))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="kmeans_step"
# ## `kmeans_step` · 클러스터링: k-평균의 한 걸음 (슬라이드 1.3)
#
# k-평균은 두 가지를 번갈아 합니다. 여기서는 그 한 걸음을 만듭니다.
#
# 1. 점마다 **가장 가까운 중심**의 번호를 라벨로 줍니다. 거리는 유클리드 거리이고, 똑같이 가까우면 번호가
#    낮은 중심입니다.
# 2. 중심마다 **자기 라벨을 받은 점들의 평균**으로 옮깁니다. 받은 점이 하나도 없는 중심은 제자리에 둡니다.
#
# 예: 점 `[[0, 0], [2, 0], [9, 0]]`, 중심 `[[1, 1], [8, 0], [50, 50]]`이면 라벨은 `[0, 0, 1]`이고 새 중심은
# `[[1, 0], [9, 0], [50, 50]]`입니다. 셋째 중심은 받은 점이 없어서 그대로입니다. 빈 배열의 평균은 NaN이니
# 조심하세요.
#
# 돌려주는 것은 `(labels, new_centers)`입니다. 라벨은 옮기기 **전의** 중심으로 정합니다.

# %% [markdown] tags=["en"] exercise="kmeans_step"
# ## `kmeans_step` · clustering (slide 1.3)
#
# k-means takes two steps in turn until nothing changes. Here you write one round:
#
# 1. Each point is labelled with the number of the **nearest centre** (Euclidean; of equally near ones, the
#    lower number).
# 2. Each centre moves to **the mean of the points that got its label**. A centre without points stays.
#
# Example: for points `[[0, 0], [2, 0], [9, 0]]` and centres `[[1, 1], [8, 0], [50, 50]]` the labels are
# `[0, 0, 1]` and the new centres `[[1, 0], [9, 0], [50, 50]]`. The third got no points and stays; mind that
# the mean of nothing is NaN.
#
# Return `(labels, new_centers)`. The labels belong to the centres **before** they moved.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    colours = np.array([(200, 120, 0), (0, 130, 220)])  # BGR
    dots = np.random.default_rng(1).normal([[[50, 50]], [[110, 80]]], 13, (2, 25, 2)).round().astype(int)
    before, after = np.full((2, 130, 160, 3), 255, dtype=np.uint8)
    middles = np.array([[45, 90], [85, 60]])  # centres, badly placed
    dots = dots.reshape(-1, 2)
    nearest = np.argmin(((dots[:, None] - middles) ** 2).sum(axis=2), axis=1)
    moved = [dots[nearest == number].mean(axis=0).astype(int) for number in (0, 1)]
    for picture, places in ((before, middles), (after, moved)):
        for (x, y), number in zip(dots, nearest, strict=True):
            picture[y - 1 : y + 2, x - 1 : x + 2] = colours[number]
        for (x, y), colour in zip(places, colours, strict=True):
            picture[y - 5 : y + 6, x - 5 : x + 6] = 0
            picture[y - 4 : y + 5, x - 4 : x + 5] = colour
    show(before, after, captions=["labels from the old centres", "each centre at the mean of its points"])


# %% exercise="kmeans_step" slide="1.3" level=2 minutes=20
def kmeans_step(points: np.ndarray, centers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One round of k-means: labels, then moved centres (slide 1.3).

    Args:
        points: (n, d).
        centers: (k, d).

    Returns:
        (labels, new_centers): integers of shape (n,), the lower number of equally near centres; and (k, d),
        where a centre without points is as before.
    """
    ### BEGIN SOLUTION
    distances = np.linalg.norm(points[:, None] - centers, axis=2)  # (n, k), from each to each
    labels = np.argmin(distances, axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):  # only centres that have points
        new_centers[number] = points[labels == number].mean(axis=0)
    return labels, new_centers
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="pca_project"
# ## `pca_project` · 차원 축소: 주성분 분석 (슬라이드 1.3)
#
# 점마다 수가 d개일 때, 가장 많이 퍼진 방향(주성분) k개만 남깁니다. 순서는 이렇습니다.
#
# 1. 열마다 평균을 **뺍니다**. 나누지는 않습니다.
# 2. 점들이 가장 넓게 퍼진 방향을 첫째 주성분, 그와 수직인 방향 가운데 가장 넓게 퍼진 방향을 둘째 주성분,
#    …으로 찾습니다. 평균을 뺀 배열을 `np.linalg.svd`에 넣으면(`full_matrices=False`) 셋째 결과의 **행**들이
#    주성분이고, 넓은 순서입니다.
# 3. 점을 처음 k개의 주성분 방향으로 잰 좌표가 점수입니다. 평균을 뺀 배열에 주성분을 (세로로 세워) 곱합니다.
#
# 예: `[[0, 0], [4, 4], [1, 3], [3, 1]]`의 평균은 `[2, 2]`, 첫째 주성분은 $(1, 1)/\sqrt{2}$입니다. k가 1이면
# 점수는 `[[-2.828], [2.828], [0], [0]]`입니다. 반대 방향도 같은 축이므로, 열 전체의 부호가 바뀌어
# `[[2.828], [-2.828], [0], [0]]`이어도 맞습니다.
#
# 결과의 모양은 `(n, k)`이고, 채점에 쓰는 자료는 방향마다 퍼진 정도가 뚜렷이 다릅니다.

# %% [markdown] tags=["en"] exercise="pca_project"
# ## `pca_project` · dimension reduction (slide 1.3)
#
# Of d numbers for each point, principal component analysis keeps the k directions in which the points are
# spread most:
#
# 1. **Subtract** each column's mean. Divide by nothing.
# 2. The direction in which the points are spread widest is the first principal axis; of those at right
#    angles to it, the widest is the second, and so on. Given the array without its means, `np.linalg.svd`
#    (with `full_matrices=False`) has the axes in the **rows** of its third result, the widest first.
# 3. The scores are the points' coordinates along the first k axes: the array without its means, times the
#    axes stood upright.
#
# Example: `[[0, 0], [4, 4], [1, 3], [3, 1]]` has the mean `[2, 2]` and the first axis $(1, 1)/\sqrt{2}$.
# With k = 1 the scores are `[[-2.828], [2.828], [0], [0]]`. An axis may as well point the other way, so a
# column with all its signs turned, `[[2.828], [-2.828], [0], [0]]`, is just as right.
#
# The result has the shape `(n, k)`. In the data you are tested with, the spreads along the axes differ
# clearly.


# %% exercise="pca_project" slide="1.3" level=3 minutes=20
def pca_project(x: np.ndarray, k: int) -> np.ndarray:
    """Scores on the first k principal axes (slide 1.3).

    Args:
        x: Points, (n, d).
        k: How many axes, at most n and d.

    Returns:
        (n, k) coordinates of the centred points, the widest axis first. The sign of each column is free.
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    return centred @ axes[:k].T
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="q_update"
# ## `q_update` · 강화 학습: Q 학습의 한 걸음 (슬라이드 1.2–1.3)
#
# 표 $Q$의 칸 $Q[s, a]$에는 "상태 $s$에서 행동 $a$를 하면 앞으로 얼마나 좋을까"가 적혀 있습니다. 행동을 한
# 번 해 보고 보상 $r$과 다음 상태 $s'$을 알게 되면, 그 칸 하나를 조금 고칩니다.
#
# $$Q[s, a] \leftarrow Q[s, a] + \alpha\,\bigl(r + \gamma \max_{a'} Q[s', a'] - Q[s, a]\bigr)$$
#
# $\alpha$는 한 번에 얼마나 고칠지(학습률), $\gamma$는 나중의 보상을 얼마나 쳐줄지입니다. 지연된
# 보상(슬라이드 1.2)은 이렇게 $\max$를 타고 앞의 상태로 전해집니다.
#
# 예: `q = [[0, 0], [1, 3]]`, 상태 0, 행동 1, 보상 2, 다음 상태 1, $\alpha = 0.5$, $\gamma = 0.9$이면 목표는
# $2 + 0.9 \cdot 3 = 4.7$이고 `q[0, 1]`은 $0 + 0.5 \cdot (4.7 - 0) = 2.35$가 됩니다.
#
# 돌려주는 것은 **새 표**입니다. 받은 `q`는 그대로 두어야 하니 먼저 복사하세요. 나머지 칸은 그대로입니다.

# %% [markdown] tags=["en"] exercise="q_update"
# ## `q_update` · reinforcement learning (slides 1.2–1.3)
#
# In a table, $Q[s, a]$ says how good it is in the long run to do $a$ in state $s$. After one try, with its
# reward $r$ and the next state $s'$, that one entry is corrected a little:
#
# $$Q[s, a] \leftarrow Q[s, a] + \alpha\,\bigl(r + \gamma \max_{a'} Q[s', a'] - Q[s, a]\bigr)$$
#
# $\alpha$ is how much is corrected at a time (the learning rate), $\gamma$ how much later rewards count. By
# way of the $\max$, a delayed reward (slide 1.2) reaches the states that led to it.
#
# Example: for `q = [[0, 0], [1, 3]]`, state 0, action 1, reward 2, next state 1, $\alpha = 0.5$ and
# $\gamma = 0.9$, the target is $2 + 0.9 \cdot 3 = 4.7$, and `q[0, 1]` becomes
# $0 + 0.5 \cdot (4.7 - 0) = 2.35$.
#
# Return a **new table**; the `q` you were given stays as it was, so copy it first. All other entries are
# the same in both.


# %% exercise="q_update" slide="1.2" level=2 minutes=10
def q_update(
    q: np.ndarray, state: int, action: int, reward: float, next_state: int, alpha: float, gamma: float
) -> np.ndarray:
    """One step of Q-learning (slides 1.2-1.3).

    Args:
        q: (S, A), how good each action is in each state.
        state: Where the action was done, 0..S-1.
        action: Which, 0..A-1.
        reward: What it brought.
        next_state: Where it led, 0..S-1.
        alpha: Learning rate, 0..1.
        gamma: What a reward one step later is worth, 0..1.

    Returns:
        A new (S, A) table in which only the entry of state and action may differ.
    """
    ### BEGIN SOLUTION
    table = q.copy()
    target = reward + gamma * np.max(q[next_state])
    table[state, action] += alpha * (target - q[state, action])
    return table
    ### END SOLUTION
