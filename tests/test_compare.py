"""The conventions of the exercise contract: what passes, what does not, and why."""

from __future__ import annotations

import struct
import warnings
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch

from graders.compare import (
    agree,
    gives,
    gives_without_overflow,
    refuses,
    same,
    same_file,
    same_hsv,
    same_noise,
    unchanged,
    up_to_signs,
    written,
)
from stubmeister.grading import Mismatch

THIRD = 1 / 3
EIGHTS = np.arange(6, dtype=np.float64).reshape(2, 3) / 8
PIXELS = np.array([[0, 128], [200, 255]], dtype=np.uint8)


class Handle:
    """Stands for what could not cross the wall: no data, only a name."""

    type_name = "LectureCNN"


class Remote:
    """A student's function as the graders see it, without a wall."""

    def __init__(self, function, name="mse", parameters=("y_pred", "y_true")):
        self.function = function
        self.__name__ = name
        self.parameters = parameters

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def call_and_report(self, *args, **kwargs):
        before = [np.copy(argument) for argument in args]
        value = self(*args, **kwargs)
        changed = [
            name for name, old, new in zip(self.parameters, before, args, strict=True) if (old != new).any()
        ]
        return value, changed

    def call_and_warnings(self, *args, **kwargs):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            value = self(*args, **kwargs)
        return value, [f"{one.category.__name__}: {one.message}" for one in caught]


PASSES = {
    "Python float": (0.5, 0.5),
    "float32 scalar": (np.float32(THIRD), THIRD),
    "float16 of a short number": (np.float16(0.5), 0.5),
    "0-d array": (np.array(THIRD), THIRD),
    "int for a float": (2, 2.0),
    "0-d int array for a float": (np.array(2), 2.0),
    "relative 1e-7": (1e6 + 0.1, 1e6),
    "absolute 1e-10 beside zero": (1e-10, 0.0),
    "float32 arithmetic behind a Python float": (float(np.float32(THIRD) + np.float32(1e-5)), THIRD),
    "float32 array off by 1e-5": ((EIGHTS + 1e-5).astype(np.float32), EIGHTS),
    "relative to the largest, not to each": (np.array([1e3, 1e-4]), np.array([1e3, 0.0])),
    "relative to the largest of the whole answer": ((1e3, 1e-4), (1e3, 0.0)),
    "array as a view": (EIGHTS.T.copy().T, EIGHTS),
    "ints in an array of floats": (np.array([0, 1]), np.array([0.0, 1.0])),
    "bools of the same value": (np.array([False, True]), np.array([0.0, 1.0])),
    "negative zero": (-0.0, 0.0),
    "int32 for int64": (np.array([1, 2], dtype=np.int32), np.array([1, 2])),
    "uint8 for int64": (np.array([1, 2], dtype=np.uint8), np.array([1, 2])),
    "int64 scalar for int": (np.int64(7), 7),
    "large Python int": (10**30, 10**30),
    "no numbers, of another type": (np.array([]), np.array([], dtype=np.int64)),
    "np.bool_": (np.True_, True),
    "0-d bool array": (np.array(True), True),
    "uint8 one below": (PIXELS - (PIXELS > 0), PIXELS),
    "list for tuple": ([1.0, 2.0], (1.0, 2.0)),
    "tuple for list": ((1, 2), [1, 2]),
    "array for tuple": (np.array([1.0, 2.0]), (1.0, 2.0)),
    "list of NumPy integers": ([np.int64(1), np.int32(2)], [1, 2]),
    "nested": ([(EIGHTS, "cat")], [(EIGHTS.astype(np.float32), "cat")]),
    "dict in another order": ({"b": 2, "a": 1.0}, {"a": 1.0, "b": 2}),
    "text": ("cat", "cat"),
    "NumPy text": (np.str_("cat"), "cat"),
    "bytes": (bytearray(b"\x89PNG"), b"\x89PNG"),
    "set": ({1, 2}, frozenset({2, 1})),
    "None": (None, None),
    "infinity": (np.array([np.inf, 1.0]), np.array([np.inf, 1.0])),
    "tensor": (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0], dtype=torch.float64)),
    "tensor that keeps its graph": (torch.ones(2, requires_grad=True), torch.ones(2)),
    "bfloat16 tensor": (torch.ones(2, dtype=torch.bfloat16), torch.ones(2)),
}

