# %% [markdown] tags=["ko"] points=23
# # 11장 · 현업의 딥러닝: 적용 분야와 한계 (슬라이드 11)
#
# 슬라이드는 현업에서 부딪히는 벽 셋을 말합니다. 개인정보가 든 데이터는 밖으로 내보내기 어렵고, 데이터는
# 많아도 레이블이 없으며, 학습한 모델을 돌릴 컴퓨터는 비쌉니다. 이 장에서는 그 벽을 넘는 도구를 만듭니다.
#
# | 벽 | 도구 |
# |---|---|
# | 개인정보 | 영상에서 가리기 `mask_regions`, 글에서 가리기 `mask_personal_data` |
# | 레이블 없는 데이터 | 모델이 확신하는 답을 레이블로 쓰기 `pseudo_labels` |
# | 비싼 컴퓨터 | 가중치를 8비트로 줄이기 `quantize`와 `dequantize`, 작은 가중치 버리기 `prune` |
#
# **약속.** 받는 것은 NumPy 배열이고 실수는 `float64`입니다. 흑백 영상은 `(높이, 너비)`, 컬러 영상은
# `(높이, 너비, 3)` 모양의 `uint8`입니다. 함수는 받은 것을 바꾸지 않습니다. 결과로 배열이라고 적힌 것은 NumPy
# 배열로 돌려줍니다. NumPy, OpenCV, PyTorch 무엇으로 풀어도 좋습니다.

# %% [markdown] tags=["en"] points=23
# # Chapter 11 · Deep learning at work, and its limits (slide 11)
#
# The slide names three walls that one runs into at work. Data about people must not leave the house. There
# is a lot of data, and most of it has no labels. And the computers that run a trained model are expensive.
# In this chapter you make tools against each of them.
#
# | wall | tool |
# |---|---|
# | personal data | hide it in images, `mask_regions`, and in text, `mask_personal_data` |
# | data without labels | take what a model is sure of as a label, `pseudo_labels` |
# | expensive computers | weights of 8 bits, `quantize` and `dequantize`; small weights dropped, `prune` |
#
# **Agreed.** Arguments are NumPy arrays, real numbers are `float64`. A gray image is `uint8` of shape
# `(height, width)`, a colour image `(height, width, 3)`. A function leaves what it was given as it was. Where
# a result is called an array, return a NumPy array. Use NumPy, OpenCV or PyTorch, as you like.

# %%
import re

import cv2
import numpy as np

# %% [markdown] tags=["ko"] exercise="mask_regions"
# ## `mask_regions` · 영상에서 개인정보 가리기 (슬라이드 11)
#
# 얼굴이나 번호판이 찍힌 영상을 밖으로 내보내려면 그 부분을 검게(`0`) 칠해야 합니다. `boxes`는 `(n, 4)` 정수
# 배열이고, 한 행이 가릴 상자 `(x, y, w, h)`입니다. `x`와 `y`는 왼쪽 위 꼭짓점의 열과 행, `w`와 `h`는 너비와
# 높이(0 이상)입니다. 상자 안은 열 `x`부터 `x + w - 1`까지, 행 `y`부터 `y + h - 1`까지입니다.
#
# 상자를 칠한 **복사본**을 돌려주세요. 받은 영상은 그대로 둡니다. 흑백과 컬러를 모두 받습니다.
#
# 예: 높이 3, 너비 4인 영상에서 상자 `(1, 0, 2, 2)`는 첫째와 둘째 행의 가운데 두 픽셀을 가립니다.
#
# 상자는 영상 밖으로 나갈 수 있습니다. 밖의 부분은 무시하고 **영상 안에 든 부분만** 칠합니다.
# `(-1, -1, 3, 2)`는 왼쪽 위의 픽셀 둘(열 0과 1, 행 0)을 가립니다. 통째로 밖에 있거나 너비나 높이가 0인
# 상자는 아무것도 가리지 않습니다. 상자가 하나도 없을 수도 있습니다.
#
# **조심할 것.** NumPy에서 `image[-1:2]`의 `-1`은 "영상 밖"이 아니라 "마지막 행"입니다. 시작도 끝도 0보다
# 작으면 0으로 바꾸어 쓰세요.

