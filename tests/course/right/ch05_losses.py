"""Right answers to chapter 5 written otherwise: none may be refused."""

import numpy as np

from tests.course.answers import right_answer


@right_answer("mae")
def looped(y_pred, y_true):
    if not np.shape(y_pred) == np.shape(y_true):
        raise ValueError(f"shape {np.shape(y_pred)} of y_pred is not {np.shape(y_true)}")
    total, count = 0.0, 0
    for predicted, right in zip(y_pred.ravel().tolist(), y_true.ravel().tolist(), strict=True):
        total += abs(predicted - right)
        count += 1
    if not count:
        raise ValueError("y_true is empty")
    return total / count


@right_answer("mae")
def single_precision(y_pred, y_true):
    class BadShapes(ValueError):
        pass

    if y_pred.shape != y_true.shape or not y_pred.size:
        raise BadShapes(f"y_pred {y_pred.shape}, y_true {y_true.shape}")
    return np.abs(y_pred.astype(np.float32) - y_true.astype(np.float32)).mean()


@right_answer("mse")
def dot_product(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true must have one shape")
    if 0 in y_pred.shape:
        raise ValueError("y_pred has no elements")
    difference = np.ravel(y_pred - y_true)
    return np.array(difference @ difference / difference.size)


@right_answer("mse")
def variance_and_bias(y_pred, y_true):
    if y_pred.shape != y_true.shape or y_pred.size < 1:
        raise ValueError(f"y_pred: {y_pred.shape}, y_true: {y_true.shape}")
    error = np.subtract(y_true, y_pred)
    return np.var(error) + np.mean(error) ** 2


@right_answer("rmse")
def length_of_the_error(y_pred, y_true):
    if y_pred.shape != y_true.shape or len(y_pred.ravel()) == 0:
        raise ValueError("y_pred, y_true: shapes")
    return np.linalg.norm((y_pred - y_true).ravel()) / np.sqrt(y_pred.size)


@right_answer("rmse")
def through_mse(y_pred, y_true):
    return mse(y_pred, y_true) ** 0.5


@right_answer("mae_gradient")
def element_by_element(y_pred, y_true):
    gradient = np.zeros(y_pred.shape)
    for place in np.ndindex(*y_pred.shape):
        if y_pred[place] > y_true[place]:
            gradient[place] = 1 / y_pred.size
        elif y_pred[place] < y_true[place]:
            gradient[place] = -1 / y_pred.size
    return gradient


@right_answer("mae_gradient")
def comparisons(y_pred, y_true):
    above, below = y_pred > y_true, y_pred < y_true
    return (above.astype(np.float32) - below.astype(np.float32)) / np.float32(np.prod(y_pred.shape))


@right_answer("mse_gradient")
def sum_of_both(y_pred, y_true):
    error = y_pred - y_true
    error += error
    error /= error.size
    return error


@right_answer("mse_gradient")
def other_sign_twice(y_pred, y_true):
    share = np.full_like(y_pred, -2.0 / y_pred.size)
    return np.multiply(share, np.subtract(y_true, y_pred))


@right_answer("one_hot")
def compared_with_a_row(labels, num_classes):
    wrong = [int(label) for label in labels if not 0 <= label < num_classes]
    if wrong:
        raise ValueError(f"no such class: {wrong[0]}")
    return (labels.reshape(-1, 1) == np.arange(num_classes)).astype(np.uint8)


@right_answer("one_hot")
def places_set(labels, num_classes):
    if labels.size and (labels.min() < 0 or labels.max() > num_classes - 1):
        raise ValueError("labels must lie in 0..num_classes-1")
    rows = np.zeros((len(labels), num_classes), dtype=np.float32)
    rows[np.arange(len(labels)), labels] = 1
    return rows


@right_answer("one_hot")
def rows_of_bools(labels, num_classes):
    rows = np.zeros((labels.shape[0], num_classes), dtype=bool)
    for row, label in zip(rows, labels, strict=True):
        if label not in range(num_classes):
            raise ValueError(f"labels hold {label}")
        row[label] = True
    return rows


@right_answer("binary_cross_entropy")
def by_cases(p, y):
    clipped = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    return -np.log(np.where(y == 1, clipped, 1 - clipped)).mean()


@right_answer("binary_cross_entropy")
def one_at_a_time(p, y):
    import math

    losses = []
    for chance, bit in zip(p.flat, y.flat, strict=True):
        chance = min(max(chance, 1e-7), 1 - 1e-7)
        losses.append(-(bit * math.log(chance) + (1 - bit) * math.log1p(-chance)))
    return math.fsum(losses) / len(losses)


@right_answer("categorical_cross_entropy")
def chosen_by_the_label(p, y):
    right = p[np.arange(len(p)), y.argmax(axis=1)]
    return float(-np.mean(np.log(np.clip(right, 1e-7, 1 - 1e-7))))


@right_answer("categorical_cross_entropy")
def traced(p, y):
    logs = np.log(np.clip(p, 1e-7, 1 - 1e-7))
    return -np.einsum("ij,ij->", y, logs) / p.shape[0]


@right_answer("categorical_cross_entropy")
def rows_in_a_loop(p, y):
    loss = np.float32(0)
    for row, bits in zip(p, y, strict=True):
        for chance, bit in zip(row, bits, strict=True):
            if bit:
                loss -= np.log(np.float32(np.clip(chance, 1e-7, 1 - 1e-7)))
    return loss / len(p)
