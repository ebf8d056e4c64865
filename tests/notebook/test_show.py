"""Images in a notebook."""

from __future__ import annotations

import re
import sys
import types

import cv2
import numpy as np
import pytest

from stubmeister.errors import StubmeisterError
from stubmeister.notebook import show
from stubmeister.notebook._show import _pixels, png

BGR = np.zeros((3, 4, 3), np.uint8)
BGR[..., 0] = 255  # blue


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML that a notebook is given."""
    pages: list[str] = []
    display = types.ModuleType("IPython.display")
    display.HTML = lambda text: text  # type: ignore[attr-defined]
    display.display = pages.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    monkeypatch.setattr("stubmeister.notebook._show.in_notebook", lambda: True)
    return pages


def test_side_by_side_with_captions(shown: list[str]) -> None:
    show(BGR, np.zeros((2, 2), np.uint8), captions=["before", "<after>"])
    assert len(re.findall("<figure", shown[0])) == 2
    assert "before" in shown[0]
    assert "&lt;after&gt;" in shown[0]


def test_fewer_captions_than_images(shown: list[str]) -> None:
    show(BGR, BGR, BGR, captions=["one"])
    assert len(re.findall("<figure", shown[0])) == 3


def test_outside_of_a_notebook_nothing_happens(capsys: pytest.CaptureFixture[str]) -> None:
    show("no image at all")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("shape", [(3, 4), (3, 4, 3), (1, 1), (1500, 20), (37, 41, 3)])
def test_png_is_what_opencv_reads(shape: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (*shape[:2], 3), np.uint8)
    read = cv2.imdecode(np.frombuffer(png(pixels), np.uint8), cv2.IMREAD_COLOR)
    assert np.array_equal(read[..., ::-1], pixels)


def test_colours_and_size() -> None:
    """Blue stays blue, and a pixel becomes a square."""
    drawn = _pixels(BGR, 1)
    assert drawn.shape == (198, 264, 3)
    assert (drawn == (0, 0, 255)).all()


def test_large_images_are_made_smaller() -> None:
    assert max(_pixels(np.zeros((4000, 3000, 3), np.uint8), 1).shape) <= 600


def test_masks() -> None:
    assert _pixels(np.array([[True, False]]), 1).max() == 255


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((2, 2)),
        np.zeros((2, 2, 4), np.uint8),
        np.zeros(3, np.uint8),
        np.zeros((0, 3), np.uint8),
        "x",
        None,
    ],
)
def test_no_image(shown: list[str], image: object) -> None:
    with pytest.raises(StubmeisterError, match="image 2"):
        show(BGR, image)
