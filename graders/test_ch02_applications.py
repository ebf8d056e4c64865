"""Chapter 2, the checks every student may run: small cases whose answers can be worked out on paper."""

import numpy as np
import pytest

from graders.compare import gives, refuses


def box(*numbers):
    return np.array(numbers, dtype=np.float64)


def drawn(*rows):
    """A (h, w) array of bool, drawn with # for True."""
    return np.array([[mark == "#" for mark in row] for row in rows])


@pytest.mark.exercise("top_k_accuracy", points=3)
class TestTopKAccuracy:
    SCORES = np.array([[0.1, 0.6, 0.3], [0.5, 0.2, 0.3], [-1.0, 2.0, 3.0], [0.0, 4.0, -4.0]])
    LABELS = np.array([1, 1, 1, 2])  # ranks 1, 3, 2, 3

    @pytest.mark.hint(
        "With k = 1 only the class with the highest score counts. The result is a share: divide the hits by "
        "the number of rows."
    )
    def test_best_one(self, student):
        """The label has the highest score in one of four rows: 0.25 for k = 1."""
        gives(student.top_k_accuracy, 0.25, self.SCORES, self.LABELS, 1)

    @pytest.mark.hint("np.argsort sorts upwards, so the best k classes of a row are the last k.")
    def test_best_two(self, student):
        """In a second row the label comes second: 0.5 for k = 2."""
        gives(student.top_k_accuracy, 0.5, self.SCORES, self.LABELS, 2)

    @pytest.mark.hint("The result is a share: divide the hits by the number of rows.")
    def test_all(self, student):
        """Among all three classes every label is found: 1.0 for k = 3."""
        gives(student.top_k_accuracy, 1.0, self.SCORES, self.LABELS, 3)


@pytest.mark.exercise("iou", points=4)
class TestIoU:
    @pytest.mark.hint("Shared are 2 times 3; both together cover 16 + 12 - 6.")
    def test_overlap(self, student):
        """Boxes of 4 x 4 and 3 x 4 that share 2 x 3 have an IoU of 6 / 22."""
        gives(student.iou, 6 / 22, box(1, 1, 4, 4), box(3, 2, 3, 4))

    @pytest.mark.hint("A width or a height below 0 means that nothing is shared. Mind that - times - is +.")
    def test_apart(self, student):
        """Boxes that lie apart, in one direction or in both, have an IoU of 0."""
        gives(student.iou, 0.0, box(0, 0, 2, 2), box(5, 0, 2, 2))
        gives(student.iou, 0.0, box(0, 0, 2, 2), box(5, 6, 2, 2))

    def test_one_inside_the_other(self, student):
        """A box of 2 x 2 inside one of 4 x 4 has an IoU of 4 / 16."""
        gives(student.iou, 0.25, box(0, 0, 4, 4), box(1, 2, 2, 2))

    @pytest.mark.hint("Look at the area of both together before you divide by it.")
    def test_no_area(self, student):
        """Two boxes without any area have an IoU of 0.0."""
        gives(student.iou, 0.0, box(3, 3, 0, 0), box(3, 3, 0, 0))


@pytest.mark.exercise("non_max_suppression", points=5)
class TestNonMaxSuppression:
    @pytest.mark.hint("Go through the boxes from the best score down; the result holds row numbers of boxes.")
    def test_two_cars(self, student):
        """Of two boxes around one car the better one stays, and a box further away stays, too."""
        boxes = np.array([[0.0, 0, 10, 10], [50, 50, 8, 8], [1, 0, 10, 10]])
        gives(student.non_max_suppression, [2, 1], boxes, np.array([0.6, 0.7, 0.9]), 0.5)

    @pytest.mark.hint("A box is compared with the boxes kept so far, not with those that were dropped.")
    def test_dropped_boxes_drop_nothing(self, student):
        """In a row of three boxes the first drops the second, and the third, which only the second overlaps,
        stays."""
        boxes = np.array([[0.0, 0, 4, 4], [2, 0, 4, 4], [4, 0, 4, 4]])
        gives(student.non_max_suppression, [0, 2], boxes, np.array([0.9, 0.8, 0.7]), 0.25)

    @pytest.mark.hint("Only an IoU greater than the threshold is a reason to go.")
    def test_exactly_the_threshold(self, student):
        """Two boxes with an IoU of exactly 0.5 both stay when the threshold is 0.5."""
        boxes = np.array([[0.0, 0, 4, 4], [0, 0, 4, 2]])
        gives(student.non_max_suppression, [1, 0], boxes, np.array([0.3, 0.4]), 0.5)


@pytest.mark.exercise("paint_segments", points=2)
class TestPaintSegments:
    @pytest.mark.hint(
        "The channels stay in the order of the palette, and class 0 has a colour like any other."
    )
    def test_three_colours(self, student):
        """Each pixel gets the three numbers that the palette holds for its class."""
        palette = np.array([[10, 20, 30], [203, 192, 255], [0, 128, 0]], dtype=np.uint8)
        classes = np.array([[0, 1, 1], [2, 0, 1]])
        expected = np.array(
            [
                [[10, 20, 30], [203, 192, 255], [203, 192, 255]],
                [[0, 128, 0], [10, 20, 30], [203, 192, 255]],
            ],
            dtype=np.uint8,
        )
        gives(student.paint_segments, expected, classes, palette, exact=True)


