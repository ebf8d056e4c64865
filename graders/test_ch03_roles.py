"""Chapter 3, the checks every student may run: the quiz filled in, and small examples."""

import base64

import cv2
import numpy as np
import pytest

from graders import quiz
from graders.compare import gives, refuses, unchanged

ROLES = (
    "data scientist",
    "data engineer",
    "machine learning engineer",
    "research scientist",
    "data analyst",
    "machine learning developer",
)


def request(image, extension=".png"):
    """What an app would send for this image."""
    data = cv2.imencode(extension, image)[1].tobytes()
    return {"image": base64.b64encode(data).decode("ascii")}


@pytest.mark.exercise("WHO_DOES", points=8)
class TestWhoDoes:
    @pytest.mark.weight(0)
    @pytest.mark.hint("In place of each None write one of the roles, in quotes; leave the keys as they are.")
    def test_filled_in(self, student, quizzes):
        """Each of the eight tasks has one of the six roles, and there are no other keys."""
        quiz.filled_in(student, "WHO_DOES", quizzes["WHO_DOES"], ROLES)


@pytest.mark.exercise("clean_records", points=5)
class TestCleanRecords:
    @pytest.mark.hint("Drop what has no label first, then keep the first of each id; strip() and lower().")
    def test_worked_example(self, student):
        """The statement's four records become cat for id 1 and dog for id 2."""
        records = [
            {"id": 1, "label": "  "},
            {"id": 1, "label": " Cat", "page": 7},
            {"id": 2, "label": "DOG"},
            {"id": 1, "label": "dog"},
        ]
        gives(student.clean_records, [{"id": 1, "label": "cat"}, {"id": 2, "label": "dog"}], records)

    @pytest.mark.hint("record.get('label') gives None where there is no such key.")
    def test_label_missing(self, student):
        """Records without the key label, or with None or nothing in it, are dropped."""
        records = [{"id": 1}, {"id": 2, "label": None}, {"id": 3, "label": ""}, {"id": 4, "label": "owl"}]
        gives(student.clean_records, [{"id": 4, "label": "owl"}], records)

    @pytest.mark.hint("Make new dicts; the ones you were given belong to the caller.")
    def test_arguments_stay(self, student):
        """The records are as before after the call; one without a label gets none."""
        records = [{"id": 1, "label": " Cat", "page": 7}, {"id": 1, "label": ""}, {"id": 2}]
        unchanged(student.clean_records, records)


@pytest.mark.exercise("label_agreement", points=5)
class TestLabelAgreement:
    @pytest.mark.hint("Add up share times share over all labels, for what chance alone would give.")
    def test_worked_example(self, student):
        """For 0, 0, 1, 1 and 0, 1, 1, 1 three of four agree, chance gives a half, and kappa is 0.5."""
        gives(student.label_agreement, 0.5, np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), absolute=1e-6)

    @pytest.mark.hint("Where both wrote a single label throughout, chance gives 1, and 1 - 1 is 0.")
    def test_full_agreement(self, student):
        """Labels that are all equal give 1.0, even where there is only one label throughout."""
        for labels in ([0, 1, 2, 1], [3, 3, 3]):
            gives(student.label_agreement, 1.0, np.array(labels), np.array(labels), absolute=1e-6)

    @pytest.mark.hint("Compare len(a) with len(b) first.")
    def test_different_lengths(self, student):
        """Three labels and four raise ValueError."""
        refuses(student.label_agreement, ValueError, np.array([0, 1, 1]), np.array([0, 1, 1, 0]))


@pytest.mark.exercise("decode_request", points=6)
class TestDecodeRequest:
    @pytest.mark.hint("b64decode, np.frombuffer, cv2.imdecode. Keep the order of the channels.")
    def test_colour_image(self, student):
        """An image sent as PNG comes back with the same pixels, in BGR order."""
        image = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [10, 20, 30]]], dtype=np.uint8)
        gives(student.decode_request, image, request(image))

    @pytest.mark.hint("cv2.IMREAD_COLOR gives three channels, whatever the file has.")
    def test_gray_image(self, student):
        """A gray image comes back with three equal channels."""
        gray = np.array([[0, 50, 100], [150, 200, 250]], dtype=np.uint8)
        gives(student.decode_request, np.stack([gray, gray, gray], axis=2), request(gray))

    @pytest.mark.hint("Look for the key yourself: request['image'] raises KeyError.")
    def test_no_image(self, student):
        """A request without the key image raises ValueError."""
        refuses(student.decode_request, ValueError, {"picture": "aGVsbG8="})

    @pytest.mark.hint("Use validate=True, and test whether cv2.imdecode gave None.")
    def test_nonsense(self, student):
        """Text that is no base64, and base64 of bytes that are no image, raise ValueError."""
        refuses(student.decode_request, ValueError, {"image": "this is no base64!"})
        refuses(student.decode_request, ValueError, {"image": base64.b64encode(b"no image").decode("ascii")})


@pytest.mark.exercise("make_response", points=4)
class TestMakeResponse:
    @pytest.mark.hint("np.argsort sorts upwards; turn the order round, and take the names along.")
    def test_worked_example(self, student):
        """Of cat 0.2, dog 0.7 and owl 0.1, dog comes first and owl last."""
        ranking = [("dog", 0.7), ("cat", 0.2), ("owl", 0.1)]
        expected = {"label": "dog", "confidence": 0.7, "ranking": ranking}
        gives(student.make_response, expected, np.array([0.2, 0.7, 0.1]), ["cat", "dog", "owl"])

    @pytest.mark.hint("zip stops at the shorter one without a word; compare the lengths.")
    def test_name_missing(self, student):
        """Three probabilities and two names raise ValueError."""
        refuses(student.make_response, ValueError, np.array([0.2, 0.7, 0.1]), ["cat", "dog"])

    @pytest.mark.hint("list.sort and list.reverse change the caller's list; sorted makes a new one.")
    def test_arguments_stay(self, student):
        """Probabilities and names are as before after the call."""
        unchanged(student.make_response, np.array([0.2, 0.7, 0.1]), ["cat", "dog", "owl"])
