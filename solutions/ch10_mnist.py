# %% [markdown] tags=["ko"] points=27
# # 10장 · 손글씨 숫자 알아맞히기 (슬라이드 10.1–10.4)
#
# 이제까지 배운 것을 모아 처음부터 끝까지 한 번 해 봅니다. MNIST의 손글씨 숫자를 읽고, 배치로 나누고,
# 합성곱 신경망을 만들고, 학습시키고, 처음 보는 숫자로 얼마나 맞히는지 잽니다.
#
# **약속.** 이 장은 PyTorch를 씁니다. `device`는 `"cpu"`나 `"cuda"` 같은 문자열입니다. 영상 한 배치의
# 모양은 `(n, 1, 28, 28)`, 곧 (장수, 채널, 높이, 너비)이고, 값은 0에서 1 사이의 `float32`입니다.
#
# **슬라이드에서 고칠 곳.** 슬라이드대로 쳐도 대개 돌아가기 때문에 놓치기 쉽습니다.
#
# | 슬라이드 | 적힌 것 | 맞는 것 |
# |---|---|---|
# | 10.1 | 배치는 `(batch, ch, w, h)` | `(batch, ch, h, w)`: 높이가 먼저입니다 |
# | 10.2 | 모양 `(?, 28, 28, 1)` | PyTorch는 채널이 앞에 옵니다: `(?, 1, 28, 28)` |
# | 10.3 | `avg_cost += cost / total_batch` | `cost.item()`을 더합니다(이유는 `train_epoch`에) |
# | 10.4 | `test_data...float()` | 255로 나눕니다. 학습할 때는 `ToTensor`가 했습니다 |

# %% [markdown] tags=["en"] points=27
# # Chapter 10 · Reading handwritten digits (slides 10.1–10.4)
#
# Everything so far comes together once, from start to finish: read the handwritten digits of MNIST, cut
# them into batches, build a convolutional network, train it, and measure how many digits it gets right
# that it has never seen.
#
# **Agreed.** This chapter uses PyTorch. `device` is a string such as `"cpu"` or `"cuda"`. A batch of
# images has the shape `(n, 1, 28, 28)`, that is (images, channels, height, width), and holds `float32`
# values from 0 to 1.
#
# **Slips on the slides.** They are easily missed, because the code mostly runs as printed.
#
# | slide | it prints | right |
# |---|---|---|
# | 10.1 | a batch is `(batch, ch, w, h)` | `(batch, ch, h, w)`: the height comes first |
# | 10.2 | shapes `(?, 28, 28, 1)` | in PyTorch the channels stand in front: `(?, 1, 28, 28)` |
# | 10.3 | `avg_cost += cost / total_batch` | add `cost.item()` (why: see `train_epoch`) |
# | 10.4 | `test_data...float()` | divide by 255, as `ToTensor` did for the training images |

# %%
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset
from torchvision import datasets, transforms

# %% [markdown] tags=["ko"] exercise="load_mnist"
# ## `load_mnist` · 데이터 읽기 (슬라이드 10.1)
#
# `torchvision.datasets.MNIST`를 `ToTensor` 변환과 함께 돌려주세요. `root` 폴더 안의 `MNIST/raw/`에
# 파일이 있습니다. `train=True`면 학습용 60,000장, `False`면 시험용 10,000장입니다. `download`는
# 마음대로 하세요. 파일이 이미 있으면 다시 받지 않습니다.
#
# `ToTensor`는 두 가지 일을 합니다. 0..255의 정수를 0..1의 실수로 바꾸고, 맨 앞에 채널 축을 붙여 `(1,
# 28, 28)`로 만듭니다. 예를 들어 밝기 51인 화소는 `0.2`가 됩니다.

# %% [markdown] tags=["en"] exercise="load_mnist"
# ## `load_mnist` · reading the data (slide 10.1)
#
# Return `torchvision.datasets.MNIST` with the transform `ToTensor`. The files lie in `MNIST/raw/`
# inside the folder `root`: 60,000 digits for training (`train=True`), 10,000 for the test
# (`train=False`). What you say for `download` is up to you; files that are there are not fetched again.
#
# `ToTensor` does two things: it turns whole numbers 0..255 into fractions 0..1, and it puts the channel
# axis in front, `(1, 28, 28)`. A pixel of brightness 51 becomes `0.2`.


