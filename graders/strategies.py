"""Hypothesis strategies of all chapters: the general ones on top, then a section per chapter.

Arrays are drawn as bytes: one draw whatever the size, and they shrink towards zeros. Real numbers are
multiples of 1/8, so a counterexample is short to read and float32 starts from the same numbers as float64.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Shape = tuple[int, ...]
Arrays = SearchStrategy[np.ndarray]

# --- general ---


def shapes(
    min_dims: int = 1, max_dims: int = 2, min_side: int = 1, max_side: int = 5
) -> SearchStrategy[Shape]:
    """Small array shapes; shrink to few dimensions and short sides."""
    sides = range(min_side, max_side + 1)
    dims = range(min_dims, max_dims + 1)
    return st.sampled_from([shape for count in dims for shape in itertools.product(sides, repeat=count)])


def seeds() -> SearchStrategy[int]:
    """Seeds as the exercises take them."""
    return st.integers(0, 2**31 - 1)


def reals(shape: Sequence[int]) -> Arrays:
    """float64 of that shape, multiples of 1/8 in -16..15.875."""
    return _bytes(shape).map(_eighths)


def fractions(shape: Sequence[int]) -> Arrays:
    """float64 of that shape, strictly between 0 and 1: multiples of 1/128. Shrinks to 0.5."""
    return _bytes(shape).map(lambda raw: ((raw.astype(np.float64) + 63) % 127 + 1) / 128)


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
    return _bytes_of(tuple(shape))


@functools.cache  # making a strategy costs more than drawing from it
def _bytes_of(shape: Shape) -> Arrays:
    size = math.prod(shape)
    return st.binary(min_size=size, max_size=size).map(
        lambda raw: np.frombuffer(raw, np.uint8).reshape(shape).copy()
    )


def _eighths(raw: np.ndarray) -> np.ndarray:
    return raw.view(np.int8).astype(np.float64) / 8


# --- ch01_overview ------------------------------------------------------------------------------------------


# --- ch02_applications --------------------------------------------------------------------------------------


# --- ch03_roles ---------------------------------------------------------------------------------------------


# --- ch04_networks ------------------------------------------------------------------------------------------


# --- ch05_losses ---


def pairs() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(y_pred, y_true)` of one shape, one to three dimensions."""
    return shapes(max_dims=3, max_side=3).flatmap(_pair_of)


@functools.cache
def _pair_of(shape: Shape) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    return reals((2, *shape)).map(lambda both: (both[0].copy(), both[1].copy()))