REFUSED = {
    "another float": (0.5, 1.0, "0.5 instead of 1"),
    "relative 1e-5 in float64": (THIRD * (1 + 1e-5), THIRD, "instead of"),
    "relative 1e-3 in float32": (np.float32(THIRD * 1.001), THIRD, "instead of"),
    "1e-8 beside zero": (1e-8, 0.0, "instead of 0"),
    "NaN": (float("nan"), 1.0, "nan instead of 1"),
    "NaN in an array": (np.array([np.nan, 1.0]), np.array([0.0, 1.0]), "at [0]: nan"),
    "infinity for a large number": (np.inf, 1e300, "inf instead of"),
    "infinity of the other sign": (-np.inf, np.inf, "-inf instead of inf"),
    "shape (1,) for a number": (np.array([0.5]), 0.5, "an array of shape (1,) where a number is right"),
    "number for an array": (0.5, np.array([0.5]), "a number where an array of shape (1,) is right"),
    "column for a flat array": (np.ones((3, 1)), np.ones(3), "the shape is (3, 1), expected (3,)"),
    "row that would broadcast": (np.ones((1, 3)), np.ones((2, 3)), "the shape is (1, 3), expected (2, 3)"),
    "one too few": (np.ones(2), np.ones(3), "the shape is (2,), expected (3,)"),
    "transposed": (EIGHTS.T, EIGHTS, "the shape is (3, 2), expected (2, 3)"),
    "place and count": (
        np.array([[0, 1], [5, 5]]),
        np.array([[0, 1], [2, 3]]),
        "at [1, 0]: 5 instead of 2 (2 of 4",
    ),
    "floats for whole numbers": (
        np.array([1.0, 2.0]),
        np.array([1, 2]),
        "float64 where whole numbers are right",
    ),
    "float for an int": (3.0, 3, "float64 where whole numbers are right"),
    "fraction for an int": (2.5, 2, "float64 where whole numbers are right"),
    "another int": (2, 3, "2 instead of 3"),
    "int for a bool": (1, True, "where bool is right"),
    "the other bool": (np.False_, True, "False instead of True"),
    "int64 for uint8": (PIXELS.astype(np.int64), PIXELS, "int64 where uint8 is right"),
    "floats for uint8": (PIXELS / 1.0, PIXELS, "float64 where uint8 is right"),
    "uint8 two below": (
        PIXELS - 2 * (PIXELS == 200).astype(np.uint8),
        PIXELS,
        "at [1, 0]: 198 instead of 200",
    ),
    "uint8 around the corner": (PIXELS + (PIXELS == 255), PIXELS, "at [1, 1]: 0 instead of 255"),
    "list for an array": ([0.0, 1.0], np.array([0.0, 1.0]), "list where a NumPy array is right"),
    "tensor for an array": (torch.ones(2), np.ones(2), "a torch tensor where a NumPy array is right"),
    "tensor for a float": (torch.tensor(0.5), 0.5, "a torch tensor where a number is right"),
    "array for a tensor": (np.ones(2), torch.ones(2), "where a torch tensor is right"),
    "object array": (np.array([1, None], dtype=object), np.array([1, 2]), "an array of object where"),
    "complex": (1 + 0j, 1.0, "complex where a number is right"),
    "text for a number": ("0.5", 0.5, "str where a number is right"),
    "None for a number": (None, 0.5, "None where a number is right"),
    "None for an array": (None, np.ones(2), "None where a NumPy array is right"),
    "handle for an array": (Handle(), np.ones(2), "LectureCNN where a NumPy array is right"),
    "handle for a list": (Handle(), [1], "LectureCNN where a list is right"),
    "handle for a dict": (Handle(), {"a": 1}, "LectureCNN where a dict is right"),
    "handle in a list": ([1, Handle()], [1, 2], "at [1]: LectureCNN where a number is right"),
    "number for a tuple": (1.0, (1.0, 2.0), "float where a tuple is right"),
    "one item too many": ([1, 2, 3], [1, 2], "the length is 3, expected 2"),
    "items in another order": (["b", "a"], ["a", "b"], "at [0]: 'b' instead of 'a'"),
    "text for a list of letters": ("ab", ["a", "b"], "str where a list is right"),
    "key missing": ({"a": 1}, {"a": 1, "b": 2}, "the key 'b' is missing"),
    "key too many": ({"a": 1, "c": 2}, {"a": 1}, "the key 'c' is not asked for"),
    "value of a key": ({"a": 1}, {"a": 2}, "at ['a']: 1 instead of 2"),
    "other text": ("Cat", "cat", "'Cat' instead of 'cat'"),
    "text for bytes": ("cat", b"cat", "str where bytes is right"),
    "anything for None": (0, None, "int where None is right"),
    "list for a set": ([1, 2], {1, 2}, "list where set is right"),
}


