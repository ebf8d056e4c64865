"""Chapter 5, the checks every student may run: small numbers whose answers can be worked out on paper."""

import numpy as np
import pytest

from graders.compare import gives, refuses, unchanged

pytestmark = pytest.mark.by_hand

PREDICTED = np.array([3.0, -1.0, 2.0, 6.0])
TRUE = np.array([1.0, 2.0, 2.0, 5.0])  # differences 2, -3, 0, 1

# two rows of three; differences 1, -2, 0 and -4, 1, 4
PREDICTED_ROWS = np.array([[1.0, 0.0, 5.0], [-2.0, 1.0, 3.0]])
TRUE_ROWS = np.array([[0.0, 2.0, 5.0], [2.0, 0.0, -1.0]])


@pytest.mark.exercise("mae", points=3)
class TestMAE:
    @pytest.mark.hint("np.abs takes the absolute value of every element.")
    def test_four_numbers(self, student):
        """Differences of 2, -3, 0 and 1 have a mean absolute error of 1.5."""
        gives(student.mae, 1.5, PREDICTED, TRUE)

    @pytest.mark.hint("Average over all elements at once: the result is one number, whatever the shape.")
    def test_two_rows(self, student):
        """For two rows of three the sum of the absolute differences, 12, is divided by 6."""
        gives(student.mae, 2.0, PREDICTED_ROWS, TRUE_ROWS)

    @pytest.mark.hint("Compare y_pred.shape with y_true.shape before you subtract, and raise ValueError.")
    def test_one_answer_for_three_predictions(self, student):
        """Three predictions and a single right answer raise ValueError, although NumPy could subtract
        them."""
        refuses(student.mae, ValueError, np.array([1.0, 2.0, 3.0]), np.array([2.0]))


@pytest.mark.exercise("mse", points=4)
class TestMSE:
    @pytest.mark.hint("Subtract first, then square, then take the mean.")
    def test_four_numbers(self, student):
        """Differences of 2, -3, 0 and 1 have a mean squared error of 14 / 4."""
        gives(student.mse, 3.5, PREDICTED, TRUE)

    @pytest.mark.hint("Average over all elements at once: the result is one number, whatever the shape.")
    def test_two_rows(self, student):
        """For two rows of three the sum of the squares, 38, is divided by 6."""
        gives(student.mse, 38 / 6, PREDICTED_ROWS, TRUE_ROWS)

    @pytest.mark.hint("Compare y_pred.shape with y_true.shape before you subtract, and raise ValueError.")
    def test_one_answer_for_three_predictions(self, student):
        """Three predictions and a single right answer raise ValueError, although NumPy could subtract
        them."""
        refuses(student.mse, ValueError, np.array([1.0, 2.0, 3.0]), np.array([2.0]))


@pytest.mark.exercise("rmse", points=3)
class TestRMSE:
    @pytest.mark.hint("Subtract, square, take the mean, and only then the root.")
    def test_four_numbers(self, student):
        """Differences of 2, -3, 0 and 1 have a root mean squared error of the root of 3.5."""
        gives(student.rmse, 3.5**0.5, PREDICTED, TRUE)

    @pytest.mark.hint("There is one mean, over all elements, and one root.")
    def test_two_rows(self, student):
        """For two rows of three the root is taken once, of the mean over all six squares."""
        gives(student.rmse, (38 / 6) ** 0.5, PREDICTED_ROWS, TRUE_ROWS)

    @pytest.mark.hint("Compare y_pred.shape with y_true.shape before you subtract, and raise ValueError.")
    def test_one_answer_for_three_predictions(self, student):
        """Three predictions and a single right answer raise ValueError, although NumPy could subtract
        them."""
        refuses(student.rmse, ValueError, np.array([1.0, 2.0, 3.0]), np.array([2.0]))


@pytest.mark.exercise("mae_gradient", points=3)
class TestMAEGradient:
    @pytest.mark.hint(
        "The derivative of an absolute value is a sign, 1 or -1; MAE divides by the number of elements."
    )
    def test_signs(self, student):
        """Of four elements, one that is too large gets 1/4 and one that is too small -1/4, however far off
        it is."""
        gives(
            student.mae_gradient,
            np.array([0.25, -0.25, -0.25, 0.25]),
            np.array([3.0, -1.0, 1.5, 6.0]),
            TRUE,
        )

    @pytest.mark.hint("np.sign gives 0 for 0.")
    def test_equal_elements(self, student):
        """Where prediction and truth are equal the gradient is 0."""
        gives(student.mae_gradient, np.array([0.25, -0.25, 0.0, 0.25]), PREDICTED, TRUE)


@pytest.mark.exercise("mse_gradient", points=3)
class TestMSEGradient:
    @pytest.mark.hint(
        "The derivative of a square is twice the difference; MSE divides by the number of elements."
    )
    def test_four_numbers(self, student):
        """Differences of 2, -3, 0 and 1 have the gradient 1, -1.5, 0 and 0.5."""
        gives(student.mse_gradient, np.array([1.0, -1.5, 0.0, 0.5]), PREDICTED, TRUE)

    @pytest.mark.hint("N is y_pred.size, not the number of rows.")
    def test_two_rows(self, student):
        """For two rows of three the gradient has the same shape, and N is 6."""
        expected = np.array([[1.0, -2.0, 0.0], [-4.0, 1.0, 4.0]]) / 3
        gives(student.mse_gradient, expected, PREDICTED_ROWS, TRUE_ROWS)


