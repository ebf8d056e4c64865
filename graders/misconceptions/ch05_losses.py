"""Known wrong answers of chapter 5, each with the sentence that helps."""

import numpy as np

from stubmeister.grading import misconception

# --- mae ---


@misconception("mae")
def absolute_forgotten(y_pred, y_true):
    """You averaged the differences as they are, so errors of opposite sign cancel. Take their absolute
    values before the mean."""
    check_pair(y_pred, y_true)
    return float(np.mean(y_pred - y_true))


@misconception("mae")
def absolute_of_the_mean(y_pred, y_true):
    """You took the absolute value of the mean. By then opposite errors have cancelled: take it of every
    difference, then average."""
    check_pair(y_pred, y_true)
    return float(abs(np.mean(y_pred - y_true)))


@misconception("mae")
def summed(y_pred, y_true):
    """This is the sum of the absolute errors. Divide it by the number of elements to get their mean."""
    check_pair(y_pred, y_true)
    return float(np.sum(np.abs(y_pred - y_true)))


@misconception("mae")
def squared(y_pred, y_true):
    """You squared the differences: that is MSE. MAE takes absolute values."""
    check_pair(y_pred, y_true)
    return float(np.mean((y_pred - y_true) ** 2))


@misconception("mae")
def root_of_squares(y_pred, y_true):
    """This is RMSE, the root of the mean square. MAE is the mean of the absolute values; the two agree
    only when all errors are equally large."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


@misconception("mae")
def divided_by_rows(y_pred, y_true):
    """You divided by len(), which counts rows. N is the number of all elements, y_pred.size."""
    check_pair(y_pred, y_true)
    return float(np.sum(np.abs(y_pred - y_true))) / len(y_pred)


@misconception("mae")
def mean_per_column(y_pred, y_true):
    """Your mean runs over the first axis alone and leaves a number for each column. Average over all
    elements: leave out axis."""
    check_pair(y_pred, y_true)
    return np.mean(np.abs(y_pred - y_true), axis=0)


@misconception("mae")
def one_term_too_many(y_pred, y_true):
    """You divided by N + 1. A sum from 1 to N has N terms (the slides of this chapter once count from 0);
    divide by N."""
    check_pair(y_pred, y_true)
    return float(np.sum(np.abs(y_pred - y_true))) / (y_pred.size + 1)


@misconception("mae")
def shapes_unchecked(y_pred, y_true):
    """Different shapes are not refused. NumPy stretches some of them onto each other in silence, so
    compare the shapes yourself and raise ValueError."""
    if y_pred.size == 0:
        raise ValueError("y_pred is empty")
    return float(np.mean(np.abs(y_pred - y_true)))


@misconception("mae")
def empty_unchecked(y_pred, y_true):
    """Empty arrays are not refused: the mean of nothing is NaN. Look at y_pred.size and raise ValueError
    when it is 0."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true have different shapes")
    return float(np.mean(np.abs(y_pred - y_true)))


@misconception("mae")
def nothing_checked(y_pred, y_true):
    """The mean is right, but the checks are missing: different shapes and empty arrays must raise
    ValueError."""
    return float(np.mean(np.abs(y_pred - y_true)))


@misconception("mae")
def only_lengths_compared(y_pred, y_true):
    """You compared the numbers of rows. Two arrays with as many rows can still have different shapes:
    compare .shape."""
    if len(y_pred) != len(y_true) or y_pred.size == 0:
        raise ValueError("y_pred and y_true do not fit")
    return float(np.mean(np.abs(y_pred - y_true)))


@misconception("mae")
def only_sizes_compared(y_pred, y_true):
    """You compared the numbers of elements. (6,) and (2, 3) have as many and are still different: compare
    .shape."""
    if y_pred.size != y_true.size or y_pred.size == 0:
        raise ValueError("y_pred and y_true do not fit")
    return float(np.mean(np.abs(y_pred.ravel() - y_true.ravel())))


# --- mse ---


