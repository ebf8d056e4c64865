"""Chapter 5, the checks that stay with the teacher: properties, shapes, edges and conventions."""

import numpy as np
import pytest
from hypothesis import given

from graders import strategies
from graders.compare import agree, gives, refuses, unchanged

pytestmark = pytest.mark.by_hand

# shapes that NumPy would stretch onto each other without a word
STRETCHED = [((3,), (3, 1)), ((1,), (3,)), ((2, 3), (3,)), ((2, 3), (1, 3)), ((1,), (1, 1))]
# shapes that agree in the number of elements or of rows, or in nothing
UNLIKE = [((2, 3), (3, 2)), ((6,), (2, 3)), ((2, 3), (2,)), ((2,), (3,)), ((4,), (3,))]
EMPTY = [(0,), (0, 3), (2, 0)]


def rising(shape):
    """1, 2, 3, ... in that shape: no two elements are equal."""
    return 1.0 + np.arange(np.prod(shape)).reshape(shape)


def refuses_shapes(function, pairs):
    for predicted, true in pairs:
        refuses(function, ValueError, rising(predicted), rising(true))


def names_what_is_wrong(function):
    """The two ways of bad input, and what a message about them may hold."""
    refuses(function, ValueError, np.ones(3), np.ones(1), names=("y_pred", "y_true", "(3", "(1", "3", "1"))
    nothing = ("y_pred", "y_true", "0", "[]", "empty", "빈", "비어", "비었")
    refuses(function, ValueError, np.ones(0), np.ones(0), names=nothing)


def leaves_arguments(function):
    unchanged(function, np.array([[1.0, -2.0], [0.5, 4.0]]), np.array([[2.0, -2.0], [0.0, -1.0]]))


@pytest.mark.exercise("mae")
class TestMAE:
    @pytest.mark.weight(6)
    @given(strategies.pairs())
    def test_matches_definition(self, student, solution, pair):
        """The mean of the absolute differences over all elements, for any shape."""
        agree(student.mae, solution.mae, *pair)

    def test_one_element(self, student):
        """For a single element it is the absolute difference itself."""
        gives(student.mae, 2.5, np.array([-4.0]), np.array([-1.5]))

    def test_stretched_shapes(self, student):
        """Different shapes raise ValueError, also where NumPy would stretch one of them."""
        refuses_shapes(student.mae, STRETCHED)

    def test_unlike_shapes(self, student):
        """Different shapes raise ValueError, also with as many rows or elements."""
        refuses_shapes(student.mae, UNLIKE)

    def test_empty(self, student):
        """Arrays without elements raise ValueError: there is no mean of nothing."""
        for shape in EMPTY:
            refuses(student.mae, ValueError, np.ones(shape), np.ones(shape))

    def test_messages(self, student):
        """The error's message names y_pred or y_true, or says what is wrong with them."""
        names_what_is_wrong(student.mae)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        leaves_arguments(student.mae)

    def test_many_elements(self, student):
        """Of 101 elements each counts as much as any other, the last one too."""
        gives(student.mae, 50.0, np.arange(101.0), np.zeros(101))


@pytest.mark.exercise("mse")
class TestMSE:
    @pytest.mark.weight(6)
    @given(strategies.pairs())
    def test_matches_definition(self, student, solution, pair):
        """The mean of the squared differences over all elements, for any shape."""
        agree(student.mse, solution.mse, *pair)

    def test_opposite_errors(self, student):
        """Errors in opposite directions do not cancel."""
        gives(student.mse, 4.0, np.array([2.0, -2.0]), np.array([0.0, 0.0]))

    def test_stretched_shapes(self, student):
        """Different shapes raise ValueError, also where NumPy would stretch one of them."""
        refuses_shapes(student.mse, STRETCHED)

    def test_unlike_shapes(self, student):
        """Different shapes raise ValueError, also with as many rows or elements."""
        refuses_shapes(student.mse, UNLIKE)

    def test_empty(self, student):
        """Arrays without elements raise ValueError: there is no mean of nothing."""
        for shape in EMPTY:
            refuses(student.mse, ValueError, np.ones(shape), np.ones(shape))

    def test_messages(self, student):
        """The error's message names y_pred or y_true, or says what is wrong with them."""
        names_what_is_wrong(student.mse)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        leaves_arguments(student.mse)

    def test_many_elements(self, student):
        """Of 101 elements each counts as much as any other, the last one too."""
        gives(student.mse, 3350.0, np.arange(101.0), np.zeros(101))


