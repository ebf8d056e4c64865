# %% [markdown] tags=["ko"] points=46
# # 4장 · 여러 가지 신경망 (슬라이드 4.1.1–4.2)
#
# 슬라이드에는 ANN, DNN, CNN, RNN, MLP, SVM 같은 이름이 줄줄이 나옵니다. 이름은 많아도 속을 열어 보면 몇 가지
# 부품을 다르게 조립한 것입니다. 이 장에서는 그 부품을 NumPy로 하나씩 만듭니다. 활성화 함수(ReLU, 시그모이드,
# 소프트맥스), 완전 연결층과 MLP, 합성곱과 풀링, 순환층, 어텐션, 드롭아웃, SVM의 힌지 손실까지 열세
# 가지입니다. 완성된 함수(`torch.softmax`, `cv2.filter2D`, `scipy.special.expit` 같은 것)를 불러 쓰면 점수가
# 없습니다.
#
# **약속.** 받는 것은 NumPy 배열이고 실수는 `float64`입니다. 크기, 보폭(stride), 시드는 파이썬 정수이고,
# `layers`와 `sizes`는 리스트입니다. 받은 배열은 바꾸지 않습니다. `x[x < 0] = 0`은 부른 쪽의 배열까지
# 바꿉니다. 앞에서 만든 함수를 뒤에서 불러 써도 됩니다. 예를 들어 `mlp` 안에서 `dense`와 `relu`를 쓸 수
# 있습니다.
#
# **모양 읽는 법.** `(n, i)`는 `n`행 `i`열이라는 뜻입니다. 보통 한 행이 자료 하나입니다.

# %% [markdown] tags=["en"] points=46
# # Chapter 4 · Networks (slides 4.1.1–4.2)
#
# The slides list many names: ANN, DNN, CNN, RNN, MLP, SVM. Inside they are a few parts, put together in
# different ways. In this chapter you build the parts in NumPy, one by one: activation functions (ReLU,
# sigmoid, softmax), the dense layer and the MLP, convolution and pooling, the recurrent layer, attention,
# dropout, and the hinge loss of the SVM. Calling a ready-made function (`torch.softmax`, `cv2.filter2D`,
# `scipy.special.expit` and the like) earns nothing here.
#
# **Agreed.** Arguments are NumPy arrays, real numbers are `float64`. Sizes, strides and seeds are Python
# integers, `layers` and `sizes` are lists. Leave the arrays you were given as they were: `x[x < 0] = 0`
# changes the caller's array too. A function may call the ones you wrote before it: `mlp` may use `dense`
# and `relu`.
#
# **Reading shapes.** `(n, i)` means `n` rows and `i` columns. Usually a row is one sample.

# %%
import numpy as np

# %%
### BEGIN SOLUTION


def windows(image: np.ndarray, height: int, width: int, stride: int) -> np.ndarray:
    """All windows of that size that lie in the image, one every stride: (rows, columns, height, width)."""
    everywhere = np.lib.stride_tricks.sliding_window_view(image, (height, width))
    return everywhere[::stride, ::stride]


### END SOLUTION

# %% [markdown] tags=["ko"] exercise="relu"
# ## `relu` · ReLU (슬라이드 4.1.1)
#
# 층을 아무리 쌓아도 곱하고 더하기만 하면 결국 직선 하나와 같습니다. 슬라이드의 "활성화 함수는 네트워크에
# 비선형 속성 도입"이 그 이야기입니다. 가장 많이 쓰는 활성화 함수가 ReLU입니다. 음수는 0으로 만들고, 나머지는
# 그대로 둡니다.
#
# $$\mathrm{ReLU}(x) = \max(0, x)$$
#
# 예: `[-2.0, 0.0, 3.0]`이면 `[0.0, 0.0, 3.0]`입니다.
#
# 원소마다 따로 계산합니다. `x`는 어떤 모양이든 될 수 있고, 결과는 같은 모양입니다.

# %% [markdown] tags=["en"] exercise="relu"
# ## `relu` · the rectified linear unit (slide 4.1.1)
#
# However many layers you stack, multiplying and adding alone never gets further than a straight line. An
# activation function between the layers brings in the bend; this is what the slide means by "non-linear".
# The most used one is ReLU: negative numbers become 0, the others stay.
#
# $$\mathrm{ReLU}(x) = \max(0, x)$$
#
# Example: `[-2.0, 0.0, 3.0]` gives `[0.0, 0.0, 3.0]`.
#
# Every element is treated on its own. `x` may have any shape, and the result has the same one.


