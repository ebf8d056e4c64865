"""Chapter 2, the checks that stay with the teacher: properties, edges and conventions."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from graders import strategies
from graders.compare import agree, gives, refuses, unchanged

a_few = settings(max_examples=20)


def box(*numbers):
    return np.array(numbers, dtype=np.float64)


def drawn(*rows):
    """A (h, w) array of bool, drawn with # for True."""
    return np.array([[mark == "#" for mark in row] for row in rows])


def spiral(size):
    """A (size, size) array of bool: a line, one pixel wide, that winds from a corner to the middle."""
    line = np.zeros((size, size), dtype=bool)
    y, x, down, right = 0, -1, 0, 1
    for length in (size, *np.repeat(range(size - 1, 0, -2), 2)):
        for _step in range(length):
            y, x = y + down, x + right
            line[y, x] = True
        down, right = right, -down
    return line


def inspected(*rows):
    """`(reference, sample)` that differ by 120 wherever a # is drawn, upwards and downwards by turns."""
    marks = drawn(*rows)
    reference = np.full(marks.shape, 125, dtype=np.uint8)
    sample = reference.copy()
    sample[marks] = np.resize(np.array([5, 245], dtype=np.uint8), marks.sum())
    return reference, sample


@pytest.mark.exercise("top_k_accuracy")
class TestTopKAccuracy:
    @a_few
    @given(strategies.scored_rows())
    def test_matches_definition(self, student, solution, case):
        """The fraction of rows whose label is among the row's k highest scores."""
        agree(student.top_k_accuracy, solution.top_k_accuracy, *case)

    def test_each_row_for_itself(self, student):
        """A label that is among the best of another row only does not count."""
        scores = np.array([[3.0, 2.0, 1.0, 0.0], [0.0, 1.0, 2.0, 3.0], [3.0, 2.0, 0.0, 1.0]])
        gives(student.top_k_accuracy, 1 / 3, scores, np.array([2, 0, 1]), 2)

    def test_many_classes(self, student):
        """Among eight classes the seventh best is one of the best seven, and not one of the best six."""
        scores = np.array([[8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]])
        gives(student.top_k_accuracy, 1.0, scores, np.array([6]), 7)
        gives(student.top_k_accuracy, 0.0, scores, np.array([6]), 6)

    def test_close_scores(self, student):
        """A score that is higher by a hundredth is higher."""
        scores = np.array([[0.51, 0.52, 0.53], [0.53, 0.52, 0.51]])
        gives(student.top_k_accuracy, 0.5, scores, np.array([0, 0]), 1)

    def test_arguments_stay(self, student):
        """Scores and labels are as before after the call."""
        scores = np.array([[0.5, 2.0, -1.0], [4.0, 0.0, 8.0]])
        unchanged(student.top_k_accuracy, scores, np.array([2, 0]), 2)


@pytest.mark.exercise("iou")
class TestIoU:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.two_boxes())
    def test_matches_definition(self, student, solution, boxes):
        """The shared area divided by the area of both together, whichever box comes first."""
        agree(student.iou, solution.iou, *boxes)
        agree(student.iou, solution.iou, *boxes[::-1])

    def test_touching(self, student):
        """Boxes that share an edge or a corner have an IoU of 0."""
        for other in (box(2, 0, 2, 2), box(0, 2, 2, 2), box(2, 2, 2, 2), box(-2, 0, 2, 2), box(-1, -1, 1, 1)):
            gives(student.iou, 0.0, box(0, 0, 2, 2), other)

    def test_small_boxes(self, student):
        """Boxes may be smaller than a pixel: half of a quarter is shared."""
        gives(student.iou, 1 / 3, box(0.25, 0.5, 0.5, 0.5), box(0.5, 0.5, 0.5, 0.5))

    def test_no_area(self, student):
        """A box without area has an IoU of 0.0, with itself and with any other."""
        for flat in (box(0, 0, 3, 0), box(1, 1, 0, 2), box(5, 5, 0, 0)):
            gives(student.iou, 0.0, flat, flat.copy())
            gives(student.iou, 0.0, flat, box(0, 0, 4, 4))

    def test_far_from_the_origin(self, student):
        """Boxes may lie at thousands of pixels, where they match as they do at the origin."""
        gives(student.iou, 1 / 3, box(3000, 2000, 40, 20), box(3020, 2000, 40, 20))

    def test_arguments_stay(self, student):
        """Both boxes are as before after the call."""
        unchanged(student.iou, box(0, 0, 4, 4), box(1, 2, 4, 5))


