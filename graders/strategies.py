"""Hypothesis strategies of all chapters: the general ones on top, then a section per chapter.

Arrays are drawn as bytes: one draw whatever the size, and they shrink towards zeros. Real numbers are multiples of
1/8, so a counterexample is short to read and float32 arithmetic starts from the same numbers as float64.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Shape = tuple[int, ...]
Arrays = SearchStrategy[np.ndarray]

# --- general ---------------------------------------------------------------------------------------------------


def shapes(
    min_dims: int = 1, max_dims: int = 2, min_side: int = 1, max_side: int = 5
) -> SearchStrategy[Shape]:
    """Small array shapes."""
    sides = st.integers(min_side, max_side)
    return st.lists(sides, min_size=min_dims, max_size=max_dims).map(tuple)


def seeds() -> SearchStrategy[int]:
    """Seeds as the exercises take them."""
    return st.integers(0, 2**31 - 1)


def reals(shape: Sequence[int]) -> Arrays:
    """float64 of that shape, multiples of 1/8 in -16..15.875."""
    return _bytes(shape).map(lambda raw: raw.view(np.int8).astype(np.float64) / 8)


def fractions(shape: Sequence[int]) -> Arrays:
    """float64 of that shape, strictly between 0 and 1: multiples of 1/512 from 1/512 to 511/512."""
    return _bytes(shape).map(lambda raw: (2 * raw.astype(np.float64) + 1) / 512)


def whole_numbers(shape: Sequence[int], low: int, high: int) -> Arrays:
    """int64 of that shape in low..high, both included, at most 256 different ones."""
    return _bytes(shape).map(lambda raw: low + raw.astype(np.int64) % (high - low + 1))


def real_arrays(min_dims: int = 1, max_dims: int = 2, max_side: int = 5) -> Arrays:
    """`reals` of any small shape, never empty."""
    return shapes(min_dims, max_dims, 1, max_side).flatmap(reals)


def gray_images(min_side: int = 1, max_side: int = 8) -> Arrays:
    """uint8 images `(height, width)`."""
    return shapes(2, 2, min_side, max_side).flatmap(_bytes)


def color_images(min_side: int = 1, max_side: int = 8) -> Arrays:
    """uint8 BGR images `(height, width, 3)`."""
    return shapes(2, 2, min_side, max_side).flatmap(lambda size: _bytes((*size, 3)))


def images(min_side: int = 1, max_side: int = 8) -> Arrays:
    """Gray or colour."""
    return st.one_of(gray_images(min_side, max_side), color_images(min_side, max_side))


def _bytes(shape: Sequence[int]) -> Arrays:
    """uint8 of that shape, any values, writable."""
    size = int(np.prod(shape, dtype=np.int64))
    return st.binary(min_size=size, max_size=size).map(
        lambda raw: np.frombuffer(raw, np.uint8).reshape(tuple(shape)).copy()
    )


# --- ch05_losses -----------------------------------------------------------------------------------------------


def pairs() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(y_pred, y_true)` of one shape, one or two dimensions."""
    return shapes().flatmap(lambda shape: st.tuples(reals(shape), reals(shape)))


def probabilities_and_bits() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(p, y)` of one shape: probabilities strictly inside 0..1, and 0.0 or 1.0."""
    return shapes().flatmap(
        lambda shape: st.tuples(fractions(shape), whole_numbers(shape, 0, 1).map(np.float64))
    )


def labelled_rows(min_classes: int = 2) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(p, y)`: `(n, c)` probabilities, rows summing to 1, none of them 0, and one-hot rows."""

    def rows(shape: Shape) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
        labels = whole_numbers(shape[:1], 0, shape[1] - 1)
        return st.tuples(
            fractions(shape).map(_rows_to_one), labels.map(lambda label: np.eye(shape[1])[label])
        )

    return st.tuples(st.integers(1, 5), st.integers(min_classes, 5)).flatmap(rows)


def labels_and_classes() -> SearchStrategy[tuple[np.ndarray, int]]:
    """`(labels, num_classes)` with labels in 0..num_classes-1; also none at all."""

    def labels(size: tuple[int, int]) -> SearchStrategy[tuple[np.ndarray, int]]:
        return st.tuples(whole_numbers(size[:1], 0, size[1] - 1), st.just(size[1]))

    return st.tuples(st.integers(0, 6), st.integers(1, 6)).flatmap(labels)


def _rows_to_one(scores: np.ndarray) -> np.ndarray:
    return scores / scores.sum(axis=1, keepdims=True)
