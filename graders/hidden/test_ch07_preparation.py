"""Chapter 7, the checks that stay with the teacher: properties, edges and conventions."""

import numpy as np
import pytest
from hypothesis import given, settings

from graders import strategies
from graders.compare import agree, gives, refuses, unchanged
from graders.test_ch07_preparation import (
    IMAGES,
    check_batch_sizes,
    check_once_each,
    check_sizes,
    cut,
    demand,
    demand_float32,
    equal_parts,
    split,
)
from stubmeister.lang import _

a_few = settings(max_examples=8)  # each example is several calls


# --- split_indices -----------------------------------------------------------------------------------------

# sums that are not exactly 1 in a computer, or off by less than 1e-6
NEARLY_ONE = [
    (0.7, 0.2, 0.1),
    (0.6, 0.3, 0.1),
    (1 / 3, 1 / 3, 1 / 3),
    (0.5, 0.3, 0.2 + 9e-7),
    (0.5, 0.3, 0.2 - 9e-7),
]
NOT_ONE = [(0.8, 0.2, 0.2), (0.5, 0.2, 0.2), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.6, 0.25, 0.1499)]
# further off than np.isclose allows, whose own 1e-5 a right answer may have taken along
ALMOST_ONE = [(0.5, 0.3, 0.2 + 3e-5), (0.5, 0.3, 0.2 - 3e-5)]
NEGATIVE = [(1.25, -0.125, -0.125), (-0.5, 1.0, 0.5), (0.75, -0.25, 0.5), (0.75, 0.5, -0.25)]


def is_one_run(numbers, n):
    """Whether the numbers are neighbours, 0 counting as the neighbour of n - 1."""
    return np.count_nonzero(np.diff(np.sort(numbers)) != 1) <= 1 and len(numbers) < n


@pytest.mark.by_hand
@pytest.mark.exercise("split_indices")
class TestSplitIndices:
    @pytest.mark.weight(3)
    @given(strategies.splits())
    def test_once_each_in_the_right_sizes(self, student, kit, case):
        """For any n, shares and seed, each number comes once and each part is at most 1 away from its
        share."""
        kit.seed(1)
        n, fractions, seed = case
        parts = split(student, n, fractions, seed)
        check_once_each(parts, n)
        check_sizes(parts, n, fractions)

    @pytest.mark.hint(
        "Two sizes cut down leave almost 2 too many for the third. Round the places of the cuts."
    )
    def test_nobody_gets_all_that_is_left(self, student, kit):
        """Also where every share leaves a large rest, no part is more than 1 away from it."""
        kit.seed(1)
        for n, fractions in [
            (10, (0.39, 0.39, 0.22)),
            (10, (0.22, 0.39, 0.39)),
            (10, (0.31, 0.31, 0.38)),
            (100, (0.339, 0.339, 0.322)),
            (70_000, (0.5, 0.3, 0.2)),
        ]:
            parts = split(student, n, fractions, 11)
            check_once_each(parts, n)
            check_sizes(parts, n, fractions)

    @pytest.mark.weight(2)
    @pytest.mark.hint("Shuffle all numbers before you cut, not each part by itself.")
    def test_mixed_through_and_through(self, student, kit):
        """No part is a piece of the data's own order, and with other seeds every number comes into every
        part."""
        kit.seed(1)
        parts = split(student, 120, (0.5, 0.25, 0.25), 5)
        from_the_first_half = np.count_nonzero(parts[0] < 60)  # 30 on average, with a deviation below 3
        assert 12 <= from_the_first_half <= 48, _("Most numbers kept to their places.")
        for part in parts:
            assert not is_one_run(part, 120), _(
                "A part holds neighbours only: {numbers}", numbers=sorted(part)
            )
        seen = [set(), set(), set()]
        for seed in range(60):
            for numbers, part in zip(seen, split(student, 6, (1 / 3, 1 / 3, 1 / 3), seed), strict=True):
                numbers.update(part.tolist())
        demand("split_indices", [sorted(numbers) for numbers in seen], [list(range(6))] * 3)

    def test_seed_zero(self, student, kit):
        """0 is a seed like any other: the same parts each time, others than for 1."""
        kit.seed(1)
        first, other, again = (split(student, 60, (0.25, 0.5, 0.25), seed) for seed in (0, 1, 0))
        assert equal_parts(first, again), _("The same seed gave other parts the second time.")
        assert not equal_parts(first, other), _("Two different seeds gave the same parts.")

    @pytest.mark.hint("Refuse shares where abs(sum(fractions) - 1) > 1e-6, and only there.")
    def test_sums_that_are_nearly_one(self, student, kit):
        """Shares whose sum misses 1 by less than 1e-6 are right, and so is a share of 0."""
        kit.seed(1)
        for fractions in [*NEARLY_ONE, (0.75, 0.25, 0.0), (0.0, 0.5, 0.5), (0.5, 0.0, 0.5), (0.0, 0.0, 1.0)]:
            check_sizes(split(student, 40, fractions, 2), 40, fractions)

    def test_sums_that_are_not_one(self, student):
        """Shares whose sum is above or below 1 raise ValueError."""
        for fractions in NOT_ONE:
            refuses(student.split_indices, ValueError, 10, fractions, 0)

    def test_sums_that_are_almost_one(self, student):
        """A sum that misses 1 by 3e-5 is further away than 1e-6 and raises ValueError."""
        for fractions in ALMOST_ONE:
            refuses(student.split_indices, ValueError, 10, fractions, 0)

    def test_negative_shares(self, student):
        """A negative share raises ValueError, even where the sum is 1."""
        for fractions in NEGATIVE:
            refuses(student.split_indices, ValueError, 10, fractions, 0)

    def test_message(self, student):
        """The error's message names fractions or the wrong value."""
        names = ("fraction", "0.875", "0.5", "0.25", "0.125")
        refuses(student.split_indices, ValueError, 10, (0.5, 0.25, 0.125), 0, names=names)
        refuses(student.split_indices, ValueError, 10, (-0.5, 1.0, 0.5), 0, names=("fraction", "-0.5"))