@pytest.mark.exercise("non_max_suppression")
class TestNonMaxSuppression:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.detections())
    def test_matches_definition(self, student, solution, case):
        """Best score first; a box goes when its IoU with a kept one is greater than the threshold."""
        agree(student.non_max_suppression, solution.non_max_suppression, *case)

    def test_any_kept_box(self, student):
        """A box is compared with every kept box, not only with the best or the last one."""
        boxes = np.array([[0.0, 0, 8, 8], [20, 0, 8, 8], [40, 0, 8, 8], [21, 0, 8, 8], [1, 0, 8, 8]])
        scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
        gives(student.non_max_suppression, [0, 1, 2], boxes, scores, 0.5)

    def test_no_boxes(self, student):
        """Without boxes the list is empty."""
        gives(student.non_max_suppression, [], np.zeros((0, 4)), np.zeros(0), 0.5)

    def test_low_scores(self, student):
        """A low score is no reason to go, and a score that is higher by a thousandth comes first."""
        boxes = np.array([[0.0, 0, 4, 4], [10, 0, 4, 4], [20, 0, 4, 4]])
        gives(student.non_max_suppression, [2, 0, 1], boxes, np.array([0.021, 0.002, 0.022]), 0.5)

    def test_fractions(self, student):
        """Corners and sizes may be fractions: here 0.25 of 1.75 is shared, 1/7."""
        boxes = np.array([[0.5, 0.5, 1.0, 1.0], [1.25, 0.5, 1.0, 1.0]])
        gives(student.non_max_suppression, [0], boxes, np.array([0.9, 0.8]), 0.125)

    def test_arguments_stay(self, student):
        """Boxes and scores are as before after the call."""
        boxes = np.array([[3.0, 0, 4, 4], [0, 0, 4, 4], [3, 1, 4, 4]])
        unchanged(student.non_max_suppression, boxes, np.array([0.2, 0.4, 0.3]), 0.25)


@pytest.mark.exercise("paint_segments")
class TestPaintSegments:
    @a_few
    @given(strategies.class_maps())
    def test_matches_definition(self, student, solution, case):
        """Pixel (r, c) has the colour of its class, for any size and any number of classes."""
        agree(student.paint_segments, solution.paint_segments, *case, exact=True)

    def test_many_classes(self, student):
        """There may be more than 256 classes."""
        palette = (np.arange(900) % 251).astype(np.uint8).reshape(300, 3)
        classes = np.array([[0, 299, 130], [256, 127, 2]])
        gives(student.paint_segments, palette[classes], classes, palette, exact=True)

    def test_absent_classes(self, student):
        """A class has the colour of its number, whichever other classes are in the picture."""
        palette = np.array([[9, 8, 7], [1, 2, 3], [40, 50, 60], [200, 100, 0]], dtype=np.uint8)
        gives(student.paint_segments, palette[[[3, 1]]], np.array([[3, 1]]), palette, exact=True)

    def test_colours_like_classes(self, student):
        """Colours made of the small numbers that are class numbers, too, are painted once."""
        palette = np.array([[1, 1, 1], [2, 2, 2], [0, 0, 0]], dtype=np.uint8)
        gives(student.paint_segments, palette[[[0, 1, 2]]], np.array([[0, 1, 2]]), palette, exact=True)

    def test_arguments_stay(self, student):
        """Classes and palette are as before after the call."""
        palette = np.array([[1, 2, 3], [250, 128, 0]], dtype=np.uint8)
        unchanged(student.paint_segments, np.array([[1, 0, 1]]), palette)


