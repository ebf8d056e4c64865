# %% [markdown] tags=["ko"] points=12
# # 12장 · 딥러닝의 미래 (슬라이드 12)
#
# 슬라이드 12는 앞으로 올 변화를 다섯 가지로 꼽습니다. 초고성능 컴퓨팅, 융합 학습 플랫폼, 자가 학습,
# 산업으로의 확장, 신규 분야입니다. 이 장에서는 그중 둘을 작은 함수로 만들어 보고, 하나를 골라 글로
# 내다봅니다.
#
# - `rotation_task`: 사람이 붙인 정답 없이 배우는 **자가 학습**의 문제 만들기
# - `fuse`: 영상, 음성, 텍스트의 예측을 합치는 **융합 학습**
# - `FORECAST`: 어떤 변화가 어떤 직무를 가장 크게 바꿀지 쓰는 글
#
# **약속.** 흑백 영상은 `uint8` 배열입니다. 확률과 가중치는 `float64` 배열입니다. 받은 배열은 바꾸지
# 않습니다.

# %% [markdown] tags=["en"] points=12
# # Chapter 12 · The future of deep learning (slide 12)
#
# Slide 12 names five changes to come: far stronger computers, platforms that learn from several kinds of
# data together, learning without a teacher, all industries, and new fields. Here you make two of them in a
# few lines, and write down what you expect of one.
#
# - `rotation_task` sets the exercises of **self-learning**: no person has to give the right answers.
# - `fuse` joins the predictions for images, speech and text: **learning from several kinds of data**.
# - `FORECAST` is a text: which change will alter which job most?
#
# **Agreed.** A gray image is a `uint8` array. Probabilities and weights are `float64` arrays. Leave the
# arrays you were given as they were.

# %%
import numpy as np

# %% [markdown] tags=["ko"] exercise="rotation_task"
# ## `rotation_task` · 스스로 내는 문제 (슬라이드 12, 자가 학습)
#
# 사진 수백만 장에 사람이 정답을 붙이려면 큰돈이 듭니다. 자가 학습은 자료에서 문제와 정답을 저절로 만들어
# 냅니다. 사진을 아무렇게나 돌려 놓고 "몇 번 돌렸을까?"를 묻는 것이 그런 문제입니다. 돌린 쪽은 답을 알고,
# 맞히려는 신경망은 사진에 무엇이 있는지 알아보아야 합니다.
#
# `(n, h, h)` 흑백 영상 `images`를 받아 튜플 `(rotated, labels)`를 돌려줍니다.
#
# - `labels`: `(n,)` 정수 배열. 영상마다 0, 1, 2, 3 가운데 하나를 같은 확률로 뽑습니다.
# - `rotated`: `(n, h, h)` `uint8` 배열. `rotated[i]`는 `images[i]`를 **시계 반대 방향**으로 `labels[i]`번,
#   한 번에 90도씩 돌린 것입니다. 0이면 그대로입니다.
#
# 예: 영상이 `[[1, 2], [3, 4]]`이면
#
# | 라벨 | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | 결과 | `[[1, 2], [3, 4]]` | `[[2, 4], [1, 3]]` | `[[4, 3], [2, 1]]` | `[[3, 1], [4, 2]]` |
#
# 난수는 `seed`로 정합니다. 영상과 `seed`가 같으면 결과가 늘 같고, `seed`가 다르면 라벨도 다르게 뽑힙니다.
# 난수 생성기는 무엇이든 좋습니다(`np.random.default_rng(seed)` 같은 것). 영상은 한 장 이상입니다.