# %% exercise="relu" slide="4.1.1" level=1 minutes=5
def relu(x: np.ndarray) -> np.ndarray:
    """Rectified linear unit, element by element (slide 4.1.1).

    Args:
        x: Numbers, any shape.

    Returns:
        The shape of x: 0 where x is negative, x elsewhere.
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="sigmoid"
# ## `sigmoid` · 시그모이드 (슬라이드 4.1.1)
#
# 어떤 수든 0과 1 사이로 눌러 넣습니다. 그래서 "그럴 확률"로 읽을 수 있습니다.
#
# $$\sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{1 + e^{x}}$$
#
# 예: `[0.0, 2.0, -2.0]`이면 약 `[0.5, 0.8808, 0.1192]`입니다.
#
# **큰 수.** `x`가 `-1000`이면 $e^{1000}$을 계산하게 되는데, 이 수는 `float64`에 들어가지 않습니다. NumPy는
# `overflow` 경고를 내고 무한대를 씁니다. `x`가 `±1000`이어도 **오버플로 경고도 NaN도 나오지 않아야** 합니다.
# 위의 두 식은 같은 값입니다. 그래서 `np.exp`에 **0 이하인 수만** 넣어서 계산할 수 있습니다. `np.exp(-1000)`이
# 0이 되는 것(언더플로)은 괜찮습니다.
#
# `np.where(조건, 식1, 식2)`는 고르기 전에 두 식을 **모두** 계산하므로, 그것만으로는 경고가 없어지지 않습니다.
#
# `x`는 어떤 모양이든 될 수 있고, 결과는 같은 모양입니다.

# %% [markdown] tags=["en"] exercise="sigmoid"
# ## `sigmoid` · the sigmoid (slide 4.1.1)
#
# Squeezes any number into 0..1, so that it can be read as the probability of a "yes".
#
# $$\sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{1 + e^{x}}$$
#
# Example: `[0.0, 2.0, -2.0]` gives about `[0.5, 0.8808, 0.1192]`.
#
# **Large numbers.** For an `x` of `-1000` the first formula needs $e^{1000}$, which does not fit into a
# `float64`: NumPy warns of an `overflow` and goes on with infinity. At `±1000` there must be **neither an
# overflow warning nor a NaN**. The two formulas above are equal, so you can arrange that `np.exp` only ever
# gets numbers **that are 0 or less**. That `np.exp(-1000)` becomes 0 (an underflow) is fine.
#
# `np.where(condition, one, other)` computes **both** before it chooses, so by itself it does not make the
# warning go away.
#
# `x` may have any shape, and the result has the same one.


# %% exercise="sigmoid" slide="4.1.1" level=2 minutes=10
def sigmoid(x: np.ndarray) -> np.ndarray:
    """Sigmoid, element by element (slide 4.1.1).

    Args:
        x: Numbers, any shape; at -1000 and 1000 neither an overflow warning nor NaN.

    Returns:
        The shape of x, values in 0..1.
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(x))  # never more than 1
    return np.where(x >= 0, 1, small) / (1 + small)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="softmax"
# ## `softmax` · 소프트맥스 (슬라이드 4.1.2)
#
# 분류 신경망의 마지막에서 클래스별 점수를 확률로 바꿉니다. 모두 0보다 크고, 더하면 1입니다.
#
# $$\mathrm{softmax}(x)_j = \frac{e^{x_j}}{\sum_{k} e^{x_k}}$$
#
# 예: `[1.0, 2.0, 3.0]`이면 약 `[0.0900, 0.2447, 0.6652]`입니다.
#
# **마지막 축**을 따라 계산합니다. `(n, c)` 배열이면 행마다 따로 계산해서 행마다 합이 1입니다. 결과의 모양은
# `x`와 같습니다. `keepdims=True`를 쓰면 나눗셈의 모양이 맞습니다.
#
# **큰 수.** $e^{1000}$은 계산할 수 없습니다. 하지만 한 행의 모든 수에서 같은 수를 빼도 결과는 변하지
# 않습니다. `[1001, 1002, 1003]`도 위와 같은 확률입니다. 행마다 **그 행의 가장 큰 수**를 빼면 `np.exp`에는 0
# 이하만 들어갑니다. `±1000`에서 오버플로 경고도 NaN도 나오지 않아야 합니다. 배열 전체의 최댓값을 빼면 다른
# 행이 모두 0이 되어 0÷0이 생길 수 있습니다.

# %% [markdown] tags=["en"] exercise="softmax"
# ## `softmax` · from scores to probabilities (slide 4.1.2)
#
# The last step of a network that classifies: it turns the scores of the classes into probabilities, all
# above 0, with a sum of 1.
#
# $$\mathrm{softmax}(x)_j = \frac{e^{x_j}}{\sum_{k} e^{x_k}}$$
#
# Example: `[1.0, 2.0, 3.0]` gives about `[0.0900, 0.2447, 0.6652]`.
#
# It runs along the **last axis**: in an `(n, c)` array every row is treated on its own and has a sum of 1.
# The result has the shape of `x`; `keepdims=True` makes the shapes of the division fit.
#
# **Large numbers.** $e^{1000}$ cannot be computed. But subtracting the same number from a whole row changes
# nothing: `[1001, 1002, 1003]` has the probabilities above. Subtract from each row **its own largest
# number**, and `np.exp` only gets numbers that are 0 or less. At `±1000` there must be neither an overflow
# warning nor a NaN. (Subtracting the largest number of the whole array can leave a row of zeros, and 0
# divided by 0.)


# %% exercise="softmax" slide="4.1.2" level=2 minutes=15
def softmax(x: np.ndarray) -> np.ndarray:
    """Softmax over the last axis (slide 4.1.2).

    Args:
        x: Scores, any shape; at -1000 and 1000 neither an overflow warning nor NaN.

    Returns:
        The shape of x, values in 0..1, sums along the last axis of 1.
    """
    ### BEGIN SOLUTION
    powers = np.exp(x - np.max(x, axis=-1, keepdims=True))  # never more than 1
    return powers / np.sum(powers, axis=-1, keepdims=True)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="dense"
