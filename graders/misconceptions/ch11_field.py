"""Known wrong answers of chapter 11, each with the sentence that helps."""

import re

import cv2
import numpy as np

from stubmeister.grading import misconception

# --- mask_regions -------------------------------------------------------------------------------------------


@misconception("mask_regions")
def negative_start(image, boxes):
    """A box that begins before the first row or column is not hidden: in NumPy a start below 0 counts from
    the end. Replace it by 0."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[y : y + h, x : x + w] = 0
    return masked


@misconception("mask_regions")
def negative_end(image, boxes):
    """A box that lies wholly above or to the left hides something: an end below 0 counts from the end of the
    image, too. Replace both start and end by 0 when they are below."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[max(y, 0) : y + h, max(x, 0) : x + w] = 0
    return masked


@misconception("mask_regions")
def moved_inside(image, boxes):
    """You move a box that begins outside to the edge and keep its whole size, so it hides too much. Its end
    stays where it is: compute y + h before you replace y by 0."""
    masked = image.copy()
    for x, y, w, h in boxes:
        left, top = max(x, 0), max(y, 0)
        masked[top : top + h, left : left + w] = 0
    return masked


@misconception("mask_regions")
def original_painted(image, boxes):
    """You painted the image that was given. Work on a copy: image.copy()."""
    for x, y, w, h in boxes:
        image[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] = 0
    return image


@misconception("mask_regions")
def rows_for_columns(image, boxes):
    """You took x for the row and y for the column. The first index of an image is the row: image[y, x]."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[max(x, 0) : max(x + w, 0), max(y, 0) : max(y + h, 0)] = 0
    return masked


@misconception("mask_regions")
def second_corner_read(image, boxes):
    """You read the last two numbers as the opposite corner. They are width and height: the end is x + w."""
    masked = image.copy()
    for x, y, right, bottom in boxes:
        masked[max(y, 0) : max(bottom, 0), max(x, 0) : max(right, 0)] = 0
    return masked


@misconception("mask_regions")
def one_pixel_too_many(image, boxes):
    """Your boxes are one pixel too wide and too high. The last column inside is x + w - 1."""
    masked = image.copy()
    for x, y, w, h in boxes:
        if w > 0 and h > 0:
            masked[max(y, 0) : max(y + h + 1, 0), max(x, 0) : max(x + w + 1, 0)] = 0
    return masked


@misconception("mask_regions")
def rectangle_of_no_size(image, boxes):
    """cv2.rectangle takes the last pixel inside, and for a box without width or height it sorts the two
    corners and paints all the same. Leave such boxes out."""
    masked = image.copy()
    for x, y, w, h in boxes.tolist():
        cv2.rectangle(masked, (x, y), (x + w - 1, y + h - 1), (0, 0, 0), -1)
    return masked


@misconception("mask_regions")
def white_in_place_of_black(image, boxes):
    """You painted white. Black is 0."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] = 255
    return masked


