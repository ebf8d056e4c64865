"""Chapter 4, the checks that stay with the teacher: properties, shapes, edges and conventions."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import strategies
from graders.compare import agree, gives, gives_without_overflow, refuses, same, unchanged
from stubmeister.grading import Mismatch
from stubmeister.lang import _

pytestmark = pytest.mark.by_hand

SIGNED_ROWS = np.array([[1.0, -2.0, 0.0], [-0.5, 4.0, 3.0]])


@pytest.mark.exercise("relu")
class TestRelu:
    @pytest.mark.weight(3)
    @given(strategies.real_arrays(max_dims=3, max_side=4))
    def test_matches_definition(self, student, solution, x):
        """The larger of 0 and the number, for every element of any shape."""
        agree(student.relu, solution.relu, x)

    def test_large_numbers(self, student):
        """1000 stays and -1000 gives 0, in several dimensions too, without a warning of an overflow."""
        x = np.array([[[1000.0, -1000.0], [0.0, 999.5]]])
        gives_without_overflow(student.relu, np.array([[[1000.0, 0.0], [0.0, 999.5]]]), x)

    def test_close_to_zero(self, student):
        """The bend is at 0 exactly: a thousandth stays, minus a thousandth becomes 0."""
        gives(student.relu, np.array([[0.001, 0.0, 0.0]]), np.array([[0.001, -0.001, 0.0]]))


@pytest.mark.exercise("sigmoid")
class TestSigmoid:
    @pytest.mark.weight(3)
    @given(strategies.real_arrays(max_dims=3, max_side=4))
    def test_matches_definition(self, student, solution, x):
        """1 / (1 + e^-x) for every element of any shape."""
        agree(student.sigmoid, solution.sigmoid, x)

    def test_large_and_small_together(self, student):
        """Ordinary numbers beside 1000 and -1000 keep their values, without a warning of an overflow."""
        x = np.array([[1000.0, np.log(3)], [-1000.0, -np.log(3)], [0.0, -800.0]])
        gives_without_overflow(student.sigmoid, np.array([[1.0, 0.75], [0.0, 0.25], [0.5, 0.0]]), x)

    def test_one_side_alone(self, student):
        """-1000 alone gives 0, 1000 alone gives 1, without a warning of an overflow."""
        gives_without_overflow(student.sigmoid, np.array([0.0]), np.array([-1000.0]))
        gives_without_overflow(student.sigmoid, np.array([1.0, 1.0]), np.array([1000.0, 720.0]))

    def test_arguments_stay(self, student):
        """The array is as before after the call, large numbers too."""
        unchanged(student.sigmoid, np.array([[1000.0, -1000.0], [0.5, -2.0]]))


@pytest.mark.exercise("softmax")
class TestSoftmax:
    @pytest.mark.weight(3)
    @given(strategies.real_arrays(max_dims=3, max_side=4))
    def test_matches_definition(self, student, solution, x):
        """e^x divided by the sum along the last axis, for any shape."""
        agree(student.softmax, solution.softmax, x)

    def test_square(self, student):
        """In an array with as many rows as columns the sums run along the rows."""
        x = np.log(np.array([[1.0, 3.0, 4.0], [2.0, 2.0, 4.0], [1.0, 1.0, 6.0]]))
        gives(student.softmax, np.exp(x) / 8, x)

    def test_rows_far_apart(self, student):
        """A row of scores near -1000 below one near 1000 is as good as any other."""
        x = np.array([[1000.0, 1000.0 - np.log(3)], [-1000.0, -1000.0], [0.0, 1000.0]])
        gives_without_overflow(student.softmax, np.array([[0.75, 0.25], [0.5, 0.5], [0.0, 1.0]]), x)

    def test_very_negative(self, student):
        """Scores that are all near -1000 have probabilities too."""
        gives_without_overflow(
            student.softmax, np.array([0.25, 0.75]), np.array([-1000.0 - np.log(3), -1000.0])
        )

    def test_one_class(self, student):
        """A single score has the probability 1."""
        gives(student.softmax, np.ones((3, 1)), np.array([[-5.0], [0.0], [7.0]]))


@pytest.mark.exercise("dense")
class TestDense:
    @pytest.mark.weight(3)
    @given(strategies.layer_inputs())
    def test_matches_definition(self, student, solution, case):
        """x times w plus b, for any number of samples, inputs and outputs."""
        agree(student.dense, solution.dense, *case)

    def test_as_many_samples_as_outputs(self, student):
        """Each output has its bias, and each sample gets all of them."""
        x, w = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.5], [0.0, -1.0]])
        gives(student.dense, np.array([[101.0, 8.5], [103.0, 7.5]]), x, w, np.array([100.0, 10.0]))

    def test_negative_outputs(self, student):
        """There is no activation: outputs may be negative."""
        gives(student.dense, np.array([[-3.0]]), np.array([[2.0]]), np.array([[-1.0]]), np.array([-1.0]))

    def test_arguments_stay(self, student):
        """Inputs, weights and biases are as before after the call."""
        unchanged(student.dense, SIGNED_ROWS, np.eye(3), np.array([1.0, 2.0, 3.0]))


@pytest.mark.exercise("mlp")
class TestMLP:
    @pytest.mark.weight(3)
    @given(strategies.networks())
    def test_matches_definition(self, student, solution, case):
        """Dense layers with ReLU after each but the last, for one to four layers."""
        agree(student.mlp, solution.mlp, *case)

    def test_every_hidden_layer_bends(self, student):
        """Four layers that each turn the sign: ReLU after the first, second and third, none after the
        fourth."""
        layers = [(np.array([[-1.0]]), np.array([bias])) for bias in (1.0, 3.0, 0.5, 0.0)]
        # 2: -1 becomes 0, 3, -2.5 becomes 0, 0.  -2.75: 3.75, -0.75 becomes 0, 0.5, -0.5
        x = np.array([[2.0], [-2.75]])
        expected = np.array([[0.0], [-0.5]])
        gives(student.mlp, expected, x, layers)

    def test_negative_scores(self, student):
        """The last layer's scores are returned as they are, for every sample."""
        layers = [(np.eye(2), np.zeros(2)), (-np.eye(2), np.array([0.5, -0.5]))]
        expected = np.array([[-0.5, -2.5], [0.5, -0.5]])
        gives(student.mlp, expected, np.array([[1.0, 2.0], [-1.0, 0.0]]), layers)

    def test_arguments_stay(self, student):
        """The inputs, the list and its arrays are as before after the call."""
        layers = [(np.eye(3), np.array([0.5, -1.0, 2.0])), (np.ones((3, 1)), np.array([1.0]))]
        unchanged(student.mlp, SIGNED_ROWS, layers)

    def test_same_layer_twice(self, student):
        """ReLU also follows a layer whose weights are the last one's: 1 becomes -1, then 0, then 0.5."""
        w, b = np.array([[-1.5]]), np.array([0.5])
        gives(student.mlp, np.array([[0.5]]), np.array([[1.0]]), [(w, b), (w, b)])


