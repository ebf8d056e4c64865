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

# Points are made from a drawn seed. Where the nearest is asked for it is nearest by far, whatever arithmetic
# is used; ties have tests of their own.


def _eighths_of(seed: int, *shape: int) -> np.ndarray:
    """float64 of that shape, multiples of 1/8 in -8..8."""
    return np.random.default_rng(seed).integers(-64, 65, shape) / 8


def _small_seeds() -> SearchStrategy[int]:
    return st.integers(0, 9999)


def _clear(points: np.ndarray, centers: np.ndarray) -> bool:
    """Whether every point is nearer to one centre than to all others by more than rounding."""
    squares = np.sort(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    return squares.shape[1] < 2 or bool(np.all(squares[:, 1] - squares[:, 0] > 0.01))


def labelled_points() -> SearchStrategy[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """`(train_x, train_y, query_x)`; a label tells nothing about its point's place in the order."""

    def build(size: tuple[int, int, int], seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        trained, asked, dims = size
        labels = np.random.default_rng(seed + 1).permutation(np.arange(20, 20 + trained))
        return _eighths_of(seed, trained, dims), labels, _eighths_of(seed + 2, asked, dims)

    sizes = st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(1, 3))
    return st.builds(build, sizes, _small_seeds()).filter(lambda case: _clear(case[2], case[0]))


def line_points() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(x, y)`, two to eight points in any order, on at least two different x."""

    def build(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        draw = np.random.default_rng(seed)
        x = draw.permutation(np.concatenate([[-2.0, 3.0], draw.integers(-8, 9, size - 2) / 2]))
        return x, _eighths_of(seed + 1, size)

    return st.builds(build, st.integers(2, 8), _small_seeds())


def series_and_window() -> SearchStrategy[tuple[np.ndarray, int]]:
    """`(series, window)` with a window from 1 to the whole series."""
    sizes = st.integers(1, 9).flatmap(lambda size: st.tuples(st.just(size), st.integers(1, size)))
    return st.builds(lambda size, seed: (_eighths_of(seed, size[0]), size[1]), sizes, _small_seeds())


def points_and_centers() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(points, centers)`; often a centre among them is too far away to get a point."""

    def build(size: tuple[int, int, int], far: bool, seed: int) -> tuple[np.ndarray, np.ndarray]:
        points, count, dims = size
        centers = _eighths_of(seed + 1, count, dims)
        centers[seed % count] += 100 * far
        return _eighths_of(seed, points, dims), centers

    sizes = st.tuples(st.integers(1, 9), st.integers(1, 4), st.integers(1, 3))
    return st.builds(build, sizes, st.booleans(), _small_seeds()).filter(lambda case: _clear(*case))


def spread_points() -> SearchStrategy[tuple[np.ndarray, int]]:
    """`(x, k)`: along each principal axis the points are spread half as wide as along the one before."""

    def build(dims: int, k: int, more: int, seed: int) -> tuple[np.ndarray, int]:
        draw = np.random.default_rng(seed)
        rows = draw.normal(size=(dims + 2 + more, dims))
        scores = np.linalg.qr(rows - rows.mean(axis=0))[0] * 32.0 / 2.0 ** np.arange(dims)
        axes = np.linalg.qr(draw.normal(size=(dims, dims)))[0]
        return (scores @ axes + draw.integers(-9, 10, dims)).round(3), min(k, dims)

    return st.builds(build, st.integers(1, 4), st.integers(1, 4), st.integers(0, 4), _small_seeds())


def q_steps() -> SearchStrategy[tuple[np.ndarray, int, int, float, int, float, float]]:
    """Arguments of `q_update`: up to four states and three actions, values of either sign."""

    def build(states: int, actions: int, seed: int) -> tuple[np.ndarray, int, int, float, int, float, float]:
        draw = np.random.default_rng(seed)
        state, after = (int(number) for number in draw.integers(0, states, 2))
        reward, alpha, gamma = draw.integers(-24, 25) / 8, draw.integers(1, 9) / 8, draw.integers(1, 9) / 8
        table = _eighths_of(seed + 1, states, actions)
        return table, state, int(draw.integers(0, actions)), float(reward), after, float(alpha), float(gamma)

    return st.builds(build, st.integers(1, 4), st.integers(1, 3), _small_seeds())


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


def records() -> SearchStrategy[list[dict[str, object]]]:
    """Up to ten labelled records of up to four ids; a third has no label, in one way or another."""
    blank: list[dict[str, object]] = [{}, {"label": None}, {"label": ""}, {"label": " \t\n"}]
    labels = [{"label": text} for text in ("cat", " Cat", "DOG\n", "\tred Fox ", "여우", "owl")]
    more = [{"label": "cat", "page": 3}, {"label": "Owl", "id_card": "x"}, {"label": "OWL", "note": None}]
    ids: list[object] = [0, 7, "a", "b-7"]
    rest = st.sampled_from([*blank, *labels, *more])
    record = st.builds(lambda number, other: {"id": number, **other}, st.sampled_from(ids), rest)
    return st.lists(record, max_size=10)


def label_pairs() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(a, b)`: one to twelve labels 0..3 of two people, who agree on about half of them."""

    def build(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        draw = np.random.default_rng(seed)
        a, other = draw.integers(0, 4, (2, size))
        return a, np.where(draw.random(size) < 0.4, a, other)

    return st.builds(build, st.integers(1, 12), st.integers(0, 9999))


def class_probabilities() -> SearchStrategy[tuple[np.ndarray, list[str]]]:
    """`(probabilities, class_names)` of one to eight classes, no two equally probable."""

    def build(size: int, seed: int) -> tuple[np.ndarray, list[str]]:
        draw = np.random.default_rng(seed)
        shares = draw.permutation(np.arange(1, size + 1) ** 2)
        names = ["cat", "dog", "owl", "fox", "고양이", "hen", "two words", "bee"]
        return shares / shares.sum(), [str(name) for name in draw.permutation(names)[:size]]

    return st.builds(build, st.integers(1, 8), st.integers(0, 9999))


# --- ch04_networks ------------------------------------------------------------------------------------------


def layer_inputs() -> SearchStrategy[list[np.ndarray]]:
    """`[x, w, b]` of a dense layer: (n, i), (i, o) and (o,)."""
    sizes = itertools.product(range(1, 5), repeat=3)
    return st.sampled_from(list(sizes)).flatmap(
        lambda size: _reals_of((size[0], size[1]), (size[1], size[2]), (size[2],))
    )


def networks() -> SearchStrategy[tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]]:
    """`(x, layers)` of one to four dense layers, each number a multiple of 1/64 in -2..2."""
    sizes = [size for layers in range(1, 5) for size in itertools.product((2, 3, 1), repeat=layers + 1)]
    return st.tuples(st.integers(1, 3), st.sampled_from(sizes)).flatmap(_network_of)


def _network_of(
    case: tuple[int, Shape],
) -> SearchStrategy[tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]]:
    rows, sizes = case
    weights = list(itertools.pairwise(sizes))

    def build(arrays: list[np.ndarray]) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
        x, *rest = (array / 8 for array in arrays)
        return x, list(zip(rest[: len(weights)], rest[len(weights) :], strict=True))

    return _reals_of((rows, sizes[0]), *weights, *((size,) for size in sizes[1:])).map(build)


def convolutions() -> SearchStrategy[tuple[np.ndarray, np.ndarray, int, int]]:
    """`(image, kernel, stride, padding)`; never both square; the kernel fits without the padding."""
    sides, steps, frames = range(1, 7), range(1, 4), range(3)
    cases = [
        case
        for case in itertools.product(sides, sides, range(1, 4), range(1, 4), steps, frames)
        if (case[0], case[2]) != (case[1], case[3]) and case[2] <= case[0] and case[3] <= case[1]
    ]
    return st.sampled_from(cases).flatmap(
        lambda case: _reals_of(case[:2], case[2:4]).map(lambda arrays: (*arrays, *case[4:]))
    )


def poolings() -> SearchStrategy[tuple[np.ndarray, int, int]]:
    """`(image, size, stride)`; the window fits, the stride is any, most numbers are negative."""
    sides = range(1, 8)
    cases = [
        case
        for case in itertools.product(sides, sides, range(1, 4), range(1, 5))
        if case[0] != case[1] and case[2] <= min(case[:2])
    ]
    return st.sampled_from(cases).flatmap(
        lambda case: reals(case[:2]).map(lambda image: (image - 8, case[2], case[3]))
    )


def side_lengths() -> SearchStrategy[tuple[int, int, int, int]]:
    """`(size, kernel, stride, padding)` of one direction; the kernel fits."""
    numbers = st.tuples(st.integers(1, 40), st.integers(1, 9), st.integers(1, 5), st.integers(0, 4))
    return numbers.filter(lambda case: case[1] <= case[0] + 2 * case[3])


def sequences() -> SearchStrategy[list[np.ndarray]]:
    """`[x, w_x, w_h, b, h0]` of a recurrent layer, small enough for tanh not to be 1."""
    sizes = itertools.product(range(1, 5), range(1, 4), range(1, 4))

    def shaped(size: tuple[int, int, int]) -> SearchStrategy[list[np.ndarray]]:
        steps, inputs, states = size
        return _reals_of((steps, inputs), (inputs, states), (states, states), (states,), (states,))

    return st.sampled_from(list(sizes)).flatmap(shaped).map(lambda arrays: [array / 16 for array in arrays])


def queries_keys_values() -> SearchStrategy[list[np.ndarray]]:
    """`[q, k, v]` of attention: (n, d), (m, d) and (m, dv)."""
    sizes = itertools.product(range(1, 4), range(1, 5), range(1, 5), range(1, 4))

    def shaped(size: tuple[int, int, int, int]) -> SearchStrategy[list[np.ndarray]]:
        queries, keys, width, values = size
        return _reals_of((queries, width), (keys, width), (keys, values))

    return st.sampled_from(list(sizes)).flatmap(shaped).map(lambda arrays: [array / 8 for array in arrays])


def scores_and_labels() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(scores, labels)`: (n, c) multiples of 1/64 in -2..2, and (n,) classes."""
    sizes = itertools.product(range(1, 5), range(1, 6))

    def shaped(size: tuple[int, int]) -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
        return st.tuples(reals(size).map(lambda scores: scores / 8), whole_numbers(size[:1], 0, size[1] - 1))

    return st.sampled_from(list(sizes)).flatmap(shaped)


@functools.cache
def _reals_of(*shapes: Shape) -> SearchStrategy[list[np.ndarray]]:
    """`reals` of each shape, from one draw."""
    ends = list(itertools.accumulate(map(math.prod, shapes)))

    def cut(raw: np.ndarray) -> list[np.ndarray]:
        parts = np.split(_eighths(raw), ends[:-1])
        return [part.reshape(shape).copy() for part, shape in zip(parts, shapes, strict=True)]

    return _bytes((ends[-1],)).map(cut)


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


_STRONG = np.array([raw if raw % 4 else 255 * (raw // 4 % 2) for raw in range(256)], dtype=np.uint8)


def strong_colors(max_side: int = 6) -> Arrays:
    """Colour images in which a quarter of the values is 0 or 255, where conversions overflow and clip."""
    return color_images(1, max_side).map(lambda image: _STRONG[image])


def colors() -> Arrays:
    """(3,) uint8 colours, dark ones often."""
    darkness = st.sampled_from([1, 1, 4, 16])
    return st.tuples(_bytes((3,)), darkness).map(lambda drawn: drawn[0] // np.uint8(drawn[1]))


@st.composite
def images_with_regions(draw: st.DrawFn) -> tuple[np.ndarray, int, int, int, int]:
    """`(image, x, y, w, h)`: a region that is not empty and lies within the image, gray or colour."""
    image = draw(images())
    height, width = image.shape[:2]
    x, y = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    return image, x, y, draw(st.integers(1, width - x)), draw(st.integers(1, height - y))


def kernels() -> Arrays:
    """float64 with odd sides up to 5, not always square: multiples of 1/64 in -2..2."""
    sizes = [(1, 1), (1, 3), (3, 1), (3, 3), (3, 5), (5, 3), (5, 5)]
    return st.sampled_from(sizes).flatmap(reals).map(lambda kernel: kernel / 8)


def points_and_matrices() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(points, matrix)`: `(n, 2)` and `(2, 3)` float64."""
    return st.integers(1, 5).flatmap(lambda n: st.tuples(reals((n, 2)), reals((2, 3))))


@st.composite
def quadrilaterals(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """`(src, dst)`, both (4, 2) float64: corners of convex figures around the origin, in one random order.

    Far from degenerate, so that float32 arithmetic is precise enough.
    """
    corners = 4.0 * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    order = draw(st.permutations(range(4)))
    src, dst = (corners + draw(whole_numbers((4, 2), -6, 6)) / 4 for _ in range(2))
    return src[order], dst[order]


# --- ch07_preparation ---------------------------------------------------------------------------------------


def splits() -> SearchStrategy[tuple[int, tuple[float, float, float], int]]:
    """`(n, fractions, seed)`: fractions that sum to 1 but for rounding, some of them 0."""
    weights = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).filter(any)
    return st.builds(_split_of, st.integers(1, 60), weights, seeds())


def _split_of(
    n: int, weights: tuple[int, int, int], seed: int
) -> tuple[int, tuple[float, float, float], int]:
    first, second, third = (weight / sum(weights) for weight in weights)
    return n, (first, second, third), seed


def train_and_test_rows() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(train, test)` of one width; few different values, so that rows meet again, also more than once."""
    counts = st.integers(1, 8)
    return st.builds(_rows_of, counts, counts, st.integers(1, 3), st.integers(0, 9999))


def _rows_of(trained: int, tested: int, width: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rows = np.random.default_rng(seed).integers(0, 3, (trained + tested, width)) / 8
    return rows[:trained], rows[trained:]


def labelled_images() -> SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    """`(images, labels)`: `(n, h, w)` uint8, never square, and `(n,)` int64."""
    sizes = st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4)).filter(lambda s: s[1] != s[2])
    return st.builds(_labelled_images_of, sizes, st.integers(0, 9999))