@pytest.mark.exercise("count_instances")
class TestCountInstances:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.masks())
    def test_matches_definition(self, student, solution, mask):
        """The number of regions whose pixels are connected above, below, left or right."""
        agree(student.count_instances, solution.count_instances, mask)

    def test_winding(self, student):
        """A region may wind in every direction and still is one."""
        gives(student.count_instances, 1, drawn("#####", "....#", "###.#", "#.#.#", "#...#", "#####"))

    def test_inside_a_ring(self, student):
        """A region inside a ring is a region of its own."""
        gives(student.count_instances, 2, drawn("#####", "#...#", "#.#.#", "#...#", "#####"))

    def test_everything(self, student):
        """A mask that is True everywhere is one region, up to its edges."""
        for shape in ((1, 1), (1, 6), (6, 1), (4, 3)):
            gives(student.count_instances, 1, np.ones(shape, dtype=bool))

    def test_spiral(self, student):
        """A long spiral is one region."""
        gives(student.count_instances, 1, spiral(21))

    def test_many(self, student):
        """There may be more than 255 regions."""
        dots = np.zeros((35, 35), dtype=bool)
        dots[::2, ::2] = True
        gives(student.count_instances, 324, dots)

    def test_arguments_stay(self, student):
        """The mask is as before after the call."""
        unchanged(student.count_instances, drawn("##.#", "#..#"))


@pytest.mark.exercise("bag_of_words")
class TestBagOfWords:
    @a_few
    @given(strategies.texts(), strategies.vocabularies())
    def test_matches_definition(self, student, solution, text, vocabulary):
        """How often each word of the vocabulary is a whole piece of the text, in the vocabulary's order."""
        agree(student.bag_of_words, solution.bag_of_words, text, vocabulary)

    def test_no_text(self, student):
        """A text without words has a 0 for every word of the vocabulary."""
        for text in ("", " \n\t "):
            gives(student.bag_of_words, np.array([0, 0]), text, ["cat", "the"])

    def test_long_text(self, student):
        """A word may occur more than 255 times."""
        gives(student.bag_of_words, np.array([300, 1]), "na " * 300 + "batman", ["na", "batman"])

    def test_any_word(self, student):
        """Numbers and signs are words like any other."""
        gives(student.bag_of_words, np.array([2, 1, 1]), "7 of 7 :-)", ["7", "of", ":-)"])

    def test_arguments_stay(self, student):
        """The vocabulary is as before after the call."""
        unchanged(student.bag_of_words, "the cat", ["the", "cat", "a"])


@pytest.mark.exercise("extract_entities")
class TestExtractEntities:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.tagged_tokens())
    def test_matches_definition(self, student, solution, case):
        """Every B- begins an entity, and so does an I- that does not go on with one of its label."""
        agree(student.extract_entities, solution.extract_entities, *case)

    def test_long_name(self, student):
        """An entity goes on for as many I- of its label as follow, to the end of the text."""
        tokens = ["at", "Seoul", "National", "University", "of", "Education"]
        tags = ["O", "B-ORG", "I-ORG", "I-ORG", "I-ORG", "I-ORG"]
        expected = [("ORG", "Seoul National University of Education")]
        gives(student.extract_entities, expected, tokens, tags)

    def test_other_label(self, student):
        """An I- of another label begins an entity, and the next I- of that label goes on with it."""
        gives(
            student.extract_entities,
            [("PER", "Kim"), ("LOC", "Jeju Do"), ("PER", "Min")],
            ["Kim", "Jeju", "Do", "Min"],
            ["B-PER", "I-LOC", "I-LOC", "I-PER"],
        )

    def test_after_a_gap(self, student):
        """After O an I- begins anew, even with the label of the entity before."""
        gives(
            student.extract_entities,
            [("DATE", "May 5"), ("DATE", "6")],
            ["May", "5", "or", "6"],
            ["B-DATE", "I-DATE", "O", "I-DATE"],
        )

    def test_any_letters_in_labels(self, student):
        """Labels may begin with B or I, hold them, and end with O."""
        expected = [("BRAND", "LG Gram"), ("INFO", "new"), ("ITEM", "laptop")]
        tags = ["B-BRAND", "I-BRAND", "O", "B-INFO", "I-ITEM"]
        gives(student.extract_entities, expected, ["LG", "Gram", "is", "new", "laptop"], tags)

    def test_one_label_begins_like_another(self, student):
        """PERSON is another label than PER."""
        expected = [("PER", "Kim"), ("PERSON", "Min")]
        gives(student.extract_entities, expected, ["Kim", "Min"], ["B-PER", "I-PERSON"])

    def test_same_name_again(self, student):
        """A name that occurs twice is in the list twice."""
        expected = [("PER", "Kim"), ("PER", "Kim")]
        gives(student.extract_entities, expected, ["Kim", "meets", "Kim"], ["B-PER", "O", "B-PER"])

    def test_arguments_stay(self, student):
        """Tokens and tags are as before after the call."""
        unchanged(student.extract_entities, ["Kim", "Min", "ran"], ["B-PER", "I-PER", "O"])