@misconception("mse")
def root_taken(y_pred, y_true):
    """You took the square root: that is RMSE (slide 5.1.1). MSE is the mean of the squares itself."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


@misconception("mse")
def root_taken_unchecked(y_pred, y_true):
    """You took the square root: that is RMSE (slide 5.1.1). MSE is the mean of the squares itself. The checks
    for different shapes and empty arrays are still to come, too."""
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


@misconception("mse")
def mean_squared(y_pred, y_true):
    """You averaged the differences and squared the mean, as the text of slide 5.1.1 can be read. Opposite
    errors cancel that way: square every difference first."""
    check_pair(y_pred, y_true)
    return float(np.mean(y_pred - y_true) ** 2)


@misconception("mse")
def midpoints_squared(y_pred, y_true):
    """You squared the mean between prediction and truth, as slide 5.1.1 words it. What is squared is their
    difference."""
    check_pair(y_pred, y_true)
    return float(np.mean(((y_pred + y_true) / 2) ** 2))


@misconception("mse")
def summed_squares(y_pred, y_true):
    """This is the sum of the squares. Divide it by the number of elements to get their mean."""
    check_pair(y_pred, y_true)
    return float(np.sum((y_pred - y_true) ** 2))


@misconception("mse")
def absolute_values(y_pred, y_true):
    """You took absolute values: that is MAE. MSE squares the differences."""
    check_pair(y_pred, y_true)
    return float(np.mean(np.abs(y_pred - y_true)))


@misconception("mse")
def squares_subtracted(y_pred, y_true):
    """You squared both arrays and subtracted the squares. Subtract first, then square the difference."""
    check_pair(y_pred, y_true)
    return float(np.mean(y_pred**2 - y_true**2))


@misconception("mse")
def halved(y_pred, y_true):
    """You halved the result. Some books do, to lose the 2 of the derivative; the formula of slide 5.1.1
    has no 1/2."""
    check_pair(y_pred, y_true)
    return float(np.mean((y_pred - y_true) ** 2)) / 2


@misconception("mse")
def squares_divided_by_rows(y_pred, y_true):
    """You divided by len(), which counts rows. N is the number of all elements, y_pred.size."""
    check_pair(y_pred, y_true)
    return float(np.sum((y_pred - y_true) ** 2)) / len(y_pred)


@misconception("mse")
def squares_per_column(y_pred, y_true):
    """Your mean runs over the first axis alone and leaves a number for each column. Average over all
    elements: leave out axis."""
    check_pair(y_pred, y_true)
    return np.mean((y_pred - y_true) ** 2, axis=0)


@misconception("mse")
def squares_by_n_plus_one(y_pred, y_true):
    """You divided by N + 1. A sum from 1 to N has N terms (slide 5.1.2 counts from 0 by mistake); divide
    by N."""
    check_pair(y_pred, y_true)
    return float(np.sum((y_pred - y_true) ** 2)) / (y_pred.size + 1)


@misconception("mse")
def shapes_not_compared(y_pred, y_true):
    """Different shapes are not refused. NumPy stretches some of them onto each other in silence, so
    compare the shapes yourself and raise ValueError."""
    if y_pred.size == 0:
        raise ValueError("y_pred is empty")
    return float(np.mean((y_pred - y_true) ** 2))


@misconception("mse")
def nan_for_nothing(y_pred, y_true):
    """Empty arrays are not refused: the mean of nothing is NaN. Look at y_pred.size and raise ValueError
    when it is 0."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true have different shapes")
    return float(np.mean((y_pred - y_true) ** 2))


@misconception("mse")
def no_checks(y_pred, y_true):
    """The mean is right, but the checks are missing: different shapes and empty arrays must raise
    ValueError."""
    return float(np.mean((y_pred - y_true) ** 2))


@misconception("mse")
def subtracted_in_place(y_pred, y_true):
    """The number is right, but y_pred was changed on the way: -= works in the caller's array. Write y_pred
    - y_true instead."""
    check_pair(y_pred, y_true)
    y_pred -= y_true
    return float(np.mean(y_pred**2))


@misconception("mse")
def mean_of_batch_means(y_pred, y_true):
    """You average the means of batches of 32. The last batch may be smaller, and its elements then count
    more than the others. Divide the sum of all squares by N."""
    check_pair(y_pred, y_true)
    squares = np.ravel((y_pred - y_true) ** 2)
    return float(np.mean([squares[i : i + 32].mean() for i in range(0, squares.size, 32)]))


# --- rmse ---