@pytest.mark.parametrize(("got", "expected"), PASSES.values(), ids=PASSES.keys())
def test_equal(got, expected):
    assert same(got, expected) is None


@pytest.mark.parametrize(("got", "expected", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_not_equal(got, expected, reason):
    assert reason in str(same(got, expected))


@pytest.mark.parametrize(
    ("options", "got", "expected"),
    [
        ({"tolerance": 0.02}, 1.01, 1.0),
        ({"tolerance": 0.02}, np.float32(1.01), 1.0),
        ({"absolute": 1e-3}, 5e-4, 0.0),
        ({"any_number": True}, np.array([0.0, 1.0]), np.array([0, 1])),
        ({"either": True}, torch.tensor([1, 2]), np.array([1, 2])),
        ({"either": True}, np.array([1, 2]), torch.tensor([1, 2])),
        ({"dtype": "int8"}, (np.array([1], dtype=np.int8), 0.5), (np.array([1], dtype=np.int8), 0.5)),
    ],
)
def test_options_that_allow(options, got, expected):
    assert same(got, expected, **options) is None


@pytest.mark.parametrize(
    ("options", "got", "expected"),
    [
        ({"tolerance": 0.02}, 1.03, 1.0),
        ({"tolerance": 0.0, "absolute": 0.0}, 1.0 + 1e-12, 1.0),
        ({"absolute": 1e-3}, 5e-3, 0.0),
        ({"exact": True}, PIXELS - (PIXELS > 0), PIXELS),
        ({"any_number": True}, np.array([0.0, 1.5]), np.array([0, 1])),
        ({"either": True}, [1, 2], np.array([1, 2])),
        ({"dtype": "int8"}, np.array([1]), np.array([1], dtype=np.int8)),
        ({"dtype": "float32"}, np.array([1.0]), np.array([1.0], dtype=np.float32)),
    ],
)
def test_options_that_still_refuse(options, got, expected):
    assert same(got, expected, **options) is not None


def test_labels_do_not_widen_the_tolerance_of_floats():
    assert same((np.array([10**6]), 0.1), (np.array([10**6]), 0.0)) is not None


def test_a_right_answer_of_no_known_kind_is_the_graders_mistake():
    with pytest.raises(TypeError, match="no rule"):
        same(1, object())


def halved(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2)) / 2


def whole(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2))


def test_agree_passes_and_leaves_the_arguments_to_the_student():
    def spoils(y_pred, y_true):
        value = whole(y_pred, y_true)
        y_pred[:] = 99
        return value

    argument = np.array([1.0, 3.0])
    agree(Remote(whole), spoils, argument, np.zeros(2))
    assert argument.tolist() == [1.0, 3.0]