# ## `dense` · 완전 연결층 (슬라이드 4.1.1, 4.1.2)
#
# 슬라이드 4.1.2의 "Fully connected layer"입니다. 모든 입력이 모든 출력에 가중치 하나씩으로 이어집니다.
#
# $$y = x\,w + b \qquad y_{ro} = \sum_{i} x_{ri}\,w_{io} + b_o$$
#
# | 이름 | 모양 | 뜻 |
# |---|---|---|
# | `x` | `(n, i)` | 자료 `n`개, 한 행에 입력 `i`개 |
# | `w` | `(i, o)` | 가중치. 입력 하나가 한 행, 출력 하나가 한 열 |
# | `b` | `(o,)` | 편향. 모든 행에 똑같이 더합니다 |
# | 결과 | `(n, o)` | |
#
# 예: `x = [[1, 2]]`, `w = [[1, 0, 2], [3, 1, 0]]`, `b = [10, 20, 30]`이면 `[[17, 22, 32]]`입니다. 첫 값은
# $1\cdot1 + 2\cdot3 + 10$입니다.
#
# NumPy에서 `@`는 행렬 곱, `*`는 원소별 곱입니다.

# %% [markdown] tags=["en"] exercise="dense"
# ## `dense` · the dense layer (slides 4.1.1, 4.1.2)
#
# The "fully connected layer" of slide 4.1.2: every input is connected with every output, by one weight each.
#
# $$y = x\,w + b \qquad y_{ro} = \sum_{i} x_{ri}\,w_{io} + b_o$$
#
# | name | shape | meaning |
# |---|---|---|
# | `x` | `(n, i)` | `n` samples, a row of `i` inputs each |
# | `w` | `(i, o)` | weights: a row for each input, a column for each output |
# | `b` | `(o,)` | biases, added to every row alike |
# | result | `(n, o)` | |
#
# Example: `x = [[1, 2]]`, `w = [[1, 0, 2], [3, 1, 0]]` and `b = [10, 20, 30]` give `[[17, 22, 32]]`; the
# first number is $1\cdot1 + 2\cdot3 + 10$.
#
# In NumPy `@` is the product of matrices, `*` multiplies element by element.


