"""Known wrong answers of chapter 3 in another style: each is taken for what it is."""

import base64

import cv2
import numpy as np

from tests.course.answers import rewritten


@rewritten("clean_records", of="doubles_first")
def ids_before_labels(records):
    seen, result = [], []
    for record in records:
        if record["id"] in seen:
            continue
        seen.append(record["id"])
        text = record.get("label")
        if text and text.strip():
            result.append({"id": record["id"], "label": text.lower().strip()})
    return result


@rewritten("clean_records", of="last_kept")
def newest_label(records):
    good = [r for r in records if (r.get("label") or "").strip()]
    order = list(dict.fromkeys(r["id"] for r in good))
    newest = {r["id"]: r["label"].strip().lower() for r in good}
    return [{"id": i, "label": newest[i]} for i in order]


@rewritten("clean_records", of="not_lowered")
def capitals_stay(records):
    result, seen = [], set()
    for record in records:
        text = (record.get("label") or "").strip()
        if text and record["id"] not in seen:
            seen.add(record["id"])
            result.append({"id": record["id"], "label": text})
    return result


@rewritten("label_agreement", of="share_of_equal_labels")
def plain_share(a, b):
    if len(a) != len(b) or not len(a):
        raise ValueError("a and b do not fit")
    return sum(int(x == y) for x, y in zip(a, b, strict=True)) / len(a)


@rewritten("label_agreement", of="chance_not_divided_out")
def difference_alone(a, b):
    if a.size != b.size or a.size == 0:
        raise ValueError("a, b")
    labels = set(a.tolist())
    chance = sum(a.tolist().count(label) * b.tolist().count(label) for label in labels) / a.size**2
    if chance == 1:
        return 1.0
    return float((a == b).mean()) - chance


@rewritten("label_agreement", of="nan_for_one_label")
def zero_by_zero(a, b):
    if a.shape != b.shape or len(a) == 0:
        raise ValueError("a or b")
    size = max(a.max(), b.max()) + 1
    shares = np.bincount(a, minlength=size) / len(a), np.bincount(b, minlength=size) / len(b)
    chance = shares[0] @ shares[1]
    with np.errstate(invalid="ignore"):
        return (np.mean(a == b) - chance) / (1 - chance)


@rewritten("decode_request", of="not_validated")
def lenient(request):
    text = request.get("image", "")
    data = base64.b64decode(text)
    if not data:
        raise ValueError("image is missing or empty")
    image = cv2.imdecode(np.frombuffer(data, "uint8"), 1)
    if image is None:
        raise ValueError("image cannot be read")
    return image


@rewritten("decode_request", of="none_for_no_image")
def silent(request):
    if "image" not in request or request["image"] == "":
        raise ValueError("the request has no image")
    raw = np.array(list(base64.b64decode(request["image"], validate=True)), dtype=np.uint8)
    return cv2.imdecode(raw, cv2.IMREAD_COLOR)


@rewritten("decode_request", of="rgb_order")
def swapped(request):
    if not request.get("image"):
        raise ValueError("no image")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("no image in there")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


@rewritten("make_response", of="names_left_behind")
def order_lost(probabilities, class_names):
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    p = np.sort(probabilities)[::-1]
    pairs = [(name, float(p[i])) for i, name in enumerate(class_names)]
    return {"label": class_names[0], "confidence": float(p[0]), "ranking": pairs}


@rewritten("make_response", of="rounded")
def two_digits(probabilities, class_names):
    if len(probabilities) != len(class_names):
        raise ValueError("probabilities")
    order = sorted(range(len(class_names)), key=lambda i: probabilities[i], reverse=True)
    pairs = [(class_names[i], float(np.round(probabilities[i], 2))) for i in order]
    return {"label": pairs[0][0], "confidence": pairs[0][1], "ranking": pairs}


@rewritten("make_response", of="lengths_not_compared")
def shorter_one(probabilities, class_names):
    size = min(len(probabilities), len(class_names))
    pairs = [(class_names[i], float(probabilities[i])) for i in range(size)]
    pairs.sort(key=lambda pair: pair[1], reverse=True)
    label, confidence = pairs[0] if pairs else ("", 0.0)
    return {"label": label, "confidence": confidence, "ranking": pairs}