# --- count_leaks -------------------------------------------------------------------------------------------


@pytest.mark.by_hand
@pytest.mark.exercise("count_leaks")
class TestCountLeaks:
    @pytest.mark.weight(4)
    @given(strategies.train_and_test_rows())
    def test_matches_definition(self, student, solution, pair):
        """The number of rows of the test that stand in the training data, for any rows."""
        agree(student.count_leaks, solution.count_leaks, *pair)

    @pytest.mark.weight(2)
    def test_twice_in_the_training_data(self, student):
        """How often a row stands in the training data makes no difference."""
        train = np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [3.0, 4.0]])
        gives(student.count_leaks, 1, train, np.array([[1.0, 2.0], [0.0, 0.0]]))
        gives(student.count_leaks, 3, train, np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [2.0, 3.0]]))

    @pytest.mark.weight(2)
    @pytest.mark.hint("Compare numbers, not bytes, and do not convert one array to the other's dtype.")
    def test_other_dtypes(self, student):
        """The integer 3 and the float 3.0 are the same value; 257 is not 1, and 1.5 is not 1."""
        bytes_ = np.array([[1, 2], [3, 4]], dtype=np.uint8)
        gives(student.count_leaks, 1, bytes_, np.array([[3.0, 4.0], [1.5, 2.0]]))
        gives(student.count_leaks, 1, bytes_, np.array([[257, 2], [1, 2], [-253, 4]]))
        gives(student.count_leaks, 2, np.array([[1.0, 2.0], [0.5, 0.25]]), np.array([[1, 2], [1, 2], [0, 0]]))

    def test_zero_with_a_sign(self, student):
        """-0.0 and 0.0 are the same value."""
        gives(
            student.count_leaks, 1, np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([[-0.0, 1.0], [2.0, -3.0]])
        )

    def test_neighbouring_numbers(self, student):
        """Numbers that differ are different: large ones by 1, small ones by a millionth."""
        train = np.array([[1000000, 2000000], [3000000, 4000000]])
        gives(student.count_leaks, 1, train, np.array([[1000001, 2000000], [3000000, 4000000]]))
        train = np.array([[0.5, 0.25], [0.75, 0.125]])
        gives(student.count_leaks, 1, train, np.array([[0.5 + 2**-20, 0.25], [0.75, 0.125]]))

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        unchanged(
            student.count_leaks, np.array([[2.0, 1.0], [0.0, 1.0]]), np.array([[0.0, 1.0], [-1.0, 3.0]])
        )