@pytest.mark.exercise("word_error_rate")
class TestWordErrorRate:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.spoken_and_written())
    def test_matches_definition(self, student, solution, sentences):
        """The fewest replaced, inserted and deleted words, divided by the words of the reference."""
        agree(student.word_error_rate, solution.word_error_rate, *sentences)

    def test_one_correction_anywhere(self, student):
        """One word too many, too few or replaced is one correction, at the end as in the middle."""
        for written in ("a b x c", "a b c x", "a c", "a b", "a x c", "a b x"):
            gives(student.word_error_rate, 1 / 3, "a b c", written)

    def test_nothing_in_common(self, student):
        """Two words for three others are two replaced and one missing; five are three and two too many."""
        gives(student.word_error_rate, 1.0, "a b c", "x y")
        gives(student.word_error_rate, 5 / 3, "a b c", "x y x y x")

    def test_places_changed(self, student):
        """Two words that changed places are two corrections."""
        gives(student.word_error_rate, 0.5, "a b c d", "a c b d")

    def test_capitals(self, student):
        """Words that differ in capitals alone are different."""
        gives(student.word_error_rate, 0.5, "Seoul Station", "seoul Station")

    def test_white_space(self, student):
        """Tabs, line ends and several spaces in a row separate words as a space does."""
        gives(student.word_error_rate, 0.25, " one two\tthree\nfour ", "one  two three  five\n")

    def test_punctuation(self, student):
        """Punctuation belongs to the word that it is written at."""
        gives(student.word_error_rate, 0.5, "Stop it.", "Stop it")

    def test_long_text(self, student):
        """Texts may have more than 255 words."""
        gives(student.word_error_rate, 1.0, "na " * 300, "batman")

    def test_nothing_written(self, student):
        """Where nothing was written down every word is missing: 1.0."""
        gives(student.word_error_rate, 1.0, "one two three", "")

    def test_only_white_space(self, student):
        """A reference of white space alone holds no word and raises ValueError, even when nothing was written
        down."""
        refuses(student.word_error_rate, ValueError, " \t\n", "hello")
        refuses(student.word_error_rate, ValueError, "", "")

    def test_message(self, student):
        """The error's message names reference, or says that it holds no word."""
        says = ("reference", "word", "empty", "\t", "\\t", "단어", "공백", "빈", "비어", "비었", "정답")
        refuses(student.word_error_rate, ValueError, "\t", "hello", names=says)


@pytest.mark.exercise("discounted_return")
class TestDiscountedReturn:
    @a_few
    @given(strategies.reward_sequences())
    def test_matches_definition(self, student, solution, case):
        """The sum of gamma to the power t times the reward of step t."""
        agree(student.discounted_return, solution.discounted_return, *case)

    def test_ends_of_gamma(self, student):
        """With gamma = 0 only the first reward is left, with gamma = 1 all rewards count in full."""
        rewards = np.array([2.0, -3.0, 5.0, 0.5])
        gives(student.discounted_return, 2.0, rewards, 0.0)
        gives(student.discounted_return, 4.5, rewards, 1.0)

    def test_many_rewards(self, student):
        """All of forty rewards count."""
        gives(student.discounted_return, 40.0, np.ones(40), 1.0)

    def test_arguments_stay(self, student):
        """The rewards are as before after the call."""
        unchanged(student.discounted_return, np.array([1.0, 2.0, 4.0]), 0.5)


