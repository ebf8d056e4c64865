"""Known wrong answers of chapter 5 in other words: each must be recognised as the mistake it repeats."""

import numpy as np

from tests.course.answers import rewritten

# --- mae ---


@rewritten("mae", of="absolute_of_the_mean")
def outer_absolute_value(y_pred, y_true):
    if y_pred.shape != y_true.shape or y_true.size == 0:
        raise ValueError("y_pred and y_true do not fit")
    return np.abs(np.average(y_true - y_pred))


@rewritten("mae", of="summed")
def added_in_a_loop(y_pred, y_true):
    if not y_pred.shape == y_true.shape:
        raise ValueError("shapes of y_pred and y_true")
    if len(y_pred.ravel()) < 1:
        raise ValueError("y_pred is empty")
    total = 0
    for predicted, right in zip(y_pred.flat, y_true.flat, strict=True):
        total += max(predicted - right, right - predicted)
    return total


@rewritten("mae", of="only_sizes_compared")
def flattened_first(y_pred, y_true):
    predicted, right = y_pred.flatten(), y_true.flatten()
    if len(predicted) != len(right) or not len(right):
        raise ValueError(f"y_pred has {len(predicted)} elements, y_true {len(right)}")
    return np.absolute(right - predicted).sum() / len(right)


# --- mse ---


@rewritten("mse", of="mean_squared")
def mean_before_the_square(y_pred, y_true):
    check_pair(y_pred, y_true)
    mean = (y_true - y_pred).sum() / y_true.size
    return mean * mean


@rewritten("mse", of="halved")
def half_a_square(y_pred, y_true):
    check_pair(y_pred, y_true)
    squares = [0.5 * (a - b) * (a - b) for a, b in zip(y_pred.flat, y_true.flat, strict=True)]
    return sum(squares) / len(squares)


@rewritten("mse", of="subtracted_in_place")
def overwritten(y_pred, y_true):
    check_pair(y_pred, y_true)
    np.subtract(y_pred, y_true, out=y_pred)
    return np.square(y_pred).mean()


@rewritten("mse", of="root_taken")
def norm_over_root_n(y_pred, y_true):
    check_pair(y_pred, y_true)
    return np.linalg.norm(np.ravel(y_pred - y_true)) / y_true.size**0.5


# --- rmse ---


@rewritten("rmse", of="root_of_every_square")
def roots_in_a_list(y_pred, y_true):
    check_pair(y_pred, y_true)
    return np.mean([((a - b) ** 2) ** 0.5 for a, b in zip(y_pred.flat, y_true.flat, strict=True)])


@rewritten("rmse", of="root_of_the_sum")
def length_alone(y_pred, y_true):
    check_pair(y_pred, y_true)
    return np.linalg.norm((y_true - y_pred).reshape(-1))


@rewritten("rmse", of="root_before_dividing")
def divided_at_the_end(y_pred, y_true):
    check_pair(y_pred, y_true)
    error = (y_true - y_pred).ravel()
    return (error @ error) ** 0.5 / len(error)


# --- mae_gradient ---


@rewritten("mae_gradient", of="mean_left_out")
def ones_and_minus_ones(y_pred, y_true):
    return (y_pred > y_true) * 1.0 - (y_pred < y_true) * 1.0


@rewritten("mae_gradient", of="down_where_equal")
def two_cases(y_pred, y_true):
    gradient = np.full(y_pred.shape, -1.0)
    gradient[y_pred > y_true] = 1.0
    return gradient / gradient.size


@rewritten("mae_gradient", of="signs_over_rows")
def rows_counted(y_pred, y_true):
    rows = y_pred.shape[0]
    return np.where(y_pred == y_true, 0.0, np.copysign(1 / rows, y_pred - y_true))


# --- one_hot ---


@rewritten("one_hot", of="left_to_numpy")
def places_written(labels, num_classes):
    table = np.zeros((labels.size, num_classes))
    table[range(labels.size), labels] = 1.0
    return table


@rewritten("one_hot", of="zero_rows")
def compared_in_a_loop(labels, num_classes):
    rows = [[float(label == column) for column in range(num_classes)] for label in labels]
    return np.array(rows).reshape(len(labels), num_classes)


@rewritten("one_hot", of="lying_down")
def columns_for_labels(labels, num_classes):
    for label in labels.tolist():
        if not 0 <= label <= num_classes - 1:
            raise ValueError(f"label {label}")
    return (np.arange(num_classes)[:, None] == labels[None, :]).astype(int)


@rewritten("one_hot", of="labels_written")
def numbers_written(labels, num_classes):
    if any(label not in range(num_classes) for label in labels.tolist()):
        raise ValueError("labels outside of num_classes")
    table = np.zeros((len(labels), num_classes), dtype=int)
    for row, label in enumerate(labels):
        table[row, label] = label
    return table


# --- binary_cross_entropy ---


@rewritten("binary_cross_entropy", of="second_term_missing")
def ones_only(p, y):
    logs = np.log(np.minimum(np.maximum(p, 1e-7), 1 - 1e-7))
    return np.where(y > 0.5, -logs, 0.0).mean()


@rewritten("binary_cross_entropy", of="not_averaged")
def chances_of_the_truth(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.log(np.where(y == 1, p, 1 - p)).sum()


@rewritten("binary_cross_entropy", of="terms_crossed")
def chances_of_the_opposite(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return float(np.mean(-np.log(np.where(y == 0, p, 1 - p))))


@rewritten("binary_cross_entropy", of="base_two")
def bits(p, y):
    p = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    return np.average(-(np.log(p) * y + np.log1p(-p) * (1 - y))) / np.log(2)


# --- categorical_cross_entropy ---


@rewritten("categorical_cross_entropy", of="slide_formula")
def both_terms_row_by_row(p, y):
    loss = 0.0
    for row, bits in zip(np.clip(p, 1e-7, 1 - 1e-7), y, strict=True):
        for chance, bit in zip(row, bits, strict=True):
            loss -= np.log(chance) if bit else np.log(1 - chance)
    return loss / p.shape[0]


@rewritten("categorical_cross_entropy", of="averaged_over_classes_too")
def mean_of_everything(p, y):
    logs = np.log(np.clip(p, 1e-7, 1 - 1e-7))
    return -(logs[y == 1].sum()) / p.size


@rewritten("categorical_cross_entropy", of="rows_summed")
def right_ones_added(p, y):
    right = p[np.arange(len(p)), np.argmax(y, axis=-1)]
    return np.sum(-np.log(right.clip(1e-7, 1 - 1e-7)))
