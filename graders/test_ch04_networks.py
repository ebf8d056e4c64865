"""Chapter 4, the checks every student may run: small numbers whose answers can be worked out on paper."""

import numpy as np
import pytest

from graders.compare import gives, gives_without_overflow, refuses, same, unchanged

pytestmark = pytest.mark.by_hand

NINE = np.arange(1.0, 10).reshape(3, 3)  # 1 2 3, 4 5 6, 7 8 9
DIAGONAL = np.array([[1.0, 0.0], [0.0, 2.0]])


@pytest.mark.exercise("relu", points=2)
class TestRelu:
    @pytest.mark.hint("np.maximum compares element by element; np.max looks for one largest number.")
    def test_five_numbers(self, student):
        """Of -2, -0.5, 0, 0.25 and 3 only 0.25 and 3 stay; the others give 0."""
        x = np.array([-2.0, -0.5, 0.0, 0.25, 3.0])
        gives(student.relu, np.array([0.0, 0.0, 0.0, 0.25, 3.0]), x)

    @pytest.mark.hint("Work on the whole array at once, or on every element; the shape stays.")
    def test_two_rows(self, student):
        """Two rows of three give two rows of three."""
        x = np.array([[1.0, -1.0, 2.0], [-3.0, 0.5, -0.5]])
        gives(student.relu, np.array([[1.0, 0.0, 2.0], [0.0, 0.5, 0.0]]), x)

    @pytest.mark.hint("x[x < 0] = 0 writes into the caller's array. Make a new one.")
    def test_arguments_stay(self, student):
        """The array is as before after the call."""
        unchanged(student.relu, np.array([-1.0, 2.0]))


@pytest.mark.exercise("sigmoid", points=3)
class TestSigmoid:
    @pytest.mark.hint("1 / (1 + e to the power of -x): mind the sign of the exponent.")
    def test_three_numbers(self, student):
        """0 gives 1/2, the logarithm of 3 gives 3/4, and minus that gives 1/4."""
        x = np.array([0.0, np.log(3), -np.log(3)])
        gives(student.sigmoid, np.array([0.5, 0.75, 0.25]), x)

    @pytest.mark.hint("Every element has a value of its own: nothing is summed, and the shape stays.")
    def test_two_rows(self, student):
        """Two rows of two give two rows of two."""
        x = np.log(np.array([[1.0, 4.0], [0.25, 9.0]]))
        gives(student.sigmoid, np.array([[0.5, 0.8], [0.2, 0.9]]), x)

    @pytest.mark.hint("Arrange that np.exp gets no number above 0: np.exp(-np.abs(x)), for example.")
    def test_large_numbers(self, student):
        """1000 gives 1 and -1000 gives 0, without a warning of an overflow."""
        gives_without_overflow(student.sigmoid, np.array([1.0, 0.0]), np.array([1000.0, -1000.0]))


@pytest.mark.exercise("softmax", points=4)
class TestSoftmax:
    @pytest.mark.hint("np.exp of every score, divided by the sum of all of them.")
    def test_three_scores(self, student):
        """Scores whose exponentials are 1, 2 and 5 have the probabilities 1/8, 2/8 and 5/8."""
        gives(student.softmax, np.array([0.125, 0.25, 0.625]), np.log(np.array([1.0, 2.0, 5.0])))

    @pytest.mark.hint("Sum over the last axis and keep it: axis=-1, keepdims=True.")
    def test_two_rows(self, student):
        """Each row has probabilities of its own, with a sum of 1."""
        x = np.log(np.array([[1.0, 3.0], [4.0, 1.0]]))
        gives(student.softmax, np.array([[0.25, 0.75], [0.8, 0.2]]), x)

    @pytest.mark.hint("Subtract the row's largest score first; the probabilities stay the same.")
    def test_large_scores(self, student):
        """Scores of 1000 and -1000 give 1 and 0, two scores of 1000 a half each, without a warning of an
        overflow."""
        gives_without_overflow(student.softmax, np.array([1.0, 0.0]), np.array([1000.0, -1000.0]))
        gives_without_overflow(student.softmax, np.array([0.5, 0.5]), np.array([1000.0, 1000.0]))

    @pytest.mark.hint("x -= x.max() writes into the caller's array; x - x.max() makes a new one.")
    def test_arguments_stay(self, student):
        """The scores are as before after the call."""
        unchanged(student.softmax, np.array([[1.0, 2.0], [3.0, 5.0]]))