@pytest.mark.exercise("gan_losses")
class TestGanLosses:
    @pytest.mark.weight(2)
    @a_few
    @given(strategies.answers_of_a_discriminator())
    def test_matches_definition(self, student, solution, case):
        """Minus the mean of log d_real, minus that of log(1 - d_fake); and minus the mean of log d_fake."""
        agree(student.gan_losses, solution.gan_losses, *case, absolute=1e-6)

    def test_sure_and_wrong(self, student):
        """A discriminator that is sure and wrong has twice -log(1e-7), about 32.2; the generator has
        practically 0."""
        edge = -np.log(1e-7)
        gives(student.gan_losses, (2 * edge, 0.0), np.array([0.0]), np.array([1.0, 1.0]), tolerance=0.02)

    def test_edges_among_others(self, student, solution):
        """Exact 0 and 1 beside ordinary probabilities make finite means."""
        d_real, d_fake = np.array([0.0, 1.0, 0.5]), np.array([1.0, 0.25, 0.0, 0.5])
        agree(student.gan_losses, solution.gan_losses, d_real, d_fake, tolerance=0.02)

    def test_practically_zero(self, student):
        """What lies between 0 and 1e-7 counts as 1e-7."""
        edge = -np.log(1e-7)
        gives(student.gan_losses, (edge, edge), np.array([5e-8]), np.array([4e-8]), tolerance=1e-4)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call, exact 0 and 1 too."""
        unchanged(student.gan_losses, np.array([0.0, 0.5, 1.0]), np.array([1.0, 0.25, 0.0]))


@pytest.mark.exercise("find_defects")
class TestFindDefects:
    @pytest.mark.weight(3)
    @a_few
    @given(strategies.wafers())
    def test_matches_definition(self, student, solution, case):
        """A box for each 8-connected region that differs by more than the threshold, sorted by y and x."""
        boxes = solution.find_defects(*case)
        assume(len({found[:2] for found in boxes}) == len(boxes))  # no rule says which of two goes first
        gives(student.find_defects, boxes, *case)

    def test_sorted_by_corner(self, student):
        """What is sorted are the corners of the boxes: a region may begin further right in its first row."""
        marks = inspected("..#.#..", "....#..", "#####..", ".......", "......#")
        gives(student.find_defects, [(0, 0, 5, 3), (2, 0, 1, 1), (6, 4, 1, 1)], *marks, 100)

    def test_inside_a_ring(self, student):
        """A region inside a ring has a box of its own; the hole around it has none."""
        marks = inspected("#######", "#.....#", "#..#..#", "#.....#", "#######")
        gives(student.find_defects, [(0, 0, 7, 5), (3, 2, 1, 1)], *marks, 60)

    def test_extremes(self, student):
        """Differences of 255 up or down count, also against a threshold of 254; nothing exceeds 255."""
        reference = np.array([[0, 255, 0, 0], [0, 0, 0, 1]], dtype=np.uint8)
        sample = np.array([[255, 255, 0, 0], [0, 0, 0, 255]], dtype=np.uint8)
        gives(student.find_defects, [(0, 0, 1, 1)], reference, sample, 254)
        gives(student.find_defects, [(0, 0, 1, 1)], sample, reference, 254)
        gives(student.find_defects, [], reference, sample, 255)

    def test_nothing_differs(self, student):
        """Two equal images have no defects, even with a threshold of 0."""
        image = np.arange(20, dtype=np.uint8).reshape(4, 5)
        gives(student.find_defects, [], image, image.copy(), 0)

    def test_many(self, student):
        """There may be more than 255 defects."""
        sample = np.zeros((35, 35), dtype=np.uint8)
        sample[::2, ::2] = 200
        expected = [(x, y, 1, 1) for y in range(0, 35, 2) for x in range(0, 35, 2)]
        gives(student.find_defects, expected, np.zeros_like(sample), sample, 100)

    def test_wide_images(self, student):
        """However far right a defect lies, one with a smaller y comes first."""
        sample = np.zeros((2, 1300), dtype=np.uint8)
        sample[0, 1200] = sample[1, 0] = 9
        gives(student.find_defects, [(1200, 0, 1, 1), (0, 1, 1, 1)], np.zeros_like(sample), sample, 8)

    def test_arguments_stay(self, student):
        """Both images are as before after the call."""
        unchanged(student.find_defects, *inspected("#..", ".#.", "..#"), 50)