@misconception("mask_regions")
def last_box_alone(image, boxes):
    """Only the last box is hidden: you begin with a new copy for each. Copy once, before the loop."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked = image.copy()
        masked[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] = 0
    return masked


@misconception("mask_regions")
def first_box_alone(image, boxes):
    """Only the first box is hidden: your function returns before it has seen the others."""
    masked = image.copy()
    for x, y, w, h in boxes:
        masked[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] = 0
        return masked
    return masked


@misconception("mask_regions")
def partly_outside_left_out(image, boxes):
    """You leave out every box that is not wholly inside. The part inside is to be hidden."""
    masked = image.copy()
    for x, y, w, h in boxes:
        if x >= 0 and y >= 0 and x + w <= image.shape[1] and y + h <= image.shape[0]:
            masked[y : y + h, x : x + w] = 0
    return masked


@misconception("mask_regions")
def blue_alone(image, boxes):
    """You set one channel of a colour image to 0. Black has a 0 in all three."""
    masked = image.copy()
    for x, y, w, h in boxes:
        part = masked[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
        if image.ndim == 3:
            part = part[..., 0]
        part[...] = 0
    return masked


@misconception("mask_regions")
def all_but_the_boxes(image, boxes):
    """You hid everything but the boxes. It is the boxes that are painted."""
    masked = np.zeros_like(image)
    for x, y, w, h in boxes:
        part = (slice(max(y, 0), max(y + h, 0)), slice(max(x, 0), max(x + w, 0)))
        masked[part] = image[part]
    return masked


@misconception("mask_regions")
def overlaps_shown(image, boxes):
    """Where two boxes overlap the image shows again: you turn hidden pixels back. Hide what any box
    covers."""
    hidden = np.zeros(image.shape[:2], dtype=bool)
    for x, y, w, h in boxes:
        hidden[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)] ^= True
    masked = image.copy()
    masked[hidden] = 0
    return masked


# --- mask_personal_data -------------------------------------------------------------------------------------


@misconception("mask_personal_data")
def word_borders(text):
    """You ask for a border with \\b. Korean letters are letters, so a number with a particle behind it is not
    hidden. Ask for no digit instead: (?<!\\d) and (?!\\d)."""
    text = re.sub(r"\b(\d{6})-\d{7}\b", r"\1-*******", text)
    text = re.sub(r"\b(\d{4})-\d{4}-\d{4}-(\d{4})\b", r"\1-****-****-\2", text)
    return re.sub(r"\b010-\d{4}-(\d{4})\b", r"010-****-\1", text)


@misconception("mask_personal_data")
def nothing_asked_around(text):
    """You do not look at what stands around a number, so parts of longer ones are hidden. No digit may stand
    right before or after: (?<!\\d) and (?!\\d)."""
    text = re.sub(r"(\d{6})-\d{7}", r"\1-*******", text)
    text = re.sub(r"(\d{4})-\d{4}-\d{4}-(\d{4})", r"\1-****-****-\2", text)
    return re.sub(r"010-\d{4}-(\d{4})", r"010-****-\1", text)


@misconception("mask_personal_data")
def digit_behind_overlooked(text):
    """You only look at what stands before a number. A digit right after it matters, too: (?!\\d)."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})", r"010-****-\1", text)


@misconception("mask_personal_data")
def digit_before_overlooked(text):
    """You only look at what follows a number. A digit right before it matters, too: (?<!\\d)."""
    text = re.sub(r"(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def neighbours_used_up(text):
    """Your pattern takes the sign before a number along, and the sign behind it, so of two numbers with one
    space between them the second is missed. (?<!\\d) and (?!\\d) look without taking."""
    text = re.sub(r"(^|\D)(\d{6})-\d{7}(\D|$)", r"\1\2-*******\3", text)
    text = re.sub(r"(^|\D)(\d{4})-\d{4}-\d{4}-(\d{4})(\D|$)", r"\1\2-****-****-\3\4", text)
    return re.sub(r"(^|\D)010-\d{4}-(\d{4})(\D|$)", r"\g<1>010-****-\2\3", text)


@misconception("mask_personal_data")
def white_space_demanded(text):
    """You only find numbers with white space around them. A bracket, a comma or a letter may touch a number;
    only a digit must not."""
    text = re.sub(r"(?<!\S)(\d{6})-\d{7}(?!\S)", r"\1-*******", text)
    text = re.sub(r"(?<!\S)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\S)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\S)010-\d{4}-(\d{4})(?!\S)", r"010-****-\1", text)


@misconception("mask_personal_data")
def whole_tail_of_mobile_hidden(text):
    """You hid the last four digits of mobile numbers, too. They stay: 010-****-5678."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-\d{4}(?!\d)", r"010-****-****", text)


@misconception("mask_personal_data")
def seventh_digit_shown(text):
    """You left the first digit behind the hyphen of resident numbers. All seven are hidden here:
    900101-*******."""
    text = re.sub(r"(?<!\d)(\d{6}-\d)\d{6}(?!\d)", r"\1******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def birthday_hidden(text):
    """You hid the six digits before the hyphen of resident numbers as well. They stay: 900101-*******."""
    text = re.sub(r"(?<!\d)\d{6}-\d{7}(?!\d)", "******-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def card_beginning_hidden(text):
    """You hid the first four digits of card numbers, too. The first and the last four stay:
    1234-****-****-3456."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)\d{4}-\d{4}-\d{4}-(\d{4})(?!\d)", r"****-****-****-\1", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def hyphens_optional(text):
    """You also hide numbers without hyphens. Only the printed forms are meant."""
    text = re.sub(r"(?<!\d)(\d{6})(-?)\d{7}(?!\d)", r"\1\2*******", text)
    text = re.sub(r"(?<!\d)(\d{4})(-?)\d{4}(-?)\d{4}(-?)(\d{4})(?!\d)", r"\1\2****\3****\4\5", text)
    return re.sub(r"(?<!\d)010(-?)\d{4}(-?)(\d{4})(?!\d)", r"010\1****\2\3", text)


@misconception("mask_personal_data")
def any_sign_between(text):
    """You also hide numbers with spaces or dots between the digits. Only hyphens are meant."""
    text = re.sub(r"(?<!\d)(\d{6})([-. ])\d{7}(?!\d)", r"\1\2*******", text)
    pattern = r"(?<!\d)(\d{4})([-. ])\d{4}([-. ])\d{4}([-. ])(\d{4})(?!\d)"
    text = re.sub(pattern, r"\1\2****\3****\4\5", text)
    return re.sub(r"(?<!\d)010([-. ])\d{4}([-. ])(\d{4})(?!\d)", r"010\1****\2\3", text)


@misconception("mask_personal_data")
def three_digits_in_the_middle(text):
    """You also hide mobile numbers with three digits in the middle. Only 010-1234-5678 is meant, with
    four."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)010-\d{3,4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def first_of_each_form(text):
    """You hide only the first number of each form. re.sub without count replaces all of them."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text, count=1)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text, count=1)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text, count=1)


@misconception("mask_personal_data")
def cards_forgotten(text):
    """Card numbers are not hidden."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text)


@misconception("mask_personal_data")
def seven_digits_as_one_star(text):
    """You put a single star for a group of digits. There is one star for each digit."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-*-*-\2", text)
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-*-\1", text)