def _labelled_images_of(shape: Shape, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, shape, dtype=np.uint8), rng.integers(0, 10, shape[0])


def cuts() -> SearchStrategy[tuple[int, int, bool, int]]:
    """`(n, batch_size, drop_last, seed)`; often a full number of batches, sometimes not one."""
    return st.tuples(st.integers(0, 12), st.integers(1, 5), st.booleans(), seeds())


def lists_of_arrays(copies: int) -> SearchStrategy[list[list[np.ndarray]]]:
    """`copies` lists of arrays, each list with the same one to three shapes in the same order."""
    some = st.lists(shapes(1, 3, 1, 3), min_size=1, max_size=3)
    return some.flatmap(lambda each: st.tuples(*(reals((copies, *shape)) for shape in each))).map(
        lambda stacks: [[stack[copy].copy() for stack in stacks] for copy in range(copies)]
    )


def step_sizes() -> SearchStrategy[float]:
    """Learning rates that a float holds exactly, none of them 1."""
    return st.sampled_from([0.5, 0.25, 0.125, 2.0, 0.0625])


def momenta() -> SearchStrategy[float]:
    """How much of a velocity is kept."""
    return st.sampled_from([0.5, 0.875, 0.75, 0.0, 1.0])


def losses_and_patience() -> SearchStrategy[tuple[np.ndarray, int]]:
    """`(validation_losses, patience)`: few different losses, so that they tie."""
    losses = st.lists(st.integers(-3, 9), min_size=1, max_size=12)
    return st.tuples(losses.map(lambda values: np.array(values) / 8), st.integers(1, 4))


