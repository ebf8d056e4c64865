"""Chapter 12, the checks that stay with the teacher: any images, any seed, any number of modalities."""

import numpy as np
import pytest
from hypothesis import given

from graders import strategies
from graders.compare import agree, gives, refuses, unchanged
from graders.rotations import turned_by_its_labels
from stubmeister.lang import _

RISING = np.arange(40 * 9, dtype=np.uint16).reshape(40, 3, 3).astype(np.uint8)  # no image is like another


@pytest.mark.exercise("rotation_task")
class TestRotationTask:
    @pytest.mark.weight(2)
    @given(strategies.square_images(), strategies.seeds())
    def test_each_by_its_label(self, student, images, seed):
        """Image i is turned counter-clockwise by label i, for any images and any seed."""
        turned_by_its_labels(student.rotation_task, images, seed)

    @pytest.mark.weight(2)
    def test_another_seed(self, student):
        """Another seed draws other labels."""
        drawn = {tuple(turned_by_its_labels(student.rotation_task, RISING, seed)) for seed in range(4)}
        assert len(drawn) == 4, _("another seed drew the same labels")
        for labels in drawn:
            steps = np.diff(labels) % 4
            assert not np.all(steps == steps[0]), _(
                "the labels follow a fixed pattern: {labels}", labels=list(map(int, labels))
            )

    @pytest.mark.weight(2)
    def test_all_four(self, student):
        """Among 400 labels each of 0, 1, 2 and 3 occurs at least 60 times."""
        images = np.zeros((400, 2, 2), dtype=np.uint8)
        counts = np.bincount(turned_by_its_labels(student.rotation_task, images, 7), minlength=4)
        assert min(counts) >= 60, _("the labels 0, 1, 2, 3 occur {counts} times", counts=counts.tolist())

    def test_arguments_stay(self, student):
        """The images are as before after the call."""
        unchanged(student.rotation_task, RISING, 3)


@pytest.mark.exercise("fuse")
class TestFuse:
    @pytest.mark.weight(4)
    @given(strategies.modalities())
    def test_matches_definition(self, student, solution, case):
        """The weighted mean, for any number of arrays and any weights; its rows sum to 1."""
        agree(student.fuse, solution.fuse, *case)

    def test_ratio_of_the_weights(self, student):
        """Only the ratio of the weights counts: 30 and 10, or -3 and -1, are like 3 and 1."""
        scores = [np.array([[0.8, 0.2]]), np.array([[0.4, 0.6]])]
        for weights in ([30.0, 10.0], [-3.0, -1.0]):
            gives(student.fuse, np.array([[0.7, 0.3]]), scores, np.array(weights))

    @pytest.mark.hint("Only weights whose sum is 0 are refused; all others go into the formula as they are.")
    def test_signs_and_sizes(self, student):
        """Weights of both signs, and very small ones, go into the formula as they are."""
        scores = [np.array([[0.75, 0.25]]), np.array([[0.25, 0.75]])]
        for weights, row in (
            ([3.0, -1.0], [1.0, 0.0]),
            ([4.0, -2.0], [1.25, -0.25]),
            ([3e-5, 1e-5], [0.625, 0.375]),
        ):
            gives(student.fuse, np.array([row]), scores, np.array(weights))

    @pytest.mark.hint("Only weights whose sum is 0 are refused; a single 0 is a weight like any other.")
    def test_a_weight_of_zero(self, student):
        """A weight of 0 leaves its array out."""
        scores = [np.array([[0.8, 0.2]]), np.array([[0.4, 0.6]])]
        for weights, row in (([2.0, 0.0], [0.8, 0.2]), ([0.0, 0.5], [0.4, 0.6])):
            gives(student.fuse, np.array([row]), scores, np.array(weights))

    def test_other_shapes(self, student):
        """A different shape raises ValueError, wherever it stands and also with as many elements."""
        usual = np.full((2, 3), 1 / 3)
        for odd in (usual[:1], usual[:, :1], usual.T, usual.ravel(), usual[0], usual[None]):
            refuses(student.fuse, ValueError, [usual, usual, odd], np.ones(3))
            refuses(student.fuse, ValueError, [odd, usual], np.ones(2))
        refuses(student.fuse, ValueError, [usual, usual[:1], usual], np.ones(3))

    def test_weights_that_cancel(self, student):
        """Weights of 1 and -1 sum to 0 as well and raise ValueError."""
        scores = [np.array([[0.8, 0.2]]), np.array([[0.4, 0.6]])]
        refuses(student.fuse, ValueError, scores, np.array([1.0, -1.0]))
        refuses(student.fuse, ValueError, [*scores, scores[0]], np.array([0.5, 0.25, -0.75]))

    def test_messages(self, student):
        """The error's message names scores or weights, or says what is wrong with them."""
        usual, longer = np.full((3, 4), 0.25), np.full((5, 4), 0.25)
        refuses(student.fuse, ValueError, [usual, longer], np.ones(2), names=("score", "3", "4", "5"))
        refuses(student.fuse, ValueError, [usual, usual], np.zeros(2), names=("weight", "0", "zero"))

    def test_arguments_stay(self, student):
        """Arrays, list and weights are as before after the call."""
        scores = [np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[0.75, 0.25], [1.0, 0.0]])]
        unchanged(student.fuse, scores, np.array([2.0, 3.0]))
