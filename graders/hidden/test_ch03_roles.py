"""Chapter 3, the checks that stay with the teacher: the quiz's answers, properties, strict base64, edges."""

import base64

import cv2
import numpy as np
import pytest
from hypothesis import given

from graders import quiz, strategies
from graders.compare import agree, gives, refuses, unchanged

param, hint = pytest.param, pytest.mark.hint

ROLE_HINTS = [
    param("first model", marks=hint("Who explores data statistically and builds the first model of it?")),
    param("nightly collection", marks=hint("Who sees to it that data is collected, stored and passed on?")),
    param("moving the archive", marks=hint("No model is involved. Whose matter is the storage itself?")),
    param("retraining", marks=hint("The model exists. Who runs the systems that train and serve it?")),
    param("new architecture", marks=hint("Who spends the time on new approaches and not on products?")),
    param("sales dashboard", marks=hint("No model is built. Who finds trends in the data and tells others?")),
    param("prediction API", marks=hint("Who builds what users send queries to, and see results in?")),
    param(
        "model in a phone app", marks=hint("Slide 3.1 speaks of models built into a device. In whose part?")
    ),
]

COLOURS = np.random.default_rng(3).integers(0, 256, (5, 7, 3), dtype=np.uint8)


def encoded(image, extension=".png"):
    """The image's file."""
    return cv2.imencode(extension, image)[1].tobytes()


def text(data):
    return base64.b64encode(data).decode("ascii")


def request(image, extension=".png"):
    """What an app would send for this image."""
    return {"image": text(encoded(image, extension))}


def padded(width=3):
    """Base64 of a small image that ends in "=", and holds "+" and "/"."""
    for seed in range(1000):
        image = np.random.default_rng(seed).integers(0, 256, (4, width, 3), dtype=np.uint8)
        for extension in (".png", ".bmp"):
            found = text(encoded(image, extension))
            if found.endswith("=") and "+" in found and "/" in found:
                return found
    raise AssertionError("no such image")


@pytest.mark.exercise("WHO_DOES")
class TestWhoDoes:
    @pytest.mark.parametrize("key", ROLE_HINTS)
    def test_answer(self, student, solution, key):
        """The role that does the task "{key}"."""
        quiz.answered(student, solution, "WHO_DOES", key)


@pytest.mark.exercise("clean_records")
class TestCleanRecords:
    @pytest.mark.weight(6)
    @given(strategies.records())
    def test_matches_definition(self, student, solution, records):
        """First without labels that are missing or blank, then the first of each id, stripped and in lower
        case."""
        agree(student.clean_records, solution.clean_records, records)

    def test_blank_before_double(self, student):
        """A record that is dropped for its label does not stand in the way of a later one with its id."""
        records = [{"id": 5}, {"id": 5, "label": "\t"}, {"id": 5, "label": None}, {"id": 5, "label": "Fox"}]
        gives(student.clean_records, [{"id": 5, "label": "fox"}], records)

    def test_order(self, student):
        """Records stay in the order in which they came; ids are not sorted."""
        records = [{"id": number, "label": "a"} for number in (9, 2, 30, 2, 1, 9)]
        expected = [{"id": number, "label": "a"} for number in (9, 2, 30, 1)]
        gives(student.clean_records, expected, records)

    def test_same_label(self, student):
        """Two ids with one label both stay: doubles are told by the id alone."""
        records = [{"id": 1, "label": "cat"}, {"id": 2, "label": "CAT "}]
        gives(student.clean_records, [{"id": 1, "label": "cat"}, {"id": 2, "label": "cat"}], records)

    def test_nothing_left(self, student):
        """No records, or none with a label, give an empty list."""
        for records in ([], [{"id": 1}, {"id": 2, "label": " \n "}]):
            gives(student.clean_records, [], records)

    def test_inner_spaces(self, student):
        """White space within a label stays."""
        records = [{"id": 1, "label": "\tRed  Fox\n"}]
        gives(student.clean_records, [{"id": 1, "label": "red  fox"}], records)

    def test_ids_that_look_alike(self, student):
        """The ids 1 and "1", "a" and "A" are different ones, and come back as they were."""
        ids = (1, "1", "a", "A", 10)
        expected = [{"id": each, "label": "owl"} for each in ids]
        gives(student.clean_records, expected, [{"id": each, "label": "Owl"} for each in ids])

    def test_words_for_nothing(self, student):
        """A label that says "None" or "0" is not blank, and capitals beyond A to Z have lower case, too."""
        labels = {1: "None", 2: "0", 3: "NaN", 4: "ÉLAN", 5: "St. Bernard."}
        expected = [{"id": each, "label": label.lower()} for each, label in labels.items()]
        gives(student.clean_records, expected, [{"id": each, "label": labels[each]} for each in labels])


