# %% [markdown] tags=["ko"] points=28
# # 7장 · 학습을 위한 준비 (슬라이드 7.1–7.2)
#
# 슬라이드 7.2는 학습에 필요한 것을 둘로 나눕니다. **데이터**(학습·검증·시험)와 **학습 코드**(Dataset,
# DataLoader, 모델, 손실 함수, 옵티마이저, 학습과 평가)입니다. 이 장에서는 PyTorch가 대신 해 주던 일을 한
# 번씩 직접 만들어 봅니다. 데이터를 셋으로 나누고, 시험 데이터가 새어 나갔는지 세고, 배치로 자르고,
# 옵티마이저의 한 걸음을 내딛고, 언제 멈출지 정합니다.
#
# **약속.** `ArrayDataset`만 PyTorch를 씁니다. 나머지는 NumPy로 직접 만듭니다. 완성된 것(`DataLoader`,
# `random_split`, `torch.optim.SGD` 같은 것)을 불러 쓰면 점수가 없습니다. 받은 배열과 리스트는 바꾸지
# 않습니다.
#
# **슬라이드 7.2에서 고쳐 읽을 곳.**
#
# - 검증 세트는 "학습률 평가"를 위한 것이라고 되어 있습니다. 학습률(learning rate)은 옵티마이저의 걸음
#   크기를 말하니, 여기서는 **얼마나 잘 배우고 있는지**를 본다는 뜻으로 읽으세요.
# - 손실 함수가 "가중치를 계산"하고 모델이 "가중치를 업데이트"한다고 되어 있습니다. 손실 함수는 **얼마나
#   틀렸는지**를 숫자로 낼 뿐이고, 모델은 가중치를 **가지고** 있습니다. 가중치를 고치는 것은
#   옵티마이저입니다.

# %% [markdown] tags=["en"] points=28
# # Chapter 7 · Getting ready to train (slides 7.1–7.2)
#
# Slide 7.2 sorts what training needs into two heaps: **data** (for training, validation and testing) and
# **code** (Dataset, DataLoader, model, loss, optimizer, training and evaluation). In this chapter you make
# once, with your own hands, what PyTorch otherwise does for you: split the data in three, count what leaked
# into the test, cut batches, take an optimizer's step, and decide when to stop.
#
# **Agreed.** `ArrayDataset` alone uses PyTorch; all the rest is written by hand in NumPy. Calling what is
# ready made (`DataLoader`, `random_split`, `torch.optim.SGD` and the like) earns nothing there. Leave the
# arrays and lists you were given as they were.
#
# **Where slide 7.2 is easily misread.**
#
# - It says the validation set is for judging the "learning rate". The learning rate is the size of an
#   optimizer's step; meant is **how well the model is learning**.
# - It says the loss "computes the weights" and the model "updates" them. A loss only says **how wrong** the
#   model is, and a model **holds** the weights. The optimizer is what changes them.

# %%
import numpy as np
import torch
from torch.utils.data import Dataset

