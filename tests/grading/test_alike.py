"""A mistake in what chance decides is recognised whatever generator drew the numbers."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from stubmeister.course import Chapter, Course
from stubmeister.grading.known_wrong import likeness

ROOT = Path(__file__).resolve().parents[2]
IMAGES = np.arange(40 * 9, dtype=np.uint16).reshape(40, 3, 3).astype(np.uint8)


def task(seed: int, direction: int = 1, low: int = 0, high: int = 4) -> tuple[np.ndarray, np.ndarray]:
    labels = np.random.default_rng(seed).integers(low, high, len(IMAGES))
    return np.stack([np.rot90(IMAGES[i], direction * k) for i, k in enumerate(labels)]), labels


def swapped(pair: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    return pair[1], pair[0]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (task(1), task(2), True),
        (task(1, direction=-1), task(2, direction=-1), True),
        (task(1, direction=-1), task(2), False),
        (task(1, direction=0), task(2), False),
        (task(1, high=3), task(2, high=3), True),
        (task(1, high=3), task(2), False),
        (task(1, high=3), task(2, low=1), False),
        (task(1, high=1), task(2, low=2, high=3), True),
        (swapped(task(1)), swapped(task(2)), True),
        (swapped(task(1)), task(2), False),
        (task(1)[0], task(2)[0], True),
        ((IMAGES.astype(float), task(1)[1]), task(2), False),
    ],
)
def test_turned_alike(mine, theirs, expected):
    """The same turns for the same labels are alike; other turns, other labels or another form are not."""
    like = likeness(Course(ROOT).chapter("ch12_future"), "rotation_task")
    assert like is not None
    assert bool(like(mine, theirs, IMAGES, 0)) is expected


def test_most_exercises_need_no_such_thing():
    assert likeness(Course(ROOT).chapter("ch05_losses"), "mse") is None
    assert likeness(Chapter(ROOT, "ch99_nothing"), "mse") is None
    assert "graders.misconceptions.ch12_future" not in sys.modules  # read, not imported