@pytest.mark.exercise("label_agreement")
class TestLabelAgreement:
    @pytest.mark.weight(6)
    @given(strategies.label_pairs())
    def test_matches_definition(self, student, solution, pair):
        """What they agree beyond chance, as a share of what they could."""
        agree(student.label_agreement, solution.label_agreement, *pair, absolute=1e-6)

    def test_as_by_chance(self, student):
        """Where one wrote a single label and the other did not, or wrote another one, kappa is 0."""
        for a, b in (([1, 1, 1, 1], [1, 0, 1, 2]), ([0, 2, 0], [2, 2, 2]), ([0, 0], [3, 3]), ([4], [5])):
            gives(student.label_agreement, 0.0, np.array(a), np.array(b), absolute=1e-6)

    def test_less_than_by_chance(self, student):
        """Two people who always contradict each other have a kappa of -1."""
        gives(student.label_agreement, -1.0, np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0]), absolute=1e-6)

    def test_one_label_throughout(self, student):
        """One and the same label throughout gives 1.0, for a single thing, too, and for label 0."""
        for labels in ([0, 0, 0, 0], [6], [0]):
            gives(student.label_agreement, 1.0, np.array(labels), np.array(labels), absolute=1e-6)

    def test_many_labels(self, student):
        """Three hundred labels are compared like three: `is not` does not compare numbers."""
        labels = np.arange(300) % 3
        gives(student.label_agreement, 1.0, labels, labels.copy(), absolute=1e-6)

    def test_many_of_a_label(self, student):
        """Of a thousand labels, half 0 and half 1 with both people, 750 agree: kappa is 0.5."""
        a = np.arange(1000) % 2
        b = np.where(np.arange(1000) < 750, a, 1 - a)
        gives(student.label_agreement, 0.5, a, b, absolute=1e-6)

    def test_rare_label(self, student):
        """Two people who each wrote a label twice among fifty, once for the same thing, agree by 23/48."""
        a, b = np.zeros((2, 50), dtype=int)
        a[[3, 7]] = b[[7, 9]] = 1
        gives(student.label_agreement, 23 / 48, a, b, absolute=1e-6)

    def test_any_label_numbers(self, student):
        """Labels need not begin at 0 or follow each other."""
        gives(
            student.label_agreement, 0.5, np.array([7, 7, 40, 40]), np.array([7, 40, 40, 40]), absolute=1e-6
        )

    @pytest.mark.weight(2)
    def test_lengths(self, student):
        """Different lengths raise ValueError, one label against many too, and so do no labels."""
        unlike = (([0, 1, 1, 0], [0, 1]), ([1], [1, 1, 1]), ([1, 1, 1], [1]), ([], [1]), ([1], []))
        for a, b in (*unlike, ([], [])):
            refuses(student.label_agreement, ValueError, np.array(a, dtype=int), np.array(b, dtype=int))

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        unchanged(student.label_agreement, np.array([2, 0, 1]), np.array([2, 1, 1]))