@misconception("mask_personal_data")
def white_space_tidied(text):
    """The numbers are hidden, but you changed the white space: split() and " ".join() lose line ends and
    double spaces."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return " ".join(re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text).split())


@misconception("mask_personal_data")
def flag_as_count(text):
    """Only the first eight numbers of each form are hidden: the fourth argument of re.sub is a count, and
    re.M is the number 8. Write flags=re.M."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text, count=int(re.M))
    card = r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)"
    text = re.sub(card, r"\1-****-****-\2", text, count=int(re.M))
    return re.sub(r"(?<!\d)010-\d{4}-(\d{4})(?!\d)", r"010-****-\1", text, count=int(re.M))


@misconception("mask_personal_data")
def any_three_digits_in_front(text):
    """You hide every number of 3, 4 and 4 digits. A mobile number begins with 010; an order number such as
    700-1234-5678 stays."""
    text = re.sub(r"(?<!\d)(\d{6})-\d{7}(?!\d)", r"\1-*******", text)
    text = re.sub(r"(?<!\d)(\d{4})-\d{4}-\d{4}-(\d{4})(?!\d)", r"\1-****-****-\2", text)
    return re.sub(r"(?<!\d)(\d{3})-\d{4}-(\d{4})(?!\d)", r"\1-****-\2", text)


# --- pseudo_labels ------------------------------------------------------------------------------------------


@misconception("pseudo_labels")
def more_than_threshold(probabilities, threshold):
    """You leave out rows whose best probability is equal to the threshold. At least the threshold: >=."""
    indices = np.flatnonzero(probabilities.max(axis=1) > threshold)
    return indices, probabilities[indices].argmax(axis=1)


@misconception("pseudo_labels")
def labels_of_all_rows(probabilities, threshold):
    """You return the labels of all rows. Only the chosen rows have one: labels[indices]."""
    return np.flatnonzero(probabilities.max(axis=1) >= threshold), probabilities.argmax(axis=1)