# %% exercise="dense" slide="4.1.2" level=1 minutes=5
def dense(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Dense (fully connected) layer without activation (slides 4.1.1, 4.1.2).

    Args:
        x: Inputs, (n, i).
        w: Weights, (i, o).
        b: Biases, (o,).

    Returns:
        Outputs, (n, o).
    """
    ### BEGIN SOLUTION
    return x @ w + b
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mlp"
# ## `mlp` · 다층 퍼셉트론 (슬라이드 4.1.1, 4.2)
#
# 완전 연결층을 여러 개 이어 붙인 것이 MLP이고, 은닉층이 둘 이상이면 슬라이드의 DNN입니다.
#
# `layers`는 `(w, b)` 쌍의 리스트이고, 앞에서부터 차례로 통과합니다. **마지막 층을 뺀 모든 층** 뒤에 ReLU를
# 씁니다. 마지막 층의 결과는 음수일 수도 있는 점수 그대로 돌려줍니다. 층이 하나뿐이면 그 층이 마지막이므로
# ReLU가 없습니다.
#
# 예: `x = [[1, -1]]`이고 층이 둘입니다.
#
# 1. `w = [[1, 0], [0, 1]]`, `b = [0, 0]` → `[[1, -1]]` → ReLU → `[[1, 0]]`
# 2. `w = [[2], [3]]`, `b = [-5]` → `[[-3]]`
#
# 결과는 `[[-3]]`입니다. `x`는 `(n, i)`, 결과는 `(n, 마지막 층의 출력 수)`입니다. 층은 하나 이상 있습니다.

# %% [markdown] tags=["en"] exercise="mlp"
# ## `mlp` · the multi-layer perceptron (slides 4.1.1, 4.2)
#
# Dense layers one after another make an MLP; with two or more hidden layers it is the slide's DNN.
#
# `layers` is a list of pairs `(w, b)`, passed through from first to last. ReLU follows **every layer but the
# last**: the last one returns its scores as they are, and they may be negative. If there is a single layer,
# it is the last one, and there is no ReLU.
#
# Example: `x = [[1, -1]]` and two layers.
#
# 1. `w = [[1, 0], [0, 1]]`, `b = [0, 0]` → `[[1, -1]]` → ReLU → `[[1, 0]]`
# 2. `w = [[2], [3]]`, `b = [-5]` → `[[-3]]`
#
# The result is `[[-3]]`. `x` is `(n, i)`, the result `(n, outputs of the last layer)`. There is at least one
# layer.


# %% exercise="mlp" slide="4.2" level=2 minutes=15
def mlp(x: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Multi-layer perceptron: dense layers, ReLU after each but the last (slides 4.1.1, 4.2).

    Args:
        x: Inputs, (n, i).
        layers: One pair (w, b) or more, shapes as for `dense`.

    Returns:
        Outputs of the last layer, (n, o).
    """
    ### BEGIN SOLUTION
    *hidden, last = layers
    for w, b in hidden:
        x = relu(dense(x, w, b))
    return dense(x, *last)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="conv2d"
# ## `conv2d` · 합성곱 (슬라이드 4.1.2)
#
# CNN의 핵심입니다. 작은 커널을 영상 위에서 옮겨 가며, 겹친 수끼리 곱해서 모두 더합니다. 커널이 찾는 무늬가
# 있는 자리의 값이 커집니다.
#
# $$\mathrm{out}_{r,c} = \sum_{i}\sum_{j} P_{r s + i,\; c s + j}\; K_{i,j}$$
#
# - `padding`: 먼저 영상의 네 변에 0을 그 두께만큼 두릅니다. 그것이 위 식의 $P$입니다($K$는 커널). 기본값 0은
#   두르지 않는 것입니다.
# - `stride`(위 식의 $s$): 커널을 옮기는 보폭입니다. 가로와 세로에 똑같이 씁니다.
# - 커널이 영상 안에 다 들어가는 자리만 계산합니다. 결과의 모양은 `conv_output_size`가 가로와 세로에 대해 말해
#   주는 것과 같습니다.
#
# 예: 영상 `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]`, 커널 `[[1, 0], [0, 2]]`이면
#
# ```
# [[11, 14],
#  [20, 23]]
# ```
#
# 왼쪽 위는 $1\cdot1 + 2\cdot0 + 4\cdot0 + 5\cdot2 = 11$입니다.
#
# **이름에 대하여.** 수학의 합성곱은 커널을 180도 뒤집어서 곱합니다. 딥러닝에서는 뒤집지 않는
# 것(교차상관, cross-correlation)을 합성곱이라고 부릅니다. 여기서도 **뒤집지 않습니다**.
#
# 영상은 `(높이, 너비)`이고 `uint8`이거나 `float64`입니다. 커널은 `(kh, kw)` `float64`이며, 정사각형이
# 아니어도 되고 변이 짝수여도 됩니다. 패딩한 영상보다 크지는 않습니다. 결과는 실수이고 반올림하거나 자르지
# 않습니다. `uint8`끼리 더하면 256에서 0으로 돌아가니 실수로 계산하세요.

# %% [markdown] tags=["en"] exercise="conv2d"
# ## `conv2d` · convolution (slide 4.1.2)
#
# The heart of a CNN. A small kernel moves over the image; numbers that lie on each other are multiplied, and
# the products summed. Where the image has the pattern that the kernel looks for, the sum is large.
#
# $$\mathrm{out}_{r,c} = \sum_{i}\sum_{j} P_{r s + i,\; c s + j}\; K_{i,j}$$
#
# - `padding`: first, a frame of zeros of that width is put around all four sides of the image; that is $P$
#   ($K$ is the kernel). 0, the default, means no frame.
# - `stride`, the $s$ above: how far the kernel moves at a time, down as well as to the right.
# - Only places where the whole kernel fits count. The result has the sides that `conv_output_size` tells for
#   height and width.
#
# Example: the image `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]` and the kernel `[[1, 0], [0, 2]]` give
#
# ```
# [[11, 14],
#  [20, 23]]
# ```
#
# The upper left one is $1\cdot1 + 2\cdot0 + 4\cdot0 + 5\cdot2 = 11$.
#
# **About the name.** The convolution of mathematics turns the kernel by 180 degrees first. Deep learning
# gives the name to what does not (properly: cross-correlation). Here, too, the kernel is **not turned**.
#
# The image is `(height, width)`, `uint8` or `float64`. The kernel is `(kh, kw)`, `float64`; it need not be
# square, its sides may be even, and it is not larger than the padded image. The result holds real numbers,
# neither rounded nor clipped. Numbers of type `uint8` start again from 0 at 256, so compute in floats.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    rows, columns = np.mgrid[:120, :160]
    picture = np.where((rows - 60) ** 2 + (columns - 80) ** 2 < 45**2, 220, 40).astype(np.uint8)
    upright = np.abs(np.diff(picture.astype(float), axis=1)).astype(np.uint8)  # the kernel [[-1, 1]]
    level = np.abs(np.diff(picture.astype(float), axis=0)).astype(np.uint8)  # the kernel [[-1], [1]]
    show(picture, upright, level, captions=["image", "kernel [[-1, 1]]", "kernel [[-1], [1]]"])


# %% exercise="conv2d" slide="4.1.2" level=3 minutes=25
def conv2d(image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """2-D cross-correlation, which deep learning calls convolution (slide 4.1.2).

    Args:
        image: (h, w), uint8 or float64.
        kernel: (kh, kw), float64; not larger than the padded image.
        stride: Step of the kernel in both directions, 1 or more.
        padding: Width of the frame of zeros around the image, 0 or more.

    Returns:
        Real numbers, (conv_output_size(h, kh, stride, padding), conv_output_size(w, kw, stride, padding)).
    """
    ### BEGIN SOLUTION
    padded = np.pad(image, padding)
    return np.sum(windows(padded, *kernel.shape, stride) * kernel, axis=(2, 3))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="conv_output_size"
# ## `conv_output_size` · 합성곱 결과의 크기 (슬라이드 4.1.2)
#
# 합성곱을 하고 나면 한 변이 몇 칸이 될까요? 신경망을 설계할 때 층마다 하는 계산입니다.
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# $n$은 `size`, $k$는 `kernel`, $s$는 `stride`, $p$는 `padding`입니다. 패딩은 양쪽에 붙으니 두 배입니다.
# 나눗셈은 **내림**입니다. 커널이 다 들어가지 못하는 자리는 세지 않기 때문입니다.
#
# | `size` | `kernel` | `stride` | `padding` | 결과 |
# |---|---|---|---|---|
# | 28 | 5 | 1 | 3 | 30 |
# | 30 | 2 | 2 | 0 | 15 |
# | 17 | 2 | 2 | 0 | 8 (한 칸은 버립니다) |
#
# 10장에서 만들 신경망의 크기가 바로 이렇게 변합니다. 결과는 정수입니다. 커널은 패딩한 변보다 길지 않습니다.

# %% [markdown] tags=["en"] exercise="conv_output_size"
# ## `conv_output_size` · the size after a convolution (slide 4.1.2)
#
# How long is a side after a convolution? Whoever designs a network works this out for every layer.
#
# $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
#
# Here $n$ is `size`, $k$ is `kernel`, $s$ is `stride` and $p$ is `padding`, which stands on both ends, hence
# the 2. The quotient is rounded **down**, because a place where the kernel does not fit as a whole does not
# count.
#
# | `size` | `kernel` | `stride` | `padding` | result |
# |---|---|---|---|---|
# | 28 | 5 | 1 | 3 | 30 |
# | 30 | 2 | 2 | 0 | 15 |
# | 17 | 2 | 2 | 0 | 8 (one is left over) |
#
# These are sizes of the network that you will build in chapter 10. The result is an integer. The kernel is
# not longer than the padded side.


# %% exercise="conv_output_size" slide="4.1.2" level=1 minutes=5
def conv_output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Length of a side after a convolution or a pooling (slide 4.1.2).

    Args:
        size: Length of the side before.
        kernel: Length of the kernel in that direction, not more than size + 2 * padding.
        stride: Step of the kernel, 1 or more.
        padding: Zeros put on each of the two ends, 0 or more.

    Returns:
        An integer, 1 or more.
    """
    ### BEGIN SOLUTION
    return (size + 2 * padding - kernel) // stride + 1
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="max_pool2d"
# ## `max_pool2d` · 최대 풀링 (슬라이드 4.1.2)
#
# 창 안에서 가장 큰 값만 남깁니다. 영상이 작아지고, 무늬가 한두 칸 움직여도 결과가 비슷해집니다.
#
# - 창은 `size`×`size`이고, 왼쪽 위에서 시작해 `stride`칸씩 옮깁니다.
# - `stride`가 `None`(기본값)이면 `size`와 같습니다. 그러면 창이 서로 겹치지 않습니다.
# - 창이 영상 밖으로 나가면 그 자리는 **버립니다**. 결과의 한 변은
#   `conv_output_size(변, size, stride)`입니다.
#
# 예: `size = 2`이고 영상이 아래와 같으면 결과는 `[[4, 5]]`입니다. 마지막 열은 창을 채우지 못해 버립니다.
#
# ```
# [[1, 3, 2, 0, 9],
#  [4, 2, 1, 5, 9]]
# ```
#
# 영상은 `(높이, 너비)`이고 `uint8`이거나 `float64`이며, 음수가 들어 있을 수도 있습니다. 창이 모두 음수이면
# 결과도 음수입니다. 창은 영상보다 크지 않습니다.

# %% [markdown] tags=["en"] exercise="max_pool2d"
# ## `max_pool2d` · max pooling (slide 4.1.2)
#
# Of every window, only the largest value is kept. The image becomes smaller, and a pattern that moves by a
# pixel or two leaves much the same result.
#
# - The window is `size` by `size`; it starts at the upper left and moves by `stride`.
# - A `stride` of `None`, which is the default, means `size`: the windows do not overlap.
# - A window that would leave the image is **dropped**: the sides of the result are
#   `conv_output_size(side, size, stride)`.
#
# Example: for `size = 2` and the image below the result is `[[4, 5]]`. The last column does not fill a
# window and is dropped.
#
# ```
# [[1, 3, 2, 0, 9],
#  [4, 2, 1, 5, 9]]
# ```
#
# The image is `(height, width)`, `uint8` or `float64`, and may hold negative numbers; of a window of
# negative numbers the largest is negative, too. The window is not larger than the image.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    rows, columns = np.mgrid[:120, :160]
    rings = (127 + 120 * np.sin(np.hypot(rows - 60, columns - 80) / 4)).astype(np.uint8)
    bands = np.maximum.reduceat(rings, range(0, 120, 4), axis=0)  # the largest of every four rows
    pooled = np.maximum.reduceat(bands, range(0, 160, 4), axis=1)  # and of every four columns
    show(rings, pooled, captions=["120 x 160", "max of 4 x 4: 30 x 40"])


# %% exercise="max_pool2d" slide="4.1.2" level=2 minutes=15
def max_pool2d(image: np.ndarray, size: int, stride: int | None = None) -> np.ndarray:
    """Largest value of each window; windows that do not fit are dropped (slide 4.1.2).

    Args:
        image: (h, w), uint8 or float64.
        size: Side of the square window, not more than h and w.
        stride: Step of the window in both directions, 1 or more; None means size.

    Returns:
        (conv_output_size(h, size, stride), conv_output_size(w, size, stride)).
    """
    ### BEGIN SOLUTION
    return np.max(windows(image, size, size, size if stride is None else stride), axis=(2, 3))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="rnn"
# ## `rnn` · 순환층 (슬라이드 4.1.1)
#
# 문장처럼 순서가 있는 자료를 한 번에 하나씩 읽으면서, 지금까지 읽은 것을 은닉 상태 $h$에 담아 다음으로
# 넘깁니다. 슬라이드의 $O_1, O_2, O_3, O_4$가 "이전 단어에도 의존"하는 까닭이 이것입니다. 모든 단계가 같은
# 가중치를 씁니다.
#
# $$h_t = \tanh(x_t\,w_x + h_{t-1}\,w_h + b) \qquad t = 1, \dots, T$$
#
# | 이름 | 모양 | 뜻 |
# |---|---|---|
# | `x` | `(t, i)` | `t`단계의 입력. 한 행이 한 단계 |
# | `w_x` | `(i, h)` | 입력의 가중치 |
# | `w_h` | `(h, h)` | 바로 앞 상태의 가중치 |
# | `b` | `(h,)` | 편향 |
# | `h0` | `(h,)` | 첫 단계보다 앞의 상태 |
# | 결과 | `(t, h)` | $h_1$부터 $h_T$까지, 한 행이 한 단계. `h0`는 넣지 않습니다 |
#
# 예: `x = [[1], [0]]`, `w_x = [[0.5]]`, `w_h = [[2]]`, `b = [0]`, `h0 = [0]`이면 $h_1 = \tanh(0.5) \approx
# 0.4621$, $h_2 = \tanh(2 \cdot 0.4621) \approx 0.7279$입니다. 둘째 입력은 0인데도 첫 입력의 기억이 남아
# 있습니다.

# %% [markdown] tags=["en"] exercise="rnn"
# ## `rnn` · the recurrent layer (slide 4.1.1)
#
# Reads a sequence, such as a sentence, one step at a time, and carries what it has read so far in a hidden
# state $h$. This is why the slide's $O_1, O_2, O_3, O_4$ depend on earlier words, too. All steps share the
# same weights.
#
# $$h_t = \tanh(x_t\,w_x + h_{t-1}\,w_h + b) \qquad t = 1, \dots, T$$
#
# | name | shape | meaning |
# |---|---|---|
# | `x` | `(t, i)` | inputs of `t` steps, a row for each |
# | `w_x` | `(i, h)` | weights of the input |
# | `w_h` | `(h, h)` | weights of the state before |
# | `b` | `(h,)` | biases |
# | `h0` | `(h,)` | the state before the first step |
# | result | `(t, h)` | $h_1$ to $h_T$, a row for each step; without `h0` |
#
# Example: for `x = [[1], [0]]`, `w_x = [[0.5]]`, `w_h = [[2]]`, `b = [0]` and `h0 = [0]` they are $h_1 =
# \tanh(0.5) \approx 0.4621$ and $h_2 = \tanh(2 \cdot 0.4621) \approx 0.7279$. The second input is 0, and
# still the first one is remembered.


# %% exercise="rnn" slide="4.1.1" level=2 minutes=15
def rnn(x: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray, h0: np.ndarray) -> np.ndarray:
    """Hidden states of a recurrent layer with tanh (slide 4.1.1).

    Args:
        x: Inputs, (t, i), one row for each step, at least one.
        w_x: Weights of the input, (i, h).
        w_h: Weights of the state before, (h, h).
        b: Biases, (h,).
        h0: The state before the first step, (h,).

    Returns:
        The states after each step, (t, h).
    """
    ### BEGIN SOLUTION
    state, states = h0, []
    for x_t in x:
        state = np.tanh(x_t @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="attention"
# ## `attention` · 어텐션 (슬라이드 4.2)
#
# 슬라이드의 말로 "특정 데이터에 주목해 모델의 성능을 향상시키는 기법"입니다. 질문(query)을 모든 열쇠(key)와
# 견주어, 비슷한 열쇠의 값(value)을 더 많이 섞어 가져옵니다.
#
# $$\mathrm{attention}(q, k, v) = \mathrm{softmax}\!\left(\frac{q\,k^{\top}}{\sqrt{d}}\right) v$$
#
# | 이름 | 모양 | 뜻 |
# |---|---|---|
# | `q` | `(n, d)` | 질문 `n`개 |
# | `k` | `(m, d)` | 열쇠 `m`개. `m`은 `n`과 다를 수 있습니다 |
# | `v` | `(m, dv)` | 열쇠마다 값 하나. `dv`는 `d`와 다를 수 있습니다 |
# | 결과 | `(n, dv)` | 질문마다 값들을 섞은 것 |
#
# 소프트맥스는 질문마다, 곧 점수 `(n, m)`의 **행마다** 계산합니다. 그러면 한 질문의 가중치를 더해서 1이
# 됩니다. $\sqrt{d}$로 나누는 것은 `d`가 클 때 점수가 너무 커지지 않게 하려는 것입니다. $d$는 `q`의 열의
# 수입니다.
#
# 예: `q = [[2, 0, 0, 0]]`, `k = [[1, 0, 0, 0], [0, 1, 0, 0]]`, `v = [[10], [20]]`이면 점수는 `[2, 0]`이고,
# $\sqrt{4} = 2$로 나누면 `[1, 0]`, 가중치는 약 `[0.7311, 0.2689]`, 결과는 약 `[[12.689]]`입니다.

# %% [markdown] tags=["en"] exercise="attention"
# ## `attention` · attention (slide 4.2)
#
# In the slide's words, a way to look at particular data more closely than at the rest. A query is compared
# with all keys, and the values of similar keys get the larger share of the mixture.
#
# $$\mathrm{attention}(q, k, v) = \mathrm{softmax}\!\left(\frac{q\,k^{\top}}{\sqrt{d}}\right) v$$
#
# | name | shape | meaning |
# |---|---|---|
# | `q` | `(n, d)` | `n` queries |
# | `k` | `(m, d)` | `m` keys; `m` may differ from `n` |
# | `v` | `(m, dv)` | a value for each key; `dv` may differ from `d` |
# | result | `(n, dv)` | for each query, a mixture of the values |
#
# The softmax runs for each query, over the **rows** of the `(n, m)` scores, so that the weights of a query
# have a sum of 1. Dividing by $\sqrt{d}$ keeps the scores from growing with `d`, the number of columns of
# `q`.
#
# Example: for `q = [[2, 0, 0, 0]]`, `k = [[1, 0, 0, 0], [0, 1, 0, 0]]` and `v = [[10], [20]]` the scores
# are `[2, 0]`; divided by $\sqrt{4} = 2$ they are `[1, 0]`, the weights about `[0.7311, 0.2689]` and the
# result about `[[12.689]]`.


# %% exercise="attention" slide="4.2" level=2 minutes=15
def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Scaled dot-product attention (slide 4.2).

    Args:
        q: Queries, (n, d).
        k: Keys, (m, d).
        v: Values, (m, dv), one row for each key.

    Returns:
        For each query the weighted mean of the values, (n, dv).
    """
    ### BEGIN SOLUTION
    scores = q @ k.T / np.sqrt(q.shape[1])
    return softmax(scores) @ v
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="dropout"
# ## `dropout` · 드롭아웃 (슬라이드 4.1.2)
#
# 슬라이드 4.1.1이 말하는 과적합(overfitting)을 줄이는 방법입니다. 학습하는 동안 값의 일부를 무작위로 꺼서,
# 몇몇 값에만 기대지 못하게 합니다.
#
# - 원소마다 **따로따로** 확률 `p`로 0이 됩니다.
# - 남은 원소는 `1 - p`로 나눕니다. 꺼진 만큼 키워서 평균을 그대로 지키는 것이며, 이것을 inverted
#   dropout이라고 합니다.
# - `training=False`이면 아무것도 하지 않고 `x`의 값을 그대로 돌려줍니다.
# - `seed`가 같으면 결과도 같고, 다르면 다른 원소가 꺼집니다. 난수 생성기는 NumPy나 파이썬의 것이면
#   무엇이든 됩니다. 예: `np.random.default_rng(seed)`
#
# 예: `x = [1, 2, 3, 4]`, `p = 0.5`이면 `[2, 0, 6, 0]`이 나올 수 있습니다. 어느 것이 꺼질지는 시드가 정합니다.
# 꼭 절반만 꺼지는 것은 아닙니다.
#
# `0 <= p < 1`이 아니면 `ValueError`를 일으키고, 메시지에 `p`나 그 값을 적습니다. 이 검사를 **가장 먼저**
# 합니다. 그래서 `training=False`일 때도 오류입니다. `p = 0`은 되고(아무것도 꺼지지 않습니다), `p = 1`은 0으로
# 나누게 되므로 안 됩니다.

# %% [markdown] tags=["en"] exercise="dropout"
# ## `dropout` · dropout (slide 4.1.2)
#
# A remedy for the overfitting of slide 4.1.1: during training some values are switched off at random, so
# that the network cannot lean on a few of them.
#
# - Each element, **on its own**, becomes 0 with probability `p`.
# - The others are divided by `1 - p`. They grow by what was lost, so the mean stays; this is called inverted
#   dropout.
# - With `training=False` nothing happens: the values of `x` come back as they are.
# - The same `seed` gives the same result, another seed switches off other elements. Any random generator of
#   NumPy or Python will do, such as `np.random.default_rng(seed)`.
#
# Example: for `x = [1, 2, 3, 4]` and `p = 0.5` the result may be `[2, 0, 6, 0]`. Which ones are switched off
# is up to the seed, and it need not be half of them.
#
# Unless `0 <= p < 1`, raise a `ValueError` that names `p` or its value. Check this **first**: it is an error
# with `training=False` as well. `p = 0` is allowed (nothing is switched off), `p = 1` would divide by 0.


# %% exercise="dropout" slide="4.1.2" level=2 minutes=15
def dropout(x: np.ndarray, p: float, seed: int, training: bool = True) -> np.ndarray:
    """Inverted dropout (slide 4.1.2).

    Args:
        x: Numbers, any shape.
        p: Probability that an element becomes 0, 0 <= p < 1.
        seed: Of the random numbers, an integer, 0 or more.
        training: False leaves all values as they are.

    Returns:
        The shape of x: each element 0 or divided by 1 - p.

    Raises:
        ValueError: p is below 0, or 1 or more; also when not training.
    """
    ### BEGIN SOLUTION
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    keep = np.random.default_rng(seed).random(x.shape) >= p
    return x * keep / (1 - p)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="hinge_loss"
# ## `hinge_loss` · 힌지 손실 (슬라이드 4.2, SVM)
#
# SVM은 정답의 점수가 다른 점수보다 **여유(margin)만큼** 더 높기를 바랍니다. 그만큼 높으면 벌이 없고, 모자라면
# 모자란 만큼 벌을 줍니다.
#
# $$L = \frac{1}{n} \sum_{i=1}^{n} \sum_{j \ne y_i} \max(0,\; s_{ij} - s_{i y_i} + \mathrm{margin})$$
#
# `scores`는 `(n, c)` 점수이고 한 행이 자료 하나입니다. `labels`는 `(n,)` 정답 번호(0부터)입니다. 정답 자신
# ($j = y_i$)은 합에 **넣지 않습니다**. 행마다 더한 다음 행의 수 `n`으로 평균 냅니다. 결과는 수 하나입니다.
#
# 예: `scores = [[3, 1, 2.5], [1, 4, 0]]`, `labels = [0, 2]`, `margin = 1`이면
#
# - 첫 행의 정답 점수는 3: $\max(0, 1-3+1) + \max(0, 2.5-3+1) = 0 + 0.5$
# - 둘째 행의 정답 점수는 0: $\max(0, 1-0+1) + \max(0, 4-0+1) = 2 + 5$
#
# 평균은 $(0.5 + 7)/2 = 3.75$입니다.

# %% [markdown] tags=["en"] exercise="hinge_loss"
# ## `hinge_loss` · the hinge loss (slide 4.2, SVM)
#
# An SVM wants the score of the right class to be higher than the others **by a margin**. Where it is, there
# is no penalty; where it is not, the penalty is what is missing.
#
# $$L = \frac{1}{n} \sum_{i=1}^{n} \sum_{j \ne y_i} \max(0,\; s_{ij} - s_{i y_i} + \mathrm{margin})$$
#
# `scores` is `(n, c)`, a row for each sample; `labels` holds the `(n,)` numbers of the right classes, from
# 0. The right class itself ($j = y_i$) is **left out** of the sum. Sum within each row, then average over
# the `n` rows: the result is a single number.
#
# Example: for `scores = [[3, 1, 2.5], [1, 4, 0]]`, `labels = [0, 2]` and `margin = 1`
#
# - the right score of the first row is 3: $\max(0, 1-3+1) + \max(0, 2.5-3+1) = 0 + 0.5$
# - the right score of the second row is 0: $\max(0, 1-0+1) + \max(0, 4-0+1) = 2 + 5$
#
# and the mean is $(0.5 + 7)/2 = 3.75$.


# %% exercise="hinge_loss" slide="4.2" level=2 minutes=15
def hinge_loss(scores: np.ndarray, labels: np.ndarray, margin: float = 1.0) -> float:
    """Multi-class hinge loss of an SVM, mean over the rows (slide 4.2).

    Args:
        scores: Scores of the classes, (n, c), at least one row.
        labels: Right classes, integers in 0..c-1, (n,).
        margin: By how much the right score should exceed the others, 0.0 or more.

    Returns:
        One number, 0.0 or more.
    """
    ### BEGIN SOLUTION
    rows = np.arange(len(labels))
    right = scores[rows, labels]
    missing = np.maximum(0, scores - right[:, None] + margin)
    missing[rows, labels] = 0  # the right class does not compete with itself
    return float(np.mean(np.sum(missing, axis=1)))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="count_parameters"
# ## `count_parameters` · 파라미터 수 (슬라이드 4.1.1)
#
# 슬라이드는 "파라미터 최적값 찾기 어려움"이라고 합니다. 얼마나 많기에 그럴까요? 완전 연결층만으로 된 신경망의
# 가중치와 편향을 모두 셉니다.
#
# `sizes`는 층의 크기를 입력부터 출력까지 적은 리스트입니다. 이웃한 두 크기 `i`, `o` 사이에 가중치가
# $i \cdot o$개, 편향이 $o$개 있습니다. 입력층에는 편향이 없습니다.
#
# 예: `[784, 128, 10]`이면 $784\cdot128 + 128 + 128\cdot10 + 10 = 101770$입니다.
#
# 결과는 정수입니다.

# %% [markdown] tags=["en"] exercise="count_parameters"
# ## `count_parameters` · how many numbers a network learns (slide 4.1.1)
#
# The slide says that finding the best parameters is hard. How many are there? Count all weights and biases
# of a network made of dense layers.
#
# `sizes` is a list of the sizes of the layers, from the input to the output. Between two neighbours `i` and
# `o` there are $i \cdot o$ weights and $o$ biases. The input layer has no biases.
#
# Example: for `[784, 128, 10]` it is $784\cdot128 + 128 + 128\cdot10 + 10 = 101770$.
#
# The result is an integer.


# %% exercise="count_parameters" slide="4.1.1" level=1 minutes=5
def count_parameters(sizes: list[int]) -> int:
    """Weights and biases of a dense network (slide 4.1.1).

    Args:
        sizes: Sizes of the layers from input to output, at least two.

    Returns:
        Their number, an integer.
    """
    ### BEGIN SOLUTION
    return sum(inputs * outputs + outputs for inputs, outputs in zip(sizes, sizes[1:], strict=False))
    ### END SOLUTION
