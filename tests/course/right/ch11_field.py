"""Right answers to chapter 11 written otherwise: none may be refused."""

import re

import cv2
import numpy as np

from tests.course.answers import right_answer

# --- mask_regions -------------------------------------------------------------------------------------------


@right_answer("mask_regions")
def multiplied(image, boxes):
    rows, columns = np.indices(image.shape[:2])
    shown = np.ones(image.shape[:2], dtype=np.uint8)
    for x, y, w, h in boxes:
        shown[(rows >= y) & (rows < y + h) & (columns >= x) & (columns < x + w)] = 0
    return image * (shown if image.ndim == 2 else shown[..., None])


@right_answer("mask_regions")
def drawn_by_opencv(image, boxes):
    result = np.array(image)
    for x, y, w, h in boxes:
        if w > 0 and h > 0:
            last = (int(x + w - 1), int(y + h - 1))
            cv2.rectangle(result, (int(x), int(y)), last, (0, 0, 0), cv2.FILLED)
    return result


@right_answer("mask_regions")
def clipped_corners(image, boxes):
    height, width = image.shape[0], image.shape[1]
    result = image.copy()
    if len(boxes) == 0:
        return image
    for box in np.asarray(boxes):
        x1, x2 = np.clip([box[0], box[0] + box[2]], 0, width)
        y1, y2 = np.clip([box[1], box[1] + box[3]], 0, height)
        result[y1:y2, x1:x2] = 0
    return result


@right_answer("mask_regions")
def pixel_by_pixel(image, boxes):
    result = image.copy()
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            if any(bx <= x < bx + w and by <= y < by + h for bx, by, w, h in boxes.tolist()):
                result[y, x] = 0
    return result


# --- mask_personal_data -------------------------------------------------------------------------------------


@right_answer("mask_personal_data")
def one_pattern(text):
    pattern = re.compile(
        r"(?<!\d)(?:(?P<birth>\d{6})-\d{7}|(?P<first>\d{4})-\d{4}-\d{4}-(?P<last>\d{4})|010-\d{4}-(?P<end>\d{4}))(?!\d)"
    )

    def hide(found):
        if found["birth"]:
            return found["birth"] + "-" + "*" * 7
        if found["first"]:
            return f"{found['first']}-****-****-{found['last']}"
        return "010-****-" + found["end"]

    return pattern.sub(hide, text)


@right_answer("mask_personal_data")
def chains_split(text):
    def hide(found):
        chain = found.group()
        parts = chain.split("-")
        sizes = [len(part) for part in parts]
        if sizes == [6, 7]:
            return parts[0] + "-*******"
        if sizes == [4, 4, 4, 4]:
            return "-".join([parts[0], "****", "****", parts[3]])
        if sizes == [3, 4, 4] and parts[0] == "010":
            return "-".join([parts[0], "****", parts[2]])
        return chain

    return re.sub(r"[0-9]+(?:-[0-9]+)+", hide, text)


@right_answer("mask_personal_data")
def letter_by_letter(text):
    forms = {"999999-9999999": "999999-*******", "9999-9999-9999-9999": "9999-****-****-9999"}
    forms["010-9999-9999"] = "010-****-9999"
    result = list(text)
    for i in range(len(text)):
        for form, mask in forms.items():
            piece = text[i : i + len(form)]
            fits = len(piece) == len(form) and all(
                c in "0123456789" if f == "9" else c == f for c, f in zip(piece, form, strict=True)
            )
            before, behind = text[i - 1 : i] if i else "", text[i + len(form) : i + len(form) + 1]
            if fits and not before.isdigit() and not behind.isdigit():
                for k, m in enumerate(mask):
                    if m == "*":
                        result[i + k] = "*"
    return "".join(result)


# --- pseudo_labels ------------------------------------------------------------------------------------------


@right_answer("pseudo_labels")
def looped(probabilities, threshold):
    indices, labels = [], []
    for i, row in enumerate(probabilities):
        best = max(range(len(row)), key=lambda c: row[c])
        if row[best] >= threshold:
            indices.append(i)
            labels.append(best)
    return np.array(indices), np.array(labels)


@right_answer("pseudo_labels")
def where_and_index(probabilities, threshold):
    labels = np.argmax(probabilities, axis=-1).astype(np.uint8)
    (indices,) = np.where(np.amax(probabilities, axis=-1) >= threshold)
    return [indices.astype(np.int32), labels[indices]]


@right_answer("pseudo_labels")
def in_float32(probabilities, threshold):
    best = np.float32(probabilities).max(1)
    sure = ~(best < np.float32(threshold))
    return np.arange(len(best))[sure], probabilities.argmax(1)[sure]


# --- quantize -----------------------------------------------------------------------------------------------


@right_answer("quantize")
def halves_upwards(weights):
    largest = abs(weights).max()
    if largest == 0:
        return np.zeros(weights.shape, dtype=np.int8), 1
    scale = largest / 127
    q = np.floor(weights / scale + 0.5)
    return np.clip(q, -127, 127).astype("int8"), scale


@right_answer("quantize")
def halves_outwards_in_float32(weights):
    w = weights.astype(np.float32)
    scale = np.abs(w).max() / np.float32(127)
    if scale == 0:
        scale = np.float32(1)
    q = np.trunc(w / scale + np.copysign(np.float32(0.5), w))
    return np.clip(q, -127, 127).astype(np.int8), scale


@right_answer("quantize")
def number_by_number(weights):
    numbers = weights.ravel().tolist()
    largest = max(abs(number) for number in numbers)
    scale = largest / 127 if largest > 0 else 1.0
    q = np.array([round(number / scale) for number in numbers], dtype=np.int8)
    return [q.reshape(weights.shape), np.array(scale)]


# --- dequantize ---------------------------------------------------------------------------------------------


@right_answer("dequantize")
def multiplied_as_it_is(q, scale):
    return q * scale


@right_answer("dequantize")
def single_precision(q, scale):
    return q.astype(np.float32) * np.float32(scale)


@right_answer("dequantize")
def value_by_value(q, scale):
    return np.array([int(value) * scale for value in q.flat]).reshape(q.shape)


# --- prune --------------------------------------------------------------------------------------------------


@right_answer("prune")
def as_a_mask(weights, fraction):
    count = int(fraction * weights.size)
    mask = np.ones(weights.size)
    mask[np.argsort(np.abs(weights).ravel(), kind="stable")[:count]] = 0
    return weights * mask.reshape(weights.shape)


@right_answer("prune")
def largest_kept(weights, fraction):
    keep = weights.size - int(weights.size * fraction)
    order = np.argsort(-np.abs(weights.ravel()))
    result = np.zeros_like(weights)
    for place in order[:keep]:
        index = np.unravel_index(place, weights.shape)
        result[index] = weights[index]
    return result


@right_answer("prune")
def partitioned(weights, fraction):
    count = int(fraction * weights.size)
    if count == 0:
        return weights
    flat = weights.astype(np.float32).reshape(-1)
    flat[np.argpartition(np.abs(flat), count - 1)[:count]] = 0.0
    return flat.reshape(weights.shape)


@right_answer("prune")
def one_after_another(weights, fraction):
    result = weights.copy()
    left = sorted(np.ndindex(weights.shape), key=lambda place: abs(weights[place]), reverse=True)
    for _ in range(int(fraction * weights.size)):
        result[left.pop()] = 0
    return result