@pytest.mark.exercise("decode_request")
class TestDecodeRequest:
    @pytest.mark.weight(8)
    @given(strategies.rough_pictures(1, 9))
    def test_any_image(self, student, image):
        """Every image that was sent without loss comes back pixel by pixel."""
        for extension in (".png", ".bmp"):
            gives(student.decode_request, image, request(image, extension))

    def test_jpeg(self, student):
        """A JPEG is read, too; what matters is the file's content, not its kind."""
        image = np.full((8, 16, 3), (40, 120, 200), dtype=np.uint8)
        expected = cv2.imdecode(np.frombuffer(encoded(image, ".jpg"), np.uint8), cv2.IMREAD_COLOR)
        gives(student.decode_request, expected, request(image, ".jpg"))

    def test_transparent(self, student):
        """A PNG with transparency loses its fourth channel; the other three stay as they are."""
        alpha = np.arange(35, dtype=np.uint8).reshape(5, 7, 1) * 7
        gives(student.decode_request, COLOURS, request(np.concatenate([COLOURS, alpha], axis=2)))

    def test_sixteen_bits(self, student):
        """A 16-bit PNG, colour, transparent or gray, becomes uint8 with three channels."""
        dim = COLOURS // 2  # the brightest is not white
        deep = dim.astype(np.uint16) * 256 + 128  # the lower byte says nothing
        gives(student.decode_request, dim, request(deep))
        gives(student.decode_request, dim, request(np.concatenate([deep, deep[..., :1]], axis=2)))
        gray = dim[..., :1]
        gives(student.decode_request, np.repeat(gray, 3, axis=2), request(deep[..., 0]))

    def test_gray_kinds(self, student):
        """Gray images come back with three equal channels, whatever the kind of file."""
        gray = COLOURS[..., 1]
        for extension in (".png", ".bmp"):
            gives(student.decode_request, np.stack([gray] * 3, axis=2), request(gray, extension))

    @pytest.mark.weight(2)
    def test_white_space(self, student):
        """White space is no part of base64: at the end, in front or within, it raises ValueError."""
        good = padded()
        for bad in (good + "\n", " " + good, good[:8] + "\n" + good[8:], good[:12] + " " + good[12:]):
            refuses(student.decode_request, ValueError, {"image": bad})

    @pytest.mark.weight(2)
    def test_other_characters(self, student):
        """Characters outside the alphabet raise ValueError, also those of base64 for addresses, and a prefix
        such as data:image/png;base64."""
        good = padded()
        for_addresses = good.replace("+", "-").replace("/", "_")
        prefixed = "data:image/png;base64," + good
        within = [good[:8] + letter + good[8:] for letter in ("*", "é", "이미지", "\0")]
        for bad in (for_addresses, prefixed, *within, "이미지", good[:4] + "é"):
            refuses(student.decode_request, ValueError, {"image": bad})

    def test_end_within(self, student):
        """The "=" stands at the end alone: further text after it raises ValueError, as does one in front."""
        good = padded()
        for bad in (good + good, "=" + good):
            refuses(student.decode_request, ValueError, {"image": bad})

    def test_wrong_length(self, student):
        """Base64 without the "=" at its end, or cut in the middle of four characters, raises ValueError."""
        good = padded()
        for bad in (good.rstrip("="), good[:9]):
            refuses(student.decode_request, ValueError, {"image": bad})

    def test_nothing(self, student):
        """The empty text raises ValueError."""
        refuses(student.decode_request, ValueError, {"image": ""})

    def test_no_image_in_it(self, student):
        """Bytes that no decoder reads raise ValueError."""
        for data in (b"hello", bytes(100), b"%PDF-1.7 and so on", b"\x89PNG\r\n\x1a\n"):
            refuses(student.decode_request, ValueError, {"image": text(data)})

    def test_message(self, student):
        """The error's message names the request or its image."""
        for wrong in ({}, {"img": padded()}, {"Image": padded()}):
            refuses(student.decode_request, ValueError, wrong, names=("image", "request"))

    def test_arguments_stay(self, student):
        """The request is as before after the call, further keys included."""
        unchanged(student.decode_request, {**request(COLOURS), "user": 7})


@pytest.mark.exercise("make_response")
class TestMakeResponse:
    @pytest.mark.weight(6)
    @given(strategies.class_probabilities())
    def test_matches_definition(self, student, solution, case):
        """All classes with their probabilities, the most probable first, and that one on its own."""
        agree(student.make_response, solution.make_response, *case)

    def test_one_class(self, student):
        """A single class is the answer, with whatever probability it has."""
        expected = {"label": "cat", "confidence": 0.25, "ranking": [("cat", 0.25)]}
        gives(student.make_response, expected, np.array([0.25]), ["cat"])

    def test_small_differences(self, student):
        """The ranking follows the full probabilities, not rounded ones."""
        p = np.array([0.30001, 0.30002, 0.30003, 0.09994])
        ranking = [("c", 0.30003), ("b", 0.30002), ("a", 0.30001), ("d", 0.09994)]
        expected = {"label": "c", "confidence": 0.30003, "ranking": ranking}
        gives(student.make_response, expected, p, ["a", "b", "c", "d"])

    def test_as_written(self, student):
        """A class of probability 0 is ranked as well, and names keep their capitals."""
        ranking = [("Owl", 1.0), ("Cat", 0.0)]
        expected = {"label": "Owl", "confidence": 1.0, "ranking": ranking}
        gives(student.make_response, expected, np.array([0.0, 1.0]), ["Cat", "Owl"])

    def test_many_classes(self, student):
        """Three hundred classes are ranked like three: `is not` does not compare numbers."""
        names = [f"class {number}" for number in range(300)]
        p = np.arange(300, 0, -1) / 45150
        ranking = [(name, float(share)) for name, share in zip(names, p, strict=True)]
        expected = {"label": "class 0", "confidence": float(p[0]), "ranking": ranking}
        gives(student.make_response, expected, p, names)

    def test_lengths(self, student):
        """More names than probabilities, fewer, or none raise ValueError."""
        for size, names in ((2, ["a", "b", "c"]), (3, ["a"]), (1, []), (0, ["a"])):
            refuses(student.make_response, ValueError, np.full(size, 0.25), names)

    def test_message(self, student):
        """The error's message names probabilities or class_names, or a length."""
        names = ("probabilities", "class_names", 7, 3)
        refuses(student.make_response, ValueError, np.full(7, 0.1), ["a", "b", "c"], names=names)