# --- ArrayDataset ------------------------------------------------------------------------------------------


@pytest.mark.exercise("ArrayDataset")
class TestArrayDataset:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.labelled_images())
    def test_every_item(self, student, kit, case):
        """Every image is a (1, h, w) float32 tensor in 0..1, with its own label beside it."""
        images, labels = case
        items = kit.items(student.ArrayDataset(images, labels), list(range(len(images))))
        for index, (image, _dtype, label) in enumerate(items):
            demand_float32(image, images[index][None].astype(np.float32) / 255, images=images, index=index)
            demand("ArrayDataset", label, int(labels[index]), labels=labels, index=index)

    def test_length(self, student):
        """Its length is the number of images, whatever their size."""
        for n in (1, 2, 5, 300):
            images = np.zeros((n, 3, 4), dtype=np.uint8)
            demand("ArrayDataset", len(student.ArrayDataset(images, np.arange(n))), n, images=images)

    @pytest.mark.hint("class ArrayDataset(torch.utils.data.Dataset)")
    def test_feeds_a_loader(self, student, kit):
        """It is a data set of PyTorch, and a DataLoader can cut batches out of it."""
        dataset = student.ArrayDataset(np.concatenate([IMAGES, IMAGES]), np.array([7, 3, 1, 0]))
        assert kit.is_dataset(dataset) is True, _("It is no torch.utils.data.Dataset.")
        (images, _dtype, labels), _rest = kit.loaded(dataset, 3)
        demand_float32(images, IMAGES[[0, 1, 0], None].astype(np.float32) / 255)
        demand("ArrayDataset", labels, np.array([7, 3, 1]))

    @pytest.mark.hint("Divide a copy; the arrays that were given must stay as they are.")
    def test_asked_again(self, student, kit):
        """Asked again, in another order, it gives the same."""
        dataset = student.ArrayDataset(IMAGES, np.array([4, 9]))
        for index in (1, 0, 1, 1, 0):
            (image, _dtype, label), *_rest = kit.items(dataset, [index])
            demand_float32(image, IMAGES[index][None].astype(np.float32) / 255, index=index)
            demand("ArrayDataset", label, [4, 9][index], index=index)

    @pytest.mark.hint("Keep the arrays in self, not in the class.")
    def test_two_data_sets(self, student, kit):
        """A second data set leaves the first as it was."""
        first = student.ArrayDataset(IMAGES, np.array([4, 9]))
        student.ArrayDataset(255 - IMAGES[:1], np.array([7]))
        demand("ArrayDataset", len(first), 2)
        (image, _dtype, label), *_rest = kit.items(first, [0])
        demand_float32(image, IMAGES[0][None].astype(np.float32) / 255, index=0)
        demand("ArrayDataset", label, 4, index=0)

    def test_other_labels(self, student, kit):
        """Labels that are bytes, or larger than a byte, come out as the same whole numbers."""
        for labels in (np.array([250, 3], dtype=np.uint8), np.array([70000, 0])):
            items = kit.items(student.ArrayDataset(IMAGES, labels), [0, 1])
            demand("ArrayDataset", [label for _image, _dtype, label in items], labels.tolist(), labels=labels)

    def test_lengths_that_differ(self, student):
        """More labels than images, or fewer, raise ValueError; the message says which or how many."""
        for count in (1, 4, 0):
            names = ("image", "label", count, 2)
            refuses(student.ArrayDataset, ValueError, IMAGES, np.arange(count), names=names)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the data set was made."""
        unchanged(student.ArrayDataset, IMAGES, np.array([4, 9]))


# --- batches -----------------------------------------------------------------------------------------------


@pytest.mark.by_hand
@pytest.mark.exercise("batches")
class TestBatches:
    @pytest.mark.weight(3)
    @given(strategies.cuts())
    def test_in_order(self, student, solution, case):
        """Without shuffling, any n is cut in its order, whatever the seed."""
        n, batch_size, drop_last, seed = case
        agree(student.batches, solution.batches, n, batch_size, False, drop_last, seed)

    @pytest.mark.weight(3)
    @given(strategies.cuts())
    def test_shuffled(self, student, kit, case):
        """Shuffled, the batches have the sizes of those in order, and no number comes twice."""
        kit.seed(1)
        n, batch_size, drop_last, seed = case
        got = cut(student, n, batch_size, True, drop_last, seed)
        rest = [] if drop_last or n % batch_size == 0 else [n % batch_size]
        check_batch_sizes(got, [batch_size] * (n // batch_size) + rest)
        together = np.concatenate(got) if got else np.zeros(0, dtype=int)
        if not drop_last:
            check_once_each([together], n)
        assert len(set(together.tolist())) == len(together), _("A number comes twice.")
        assert np.all((together >= 0) & (together < n)), _("A number is not one of the examples.")

    def test_nothing(self, student):
        """No examples make no batches: an empty list."""
        for shuffle in (False, True):
            for drop_last in (False, True):
                gives(student.batches, [], 0, 4, shuffle, drop_last, 1)

    def test_what_is_dropped(self, student):
        """With drop_last as many full batches remain as fit, whatever is left over."""
        for n, batch_size in [(8, 3), (11, 6), (14, 5), (12, 4), (300, 299)]:
            full = n // batch_size
            expected = list(np.arange(full * batch_size).reshape(full, batch_size))
            gives(student.batches, expected, n, batch_size, False, True, 3)

    def test_batch_larger_than_the_data(self, student):
        """Three examples in fives are one batch of three; with drop_last there is none."""
        gives(student.batches, [np.array([0, 1, 2])], 3, 5, False, False, 1)
        gives(student.batches, [], 3, 5, False, True, 1)
        gives(student.batches, [], 3, 5, True, True, 1)

    @pytest.mark.weight(2)
    @pytest.mark.hint("Shuffle the numbers before cutting, not the batches after it.")
    def test_mixed_through_and_through(self, student, kit):
        """Batches are not pieces of the data's order, neither as they are nor inside."""
        kit.seed(1)
        got = cut(student, 64, 8, True, False, 9)
        check_batch_sizes(got, [8] * 8)
        check_once_each(got, 64)
        assert not any(np.ptp(batch) == 7 for batch in got), _("A batch held eight neighbours.")
        assert not all(np.all(np.diff(batch) > 0) for batch in got), _(
            "Inside the batches the order was kept."
        )

    def test_everybody_gets_a_turn(self, student, kit):
        """Over many seeds every example is used: those that are dropped are others each time."""
        kit.seed(1)
        seen = set()
        for seed in range(40):
            for batch in cut(student, 7, 4, True, True, seed):
                seen.update(batch.tolist())
        demand("batches", sorted(seen), list(range(7)))

    def test_seed_zero(self, student, kit):
        """0 is a seed like any other: the same batches each time, others than for 1."""
        kit.seed(1)
        first, other, again = (cut(student, 40, 10, True, False, seed) for seed in (0, 1, 0))
        for one in (first, other, again):
            check_batch_sizes(one, [10] * 4)
        assert equal_parts(first, again), _("The same seed gave other batches the second time.")
        assert not equal_parts(first, other), _("Two different seeds gave the same batches.")