@pytest.mark.exercise("conv2d")
class TestConv2d:
    @pytest.mark.weight(4)
    @given(strategies.convolutions())
    def test_matches_definition(self, student, solution, case):
        """Sums of products for any sizes of image and kernel, any stride and padding."""
        agree(student.conv2d, solution.conv2d, *case)

    @pytest.mark.weight(2)
    @given(strategies.convolutions())
    def test_defaults(self, student, solution, case):
        """Without a stride and a padding the kernel moves by 1, and there is no frame."""
        image, kernel, _stride, _padding = case
        image = np.pad(image, 2)
        agree(student.conv2d, solution.conv2d, image, kernel)

    def test_step_that_does_not_fit(self, student):
        """Where the last step would leave the padded image it is not taken, in neither direction."""
        image = np.arange(1.0, 21).reshape(4, 5)
        # padded to 6 by 7; windows of 1 by 2 start at rows 0, 3 and columns 0, 3
        expected = np.array([[0.0, 0.0], [11.0, 27.0]])
        gives(student.conv2d, expected, image, np.array([[1.0, 1.0]]), stride=3, padding=1)

    def test_kernel_as_large_as_the_image(self, student):
        """A kernel as large as the image has one place."""
        image, kernel = np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 10.0, 100.0]])
        gives(student.conv2d, np.array([[321.0]]), image, kernel)

    def test_kernel_as_it_is(self, student):
        """A square kernel is neither turned nor transposed."""
        image, kernel = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])
        gives(student.conv2d, np.array([[4.0, 3.0]]), image, kernel)

    def test_bytes(self, student):
        """Of a uint8 image the sums may exceed 255 and be negative, and are not rounded."""
        image = np.array([[200, 100, 0], [250, 255, 7]], dtype=np.uint8)
        gives(student.conv2d, np.array([[805.0]]), image, np.ones((2, 2)), stride=2)
        expected = np.array([[-50.0, -50.0], [2.5, -124.0]])
        gives(student.conv2d, expected, image, np.array([[-0.5, 0.5]]))

    def test_arguments_stay(self, student):
        """Image and kernel are as before after the call."""
        unchanged(student.conv2d, np.arange(12.0).reshape(3, 4), np.array([[1.0, -1.0]]), 1, 1)