# --- ch08_environment ---------------------------------------------------------------------------------------


def drivers_and_toolkits() -> SearchStrategy[tuple[str, str, str]]:
    """`(driver, toolkit, platform)`: drivers around the versions of table 3, and all of its toolkits."""
    toolkits = [
        f"11.{minor}.{update}"
        for minor, last in [(5, 1), (4, 3), (3, 1), (2, 2)]
        for update in range(last + 1)
    ]
    linux = st.builds(_driver_of_three, st.integers(458, 497), st.integers(0, 99), st.integers(0, 9))
    windows = st.builds(_driver_of_two, st.integers(458, 497), st.integers(0, 99))
    both = st.one_of(st.tuples(linux, st.just("linux")), st.tuples(windows, st.just("windows")))
    return st.tuples(both, st.sampled_from(toolkits)).map(lambda case: (case[0][0], case[1], case[0][1]))


def _driver_of_three(major: int, minor: int, patch: int) -> str:
    return f"{major}.{minor:02}.{patch:02}"


def _driver_of_two(major: int, minor: int) -> str:
    return f"{major}.{minor:02}"


@dataclass(frozen=True)
class SmiReport:
    """What a made-up `nvidia-smi` says; the defaults are slide 8.2's.

    `spread` spaces more than needed stand between the columns.
    """

    driver: str = "462.80"
    cuda: str = "11.2"
    perf: str = "P8"
    used: int = 161
    total: int = 8192
    smi: str = "462.80"
    fan: str = "N/A"
    temperature: str = "N/A"
    power: str = "8W /  N/A"
    load: int = 0
    spread: int = 3

    def text(self) -> str:
        """The output, laid out like slide 8.2."""
        gap = " " * (1 + self.spread)
        versions = [
            f"| NVIDIA-SMI {self.smi}",
            f"Driver Version: {self.driver}",
            f"CUDA Version: {self.cuda}",
            "|",
        ]
        memory = f"{self.used}MiB / {self.total:>5}MiB"
        states = [self.fan, self.temperature, self.perf, self.power, memory, f"{self.load}%", "Default", "|"]
        return "\n".join(
            [
                "Sun Dec 26 12:01:30 2021",
                "",
                "+-----+",
                gap.join(versions),
                "+-----+-----+",
                "| GPU Name   TCC/WDDM  Bus-Id  Disp.A   Volatile Uncorr. ECC    |",
                "| Fan  Temp  Perf  Pwr:Usage/Cap  Memory-Usage  GPU-Util  Compute M. |",
                "| " + gap.join(states),
                "+-----+-----+",
                "",
                "Processes:",
                "GPU  GI  CI  PID  Type  Process name                        GPU Memory",
                "ID   ID   ID                   Usage",
                "--  --  --  --  --  --",
                "0   N/A  N/A  1476  C+G   Insufficient Permissions            N/A",
                "",
            ]
        )

    def facts(self) -> dict[str, object]:
        """What is to be read from it."""
        return {
            "driver": self.driver,
            "cuda": self.cuda,
            "perf": self.perf,
            "memory_used_mib": self.used,
            "memory_total_mib": self.total,
        }


def smi_reports() -> SearchStrategy[SmiReport]:
    """Reports with other numbers and spaces; the driver is seldom what stands beside NVIDIA-SMI."""
    versions = st.builds(_driver_of_two, st.integers(340, 610), st.integers(0, 99)) | st.builds(
        _driver_of_three, st.integers(340, 610), st.integers(0, 199), st.integers(0, 9)
    )
    total = st.integers(1, 81920)
    return st.builds(
        SmiReport,
        driver=versions,
        cuda=st.builds("{}.{}".format, st.integers(8, 13), st.integers(0, 9)),
        perf=st.builds("P{}".format, st.integers(0, 12)),
        used=st.integers(0, 81920),
        total=total,
        smi=versions,
        fan=st.sampled_from(["N/A", "0%", "30%", "100%"]),
        temperature=st.sampled_from(["N/A", "41C", "83C"]),
        power=st.sampled_from(["8W /  N/A", "45W / 115W", "N/A /  N/A"]),
        load=st.integers(0, 100),
        spread=st.integers(0, 12),
    )


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