@pytest.mark.exercise("dense", points=2)
class TestDense:
    @pytest.mark.hint("x @ w is the product of matrices; then add b.")
    def test_one_row(self, student):
        """The row [1, 2] through two rows of weights and three biases gives [17, 22, 32]."""
        w = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
        gives(
            student.dense, np.array([[17.0, 22.0, 32.0]]), np.array([[1.0, 2.0]]), w, np.array([10.0, 20, 30])
        )

    @pytest.mark.hint("A column of w belongs to an output, and so does a number of b.")
    def test_two_rows_two_outputs(self, student):
        """Two samples, two inputs, two outputs: w is not transposed, and b is added to every row."""
        x = np.array([[1.0, 0.0], [0.0, 1.0]])
        w = np.array([[1.0, 2.0], [3.0, 4.0]])
        gives(student.dense, np.array([[11.0, 22.0], [13.0, 24.0]]), x, w, np.array([10.0, 20.0]))


@pytest.mark.exercise("mlp", points=4)
class TestMLP:
    FIRST = (np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0]))
    LAST = (np.array([[2.0], [3.0]]), np.array([-5.0]))

    @pytest.mark.hint("ReLU follows every layer but the last, whose scores may be negative.")
    def test_two_layers(self, student):
        """[1, -1] becomes [1, 0] after the first layer and its ReLU, and -3 after the last without one."""
        gives(student.mlp, np.array([[-3.0]]), np.array([[1.0, -1.0]]), [self.FIRST, self.LAST])

    @pytest.mark.hint("The last layer is the first one here.")
    def test_a_single_layer(self, student):
        """A single layer has no ReLU after it."""
        gives(student.mlp, np.array([[-6.0], [0.0]]), np.array([[1.0, -1.0], [1.0, 1.0]]), [self.LAST])

    @pytest.mark.hint("After each layer its result is the input of the next one.")
    def test_three_layers(self, student):
        """ReLU also follows the second of three layers."""
        layers = [self.FIRST, (np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([0.0, 0.0])), self.LAST]
        gives(student.mlp, np.array([[-1.0]]), np.array([[2.0, -1.0]]), layers)


@pytest.mark.exercise("conv2d", points=6)
class TestConv2d:
    @pytest.mark.hint(
        "Lay the kernel on the image as it is, without turning it; multiply what lies on each other, and sum."
    )
    def test_three_by_three(self, student):
        """The numbers 1 to 9 and the kernel [[1, 0], [0, 2]] give [[11, 14], [20, 23]]."""
        gives(student.conv2d, np.array([[11.0, 14.0], [20.0, 23.0]]), NINE, DIAGONAL)

    @pytest.mark.hint("The result at (r, c) comes from the window that starts at (r * stride, c * stride).")
    def test_stride(self, student):
        """A kernel of a single 3 and a stride of 2 take every second number, times 3."""
        image = np.arange(1.0, 16).reshape(3, 5)
        expected = np.array([[3.0, 9.0, 15.0], [33.0, 39.0, 45.0]])
        gives(student.conv2d, expected, image, np.array([[3.0]]), 2)

    @pytest.mark.hint("np.pad(image, padding) puts zeros on all four sides.")
    def test_padding(self, student):
        """With a frame of zeros the same kernel also reaches over the edges: the result is 4 by 4."""
        expected = np.array(
            [[2.0, 4.0, 6.0, 0.0], [8.0, 11.0, 14.0, 3.0], [14.0, 20.0, 23.0, 6.0], [0.0, 7.0, 8.0, 9.0]]
        )
        gives(student.conv2d, expected, NINE, DIAGONAL, 1, 1)

    @pytest.mark.hint("Height comes first: image.shape is (height, width), kernel.shape too.")
    def test_not_square(self, student):
        """An image of 2 by 4 and a kernel of 1 by 3 give a result of 2 by 2."""
        image = np.array([[1.0, 2.0, 4.0, 8.0], [1.0, 0.0, 5.0, 0.0]])
        gives(student.conv2d, np.array([[3.0, 6.0], [4.0, 0.0]]), image, np.array([[-1.0, 0.0, 1.0]]))


