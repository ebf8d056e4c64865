"""Chapter 11, the checks that stay with the teacher: properties, edges and conventions."""

import numpy as np
import pytest
from hypothesis import given, settings

from graders import strategies
from graders.compare import agree, gives, same, unchanged

a_few = settings(max_examples=20)


def boxes(*rows):
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def quantized(weights):
    """A comparison of (q, scale) as `same`, where a number halfway may be rounded either way."""

    def compare(got, expected):
        q, scale = expected
        if isinstance(got, (tuple, list)) and len(got) == 2 and nearest(got[0], weights, scale):
            got = (q, got[1])
        return same(got, expected, dtype="int8")

    return compare


def nearest(q, weights, scale):
    """Whether q is int8 in -127..127 and nowhere further than half a step from weights / scale."""
    if not isinstance(q, np.ndarray) or q.dtype != np.int8 or q.shape != weights.shape or q.min() < -127:
        return False
    return bool(np.all(np.abs(q * scale - weights) <= 0.501 * scale))


def pruned(weights):
    """A comparison as `same`, where any of several weights that are equally small may go."""

    def compare(got, expected):
        if isinstance(got, np.ndarray) and got.shape == weights.shape and got.dtype.kind in "fiu":
            kept = got != 0
            values = same(got[kept], weights[kept]) is None
            if values and same(np.sort(np.abs(got), axis=None), np.sort(np.abs(expected), axis=None)) is None:
                return None
        return same(got, expected)

    return compare


@pytest.mark.exercise("mask_regions")
class TestMaskRegions:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.images_and_boxes())
    def test_matches_definition(self, student, solution, case):
        """Whatever part of a box lies inside is black, in gray images and in colour; all else stays."""
        agree(student.mask_regions, solution.mask_regions, *case, exact=True)

    def test_outside(self, student):
        """Boxes that lie outside on any side hide nothing."""
        image = np.full((4, 5), 9, dtype=np.uint8)
        for outside in (
            (-3, 0, 2, 4),
            (0, -4, 5, 3),
            (5, 0, 2, 2),
            (0, 4, 2, 2),
            (-2, -2, 2, 2),
            (-9, -9, 4, 4),
        ):
            gives(student.mask_regions, image, image, boxes(outside), exact=True)

    def test_no_size(self, student):
        """A box without width or height hides nothing."""
        image = np.full((4, 5, 3), 200, dtype=np.uint8)
        gives(student.mask_regions, image, image, boxes((2, 1, 0, 3), (1, 2, 3, 0), (2, 2, 0, 0)), exact=True)

    def test_boxes_that_overlap(self, student):
        """Where boxes overlap, or one comes twice, the image is black as well."""
        image = np.full((4, 6), 50, dtype=np.uint8)
        expected = image.copy()
        expected[1:3, 1:5] = 0
        rows = boxes((1, 1, 3, 2), (2, 1, 3, 2), (1, 1, 3, 2), (3, 2, 1, 1))
        gives(student.mask_regions, expected, image, rows, exact=True)

    def test_everything(self, student):
        """A box that is larger than the image on all sides hides all of it."""
        image = np.full((3, 4), 77, dtype=np.uint8)
        gives(student.mask_regions, np.zeros_like(image), image, boxes((-2, -5, 20, 30)), exact=True)

    def test_arguments_stay(self, student):
        """The image that was given is not painted, and the boxes stay as they were."""
        image = np.full((4, 5, 3), 120, dtype=np.uint8)
        unchanged(student.mask_regions, image, boxes((-1, 1, 3, 2), (2, 2, 9, 9)))


@pytest.mark.exercise("mask_personal_data")
class TestMaskPersonalData:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.texts_with_numbers())
    def test_matches_definition(self, student, solution, text):
        """The three forms are hidden wherever no digit touches them; everything else stays."""
        agree(student.mask_personal_data, solution.mask_personal_data, text)

    def test_side_by_side(self, student):
        """Numbers with a single space or line end between them are all hidden."""
        text = "010-1111-2222 010-3333-4444\n900101-1234567 1234-5678-9012-3456,010-5555-6666"
        expected = "010-****-2222 010-****-4444\n900101-******* 1234-****-****-3456,010-****-6666"
        gives(student.mask_personal_data, expected, text)

    @pytest.mark.hint("The fourth argument of re.sub is a count, not a flag.")
    def test_many(self, student):
        """However many numbers of each form there are, all are hidden."""
        text = "010-1111-2222 900101-1234567 1234-5678-9012-3456 " * 70
        gives(student.mask_personal_data, "010-****-2222 900101-******* 1234-****-****-3456 " * 70, text)

    def test_alone(self, student):
        """A number may be all there is to the text, and letters may touch it on both sides."""
        gives(student.mask_personal_data, "010-****-0000", "010-0000-0000")
        gives(student.mask_personal_data, "주민번호990909-*******입니다", "주민번호990909-2000000입니다")
        gives(student.mask_personal_data, "카드0000-****-****-9999번", "카드0000-1111-2222-9999번")

    def test_one_number_inside_another(self, student):
        """A card number in which the digits 010 stand is hidden as a card number."""
        gives(student.mask_personal_data, "9010-****-****-0109", "9010-1234-5678-0109")

    def test_other_signs(self, student):
        """Without hyphens, or with other signs between the digits, nothing is hidden."""
        for text in (
            "010 1234 5678",
            "010.1234.5678",
            "9001011234567",
            "1234 5678 9012 3456",
            "900101 1234567",
        ):
            gives(student.mask_personal_data, text, text)

    def test_digits_around(self, student):
        """A digit right before or right after keeps a number from being hidden, whatever its form."""
        for text in ("1900101-1234567", "900101-12345670", "51234-5678-9012-3456", "1234-5678-9012-34560"):
            gives(student.mask_personal_data, text, text)

    @pytest.mark.hint("Of numbers with 3, 4 and 4 digits only those that begin with 010 are mobile numbers.")
    def test_not_mobile(self, student):
        """Three, four and four digits that do not begin like a mobile number stay."""
        for text in ("123-4567-8901", "주문 번호 700-1234-5678입니다"):
            gives(student.mask_personal_data, text, text)

    def test_no_numbers(self, student):
        """A text without numbers stays as it is, the empty one too."""
        for text in ("", "개인정보가 없는 글 * - 010", "\n\t\n"):
            gives(student.mask_personal_data, text, text)