# %% [markdown] tags=["ko"] exercise="split_indices"
# ## `split_indices` · 학습, 검증, 시험으로 나누기 (슬라이드 7.2)
#
# 자료 `n`개의 번호 `0 … n-1`을 섞어서 학습, 검증, 시험의 세 묶음으로 나눕니다. 섞지 않으면 고양이 사진이
# 먼저, 개 사진이 나중에 모인 자료에서 시험에는 개만 나오게 됩니다.
#
# - `fractions`는 세 묶음의 비율입니다. 예: `n=10`, `fractions=(0.5, 0.3, 0.2)`이면 5개, 3개, 2개쯤 됩니다.
# - 세 묶음을 합치면 `0 … n-1`이 **빠짐없이 한 번씩** 나와야 합니다.
# - 각 묶음의 크기는 `n × 비율`과 **1 넘게 차이 나지 않아야** 합니다. 앞의 두 크기를 `int()`로 버림하고
#   나머지를 모두 시험에 주면 안 됩니다. `n=10`, `(0.39, 0.39, 0.22)`라면 3개, 3개, 4개가 되어, 2.2개여야 할
#   시험이 1.8개나 많아집니다. 크기 대신 **자르는 자리**를 반올림해 보세요. 3.9와 7.8을 반올림한 4와 8에서
#   자르면 4개, 4개, 2개가 됩니다.
# - 어느 번호가 어느 묶음에 들어가는지는 `seed`가 정합니다. 같은 `seed`면 늘 같은 결과, 다른 `seed`면 다른
#   결과가 나와야 합니다. 난수 생성기는 NumPy나 파이썬의 것이면 무엇을 써도 됩니다.
#
# 비율에 음수가 있거나 비율의 합이 1과 `1e-6`보다 더 다르면 `ValueError`를 일으키고, 메시지에 `fractions`나
# 틀린 값을 적습니다. 컴퓨터에서 `0.7 + 0.2 + 0.1`은 딱 1이 아니므로 `==`로 비교하면 안 됩니다. 비율 `0.0`은
# 괜찮습니다.

# %% [markdown] tags=["en"] exercise="split_indices"
# ## `split_indices` · training, validation, test (slide 7.2)
#
# Shuffle the numbers `0 … n-1` of `n` examples and split them in three: training, validation, test. Without
# shuffling, data that lists all cats first and all dogs last would be tested on dogs alone.
#
# - `fractions` are the shares of the three parts. Example: `n=10` and `fractions=(0.5, 0.3, 0.2)` make
#   parts of about 5, 3 and 2.
# - Together the parts hold each of `0 … n-1` **exactly once**.
# - The size of each part is **at most 1 away** from `n` times its share. So it is not enough to cut the
#   first two sizes down with `int()` and give the test all the rest: for `n=10` and `(0.39, 0.39, 0.22)`
#   that makes 3, 3 and 4, and the test, due 2.2, is 1.8 too large. Round the **places where you cut**
#   instead of the sizes: 3.9 and 7.8 round to 4 and 8, and the parts are 4, 4 and 2.
# - `seed` decides which number goes where: the same seed gives the same result every time, another seed
#   another one. Any random generator of NumPy or Python will do.
#
# Raise a `ValueError` when a share is negative or the shares' sum is more than `1e-6` away from 1, and name
# `fractions` or the wrong value in the message. In a computer `0.7 + 0.2 + 0.1` is not quite 1, so do not
# compare with `==`. A share of `0.0` is fine.