def probabilities_and_bits() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(p, y)` of one shape: probabilities well inside 0..1, and 0.0 or 1.0.

    Far enough inside that `log(p + 1e-7)`, which some write for the clip, is right within the allowance.
    """
    return shapes().flatmap(_probabilities_and_bits_of)


@functools.cache
def _probabilities_and_bits_of(shape: Shape) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    def split(both: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return 0.125 + 0.75 * both[0], (both[1] > 0.5).astype(np.float64)

    return fractions((2, *shape)).map(split)


def labelled_rows(min_classes: int = 2) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(p, y)`: `(n, c)` probabilities, rows summing to 1, none near 0 or 1, and one-hot rows."""
    sizes = itertools.product(range(1, 6), range(min_classes, 6))
    return st.sampled_from(list(sizes)).flatmap(_labelled_rows_of)


@functools.cache
def _labelled_rows_of(shape: Shape) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    rows, classes = shape

    def split(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scores, labels = 2.0 + numbers[:, :classes] % 8, numbers[:, classes] % classes
        return scores / scores.sum(axis=1, keepdims=True), np.eye(classes)[labels]

    return _bytes((rows, classes + 1)).map(split)


def labels_and_classes() -> SearchStrategy[tuple[np.ndarray, int]]:
    """`(labels, num_classes)` with labels in 0..num_classes-1, at least one."""
    sizes = itertools.product(range(1, 7), range(1, 7))
    return st.sampled_from(list(sizes)).flatmap(_labels_and_classes_of)


@functools.cache
def _labels_and_classes_of(size: tuple[int, int]) -> SearchStrategy[tuple[np.ndarray, int]]:
    count, classes = size
    return whole_numbers((count,), 0, classes - 1).map(lambda labels: (labels, classes))


# --- ch06_images --------------------------------------------------------------------------------------------


# --- ch07_preparation ---------------------------------------------------------------------------------------


# --- ch08_environment ---------------------------------------------------------------------------------------


# --- ch09_opencv -----------------------------------------------------------------------------------------

# A picture is made from a few drawn numbers, which costs less and shrinks better than drawn pixels. Height
# and width always differ: a square picture hides that they were swapped.


def rough_picture(height: int, width: int, seed: int, channels: int = 3) -> np.ndarray:
    """(h, w, 3) or (h, w) uint8 in which every pixel is drawn on its own: no two filters agree on it."""
    shape = (height, width, channels) if channels > 1 else (height, width)
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def smooth_picture(height: int, width: int, seed: int, channels: int = 3) -> np.ndarray:
    """(h, w, 3) or (h, w) uint8 of gentle waves between 60 and 240.

    Steep enough that half a pixel shows, not so steep that a 32nd of a pixel does: OpenCV before version 5
    rounds positions to that. Bright up to the edges, so that black from outside shows.
    """
    draw = np.random.default_rng(seed)
    speeds, phases = draw.uniform(0.25, 0.5, (2, channels)), draw.uniform(0, 2 * np.pi, (2, channels))
    rows = np.sin(np.arange(height)[:, None, None] * speeds[0] + phases[0])
    columns = np.sin(np.arange(width)[:, None] * speeds[1] + phases[1])
    picture = (150 + 90 * rows * columns).round().astype(np.uint8)  # each channel has waves of its own
    return picture if channels > 1 else picture[..., 0]


def rough_pictures(smallest: int = 8, largest: int = 24, channels: int = 3) -> Arrays:
    return _pictures(rough_picture, smallest, largest, channels)


def smooth_pictures(smallest: int = 8, largest: int = 24, channels: int = 3) -> Arrays:
    return _pictures(smooth_picture, smallest, largest, channels)


def _pictures(
    picture: Callable[[int, int, int, int], np.ndarray], smallest: int, largest: int, channels: int
) -> Arrays:
    side = st.integers(smallest, largest)
    sizes = st.tuples(side, side).filter(lambda size: size[0] != size[1])
    return st.builds(lambda size, seed: picture(*size, seed, channels), sizes, st.integers(0, 9999))


def size_factors() -> SearchStrategy[float]:
    """Factors that a float holds exactly: `int(w * factor)` is the same in whatever order it is computed."""
    return st.sampled_from([0.25, 0.375, 0.5, 0.625, 0.75, 1.0, 1.25, 1.5, 1.875, 2.0])


def margin_shares() -> SearchStrategy[float]:
    """Shares of a side below a half, exact in a float, 0 among them."""
    return st.integers(0, 7).map(lambda sixteenths: sixteenths / 16)


def turning_angles() -> SearchStrategy[int]:
    """Degrees, away from those at which clockwise and counter-clockwise are the same."""
    return st.integers(-165, 165).filter(lambda angle: abs(angle) >= 10)


@st.composite
def slanted_pictures(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`(image, src, dst)`: `src` lies near the corners, and no point goes further than a fifth of a side."""
    image = draw(smooth_pictures(smallest=12))
    size = np.array(image.shape[1::-1])  # (width, height)
    corners = np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]])
    steps = np.random.default_rng(draw(st.integers(0, 9999))).uniform(-0.1, 0.1, (2, 4, 2))
    order = draw(st.permutations(range(4)))
    src, dst = ((corners + step)[order] * size for step in steps)
    return image, src.round(1).astype(np.float32), dst.round(1).astype(np.float32)