# %% [markdown] tags=["en"] exercise="mask_regions"
# ## `mask_regions` · hiding people in images (slide 11)
#
# Before an image with faces or number plates leaves the house, those parts are painted black (`0`). `boxes`
# is an `(n, 4)` array of integers, each row a box `(x, y, w, h)` to hide: `x` and `y` are the column and
# the row of its upper left corner, `w` and `h` its width and height, 0 or more. Inside are the columns `x`
# to `x + w - 1` and the rows `y` to `y + h - 1`.
#
# Return a **copy** with the boxes painted, and leave the image as it was. It may be gray or in colour.
#
# Example: in an image 3 high and 4 wide the box `(1, 0, 2, 2)` hides the two middle pixels of the first and
# of the second row.
#
# A box may reach beyond the image: only the part **inside** is painted. `(-1, -1, 3, 2)` hides two pixels in
# the upper left, columns 0 and 1 of row 0. A box that lies outside altogether, or whose width or height is 0,
# hides nothing. There may be no boxes at all.
#
# **Take care.** To NumPy the `-1` in `image[-1:2]` is not outside, it is the last row. Replace a start or an
# end below 0 by 0.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    rows, columns = np.mgrid[0:96, 0:128]
    street = np.stack([90 + columns // 2, 120 + rows // 2, 140 - rows // 3], axis=-1).astype(np.uint8)
    cv2.circle(street, (40, 30), 14, (150, 190, 230), -1)  # a face
    cv2.rectangle(street, (84, 66), (115, 77), (240, 240, 240), -1)  # a number plate
    hidden = street.copy()
    hidden[16:45, 26:55], hidden[66:78, 84:116] = 0, 0
    show(street, hidden, captions=["image", "(26, 16, 29, 29) and (84, 66, 32, 12) hidden"])


# %% exercise="mask_regions" slide="11" level=2 minutes=15
def mask_regions(image: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """A copy of an image with boxes painted black (slide 11).

    Args:
        image: (h, w, 3) or (h, w) uint8.
        boxes: (n, 4) integer rows (x, y, w, h), w and h 0 or more; n may be 0. Parts outside the image are
            ignored.

    Returns:
        uint8 of the image's shape.
    """
    ### BEGIN SOLUTION
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] = 0
    return masked
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="mask_personal_data"
# ## `mask_personal_data` · 글에서 개인정보 가리기 (슬라이드 11)
#
# 상담 기록을 학습에 쓰려면 글 속의 번호부터 가려야 합니다. 아래 **세 가지 모양만** 찾아서 정해진 숫자를 `*`로
# 바꿔 주세요.
#
# | 번호 | 모양(숫자의 수) | 가리기 전 | 가린 뒤 |
# |---|---|---|---|
# | 주민등록번호 | 6-7 | `900101-1234567` | `900101-*******` |
# | 카드 번호 | 4-4-4-4 | `1234-5678-9012-3456` | `1234-****-****-3456` |
# | 휴대전화 번호 | 3-4-4, `010`으로 시작 | `010-1234-5678` | `010-****-5678` |
#
# 나머지 글은 한 글자도 바꾸지 않습니다. 하이픈 없이 쓰거나(`01012345678`) 다른 기호로 나눈 번호, 숫자의
# 수가 다른 번호(`010-123-4567`), 날짜(`2024-01-02`)는 그대로 둡니다.
#
# 번호 **바로 앞이나 뒤에 숫자가 붙어 있으면** 그 모양이 아니므로 가리지 않습니다. `010-1234-56789`는
# 그대로입니다. 숫자가 아닌 글자는 붙어 있어도 됩니다. `010-1234-5678로 전화 주세요`의 번호는 가립니다.
#
# 예: `"김 고객님, 010-1234-5678로 연락드립니다."`는 `"김 고객님, 010-****-5678로 연락드립니다."`가 됩니다.
#
# **조심할 것.** 정규 표현식의 `\b`는 글자와 글자가 아닌 것의 경계인데, 한글도 글자입니다. 그래서 `8로` 사이는
# `\b`가 아닙니다. "앞에 숫자가 없다"는 `(?<!\d)`, "뒤에 숫자가 없다"는 `(?!\d)`로 적습니다.

# %% [markdown] tags=["en"] exercise="mask_personal_data"
# ## `mask_personal_data` · hiding people in text (slide 11)
#
# Before records of conversations can be used for training, the numbers in them are hidden. Find **these three
# forms only**, and replace the digits shown by `*`.
#
# | number | form (how many digits) | before | after |
# |---|---|---|---|
# | Korean resident number | 6-7 | `900101-1234567` | `900101-*******` |
# | card number | 4-4-4-4 | `1234-5678-9012-3456` | `1234-****-****-3456` |
# | mobile number | 3-4-4, beginning with `010` | `010-1234-5678` | `010-****-5678` |
#
# Everything else stays as it is, letter by letter: numbers without hyphens (`01012345678`) or with other
# signs between, numbers with other counts of digits (`010-123-4567`), dates (`2024-01-02`).
#
# A number with **another digit right before or right after it** has none of these forms and stays:
# `010-1234-56789` is not hidden. Anything else may touch it. In Korean a particle follows without a space, as
# in `010-1234-5678로`, and that number is hidden.
#
# Example: `"Call me: 010-1234-5678."` becomes `"Call me: 010-****-5678."`.
#
# **Take care.** In a regular expression `\b` is the border between a letter and something else, and Korean
# letters are letters: there is no `\b` between `8` and `로`. "No digit before" is `(?<!\d)`, "no digit after"
# is `(?!\d)`.


# %% exercise="mask_personal_data" slide="11" level=2 minutes=20
def mask_personal_data(text: str) -> str:
    """The text with resident, card and mobile numbers hidden (slide 11).

    Args:
        text: Any text; a number counts when no digit stands right before or after it.

    Returns:
        The text with those digits replaced: 900101-*******, 1234-****-****-3456, 010-****-5678.
    """
    ### BEGIN SOLUTION
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="pseudo_labels"
# ## `pseudo_labels` · 모델의 답을 레이블로 (슬라이드 11)
#
# 데이터는 많은데 레이블이 없을 때 쓰는 방법입니다. 레이블이 있는 조금의 데이터로 모델을 먼저 학습시키고,
# 레이블이 없는 데이터에 대한 답 중 **확신하는 것만** 레이블로 삼아 다시 학습시킵니다. 이것을 의사
# 레이블(pseudo label)이라고 합니다.
#
# `probabilities`는 `(n, c)` 배열이고 한 행이 한 자료의 클래스별 확률입니다. 가장 높은 확률이 `threshold`
# **이상**인 행을 골라 두 배열을 튜플로 돌려주세요.
#
# - `indices`: 고른 행의 번호, 작은 것부터
# - `labels`: 그 행에서 확률이 가장 높은 클래스의 번호
#
# 예: `[[0.5, 0.5], [0.25, 0.75], [0.875, 0.125]]`이고 `threshold`가 `0.75`이면 `indices`는 `[1, 2]`,
# `labels`는 `[1, 0]`입니다. 0.75는 `threshold`와 같으므로 들어갑니다.
#
# 고른 행이 없으면 둘 다 길이가 0인 배열입니다. 고른 행에서 가장 높은 확률은 하나뿐입니다.

# %% [markdown] tags=["en"] exercise="pseudo_labels"
# ## `pseudo_labels` · a model's answers as labels (slide 11)
#
# What to do with plenty of data and no labels: train a model on the few that are labelled, let it answer on
# the others, take the answers that it is **sure of** as labels, and train again. Such answers are called
# pseudo labels.
#
# `probabilities` is `(n, c)`, a row of class probabilities for each sample. Choose the rows whose highest
# probability is **at least** `threshold`, and return a tuple of two arrays:
#
# - `indices`: the chosen row numbers, ascending
# - `labels`: for each of them, the class with the highest probability
#
# Example: for `[[0.5, 0.5], [0.25, 0.75], [0.875, 0.125]]` and a `threshold` of `0.75`, `indices` is `[1, 2]`
# and `labels` is `[1, 0]`. 0.75 is equal to the threshold and counts.
#
# When no row is chosen, both are arrays of length 0. A chosen row has a single highest probability.


# %% exercise="pseudo_labels" slide="11" level=1 minutes=10
def pseudo_labels(probabilities: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """The rows that a model is sure of, and their classes (slide 11).

    Args:
        probabilities: (n, c) float64, rows summing to 1, n >= 1.
        threshold: A row is chosen when its highest probability is this or more.

    Returns:
        (indices, labels), both (m,) integers: row numbers, ascending, and the class of each.
    """
    ### BEGIN SOLUTION
    indices = np.flatnonzero(probabilities.max(axis=1) >= threshold)
    return indices, probabilities[indices].argmax(axis=1)
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="quantize"
# ## `quantize` · 가중치를 8비트로 (슬라이드 11)
#
# 가중치 하나를 `float32`(4바이트) 대신 `int8`(1바이트)로 저장하면 모델이 4분의 1로 줄어듭니다. 0을 가운데
# 두고 양쪽을 똑같이 나누는 대칭 양자화를 만들어 봅시다.
#
# $$\text{scale} = \frac{\max_i |w_i|}{127},\qquad
# q_i = \operatorname{round}\!\left(\frac{w_i}{\text{scale}}\right)$$
#
# 결과는 튜플 `(q, scale)`입니다. `q`는 `weights`와 같은 모양의 **`int8`** 배열이고 값은 -127부터
# 127까지입니다. `scale`은 숫자 하나입니다. 가장 큰 가중치는 ±127이 되고, 되돌렸을 때의 오차는 `scale / 2`를
# 넘지 않습니다.
#
# 예: `[0.5, -1.27, 0.0]`이면 `scale`은 `0.01`, `q`는 `[50, -127, 0]`입니다. 가장 큰 값이 아니라
# **절댓값이** 가장 큰 값을 씁니다.
#
# 정확히 중간(예: 2.5)이면 어느 쪽으로 반올림해도 됩니다. 모든 가중치가 0이면 나눌 수 없으니 `scale`은
# `1.0`, `q`는 모두 0입니다. `weights`는 어떤 모양이든 될 수 있고 비어 있지는 않습니다.

# %% [markdown] tags=["en"] exercise="quantize"
# ## `quantize` · weights of 8 bits (slide 11)
#
# A weight stored as `int8` takes 1 byte in place of the 4 of a `float32`: the model shrinks to a quarter.
# Write the symmetric kind, which keeps 0 in the middle and divides both sides alike.
#
# $$\text{scale} = \frac{\max_i |w_i|}{127},\qquad
# q_i = \operatorname{round}\!\left(\frac{w_i}{\text{scale}}\right)$$
#
# The result is a tuple `(q, scale)`: `q` is an **`int8`** array of the shape of `weights` with values from
# -127 to 127, `scale` a single number. The largest weight becomes 127 or -127, and turned back no weight is
# off by more than `scale / 2`.
#
# Example: for `[0.5, -1.27, 0.0]` the `scale` is `0.01` and `q` is `[50, -127, 0]`. What counts is the
# largest **absolute** value.
#
# A number exactly halfway (such as 2.5) may be rounded either way. When all weights are 0 there is nothing to
# divide by: `scale` is `1.0` and `q` all 0. `weights` may have any shape and is never empty.


# %% exercise="quantize" slide="11" level=2 minutes=20
def quantize(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Symmetric quantization to int8 (slide 11).

    Args:
        weights: float64 of any shape, not empty.

    Returns:
        (q, scale): int8 of the same shape in -127..127, and max|w| / 127, or 1.0 when all weights are 0.
    """
    ### BEGIN SOLUTION
    scale = float(np.max(np.abs(weights))) / 127 or 1.0  # 0.0 counts as False
    return np.round(weights / scale).astype(np.int8), scale
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="dequantize"
# ## `dequantize` · 8비트에서 되돌리기 (슬라이드 11)
#
# `quantize`가 준 `int8` 배열 `q`와 `scale`로 가중치를 되돌립니다.
#
# $$\hat{w}_i = q_i \cdot \text{scale}$$
#
# 결과는 `q`와 같은 모양의 실수 배열입니다. 예: `[50, -127, 0]`과 `0.01`이면 `[0.5, -1.27, 0.0]`입니다.
#
# `int8`에 담기는 수는 -128부터 127까지이므로 결과를 `int8`에 담으면 안 됩니다.

# %% [markdown] tags=["en"] exercise="dequantize"
# ## `dequantize` · back from 8 bits (slide 11)
#
# Turns the `int8` array `q` and the `scale` that `quantize` gave back into weights.
#
# $$\hat{w}_i = q_i \cdot \text{scale}$$
#
# The result is an array of real numbers of the shape of `q`. Example: `[50, -127, 0]` and `0.01` give
# `[0.5, -1.27, 0.0]`.
#
# An `int8` holds -128 to 127 and no fractions, so the result must not be put into one.


# %% exercise="dequantize" slide="11" level=1 minutes=5
def dequantize(q: np.ndarray, scale: float) -> np.ndarray:
    """Weights from their int8 form (slide 11).

    Args:
        q: int8 of any shape.
        scale: What one step is worth, above 0.

    Returns:
        Real numbers of the same shape.
    """
    ### BEGIN SOLUTION
    return q.astype(np.float64) * scale
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="prune"
# ## `prune` · 작은 가중치 버리기 (슬라이드 11)
#
# 0에 가까운 가중치는 결과에 거의 영향을 주지 않습니다. 그런 것을 0으로 만들면(가지치기) 저장할 것도 계산할
# 것도 줄어듭니다.
#
# **절댓값이 가장 작은** `int(fraction * weights.size)`개의 가중치를 0으로 바꾼 배열을 돌려주세요. 나머지 값과
# 모양은 그대로입니다. 행마다가 아니라 배열 **전체에서** 고릅니다.
#
# 예: `[[0.1, -3.0], [-0.2, 2.0]]`이고 `fraction`이 `0.5`이면 `int(0.5 * 4) = 2`개를 버려
# `[[0.0, -3.0], [0.0, 2.0]]` 입니다. `fraction`이 `0.7`이면 `int(2.8) = 2`로 역시 2개입니다.
#
# `fraction`은 0 이상 1 이하입니다. 0이면 그대로, 1이면 모두 0입니다. 절댓값이 같은 것이 여럿이면 그중 어느
# 것을 버려도 되지만, 개수는 **정확히** 지킵니다. 이미 0인 가중치도 버린 것으로 칩니다.

# %% [markdown] tags=["en"] exercise="prune"
# ## `prune` · dropping small weights (slide 11)
#
# A weight near 0 has hardly any effect. Setting such weights to 0 (pruning) leaves less to store and less to
# compute.
#
# Return an array in which the `int(fraction * weights.size)` weights with the **smallest absolute values**
# are
# 0. All others, and the shape, stay as they are. Choose from the **whole** array, not row by row.
#
# Example: for `[[0.1, -3.0], [-0.2, 2.0]]` and a `fraction` of `0.5`, `int(0.5 * 4) = 2` weights go:
# `[[0.0, -3.0], [0.0, 2.0]]`. A `fraction` of `0.7` gives `int(2.8) = 2`, the same two.
#
# `fraction` lies in 0 to 1, both included: 0 changes nothing, 1 leaves zeros. Where several absolute values
# are equal any of them may go, but the number is **exact**. A weight that is 0 already counts as one that
# went.


# %% exercise="prune" slide="11" level=2 minutes=15
def prune(weights: np.ndarray, fraction: float) -> np.ndarray:
    """The weights with the smallest ones set to 0 (slide 11).

    Args:
        weights: float64 of any shape, not empty.
        fraction: The share to set to 0, in 0..1.

    Returns:
        The same shape, with exactly int(fraction * weights.size) of the smallest absolute values set to 0.
    """
    ### BEGIN SOLUTION
    pruned = weights.flatten()  # always a copy
    smallest = np.argsort(np.abs(pruned))[: int(fraction * pruned.size)]
    pruned[smallest] = 0
    return pruned.reshape(weights.shape)
    ### END SOLUTION