def test_agree_tells_what_was_asked_given_and_expected():
    with pytest.raises(Mismatch) as caught:
        agree(Remote(halved), whole, np.array([1.0]), y_true=np.array([0.0]))
    mismatch = caught.value
    assert mismatch.function == "mse"
    assert list(mismatch.arguments) == ["y_pred", "y_true"]
    assert (mismatch.got, mismatch.expected) == (0.5, 1.0)
    assert mismatch.reason == "0.5 instead of 1"


def test_agree_hands_its_options_to_the_comparison():
    agree(Remote(halved), whole, np.array([1.0]), np.array([0.0]), tolerance=0.6)
    agree(Remote(halved), whole, np.array([1.0]), np.array([0.0]), compare=lambda got, expected: None)
    with pytest.raises(Mismatch, match="never"):
        agree(Remote(whole), whole, np.zeros(1), np.zeros(1), compare=lambda got, expected: "never")


def test_gives():
    gives(Remote(whole), 4.0, np.array([2.0]), np.array([0.0]))
    with pytest.raises(Mismatch):
        gives(Remote(whole), 2.0, np.array([2.0]), np.array([0.0]))


def raising(error):
    def function(*args):
        raise error

    return Remote(function, name="one_hot", parameters=("labels", "num_classes"))


class TooLarge(ValueError):
    pass


@pytest.mark.parametrize(
    "error",
    [
        ValueError("labels must be below 3"),
        ValueError("Labels!"),
        ValueError("7 is too much"),
        TooLarge("label 7"),
    ],
)
def test_refusals_that_say_what_is_wrong(error):
    refuses(raising(error), ValueError, np.array([7]), 3, names=("labels", 7))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError(), "message is empty"),
        (ValueError("  "), "message is empty"),
        (ValueError("bad input"), "holds neither"),
        (IndexError("labels"), "IndexError was raised"),
        (AssertionError("labels"), "AssertionError was raised"),
    ],
)
def test_refusals_that_do_not_count(error, reason):
    with pytest.raises(Mismatch) as caught:
        refuses(raising(error), ValueError, np.array([7]), 3, names=("labels", 7))
    assert reason in caught.value.reason


@pytest.mark.parametrize("message", ["p must be below 1", "got p=2", "p는 1보다 작아야 합니다", "P"])
def test_a_name_of_one_letter_that_stands_alone(message):
    refuses(raising(ValueError(message)), ValueError, names=("p",))


@pytest.mark.parametrize("message", ["bad input", "probability", "stop it"])
def test_a_letter_of_another_word_is_no_name(message):
    with pytest.raises(Mismatch, match="holds neither"):
        refuses(raising(ValueError(message)), ValueError, names=("p",))


def test_no_refusal_at_all():
    with pytest.raises(Mismatch) as caught:
        refuses(Remote(whole), ValueError, np.zeros(2), np.zeros(1), names=("y_pred",))
    assert caught.value.got == 0.0
    assert "nothing was raised" in caught.value.reason


def test_an_untouched_stub_is_no_wrong_refusal():
    with pytest.raises(NotImplementedError):
        refuses(raising(NotImplementedError()), ValueError, np.array([7]), 3)


def test_unchanged():
    def in_place(y_pred, y_true):
        y_pred -= y_true
        return float(np.mean(y_pred**2))

    unchanged(Remote(whole), np.ones(2), np.ones(2))
    with pytest.raises(Mismatch, match="y_pred"):
        unchanged(Remote(in_place), np.ones(2), np.ones(2))


def growing(x):
    return 1 / np.exp(x)


def shrinking(x):
    return np.exp(-x)


