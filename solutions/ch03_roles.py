# %% [markdown] tags=["ko"] points=28
# # 3장 · 딥러닝과 관련된 일 (슬라이드 3.1–3.2)
#
# 딥러닝 제품 하나에는 여러 사람의 일이 들어갑니다. 이 장에서는 슬라이드 3.1의 여섯 직무를 퀴즈로 구별해
# 보고, 슬라이드 3.2에 나오는 일을 작게 해 봅니다. 레이블 데이터를 정제하고, 두 사람의 레이블이 얼마나
# 일치하는지 재고(데이터 개발 및 관리), 모델을 API로 감쌀 때 요청을 읽고 응답을 만듭니다(배포).
#
# **약속.** 이미지는 OpenCV가 주는 모양 그대로입니다. `uint8`, `(높이, 너비, 3)`, 채널 순서는 BGR입니다.
# 레코드와 이름은 리스트로, 확률과 레이블은 NumPy 배열로 받습니다. 받은 것은 바꾸지 않습니다.

# %% [markdown] tags=["en"] points=28
# # Chapter 3 · Who works on it (slides 3.1–3.2)
#
# Many people's work goes into one product. A quiz tells the six roles of slide 3.1 apart; then you do, on a
# small scale, what slide 3.2 lists: clean labelled data and measure how far two labellers agree (data),
# read a request and write the response of a model behind an API (deployment).
#
# **Agreed.** An image is what OpenCV gives: `uint8`, `(height, width, 3)`, channels in the order BGR.
# Records and names come as lists, probabilities and labels as NumPy arrays. Leave what you were given as it
# was.

# %%
import base64

import cv2
import numpy as np

# %% [markdown] tags=["ko"] exercise="WHO_DOES"
# ## `WHO_DOES` · 누가 하는 일인가요? (슬라이드 3.1, 퀴즈)
#
# 일마다 `None` 자리에 다음 여섯 중 하나를 따옴표까지 그대로 쓰세요. 키 하나에 1점이고, 키는 고치지
# 않습니다.
#
# | 쓸 말 | 슬라이드 3.1에서 |
# |---|---|
# | `"data scientist"` | 데이터 과학자: 데이터를 모으고 해석하고, 조직의 첫 모델을 만듭니다. |
# | `"data engineer"` | 데이터 엔지니어: 데이터를 모으고 저장하고 전송하는 파이프라인을 만듭니다. |
# | `"machine learning engineer"` | 머신러닝 엔지니어: 만들어진 모델의 학습과 배포 인프라를 운영합니다. |
# | `"research scientist"` | 연구 과학자: 새 알고리즘과 모델 구조를 찾고 시험합니다. |
# | `"data analyst"` | 데이터 분석가: SQL과 BI 도구로 추세를 찾아 다른 팀에 알립니다. |
# | `"machine learning developer"` | ML 개발자: 사용자가 모델을 쓰는 API와 애플리케이션을 만듭니다. |
#
# | 키 | 일 |
# |---|---|
# | `"first model"` | 처음 보는 고객 데이터를 통계로 살피고 특징을 가공해, 회사의 첫 예측 모델을 만듭니다. |
# | `"nightly collection"` | 밤마다 모든 매장의 기록을 모아 저장소로 보내는 파이프라인을 만듭니다. |
# | `"moving the archive"` | 10년 치 기록을 새 데이터베이스에 어떻게 옮기고 보관할지 설계해서 옮깁니다. |
# | `"retraining"` | 과학자의 모델을 받아, 재학습과 버전 관리와 서버 배포 시스템을 운영합니다. |
# | `"new architecture"` | 새 네트워크 구조를 생각해 내고, 제품이 아닌 시제품으로 기존 것과 비교합니다. |
# | `"sales dashboard"` | SQL로 매출 추세를 뽑아 BI 도구의 그래프로 제품 팀에 보여 줍니다. |
# | `"prediction API"` | 앱이 사진을 보내면 예측을 돌려주는 API와, 그 결과를 보여 주는 화면을 만듭니다. |
# | `"model in a phone app"` | 완성된 모델을 휴대폰 앱에 넣어, 쓰는 사람이 버튼 하나로 결과를 보게 합니다. |