# --- optimizers --------------------------------------------------------------------------------------------


@pytest.mark.by_hand
@pytest.mark.exercise("sgd_step")
class TestSgdStep:
    @pytest.mark.weight(2)
    @given(strategies.lists_of_arrays(2), strategies.step_sizes())
    def test_matches_definition(self, student, solution, lists, lr):
        """p - lr * g for arrays of any shapes, in their order."""
        agree(student.sgd_step, solution.sgd_step, *lists, lr)

    def test_gradient_of_zero(self, student):
        """Where the gradient is 0, the parameter stays; the other moves."""
        params, grads = [np.array([1.5, -2.0]), np.array([3.0])], [np.array([0.0, 0.0]), np.array([2.0])]
        gives(student.sgd_step, [np.array([1.5, -2.0]), np.array([2.5])], params, grads, 0.25)

    def test_arguments_stay(self, student):
        """One array alone, and its gradient, are as before after the call."""
        unchanged(student.sgd_step, [np.array([[1.0, 2.0]])], [np.array([[3.0, -4.0]])], 2.0)


@pytest.mark.by_hand
@pytest.mark.exercise("momentum_step")
class TestMomentumStep:
    @pytest.mark.weight(2)
    @given(strategies.lists_of_arrays(3), strategies.step_sizes(), strategies.momenta())
    def test_matches_definition(self, student, solution, lists, lr, momentum):
        """The new velocity and the new parameters, for arrays of any shapes."""
        agree(student.momentum_step, solution.momentum_step, *lists, lr, momentum)

    def test_rolls_on(self, student):
        """With a gradient of 0, velocity shrinks to momentum times itself and still moves the parameter."""
        arguments = [np.array([4.0])], [np.array([0.0])], [np.array([8.0])]
        gives(student.momentum_step, ([np.array([3.0])], [np.array([4.0])]), *arguments, 0.25, 0.5)

    def test_two_steps(self, student):
        """Two steps in a row, each from where the first has led, gather speed."""
        params, velocity = [np.array([1.0, -1.0])], [np.array([0.0, 0.0])]
        grads = [np.array([2.0, -4.0])]
        first = [np.array([0.0, 1.0])], [np.array([2.0, -4.0])]
        gives(student.momentum_step, first, params, grads, velocity, 0.5, 0.75)
        second = [np.array([-1.75, 4.5])], [np.array([3.5, -7.0])]
        gives(student.momentum_step, second, first[0], grads, first[1], 0.5, 0.75)