@misconception("rmse")
def root_forgotten(y_pred, y_true):
    """This is MSE. RMSE is its square root, which brings it back to the unit of the data."""
    check_pair(y_pred, y_true)
    return float(np.mean((y_pred - y_true) ** 2))


@misconception("rmse")
def root_of_every_square(y_pred, y_true):
    """You took the root of every square, which undoes it and gives MAE. Take one root, after the mean."""
    check_pair(y_pred, y_true)
    return float(np.mean(np.sqrt((y_pred - y_true) ** 2)))


@misconception("rmse")
def root_before_dividing(y_pred, y_true):
    """You took the root of the sum and divided afterwards. Divide by N first: the root comes last."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.sum((y_pred - y_true) ** 2))) / y_pred.size


@misconception("rmse")
def root_of_the_sum(y_pred, y_true):
    """You took the root of the sum of the squares. Divide by the number of elements before the root."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.sum((y_pred - y_true) ** 2)))


@misconception("rmse")
def mean_of_row_roots(y_pred, y_true):
    """You took a root for every row and averaged the roots. There is one mean over all elements and one
    root of it."""
    check_pair(y_pred, y_true)
    squares = (y_pred - y_true) ** 2
    return float(np.mean(np.sqrt(squares if squares.ndim == 1 else np.mean(squares, axis=-1))))


@misconception("rmse")
def root_of_absolute_errors(y_pred, y_true):
    """You took the root of the mean absolute error. The root belongs to the mean of the squares."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.mean(np.abs(y_pred - y_true))))


@misconception("rmse")
def root_over_rows(y_pred, y_true):
    """You divided by len(), which counts rows. N is the number of all elements, y_pred.size."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.sum((y_pred - y_true) ** 2) / len(y_pred)))


@misconception("rmse")
def root_of_the_squared_mean(y_pred, y_true):
    """You averaged before squaring, so opposite errors cancelled. The order is subtract, square, average,
    root."""
    check_pair(y_pred, y_true)
    return float(np.sqrt(np.mean(y_pred - y_true) ** 2))


@misconception("rmse")
def any_shapes(y_pred, y_true):
    """Different shapes are not refused. NumPy stretches some of them onto each other in silence, so
    compare the shapes yourself and raise ValueError."""
    if y_pred.size == 0:
        raise ValueError("y_pred is empty")
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