# %% [markdown] tags=["en"] exercise="WHO_DOES"
# ## `WHO_DOES` · whose task is it? (slide 3.1, a quiz)
#
# In place of each `None`, write one of these six, quotes included. Each key is worth one point; leave the
# keys as they are.
#
# | write | on slide 3.1 |
# |---|---|
# | `"data scientist"` | Collects and interprets data, builds an organisation's first models. |
# | `"data engineer"` | Builds the pipelines that collect, store and pass on data. |
# | `"machine learning engineer"` | Runs what trains, updates and serves finished models. |
# | `"research scientist"` | Looks for new algorithms and architectures, and tries them out. |
# | `"data analyst"` | Finds trends with SQL and BI tools, and tells other teams. |
# | `"machine learning developer"` | Builds the API and the application through which users reach a model. |
#
# | key | task |
# |---|---|
# | `"first model"` | Explores new customer data, works out features, builds the company's first model. |
# | `"nightly collection"` | Builds the pipeline that brings every shop's records into storage each night. |
# | `"moving the archive"` | Plans how ten years of records are kept in a new database, and moves them. |
# | `"retraining"` | Takes over a scientist's model; runs what retrains, versions and serves it. |
# | `"new architecture"` | Thinks up a new kind of network and compares a prototype with others; no product. |
# | `"sales dashboard"` | Queries sales with SQL and shows their trend to the product team in a BI tool. |
# | `"prediction API"` | Designs the API that answers an app's photo with a prediction, and its screen. |
# | `"model in a phone app"` | Builds a finished model into a phone app; one button shows the result. |

# %% exercise="WHO_DOES" slide="3.1" level=1 minutes=5
WHO_DOES = {
    ### BEGIN SOLUTION
    "first model": "data scientist",
    "nightly collection": "data engineer",
    "moving the archive": "data engineer",
    "retraining": "machine learning engineer",
    "new architecture": "research scientist",
    "sales dashboard": "data analyst",
    "prediction API": "machine learning developer",
    "model in a phone app": "machine learning developer",
    ### END SOLUTION
}

# %% [markdown] tags=["ko"] exercise="clean_records"
# ## `clean_records` · 레이블 데이터 정제 (슬라이드 3.2)
#
# 밖에서 레이블을 달아 온 데이터에는 빠진 것, 겹친 것, 제각각 쓴 것이 섞여 있습니다. 레코드의 리스트를 받아
# 이 **순서대로** 정리한 새 리스트를 돌려줍니다.
#
# 1. 레이블이 없는 레코드를 버립니다. `label` 키가 없거나, 값이 `None`이거나, 빈 문자열이거나,
#    공백(스페이스, 탭, 줄바꿈)뿐인 경우입니다.
# 2. 남은 것 가운데 같은 `id`는 **처음 나온 것만** 둡니다. 순서는 그대로입니다.
#
# 남긴 레코드마다 `id`와 `label`만 있는 새 dict를 만들고, 레이블은 앞뒤 공백을 떼고 소문자로 바꿉니다.
#
# 예:
#
# ```
# [{"id": 1, "label": "  "}, {"id": 1, "label": " Cat", "page": 7},
#  {"id": 2, "label": "DOG"}, {"id": 1, "label": "dog"}]
# ```
#
# 이면 `[{"id": 1, "label": "cat"}, {"id": 2, "label": "dog"}]`입니다. 첫 레코드는 레이블이 비어 먼저
# 버려지므로, 1번은 둘째 레코드가 남습니다. 순서를 바꿔 겹친 것부터 없애면 1번이 통째로 사라집니다.
#
# 받은 리스트와 그 안의 dict는 바꾸지 않습니다.