# %% exercise="split_indices" slide="7.2" level=2 minutes=20
def split_indices(
    n: int, fractions: tuple[float, float, float], seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shuffled indices of the training, validation and test part (slide 7.2).

    Args:
        n: How many examples there are.
        fractions: The shares of the three parts, 0 or more, summing to 1 within 1e-6.
        seed: The same seed gives the same parts.

    Returns:
        (train, validation, test): three int arrays that hold each of 0..n-1 once, each at most 1 away from
        n times its share in size.

    Raises:
        ValueError: A share is negative, or the sum is not 1.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="count_leaks"
# ## `count_leaks` · 새어 나간 시험 자료 (슬라이드 7.2)
#
# 시험 자료는 모델이 **처음 보는** 것이어야 합니다. 학습 자료에 똑같은 것이 있으면 모델은 외운 답을 말할
# 뿐이고, 시험 점수는 실제보다 좋게 나옵니다. 두 배열 `train`(`(n, d)`)과 `test`(`(m, d)`)에서 한 행이 자료
# 하나입니다. `test`의 행 가운데 `train`에도 있는 행이 몇 개인지 세세요.
#
# 예: `train`이 `[[1, 2], [3, 4], [5, 6]]`이고 `test`가 `[[3, 4], [7, 8], [3, 4]]`이면 `2`입니다.
#
# - 행은 **값으로** 비교합니다. 몇 번째 행인지, `dtype`이 무엇인지는 상관없습니다. 정수 `3`과 실수 `3.0`은
#   같은 값입니다. 모든 칸이 순서대로 똑같아야 같은 행이고, `[1, 2]`와 `[2, 1]`은 다릅니다.
# - 세는 것은 **`test`의 행**입니다. 같은 행이 `test`에 두 번 있으면 두 번 셉니다. `train`에 몇 번 있는지는
#   상관없습니다.

# %% [markdown] tags=["en"] exercise="count_leaks"
# ## `count_leaks` · what leaked into the test (slide 7.2)
#
# Test data must be **new** to the model. If the same example was in the training data, the model only
# repeats what it learned by heart, and the test looks better than it is. In the two arrays `train`,
# `(n, d)`, and `test`, `(m, d)`, every row is one example. Count the rows of `test` that also stand in
# `train`.
#
# Example: for `train` `[[1, 2], [3, 4], [5, 6]]` and `test` `[[3, 4], [7, 8], [3, 4]]` it is `2`.
#
# - Rows are compared **by value**, wherever they stand and whatever their dtype: the integer `3` and the
#   float `3.0` are the same value. Rows are the same when all their entries are, in order: `[1, 2]` is not
#   `[2, 1]`.
# - Counted are **rows of `test`**: one that stands there twice counts twice. How often it stands in `train`
#   makes no difference.


# %% exercise="count_leaks" slide="7.2" level=1 minutes=10
def count_leaks(train: np.ndarray, test: np.ndarray) -> int:
    """How many rows of the test data also stand in the training data (slide 7.2).

    Args:
        train: (n, d), one example a row.
        test: (m, d), the same number of columns; the dtype may be another one.

    Returns:
        A count from 0 to m.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="ArrayDataset"
# ## `ArrayDataset` · 데이터셋 (슬라이드 7.2)
#
# PyTorch의 `Dataset`은 두 가지 질문에 답합니다. **몇 개인가**(`__len__`), 그리고 **`index`번째는 무엇인가**
# (`__getitem__`)입니다. NumPy 배열 두 개로 된 자료를 `Dataset`으로 만드세요.
#
# - `images`는 `(n, h, w)` `uint8`, `labels`는 `(n,)` 정수입니다.
# - `dataset[index]`는 `(영상, 라벨)` 쌍입니다. 영상은 255로 나눈 `(1, h, w)` `float32` **텐서**이고, 라벨은
#   정수입니다 (`int`, NumPy 정수, 0차원 정수 텐서 가운데 아무것이나). 예: 밝기 51인 화소는 `0.2`가 됩니다.
#   맨 앞의 `1`은 채널 축입니다.
# - `len(dataset)`은 자료의 수 `n`입니다.
# - 영상과 라벨의 수가 다르면, 만들 때 `ValueError`를 일으키고 메시지에 `images`나 `labels`, 또는 두 수를
#   적습니다.
#
# 같은 `index`를 두 번 물으면 두 번 다 같은 것이 나와야 합니다. 받은 배열을 그 자리에서 나누지 마세요.

# %% [markdown] tags=["en"] exercise="ArrayDataset"
# ## `ArrayDataset` · a data set (slide 7.2)
#
# A `Dataset` of PyTorch answers two questions: **how many** are there (`__len__`), and **what is number
# `index`** (`__getitem__`). Make one out of two NumPy arrays.
#
# - `images` is `(n, h, w)` `uint8`, `labels` is `(n,)` whole numbers.
# - `dataset[index]` is a pair `(image, label)`. The image is a `(1, h, w)` `float32` **tensor**, divided by
#   255; the label is a whole number (an `int`, an integer of NumPy or a 0-d integer tensor, as you like).
#   Example: a pixel of brightness 51 becomes `0.2`. The `1` in front is the axis of the channel.
# - `len(dataset)` is the number of examples, `n`.
# - Where there are not as many labels as images, raise a `ValueError` when the data set is made, and name
#   `images`, `labels` or the two numbers in the message.
#
# Asked twice for the same `index`, it gives the same both times: do not divide the arrays you were given in
# place.


# %% exercise="ArrayDataset" slide="7.2" level=2 minutes=15
class ArrayDataset(Dataset):
    """Images and labels out of NumPy arrays, as a data set of PyTorch (slide 7.2)."""

    def __init__(self, images: np.ndarray, labels: np.ndarray) -> None:
        """Keep the data.

        Args:
            images: (n, h, w) uint8.
            labels: (n,) whole numbers.

        Raises:
            ValueError: There are not as many labels as images.
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def __len__(self) -> int:
        """How many examples there are."""
        # YOUR CODE HERE
        raise NotImplementedError

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        """Example number `index`: a (1, h, w) float32 tensor in 0..1, and its label, a whole number."""
        # YOUR CODE HERE
        raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="batches"
# ## `batches` · 배치로 자르기 (슬라이드 7.2)
#
# `DataLoader`가 안에서 하는 일입니다. 자료 `n`개의 번호를 `batch_size`개씩 잘라, 정수 배열의 **리스트**로
# 돌려주세요.
#
# - `shuffle=False`면 번호 순서 그대로입니다. 예: `n=7`, `batch_size=3`이면 `[0, 1, 2]`, `[3, 4, 5]`,
#   `[6]`입니다. 이때 `seed`는 아무 영향이 없습니다.
# - `shuffle=True`면 **먼저 전체를 섞고 그다음에 자릅니다**. 같은 `seed`면 같은 결과, 다른 `seed`면 다른
#   결과가 나와야 합니다. 배치의 순서만 섞거나 배치 안에서만 섞으면, 늘 같은 자료끼리 묶입니다.
# - `drop_last=True`면 `batch_size`보다 작은 마지막 배치를 버립니다. 위의 예에서는 `[6]`이 빠집니다. 꽉 찬
#   배치는 버리지 않습니다.
# - 빈 배치는 없습니다. `n=6`, `batch_size=3`이면 배치는 2개이고, `n=0`이면 빈 리스트입니다.

# %% [markdown] tags=["en"] exercise="batches"
# ## `batches` · cutting batches (slide 7.2)
#
# This is what a `DataLoader` does inside. Cut the numbers of `n` examples into batches of `batch_size` and
# return a **list** of int arrays.
#
# - With `shuffle=False` they stay in order. Example: `n=7` and `batch_size=3` make `[0, 1, 2]`, `[3, 4, 5]`
#   and `[6]`. Here `seed` has no effect.
# - With `shuffle=True`, **shuffle everything first, then cut**. The same seed gives the same result,
#   another seed another one. To shuffle only the batches, or only inside them, would keep the same examples
#   together.
# - With `drop_last=True` a last batch smaller than `batch_size` is dropped: in the example, `[6]` goes. A
#   full batch is never dropped.
# - No batch is empty: `n=6` and `batch_size=3` make two batches, and `n=0` an empty list.


# %% exercise="batches" slide="7.2" level=2 minutes=15
def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int) -> list[np.ndarray]:
    """Indices cut into batches, as a DataLoader cuts them (slide 7.2).

    Args:
        n: How many examples there are, 0 or more.
        batch_size: Examples in a batch, 1 or more; the last batch may have fewer.
        shuffle: Whether all examples are shuffled before cutting.
        drop_last: Whether a last batch that is not full is left out.
        seed: The same seed gives the same shuffled order; without shuffling it does not matter.

    Returns:
        A list of int arrays, none of them empty.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="sgd_step"
# ## `sgd_step` · 경사 하강법의 한 걸음 (슬라이드 7.2)
#
# 옵티마이저가 하는 가장 간단한 일입니다. 매개변수마다 기울기의 **반대 방향으로** 학습률 `lr`만큼
# 움직입니다.
#
# $$p \leftarrow p - \mathrm{lr}\cdot g$$
#
# `params`와 `grads`는 NumPy 배열의 리스트입니다(층마다 가중치 하나, 편향 하나 하는 식으로). 같은 자리에
# 있는 두 배열은 모양이 같습니다. 예: `params=[[1.0, 2.0]]`, `grads=[[10.0, -20.0]]`, `lr=0.1`이면
# `[[0.0, 4.0]]`입니다.
#
# 새 배열로 된 **새 리스트**를 돌려주고, 받은 것은 그대로 둡니다. `p -= lr * g`는 부른 쪽의 배열을 바꿉니다.

# %% [markdown] tags=["en"] exercise="sgd_step"
# ## `sgd_step` · one step of gradient descent (slide 7.2)
#
# The simplest thing an optimizer does: move every parameter **against** its gradient, as far as the
# learning rate `lr` says.
#
# $$p \leftarrow p - \mathrm{lr}\cdot g$$
#
# `params` and `grads` are lists of NumPy arrays (a weight and a bias for each layer, say); two arrays in
# the same place have the same shape. Example: for `params=[[1.0, 2.0]]`, `grads=[[10.0, -20.0]]` and
# `lr=0.1` it is `[[0.0, 4.0]]`.
#
# Return a **new list** of new arrays and leave those you were given as they were: `p -= lr * g` would
# change the caller's array.


# %% exercise="sgd_step" slide="7.2" level=1 minutes=5
def sgd_step(params: list[np.ndarray], grads: list[np.ndarray], lr: float) -> list[np.ndarray]:
    """One step of plain gradient descent: p - lr * g (slide 7.2).

    Args:
        params: Arrays of any shapes.
        grads: The gradient of each, in the same order and shapes.
        lr: The learning rate, the size of the step.

    Returns:
        A new list of new arrays, in the same order and shapes.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="momentum_step"