@misconception("pseudo_labels")
def mask_in_place_of_indices(probabilities, threshold):
    """You return True and False for each row. Wanted are the numbers of the chosen rows: np.flatnonzero."""
    sure = probabilities.max(axis=1) >= threshold
    return sure, probabilities[sure].argmax(axis=1)


@misconception("pseudo_labels")
def probabilities_as_labels(probabilities, threshold):
    """You return the highest probabilities. A label is the number of the class that has it: argmax."""
    indices = np.flatnonzero(probabilities.max(axis=1) >= threshold)
    return indices, probabilities[indices].max(axis=1)


@misconception("pseudo_labels")
def surest_first(probabilities, threshold):
    """Your rows are sorted by how sure the model is. Row numbers are ascending here."""
    best = probabilities.max(axis=1)
    indices = np.array([i for i in np.argsort(-best) if best[i] >= threshold], dtype=int)
    return indices, probabilities[indices].argmax(axis=1)


@misconception("pseudo_labels")
def labels_before_indices(probabilities, threshold):
    """The two are swapped: first the row numbers, then the labels."""
    indices = np.flatnonzero(probabilities.max(axis=1) >= threshold)
    return probabilities[indices].argmax(axis=1), indices


@misconception("pseudo_labels")
def every_class_above(probabilities, threshold):
    """You take every class that reaches the threshold, so with a low threshold a row comes more than once.
    Each row has one label, its best class."""
    rows, classes = np.nonzero(probabilities >= threshold)
    return rows, classes


@misconception("pseudo_labels")
def unsure_rows_chosen(probabilities, threshold):
    """You chose the rows that the model is not sure of. The comparison is the wrong way round."""
    indices = np.flatnonzero(probabilities.max(axis=1) < threshold)
    return indices, probabilities[indices].argmax(axis=1)


@misconception("pseudo_labels")
def stopped_at_the_first_unsure(probabilities, threshold):
    """You stop at the first row that the model is not sure of. Later rows count, too: continue, not break."""
    indices, labels = [], []
    for i, row in enumerate(probabilities):
        if row.max() < threshold:
            break
        indices.append(i)
        labels.append(row.argmax())
    return np.array(indices, dtype=int), np.array(labels, dtype=int)


@misconception("pseudo_labels")
def counted_among_the_chosen(probabilities, threshold):
    """You numbered the chosen rows 0, 1, 2, ... Wanted are their numbers among all rows."""
    sure = probabilities.max(axis=1) >= threshold
    return np.arange(sure.sum()), probabilities[sure].argmax(axis=1)


@misconception("pseudo_labels")
def nearly_sure(probabilities, threshold):
    """You take rows that miss the threshold by a little. Choose those whose highest probability is at least
    threshold, and no others."""
    indices = np.flatnonzero(probabilities.max(axis=1) >= threshold - 0.01)
    return indices, probabilities[indices].argmax(axis=1)


# --- quantize -----------------------------------------------------------------------------------------------


@misconception("quantize")
def cut_off(weights):
    """You cut off what follows the point: astype(np.int8) does not round. Round first."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return (weights / scale).astype(np.int8), scale


@misconception("quantize")
def rounded_down(weights):
    """You rounded down. Round to the nearest whole number: np.round."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return np.floor(weights / scale).astype(np.int8), scale


@misconception("quantize")
def divided_by_128(weights):
    """You divided by 128. int8 holds -128 but not 128, so the symmetric range is -127 to 127: divide by
    127."""
    scale = float(np.max(np.abs(weights))) / 128 or 1.0
    return np.clip(np.round(weights / scale), -128, 127).astype(np.int8), scale


@misconception("quantize")
def sign_of_the_largest_kept(weights):
    """You took the largest weight. The largest absolute value counts, also that of a negative weight."""
    scale = float(np.max(weights)) / 127 or 1.0
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


@misconception("quantize")
def zeros_divided(weights):
    """When all weights are 0, your scale is 0 and you divide by it. Use a scale of 1.0 then."""
    scale = float(np.max(np.abs(weights))) / 127
    with np.errstate(all="ignore"):
        return np.round(weights / scale).astype(np.int8), scale


