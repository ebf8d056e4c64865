# %% [markdown] tags=["ko"] points=27
# # 5장 · 손실 함수 (슬라이드 5.1.1–5.1.2)
#
# 신경망은 "얼마나 틀렸는가"를 숫자 하나로 들을 때 배울 수 있습니다. 그 숫자를 만드는 것이 손실 함수입니다.
# 이 장에서는 회귀에 쓰는 손실 셋(MAE, MSE, RMSE)과 기울기, 분류에 쓰는 교차 엔트로피 둘(BCE, CCE)을 NumPy로
# 직접 만듭니다. 완성된 손실 함수(`torch.nn.MSELoss`, `torch.nn.functional.one_hot` 같은 것)를 불러 쓰면
# 점수가 없습니다.
#
# **약속.** 받는 것은 NumPy 배열이고 실수는 `float64`입니다. 모양은 `(n,)`일 수도 `(행, 열)`일 수도
# 있습니다. 받은 배열은 바꾸지 않습니다. `y_pred -= y_true`는 부른 쪽의 배열까지 바꾸니 `y_pred - y_true`로
# 씁니다.
#
# **슬라이드에서 고칠 곳.**
#
# - 5.1.1의 MSE 설명에는 "예측 값과 실제 값 사이의 평균을 제곱하여"라고 되어 있지만, 제곱하는 것은 평균이
#   아니라 **차이**입니다. 같은 슬라이드의 수식은 맞습니다. ($N$과 $n$은 같은 수입니다.)
# - 5.1.2의 합은 $i=0$부터 $N$까지로 적혀 있는데, 그러면 항이 $N+1$개가 됩니다. $1$부터 $N$까지가 맞습니다.
# - 5.1.2의 CCE에는 $(1-y)\log(1-\hat{y})$가 더해져 있습니다. 그 항은 BCE의 것입니다. CCE에는
#   $y\log\hat{y}$만 남습니다.

# %% [markdown] tags=["en"] points=27
# # Chapter 5 · Loss functions (slides 5.1.1–5.1.2)
#
# A network can learn once it hears, in one number, how wrong it was. A loss function makes that number. In
# this chapter you write three losses for regression (MAE, MSE, RMSE), two of their gradients, and two
# cross-entropies for classification (BCE, CCE), all by hand in NumPy. Calling a ready-made loss
# (`torch.nn.MSELoss`, `torch.nn.functional.one_hot` and the like) earns nothing here.
#
# **Agreed.** Arguments are NumPy arrays, real numbers are `float64`. The shape may be `(n,)` or `(rows,
# columns)`. Leave the arrays you were given as they were: `y_pred -= y_true` changes the caller's array
# too, `y_pred - y_true` does not.
#
# **Three slips on the slides.**
#
# - The text for MSE on 5.1.1 speaks of squaring "the mean between prediction and truth". What is squared is
#   each **difference**, not a mean. The formula on the same slide is right ($N$ and $n$ are the same
#   number).
# - The sums on 5.1.2 run from $i=0$ to $N$, which would be $N+1$ terms. Right is $1$ to $N$.
# - The CCE on 5.1.2 adds $(1-y)\log(1-\hat{y})$. That term belongs to BCE; CCE keeps $y\log\hat{y}$ alone.

# %%
import numpy as np

# %%
### BEGIN SOLUTION
SMALLEST = 1e-7  # log(0) is minus infinity, so probabilities keep this distance from 0 and 1


def check_pair(y_pred: np.ndarray, y_true: np.ndarray) -> None:
    """Refuses shapes that NumPy would quietly stretch onto each other, and means of nothing."""
    if y_pred.shape != y_true.shape:
        raise ValueError(f"y_pred has shape {y_pred.shape}, y_true {y_true.shape}: they must be equal")
    if y_pred.size == 0:
        raise ValueError("y_pred and y_true are empty: there is nothing to average")


### END SOLUTION