# --- early_stop --------------------------------------------------------------------------------------------


@pytest.mark.by_hand
@pytest.mark.exercise("early_stop")
class TestEarlyStop:
    @pytest.mark.weight(4)
    @settings(max_examples=30)
    @given(strategies.losses_and_patience())
    def test_matches_definition(self, student, solution, case):
        """The first epoch that ends enough epochs in a row without a new minimum, for any losses."""
        agree(student.early_stop, solution.early_stop, *case)

    def test_better_than_the_last_is_not_enough(self, student):
        """Losses that go down again without reaching the minimum count as epochs without a new one."""
        gives(student.early_stop, 4, np.array([8.0, 2.0, 6.0, 5.0, 4.0, 3.0, 1.0]), 3)

    def test_in_a_row(self, student):
        """Epochs without a new minimum count in a row only: a new minimum sets the count back."""
        losses = np.array([9.0, 10.0, 8.0, 9.0, 7.0, 8.0, 6.0, 7.0, 7.0, 5.0])
        gives(student.early_stop, 8, losses, 2)
        gives(student.early_stop, 9, losses, 3)

    def test_small_progress(self, student):
        """A loss only a little below the minimum is a new minimum all the same."""
        gives(student.early_stop, 3, np.array([1.0, 0.9999, 0.9998, 0.9997]), 1)
        gives(student.early_stop, 2, np.array([1.0, 1.0 - 2**-20, 1.0 - 2**-19]), 1)

    def test_patience_of_one(self, student):
        """With patience 1 the first epoch without a new minimum stops the training."""
        gives(student.early_stop, 2, np.array([3.0, 2.0, 2.5, 1.0]), 1)
        gives(student.early_stop, 1, np.array([3.0, 3.0, 1.0]), 1)

    def test_one_epoch(self, student):
        """After a single epoch, which is a minimum, the answer is 0."""
        gives(student.early_stop, 0, np.array([4.0]), 1)

    def test_stops_at_the_end(self, student):
        """The last epoch can be the one that stops it."""
        gives(student.early_stop, 3, np.array([5.0, 4.0, 4.5, 4.25]), 2)

    def test_long_training(self, student):
        """Training and patience may be hundreds of epochs long."""
        gives(student.early_stop, 300, np.array([1.0] + 400 * [2.0]), 300)
        gives(student.early_stop, 400, np.array([1.0] + 400 * [2.0]), 500)

    def test_any_size(self, student):
        """Losses in the thousands and below zero are losses too."""
        gives(student.early_stop, 4, np.array([9e5, 8e5, 7e5, 7.5e5, 7.2e5, 6e5]), 2)
        gives(student.early_stop, 4, np.array([-1.0, -3.0, -4.0, -3.5, -2.0, -5.0]), 2)

    def test_arguments_stay(self, student):
        """The losses are as before after the call."""
        unchanged(student.early_stop, np.array([3.0, 1.0, 2.0, 5.0, 0.0]), 2)