@pytest.mark.exercise("rmse")
class TestRMSE:
    @pytest.mark.weight(6)
    @given(strategies.pairs())
    def test_matches_definition(self, student, solution, pair):
        """The root of the mean squared difference over all elements, for any shape."""
        agree(student.rmse, solution.rmse, *pair)

    def test_one_element(self, student):
        """For a single element it is the absolute difference itself."""
        gives(student.rmse, 2.5, np.array([-4.0]), np.array([-1.5]))

    def test_stretched_shapes(self, student):
        """Different shapes raise ValueError, also where NumPy would stretch one of them."""
        refuses_shapes(student.rmse, STRETCHED)

    def test_unlike_shapes(self, student):
        """Different shapes raise ValueError, also with as many rows or elements."""
        refuses_shapes(student.rmse, UNLIKE)

    def test_empty(self, student):
        """Arrays without elements raise ValueError: there is no mean of nothing."""
        for shape in EMPTY:
            refuses(student.rmse, ValueError, np.ones(shape), np.ones(shape))

    def test_messages(self, student):
        """The error's message names y_pred or y_true, or says what is wrong with them."""
        names_what_is_wrong(student.rmse)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        leaves_arguments(student.rmse)

    def test_many_elements(self, student):
        """Of 101 elements each counts as much as any other, the last one too."""
        gives(student.rmse, np.sqrt(3350.0), np.arange(101.0), np.zeros(101))


@pytest.mark.exercise("mae_gradient")
class TestMAEGradient:
    @pytest.mark.weight(6)
    @given(strategies.pairs())
    def test_matches_definition(self, student, solution, pair):
        """The sign of each difference, divided by the number of all elements, in the shape of y_pred."""
        agree(student.mae_gradient, solution.mae_gradient, *pair)

    def test_rows(self, student):
        """For two rows of three N is 6, and the result has two rows of three."""
        expected = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]]) / 6
        gives(student.mae_gradient, expected, 3 * np.sign(expected), np.zeros((2, 3)))

    def test_all_equal(self, student):
        """Predictions that are all right have a gradient of 0 everywhere."""
        gives(student.mae_gradient, np.zeros((2, 2)), rising((2, 2)), rising((2, 2)))

    def test_nearly_equal(self, student):
        """A prediction that is off by very little has the same gradient as one that is far off."""
        predicted = np.array([1.000002, -1e-6, 1e-9, 0.0])
        true = np.array([1.0, 0.0, 0.0, 5.0])
        gives(student.mae_gradient, np.array([0.25, -0.25, 0.25, -0.25]), predicted, true)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        leaves_arguments(student.mae_gradient)


@pytest.mark.exercise("mse_gradient")
class TestMSEGradient:
    @pytest.mark.weight(6)
    @given(strategies.pairs())
    def test_matches_definition(self, student, solution, pair):
        """Twice each difference, divided by the number of all elements, in the shape of y_pred."""
        agree(student.mse_gradient, solution.mse_gradient, *pair)

    def test_one_element(self, student):
        """For a single element it is twice the difference, with the sign of prediction minus truth."""
        gives(student.mse_gradient, np.array([-5.0]), np.array([-4.0]), np.array([-1.5]))

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        leaves_arguments(student.mse_gradient)


@pytest.mark.exercise("one_hot")
class TestOneHot:
    @pytest.mark.weight(6)
    @given(strategies.labels_and_classes())
    def test_matches_definition(self, student, solution, case):
        """Row i is 1 at label i and 0 elsewhere, for any labels and number of classes."""
        agree(student.one_hot, solution.one_hot, *case)

    def test_no_labels(self, student):
        """Without labels the result has no rows, but still a column for every class."""
        gives(student.one_hot, np.zeros((0, 3)), np.zeros(0, dtype=np.int64), 3)

    def test_negative_label(self, student):
        """A label of -1 raises ValueError: there is no class before the first."""
        refuses(student.one_hot, ValueError, np.array([0, -1, 2]), 3)

    def test_far_too_large(self, student):
        """A label far beyond the classes raises ValueError, wherever it stands."""
        for labels in ([100, 0], [0, 100], [1, 0, 7]):
            refuses(student.one_hot, ValueError, np.array(labels), 3)

    def test_far_too_small(self, student):
        """A label far below 0 raises ValueError."""
        refuses(student.one_hot, ValueError, np.array([-9, 0]), 3)

    def test_message(self, student):
        """The error's message names labels or the label that does not fit."""
        refuses(student.one_hot, ValueError, np.array([0, 77]), 3, names=("label", "num_classes", 77))
        refuses(student.one_hot, ValueError, np.array([0, -55]), 3, names=("label", "num_classes", -55))

    def test_many_classes(self, student):
        """With 300 classes every label finds its own column."""
        labels = np.array([299, 130, 43])
        expected = np.zeros((3, 300))
        expected[range(3), labels] = 1
        gives(student.one_hot, expected, labels, 300)

    def test_arguments_stay(self, student):
        """The labels are as before after the call."""
        unchanged(student.one_hot, np.array([2, 0, 1]), 3)