# %% [markdown] tags=["en"] exercise="clean_records"
# ## `clean_records` · cleaning labelled data (slide 3.2)
#
# Data that others have labelled comes with gaps, doubles and all kinds of spelling. Given a list of
# records, return a new list that has been put in order by these two steps, **in this order**:
#
# 1. Drop records without a label: there is no key `label`, or it is `None`, empty, or nothing but white
#    space (spaces, tabs, line ends).
# 2. Of those that remain, keep only **the first** of each `id`. The order stays.
#
# Each record that is kept becomes a new dict with `id` and `label` alone, the label without white space at
# its ends and in lower case.
#
# Example:
#
# ```
# [{"id": 1, "label": "  "}, {"id": 1, "label": " Cat", "page": 7},
#  {"id": 2, "label": "DOG"}, {"id": 1, "label": "dog"}]
# ```
#
# gives `[{"id": 1, "label": "cat"}, {"id": 2, "label": "dog"}]`. The first record goes because its label is
# blank, so the second one stands for id 1. Removing doubles first would lose id 1 altogether.
#
# Leave the list and the dicts you were given as they were.


# %% exercise="clean_records" slide="3.2" level=2 minutes=15
def clean_records(records: list[dict]) -> list[dict]:
    """Labelled records in order: none without a label, one for each id (slide 3.2).

    Args:
        records: Dicts with an `id` (a number or a text), mostly a `label` (a text or None), perhaps more.

    Returns:
        New dicts with `id` and `label` alone, in the old order, labels stripped and in lower case.
    """
    ### BEGIN SOLUTION
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip().lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="label_agreement"
# ## `label_agreement` · 두 사람의 레이블은 얼마나 일치하나요? (슬라이드 3.2)
#
# 외부 레이블링 데이터를 검수할 때는 같은 자료를 두 사람에게 맡기고 비교합니다. 같은 비율만 보면 속기
# 쉽습니다. 둘 다 거의 언제나 "정상"이라고만 적어도 우연히 많이 일치하니까요. 코헨의 카파는 우연히 일치할
# 비율을 뺍니다.
#
# $$\kappa = \frac{p_o - p_e}{1 - p_e}$$
#
# $p_o$는 실제로 일치한 비율이고, $p_e$는 우연히 일치할 비율입니다. 레이블 $l$마다 첫째 사람이 쓴 비율
# $a_l$과 둘째 사람이 쓴 비율 $b_l$을 곱해 더합니다: $p_e = \sum_l a_l\, b_l$.
#
# 예: `a = [0, 0, 1, 1]`, `b = [0, 1, 1, 1]`이면 $p_o = 3/4$,
# $p_e = \frac{2}{4}\cdot\frac{1}{4} + \frac{2}{4}\cdot\frac{3}{4} = \frac{1}{2}$,
# $\kappa = (0.75-0.5)/(1-0.5) = 0.5$입니다.
#
# 완전히 일치하면 1, 우연과 같으면 0, 우연보다 못하면 음수입니다. 두 사람이 처음부터 끝까지 **같은 레이블
# 하나**만 썼다면 $p_e = 1$이라 0으로 나누게 됩니다. 그때는 `1.0`을 돌려줍니다.
#
# 길이가 다르거나 하나도 없으면 `ValueError`를 일으키고, 메시지에 `a`나 `b`를 적습니다.

# %% [markdown] tags=["en"] exercise="label_agreement"
# ## `label_agreement` · how far do two labellers agree? (slide 3.2)
#
# To check labels from outside, have two people label the same data and compare. The share of equal labels
# alone is deceptive: two people who nearly always write "fine" agree often, by chance. Cohen's kappa takes
# chance out:
#
# $$\kappa = \frac{p_o - p_e}{1 - p_e}$$
#
# $p_o$ is the share of places where they agree, $p_e$ the share expected by chance: for each label $l$, the
# share $a_l$ of it among the first person's labels times the share $b_l$ among the second's, added up,
# $p_e = \sum_l a_l\, b_l$.
#
# Example: for `a = [0, 0, 1, 1]` and `b = [0, 1, 1, 1]`, $p_o = 3/4$,
# $p_e = \frac{2}{4}\cdot\frac{1}{4} + \frac{2}{4}\cdot\frac{3}{4} = \frac{1}{2}$ and
# $\kappa = (0.75-0.5)/(1-0.5) = 0.5$.
#
# It is 1 for full agreement, 0 for as much as chance gives, negative for less. Where both wrote **one and
# the same label** throughout, $p_e = 1$ and the division is one by 0: return `1.0` then.
#
# Different lengths, or no labels at all, are a `ValueError` with `a` or `b` in its message.


