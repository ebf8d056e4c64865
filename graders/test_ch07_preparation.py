"""Chapter 7, the checks every student may run: small numbers whose answers can be worked out on paper."""

import numpy as np
import pytest

from graders.compare import gives, refuses, same, unchanged
from stubmeister.grading import Mismatch
from stubmeister.lang import _


def demand(function, got, expected, **arguments):
    """`got` must equal `expected`; `arguments` are what it is shown with."""
    if reason := same(got, expected):
        values = {"got": got, "expected": expected} if arguments else {}
        raise Mismatch(reason, function=function, arguments=arguments, **values)


# --- split_indices -----------------------------------------------------------------------------------------


def split(student, n, fractions, seed):
    """The student's three parts, which must be one-dimensional arrays of whole numbers."""
    arguments = {"n": n, "fractions": fractions, "seed": seed}
    parts = student.split_indices(n, fractions, seed)

    def wrong(reason):
        return Mismatch(reason, function="split_indices", arguments=arguments, got=parts)

    if not isinstance(parts, (tuple, list, np.ndarray)) or len(parts) != 3:
        raise wrong(_("three arrays are expected"))
    for part in parts:
        if not isinstance(part, np.ndarray) or part.ndim != 1 or (part.size and part.dtype.kind not in "iu"):
            raise wrong(_("each part must be a one-dimensional array of whole numbers"))
    return list(parts)


def check_once_each(parts, n):
    """Together the parts hold each of 0..n-1 exactly once."""
    together = np.sort(np.concatenate(parts))
    assert np.array_equal(together, np.arange(n)), _(
        "Together the parts do not hold each of 0 to {last} once, but these: {numbers}",
        last=n - 1,
        numbers=np.array2string(together, threshold=20),
    )


def check_sizes(parts, n, fractions):
    """Each part is at most 1 away from its share, with room for rounding in the product."""
    sizes = [len(part) for part in parts]
    shares = [n * fraction for fraction in fractions]
    assert all(abs(size - share) <= 1 + 1e-6 * n for size, share in zip(sizes, shares, strict=True)), _(
        "For n = {n} and fractions = {fractions} the sizes are {sizes}, more than 1 away from {shares}.",
        n=n,
        fractions=fractions,
        sizes=sizes,
        shares=[round(share, 6) for share in shares],
    )