@pytest.mark.exercise("binary_cross_entropy")
class TestBinaryCrossEntropy:
    @pytest.mark.weight(6)
    @given(strategies.probabilities_and_bits())
    def test_matches_definition(self, student, solution, pair):
        """Minus the mean, over all elements, of y log p + (1 - y) log(1 - p)."""
        agree(student.binary_cross_entropy, solution.binary_cross_entropy, *pair, absolute=1e-6)

    def test_two_rows(self, student):
        """For two rows of three the sum is divided by 6."""
        p = np.array([[0.5, 0.25, 0.75], [0.5, 0.5, 0.25]])
        y = np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
        gives(student.binary_cross_entropy, 1.5 * np.log(2), p, y, absolute=1e-6)

    def test_certain_and_wrong(self, student):
        """Probabilities of exactly 0 and 1 that are wrong cost -log(1e-7), about 16.1, each: large, not
        infinite."""
        expected = -np.log(1e-7)
        p, y = np.array([0.0, 1.0]), np.array([1.0, 0.0])
        gives(student.binary_cross_entropy, expected, p, y, tolerance=0.02)

    def test_certain_among_others(self, student, solution):
        """Exact 0 and 1 beside ordinary probabilities, right and wrong ones, make a finite mean."""
        p = np.array([[0.0, 1.0, 0.5], [0.25, 0.0, 1.0]])
        y = np.array([[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
        agree(
            student.binary_cross_entropy, solution.binary_cross_entropy, p, y, tolerance=0.02, absolute=1e-6
        )

    def test_many_elements(self, student):
        """Of 101 elements each counts as much as any other, the last one too."""
        p, y = np.full(101, 0.25), np.append(np.zeros(100), 1.0)
        expected = (100 * np.log(4 / 3) + np.log(4)) / 101
        gives(student.binary_cross_entropy, expected, p, y, absolute=1e-6)


@pytest.mark.exercise("categorical_cross_entropy")
class TestCategoricalCrossEntropy:
    @pytest.mark.weight(6)
    @given(strategies.labelled_rows())
    def test_matches_definition(self, student, solution, pair):
        """Minus the mean, over the rows, of the logarithm of the right class's probability."""
        agree(student.categorical_cross_entropy, solution.categorical_cross_entropy, *pair, absolute=1e-6)

    def test_certain_and_wrong(self, student):
        """A row that gives the right class exactly 0 costs -log(1e-7), about 16.1: large, not infinite."""
        p, y = np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 1.0]])
        gives(student.categorical_cross_entropy, -np.log(1e-7), p, y, tolerance=0.02)

    def test_certain_among_others(self, student):
        """A hopeless row, a sure one and an undecided one are averaged over three."""
        p = np.array([[0.0, 1.0], [0.0, 1.0], [0.5, 0.5]])
        y = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
        expected = (-np.log(1e-7) - np.log(0.5)) / 3
        gives(student.categorical_cross_entropy, expected, p, y, tolerance=0.02)

    def test_one_row_or_many(self, student):
        """The same sample twice has the loss of the sample once."""
        p, y = np.array([[0.125, 0.625, 0.25]]), np.array([[0.0, 0.0, 1.0]])
        for times in (1, 2, 5):
            expected = -np.log(0.25)
            rows = np.repeat(p, times, axis=0), np.repeat(y, times, axis=0)
            gives(student.categorical_cross_entropy, expected, *rows, absolute=1e-6)

    def test_many_rows(self, student):
        """Of 101 rows each counts as much as any other, the last one too."""
        p, y = np.tile([0.75, 0.25], (101, 1)), np.tile([1.0, 0.0], (101, 1))
        y[-1] = 0.0, 1.0
        expected = (100 * np.log(4 / 3) + np.log(4)) / 101
        gives(student.categorical_cross_entropy, expected, p, y, absolute=1e-6)