@misconception("rmse")
def root_of_nothing(y_pred, y_true):
    """Empty arrays are not refused: the mean of nothing is NaN. Look at y_pred.size and raise ValueError
    when it is 0."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true have different shapes")
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


@misconception("rmse")
def checks_missing(y_pred, y_true):
    """The number is right, but the checks are missing: different shapes and empty arrays must raise
    ValueError."""
    return float(np.sqrt(np.mean((y_pred - y_true) ** 2)))


# --- mae_gradient ---


@misconception("mae_gradient")
def mean_left_out(y_pred, y_true):
    """These are the signs themselves. MAE is a mean, so its gradient is divided by the number of elements
    as well."""
    return np.sign(y_pred - y_true)


@misconception("mae_gradient")
def wrong_way_round(y_pred, y_true):
    """All signs are turned round. The gradient with respect to y_pred is positive where the prediction is
    too large."""
    return np.sign(y_true - y_pred) / y_pred.size


@misconception("mae_gradient")
def signs_over_rows(y_pred, y_true):
    """You divided by len(), which counts rows. N is the number of all elements, y_pred.size."""
    return np.sign(y_pred - y_true) / len(y_pred)


@misconception("mae_gradient")
def down_where_equal(y_pred, y_true):
    """Where prediction and truth are equal you gave -1/N. Neither direction is right there: the gradient
    is 0."""
    return np.where(y_pred > y_true, 1.0, -1.0) / y_pred.size


@misconception("mae_gradient")
def up_where_equal(y_pred, y_true):
    """Where prediction and truth are equal you gave 1/N. Neither direction is right there: the gradient is
    0."""
    return np.where(y_pred >= y_true, 1.0, -1.0) / y_pred.size


@misconception("mae_gradient")
def nothing_by_nothing(y_pred, y_true):
    """Where prediction and truth are equal you divided 0 by 0, which is NaN. The gradient there is 0;
    np.sign gives that."""
    difference = y_pred - y_true
    with np.errstate(invalid="ignore"):
        return difference / np.abs(difference) / y_pred.size


@misconception("mae_gradient")
def differences_kept(y_pred, y_true):
    """You kept how large each error is. The slope of an absolute value is the same everywhere: only the
    sign counts."""
    return (y_pred - y_true) / y_pred.size


@misconception("mae_gradient")
def gradient_of_squares(y_pred, y_true):
    """This is the gradient of MSE. That of MAE keeps only the sign of each difference."""
    return 2 * (y_pred - y_true) / y_pred.size


@misconception("mae_gradient")
def signs_averaged(y_pred, y_true):
    """You averaged the signs into one number. A gradient has an entry for every prediction, in the shape
    of y_pred."""
    return float(np.mean(np.sign(y_pred - y_true)))


@misconception("mae_gradient")
def close_taken_for_equal(y_pred, y_true):
    """You take elements that are very close for equal, and give them 0. Only where prediction and truth are
    exactly equal is the gradient 0: an error of a millionth pulls as hard as one of 1."""
    return np.where(np.isclose(y_pred, y_true), 0.0, np.sign(y_pred - y_true)) / y_pred.size


# --- mse_gradient ---


@misconception("mse_gradient")
def two_forgotten(y_pred, y_true):
    """The 2 is missing: the derivative of a square is twice the difference."""
    return (y_pred - y_true) / y_pred.size


@misconception("mse_gradient")
def not_divided(y_pred, y_true):
    """MSE is a mean, so its gradient is divided by the number of elements as well."""
    return 2 * (y_pred - y_true)


@misconception("mse_gradient")
def plain_differences(y_pred, y_true):
    """These are the differences themselves. The 2 of the derivative and the division by N are both
    missing."""
    return y_pred - y_true


@misconception("mse_gradient")
def sign_turned(y_pred, y_true):
    """All signs are turned round. The gradient with respect to y_pred is positive where the prediction is
    too large."""
    return 2 * (y_true - y_pred) / y_pred.size


@misconception("mse_gradient")
def divided_by_row_count(y_pred, y_true):
    """You divided by len(), which counts rows. N is the number of all elements, y_pred.size."""
    return 2 * (y_pred - y_true) / len(y_pred)


@misconception("mse_gradient")
def still_squared(y_pred, y_true):
    """You multiplied the squares by 2. Deriving a square leaves the difference itself, to the first power."""
    return 2 * (y_pred - y_true) ** 2 / y_pred.size


@misconception("mse_gradient")
def gradient_averaged(y_pred, y_true):
    """You averaged the gradient into one number. It has an entry for every prediction, in the shape of
    y_pred."""
    return float(2 * np.mean(y_pred - y_true))


@misconception("mse_gradient")
def size_without_sign(y_pred, y_true):
    """You took absolute values. The sign of each difference says in which direction the prediction is
    wrong: keep it."""
    return 2 * np.abs(y_pred - y_true) / y_pred.size


@misconception("mse_gradient")
def worked_in_place(y_pred, y_true):
    """The numbers are right, but y_pred itself was changed: -= and *= work in the caller's array. Write to
    a new one."""
    y_pred -= y_true
    y_pred *= 2 / y_pred.size
    return y_pred


# --- one_hot ---


@misconception("one_hot")
def counted_from_the_end(labels, num_classes):
    """A label of -1 got through: to NumPy it means the last place. Refuse labels below 0 with ValueError."""
    if np.any(labels >= num_classes):
        raise ValueError("labels must be below num_classes")
    if np.any(labels < -num_classes):
        raise ValueError("labels are far too small")
    return np.eye(num_classes)[labels]


@misconception("one_hot")
def left_to_numpy(labels, num_classes):
    """Nothing is checked: NumPy raises IndexError for a label too large and takes -1 for the last place.
    Check first, and raise ValueError."""
    return np.eye(num_classes)[labels]


@misconception("one_hot")
def only_the_lower_end(labels, num_classes):
    """Labels below 0 are refused, labels too large are left to NumPy's IndexError. Raise ValueError for
    both."""
    if np.any(labels < 0):
        raise ValueError("labels must not be below 0")
    return np.eye(num_classes)[labels]


@misconception("one_hot")
def zero_rows(labels, num_classes):
    """A label that is no class becomes a row of zeros in silence. Refuse it with ValueError."""
    return (labels[:, None] == np.arange(num_classes)).astype(float)


@misconception("one_hot")
def last_label_allowed(labels, num_classes):
    """You let a label equal to num_classes through. Classes are counted from 0, so the last one is
    num_classes - 1."""
    if np.any((labels < 0) | (labels > num_classes)):
        raise ValueError("labels must be in 0..num_classes-1")
    return np.eye(num_classes + 1)[labels][:, :num_classes]


@misconception("one_hot")
def lying_down(labels, num_classes):
    """Your table lies on its side: one row is one label, so the shape is (n, num_classes)."""
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("labels must be in 0..num_classes-1")
    return np.eye(num_classes)[labels].T


@misconception("one_hot")
def counted_from_one(labels, num_classes):
    """Your classes start at 1. Labels are counted from 0: label 0 sets the first column."""
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("labels must be in 0..num_classes-1")
    return np.roll(np.eye(num_classes), -1, axis=0)[labels]


@misconception("one_hot")
def as_wide_as_the_labels(labels, num_classes):
    """You made as many columns as the labels need. There are num_classes columns, even if nobody has the
    last class."""
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("labels must be in 0..num_classes-1")
    return np.eye(labels.max(initial=-1) + 1)[labels]


@misconception("one_hot")
def labels_written(labels, num_classes):
    """You wrote the label's number into its place. One-hot means that a 1 stands there."""
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("labels must be in 0..num_classes-1")
    return np.eye(num_classes)[labels] * labels[:, None]