# %% [markdown] tags=["en"] exercise="rotation_task"
# ## `rotation_task` · questions that answer themselves (slide 12, self-learning)
#
# Having people label millions of photographs costs a fortune. Self-learning makes question and answer out
# of the data itself. One such question: turn each photograph at random and ask how far it was turned.
# Whoever turned it knows the answer; a network that wants to find it has to see what is in the picture.
#
# Take gray images `images` of shape `(n, h, h)` and return a tuple `(rotated, labels)`.
#
# - `labels`: an integer array of shape `(n,)`. For each image draw 0, 1, 2 or 3, all equally likely.
# - `rotated`: a `uint8` array of shape `(n, h, h)`. `rotated[i]` is `images[i]` turned
#   **counter-clockwise** `labels[i]` times by 90 degrees; 0 leaves it as it is.
#
# Example: the image `[[1, 2], [3, 4]]` becomes
#
# | label | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | result | `[[1, 2], [3, 4]]` | `[[2, 4], [1, 3]]` | `[[4, 3], [2, 1]]` | `[[3, 1], [4, 2]]` |
#
# Chance comes from `seed`: the same images and the same seed always give the same result, another seed
# draws other labels. Any generator will do, such as `np.random.default_rng(seed)`. There is at least one
# image.

# %%
if "get_ipython" in globals():  # in a notebook; as a module it draws nothing
    from stubmeister.notebook import show

    letter = np.full((64, 64), 255, dtype=np.uint8)  # an F: it looks different from every side
    letter[10:54, 18:26] = letter[10:18, 18:48] = letter[28:36, 18:42] = 0
    turns = [letter, letter.T[::-1], letter[::-1, ::-1], letter.T[:, ::-1]]
    show(*turns, captions=["0", "1", "2", "3"])