# %% [markdown] tags=["ko"] exercise="mae"
# ## `mae` · 평균 절대 오차 (슬라이드 5.1.1)
#
# 예측이 정답에서 평균 얼마나 떨어져 있는지를 잽니다. 집값을 억 원으로 예측했다면 MAE도 억 원입니다.
#
# $$\mathrm{MAE} = \frac{1}{N}\sum_{i=1}^{N} |\hat{y}_i - y_i|$$
#
# 예: 예측 `[2, 5]`, 정답 `[4, 4]`이면 차이는 `[-2, 1]`, 절댓값은 `[2, 1]`, 평균은 `1.5`입니다. 절댓값이
# 없으면 `-2`와 `1`이 서로 지워 버립니다.
#
# $N$은 **모든 원소의 수**입니다. `(2, 3)` 배열이라면 $N=6$이고, 결과는 언제나 숫자 하나입니다.
#
# 두 배열의 모양이 다르거나 비어 있으면 `ValueError`를 일으키고, 메시지에 `y_pred`나 `y_true`를 적습니다.
# NumPy는 `(3,)`과 `(3, 1)`을 조용히 `(3, 3)`으로 늘려 계산하기 때문에, 이 검사가 없으면 틀린 줄도 모르고
# 넘어갑니다.

# %% [markdown] tags=["en"] exercise="mae"
# ## `mae` · mean absolute error (slide 5.1.1)
#
# How far predictions are from the truth, on average, in the unit of the truth itself: metres stay metres.
#
# $$\mathrm{MAE} = \frac{1}{N}\sum_{i=1}^{N} |\hat{y}_i - y_i|$$
#
# Example: for predictions `[2, 5]` and truth `[4, 4]` the differences are `[-2, 1]`, their absolute values
# `[2, 1]`, the mean `1.5`. Without the absolute value, `-2` and `1` would partly cancel.
#
# $N$ counts **all elements**: a `(2, 3)` array has $N=6$, and the result is always a single number.
#
# Raise a `ValueError` when the two shapes differ or the arrays are empty, and name `y_pred` or `y_true` in
# the message. NumPy would quietly stretch `(3,)` and `(3, 1)` to `(3, 3)` and average the wrong nine
# numbers.