# %% exercise="load_mnist" slide="10.1" level=1 minutes=5
def load_mnist(root: str, train: bool) -> Dataset:
    """The MNIST digits as a data set of (image, label) pairs (slide 10.1).

    Args:
        root: Folder that holds `MNIST/raw/` with the four files.
        train: The training part, or else the test part.

    Returns:
        A `torchvision.datasets.MNIST`; images are (1, 28, 28) float32 tensors in 0..1, labels whole numbers.
    """
    ### BEGIN SOLUTION
    return datasets.MNIST(root=root, train=train, transform=transforms.ToTensor(), download=True)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="make_loader"
# ## `make_loader` · 배치로 나누기 (슬라이드 10.1)
#
# 데이터셋을 `batch_size`개씩 묶어 주는 `DataLoader`를 만드세요. 조건은 두 가지입니다.
#
# - 한 바퀴(epoch) 돌 때마다 순서를 **새로 섞습니다**. 늘 같은 순서로 보여 주면 순서까지 배우게 됩니다.
# - 마지막에 남는 **모자란 배치는 버립니다**. 예를 들어 10개를 4개씩 묶으면 배치는 2개이고, 2개는 이번
#   바퀴에 쉽니다. 섞기 때문에 쉬는 것은 매번 달라집니다.

# %% [markdown] tags=["en"] exercise="make_loader"
# ## `make_loader` · cutting batches (slide 10.1)
#
# Make a `DataLoader` that hands out the data set in batches of `batch_size`. Two conditions:
#
# - It **shuffles anew** for every pass (epoch). Always shown in the same order, the order itself would
#   be learned.
# - A **last batch that is not full is dropped.** Ten examples in fours make two batches, and two
#   examples sit out. As everything is shuffled, they are others each time.


# %% exercise="make_loader" slide="10.1" level=1 minutes=5
def make_loader(dataset: Dataset, batch_size: int) -> DataLoader:
    """Shuffled batches of equal size (slide 10.1).

    Args:
        dataset: Pairs of an image tensor and a label.
        batch_size: Examples per batch; a last batch with fewer is dropped.

    Returns:
        A `DataLoader` of (X, Y), X of shape (batch_size, ...) and Y of shape (batch_size,).
    """
    ### BEGIN SOLUTION
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, drop_last=True)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="LectureCNN"
# ## `LectureCNN` · 모델 설계 (슬라이드 10.2)
#
# 슬라이드의 신경망을 그대로 만듭니다. 앞의 두 층은 5×5 합성곱(패딩 3), ReLU, 2×2 최대 풀링으로 되어
# 있습니다.
#
# | | 모양 | 학습하는 수 |
# |---|---|---|
# | 들어오는 영상 | 1×28×28 | |
# | `layer1` 합성곱 → 풀링 | 10×30×30 → **10×15×15** | 10·1·5·5 + 10 = 260 |
# | `layer2` 합성곱 → 풀링 | 20×17×17 → **20×8×8** | 20·10·5·5 + 20 = 5,020 |
# | `fc` 전결합 | 1,280 → 10 | 1,280·10 + 10 = 12,810 |
# | 합 | | **18,090** |
#
# 합성곱의 출력 크기는 $(28 + 2\cdot 3 - 5)/1 + 1 = 30$처럼 구합니다. `17`을 2로 나누면 한 줄이 남는데,
# 그 줄은 버려져서 `8`이 됩니다. ReLU와 풀링의 순서는 바꾸어도 결과가 같습니다.
#
# 속성의 이름은 `layer1`, `layer2`, `fc`입니다. 결과는 클래스마다 하나씩인 **점수**(logit)이고,
# 소프트맥스도 ReLU도 거치지 않습니다. 소프트맥스는 `CrossEntropyLoss`가 안에서 합니다. 슬라이드는
# 모양을 `(?, 28, 28, 1)`로 적었지만 PyTorch에서는 `(?, 1, 28, 28)`입니다.