def test_an_overflow_is_refused_where_the_value_is_right():
    large = np.array([0.0, 1000.0])
    gives_without_overflow(Remote(shrinking, "f", ("x",)), np.array([1.0, 0.0]), large)
    with pytest.raises(Mismatch, match="overflow encountered in exp"):
        gives_without_overflow(Remote(growing, "f", ("x",)), np.array([1.0, 0.0]), large)
    with pytest.raises(Mismatch, match="instead of 2"):
        gives_without_overflow(Remote(shrinking, "f", ("x",)), np.array([2.0, 0.0]), large)


def test_other_warnings_are_no_overflow():
    def divides(x):
        return np.where(x > 0, 1 / x, 0.0)

    gives_without_overflow(Remote(divides, "f", ("x",)), np.array([0.0, 0.5]), np.array([0.0, 2.0]))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("  ", "no text in it yet"),
        (6, "it is int"),
        (None, "it is None"),
        (b"text", "it is bytes"),
        (["text"], "it is list"),
        (lambda: "text", "it is a function"),
    ],
)
def test_an_essay_must_be_a_text(value, reason):
    written(SimpleNamespace(PLAN="Robots."), "PLAN")
    with pytest.raises(Mismatch, match=reason):
        written(SimpleNamespace(PLAN=value), "PLAN")


SCORES = np.array([[1.0, 0.0], [-2.0, 0.5], [1.0, -0.5]])


@pytest.mark.parametrize(
    "got", [SCORES, -SCORES, SCORES * [1, -1], SCORES * [-1, 1], SCORES.astype(np.float32) * np.float32(-1)]
)
def test_columns_whose_sign_is_free(got):
    assert up_to_signs(got, SCORES) is None


@pytest.mark.parametrize(
    ("got", "reason"),
    [
        (np.abs(SCORES), "instead of"),
        (SCORES * [[1], [-1], [1]], "instead of"),  # the sign of a row is not free
        (SCORES[:, ::-1], "instead of"),
        (SCORES[:, :1], "shape"),
        (SCORES.tolist(), "list"),
        (torch.tensor(SCORES), "tensor"),
        (np.array([["a", "b"]] * 3), "array of"),
        (None, "None"),
        (SCORES * np.nan, "nan"),
    ],
)
def test_more_than_signs_is_not_free(got, reason):
    assert reason in up_to_signs(got, SCORES)


def bgr_row(*pixels):
    return np.array([pixels], dtype=np.uint8)


HSV = bgr_row((0, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255))


@pytest.mark.parametrize(
    "got",
    [
        # one step, also around the circle
        bgr_row((179, 254, 255), (91, 127, 199), (0, 101, 31), (17, 0, 77), (60, 1, 255)),
        # 360 degrees are 0 degrees
        bgr_row((180, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255)),
        # gray has any hue, and so has what was rounded down to gray
        bgr_row((0, 255, 255), (90, 128, 200), (179, 100, 30), (255, 0, 77), (9, 0, 255)),
    ],
)
def test_hues_that_are_equal(got):
    assert same_hsv(got, HSV) is None


@pytest.mark.parametrize(
    "got",
    [
        bgr_row((2, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255)),
        bgr_row((178, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255)),
        bgr_row((181, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255)),
        bgr_row((0, 255, 255), (90, 130, 200), (179, 100, 30), (17, 0, 77), (60, 1, 255)),
        bgr_row((0, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 77), (9, 1, 255)),
        bgr_row((0, 255, 255), (90, 128, 200), (179, 100, 30), (17, 0, 79), (60, 1, 255)),
        HSV.astype(np.int64),
        HSV[:, :2],
        None,
    ],
)
def test_hues_that_differ(got):
    assert same_hsv(got, HSV) is not None


def gentle_picture():
    y, x = np.mgrid[0:12, 0:20]
    return np.stack([240 - 4 * x, 30 + 4 * y, 10 + 2 * x], axis=-1).astype(np.uint8)


def encoded(image, extension, *options):
    return cv2.imencode(extension, image, options)[1].tobytes()