def equal_parts(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.by_hand
@pytest.mark.exercise("split_indices", points=5)
class TestSplitIndices:
    @pytest.mark.hint("Shuffle all numbers first, then cut the row in three. Do not draw with replacement.")
    def test_each_number_once(self, student, kit):
        """Twenty examples: the three parts together hold each of 0 to 19 exactly once."""
        kit.seed(1)
        check_once_each(split(student, 20, (0.5, 0.25, 0.25), 3), 20)

    @pytest.mark.hint("The order of the parts is training, validation, test.")
    def test_sizes(self, student, kit):
        """Shares of 0.6, 0.3 and 0.1 of a hundred make parts of 60, 30 and 10, one more or fewer at most."""
        kit.seed(1)
        check_sizes(split(student, 100, (0.6, 0.3, 0.1), 4), 100, (0.6, 0.3, 0.1))

    @pytest.mark.hint("Give the seed to the generator: np.random.default_rng(seed).")
    def test_seed(self, student, kit):
        """The same seed gives the same parts again, another seed other ones."""
        kit.seed(1)
        first, other, again = (split(student, 50, (0.5, 0.25, 0.25), seed) for seed in (7, 8, 7))
        assert equal_parts(first, again), _("The same seed gave other parts the second time.")
        assert not equal_parts(first, other), _("Two different seeds gave the same parts.")

    @pytest.mark.hint("Compare sum(fractions) with 1, with room for rounding, and raise ValueError.")
    def test_shares_that_miss_a_tenth(self, student):
        """Shares of 0.5, 0.3 and 0.1 sum to 0.9 and raise ValueError."""
        refuses(student.split_indices, ValueError, 10, (0.5, 0.3, 0.1), 0)


# --- count_leaks -------------------------------------------------------------------------------------------

TRAIN = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@pytest.mark.by_hand
@pytest.mark.exercise("count_leaks", points=4)
class TestCountLeaks:
    @pytest.mark.hint("Look for every row of test among all rows of train, wherever it stands.")
    def test_two_of_three(self, student):
        """Of the test's three rows, two stand in the training data, in other places."""
        gives(student.count_leaks, 2, TRAIN, np.array([[3.0, 4.0], [7.0, 8.0], [1.0, 2.0]]))

    @pytest.mark.hint("Count rows of test, not different rows.")
    def test_twice_in_the_test(self, student):
        """A leaked row that stands in the test twice counts twice."""
        gives(student.count_leaks, 2, TRAIN, np.array([[5.0, 6.0], [5.0, 6.0], [9.0, 9.0]]))

    @pytest.mark.hint("A row is the same when all its entries are, in their order.")
    def test_same_numbers_in_other_rows(self, student):
        """Rows made of numbers that the training data has, but in another order or mixture, are no leaks."""
        gives(student.count_leaks, 0, TRAIN, np.array([[2.0, 1.0], [1.0, 4.0], [3.0, 6.0], [5.0, 5.0]]))


# --- ArrayDataset ------------------------------------------------------------------------------------------

IMAGES = np.array([[[0, 51, 255], [102, 204, 153]], [[255, 0, 0], [0, 0, 51]]], dtype=np.uint8)


@pytest.mark.exercise("ArrayDataset", points=4)
class TestArrayDataset:
    @pytest.mark.hint("Divide by 255, and put an axis of length 1 in front (unsqueeze(0)).")
    def test_image(self, student, kit):
        """A 2x3 image becomes a (1, 2, 3) float32 tensor: brightness 51 is 0.2, 255 is 1."""
        (image, _dtype, _label), *_rest = kit.items(student.ArrayDataset(IMAGES, np.array([7, 3])), [0])
        expected = np.array([[[0.0, 0.2, 1.0], [0.4, 0.8, 0.6]]], dtype=np.float32)
        demand_float32(image, expected, index=0)

    @pytest.mark.hint("int(...) makes a whole number of a label.")
    def test_label(self, student, kit):
        """The label of each image stands beside it, as a whole number."""
        items = kit.items(student.ArrayDataset(IMAGES, np.array([7, 3])), [0, 1])
        demand("ArrayDataset", [label for _image, _dtype, label in items], [7, 3], labels=np.array([7, 3]))

    def test_length(self, student):
        """Its length is the number of examples."""
        demand("ArrayDataset", len(student.ArrayDataset(IMAGES, np.array([7, 3]))), 2)

    @pytest.mark.hint("Compare len(images) with len(labels) in __init__, and raise ValueError.")
    def test_a_label_too_few(self, student):
        """Two images and one label raise ValueError when the data set is made."""
        refuses(student.ArrayDataset, ValueError, IMAGES, np.array([7]))


def demand_float32(image, expected, **arguments):
    """`image`, as the kit tells it, must be a float32 tensor of these values."""
    if isinstance(image, str):
        reason = _("{got} where {wanted} is right", got=image, wanted=_("a torch tensor"))
        raise Mismatch(reason, function="ArrayDataset", arguments=arguments)
    reason = same(image, expected, dtype="float32")
    if reason:
        raise Mismatch(reason, function="ArrayDataset", arguments=arguments, got=image, expected=expected)


# --- batches -----------------------------------------------------------------------------------------------


def cut(student, *arguments):
    """The student's batches, which must be a list of one-dimensional arrays of whole numbers."""
    got = student.batches(*arguments)
    names = dict(zip(("n", "batch_size", "shuffle", "drop_last", "seed"), arguments, strict=True))

    def wrong(reason):
        return Mismatch(reason, function="batches", arguments=names, got=got)

    if not isinstance(got, (list, tuple, np.ndarray)):
        raise wrong(_("a list of arrays is expected"))
    for batch in got:
        if not isinstance(batch, np.ndarray) or batch.ndim != 1:
            raise wrong(_("each batch must be a one-dimensional array"))
        if batch.dtype.kind not in "iu":
            raise wrong(_("each batch must hold whole numbers"))
    return list(got)


def check_batch_sizes(cut_batches, sizes):
    got = [len(batch) for batch in cut_batches]
    assert got == sizes, _("The batches have the sizes {got}, expected {expected}.", got=got, expected=sizes)


@pytest.mark.by_hand
@pytest.mark.exercise("batches", points=5)
class TestBatches:
    @pytest.mark.hint("range(0, n, batch_size) gives the places where batches begin.")
    def test_in_order(self, student):
        """Seven in threes, in order: 0 1 2, 3 4 5, and the one that is left, 6."""
        expected = [np.array([0, 1, 2]), np.array([3, 4, 5]), np.array([6])]
        gives(student.batches, expected, 7, 3, False, False, 0)

    @pytest.mark.hint("drop_last drops a last batch with fewer than batch_size, and no other.")
    def test_drop_last(self, student):
        """With drop_last the single 6 is dropped; of six in threes nothing is dropped."""
        expected = [np.array([0, 1, 2]), np.array([3, 4, 5])]
        gives(student.batches, expected, 7, 3, False, True, 0)
        gives(student.batches, expected, 6, 3, False, True, 0)

    @pytest.mark.hint("Shuffle all n numbers, then cut.")
    def test_shuffled(self, student, kit):
        """Shuffled, twenty in eights are 8, 8 and 4, each number once, and not in their order."""
        kit.seed(1)
        got = cut(student, 20, 8, True, False, 5)
        check_batch_sizes(got, [8, 8, 4])
        together = np.concatenate(got)
        check_once_each([together], 20)
        assert not np.array_equal(together, np.arange(20)), _("The numbers are in their order.")

    @pytest.mark.hint("Give the seed to the generator: np.random.default_rng(seed).")
    def test_seed(self, student, kit):
        """The same seed gives the same batches again, another seed other ones."""
        kit.seed(1)
        first, other, again = (cut(student, 40, 8, True, True, seed) for seed in (3, 4, 3))
        check_batch_sizes(first, [8] * 5)
        check_batch_sizes(other, [8] * 5)
        check_batch_sizes(again, [8] * 5)
        assert equal_parts(first, again), _("The same seed gave other batches the second time.")
        assert not equal_parts(first, other), _("Two different seeds gave the same batches.")


# --- optimizers --------------------------------------------------------------------------------------------

PARAMS = [np.array([1.0, 2.0]), np.array([[0.0, -1.0], [4.0, 8.0]])]
GRADS = [np.array([10.0, -20.0]), np.array([[5.0, 0.0], [-10.0, 30.0]])]
VELOCITY = [np.array([2.0, 0.0]), np.array([[-4.0, 6.0], [0.0, 10.0]])]


@pytest.mark.by_hand
@pytest.mark.exercise("sgd_step", points=3)
class TestSgdStep:
    @pytest.mark.hint("p - lr * g for each array and its gradient.")
    def test_two_arrays(self, student):
        """With lr = 0.1, each entry moves by a tenth of its gradient, downhill."""
        expected = [np.array([0.0, 4.0]), np.array([[-0.5, -1.0], [5.0, 5.0]])]
        gives(student.sgd_step, expected, PARAMS, GRADS, 0.1)

    @pytest.mark.hint("p -= lr * g changes the caller's array; p = p - lr * g makes a new one.")
    def test_arguments_stay(self, student):
        """Parameters and gradients are as before after the call."""
        unchanged(student.sgd_step, PARAMS, GRADS, 0.5)


@pytest.mark.by_hand
@pytest.mark.exercise("momentum_step", points=4)
class TestMomentumStep:
    @pytest.mark.hint("First v = momentum * v + g, then p = p - lr * v with the new v.")
    def test_worked_example(self, student):
        """For p = 1, g = 0.5, v = 2, lr = 0.1 and momentum = 0.9 the new velocity is 2.3, the new value
        0.77."""
        expected = ([np.array([0.77])], [np.array([2.3])])
        arguments = [np.array([1.0])], [np.array([0.5])], [np.array([2.0])]
        gives(student.momentum_step, expected, *arguments, 0.1, 0.9)

    @pytest.mark.hint("Each array has its own velocity, in the same place of the list.")
    def test_two_arrays(self, student):
        """Two arrays of different shapes keep their places and shapes."""
        velocity = [np.array([11.0, -20.0]), np.array([[3.0, 3.0], [-10.0, 35.0]])]
        params = [np.array([-1.75, 7.0]), np.array([[-0.75, -1.75], [6.5, -0.75]])]
        gives(student.momentum_step, (params, velocity), PARAMS, GRADS, VELOCITY, 0.25, 0.5)

    @pytest.mark.hint("*= and += change the caller's arrays. Make new ones.")
    def test_arguments_stay(self, student):
        """Parameters, gradients and velocity are as before after the call."""
        unchanged(student.momentum_step, PARAMS, GRADS, VELOCITY, 0.5, 0.5)


# --- early_stop --------------------------------------------------------------------------------------------


@pytest.mark.by_hand
@pytest.mark.exercise("early_stop", points=3)
class TestEarlyStop:
    @pytest.mark.hint("Keep the smallest loss so far, and count the epochs since it came.")
    def test_stops(self, student):
        """For the losses 5, 4, 4.5, 4.2, 3, 6 and patience 2 training stops at epoch 3."""
        gives(student.early_stop, 3, np.array([5.0, 4.0, 4.5, 4.2, 3.0, 6.0]), 2)

    @pytest.mark.hint("A new minimum sets the count back to 0. Epochs count from 0, so the last is 5.")
    def test_never_stops(self, student):
        """With patience 3 the same losses never stop it: the last epoch is 5."""
        gives(student.early_stop, 5, np.array([5.0, 4.0, 4.5, 4.2, 3.0, 6.0]), 3)

    @pytest.mark.hint("< in place of <=: a tie is no new minimum.")
    def test_tie(self, student):
        """A loss equal to the minimum is no new one: for 2, 1, 1, 1 and patience 2 it stops at epoch 3."""
        gives(student.early_stop, 3, np.array([2.0, 1.0, 1.0, 1.0, 0.5]), 2)