@pytest.mark.exercise("one_hot", points=3)
class TestOneHot:
    @pytest.mark.hint("np.zeros((n, num_classes)), then set one place in each row; or pick rows of np.eye.")
    def test_three_labels(self, student):
        """Labels 2, 0 and 3 of five classes become three rows of five, each with a single 1 at the label's
        place."""
        expected = np.array([[0.0, 0, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0]])
        gives(student.one_hot, expected, np.array([2, 0, 3]), 5)

    @pytest.mark.hint("The number of columns is num_classes, not the largest label plus one.")
    def test_a_class_nobody_has(self, student):
        """Classes without a label keep their column, the last one too."""
        gives(student.one_hot, np.array([[1.0, 0, 0, 0], [0, 1, 0, 0]]), np.array([0, 1]), 4)

    @pytest.mark.hint(
        "With three classes the largest label is 2. Check before you index: NumPy raises IndexError."
    )
    def test_label_too_large(self, student):
        """A label equal to num_classes raises ValueError."""
        refuses(student.one_hot, ValueError, np.array([0, 3, 1]), 3)


@pytest.mark.exercise("binary_cross_entropy", points=4)
class TestBinaryCrossEntropy:
    @pytest.mark.hint("Where y is 1, log p counts; where y is 0, log(1 - p). Mind the minus in front.")
    def test_worked_example(self, student):
        """For p = [0.9, 0.2] and y = [1, 0] it is -(log 0.9 + log 0.8) / 2, about 0.1643."""
        expected = -(np.log(0.9) + np.log(0.8)) / 2
        gives(
            student.binary_cross_entropy, expected, np.array([0.9, 0.2]), np.array([1.0, 0.0]), absolute=1e-6
        )

    @pytest.mark.hint("Raising p towards y must make the loss smaller, for y = 0 as for y = 1.")
    def test_confident_and_wrong(self, student):
        """For p = [0.3, 0.6, 0.8] and y = [1, 1, 0] it is about 1.1081."""
        expected = -(np.log(0.3) + np.log(0.6) + np.log(0.2)) / 3
        p, y = np.array([0.3, 0.6, 0.8]), np.array([1.0, 1.0, 0.0])
        gives(student.binary_cross_entropy, expected, p, y, absolute=1e-6)

    @pytest.mark.hint("Clip p to between 1e-7 and 1 - 1e-7 before taking logarithms.")
    def test_certain_and_right(self, student):
        """Probabilities of exactly 0 and 1 that are right give a loss of practically 0, not NaN."""
        p = np.array([0.0, 1.0])
        gives(student.binary_cross_entropy, 1e-7, p, np.array([0.0, 1.0]), tolerance=0.02, absolute=1e-6)

    def test_arguments_stay(self, student):
        """The probabilities are as before after the call, those of exactly 0 and 1 too."""
        unchanged(student.binary_cross_entropy, np.array([0.0, 0.25, 1.0]), np.array([1.0, 0.0, 1.0]))


@pytest.mark.exercise("categorical_cross_entropy", points=4)
class TestCategoricalCrossEntropy:
    @pytest.mark.hint("Sum y times log p over a row, then average over the rows. Mind the minus in front.")
    def test_worked_example(self, student):
        """Two samples whose right classes got 0.7 and 0.8 have a loss of -(log 0.7 + log 0.8) / 2, about
        0.2899."""
        p = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]])
        y = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
        expected = -(np.log(0.7) + np.log(0.8)) / 2
        gives(student.categorical_cross_entropy, expected, p, y, absolute=1e-6)

    @pytest.mark.hint(
        "Only the probability of the right class counts. The slide's (1 - y) log(1 - p) belongs to BCE."
    )
    def test_right_class_alone(self, student):
        """How the rest of the probability is spread over the wrong classes makes no difference."""
        p = np.array([[0.25, 0.5, 0.125, 0.125], [0.25, 0.25, 0.25, 0.25]])
        y = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
        gives(student.categorical_cross_entropy, -np.log(0.25), p, y, absolute=1e-6)

    @pytest.mark.hint("Clip p to between 1e-7 and 1 - 1e-7 before taking logarithms.")
    def test_certain_and_right(self, student):
        """A row that gives the right class exactly 1 has a loss of practically 0, not NaN."""
        p = np.array([[0.0, 1.0, 0.0]])
        gives(student.categorical_cross_entropy, 1e-7, p, p.copy(), tolerance=0.02, absolute=1e-6)

    def test_arguments_stay(self, student):
        """The probabilities are as before after the call, those of exactly 0 and 1 too."""
        p = np.array([[0.0, 1.0], [0.25, 0.75]])
        unchanged(student.categorical_cross_entropy, p, np.array([[1.0, 0.0], [0.0, 1.0]]))