# %% exercise="mae" slide="5.1.1" level=1 minutes=10
def mae(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """Mean absolute error over all elements (slide 5.1.1).

    Args:
        y_pred: Predictions, any shape.
        y_true: Right answers, the same shape.

    Returns:
        One number, 0.0 or more, in the unit of y_true.

    Raises:
        ValueError: The shapes differ, or there are no elements.
    """
    ### BEGIN SOLUTION
    check_pair(y_pred, y_true)
    return float(np.mean(np.abs(y_pred - y_true)))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mse"
# ## `mse` · 평균 제곱 오차 (슬라이드 5.1.1)
#
# 차이를 제곱해서 평균을 냅니다. 큰 실수에 더 큰 벌을 주고, 정답에 가까워질수록 기울기가 작아져서 수렴하기
# 좋습니다.
#
# $$\mathrm{MSE} = \frac{1}{N}\sum_{i=1}^{N} (\hat{y}_i - y_i)^2$$
#
# 예: 예측 `[2, 5]`, 정답 `[4, 4]`이면 차이는 `[-2, 1]`, 제곱은 `[4, 1]`, 평균은 `2.5`입니다.
#
# 순서는 **빼기 → 제곱 → 평균**입니다. 평균부터 내고 제곱하면 `[-2, 1]`의 평균 `-0.5`를 제곱한 `0.25`가
# 되어, 서로 반대인 오차가 지워집니다.
#
# 모양이 다르거나 비어 있을 때는 `mae`와 같이 `ValueError`입니다.

# %% [markdown] tags=["en"] exercise="mse"
# ## `mse` · mean squared error (slide 5.1.1)
#
# The mean of the squared differences. Large mistakes are punished more than in proportion, and close to the
# target the gradient shrinks, which helps training to settle.
#
# $$\mathrm{MSE} = \frac{1}{N}\sum_{i=1}^{N} (\hat{y}_i - y_i)^2$$
#
# Example: for predictions `[2, 5]` and truth `[4, 4]` the differences are `[-2, 1]`, their squares `[4,
# 1]`, the mean `2.5`.
#
# The order is **subtract, square, average**. Averaging first gives `-0.5` and then `0.25`: errors in
# opposite directions have cancelled.
#
# Different shapes and empty arrays are a `ValueError`, as in `mae`.


# %% exercise="mse" slide="5.1.1" level=1 minutes=5
def mse(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """Mean squared error over all elements (slide 5.1.1).

    Args:
        y_pred: Predictions, any shape.
        y_true: Right answers, the same shape.

    Returns:
        One number, 0.0 or more, in the squared unit of y_true.

    Raises:
        ValueError: The shapes differ, or there are no elements.
    """
    ### BEGIN SOLUTION
    check_pair(y_pred, y_true)
    return float(np.mean((y_pred - y_true) ** 2))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="rmse"
# ## `rmse` · 평균 제곱근 오차 (슬라이드 5.1.1)
#
# MSE의 제곱근입니다. 제곱된 단위(억 원의 제곱)를 원래 단위로 되돌려서 읽기 쉽습니다.
#
# $$\mathrm{RMSE} = \sqrt{\frac{1}{N}\sum_{i=1}^{N} (\hat{y}_i - y_i)^2}$$
#
# 예: 예측 `[3, 4]`, 정답 `[0, 0]`이면 MSE는 `12.5`, RMSE는 약 `3.5355`입니다. 같은 자료의 MAE는 `3.5`로
# 조금 작습니다. 루트는 평균을 낸 **다음에** 씌웁니다. 원소마다 씌우면 제곱이 도로 풀려 MAE가 됩니다.
#
# 모양이 다르거나 비어 있을 때는 `mae`와 같이 `ValueError`입니다.

# %% [markdown] tags=["en"] exercise="rmse"
# ## `rmse` · root mean squared error (slide 5.1.1)
#
# The square root of MSE: it brings a squared unit back to the unit of the data, so the number can be read.
#
# $$\mathrm{RMSE} = \sqrt{\frac{1}{N}\sum_{i=1}^{N} (\hat{y}_i - y_i)^2}$$
#
# Example: for predictions `[3, 4]` and truth `[0, 0]`, MSE is `12.5` and RMSE about `3.5355`; MAE of the
# same data is a little smaller, `3.5`. Take the root **after** the mean. A root for each element would undo
# the squares and give MAE.
#
# Different shapes and empty arrays are a `ValueError`, as in `mae`.


# %% exercise="rmse" slide="5.1.1" level=1 minutes=5
def rmse(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """Root mean squared error over all elements (slide 5.1.1).

    Args:
        y_pred: Predictions, any shape.
        y_true: Right answers, the same shape.

    Returns:
        One number, 0.0 or more, in the unit of y_true.

    Raises:
        ValueError: The shapes differ, or there are no elements.
    """
    ### BEGIN SOLUTION
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mae_gradient"
# ## `mae_gradient` · MAE의 기울기 (슬라이드 5.1.1)
#
# 예측 $\hat{y}_i$ 하나를 아주 조금 올리면 MAE가 얼마나 변할까요? 절댓값의 기울기는 부호뿐입니다.
#
# $$\frac{\partial\,\mathrm{MAE}}{\partial \hat{y}_i} = \frac{1}{N}\,\mathrm{sign}(\hat{y}_i - y_i)$$
#
# 예: 예측 `[2, 5]`, 정답 `[4, 4]`이면 `[-0.5, 0.5]`입니다. 오차가 2든 1이든 크기가 같습니다. 슬라이드에서
# "최적 값에 가까워지더라도 이동거리가 일정하다"고 한 것이 바로 이 뜻입니다.
#
# 예측과 정답이 같은 자리는 `0`입니다. 결과는 `y_pred`와 같은 모양이고, $N$은 모든 원소의 수입니다.

# %% [markdown] tags=["en"] exercise="mae_gradient"
# ## `mae_gradient` · the gradient of MAE (slide 5.1.1)
#
# By how much does MAE change when one prediction $\hat{y}_i$ is raised a little? Of an absolute value, only
# the sign is left:
#
# $$\frac{\partial\,\mathrm{MAE}}{\partial \hat{y}_i} = \frac{1}{N}\,\mathrm{sign}(\hat{y}_i - y_i)$$
#
# Example: for predictions `[2, 5]` and truth `[4, 4]` it is `[-0.5, 0.5]`. An error of 2 and an error of 1
# pull equally hard; this is why the slide says that the steps stay the same size close to the optimum.
#
# Where prediction and truth are equal, the gradient is `0`. The result has the shape of `y_pred`, and $N$
# counts all elements.


# %% exercise="mae_gradient" slide="5.1.1" level=2 minutes=10
def mae_gradient(y_pred: np.ndarray, y_true: np.ndarray) -> np.ndarray:
    """Gradient of MAE with respect to y_pred (slide 5.1.1).

    Args:
        y_pred: Predictions, any shape.
        y_true: Right answers, the same shape.

    Returns:
        The shape of y_pred; 0 where prediction and truth are equal.
    """
    ### BEGIN SOLUTION
    return np.sign(y_pred - y_true) / y_pred.size
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mse_gradient"
# ## `mse_gradient` · MSE의 기울기 (슬라이드 5.1.1)
#
# 제곱을 미분하면 앞에 2가 나옵니다.
#
# $$\frac{\partial\,\mathrm{MSE}}{\partial \hat{y}_i} = \frac{2}{N}\,(\hat{y}_i - y_i)$$
#
# 예: 예측 `[2, 5]`, 정답 `[4, 4]`이면 `[-2, 1]`입니다($2/N = 1$이니까요). 오차가 크면 크게, 작으면 작게
# 움직이므로 MAE보다 수렴하기 쉽습니다.
#
# 결과는 `y_pred`와 같은 모양이고, $N$은 모든 원소의 수입니다. `(2, 3)` 배열이라면 행의 수 2가 아니라 6으로
# 나눕니다.

# %% [markdown] tags=["en"] exercise="mse_gradient"
# ## `mse_gradient` · the gradient of MSE (slide 5.1.1)
#
# The derivative of a square puts a 2 in front:
#
# $$\frac{\partial\,\mathrm{MSE}}{\partial \hat{y}_i} = \frac{2}{N}\,(\hat{y}_i - y_i)$$
#
# Example: for predictions `[2, 5]` and truth `[4, 4]` it is `[-2, 1]` (here $2/N$ happens to be 1). A large
# error pulls hard and a small one gently, so training settles more easily than with MAE.
#
# The result has the shape of `y_pred`, and $N$ counts all elements: a `(2, 3)` array is divided by 6, not
# by its 2 rows.


# %% exercise="mse_gradient" slide="5.1.1" level=2 minutes=10
def mse_gradient(y_pred: np.ndarray, y_true: np.ndarray) -> np.ndarray:
    """Gradient of MSE with respect to y_pred (slide 5.1.1).

    Args:
        y_pred: Predictions, any shape.
        y_true: Right answers, the same shape.

    Returns:
        The shape of y_pred.
    """
    ### BEGIN SOLUTION
    return 2 * (y_pred - y_true) / y_pred.size
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="one_hot"
# ## `one_hot` · 원-핫 인코딩 (슬라이드 5.1.2)
#
# 정답 번호를, 그 자리만 1이고 나머지는 0인 줄로 바꿉니다. 교차 엔트로피는 정답을 이 모양으로 받습니다.
#
# 예: 번호 `[2, 0]`, 클래스 3개이면
#
# ```
# [[0, 0, 1],
#  [1, 0, 0]]
# ```
#
# 라벨 하나가 한 **행**이고, 결과의 모양은 언제나 `(n, num_classes)`입니다. 라벨이 하나도 없으면 `(0,
# num_classes)`입니다.
#
# `0`부터 `num_classes - 1`까지를 벗어난 라벨이 있으면 `ValueError`를 일으키고, 메시지에 `labels`나 그 값을
# 적습니다. NumPy에서 `-1`은 "마지막 자리"라는 뜻이라서 가만두면 오류 없이 엉뚱한 곳이 1이 됩니다.

# %% [markdown] tags=["en"] exercise="one_hot"
# ## `one_hot` · one-hot encoding (slide 5.1.2)
#
# Turns a class number into a row that is 1 at that place and 0 elsewhere: the form in which cross-entropy
# wants its right answers.
#
# Example: labels `[2, 0]` with three classes give
#
# ```
# [[0, 0, 1],
#  [1, 0, 0]]
# ```
#
# One label is one **row**, and the shape is always `(n, num_classes)`; without any labels it is `(0,
# num_classes)`.
#
# A label outside `0..num_classes-1` is a `ValueError` that names `labels` or the value. To NumPy, `-1`
# means "the last place", so without a check it would silently set the wrong entry.


# %% exercise="one_hot" slide="5.1.2" level=1 minutes=10
def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    """One-hot rows (slide 5.1.2).

    Args:
        labels: Class numbers, integers of shape (n,).
        num_classes: How many classes there are.

    Returns:
        (n, num_classes), a single 1 in each row, 0 elsewhere.

    Raises:
        ValueError: A label is below 0 or not below num_classes.
    """
    ### BEGIN SOLUTION
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError(f"labels must be in 0..{num_classes - 1}, got {labels}")
    return np.eye(num_classes)[labels]  # row k of the identity matrix is the code of class k
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="binary_cross_entropy"
# ## `binary_cross_entropy` · 이진 교차 엔트로피 (슬라이드 5.1.2)
#
# 두 가지 중 하나를 고르는 문제의 손실입니다. `p`는 "1일 확률"이라고 예측한 값, `y`는 정답(0 또는 1)입니다.
#
# $$\mathrm{BCE} = -\frac{1}{N}\sum_{i=1}^{N} \bigl[\, y_i \log p_i + (1-y_i)\log(1-p_i) \,\bigr]$$
#
# 정답이 1이면 앞의 항만, 0이면 뒤의 항만 남습니다. `log`는 자연로그(`np.log`)입니다. 맨 앞의 빼기를 잊지
# 마세요. 확률의 로그는 음수라서, 빼야 손실이 0 이상이 됩니다.
#
# 예: `p = [0.9, 0.2]`, `y = [1, 0]`이면 $-(\log 0.9 + \log 0.8)/2 \approx 0.1643$입니다.
#
# `p`가 정확히 0이나 1이면 $\log 0$이 나옵니다. 그래서 먼저 `p`를 $10^{-7}$과 $1-10^{-7}$ 사이로 자릅니다.
# 슬라이드의 합은 `i = 0`부터 시작하지만 항은 $N$개이고, `N + 1`이 아니라 $N$으로 나눕니다. $N$은 모든
# 원소의 수입니다.

# %% [markdown] tags=["en"] exercise="binary_cross_entropy"
# ## `binary_cross_entropy` · for one of two (slide 5.1.2)
#
# The loss of a yes-or-no question: `p` is the predicted probability of a 1, `y` the right answer, 0 or 1.
#
# $$\mathrm{BCE} = -\frac{1}{N}\sum_{i=1}^{N} \bigl[\, y_i \log p_i + (1-y_i)\log(1-p_i) \,\bigr]$$
#
# Where the answer is 1 the first term is left, where it is 0 the second. `log` is the natural logarithm
# (`np.log`). Mind the minus in front: logarithms of probabilities are negative, and a loss is not.
#
# Example: for `p = [0.9, 0.2]` and `y = [1, 0]` it is $-(\log 0.9 + \log 0.8)/2 \approx 0.1643$.
#
# A `p` of exactly 0 or 1 would ask for $\log 0$, so first clip `p` to between $10^{-7}$ and $1-10^{-7}$.
# The slide's sum starts at `i = 0`; there are $N$ terms all the same, and the divisor is $N$, not `N + 1`.
# $N$ counts all elements.


# %% exercise="binary_cross_entropy" slide="5.1.2" level=2 minutes=15
def binary_cross_entropy(p: np.ndarray, y: np.ndarray) -> float:
    """Binary cross-entropy, mean over all elements, natural logarithm (slide 5.1.2).

    Args:
        p: Predicted probabilities of a 1, in 0..1, any shape; clipped to 1e-7..1-1e-7.
        y: Right answers, 0.0 or 1.0, the same shape.

    Returns:
        One number, 0.0 or more.
    """
    ### BEGIN SOLUTION
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="categorical_cross_entropy"
# ## `categorical_cross_entropy` · 범주형 교차 엔트로피 (슬라이드 5.1.2)
#
# 여러 클래스 중 하나를 고르는 문제의 손실입니다. `p`의 한 행은 한 자료의 클래스별 확률(합이 1)이고, `y`는
# 같은 모양의 원-핫 정답입니다.
#
# $$\mathrm{CCE} = -\frac{1}{N}\sum_{i=1}^{N}\sum_{j=1}^{C} y_{ij} \log p_{ij}$$
#
# 원-핫이므로 결국 "정답 클래스에 준 확률의 로그"만 남습니다.
#
# 예: `p = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]`, `y = [[1, 0, 0], [0, 1, 0]]`이면 $-(\log 0.7 + \log 0.8)/2
# \approx 0.2899$입니다.
#
# **슬라이드와 다른 점.** 슬라이드의 CCE에는 $(1-y)\log(1-\hat{y})$가 더 있지만, 그것은 클래스마다 따로
# 예/아니오를 묻는 이진 교차 엔트로피입니다. 여기서는 그 항 없이 만듭니다. $N$은 **행의 수**(자료의 수)이고,
# `p`는 `binary_cross_entropy`와 같은 범위로 자릅니다.

# %% [markdown] tags=["en"] exercise="categorical_cross_entropy"
# ## `categorical_cross_entropy` · for one of many (slide 5.1.2)
#
# The loss when one of several classes is right. A row of `p` holds the probabilities of the classes for one
# sample (they sum to 1), and `y` has the right answers, one-hot, in the same shape.
#
# $$\mathrm{CCE} = -\frac{1}{N}\sum_{i=1}^{N}\sum_{j=1}^{C} y_{ij} \log p_{ij}$$
#
# Because `y` is one-hot, all that is left of a row is the logarithm of the probability given to the right
# class.
#
# Example: for `p = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]` and `y = [[1, 0, 0], [0, 1, 0]]` it is $-(\log 0.7 +
# \log 0.8)/2 \approx 0.2899$.
#
# **Not as the slide prints it.** The slide adds $(1-y)\log(1-\hat{y})$; that is binary cross-entropy, a
# yes-or-no question for every class on its own. Leave the term out. Here $N$ is the number of **rows**
# (samples), and `p` is clipped as in `binary_cross_entropy`.


# %% exercise="categorical_cross_entropy" slide="5.1.2" level=2 minutes=15
def categorical_cross_entropy(p: np.ndarray, y: np.ndarray) -> float:
    """Categorical cross-entropy, mean over the rows, natural logarithm (slide 5.1.2).

    Args:
        p: Probabilities, (n, c), rows summing to 1; clipped to 1e-7..1-1e-7.
        y: Right answers, one-hot, (n, c).

    Returns:
        One number, 0.0 or more.
    """
    ### BEGIN SOLUTION
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(np.sum(y * np.log(p), axis=1)))  # (n, c) -> (n,) -> one number
    ### END SOLUTION