# %% exercise="label_agreement" slide="3.2" level=2 minutes=20
def label_agreement(a: np.ndarray, b: np.ndarray) -> float:
    """Cohen's kappa of two labellers (slide 3.2).

    Args:
        a: The first one's labels, integers of shape (n,).
        b: The second one's labels for the same things, (n,).

    Returns:
        1.0 for full agreement (one and the same label throughout included), 0.0 for as much as by chance.

    Raises:
        ValueError: The lengths differ, or there are no labels.
    """
    ### BEGIN SOLUTION
    if len(a) != len(b) or len(a) == 0:
        raise ValueError(f"a and b must have one length, not 0: they have {len(a)} and {len(b)}")
    observed = np.mean(a == b)
    by_chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    if by_chance == 1:  # one and the same label throughout
        return 1.0
    return float((observed - by_chance) / (1 - by_chance))
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="decode_request"
# ## `decode_request` · API 요청 읽기 (슬라이드 3.2)
#
# 모델을 API로 감싸면 이미지는 JSON 안의 글자로 옵니다. 파일의 바이트(PNG, JPEG 등)를 base64로 바꾼
# 것입니다. 요청 `{"image": "iVBORw0KGgo..."}`을 받아 이미지로 되돌리세요.
#
# 1. `base64.b64decode(..., validate=True)`로 글자를 바이트로 바꿉니다. `validate=True`가 없으면 base64에
#    없는 글자를 **조용히 건너뜁니다**.
# 2. 바이트를 `np.frombuffer(바이트, np.uint8)`로 감싸 `cv2.imdecode`에 넣습니다.
#
# 결과는 **언제나** `(높이, 너비, 3)`인 BGR `uint8`입니다. 흑백 이미지는 세 채널이 같고, 투명 채널이 있는
# PNG는 그 채널을 버리고, 16비트 PNG는 8비트가 됩니다. `cv2.IMREAD_COLOR`로 읽으면 모두 그렇게 됩니다.
#
# 서버로는 온갖 것이 옵니다. 다음은 모두 `ValueError`이고, 메시지에 `image`나 `request`를 적습니다.
#
# - 키 `"image"`가 없을 때 (`KeyError`가 아닙니다)
# - base64가 아닐 때: 빈 문자열, 길이가 맞지 않는 것, `A–Z a–z 0–9 + / =` 밖의 글자(공백, 줄바꿈, `-`, `_`도
#   포함)
# - 바이트가 이미지가 아닐 때 (`cv2.imdecode`는 오류 없이 `None`을 줍니다)

# %% [markdown] tags=["en"] exercise="decode_request"
# ## `decode_request` · reading a request (slide 3.2)
#
# Behind an API, an image arrives as text within JSON: the bytes of its file (PNG, JPEG, ...) written in
# base64. Turn a request such as `{"image": "iVBORw0KGgo..."}` back into an image.
#
# 1. `base64.b64decode(..., validate=True)` turns the text into bytes. Without `validate=True` it **silently
#    skips** characters that are not base64's.
# 2. Give the bytes, as `np.frombuffer(data, np.uint8)`, to `cv2.imdecode`.
#
# The result is **always** BGR, `(height, width, 3)`, `uint8`: a gray image has three equal channels, a PNG
# loses its channel for transparency, a 16-bit PNG becomes 8-bit. Reading with `cv2.IMREAD_COLOR` does all
# that.
#
# Servers get all kinds of things. Each of these is a `ValueError` with `image` or `request` in its message:
#
# - there is no key `"image"` (not a `KeyError`),
# - it is no base64: the empty text, a wrong length, a character outside `A–Z a–z 0–9 + / =` (spaces, line
#   ends, `-` and `_` are outside, too),
# - the bytes are no image (`cv2.imdecode` gives `None` without a word).