# ## `momentum_step` · 관성이 있는 한 걸음 (슬라이드 7.2)
#
# 언덕을 굴러 내려가는 공처럼, 지금까지 움직이던 방향을 조금 기억합니다. 그 기억이 속도(velocity) $v$입니다.
# 매개변수마다 **먼저 속도를 고치고, 그다음에 고친 속도로** 움직입니다.
#
# $$v \leftarrow \mathrm{momentum}\cdot v + g \qquad\qquad p \leftarrow p - \mathrm{lr}\cdot v$$
#
# 예: `p = 1.0`, `g = 0.5`, `v = 2.0`, `lr = 0.1`, `momentum = 0.9`이면 새 속도는 `0.9 · 2.0 + 0.5 = 2.3`,
# 새 값은 `1.0 - 0.1 · 2.3 = 0.77`입니다. 기울기가 0이어도 속도가 남아 있으면 계속 움직입니다.
#
# `params`, `grads`, `velocity`는 `sgd_step`에서처럼 배열의 리스트이고, 결과는 새 리스트 두 개
# `(params, velocity)`입니다. 받은 것은 그대로 둡니다. `torch.optim.SGD`의 식과 같고, 기울기 앞에
# `1 - momentum`을 곱하거나 학습률을 속도 안에 넣는 다른 책의 식과는 다릅니다.