@pytest.mark.exercise("count_instances", points=4)
class TestCountInstances:
    @pytest.mark.hint("Pixels that only meet at a corner are not connected: 4 neighbours, not 8.")
    def test_four_regions(self, student):
        """A square, two single pixels that touch only corners, and an angle are four regions."""
        mask = drawn("##.##", "##..#", "..#.#", ".#...")
        gives(student.count_instances, 4, mask)

    @pytest.mark.hint(
        "Two arms that only meet further down are one region, and the background is not counted."
    )
    def test_a_cup(self, student):
        """Two arms that are joined at the bottom are one region."""
        gives(student.count_instances, 1, drawn("#..#", "#..#", "####"))

    @pytest.mark.hint("The background, where mask is False, is not counted.")
    def test_nothing(self, student):
        """Without any True there are 0 regions."""
        gives(student.count_instances, 0, drawn("....", "...."))


@pytest.mark.exercise("bag_of_words", points=3)
class TestBagOfWords:
    @pytest.mark.hint("Turn the text to lower case, split it, and count words, not letters.")
    def test_counts(self, student):
        """Two cats and three of "the", in capitals or not; a word of the list that does not occur has 0."""
        gives(
            student.bag_of_words,
            np.array([2, 0, 3]),
            "The cat saw the dog and THE CAT",
            ["cat", "bird", "the"],
        )

    @pytest.mark.hint("Only a whole piece between white space counts: compare it with ==.")
    def test_whole_words(self, student):
        """Neither "cats" nor "concat" nor "cat," is the word "cat"."""
        gives(student.bag_of_words, np.array([1]), "cat cats concat cat,", ["cat"])

    @pytest.mark.hint("str.split() without an argument splits at every kind of white space.")
    def test_white_space(self, student):
        """Tabs, line ends and several spaces in a row separate words as a space does."""
        gives(student.bag_of_words, np.array([2, 1]), "딥러닝  강의\n딥러닝\t실습", ["딥러닝", "실습"])


@pytest.mark.exercise("extract_entities", points=5)
class TestExtractEntities:
    @pytest.mark.hint("Collect the tokens of an entity, and join them with a space.")
    def test_two_names(self, student):
        """A person of two words and a place at the very end of the text."""
        gives(
            student.extract_entities,
            [("PER", "Lee Sedol"), ("LOC", "Seoul")],
            ["Lee", "Sedol", "played", "in", "Seoul"],
            ["B-PER", "I-PER", "O", "O", "B-LOC"],
        )

    @pytest.mark.hint("Every B- begins an entity, whatever stands before it.")
    def test_neighbours(self, student):
        """Two B- in a row are two entities, even with the same label."""
        gives(
            student.extract_entities,
            [("LOC", "Seoul"), ("LOC", "Busan")],
            ["Seoul", "Busan"],
            ["B-LOC", "B-LOC"],
        )

    @pytest.mark.hint(
        "Remember the label of the entity that the last token belonged to; after O there is none."
    )
    def test_nothing_to_go_on_from(self, student):
        """An I- after O, or after another label, begins an entity of its own."""
        gives(
            student.extract_entities,
            [("ORG", "Hana Bank"), ("LOC", "Daegu"), ("ORG", "Hana")],
            ["Hana", "Bank", "Daegu", "like", "Hana"],
            ["I-ORG", "I-ORG", "I-LOC", "O", "I-ORG"],
        )

    def test_no_names(self, student):
        """A text without entities gives an empty list."""
        gives(student.extract_entities, [], ["we", "learn"], ["O", "O"])


@pytest.mark.exercise("word_error_rate", points=5)
class TestWordErrorRate:
    @pytest.mark.hint("Fill a table of distances between the first i and the first j words.")
    def test_two_corrections(self, student):
        """One word is missing and one is wrong: two corrections for four words are 0.5."""
        gives(student.word_error_rate, 0.5, "turn on the light", "turn the lights")

    @pytest.mark.hint("An inserted word shifts all that follow, and is still only one correction.")
    def test_inserted_in_front(self, student):
        """One word too many at the beginning is one correction: 1 / 4."""
        gives(student.word_error_rate, 0.25, "a b c d", "x a b c d")

    @pytest.mark.hint("Divide by the number of words in the reference, and leave the result as it is.")
    def test_more_than_one(self, student):
        """Three words written down where one other was said are an error rate of 3."""
        gives(student.word_error_rate, 3.0, "yes", "no no no")

    @pytest.mark.hint('Like this: raise ValueError("reference holds no word").')
    def test_nothing_was_said(self, student):
        """An empty reference raises ValueError."""
        refuses(student.word_error_rate, ValueError, "", "hello")