@misconception("one_hot")
def largest_of_nothing(labels, num_classes):
    """Without labels there is no smallest or largest one, and .min() raises. No labels are fine: give no
    rows. np.any works for them too."""
    if labels.min() < 0 or labels.max() >= num_classes:
        raise ValueError("labels must be in 0..num_classes-1")
    return np.eye(num_classes)[labels]


@misconception("one_hot")
def labels_in_a_byte(labels, num_classes):
    """You turn the labels into uint8, which ends at 255: label 299 becomes 43. Leave their dtype as it is."""
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError("labels outside 0..num_classes-1")
    return np.eye(num_classes)[labels.astype(np.uint8)]


# --- binary_cross_entropy ---


@misconception("binary_cross_entropy")
def minus_forgotten(p, y):
    """The minus in front is missing. Logarithms of probabilities are negative; a loss is not."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception("binary_cross_entropy")
def not_clipped(p, y):
    """Probabilities of exactly 0 or 1 ask for log(0). Clip p to between 1e-7 and 1 - 1e-7 before the
    logarithms."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception("binary_cross_entropy")
def second_term_missing(p, y):
    """The second term is missing, so elements with y = 0 cost nothing. Add (1 - y) log(1 - p)."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log(p)))


@misconception("binary_cross_entropy")
def not_averaged(p, y):
    """This is the sum of the terms. Divide it by the number of elements to get the mean."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception("binary_cross_entropy")
def slide_counts_from_zero(p, y):
    """You divided by N + 1, as the sum from i = 0 to N on slide 5.1.2 suggests. There are N terms, from 1
    to N: divide by N."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))) / (p.size + 1)


@misconception("binary_cross_entropy")
def averaged_over_rows(p, y):
    """You divided by the number of rows. BCE is the mean over all elements, p.size of them."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))) / len(p)


@misconception("binary_cross_entropy")
def prediction_and_answer_swapped(p, y):
    """The logarithm was taken of the right answers. It belongs to the probabilities: y log p, not p log y."""
    y = np.clip(y, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(p * np.log(y) + (1 - p) * np.log(1 - y)))


@misconception("binary_cross_entropy")
def terms_crossed(p, y):
    """The two terms are crossed: y goes with log p, and 1 - y with log(1 - p)."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log(1 - p) + (1 - y) * np.log(p)))


@misconception("binary_cross_entropy")
def base_two(p, y):
    """You took the logarithm to base 2. The log of the formula is the natural one, np.log."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)))