# %% exercise="decode_request" slide="3.2" level=2 minutes=20
def decode_request(request: dict) -> np.ndarray:
    """The image of an API request (slide 3.2).

    Args:
        request: `{"image": text}`, the text an image file in base64.

    Returns:
        BGR image, (height, width, 3) uint8, also for gray, transparent and 16-bit files.

    Raises:
        ValueError: There is no key "image", its text is empty or no strict base64, or the bytes are no image.
    """
    ### BEGIN SOLUTION
    if not request.get("image"):
        raise ValueError("the request has no image")
    try:
        data = base64.b64decode(request["image"], validate=True)
    except ValueError as error:
        raise ValueError(f"image is not base64: {error}") from error
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image holds bytes that are no image")
    return image
    ### END SOLUTION


# %% [markdown] tags=["ko"] exercise="make_response"
# ## `make_response` · API 응답 만들기 (슬라이드 3.2)
#
# 모델이 준 확률을, 쓰는 쪽이 바로 알아볼 수 있는 응답으로 바꿉니다. 키는 셋입니다.
#
# - `"label"`: 확률이 가장 높은 클래스의 이름
# - `"confidence"`: 그 확률
# - `"ranking"`: 모든 클래스의 `(이름, 확률)`을 확률이 높은 것부터 늘어놓은 리스트
#
# 예: 확률 `[0.2, 0.7, 0.1]`, 이름 `["cat", "dog", "owl"]`이면
#
# ```
# {"label": "dog", "confidence": 0.7, "ranking": [("dog", 0.7), ("cat", 0.2), ("owl", 0.1)]}
# ```
#
# 확률의 수와 이름의 수가 다르면 `ValueError`를 일으키고, 메시지에 `probabilities`나 `class_names`를
# 적습니다. `zip`은 짧은 쪽에서 조용히 멈춥니다.

# %% [markdown] tags=["en"] exercise="make_response"
# ## `make_response` · writing a response (slide 3.2)
#
# Turns a model's probabilities into an answer that its users understand, with three keys:
#
# - `"label"`: the name of the most probable class,
# - `"confidence"`: its probability,
# - `"ranking"`: a list of `(name, probability)` of all classes, the most probable first.
#
# Example: probabilities `[0.2, 0.7, 0.1]` and names `["cat", "dog", "owl"]` give
#
# ```
# {"label": "dog", "confidence": 0.7, "ranking": [("dog", 0.7), ("cat", 0.2), ("owl", 0.1)]}
# ```
#
# If there are not as many names as probabilities, raise a `ValueError` with `probabilities` or
# `class_names` in its message. `zip` would stop at the shorter one without a word.


# %% exercise="make_response" slide="3.2" level=2 minutes=10
def make_response(probabilities: np.ndarray, class_names: list[str]) -> dict:
    """A model's probabilities as an API response (slide 3.2).

    Args:
        probabilities: One for each class, (n,), at least one.
        class_names: The classes' names, in the same order.

    Returns:
        `{"label": str, "confidence": float, "ranking": [(name, probability), ...]}`, best first.

    Raises:
        ValueError: There are not as many names as probabilities.
    """
    ### BEGIN SOLUTION
    if len(probabilities) != len(class_names):
        raise ValueError(f"{len(probabilities)} probabilities, but {len(class_names)} class_names")
    best_first = sorted(range(len(probabilities)), key=lambda index: -probabilities[index])
    ranking = [(class_names[index], float(probabilities[index])) for index in best_first]
    label, confidence = ranking[0]
    return {"label": label, "confidence": confidence, "ranking": ranking}
    ### END SOLUTION
