"""Known wrong answers of chapter 11 in other words: each must still be recognised."""

import re

import cv2
import numpy as np

from tests.course.answers import rewritten

# --- mask_regions -------------------------------------------------------------------------------------------


@rewritten("mask_regions", of="negative_start")
def sliced_as_given(image, boxes):
    result = np.array(image)
    for box in boxes.tolist():
        rows, columns = slice(box[1], box[1] + box[3]), slice(box[0], box[0] + box[2])
        result[rows, columns] = np.zeros_like(result[rows, columns])
    return result


@rewritten("mask_regions", of="one_pixel_too_many")
def drawn_to_the_corner(image, boxes):
    result = image.copy()
    for x, y, w, h in boxes.tolist():
        if w and h:
            cv2.rectangle(result, (x, y), (x + w, y + h), (0, 0, 0), -1)
    return result


@rewritten("mask_regions", of="original_painted")
def multiplied_in_place(image, boxes):
    rows, columns = np.indices(image.shape[:2])
    for x, y, w, h in boxes:
        image[(y <= rows) & (rows < y + h) & (x <= columns) & (columns < x + w)] = 0
    return image


@rewritten("mask_regions", of="partly_outside_left_out")
def passed_over(image, boxes):
    result = image.copy()
    for x, y, w, h in boxes:
        if min(x, y) < 0 or x + w > image.shape[1] or y + h > image.shape[0]:
            continue
        result[y : y + h, x : x + w] *= 0
    return result


# --- mask_personal_data -------------------------------------------------------------------------------------


@rewritten("mask_personal_data", of="word_borders")
def borders_in_one_pattern(text):
    pattern = r"\b(?:(\d{6}-)\d{7}|(\d{4}-)\d{4}-\d{4}(-\d{4})|(010-)\d{4}(-\d{4}))\b"

    def hide(found):
        if found[1]:
            return found[1] + 7 * "*"
        return f"{found[2]}****-****{found[3]}" if found[2] else f"{found[4]}****{found[5]}"

    return re.sub(pattern, hide, text)


@rewritten("mask_personal_data", of="digit_behind_overlooked")
def looked_back_alone(text):
    pattern = (
        r"(?<![0-9])(?:([0-9]{6}-)[0-9]{7}|([0-9]{4}-)[0-9]{4}-[0-9]{4}(-[0-9]{4})|(010-)[0-9]{4}(-[0-9]{4}))"
    )

    def hide(found):
        if found[1]:
            return found[1] + 7 * "*"
        return f"{found[2]}****-****{found[3]}" if found[2] else f"{found[4]}****{found[5]}"

    return re.sub(pattern, hide, text)


@rewritten("mask_personal_data", of="seven_digits_as_one_star")
def one_star_a_group(text):
    pattern = r"(?<!\d)(?:(\d{6}-)\d{7}|(\d{4}-)\d{4}-\d{4}(-\d{4})|(010-)\d{4}(-\d{4}))(?!\d)"

    def hide(found):
        if found[1]:
            return found[1] + "*"
        return f"{found[2]}*-*{found[3]}" if found[2] else f"{found[4]}*{found[5]}"

    return re.sub(pattern, hide, text)


# --- pseudo_labels ------------------------------------------------------------------------------------------


@rewritten("pseudo_labels", of="more_than_threshold")
def strictly_surer(probabilities, threshold):
    rows = [i for i, row in enumerate(probabilities) if max(row) > threshold]
    return np.array(rows, dtype=int), np.array([np.argmax(probabilities[i]) for i in rows], dtype=int)


@rewritten("pseudo_labels", of="labels_of_all_rows")
def never_filtered(probabilities, threshold):
    labels = np.array([row.argmax() for row in probabilities])
    return np.where(probabilities.max(axis=1) >= threshold)[0], labels


@rewritten("pseudo_labels", of="every_class_above")
def pairs_collected(probabilities, threshold):
    pairs = [(i, c) for i, row in enumerate(probabilities) for c, p in enumerate(row) if p >= threshold]
    return np.array([i for i, _ in pairs], dtype=int), np.array([c for _, c in pairs], dtype=int)


# --- quantize -----------------------------------------------------------------------------------------------


@rewritten("quantize", of="cut_off")
def truncated(weights):
    largest = np.abs(weights).max()
    scale = largest / 127 if largest else 1.0
    return np.trunc(weights / scale).astype(np.int8), scale


@rewritten("quantize", of="scale_of_zero")
def zeros_apart(weights):
    if not weights.any():
        return np.zeros(weights.shape, np.int8), 0.0
    scale = np.abs(weights).max() / 127
    return np.rint(weights / scale).astype(np.int8), scale


@rewritten("quantize", of="scale_before_q")
def two_results_swapped(weights):
    largest = max(weights.max(), -weights.min())
    scale = largest / 127 if largest else 1.0
    q = np.rint(weights / scale).astype(np.int8)
    return [scale, q]


# --- prune --------------------------------------------------------------------------------------------------


@rewritten("prune", of="signs_not_ignored")
def lowest_first(weights, fraction):
    places = sorted(np.ndindex(weights.shape), key=lambda place: weights[place])
    result = weights.copy()
    for place in places[: int(fraction * weights.size)]:
        result[place] = 0
    return result


@rewritten("prune", of="equal_ones_all_go")
def up_to_the_limit(weights, fraction):
    count = int(weights.size * fraction)
    result = weights.copy()
    if count > 0:
        result[np.abs(weights) <= sorted(np.abs(weights).ravel().tolist())[count - 1]] = 0
    return result


@rewritten("prune", of="row_by_row")
def along_the_last_axis(weights, fraction):
    count = int(fraction * weights.shape[-1])
    order = np.argsort(np.abs(weights), axis=-1)[..., :count]
    result = weights.copy()
    np.put_along_axis(result, order, 0.0, axis=-1)
    return result