# %% [markdown] tags=["en"] exercise="momentum_step"
# ## `momentum_step` · a step with momentum (slide 7.2)
#
# Like a ball that rolls downhill, it remembers a little of where it was going. That memory is the velocity
# $v$. For every parameter, **first renew the velocity, then move by the new velocity**.
#
# $$v \leftarrow \mathrm{momentum}\cdot v + g \qquad\qquad p \leftarrow p - \mathrm{lr}\cdot v$$
#
# Example: for `p = 1.0`, `g = 0.5`, `v = 2.0`, `lr = 0.1` and `momentum = 0.9` the new velocity is
# `0.9 · 2.0 + 0.5 = 2.3`, the new value `1.0 - 0.1 · 2.3 = 0.77`. With a gradient of 0 it still rolls on as
# long as there is velocity.
#
# `params`, `grads` and `velocity` are lists of arrays as in `sgd_step`; return two new lists,
# `(params, velocity)`, and leave those you were given as they were. This is the formula of
# `torch.optim.SGD`. Other books multiply the gradient by `1 - momentum` or put the learning rate into the
# velocity; not so here.


# %% exercise="momentum_step" slide="7.2" level=2 minutes=10
def momentum_step(
    params: list[np.ndarray],
    grads: list[np.ndarray],
    velocity: list[np.ndarray],
    lr: float,
    momentum: float,
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """One step of gradient descent with momentum: v = momentum * v + g, p = p - lr * v (slide 7.2).

    Args:
        params: Arrays of any shapes.
        grads: The gradient of each, in the same order and shapes.
        velocity: The velocity of each so far, in the same order and shapes.
        lr: The learning rate.
        momentum: How much of the velocity is kept, 0 to 1.

    Returns:
        (params, velocity): two new lists of new arrays, in the same order and shapes.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="early_stop"
# ## `early_stop` · 언제 멈출까 (슬라이드 7.2)
#
# 학습을 너무 오래 하면 학습 자료를 외우기 시작하고, 검증 손실은 더 나아지지 않습니다. 그래서 검증 손실이
# `patience`번 **이어서** 새 최솟값을 내지 못하면 멈춥니다. 에폭마다의 검증 손실을 받아, 학습이 멈추는
# 에폭의 번호(0부터)를 돌려주세요. 멈출 일이 없으면 마지막 에폭의 번호입니다.
#
# 예: 손실이 `[5, 4, 4.5, 4.2, 3, 6]`일 때
#
# | 에폭 | 0 | 1 | 2 | 3 | 4 | 5 |
# |---|---|---|---|---|---|---|
# | 손실 | 5 | 4 | 4.5 | 4.2 | 3 | 6 |
# | 새 최솟값? | 예 | 예 | 아니요 | 아니요 | 예 | 아니요 |
# | 이어서 몇 번 | 0 | 0 | 1 | 2 | 0 | 1 |
#
# `patience=2`면 에폭 `3`에서 멈춥니다. `4.2`는 바로 앞의 `4.5`보다 작지만, 지금까지의 최솟값 `4`보다는 작지
# 않습니다. `patience=3`이면 멈추지 않으므로 마지막 에폭 `5`입니다.
#
# 지금까지의 최솟값과 **똑같은** 손실은 새 최솟값이 아닙니다. `patience`는 1 이상이고, 에폭은 하나
# 이상입니다.

# %% [markdown] tags=["en"] exercise="early_stop"
# ## `early_stop` · when to stop (slide 7.2)
#
# Trained for too long, a model learns its training data by heart, and the validation loss gets no better.
# So training stops when `patience` epochs **in a row** have brought no new minimum of the validation loss.
# Given the loss after each epoch, return the index (from 0) of the epoch at which training stops, and the
# last epoch's if it never does.
#
# Example: for the losses `[5, 4, 4.5, 4.2, 3, 6]`
#
# | epoch | 0 | 1 | 2 | 3 | 4 | 5 |
# |---|---|---|---|---|---|---|
# | loss | 5 | 4 | 4.5 | 4.2 | 3 | 6 |
# | new minimum? | yes | yes | no | no | yes | no |
# | how many in a row | 0 | 0 | 1 | 2 | 0 | 1 |
#
# With `patience=2` it stops at epoch `3`: `4.2` is less than the `4.5` before it, but not less than the
# minimum so far, `4`. With `patience=3` it does not stop, so it is the last epoch, `5`.
#
# A loss **equal** to the minimum so far is no new minimum. `patience` is 1 or more, and there is at least
# one epoch.


# %% exercise="early_stop" slide="7.2" level=2 minutes=15
def early_stop(validation_losses: np.ndarray, patience: int) -> int:
    """The epoch at which training stops, because the validation loss got no better (slide 7.2).

    Args:
        validation_losses: (epochs,) the loss after each epoch, at least one.
        patience: How many epochs in a row may bring no new minimum, 1 or more.

    Returns:
        The index of the first epoch that ends `patience` epochs in a row without a new minimum (a tie is
        none); of the last epoch if there is no such.
    """
    # YOUR CODE HERE
    raise NotImplementedError
