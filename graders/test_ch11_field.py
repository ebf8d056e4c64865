"""Chapter 11, the checks every student may run: small cases whose answers can be worked out on paper."""

import numpy as np
import pytest

from graders.compare import gives


def boxes(*rows):
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


@pytest.mark.exercise("mask_regions", points=4)
class TestMaskRegions:
    GRAY = np.array([[11, 12, 13, 14], [21, 22, 23, 24], [31, 32, 33, 34]], dtype=np.uint8)

    @pytest.mark.hint("image[y : y + h, x : x + w]: rows first, and the end is not included.")
    def test_inside(self, student):
        """The box (1, 0, 2, 2) hides two columns, from the second on, in the first two rows."""
        expected = np.array([[11, 0, 0, 14], [21, 0, 0, 24], [31, 32, 33, 34]], dtype=np.uint8)
        gives(student.mask_regions, expected, self.GRAY, boxes((1, 0, 2, 2)), exact=True)

    @pytest.mark.hint("A start below 0 counts from the end in NumPy: replace it by 0.")
    def test_beyond_the_corner(self, student):
        """A box that begins above and to the left of the image hides only what is inside."""
        expected = np.array([[0, 0, 13, 14], [21, 22, 23, 24], [31, 32, 33, 34]], dtype=np.uint8)
        gives(student.mask_regions, expected, self.GRAY, boxes((-1, -1, 3, 2)), exact=True)

    def test_two_boxes_in_colour(self, student):
        """All boxes are hidden, in all three channels of a colour image."""
        image = np.full((3, 5, 3), (50, 100, 150), dtype=np.uint8)
        expected = image.copy()
        expected[1, 0:2] = expected[0:3, 4] = 0
        gives(student.mask_regions, expected, image, boxes((0, 1, 2, 1), (4, 0, 1, 3)), exact=True)


@pytest.mark.exercise("mask_personal_data", points=5)
class TestMaskPersonalData:
    @pytest.mark.hint("re.sub with a group: what stands in brackets comes back as \\1.")
    def test_three_forms(self, student):
        """A resident number, a card number and a mobile number are hidden as printed."""
        gives(student.mask_personal_data, "번호 900101-*******", "번호 900101-1234567")
        gives(student.mask_personal_data, "1234-****-****-3456.", "1234-5678-9012-3456.")
        gives(student.mask_personal_data, "call 010-****-5678!", "call 010-1234-5678!")

    @pytest.mark.hint("A Korean letter is a letter, so \\b does not match there; (?!\\d) does.")
    def test_particle_behind(self, student):
        """A number is hidden when a Korean letter follows without a space."""
        gives(
            student.mask_personal_data,
            "010-****-5678로, 900101-*******은",
            "010-1234-5678로, 900101-1234567은",
        )

    @pytest.mark.hint("(?<!\\d) means that no digit stands before, (?!\\d) that none follows.")
    def test_a_digit_too_many(self, student):
        """A number with another digit right before or after it stays."""
        for text in ("010-1234-56789", "9010-1234-5678", "900101-12345678", "1234-5678-9012-34567"):
            gives(student.mask_personal_data, text, text)

    @pytest.mark.hint("Only the three printed forms: with hyphens, and with exactly so many digits.")
    def test_other_numbers(self, student):
        """Dates and numbers of any other form stay as they are."""
        text = "2024-01-02, 01012345678, 010-123-4567, 1588-1234"
        gives(student.mask_personal_data, text, text)


@pytest.mark.exercise("pseudo_labels", points=3)
class TestPseudoLabels:
    @pytest.mark.hint("Equal to the threshold is enough: >=.")
    def test_three_of_four(self, student):
        """Rows whose best probability is 0.75 or more are chosen, one with exactly 0.75 too."""
        probabilities = np.array([[0.125, 0.0, 0.875], [0.5, 0.25, 0.25], [0.0, 0.75, 0.25], [1.0, 0.0, 0.0]])
        gives(student.pseudo_labels, (np.array([0, 2, 3]), np.array([2, 1, 0])), probabilities, 0.75)

    @pytest.mark.hint("Return two arrays of length 0 when no row is sure enough.")
    def test_none(self, student):
        """When the model is sure of nothing, both arrays are empty."""
        nothing = np.zeros(0, dtype=np.int64)
        gives(student.pseudo_labels, (nothing, nothing), np.array([[0.5, 0.25, 0.25]]), 0.9)


@pytest.mark.exercise("quantize", points=5)
class TestQuantize:
    @pytest.mark.hint("Divide by scale, round, and only then turn to int8.")
    def test_worked_example(self, student):
        """Weights of 0.5, -1.27 and 0 have a scale of 0.01 and become 50, -127 and 0."""
        expected = (np.array([50, -127, 0], dtype=np.int8), 0.01)
        gives(student.quantize, expected, np.array([0.5, -1.27, 0.0]), dtype="int8")

    @pytest.mark.hint("np.round rounds to the nearest number; astype(np.int8) alone cuts off.")
    def test_rounding(self, student):
        """With a scale of 1, 0.75 becomes 1, -1.75 becomes -2 and 2.25 becomes 2."""
        expected = (np.array([[127, 1], [-2, 2]], dtype=np.int8), 1.0)
        gives(student.quantize, expected, np.array([[127.0, 0.75], [-1.75, 2.25]]), dtype="int8")

    @pytest.mark.hint("Look for a largest value of 0 before you divide.")
    def test_all_zero(self, student):
        """Weights that are all 0 have a scale of 1.0 and stay 0."""
        gives(student.quantize, (np.zeros((2, 3), dtype=np.int8), 1.0), np.zeros((2, 3)), dtype="int8")


@pytest.mark.exercise("dequantize", points=2)
class TestDequantize:
    @pytest.mark.hint("Multiply by scale; the result is an array of floats.")
    def test_worked_example(self, student):
        """50, -127 and 0 with a scale of 0.01 become 0.5, -1.27 and 0."""
        q = np.array([[50, -127, 0]], dtype=np.int8)
        gives(student.dequantize, np.array([[0.5, -1.27, 0.0]]), q, 0.01)


@pytest.mark.exercise("prune", points=4)
class TestPrune:
    WEIGHTS = np.array([[0.5, -3.0, 1.0], [-0.25, 2.0, -1.5]])

    @pytest.mark.hint("np.argsort(np.abs(...)) of the flattened weights says which are smallest.")
    def test_a_half(self, student):
        """Half of six weights: 0.5, 1 and -0.25 are the three nearest to 0."""
        expected = np.array([[0.0, -3.0, 0.0], [0.0, 2.0, -1.5]])
        gives(student.prune, expected, self.WEIGHTS, 0.5)

    @pytest.mark.hint("int() cuts off what follows the point.")
    def test_cut_off(self, student):
        """0.45 of six weights are int(2.7), two."""
        expected = np.array([[0.0, -3.0, 1.0], [0.0, 2.0, -1.5]])
        gives(student.prune, expected, self.WEIGHTS, 0.45)

    @pytest.mark.hint("With nothing to drop, a slice such as [:0] is empty, and [-0:] is everything.")
    def test_nothing_and_all(self, student):
        """A fraction of 0 changes nothing, a fraction of 1 leaves zeros."""
        gives(student.prune, self.WEIGHTS, self.WEIGHTS, 0.0)
        gives(student.prune, np.zeros((2, 3)), self.WEIGHTS, 1.0)