@misconception("quantize")
def scale_of_zero(weights):
    """For weights that are all 0 you return a scale of 0.0. Wanted is 1.0, so that nobody divides by 0."""
    scale = float(np.max(np.abs(weights))) / 127
    return np.round(weights / (scale or 1.0)).astype(np.int8), scale


@misconception("quantize")
def moved_to_the_middle(weights):
    """You spread the range from the smallest to the largest weight over 256 steps. The symmetric kind keeps 0
    at 0 and takes the largest absolute value alone."""
    low, high = float(weights.min()), float(weights.max())
    scale = (high - low) / 255 or 1.0
    return np.clip(np.round((weights - low) / scale) - 128, -128, 127).astype(np.int8), scale


@misconception("quantize")
def left_as_floats(weights):
    """The numbers are right, but they are floats of 8 bytes each. Turn them to int8: astype(np.int8)."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return np.round(weights / scale), scale


@misconception("quantize")
def scale_turned_round(weights):
    """Your scale is 127 / max|w|. It is what one step is worth: max|w| / 127."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return np.round(weights / scale).astype(np.int8), 1 / scale


@misconception("quantize")
def scale_before_q(weights):
    """The two are swapped: first q, then the scale."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return scale, np.round(weights / scale).astype(np.int8)


@misconception("quantize")
def scale_for_each_row(weights):
    """You have a scale for every row. There is one for all weights."""
    scale = np.max(np.abs(weights), axis=-1, keepdims=True) / 127
    scale = np.where(scale == 0, 1.0, scale)
    return np.round(weights / scale).astype(np.int8), scale if weights.ndim > 1 else float(scale[0])


@misconception("quantize")
def range_of_one_assumed(weights):
    """You multiplied by 127, as if the largest weight were 1. Divide by scale = max|w| / 127."""
    scale = float(np.max(np.abs(weights))) / 127 or 1.0
    return np.clip(np.round(weights * 127), -127, 127).astype(np.int8), scale


@misconception("quantize")
def tiny_taken_for_zero(weights):
    """Small weights are taken for 0: np.isclose calls everything below 1e-8 zero. scale is 1.0 only where all
    weights are exactly 0."""
    largest = np.abs(weights).max()
    scale = 1.0 if np.isclose(largest, 0) else largest / 127
    return np.round(weights / scale).astype(np.int8), scale


# --- dequantize ---------------------------------------------------------------------------------------------


@misconception("dequantize")
def divided_by_scale(q, scale):
    """You divided by the scale. quantize divided, so now multiply."""
    return q / scale


@misconception("dequantize")
def back_into_int8(q, scale):
    """You put the result into an int8, which holds no fractions. Let it be floats."""
    return (q * scale).astype(np.int8)


@misconception("dequantize")
def rounded_to_whole(q, scale):
    """You rounded the result. Weights are fractions: leave them as they come."""
    return np.round(q * scale)


@misconception("dequantize")
def divided_by_127_again(q, scale):
    """You divided by 127 once more. The scale has that in it already."""
    return q / 127 * scale


@misconception("dequantize")
def scale_forgotten(q, scale):
    """You only turned q to floats. Multiply by the scale."""
    return q.astype(np.float64)


@misconception("dequantize")
def zero_moved(q, scale):
    """You moved q by 128 first, as for numbers from 0 to 255. In the symmetric kind 0 stays 0."""
    return (q.astype(np.float64) + 128) * scale


@misconception("dequantize")
def scale_added(q, scale):
    """You added the scale. Every step is worth scale: multiply."""
    return q + scale


@misconception("dequantize")
def flat(q, scale):
    """You return one long row. The result has the shape of q."""
    return q.ravel() * scale


# --- prune --------------------------------------------------------------------------------------------------


@misconception("prune")
def largest_dropped(weights, fraction):
    """You dropped the largest weights. np.argsort sorts upwards: the smallest come first."""
    result = weights.flatten()
    result[np.argsort(-np.abs(result))[: int(fraction * result.size)]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def signs_not_ignored(weights, fraction):
    """You sorted the weights with their signs, so large negative ones go first. Sort the absolute values."""
    result = weights.flatten()
    result[np.argsort(result)[: int(fraction * result.size)]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def equal_ones_all_go(weights, fraction):
    """You drop everything up to a limit, so of equal weights more go than asked for. The number is exact:
    choose by position, with np.argsort."""
    count = int(fraction * weights.size)
    if count == 0:
        return weights.copy()
    limit = np.sort(np.abs(weights), axis=None)[count - 1]
    return np.where(np.abs(weights) <= limit, 0.0, weights)


@misconception("prune")
def equal_ones_all_stay(weights, fraction):
    """You drop everything below a limit, so of equal weights fewer go than asked for. The number is exact:
    choose by position, with np.argsort."""
    count = int(fraction * weights.size)
    if count == weights.size:
        return np.zeros_like(weights)
    limit = np.sort(np.abs(weights), axis=None)[count]
    return np.where(np.abs(weights) < limit, 0.0, weights)


@misconception("prune")
def quantile_as_limit(weights, fraction):
    """You take np.quantile of the absolute values as a limit. It lies between two weights, and equal ones are
    not counted: the number int(fraction * size) is exact."""
    return np.where(np.abs(weights) <= np.quantile(np.abs(weights), fraction), 0.0, weights)


@misconception("prune")
def none_means_all(weights, fraction):
    """With a count of 0 you drop everything: the index count - 1 is then -1, the last. Look at that case
    first."""
    result = weights.flatten()
    order = np.argsort(np.abs(result))
    count = int(fraction * result.size)
    result[order if count == 0 else order[:count]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def all_means_none(weights, fraction):
    """With a fraction of 1 you drop nothing: the slice [-0:] is everything that you keep. Choose those to
    drop, with [:count]."""
    flat_weights = weights.ravel()
    order = np.argsort(np.abs(flat_weights))
    keep = order[-(flat_weights.size - int(fraction * flat_weights.size)) :]
    result = np.zeros(flat_weights.size)
    result[keep] = flat_weights[keep]
    return result.reshape(weights.shape)


@misconception("prune")
def count_rounded(weights, fraction):
    """You rounded the count. int() cuts off what follows the point."""
    result = weights.flatten()
    result[np.argsort(np.abs(result))[: round(fraction * result.size)]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def count_rounded_up(weights, fraction):
    """You rounded the count up. int() cuts off what follows the point."""
    result = weights.flatten()
    result[np.argsort(np.abs(result))[: int(np.ceil(fraction * result.size))]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def row_by_row(weights, fraction):
    """You dropped the smallest of every row. Choose them from the whole array."""
    result = weights.copy()
    rows = result.reshape(-1, weights.shape[-1])
    count = int(fraction * weights.shape[-1])
    for row in rows:
        row[np.argsort(np.abs(row))[:count]] = 0
    return result


@misconception("prune")
def pruned_in_place(weights, fraction):
    """The result is right, but you changed the weights that were given: reshape and ravel give a view. Work
    on a copy."""
    result = weights.reshape(-1)
    result[np.argsort(np.abs(result))[: int(fraction * result.size)]] = 0
    return weights


@misconception("prune")
def one_long_row(weights, fraction):
    """You return one long row. The result has the shape of weights: reshape it back."""
    result = weights.flatten()
    result[np.argsort(np.abs(result))[: int(fraction * result.size)]] = 0
    return result


@misconception("prune")
def share_of_the_largest(weights, fraction):
    """You drop what is smaller than a share of the largest weight. The fraction says how many go."""
    return np.where(np.abs(weights) < fraction * np.abs(weights).max(), 0.0, weights)


@misconception("prune")
def fraction_kept(weights, fraction):
    """You kept that fraction. It says how many weights go."""
    result = weights.flatten()
    count = result.size - int(fraction * result.size)
    result[np.argsort(np.abs(result))[:count]] = 0
    return result.reshape(weights.shape)


@misconception("prune")
def zeros_not_counted(weights, fraction):
    """You dropped that many weights beside those that were 0 already. A weight of 0 counts as one that
    went."""
    result = weights.flatten()
    order = np.argsort(np.abs(result))
    order = order[result[order] != 0]
    result[order[: int(fraction * result.size)]] = 0
    return result.reshape(weights.shape)