@misconception("binary_cross_entropy")
def base_ten(p, y):
    """You took the logarithm to base 10. The log of the formula is the natural one, np.log."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)))


@misconception("binary_cross_entropy")
def clipped_too_late(p, y):
    """Your limits lie too close to 0 and 1. They are 1e-7 and 1 - 1e-7; where p is 0 and y is 1 the loss
    is about 16.1."""
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception("binary_cross_entropy")
def one_loss_for_each(p, y):
    """You returned a loss for each element. Average them into a single number."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@misconception("binary_cross_entropy")
def clipped_in_place(p, y):
    """The number is right, but p itself was clipped: the caller's array has changed. Let np.clip make a
    new array."""
    np.clip(p, SMALLEST, 1 - SMALLEST, out=p)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# --- categorical_cross_entropy ---


@misconception("categorical_cross_entropy")
def slide_formula(p, y):
    """You followed slide 5.1.2 as printed. Its term (1 - y) log(1 - p) makes it binary cross-entropy over
    independent labels; for CCE leave that term out."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))) / len(p)


@misconception("categorical_cross_entropy")
def slide_formula_unclipped(p, y):
    """You followed slide 5.1.2 as printed. Its term (1 - y) log(1 - p) makes it binary cross-entropy over
    independent labels; for CCE leave that term out. Clip p as well, or 0 and 1 give NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))) / len(p)


@misconception("categorical_cross_entropy")
def slide_formula_from_zero(p, y):
    """You followed slide 5.1.2 as printed, with both its slips: leave out (1 - y) log(1 - p), which
    belongs to BCE, and divide by N rather than N + 1."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))) / (len(p) + 1)


@misconception("categorical_cross_entropy")
def binary_instead(p, y):
    """This is binary cross-entropy, averaged over all elements. For CCE only y log p counts, summed over a
    row and averaged over the rows."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@misconception("categorical_cross_entropy")
def rows_counted_from_zero(p, y):
    """You divided by N + 1, as the sum from i = 0 to N on slide 5.1.2 suggests. There are N rows, from 1
    to N: divide by N."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p))) / (len(p) + 1)


@misconception("categorical_cross_entropy")
def averaged_over_classes_too(p, y):
    """You averaged over all elements. Sum over the classes of a row, and average over the rows alone."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(y * np.log(p)))


@misconception("categorical_cross_entropy")
def rows_summed(p, y):
    """This is the sum over all rows. Divide it by the number of rows to get the mean."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.sum(y * np.log(p)))


@misconception("categorical_cross_entropy")
def no_minus(p, y):
    """The minus in front is missing. Logarithms of probabilities are negative; a loss is not."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(np.sum(y * np.log(p))) / len(p)


@misconception("categorical_cross_entropy")
def log_of_zero(p, y):
    """Probabilities of exactly 0 ask for log(0). Clip p to between 1e-7 and 1 - 1e-7 before the logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.mean(np.sum(y * np.log(p), axis=1)))


@misconception("categorical_cross_entropy")
def best_guess_counted(p, y):
    """You took the probability of the class the model likes best. Count the one of the right class, where
    y is 1."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(np.log(np.max(p, axis=1))))


@misconception("categorical_cross_entropy")
def log_of_the_answers(p, y):
    """The logarithm was taken of the right answers. It belongs to the probabilities: y log p, not p log y."""
    y = np.clip(y, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(np.sum(p * np.log(y), axis=1)))


@misconception("categorical_cross_entropy")
def logarithm_to_base_two(p, y):
    """You took the logarithm to base 2. The log of the formula is the natural one, np.log."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(np.sum(y * np.log2(p), axis=1)))


@misconception("categorical_cross_entropy")
def a_loss_for_each_row(p, y):
    """You returned a loss for each row. Average them into a single number."""
    p = np.clip(p, SMALLEST, 1 - SMALLEST)
    return -np.sum(y * np.log(p), axis=1)


@misconception("categorical_cross_entropy")
def limits_too_close(p, y):
    """Your limits lie too close to 0 and 1. They are 1e-7 and 1 - 1e-7; a right class with probability 0
    costs about 16.1."""
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(np.sum(y * np.log(p), axis=1)))


@misconception("categorical_cross_entropy")
def p_was_clipped(p, y):
    """The number is right, but p itself was clipped: the caller's array has changed. Let np.clip make a
    new array."""
    np.clip(p, SMALLEST, 1 - SMALLEST, out=p)
    return float(-np.mean(np.sum(y * np.log(p), axis=1)))