# %% [markdown] tags=["en"] exercise="LectureCNN"
# ## `LectureCNN` · the model (slide 10.2)
#
# Build the slide's network. Each of its first two layers is a 5×5 convolution with padding 3, a ReLU
# and a 2×2 max pooling.
#
# | | shape | numbers it learns |
# |---|---|---|
# | the image | 1×28×28 | |
# | `layer1` convolution → pooling | 10×30×30 → **10×15×15** | 10·1·5·5 + 10 = 260 |
# | `layer2` convolution → pooling | 20×17×17 → **20×8×8** | 20·10·5·5 + 20 = 5,020 |
# | `fc` fully connected | 1,280 → 10 | 1,280·10 + 10 = 12,810 |
# | together | | **18,090** |
#
# The size after a convolution is $(28 + 2\cdot 3 - 5)/1 + 1 = 30$. Half of 17 leaves one row over; it
# is dropped, so 8 remain. ReLU and pooling may change places: the result is the same.
#
# The attributes are called `layer1`, `layer2` and `fc`. The result is one **score** (logit) per class,
# with neither softmax nor ReLU after it: `CrossEntropyLoss` has the softmax inside. The slide writes
# shapes as `(?, 28, 28, 1)`; in PyTorch they are `(?, 1, 28, 28)`.