# --- ch10_mnist ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TinyMnist:
    """A few made-up "digits" like MNIST's: `(n, 28, 28)` uint8 images and `(n,)` uint8 labels."""

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray

    def files(self) -> dict[str, bytes]:
        """The four files by their names."""
        return {
            "train-images-idx3-ubyte": idx_file(self.train_images),
            "train-labels-idx1-ubyte": idx_file(self.train_labels),
            "t10k-images-idx3-ubyte": idx_file(self.test_images),
            "t10k-labels-idx1-ubyte": idx_file(self.test_labels),
        }


def tiny_mnist(train: int = 12, test: int = 7, seed: int = 0) -> TinyMnist:
    """Noise with every brightness from 0 to 255 in each image; no two images are alike."""
    rng = np.random.default_rng(seed)

    def part(n: int) -> tuple[np.ndarray, np.ndarray]:
        images = rng.integers(0, 256, (n, 28, 28), dtype=np.uint8)
        images[:, 0, :2] = 0, 255
        return images, rng.integers(0, 10, n, dtype=np.uint8)

    return TinyMnist(*part(train), *part(test))


def idx_file(array: np.ndarray) -> bytes:
    """A uint8 array in the format that MNIST's files have: a magic number, the sides, the values."""
    sides = b"".join(side.to_bytes(4, "big") for side in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sides + array.astype(np.uint8).tobytes()


def batch_of_small_images(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`(count, 1, 8, 8)` float32 images in 0..1 and `(count,)` int64 labels 0..9."""
    rng = np.random.default_rng(seed)
    return rng.random((count, 1, 8, 8), dtype=np.float32), rng.integers(0, 10, count)


def images_of_brightness(classes: np.ndarray, seed: int = 0) -> np.ndarray:
    """`(n, 28, 28)` uint8 images of noise whose mean is `class / 9` of white, for classes 1..8."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(-9, 10, (len(classes), 28, 28))
    return (np.rint(np.asarray(classes) * 255 / 9)[:, None, None] + noise).clip(0, 255).astype(np.uint8)


def images_with_bright_stretch(classes: np.ndarray, seed: int = 0) -> np.ndarray:
    """`(n, 28, 28)` uint8 images of dark noise; of ten stretches of 78 pixels the class's is bright."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 90, (len(classes), 28 * 28))
    for row, one in zip(pixels, np.asarray(classes), strict=True):
        row[78 * one : 78 * (one + 1)] += 150
    return pixels.reshape(-1, 28, 28).astype(np.uint8)


def predictions_and_labels() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """Two `(n,)` int64 arrays of digits, about half of which agree."""

    def build(pairs: list[tuple[int, int, bool]]) -> tuple[np.ndarray, np.ndarray]:
        labels = np.array([label for label, _, _ in pairs], dtype=np.int64)
        predictions = np.array([label if right else other for label, other, right in pairs], dtype=np.int64)
        return predictions, labels

    digit = st.integers(0, 9)
    return st.lists(st.tuples(digit, digit, st.booleans()), min_size=1, max_size=40).map(build)


# --- ch11_field ---------------------------------------------------------------------------------------------


# --- ch12_future --------------------------------------------------------------------------------------------


def square_images() -> Arrays:
    """uint8 `(n, h, h)`, at least one image."""
    sizes = [(count, side, side) for count in range(1, 6) for side in range(1, 6)]
    return st.sampled_from(sizes).flatmap(_bytes_of)


def modalities() -> SearchStrategy[tuple[list[np.ndarray], np.ndarray]]:
    """Up to four arrays `(n, c)` of probabilities, and a weight of 0 or more for each; not all are 0."""
    sizes = [(kinds, n, c) for kinds in range(1, 5) for n in range(1, 5) for c in range(1, 5)]
    return st.sampled_from(sizes).flatmap(_modalities_of)


@functools.cache
def _modalities_of(size: Shape) -> SearchStrategy[tuple[list[np.ndarray], np.ndarray]]:
    def build(raw: tuple[np.ndarray, np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
        parts, weights = raw[0].astype(np.float64) + 1, raw[1] / 8
        weights[-1] += 0.125 * (weights.sum() == 0)
        return list(parts / parts.sum(axis=-1, keepdims=True)), weights

    return st.tuples(_bytes_of(size), _bytes_of(size[:1])).map(build)
