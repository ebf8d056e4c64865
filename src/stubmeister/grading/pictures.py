"""A failed check on images as one picture: input, expected, yours, difference."""

from __future__ import annotations

import base64
from typing import TypeGuard

import numpy as np

from stubmeister.grading.mismatch import Mismatch

HEIGHT = 120  # pixels of each panel, about
GAP = 8
MAX_SIDE = 400


def picture(failure: Mismatch) -> str:
    """A `data:image/png` address with the panels side by side, or "" where no images are involved."""
    got, expected = _first_that_differ(failure.got, failure.expected)
    if not is_image(expected) or not isinstance(got, np.ndarray):
        return ""
    panels = [value for value in failure.arguments.values() if is_image(value)][:1]
    panels.append(expected)
    if is_image(got):
        panels.append(got)
        if got.shape == expected.shape:
            panels.append(np.abs(got.astype(int) - expected.astype(int)).clip(0, 255).astype(np.uint8))
    return _data_uri(_side_by_side([_panel(image) for image in panels]))


def _first_that_differ(got: object, expected: object) -> tuple[object, object]:
    """Of two tuples of images, the first pair that is not the same; anything else as it is."""
    if not (isinstance(got, tuple) and isinstance(expected, tuple) and len(got) == len(expected)):
        return got, expected
    pairs = zip(got, expected, strict=True)
    return next(((a, b) for a, b in pairs if is_image(b) and not np.array_equal(a, b)), (got, expected))


def is_image(value: object) -> TypeGuard[np.ndarray]:
    """uint8, `(h, w)` or `(h, w, 3)`, large enough to be seen."""
    return (
        isinstance(value, np.ndarray)
        and value.dtype == np.uint8
        and (value.ndim == 2 or (value.ndim == 3 and value.shape[2] == 3))
        and min(value.shape[:2]) >= 2
        and max(value.shape[:2]) <= 4 * MAX_SIDE
    )


def _panel(image: np.ndarray) -> np.ndarray:
    """Colour, about HEIGHT pixels high, pixels kept square and sharp."""
    colour = np.repeat(image[..., None], 3, axis=2) if image.ndim == 2 else image  # (h, w, 3)
    factor = max(1, HEIGHT // colour.shape[0])
    if factor * max(colour.shape[:2]) > MAX_SIDE:
        factor = max(1, MAX_SIDE // max(colour.shape[:2]))
    return colour.repeat(factor, axis=0).repeat(factor, axis=1)[:MAX_SIDE, :MAX_SIDE]


def _side_by_side(panels: list[np.ndarray]) -> np.ndarray:
    height = max(panel.shape[0] for panel in panels)
    width = sum(panel.shape[1] for panel in panels) + GAP * (len(panels) - 1)
    sheet = np.full((height, width, 3), 255, np.uint8)
    left = 0
    for panel in panels:
        sheet[: panel.shape[0], left : left + panel.shape[1]] = panel
        left += panel.shape[1] + GAP
    return sheet


def _data_uri(image: np.ndarray) -> str:
    import cv2  # late: a NumPy chapter draws nothing and need not wait for it

    ok, png = cv2.imencode(".png", image)
    return "data:image/png;base64," + base64.b64encode(png.tobytes()).decode() if ok else ""