@pytest.mark.exercise("pseudo_labels")
class TestPseudoLabels:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.confident_rows())
    def test_matches_definition(self, student, solution, case):
        """Row numbers in ascending order, and the best class of each chosen row."""
        agree(student.pseudo_labels, solution.pseudo_labels, *case)

    def test_all(self, student):
        """When every row is sure enough, every row is chosen."""
        probabilities = np.array([[0.25, 0.75], [1.0, 0.0], [0.375, 0.625]])
        gives(student.pseudo_labels, (np.arange(3), np.array([1, 0, 1])), probabilities, 0.625)

    def test_just_below(self, student):
        """A probability only a little below the threshold is not enough."""
        probabilities = np.array([[0.251, 0.749], [0.25, 0.75], [0.751, 0.249]])
        gives(student.pseudo_labels, (np.array([1, 2]), np.array([1, 0])), probabilities, 0.75)

    def test_arguments_stay(self, student):
        """The probabilities are as before after the call."""
        unchanged(student.pseudo_labels, np.array([[0.25, 0.75], [0.5, 0.5]]), 0.7)


@pytest.mark.exercise("quantize")
class TestQuantize:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.weights())
    def test_matches_definition(self, student, solution, weights):
        """scale is max|w| / 127, and q the nearest whole number to w / scale, as int8."""
        agree(student.quantize, solution.quantize, weights, compare=quantized(weights))

    def test_largest_is_negative(self, student):
        """The largest absolute value counts, also when it belongs to a negative weight."""
        weights = np.array([-2.54, 0.3, 1.0])
        expected = (np.array([-127, 15, 50], dtype=np.int8), 0.02)
        gives(student.quantize, expected, weights, compare=quantized(weights))

    def test_small_weights(self, student, solution):
        """Small weights use the whole range from -127 to 127, too."""
        weights = np.array([[3e-6, -1e-6], [0.0, 2.2e-6]])
        agree(student.quantize, solution.quantize, weights, compare=quantized(weights))
        weights = np.array([5e-9, -2.5e-9])
        agree(student.quantize, solution.quantize, weights, compare=quantized(weights))

    def test_one_weight(self, student):
        """A single weight becomes 127 or -127."""
        gives(student.quantize, (np.array([-127], dtype=np.int8), 4 / 127), np.array([-4.0]), dtype="int8")

    def test_arguments_stay(self, student):
        """The weights are as before after the call."""
        unchanged(student.quantize, np.array([[0.5, -1.0], [0.0, 0.25]]))


@pytest.mark.exercise("dequantize")
class TestDequantize:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.int8_arrays())
    def test_matches_definition(self, student, solution, q):
        """Every q times scale, in the shape of q."""
        agree(student.dequantize, solution.dequantize, q, 0.375)

    def test_large_scale(self, student):
        """A scale above 1 leads beyond what int8 can hold."""
        q = np.array([127, -127, 1], dtype=np.int8)
        gives(student.dequantize, np.array([381.0, -381.0, 3.0]), q, 3.0)

    def test_arguments_stay(self, student):
        """q is as before after the call."""
        unchanged(student.dequantize, np.array([[1, -2], [127, 0]], dtype=np.int8), 0.5)


@pytest.mark.exercise("prune")
class TestPrune:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.weights_to_prune())
    def test_matches_definition(self, student, solution, case):
        """The int(fraction * size) weights with the smallest absolute values are 0, the others as before."""
        agree(student.prune, solution.prune, *case, compare=pruned(case[0]))

    def test_equal_weights(self, student):
        """Of weights that are equal up to the sign exactly as many go as were asked for."""
        weights = np.array([[1.0, -1.0, 1.0, 1.0], [-1.0, 1.0, 2.0, -2.0]])
        expected = np.array([[0.0, 0.0, 0.0, 1.0], [-1.0, 1.0, 2.0, -2.0]])
        gives(student.prune, expected, weights, 0.375, compare=pruned(weights))

    def test_zeros_count(self, student):
        """Weights that are 0 already count among the smallest."""
        weights = np.array([0.0, 5.0, 0.0, -0.5, 3.0])
        gives(student.prune, weights, weights, 0.4)
        gives(student.prune, np.array([0.0, 5.0, 0.0, 0.0, 3.0]), weights, 0.6)

    def test_whole_array(self, student):
        """The smallest are chosen from the whole array, not row by row."""
        weights = np.array([[1.0, 2.0, -3.0], [10.0, -20.0, 30.0]])
        gives(student.prune, np.array([[0.0, 0.0, 0.0], [10.0, -20.0, 30.0]]), weights, 0.5)

    def test_less_than_one(self, student):
        """A fraction that is less than one weight changes nothing, one just below 1 keeps the largest."""
        weights = np.array([4.0, -1.0, 2.0])
        gives(student.prune, weights, weights, 0.3)
        gives(student.prune, np.array([4.0, 0.0, 0.0]), weights, 0.99)

    def test_arguments_stay(self, student):
        """The weights are as before after the call."""
        unchanged(student.prune, np.array([[0.5, -2.0], [1.0, 3.0]]), 0.5)