@pytest.mark.exercise("conv_output_size", points=2)
class TestConvOutputSize:
    @pytest.mark.hint("Padding stands on both ends: it counts twice.")
    def test_lecture_network(self, student):
        """28 numbers, a kernel of 5 and a padding of 3 give 30."""
        gives(student.conv_output_size, 30, 28, 5, 1, 3)

    @pytest.mark.hint("Divide with //, which rounds down and gives an integer.")
    def test_something_left_over(self, student):
        """17 numbers, a window of 2 and a stride of 2 give 8: the last number is left over."""
        gives(student.conv_output_size, 8, 17, 2, 2)

    @pytest.mark.hint("Without stride and padding the kernel moves by 1, and nothing is added.")
    def test_defaults(self, student):
        """A kernel of 3 has 8 places among 10 numbers."""
        gives(student.conv_output_size, 8, 10, 3)


@pytest.mark.exercise("max_pool2d", points=4)
class TestMaxPool2d:
    @pytest.mark.hint("Start a window only where all of it lies in the image.")
    def test_last_column_dropped(self, student):
        """Windows of 2 by 2 in an image of 2 by 5 give [[4, 5]]; the last column is dropped."""
        image = np.array([[1.0, 3.0, 2.0, 0.0, 9.0], [4.0, 2.0, 1.0, 5.0, 9.0]])
        gives(student.max_pool2d, np.array([[4.0, 5.0]]), image, 2)

    @pytest.mark.hint("The windows may overlap: the next one starts stride further, whatever its size.")
    def test_stride(self, student):
        """A window of 2 that moves by 1 over the numbers 1 to 9 gives [[5, 6], [8, 9]]."""
        gives(student.max_pool2d, np.array([[5.0, 6.0], [8.0, 9.0]]), NINE, 2, 1)

    @pytest.mark.hint("Do not begin with 0: take the largest of the numbers that are there.")
    def test_negative_numbers(self, student):
        """The largest of -4, -3, -2 and -1 is -1."""
        gives(student.max_pool2d, np.array([[-1.0]]), np.array([[-4.0, -3.0], [-2.0, -1.0]]), 2)


@pytest.mark.exercise("rnn", points=4)
class TestRNN:
    @pytest.mark.hint("h = np.tanh(x_t @ w_x + h @ w_h + b), step by step; keep every h.")
    def test_two_steps(self, student):
        """The inputs 1 and 0 give about 0.4621 and 0.7279: the first is remembered in the second step."""
        first = np.tanh(0.5)
        expected = np.array([[first], [np.tanh(2 * first)]])
        x, w_x, w_h = np.array([[1.0], [0.0]]), np.array([[0.5]]), np.array([[2.0]])
        gives(student.rnn, expected, x, w_x, w_h, np.array([0.0]), np.array([0.0]))

    @pytest.mark.hint("Before the first step the state is h0, not 0; h0 itself is not part of the result.")
    def test_state_before(self, student):
        """One step from the state [1, -1] with a bias has one row of two states."""
        w_h = np.array([[0.5, 0.25], [0.0, 1.0]])
        expected = np.tanh(np.array([[0.5 + 0.25, 0.25 - 1.0 + 0.5]]))
        zeros = np.zeros((1, 2))
        gives(
            student.rnn, expected, np.array([[3.0]]), zeros, w_h, np.array([0.25, 0.5]), np.array([1.0, -1.0])
        )