@pytest.mark.parametrize(
    ("extension", "options"),
    [
        (".png", []),
        (".png", [cv2.IMWRITE_PNG_COMPRESSION, 0]),
        (".bmp", []),
        (".gif", []),
        (".jpg", []),
        (".jpg", [cv2.IMWRITE_JPEG_QUALITY, 60]),
        (".jpg", [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]),
    ],
)
def test_files_that_hold_the_picture(extension, options):
    data = encoded(gentle_picture(), extension, *options)
    assert same_file(extension)(data, gentle_picture()) is None
    assert same_file(extension)(bytearray(data), gentle_picture()) is None


PICTURE = gentle_picture()


@pytest.mark.parametrize(
    ("extension", "got", "reason"),
    [
        (".png", np.frombuffer(encoded(PICTURE, ".png"), np.uint8), "where bytes is right"),
        (".png", encoded(PICTURE, ".jpg"), "not the bytes of a .png file"),
        (".jpg", encoded(PICTURE, ".png"), "not the bytes of a .jpg file"),
        (".bmp", b"", "not the bytes of a .bmp file"),
        (".png", encoded(PICTURE + (PICTURE == 30), ".png"), "at [0, 0, 1]: 31 instead of 30"),
        (".jpg", encoded(PICTURE[..., ::-1].copy(), ".jpg"), "another one"),
        (".gif", encoded(PICTURE[..., ::-1].copy(), ".gif"), "another one"),
        (".gif", encoded(PICTURE[:6], ".gif"), "another size"),
        (".jpg", encoded(PICTURE[:6], ".jpg"), "another size"),
        (".bmp", encoded(PICTURE[:6], ".bmp"), "another size"),
        (".png", encoded(PICTURE, ".png")[:12], "another size"),
        (".png", encoded(PICTURE, ".png")[:25], "cannot be decoded"),
        (".jpg", encoded(PICTURE, ".jpg")[:40], "another size"),
    ],
)
def test_files_that_do_not(extension, got, reason):
    assert reason in str(same_file(extension)(got, PICTURE))


def test_a_file_that_promises_a_huge_picture_is_not_decoded():
    data = bytearray(encoded(PICTURE, ".png"))
    data[16:24] = struct.pack(">II", 30_000, 30_000)
    assert "another size" in str(same_file(".png")(bytes(data), PICTURE))


CLEAN = np.full((100, 120, 3), (90, 120, 150), dtype=np.uint8)


def noisy(amount=0.2, salt=0.5, clean=CLEAN):
    draw = np.random.default_rng(0)
    result, place = clean.copy(), draw.random(clean.shape[:2]) < amount
    values = np.where(draw.random(clean.shape[:2]) < salt, 255, 0)[place]
    result[place] = values[:, None] if clean.ndim == 3 else values
    return result


def one_value_changed():
    picture = noisy()
    picture[tuple(np.argwhere(picture[..., 0] == 90)[0])] = (91, 120, 150)
    return picture


def one_quarter_clean():
    picture = noisy(0.25)
    picture[50:, 60:] = CLEAN[50:, 60:]
    return picture


@pytest.mark.parametrize("clean", [CLEAN, CLEAN[..., 0].copy()])
def test_noise_that_is_right(clean):
    assert same_noise(0.2)(noisy(clean=clean), clean) is None
    assert same_noise(0.2)(noisy(0.22, 0.55, clean), clean) is None


@pytest.mark.parametrize(
    ("got", "reason"),
    [
        (CLEAN, "0 of the pixels changed"),
        (noisy(0.1), "of the pixels changed"),
        (noisy(0.3), "of the pixels changed"),
        (noisy(salt=0.7), "of the changed pixels are black"),
        (noisy(salt=0.0), "of the changed pixels are black"),
        (one_value_changed(), "as a whole"),
        (one_quarter_clean(), "whole region"),
        (noisy()[..., 0], "the shape is"),
        (noisy() / 1.0, "float64 where uint8 is right"),
    ],
)
def test_noise_that_is_not(got, reason):
    assert reason in str(same_noise(0.2)(got, CLEAN))