@pytest.mark.exercise("conv_output_size")
class TestConvOutputSize:
    @pytest.mark.weight(3)
    @given(strategies.side_lengths())
    def test_matches_definition(self, student, solution, case):
        """(size + 2 padding - kernel) / stride, rounded down, plus 1."""
        agree(student.conv_output_size, solution.conv_output_size, *case)

    def test_padding_without_stride(self, student):
        """Padding given by its name counts on both ends, and the stride is 1."""
        gives(student.conv_output_size, 12, 10, 3, padding=2)

    def test_large_sides(self, student):
        """A photograph has longer sides than 255."""
        gives(student.conv_output_size, 1920, 1920, 3, 1, 1)
        gives(student.conv_output_size, 504, 4032, 7, 8, 3)

    def test_larger_strides(self, student):
        """A last step that is not whole does not count, however little is missing."""
        for size, expected in [(7, 2), (8, 2), (9, 2), (10, 3), (11, 3)]:
            gives(student.conv_output_size, expected, size, 4, 3)

    def test_kernel_as_long_as_the_side(self, student):
        """A kernel as long as the side has one place, whatever the stride."""
        gives(student.conv_output_size, 1, 6, 6, 4)


@pytest.mark.exercise("max_pool2d")
class TestMaxPool2d:
    @pytest.mark.weight(3)
    @given(strategies.poolings())
    def test_matches_definition(self, student, solution, case):
        """The largest number of each window that fits, for any size, window and stride."""
        agree(student.max_pool2d, solution.max_pool2d, *case)

    @pytest.mark.weight(2)
    @given(strategies.poolings())
    def test_stride_left_out(self, student, solution, case):
        """Without a stride, or with None, the windows touch and do not overlap."""
        image, size, _stride = case
        agree(student.max_pool2d, solution.max_pool2d, image, size)
        gives(student.max_pool2d, solution.max_pool2d(image, size), image, size, stride=None)

    def test_rows_and_columns_left_over(self, student):
        """Of 5 rows and 7 columns windows of 3 leave two rows and one column out."""
        image = np.arange(35.0).reshape(5, 7)
        gives(student.max_pool2d, np.array([[16.0, 19.0]]), image, 3)

    def test_bytes(self, student):
        """Of a uint8 image it gives the same numbers."""
        image = np.array([[3, 200, 7, 0], [255, 1, 9, 8]], dtype=np.uint8)
        gives(student.max_pool2d, np.array([[255.0, 9.0]]), image, 2)

    def test_far_below_zero(self, student):
        """Of a window of large negative numbers the largest is the one nearest to 0."""
        image = -1000.0 - np.arange(8.0).reshape(2, 4)
        gives(student.max_pool2d, np.array([[-1000.0, -1002.0]]), image, 2)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.max_pool2d, np.arange(12.0).reshape(3, 4), 2)


@pytest.mark.exercise("rnn")
class TestRNN:
    @pytest.mark.weight(4)
    @given(strategies.sequences())
    def test_matches_definition(self, student, solution, case):
        """All states of tanh(x_t w_x + h w_h + b), for any number of steps, inputs and states."""
        agree(student.rnn, solution.rnn, *case)

    def test_order_of_steps(self, student):
        """The steps are taken from the first row to the last: an early input fades, a late one does not."""
        x = np.array([[1.0], [0.0], [0.0]])
        one, two = np.tanh(1.0), np.tanh(0.5 * np.tanh(1.0))
        expected = np.array([[one], [two], [np.tanh(0.5 * two)]])
        gives(student.rnn, expected, x, np.array([[1.0]]), np.array([[0.5]]), np.zeros(1), np.zeros(1))

    def test_states_mix_by_columns(self, student):
        """With as many inputs as states neither w_x nor w_h is transposed."""
        w = np.array([[0.0, 1.0], [0.0, 0.0]])  # the first number goes to the second place
        first = np.tanh([0.0, 0.5])
        expected = np.array([first, np.tanh([0.0, 0.25])])
        x = np.array([[0.5, 0.0], [0.25, 0.0]])
        gives(student.rnn, expected, x, w, w, np.zeros(2), np.zeros(2))

    def test_arguments_stay(self, student):
        """All five arrays are as before after the call, the first state too."""
        w = np.array([[0.5, 0.25], [-0.5, 1.0]])
        unchanged(student.rnn, np.array([[1.0, 2.0], [0.5, -1.0]]), w, w.T.copy(), np.ones(2), np.ones(2))


