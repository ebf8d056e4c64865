"""Right answers to chapter 3 written otherwise: none may be refused."""

import base64

import cv2
import numpy as np

from tests.course.answers import right_answer

# --- clean_records ---


@right_answer("clean_records")
def in_two_passes(records):
    labelled = []
    for record in records:
        label = record.get("label")
        if label is not None and label.strip() != "":
            labelled.append((record["id"], label.strip().lower()))
    result, seen = [], set()
    for number, label in labelled:
        if number in seen:
            continue
        seen.add(number)
        result.append({"label": label, "id": number})
    return result


@right_answer("clean_records")
def backwards(records):
    first = {}
    for record in reversed(records):
        if "label" in record and record["label"] and not record["label"].isspace():
            first.pop(record["id"], None)
            first[record["id"]] = " ".join([record["label"].lower().strip()])
    return [{"id": number, "label": first[number]} for number in reversed(first)]


@right_answer("clean_records")
def on_copies(records):
    import copy

    kept = [copy.deepcopy(r) for r in records if str(r.get("label") or "").strip()]
    ids = [r["id"] for r in kept]
    kept = [r for place, r in enumerate(kept) if ids.index(r["id"]) == place]
    for record in kept:
        for key in set(record) - {"id", "label"}:
            del record[key]
        record["label"] = record["label"].strip().lower()
    return tuple(kept)


# --- label_agreement ---


@right_answer("label_agreement")
def by_counters(a, b):
    from collections import Counter

    n = len(a)
    if n != len(b):
        raise ValueError("a and b differ in length")
    if n == 0:
        raise ValueError("a is empty")
    first, second = Counter(a.tolist()), Counter(b.tolist())
    agreed = sum(x == y for x, y in zip(a.tolist(), b.tolist(), strict=True))
    chance = sum(first[label] * second[label] for label in first)
    if chance == n * n:
        return 1
    return (n * agreed - chance) / (n * n - chance)


@right_answer("label_agreement")
def by_table(a, b):
    if a.shape != b.shape or not a.size:
        raise ValueError(f"a has shape {a.shape}, b {b.shape}")
    labels, codes = np.unique(np.concatenate([a, b]), return_inverse=True)
    table = np.zeros((len(labels), len(labels)))
    np.add.at(table, (codes[: a.size], codes[a.size :]), 1 / a.size)
    if len(labels) == 1:
        return np.float64(1)
    chance = table.sum(0) @ table.sum(1)
    return (np.trace(table) - chance) / (1 - chance)


@right_answer("label_agreement")
def disagreement_in_float32(a, b):
    if len(a) != len(b) or len(a) < 1:
        raise ValueError("a, b")
    if len(set(a) | set(b)) == 1:
        return 1.0
    chance = np.float32(0)
    for label in set(a) | set(b):
        chance += np.float32((a == label).mean()) * np.float32((b == label).mean())
    return np.float32(1) - np.float32((a != b).mean()) / (np.float32(1) - chance)


@right_answer("label_agreement")
def shares_in_float32(a, b):
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    labels = np.unique(np.append(a, b))
    of_a = (a[None] == labels[:, None]).mean(axis=1, dtype=np.float32)
    of_b = (b[None] == labels[:, None]).mean(axis=1, dtype=np.float32)
    chance = np.float32(of_a @ of_b)
    return np.float32(1) if len(labels) == 1 else (np.float32((a == b).mean()) - chance) / (1 - chance)


# --- decode_request ---


@right_answer("decode_request")
def alphabet_checked(request):
    import string

    if "image" not in request:
        raise ValueError("no image in the request")
    text = request["image"]
    alphabet = string.ascii_letters + string.digits + "+/"
    bare = text.rstrip("=")
    if not text or len(text) % 4 or any(letter not in alphabet for letter in bare):
        raise ValueError("image is no base64")
    image = cv2.imdecode(np.frombuffer(base64.b64decode(text), dtype=np.uint8), 1)
    if image is None:
        raise ValueError("image: no decoder reads it")
    return image


@right_answer("decode_request")
def converted_by_hand(request):
    try:
        text = request["image"]
        data = base64.b64decode(text.encode("ascii"), validate=True)
        image = cv2.imdecode(np.asarray(bytearray(data)), cv2.IMREAD_UNCHANGED)
    except (KeyError, ValueError, cv2.error) as error:
        raise ValueError(f"bad image in the request: {error}") from None
    if image is None:
        raise ValueError("bad image")
    if image.dtype == np.uint16:
        image = (image / 257).round().astype(np.uint8)
    if image.ndim == 2:
        image = cv2.merge([image] * 3)
    return image[:, :, :3]


@right_answer("decode_request")
def everything_is_a_value_error(request):
    try:
        data = base64.b64decode(request["image"], validate=True)
        image = cv2.imdecode(np.frombuffer(data, "u1"), cv2.IMREAD_COLOR)
        assert image.ndim == 3
    except Exception as problem:
        raise ValueError("request: " + repr(problem)) from problem
    return image


@right_answer("decode_request")
def by_the_strict_decoder(request):
    import binascii

    match request:
        case {"image": str(text)} if text:
            pass
        case _:
            raise ValueError(f"image is missing or empty: {request!r}")
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:
        raise ValueError("image is no base64") from error
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise ValueError("image is no image")
    if pixels.dtype == np.uint16:
        pixels = (pixels // 256).astype(np.uint8)
    return np.broadcast_to(pixels[..., None], (*pixels.shape, 3)) if pixels.ndim == 2 else pixels[..., :3]


# --- make_response ---


@right_answer("make_response")
def by_argsort(probabilities, class_names):
    if len(class_names) != probabilities.shape[0]:
        raise ValueError(f"class_names: {len(class_names)}")
    order = probabilities.argsort()[::-1]
    return {
        "ranking": [[class_names[i], probabilities[i]] for i in order],
        "confidence": probabilities.max(),
        "label": class_names[order[0]],
    }


@right_answer("make_response")
def names_as_an_array(probabilities, class_names):
    names = np.array(class_names)
    if names.shape != probabilities.shape:
        raise ValueError("probabilities and class_names differ")
    order = np.argsort(1 - probabilities)
    ranking = list(zip(names[order], probabilities[order].astype(np.float32), strict=True))
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@right_answer("make_response")
def one_after_the_other(probabilities, class_names):
    left = list(probabilities)
    names = list(class_names)
    if len(left) - len(names):
        raise ValueError("as many class_names as probabilities, please")
    ranking = []
    while left:
        best = max(range(len(left)), key=left.__getitem__)
        ranking.append((names.pop(best), float(left.pop(best))))
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": tuple(ranking)}