@pytest.mark.exercise("attention", points=4)
class TestAttention:
    @pytest.mark.hint("Scores q @ k.T, divided by the root of the number of columns of q; softmax; times v.")
    def test_one_query(self, student):
        """Scores of 2 and 0 are halved, and the values 10 and 20 are mixed to about 12.689."""
        k = np.array([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]])
        expected = np.array([[(10 * np.e + 20) / (np.e + 1)]])
        gives(student.attention, expected, np.array([[2.0, 0.0, 0.0, 0.0]]), k, np.array([[10.0], [20.0]]))

    @pytest.mark.hint("All weights of a query sum to 1: the softmax runs over the keys, the last axis.")
    def test_undecided_queries(self, student):
        """A query of zeros likes all keys alike: the result is the mean of the values."""
        k = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 4.0]])
        v = np.array([[3.0, 0.0], [0.0, 6.0], [0.0, 0.0]])
        gives(student.attention, np.array([[1.0, 2.0], [1.0, 2.0]]), np.zeros((2, 2)), k, v)


def zero_or(got, expected):
    """Whether each element is as expected or 0."""
    fits = isinstance(got, np.ndarray) and got.shape == expected.shape
    return same(got, np.where(got == 0, 0.0, expected) if fits else expected)


@pytest.mark.exercise("dropout", points=5)
class TestDropout:
    @pytest.mark.hint("What is left is divided by 1 - p, not by p.")
    def test_zero_or_larger(self, student):
        """With p = 0.75 each of a thousand ones becomes 0 or 4."""
        gives(student.dropout, np.full(1000, 4.0), np.ones(1000), 0.75, 1, compare=zero_or)

    @pytest.mark.hint("Return x as it is when training is False.")
    def test_not_training(self, student):
        """Without training all values come back as they are."""
        x = np.array([1.0, -2.0, 3.0])
        gives(student.dropout, x, x, 0.5, 3, training=False)

    @pytest.mark.hint("A probability of 0 switches nothing off.")
    def test_probability_zero(self, student):
        """With p = 0 all values come back as they are."""
        x = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, 6.0]])
        gives(student.dropout, x, x, 0.0, 5)

    @pytest.mark.hint("Check p first of all: it must be at least 0 and below 1.")
    def test_probability_one(self, student):
        """With p = 1 nothing would be left: ValueError."""
        refuses(student.dropout, ValueError, np.array([1.0, 2.0]), 1.0, 0)


@pytest.mark.exercise("hinge_loss", points=4)
class TestHingeLoss:
    @pytest.mark.hint("Leave out the right class itself, sum within a row, then average over the rows.")
    def test_two_rows(self, student):
        """Rows that miss the margin by 0 + 0.5 and by 2 + 5 have a loss of 3.75."""
        scores = np.array([[3.0, 1.0, 2.5], [1.0, 4.0, 0.0]])
        gives(student.hinge_loss, 3.75, scores, np.array([0, 2]))

    @pytest.mark.hint("max(0, ...): being better than needed is no bonus.")
    def test_well_separated(self, student):
        """Where the right score exceeds all others by the margin and more, the loss is 0."""
        gives(student.hinge_loss, 0.0, np.array([[5.0, 1.0, 4.0], [-1.0, 2.0, 0.5]]), np.array([0, 1]))

    @pytest.mark.hint("Use the parameter margin; 1.0 is only its default.")
    def test_margin(self, student):
        """A lead of 1 misses a margin of 3 by 2."""
        gives(student.hinge_loss, 2.0, np.array([[4.0, 3.0]]), np.array([0]), 3.0)


@pytest.mark.exercise("count_parameters", points=2)
class TestCountParameters:
    @pytest.mark.hint("Between two neighbours there are i * o weights and o biases.")
    def test_two_layers(self, student):
        """Sizes of 784, 128 and 10 make 101,770 weights and biases."""
        gives(student.count_parameters, 101_770, [784, 128, 10])

    @pytest.mark.hint("The biases belong to the layer that is computed, not to the input.")
    def test_one_output(self, student):
        """Three inputs and one output make three weights and one bias."""
        gives(student.count_parameters, 4, [3, 1])