@pytest.mark.exercise("attention")
class TestAttention:
    @pytest.mark.weight(4)
    @given(strategies.queries_keys_values())
    def test_matches_definition(self, student, solution, case):
        """softmax(q kT / sqrt(d)) v for any numbers of queries, keys, columns and values."""
        agree(student.attention, solution.attention, *case)

    def test_square(self, student):
        """With as many queries as keys and columns the weights still belong to the queries' rows."""
        q = 2 * np.log(np.array([[1.0, 3.0, 1.0, 1.0], [1.0, 1.0, 1.0, 7.0]]))  # d = 4, its root 2
        v = np.array([[6.0, 0.0], [0.0, 6.0], [0.0, 0.0], [30.0, 30.0]])
        expected = np.array([[36.0, 48.0], [216.0, 216.0]]) / np.array([[6.0], [10.0]])
        gives(student.attention, expected, q, np.eye(4), v)

    def test_one_key(self, student):
        """A single key gets all the weight."""
        v = np.array([[5.0, -1.0, 2.0]])
        gives(student.attention, np.repeat(v, 2, axis=0), SIGNED_ROWS[:, :2], np.ones((1, 2)), v)

    def test_arguments_stay(self, student):
        """Queries, keys and values are as before after the call."""
        unchanged(student.attention, SIGNED_ROWS, SIGNED_ROWS + 1, SIGNED_ROWS[:, :1] - 2)


# Random numbers decide here, and a right answer may take them from anywhere. So bounds stand seven standard
# deviations from the mean: a right one misses them once in 400,000,000,000 times.
SIGMAS = 7


def switched_off(student, x, p, seed):
    """Where dropout gave 0; everything else must be x / (1 - p), and x holds no 0."""
    got = student.dropout(x, p, seed)
    fits = isinstance(got, np.ndarray) and got.shape == x.shape
    off = np.asarray(got == 0) if fits else np.zeros(x.shape, dtype=bool)
    expected = np.where(off, 0.0, x / (1 - p))
    arguments = {"x": x, "p": p, "seed": seed}
    if reason := same(got, expected):
        raise Mismatch(reason, function="dropout", arguments=arguments, got=got, expected=expected)
    return off


def rising(*shape):
    """1, 2, 3, ... in that shape."""
    return 1.0 + np.arange(np.prod(shape)).reshape(shape)


