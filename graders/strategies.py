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


def scored_rows() -> SearchStrategy[tuple[np.ndarray, np.ndarray, int]]:
    """`(scores, labels, k)`: `(n, c)` scores without ties in a row, some below 0, and k in 1..c."""
    sizes = [(n, c, k) for n in range(1, 6) for c in range(1, 6) for k in range(1, c + 1)]
    return st.sampled_from(sizes).flatmap(_scored_rows_of)


@functools.cache
def _scored_rows_of(size: tuple[int, int, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray, int]]:
    n, c, k = size

    def split(raw: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        return _ranks(raw[:, :c]) / 4 - 0.5, raw[:, c].astype(np.int64) % c, k

    return _bytes((n, c + 1)).map(split)


def _ranks(raw: np.ndarray) -> np.ndarray:
    """0, 1, 2, ... along the last axis, the smallest number first: equal numbers become different ones."""
    return np.argsort(np.argsort(raw, axis=-1, kind="stable"), axis=-1, kind="stable")


def two_boxes() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """Two boxes (x, y, w, h) of halves, often overlapping, some without an area."""

    def split(raw: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        boxes = raw % [20, 20, 17, 17] / 2 - [3, 3, 0, 0]
        return boxes[0].copy(), boxes[1].copy()

    return _bytes((2, 4)).map(split)


def detections() -> SearchStrategy[tuple[np.ndarray, np.ndarray, float]]:
    """`(boxes, scores, threshold)` of up to 7 boxes close together, all with an area.

    Thresholds are eighths: an IoU of integer boxes this small is equal to one or well away from it, whatever
    it is computed with.
    """
    counts, eighths = st.integers(0, 7), st.integers(0, 8)
    return st.tuples(counts, eighths).flatmap(_detections_of)


@functools.cache
def _detections_of(size: tuple[int, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray, float]]:
    count, eighths = size

    def split(raw: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
        boxes = raw[:, :4] % [6, 6, 6, 6] + [0.0, 0.0, 2.0, 2.0]
        return boxes, (_ranks(raw[:, 4]) + 1) / 8, eighths / 8

    return _bytes((count, 5)).map(split)


def class_maps() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(classes, palette)`: `(h, w)` class numbers and `(c, 3)` uint8 colours."""
    return st.tuples(shapes(2, 2, 1, 6), st.integers(1, 5)).flatmap(_class_map_of)


@functools.cache
def _class_map_of(size: tuple[Shape, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    shape, classes = size
    return st.tuples(whole_numbers(shape, 0, classes - 1), _bytes((classes, 3)))


def masks(max_side: int = 7) -> Arrays:
    """`(h, w)` bool, about half True: regions that touch at corners, in rings and in combs."""
    return shapes(2, 2, 1, max_side).flatmap(_bytes).map(lambda raw: raw % 2 == 1)


# Written so that mistakes differ: other cases, words inside of words, punctuation.
WORDS = ("cat", "the", "dog", "Cat", "THE", "cats", "other", "dog.", "고양이", "concat", "Dog", "a")
GAPS = (" ", "  ", "\n", "\t")


def texts(max_words: int = 10) -> SearchStrategy[str]:
    """Words of `WORDS`, separated by white space of every kind."""
    return st.integers(0, max_words).flatmap(_text_of)


@functools.cache
def _text_of(count: int) -> SearchStrategy[str]:
    def join(raw: np.ndarray) -> str:
        return "".join(WORDS[word % len(WORDS)] + GAPS[gap % len(GAPS)] for word, gap in raw)

    return _bytes((count, 2)).map(join)


def vocabularies() -> SearchStrategy[list[str]]:
    """Lower-case words, each once, in any order."""
    words = ["cat", "the", "dog", "cats", "other", "고양이", "a", "bird"]
    return st.lists(st.sampled_from(words), min_size=1, max_size=5, unique=True)


def tagged_tokens() -> SearchStrategy[tuple[list[str], list[str]]]:
    """`(tokens, tags)` of up to 9 tokens, with every sequence of BIO tags."""
    tags = st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "I-PER"])

    def with_tokens(drawn: list[str]) -> tuple[list[str], list[str]]:
        return [f"word{number}" for number in range(len(drawn))], drawn

    return st.lists(tags, max_size=9).map(with_tokens)


def spoken_and_written() -> SearchStrategy[tuple[str, str]]:
    """`(reference, hypothesis)`: 1 to 7 words, some of them dropped, replaced or followed by another one."""
    return st.integers(1, 7).flatmap(_spoken_and_written_of)


@functools.cache
def _spoken_and_written_of(count: int) -> SearchStrategy[tuple[str, str]]:
    few = ("the", "cat", "sat", "The")

    def write(raw: np.ndarray) -> tuple[str, str]:
        said = [few[word % 4] for word, _change, _other in raw]
        written = []
        for word, (_, change, number) in zip(said, raw, strict=True):
            other = few[number % 4]
            written += [[word], [word], [], [other], [word, other], [other, word]][change % 6]
        return " ".join(said), " ".join(written)

    return _bytes((count, 3)).map(write)


def reward_sequences() -> SearchStrategy[tuple[np.ndarray, float]]:
    """`(rewards, gamma)`: up to 7 rewards, gamma an eighth in 0..1."""
    return st.tuples(st.integers(0, 7).flatmap(lambda count: reals((count,))), _eighths_of_one())


def _eighths_of_one() -> SearchStrategy[float]:
    return st.integers(0, 8).map(lambda number: number / 8)


def answers_of_a_discriminator() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(d_real, d_fake)` in 0.1..0.9, seldom equally many: far enough inside for any way to clip."""
    return st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(_answers_of)


@functools.cache
def _answers_of(size: tuple[int, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    real, fake = size
    return fractions((real + fake,)).map(lambda p: (0.1 + 0.8 * p[:real], 0.1 + 0.8 * p[real:]))


def wafers() -> SearchStrategy[tuple[np.ndarray, np.ndarray, int]]:
    """`(reference, sample, threshold)`: differences of 0, just the threshold, one more, and the most."""
    return st.tuples(shapes(2, 2, 1, 8), st.sampled_from([0, 1, 30, 100, 200])).flatmap(_wafers_of)


@functools.cache
def _wafers_of(size: tuple[Shape, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray, int]]:
    shape, threshold = size

    def split(raw: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        reference = raw[0].astype(np.int64)
        change = np.array([0, 0, threshold, threshold + 1, 255])[raw[1] % 5]
        changed = reference + np.where(reference + change > 255, -change, change)
        return raw[0].copy(), changed.clip(0, 255).astype(np.uint8), threshold

    return _bytes((2, *shape)).map(split)


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


def images_and_boxes() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(image, boxes)`: an image without black and up to 4 boxes, many of them partly or wholly outside."""
    return st.tuples(shapes(2, 2, 1, 7), st.sampled_from([1, 3]), st.integers(0, 4)).flatmap(_image_and_boxes)


@functools.cache
def _image_and_boxes(size: tuple[Shape, int, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    shape, channels, count = size

    def split(raw: np.ndarray) -> np.ndarray:
        return raw.astype(np.int64) % [14, 14, 8, 8] - [5, 5, 0, 0]

    image = _bytes((*shape, channels) if channels > 1 else shape).map(lambda raw: np.maximum(raw, 1))
    return st.tuples(image, _bytes((count, 4)).map(split))


# Each # is a digit. What is hidden, and what looks much like it but is not.
HIDDEN = ("######-#######", "####-####-####-####", "010-####-####")
NOT_HIDDEN = (
    "#######-#######", "######-########", "######-######", "#####-#######", "#############",
    "###### #######", "####-####-####-#####", "#####-####-####-####", "####-####-####", "################",
    "#### #### #### ####", "010-####-#####", "#010-####-####", "010-###-####", "010########",
    "010 #### ####", "010.####.####", "####-##-##", "02-###-####", "######", "#.##", "1###-####",
)  # fmt: skip
AROUND = (" ", ", ", "\n", "은 ", "로", "(", ")", "/", "번 고객: ", "A")


def texts_with_numbers() -> SearchStrategy[str]:
    """Numbers of the forms to hide and others, with white space, signs and letters between them."""
    return st.integers(0, 6).flatmap(_text_with_numbers)


@functools.cache
def _text_with_numbers(count: int) -> SearchStrategy[str]:
    def write(raw: np.ndarray) -> str:
        text = ""
        for kind, which, around, *digits in raw:
            forms = HIDDEN if kind % 2 else NOT_HIDDEN
            number = iter(digits)
            form = forms[which % len(forms)]
            text += AROUND[around % len(AROUND)]
            text += "".join(str(next(number) % 10) if mark == "#" else mark for mark in form)
        return text + "입니다"

    return _bytes((count, 3 + 17)).map(write)


def confident_rows() -> SearchStrategy[tuple[np.ndarray, float]]:
    """`(probabilities, threshold)`: no row has its highest probability twice; the threshold is an eighth.

    A probability is equal to it or well away from it, whatever it is computed with.
    """
    sizes = itertools.product(range(1, 7), range(1, 5))
    return st.tuples(st.sampled_from(list(sizes)).flatmap(_confident_rows_of), _eighths_of_one())


@functools.cache
def _confident_rows_of(shape: Shape) -> Arrays:
    def normalise(raw: np.ndarray) -> np.ndarray:
        counts = raw % 8
        counts[np.arange(len(raw)), counts.argmax(axis=1)] += 1
        return counts / counts.sum(axis=1, keepdims=True)

    return _bytes(shape).map(normalise)


def weights(max_dims: int = 3) -> Arrays:
    """float64 of up to three dimensions, multiples of 1/8, never empty."""
    return real_arrays(1, max_dims, 4)


def int8_arrays() -> Arrays:
    """int8 of up to three dimensions, every value but -128."""
    return shapes(1, 3, 1, 4).flatmap(lambda shape: whole_numbers(shape, -127, 127)).map(np.int8)


def weights_to_prune() -> SearchStrategy[tuple[np.ndarray, float]]:
    """`(weights, fraction)`: some weights equal up to the sign, some 0; the fraction is an eighth in 0..1."""
    few = shapes(1, 3, 1, 4).flatmap(lambda shape: whole_numbers(shape, -5, 6)).map(lambda number: number / 2)
    return st.tuples(st.one_of(few, weights()), _eighths_of_one())


# --- ch12_future --------------------------------------------------------------------------------------------