# %% exercise="rotation_task" slide="12" level=2 minutes=20
def rotation_task(images: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Images turned by a random number of quarter turns, and that number as their label (slide 12).

    Args:
        images: Gray images, uint8 of shape (n, h, h), n at least 1.
        seed: Of the random numbers; the same seed gives the same result, another one other labels.

    Returns:
        rotated: uint8 of shape (n, h, h); image i is turned counter-clockwise labels[i] times by 90 degrees.
        labels: Integers 0..3 of shape (n,), all equally likely.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="fuse"
# ## `fuse` · 여러 감각을 하나로 (슬라이드 12, 융합 학습)
#
# 사람은 보고 들은 것을 합쳐서 판단합니다. 영상, 음성, 텍스트에서 따로 나온 확률을 합치는 가장 간단한 방법은
# **가중 평균**입니다. 더 믿는 쪽에 더 큰 가중치를 줍니다.
#
# $$p = \frac{\sum_k w_k\, p_k}{\sum_k w_k}$$
#
# `scores`는 리스트이고, 그 안의 배열 하나하나가 감각(모달리티) 하나의 확률입니다. 모양은 모두 `(n, c)`이고
# 각 행(자료 하나)의 합은 1입니다. `weights`는 가중치 배열로, 배열마다 하나씩 있습니다. 결과는 `(n, c)`이고
# 각 행의 합은 다시 1입니다.
#
# 가중치의 합은 1이 아니어도 됩니다. 그래서 **합으로 나눕니다**. 예: 영상이 `[0.8, 0.2]`, 음성이
# `[0.4, 0.6]`, 가중치가 `[3, 1]`이면 $(3 \times 0.8 + 1 \times 0.4) / 4 = 0.7$이므로 `[0.7, 0.3]`입니다.
#
# | 잘못된 입력 | 결과 |
# |---|---|
# | `scores`의 배열들 가운데 모양이 다른 것이 있음 | `ValueError`, 메시지에 `scores`나 그 모양 |
# | `weights`의 합이 0 (`[0, 0]`도, `[1, -1]`도) | `ValueError`, 메시지에 `weights`나 그 값 |
#
# 합이 0이 아니면 어떤 가중치든 괜찮습니다. 비율만 중요하므로 `[-3, -1]`은 `[3, 1]`과 같습니다. NumPy는
# `(2, 3)`과 `(1, 3)`을 조용히 늘려서 더하니 모양은 직접 비교해야 합니다.

# %% [markdown] tags=["en"] exercise="fuse"
# ## `fuse` · several senses, one answer (slide 12, learning from several kinds of data)
#
# People judge by what they see and what they hear, together. The simplest way to join probabilities that
# were found from images, speech and text is a **weighted mean**: whom you trust more gets the larger
# weight.
#
# $$p = \frac{\sum_k w_k\, p_k}{\sum_k w_k}$$
#
# `scores` is a list; each array in it holds the probabilities from one kind of data. All have the shape
# `(n, c)`, and each row, one example, sums to 1. `weights` is an array with one weight for each of them.
# The result has the shape `(n, c)`, and its rows sum to 1 again.
#
# The weights need not sum to 1, so **divide by their sum**. Example: images say `[0.8, 0.2]`, speech says
# `[0.4, 0.6]`, the weights are `[3, 1]`: $(3 \times 0.8 + 1 \times 0.4) / 4 = 0.7$, so the result is
# `[0.7, 0.3]`.
#
# | bad input | result |
# |---|---|
# | the arrays in `scores` do not all have one shape | `ValueError` that names `scores` or a shape |
# | `weights` sum to 0, such as `[0, 0]` or `[1, -1]` | `ValueError` that names `weights` or their values |
#
# Any other weights will do. Only their ratio counts, so `[-3, -1]` is the same as `[3, 1]`. NumPy would
# quietly stretch `(1, 3)` to `(2, 3)` and add the two, so compare the shapes yourself.


# %% exercise="fuse" slide="12" level=1 minutes=15
def fuse(scores: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Weighted mean of the probabilities from several kinds of data (slide 12).

    Args:
        scores: One array of shape (n, c) for each kind of data; rows sum to 1.
        weights: One number for each array; they need not sum to 1.

    Returns:
        (n, c), rows sum to 1.

    Raises:
        ValueError: The arrays have different shapes, or the weights sum to 0.
    """
    # YOUR CODE HERE
    raise NotImplementedError


# %% [markdown] tags=["ko"] exercise="FORECAST"
# ## `FORECAST` · 나의 전망 (슬라이드 12와 3)
#
# 슬라이드 12의 변화 가운데 **하나**가 슬라이드 3의 직무(3.1의 여섯 역할이나 3.2의 세 업무) 가운데
# **하나**를 가장 크게 바꾼다면, 어떤 변화가 어떤 직무를 왜 바꿀까요? 200자에서 500자 정도로 써 보세요.
#
# 선생님이 직접 채점합니다. 아래 한 줄이 1점입니다.
#
# 1. 슬라이드 12의 변화 하나를 들고, 그것이 무엇인지 자기 말로 설명한다.
# 2. 슬라이드 3의 직무 하나를 들고, 그 직무의 일 가운데 무엇이 바뀌는지 말한다.
# 3. 그 변화가 왜 그 일을 바꾸는지 이유를 댄다. 주장만 하지 않는다.
# 4. 바뀌지 않을 것, 또는 이 전망이 빗나갈 수 있는 까닭을 말한다.
#
# 예측이 맞는지가 아니라 근거를 봅니다. 답은 따옴표 세 개 사이에 쓰면 여러 줄로 쓸 수 있습니다:
# `FORECAST = """..."""`

# %% [markdown] tags=["en"] exercise="FORECAST"
# ## `FORECAST` · what I expect (slides 12 and 3)
#
# Suppose **one** change of slide 12 alters **one** job of slide 3 (one of the six roles of 3.1 or the three
# kinds of work of 3.2) more than any other. Which change, which job, and why? Write about 100 to 250 words.
#
# Your teacher grades this; each line is a point.
#
# 1. Names one change of slide 12 and explains it in your own words.
# 2. Names one job of slide 3 and says which part of its work will be different.
# 3. Gives a reason why the change alters that work, and does not only claim it.
# 4. Says what will stay as it is, or what could prove the forecast wrong.
#
# What counts are the reasons, not whether it comes true. Between three quotation marks a text may have
# several lines: `FORECAST = """..."""`

# %% exercise="FORECAST" slide="12" level=2 minutes=30
# YOUR ANSWER HERE
FORECAST = ""