@pytest.mark.exercise("discounted_return", points=3)
class TestDiscountedReturn:
    @pytest.mark.hint("The first reward is multiplied by gamma to the power 0, which is 1.")
    def test_three_rewards(self, student):
        """Rewards of 1, 2 and 4 with gamma = 0.5 give 1 + 1 + 1."""
        gives(student.discounted_return, 3.0, np.array([1.0, 2.0, 4.0]), 0.5)

    def test_late_reward(self, student):
        """A single reward of 8 three steps ahead is worth 8 / 8 with gamma = 0.5."""
        gives(student.discounted_return, 1.0, np.array([0.0, 0.0, 0.0, 8.0]), 0.5)

    @pytest.mark.hint("A sum without terms is 0.")
    def test_no_rewards(self, student):
        """No rewards give 0.0."""
        gives(student.discounted_return, 0.0, np.zeros(0), 0.9)


@pytest.mark.exercise("gan_losses", points=4)
class TestGanLosses:
    @pytest.mark.hint(
        "Two means, one for the real pictures and one for the fakes, are added; mind the minus. The "
        "logarithm is the natural one, np.log."
    )
    def test_worked_example(self, student):
        """For d_real = [0.8, 0.5] and d_fake = [0.2] the losses are about 0.6813 and 1.6094."""
        expected = (-(np.log(0.8) + np.log(0.5)) / 2 - np.log(0.8), -np.log(0.2))
        gives(student.gan_losses, expected, np.array([0.8, 0.5]), np.array([0.2]), absolute=1e-6)

    @pytest.mark.hint("The generator's loss is the mean of -log(d_fake): small when its fakes are believed.")
    def test_believed_fakes(self, student):
        """When the fakes are believed, the generator's loss is small and the discriminator's large."""
        d_real, d_fake = np.array([0.5, 0.5, 0.5]), np.array([0.75, 0.75])
        expected = (-np.log(0.5) - np.log(0.25), -np.log(0.75))
        gives(student.gan_losses, expected, d_real, d_fake, absolute=1e-6)

    @pytest.mark.hint(
        "Before taking logarithms, values below 1e-7 become 1e-7 and values above 1 - 1e-7 become 1 - 1e-7 "
        "in both arrays, as np.clip does it. None is left out."
    )
    def test_sure_of_itself(self, student):
        """A discriminator that is sure and right has a loss of practically 0; the generator's is -log(1e-7),
        about 16.1, not infinite."""
        d_real, d_fake = np.array([1.0, 1.0]), np.array([0.0])
        gives(student.gan_losses, (0.0, -np.log(1e-7)), d_real, d_fake, tolerance=0.02)


@pytest.mark.exercise("find_defects", points=6)
class TestFindDefects:
    @pytest.mark.hint("cv2.absdiff, or astype(int) before subtracting: uint8 wraps around below 0.")
    def test_brighter_and_darker(self, student):
        """Differences of 240 up and down are one defect; differences of 10 up and down are none."""
        reference = np.array([[250, 10, 100, 90]], dtype=np.uint8)
        sample = np.array([[10, 250, 90, 100]], dtype=np.uint8)
        gives(student.find_defects, [(0, 0, 2, 1)], reference, sample, 50)

    @pytest.mark.hint(
        "Boxes are (x, y, w, h): column and row of the upper left pixel, then width and height."
    )
    def test_boxes(self, student):
        """A spot that is brighter and one that is darker have a box each, which holds all of their pixels."""
        reference = np.full((6, 8), 100, dtype=np.uint8)
        sample = reference.copy()
        sample[1, 2:5], sample[3:6, 6] = 180, 20
        gives(student.find_defects, [(2, 1, 3, 1), (6, 3, 1, 3)], reference, sample, 50)

    @pytest.mark.hint("More than the threshold: a difference equal to it does not count.")
    def test_small_differences(self, student):
        """Differences of up to the threshold are no defects."""
        reference = np.array([[100, 100, 100, 100]], dtype=np.uint8)
        sample = np.array([[110, 90, 100, 109]], dtype=np.uint8)
        gives(student.find_defects, [], reference, sample, 10)

    @pytest.mark.hint("Pixels that meet at a corner belong together: 8 neighbours.")
    def test_a_scratch(self, student):
        """A slanted scratch is one defect, and the box holds all of it."""
        reference = np.zeros((5, 7), dtype=np.uint8)
        sample = reference.copy()
        sample[[0, 1, 2, 3], [5, 4, 3, 2]] = 255
        gives(student.find_defects, [(2, 0, 4, 4)], reference, sample, 30)

    @pytest.mark.hint("Sort by y first, then by x: sorted(boxes, key=lambda box: (box[1], box[0])).")
    def test_order(self, student):
        """Boxes come from top to bottom, and from left to right where they begin in the same row."""
        reference = np.full((5, 9), 200, dtype=np.uint8)
        sample = reference.copy()
        sample[0, 8] = sample[2, 6] = sample[2, 0] = sample[4, 3] = 0
        gives(
            student.find_defects,
            [(8, 0, 1, 1), (0, 2, 1, 1), (6, 2, 1, 1), (3, 4, 1, 1)],
            reference,
            sample,
            99,
        )