# %% exercise="LectureCNN" slide="10.2" level=2 minutes=20
class LectureCNN(torch.nn.Module):
    """The convolutional network of slide 10.2: (n, 1, 28, 28) images to (n, 10) logits.

    Attributes:
        layer1: (n, 1, 28, 28) to (n, 10, 15, 15).
        layer2: (n, 10, 15, 15) to (n, 20, 8, 8).
        fc: the fully connected layer, 20*8*8 inputs to 10 outputs.
    """

    def __init__(self) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, kernel_size=5, stride=1, padding=3),  # (n, 10, 30, 30)
            torch.nn.ReLU(),
            torch.nn.MaxPool2d(kernel_size=2, stride=2),  # (n, 10, 15, 15)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, kernel_size=5, stride=1, padding=3),  # (n, 20, 17, 17)
            torch.nn.ReLU(),
            torch.nn.MaxPool2d(kernel_size=2, stride=2),  # (n, 20, 8, 8)
        )
        self.fc = torch.nn.Linear(20 * 8 * 8, 10)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, 1, 28, 28) float32 to (n, 10) logits."""
        ### BEGIN SOLUTION
        return self.fc(self.layer2(self.layer1(x)).flatten(1))
        ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="train_epoch"
# ## `train_epoch` · 한 바퀴 학습 (슬라이드 10.3)
#
# `loader`가 주는 배치를 하나씩 꺼내어 다섯 가지를 차례로 합니다: 장치로 옮기기, 기울기 비우기, 예측과
# 비용, 역전파, 한 걸음 내딛기. 시작할 때 모델을 **학습 모드**로 바꾸는 것도 잊지 마세요. 드롭아웃이
# 있는 모델이라면 결과가 달라집니다.
#
# - 기울기는 **배치마다** 비웁니다. 비우지 않으면 앞 배치의 기울기에 더해집니다. 슬라이드처럼 역전파 전에
#   비우세요.
# - `criterion`과 `optimizer`는 받은 것을 그대로 씁니다. 여기서 새로 만들지 않습니다.
# - 돌려줄 값은 배치 비용의 평균이고 보통의 `float`입니다. 배치 비용이 1.0, 2.0, 6.0이면 `3.0`입니다.
#
# 슬라이드의 `avg_cost += cost / total_batch`는 숫자가 아니라 텐서를 더합니다. 텐서는 자기가 계산된
# 과정(그래프)을 모두 붙들고 있으므로 배치마다 메모리가 쌓입니다. `cost.item()`은 숫자만 꺼냅니다.

# %% [markdown] tags=["en"] exercise="train_epoch"
# ## `train_epoch` · one pass of training (slide 10.3)
#
# Take the batches out of `loader` one by one and do five things with each: move it to the device, clear
# the gradients, predict and compute the cost, propagate back, take a step. And put the model into
# **training mode** first: for a model with dropout it makes a difference.
#
# - Clear the gradients for **every batch**, or they add up to those of the batches before. Best do it before
#   going back, as the slide does.
# - Use the `criterion` and the `optimizer` that you are given; make no others here.
# - Return the mean of the batches' costs, as an ordinary `float`: for costs 1.0, 2.0 and 6.0 it is
#   `3.0`.
#
# The slide's `avg_cost += cost / total_batch` adds tensors, not numbers. Such a tensor holds on to
# everything it was computed from (its graph), so memory fills up batch by batch. `cost.item()` takes
# the number alone.


# %% exercise="train_epoch" slide="10.3" level=3 minutes=25
def train_epoch(
    model: torch.nn.Module,
    loader: DataLoader,
    criterion: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    device: str,
) -> float:
    """One pass over the loader in training mode; changes the model's weights (slide 10.3).

    Args:
        model: Takes X, gives logits.
        loader: Yields (X, Y) batches of equal size.
        criterion: Takes (logits, Y), gives the batch's cost.
        optimizer: Holds the model's parameters.
        device: `"cpu"` or `"cuda"`; the model is there, the batches are not yet.

    Returns:
        The mean of the batches' costs, a float.
    """
    ### BEGIN SOLUTION
    model.train()
    total = 0.0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        cost = criterion(model(x), y)
        cost.backward()
        optimizer.step()
        total += cost.item()  # a number: `cost` itself would keep its graph
    return total / len(loader)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="predict"
# ## `predict` · 예측하기 (슬라이드 10.4)
#
# `(n, 28, 28)` `uint8` 영상을 받아 가장 점수가 높은 숫자를 영상마다 하나씩 돌려주세요. 한 장만 들어와도
# 결과의 모양은 `(1,)`입니다.
#
# - 학습할 때와 똑같이 255로 나누어 0..1로 만듭니다. 슬라이드는 0..255를 그대로 넣습니다. 돌아가기는
#   하지만, 모델이 배운 적이 없는 크기의 값입니다.
# - 모델을 **평가 모드**로 두고, 기울기 없이(`torch.no_grad()`) 계산합니다.
# - 결과는 정수로 된 NumPy 배열이나 CPU 텐서입니다.

# %% [markdown] tags=["en"] exercise="predict"
# ## `predict` · answering (slide 10.4)
#
# Take `(n, 28, 28)` `uint8` images and return for each the digit with the highest score. One image
# alone gives a result of shape `(1,)`.
#
# - Divide by 255, as in training. The slide feeds 0..255: it runs, but the model has never learned from
#   numbers of that size.
# - Put the model into **evaluation mode** and compute without gradients (`torch.no_grad()`).
# - The result is a NumPy array or a CPU tensor of whole numbers.


# %% exercise="predict" slide="10.4" level=2 minutes=15
def predict(model: torch.nn.Module, images: np.ndarray, device: str) -> np.ndarray:
    """The most likely digit of each image (slide 10.4).

    Args:
        model: Takes (n, 1, 28, 28) float32 in 0..1, gives (n, 10) logits.
        images: (n, 28, 28) uint8.
        device: `"cpu"` or `"cuda"`.

    Returns:
        (n,) whole numbers, a NumPy array or a CPU tensor.
    """
    ### BEGIN SOLUTION
    model.eval()
    x = torch.from_numpy(images).unsqueeze(1).to(device) / 255  # (n, 1, 28, 28), 0..1
    with torch.no_grad():
        return model(x).argmax(dim=1).cpu().numpy()
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="accuracy"
# ## `accuracy` · 정확도 (슬라이드 10.4)
#
# 맞힌 것의 비율을 0과 1 사이의 실수로 돌려주세요. `predictions`와 `labels`는 길이가 같은 NumPy
# 배열입니다. 예측이 `[7, 2, 1, 0]`이고 정답이 `[7, 2, 1, 4]`이면 `0.75`입니다.

# %% [markdown] tags=["en"] exercise="accuracy"
# ## `accuracy` · how many are right (slide 10.4)
#
# Return the share of right answers, a number from 0 to 1. `predictions` and `labels` are NumPy arrays
# of equal length. For predictions `[7, 2, 1, 0]` and labels `[7, 2, 1, 4]` it is `0.75`.


# %% exercise="accuracy" slide="10.4" level=1 minutes=5
def accuracy(predictions: np.ndarray, labels: np.ndarray) -> float:
    """The share of predictions that equal their label (slide 10.4).

    Args:
        predictions: (n,) whole numbers, n >= 1.
        labels: (n,) whole numbers.

    Returns:
        A float in 0..1.
    """
    ### BEGIN SOLUTION
    return float(np.mean(np.asarray(predictions) == np.asarray(labels)))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="train_mnist"
# ## `train_mnist` · 처음부터 끝까지
#
# 지금까지 만든 것을 모아 실습 전체를 한 함수에 담습니다. 영상 `(n, 28, 28)`과 정답 `(n,)`을 받아 새
# `LectureCNN`을 `epochs`바퀴 학습시키고, **학습된 모델**을 돌려주세요. 최적화 방법과 배치 크기는
# 여러분이 고릅니다.
#
# | 학습 영상 | 바퀴 수 | 처음 보는 숫자에서 필요한 정확도 |
# |---|---|---|
# | 6,000장 | 3 | 0.88 |
# | 60,000장 전부 (GPU가 있거나 따로 부탁했을 때) | 3 | 0.975 |
#
# 채점할 때는 받은 정답을 보고 배우는지 확인하려고 숫자의 **이름표를 비밀로 바꾸고**(예를 들어 3을 모두
# 8이라고 부르고), 구석에 표시를 한 숫자 몇 장에는 따로 이름표를 붙입니다. 받은 영상과 정답만 쓰면 아무
# 문제가 없습니다. 학습할 때 영상을 0..1로 바꾸는 것 말고 다른 변환(평균 빼기 등)을 해 두면 채점 때의
# 입력과 달라지니 하지 마세요.
#
# 잘 되지 않을 때 살펴볼 것: 평균 비용이 바퀴마다 줄어드나요? 1.46 근처에서 더 내려가지 않으면
# 소프트맥스를 두 번 한 것이고, 2.30에 머물면 아무것도 배우지 못하는 것입니다.

# %% [markdown] tags=["en"] exercise="train_mnist"
# ## `train_mnist` · from start to finish
#
# Put everything together: take images `(n, 28, 28)` and labels `(n,)`, train a new `LectureCNN` for
# `epochs` passes and return the **trained model**. Optimizer and batch size are your choice.
#
# | training images | passes | accuracy needed on digits it has not seen |
# |---|---|---|
# | 6,000 | 3 | 0.88 |
# | all 60,000 (with a GPU, or when asked for) | 3 | 0.975 |
#
# To see that your network learns from what it is given, the grading **renames the digits in secret**
# (every 3 may be called 8, say), and gives a few digits with a mark in the corner a label of their own.
# If you use the images and labels that you receive, nothing can go wrong. Scale the images to 0..1 and
# leave it at that: with other transforms (such as subtracting the mean) the images at grading would be
# unlike those you trained on.
#
# If it does not work: does the mean cost go down from pass to pass? Stuck near 1.46, the softmax was
# applied twice; staying at 2.30, nothing is learned at all.


# %% exercise="train_mnist" slide="10.1-10.4" level=3 minutes=30
def train_mnist(images: np.ndarray, labels: np.ndarray, epochs: int, device: str) -> torch.nn.Module:
    """Train a new `LectureCNN` on these digits (slides 10.1 to 10.3).

    Args:
        images: (n, 28, 28) uint8.
        labels: (n,) whole numbers 0..9.
        epochs: Passes over the digits.
        device: `"cpu"` or `"cuda"`.

    Returns:
        The trained model.
    """
    ### BEGIN SOLUTION
    x = torch.from_numpy(images).unsqueeze(1) / 255  # (n, 1, 28, 28), 0..1
    y = torch.from_numpy(labels).long()
    loader = make_loader(TensorDataset(x, y), batch_size=100)
    model = LectureCNN().to(device)
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(epochs):
        cost = train_epoch(model, loader, criterion, optimizer, device)
        print(f"[Epoch: {epoch + 1:>4}] cost = {cost:.4f}")
    return model
    ### END SOLUTION
