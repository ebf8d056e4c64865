"""Chapter 12, the checks every student may run: images of four pixels, probabilities with one decimal."""

import numpy as np
import pytest

from graders.compare import gives, refuses, written
from graders.rotations import turned_by_its_labels
from stubmeister.lang import _

FOUR_PIXELS = np.array([[1, 2], [3, 4]], dtype=np.uint8)

SEEN = np.array([[0.8, 0.2], [0.5, 0.5]])
HEARD = np.array([[0.4, 0.6], [0.1, 0.9]])


@pytest.mark.exercise("rotation_task", points=4)
class TestRotationTask:
    @pytest.mark.hint("np.rot90(image, k) turns counter-clockwise by k quarter turns.")
    def test_four_pixels(self, student):
        """Of forty images [[1, 2], [3, 4]], each is turned counter-clockwise as often as its label says, and
        each of the four labels occurs."""
        labels = turned_by_its_labels(student.rotation_task, np.stack([FOUR_PIXELS] * 40), 0)
        missing = {0, 1, 2, 3} - set(labels.tolist())
        assert not missing, _("the label {label} is never drawn", label=min(missing))

    @pytest.mark.hint("Give the seed to your generator, and draw all numbers from that one.")
    def test_same_seed(self, student):
        """The same images and the same seed give the same result once more."""
        images = np.stack([FOUR_PIXELS] * 12)
        once = turned_by_its_labels(student.rotation_task, images, 5)
        again = turned_by_its_labels(student.rotation_task, images, 5)
        assert once.tolist() == again.tolist(), _("the second call drew other labels")


@pytest.mark.exercise("fuse", points=4)
class TestFuse:
    @pytest.mark.hint("Multiply each array by its weight, add them up, divide by the sum of the weights.")
    def test_three_to_one(self, student):
        """With weights 3 and 1, probabilities of 0.8 and 0.4 become (3 * 0.8 + 0.4) / 4 = 0.7."""
        gives(student.fuse, np.array([[0.7, 0.3], [0.4, 0.6]]), [SEEN, HEARD], np.array([3.0, 1.0]))

    @pytest.mark.hint("Compare the shape of every array with that of the first, and raise ValueError.")
    def test_one_row_for_two(self, student):
        """An array of two rows and an array of one row raise ValueError, although NumPy could add them."""
        refuses(student.fuse, ValueError, [SEEN, HEARD[:1]], np.array([1.0, 1.0]))

    @pytest.mark.hint("Look at the sum of the weights before you divide by it, and raise ValueError.")
    def test_no_weight(self, student):
        """Weights of 0 and 0 raise ValueError: nothing can be divided by their sum."""
        refuses(student.fuse, ValueError, [SEEN, HEARD], np.array([0.0, 0.0]))


@pytest.mark.exercise("FORECAST", points=4)
@pytest.mark.manual
@pytest.mark.rubric(
    "Names one change of slide 12 and explains it in your own words.",
    "Names one job of slide 3 and says which part of its work will be different.",
    "Gives a reason why the change alters that work, and does not only claim it.",
    "Says what will stay as it is, or what could prove the forecast wrong.",
)
class TestForecast:
    @pytest.mark.hint("Write between the quotation marks; three of them let a text have several lines.")
    def test_is_written(self, student):
        """FORECAST holds a text for your teacher to read."""
        written(student, "FORECAST")
