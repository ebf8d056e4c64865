"""Chapter 12: what a rotation task must hold, whichever generator drew its labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from graders.compare import same
from stubmeister.grading import Mismatch
from stubmeister.lang import _

__all__ = ["turned_by_its_labels"]


def turned_by_its_labels(remote: Any, images: np.ndarray, seed: int) -> np.ndarray:
    """The labels of `student.rotation_task(images, seed)`, after all that it returns has been looked at.

    Raises:
        Mismatch: It is not a pair of images and labels in which each image is turned by its label.
    """
    got = remote(images, seed)
    if reason := _problem(got, images):
        raise Mismatch(reason, function=remote.__name__, arguments=remote.arguments((images, seed), {}))
    return np.asarray(got[1])


def _problem(got: object, images: np.ndarray) -> str | None:
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return _("a tuple of two, (rotated, labels), is right")
    rotated, labels = got
    if reason := same(labels, _within_range(labels, len(images))):
        return _("labels: {reason}", reason=reason)
    expected = np.stack([np.rot90(images[i], int(label)) for i, label in enumerate(labels)])
    if reason := same(rotated, expected, exact=True):
        return _("rotated, for labels {labels}: {reason}", labels=list(map(int, labels)), reason=reason)
    return None


def _within_range(labels: object, count: int) -> np.ndarray:
    """The nearest labels that could be right: `count` whole numbers 0..3."""
    if isinstance(labels, np.ndarray) and labels.shape == (count,) and labels.dtype.kind in "iu":
        return np.clip(labels, 0, 3)
    return np.zeros(count, dtype=np.int64)