@pytest.mark.exercise("dropout")
class TestDropout:
    @pytest.mark.weight(2)
    @given(strategies.real_arrays(max_dims=3, max_side=4), st.integers(0, 9), strategies.seeds())
    def test_zero_or_divided(self, student, x, tenths, seed):
        """Every element, of any shape and sign, is 0 or divided by 1 - p."""
        switched_off(student, np.where(x == 0, 0.25, x), tenths / 10, seed)

    def test_share(self, student):
        """The share of zeros is p, give or take what chance does with 10,000 elements."""
        for p, seed in [(0.2, 1), (0.7, 2), (0.96875, 3)]:
            share = switched_off(student, rising(100, 100), p, seed).mean()
            slack = SIGMAS * np.sqrt(p * (1 - p) / 10_000)
            reason = _("With p = {p} the share of zeros was {share}.", p=p, share=f"{share:.3f}")
            assert abs(share - p) <= slack, reason

    def test_each_on_its_own(self, student):
        """Neighbours are switched off independently of each other: both of a pair with probability p * p."""
        off = switched_off(student, rising(100, 100), 0.5, 4)
        slack = SIGMAS * np.sqrt((0.1875 + 0.125) / 9900)  # pairs overlap, hence the second term
        deep = switched_off(student, rising(30, 20, 20), 0.5, 6)
        for both in (off[:, 1:] & off[:, :-1], off[1:] & off[:-1], deep[1:] & deep[:-1]):
            assert abs(both.mean() - 0.25) <= slack, _("Neighbours are switched off together.")

    def test_number_of_zeros_varies(self, student):
        """How many are switched off is up to chance, too, and differs from seed to seed."""
        counts = {int(switched_off(student, rising(400), 0.5, seed).sum()) for seed in range(12)}
        assert len(counts) > 1, _("It was the same number of zeros for every seed.")

    @pytest.mark.weight(2)
    def test_seed(self, student):
        """The same seed gives the same result, also after others; another seed gives another one."""
        x = rising(20, 20)
        seeds = [0, 1, 2, 257, 1001, 12_345, 65_538, 2**31 - 1]
        first = [switched_off(student, x, 0.5, seed) for seed in seeds]
        again = [switched_off(student, x, 0.5, seed) for seed in reversed(seeds)][::-1]
        for seed, one, other in zip(seeds, first, again, strict=True):
            reason = _("The seed {seed} gave another result the second time.", seed=seed)
            assert np.array_equal(one, other), reason
        for (a, one), (b, other) in itertools.combinations(zip(seeds, first, strict=True), 2):
            reason = _("The seeds {a} and {b} gave the same result.", a=a, b=b)
            assert not np.array_equal(one, other), reason

    def test_not_training(self, student):
        """Without training nothing is switched off and nothing divided, whatever p is."""
        for p in (0.0, 0.25, 0.9):
            gives(student.dropout, SIGNED_ROWS, SIGNED_ROWS, p, 7, training=False)

    def test_impossible_probabilities(self, student):
        """p below 0, or 1 and more, raises ValueError."""
        for p in (-0.5, -0.001, 1.0, 1.5, 50):
            refuses(student.dropout, ValueError, np.array([1.0, 2.0]), p, 0)

    def test_checked_first(self, student):
        """p is checked without training as well, and where x holds nothing."""
        for p in (-0.25, 1.0, 2.0):
            refuses(student.dropout, ValueError, np.array([1.0, 2.0]), p, 0, training=False)
        refuses(student.dropout, ValueError, np.zeros(0), 1.5, 0)

    def test_message(self, student):
        """The error's message names p or its value."""
        words = ("p", "probability", "확률", 1.75)
        refuses(student.dropout, ValueError, np.array([1.0]), 1.75, 0, names=words)

    def test_arguments_stay(self, student):
        """The array is as before after the call."""
        unchanged(student.dropout, rising(3, 4), 0.5, 1)


@pytest.mark.exercise("hinge_loss")
class TestHingeLoss:
    @pytest.mark.weight(4)
    @given(strategies.scores_and_labels(), st.sampled_from([1.0, 0.5, 2.0, 0.0]))
    def test_matches_definition(self, student, solution, case, margin):
        """The mean over the rows of the sums over all wrong classes, for any sizes and margin."""
        agree(student.hinge_loss, solution.hinge_loss, *case, margin)

    @given(strategies.scores_and_labels())
    def test_default_margin(self, student, solution, case):
        """Without a margin it is 1."""
        agree(student.hinge_loss, solution.hinge_loss, *case)

    def test_all_wrong_classes_count(self, student):
        """Three wrong classes that each come too close are summed, not only the worst."""
        gives(student.hinge_loss, 4.5, np.array([[2.0, 2.0, 2.5, 3.0]]), np.array([0]))

    def test_margin_between_whole_numbers(self, student):
        """A lead of 1 misses a margin of 2.5 by 1.5, and keeps one of 0.75."""
        scores = np.array([[4.0, 3.0], [0.0, 1.0]])
        for margin, expected in ((2.5, 1.5), (0.75, 0.0)):
            gives(student.hinge_loss, expected, scores, np.array([0, 1]), margin)
        gives(student.hinge_loss, 0.25, scores, np.array([0, 1]), margin=1.25)

    def test_arguments_stay(self, student):
        """Scores and labels are as before after the call."""
        unchanged(student.hinge_loss, SIGNED_ROWS, np.array([2, 0]))


@pytest.mark.exercise("count_parameters")
class TestCountParameters:
    @pytest.mark.weight(2)
    @given(st.lists(st.integers(1, 30), min_size=2, max_size=6))
    def test_matches_definition(self, student, solution, sizes):
        """Weights and biases between all neighbours, for two to six sizes."""
        agree(student.count_parameters, solution.count_parameters, sizes)

    def test_deep(self, student):
        """Of five sizes four layers are counted, each once, equal ones too."""
        gives(student.count_parameters, 12 + 8 + 3 + 4, [3, 3, 2, 1, 2])
        gives(student.count_parameters, 30 + 30 + 30, [5, 5, 5, 5])

    def test_large_network(self, student):
        """Millions are counted to the last one."""
        gives(student.count_parameters, 4101 * 4101 + 4101 + 1, [4100, 4101, 1])

    def test_arguments_stay(self, student):
        """The list of sizes is as before after the call."""
        unchanged(student.count_parameters, [4, 3, 2])
