"""Right answers to chapter 4 written otherwise: none may be refused."""

import numpy as np

from tests.course.answers import right_answer

# --- relu ---


@right_answer("relu")
def masked(x):
    return x * (x > 0)


@right_answer("relu")
def half_the_sum_with_the_size(x):
    return (x + abs(x)) / 2


@right_answer("relu")
def looped_over_everything(x):
    out = np.empty_like(x)
    for place in np.ndindex(x.shape):
        out[place] = x[place] if x[place] > 0 else 0
    return out


@right_answer("relu")
def in_float32(x):
    return np.clip(x.astype(np.float32), 0, None)


@right_answer("relu")
def x_itself_where_nothing_changes(x):
    return x if (x >= 0).all() else np.where(x < 0, 0, x)


# --- sigmoid ---


@right_answer("sigmoid")
def by_tanh(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


@right_answer("sigmoid")
def clipped_far_out(x):
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@right_answer("sigmoid")
def two_halves(x):
    out = np.zeros(x.shape)
    positive = x >= 0
    out[positive] = 1 / (1 + np.exp(-x[positive]))
    growing = np.exp(x[~positive])
    out[~positive] = growing / (1 + growing)
    return out


@right_answer("sigmoid")
def by_logaddexp(x):
    return np.exp(-np.logaddexp(0, -x))


@right_answer("sigmoid")
def standard_library(x):
    import math

    def one(number):
        if number >= 0:
            return 1 / (1 + math.exp(-number))
        return math.exp(number) / (1 + math.exp(number))

    return np.array([one(number) for number in x.ravel().tolist()]).reshape(x.shape)


@right_answer("sigmoid")
def overflow_expected(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


@right_answer("sigmoid")
def warning_caught(x):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 1 / (1 + np.exp(-x))


@right_answer("sigmoid")
def single_precision(x):
    small = np.exp(-np.abs(x.astype(np.float32)))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small)).astype(np.float32)


# --- softmax ---


@right_answer("softmax")
def by_logarithms(x):
    shifted = x - x.max(-1)[..., None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(-1))[..., None])


@right_answer("softmax")
def row_by_row(x):
    rows = x.reshape(-1, x.shape[-1])
    out = []
    for row in rows:
        powers = [np.exp(score - max(row)) for score in row]
        out.append([power / sum(powers) for power in powers])
    return np.array(out).reshape(x.shape)


@right_answer("softmax")
def along_an_axis(x):
    def one(row):
        powers = np.exp(row - row.max())
        return powers / powers.sum()

    return np.apply_along_axis(one, -1, x)


@right_answer("softmax")
def float32_scores(x):
    x = x.astype("float32")
    powers = np.exp(x - np.amax(x, -1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers


@right_answer("softmax")
def axis_moved_to_the_front(x):
    x = np.moveaxis(x, -1, 0)
    powers = np.exp(x - x.max(0))
    return np.moveaxis(powers / powers.sum(0), 0, -1)  # a view


# --- dense ---


@right_answer("dense")
def three_loops(x, w, b):
    out = np.zeros((len(x), len(b)))
    for r in range(out.shape[0]):
        for o in range(out.shape[1]):
            total = b[o]
            for i in range(w.shape[0]):
                total += x[r, i] * w[i, o]
            out[r, o] = total
    return out


@right_answer("dense")
def by_einsum(x, w, b):
    return np.einsum("ni,io->no", x, w) + b


@right_answer("dense")
def broadcast_products(x, w, b):
    return (x[:, :, None] * w[None]).sum(axis=1) + b.reshape(1, -1)


@right_answer("dense")
def bias_as_a_row(x, w, b):
    return np.hstack([x, np.ones((len(x), 1))]).dot(np.vstack([w, b]))


@right_answer("dense")
def in_single_precision(x, w, b):
    return x.astype(np.float32) @ w.astype(np.float32) + b.astype(np.float32)


@right_answer("dense")
def turned_on_its_side(x, w, b):
    return (w.T @ x.T + b[:, None]).T


# --- mlp ---


@right_answer("mlp")
def counted(x, layers):
    for number in range(len(layers)):
        x = x @ layers[number][0] + layers[number][1]
        if number + 1 < len(layers):
            x[x < 0] = 0
    return x


@right_answer("mlp")
def recursive(x, layers):
    (w, b), *rest = layers
    y = np.dot(x, w) + b
    return mlp(np.maximum(0, y), rest) if rest else y


@right_answer("mlp")
def sample_by_sample(x, layers):
    scores = []
    for row in x:
        for w, b in layers[:-1]:
            row = np.where(row @ w + b > 0, row @ w + b, 0)
        scores.append(row @ layers[-1][0] + layers[-1][1])
    return np.stack(scores)


@right_answer("mlp")
def floats_of_32_bits(x, layers):
    h = x.astype(np.float32)
    for w, b in layers[:-1]:
        h = np.maximum(h @ w.astype(np.float32) + b.astype(np.float32), np.float32(0))
    return h @ layers[-1][0].astype(np.float32) + layers[-1][1].astype(np.float32)


# --- conv2d ---


@right_answer("conv2d")
def four_loops(image, kernel, stride=1, padding=0):
    h, w = image.shape
    kh, kw = kernel.shape
    framed = [[0.0] * (w + 2 * padding) for _ in range(h + 2 * padding)]
    for r in range(h):
        for c in range(w):
            framed[r + padding][c + padding] = float(image[r, c])
    out = []
    for top in range(0, len(framed) - kh + 1, stride):
        line = []
        for left in range(0, len(framed[0]) - kw + 1, stride):
            total = 0.0
            for i in range(kh):
                for j in range(kw):
                    total += framed[top + i][left + j] * float(kernel[i, j])
            line.append(total)
        out.append(line)
    return np.array(out)


@right_answer("conv2d")
def kernel_shifted(image, kernel, stride=1, padding=0):
    """One product for each number of the kernel, over the whole image."""
    framed = np.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    framed[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    rows = framed.shape[0] - kernel.shape[0] + 1
    columns = framed.shape[1] - kernel.shape[1] + 1
    full = sum(kernel[i, j] * framed[i : i + rows, j : j + columns] for i, j in np.ndindex(kernel.shape))
    return full[::stride, ::stride]


@right_answer("conv2d")
def patches_as_rows(image, kernel, stride=1, padding=0):
    """The way of im2col: every window a row, one product of matrices."""
    framed = np.pad(image.astype(np.float64), ((padding, padding), (padding, padding)), "constant")
    kh, kw = kernel.shape
    tops = range(0, framed.shape[0] - kh + 1, stride)
    lefts = range(0, framed.shape[1] - kw + 1, stride)
    patches = np.array([framed[r : r + kh, c : c + kw].ravel() for r in tops for c in lefts])
    return (patches @ kernel.ravel()).reshape(len(tops), len(lefts))


@right_answer("conv2d")
def by_fourier(image, kernel, stride=1, padding=0):
    framed = np.pad(image, padding).astype(float)
    size = [a + b for a, b in zip(framed.shape, kernel.shape, strict=True)]
    product = np.fft.rfft2(framed, size) * np.conj(np.fft.rfft2(kernel, size))
    rows, columns = (a - b + 1 for a, b in zip(framed.shape, kernel.shape, strict=True))
    return np.fft.irfft2(product, size)[:rows:stride, :columns:stride]


@right_answer("conv2d")
def einsum_in_float32(image, kernel, stride=1, padding=0):
    framed = np.pad(image.astype(np.float32), padding)
    patches = np.lib.stride_tricks.sliding_window_view(framed, kernel.shape)[::stride, ::stride]
    return np.einsum("rcij,ij->rc", patches, kernel.astype(np.float32))


# --- conv_output_size ---


@right_answer("conv_output_size")
def counted_places(size, kernel, stride=1, padding=0):
    return len(range(0, size + 2 * padding - kernel + 1, stride))


@right_answer("conv_output_size")
def one_inside(size, kernel, stride=1, padding=0):
    return (size - kernel + 2 * padding + stride) // stride


@right_answer("conv_output_size")
def floored(size, kernel, stride=1, padding=0):
    import math

    return math.floor((size + 2 * padding - kernel) / stride + 1)


@right_answer("conv_output_size")
def numpy_integer(size, kernel, stride=1, padding=0):
    return np.int32(np.floor((size + 2 * padding - kernel) / stride)) + np.int32(1)


@right_answer("conv_output_size")
def without_dimensions(size, kernel, stride=1, padding=0):
    return np.array((size + 2 * padding - kernel) // stride + 1)


# --- max_pool2d ---


@right_answer("max_pool2d")
def looped(image, size, stride=None):
    stride = stride or size
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    out = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            out[r, c] = image[r * stride : r * stride + size, c * stride : c * stride + size].max()
    return out


@right_answer("max_pool2d")
def largest_so_far(image, size, stride=None):
    if stride is None:
        stride = size
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    best = image[:rows, :columns]
    for i in range(size):
        for j in range(size):
            best = np.maximum(best, image[i : i + rows, j : j + columns])
    return best[::stride, ::stride]


@right_answer("max_pool2d")
def pure_python(image, size, stride=None):
    stride = size if stride is None else stride
    numbers = image.tolist()
    out = []
    for top in range(0, len(numbers) - size + 1, stride):
        line = []
        for left in range(0, len(numbers[0]) - size + 1, stride):
            largest = float("-inf")
            for row in numbers[top : top + size]:
                for number in row[left : left + size]:
                    if number > largest:
                        largest = number
            line.append(largest)
        out.append(line)
    return np.array(out, dtype=np.float32)


@right_answer("max_pool2d")
def reshaped_where_windows_touch(image, size, stride=None):
    if stride is None or stride == size:
        h, w = image.shape[0] // size, image.shape[1] // size
        return image[: h * size, : w * size].reshape(h, size, w, size).max(axis=(1, 3))
    return np.array(
        [
            [np.amax(image[r : r + size, c : c + size]) for c in range(0, image.shape[1] - size + 1, stride)]
            for r in range(0, image.shape[0] - size + 1, stride)
        ]
    )


# --- rnn ---


@right_answer("rnn")
def rows_filled_in(x, w_x, w_h, b, h0):
    states = np.zeros((x.shape[0], h0.shape[0]))
    for t in range(x.shape[0]):
        before = states[t - 1] if t else h0
        states[t] = np.tanh(x[t] @ w_x + before @ w_h + b)
    return states


@right_answer("rnn")
def accumulated(x, w_x, w_h, b, h0):
    from itertools import accumulate

    sums = x @ w_x + b
    return np.array(list(accumulate(sums, lambda h, s: np.tanh(s + np.dot(h, w_h)), initial=h0))[1:])


@right_answer("rnn")
def states_as_rows_of_matrices(x, w_x, w_h, b, h0):
    h = h0.reshape(1, -1)
    rows = []
    for row in x:
        h = np.tanh(row.reshape(1, -1) @ w_x + h @ w_h + b.reshape(1, -1))
        rows.append(h)
    return np.concatenate(rows, axis=0)


@right_answer("rnn")
def transposed_weights(x, w_x, w_h, b, h0):
    h, states = h0, []
    for x_t in x:
        h = np.tanh(w_x.T @ x_t + w_h.T @ h + b)
        states.append(h.astype(np.float32))
    return np.stack(states)


@right_answer("rnn")
def number_by_number(x, w_x, w_h, b, h0):
    import math

    h, states = h0.tolist(), []
    for step in x.tolist():
        new = []
        for k in range(len(h)):
            total = float(b[k])
            total += sum(step[i] * w_x[i, k] for i in range(len(step)))
            total += sum(h[j] * w_h[j, k] for j in range(len(h)))
            new.append(math.tanh(total))
        h = new
        states.append(h)
    return np.array(states)


# --- attention ---


@right_answer("attention")
def query_by_query(q, k, v):
    out = np.zeros((len(q), v.shape[1]))
    for n, query in enumerate(q):
        scores = np.array([query @ key for key in k]) / len(query) ** 0.5
        weights = np.exp(scores) / np.exp(scores).sum()
        for weight, value in zip(weights, v, strict=True):
            out[n] += weight * value
    return out


@right_answer("attention")
def queries_scaled_first(q, k, v):
    scores = (q / np.sqrt(k.shape[-1])).dot(k.T)
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers.dot(v) / powers.sum(1, keepdims=True)


@right_answer("attention")
def einsum_both_times(q, k, v):
    scores = np.einsum("nd,md->nm", q, k) * q.shape[1] ** -0.5
    return np.einsum("nm,mv->nv", softmax(scores), v)


@right_answer("attention")
def half_precision_of_double(q, k, v):
    q, k, v = (array.astype(np.float32) for array in (q, k, v))
    return softmax(q @ k.T / np.float32(np.sqrt(q.shape[1]))) @ v


# --- dropout ---


@right_answer("dropout")
def old_generator(x, p, seed, training=True):
    if p < 0 or p >= 1:
        raise ValueError("p")
    if not training or p == 0:
        return x
    np.random.seed(seed)
    mask = np.random.rand(*x.shape) > p
    return np.where(mask, x / (1 - p), 0.0)


@right_answer("dropout")
def random_state_binomial(x, p, seed, training=True):
    if not (0 <= p < 1):
        raise ValueError(f"probability {p}")
    if training:
        return x * np.random.RandomState(seed).binomial(1, 1 - p, size=x.shape) / (1 - p)
    return x.copy()


@right_answer("dropout")
def standard_generator(x, p, seed, training=True):
    import random

    if not 0 <= p < 1:
        raise ValueError("p must lie in 0..1, 1 excluded")
    if not training:
        return x
    draw = random.Random(seed)
    out = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        if draw.random() >= p:
            out[place] = x[place] / (1 - p)
    return out


@right_answer("dropout")
def chosen(x, p, seed, training=True):
    class BadProbability(ValueError):
        pass

    if p >= 1 or p < 0:
        raise BadProbability(f"p = {p}")
    if not training:
        return x[...]
    factors = np.random.default_rng([seed]).choice([0.0, 1 / (1 - p)], size=x.shape, p=[p, 1 - p])
    return x * factors


@right_answer("dropout")
def uniform_in_float32(x, p, seed, training=True):
    if p < 0.0 or p >= 1.0:
        raise ValueError(f"{p} is no value for p")
    if not training:
        return x.astype(np.float32)
    kept = x.astype(np.float32)
    kept[np.random.Generator(np.random.PCG64(seed)).uniform(size=x.shape) < p] = 0
    return kept / np.float32(1 - p)


# --- hinge_loss ---


@right_answer("hinge_loss")
def two_loops(scores, labels, margin=1.0):
    total = 0.0
    for row, label in zip(scores, labels, strict=True):
        for j in range(len(row)):
            if j != label:
                total += max(0.0, row[j] - row[label] + margin)
    return total / len(scores)


@right_answer("hinge_loss")
def margin_taken_off_again(scores, labels, margin=1.0):
    right = np.take_along_axis(scores, labels.reshape(-1, 1), axis=1)
    return np.maximum(scores - right + margin, 0).sum(axis=1).mean() - margin


@right_answer("hinge_loss")
def others_masked(scores, labels, margin=1.0):
    others = ~np.eye(scores.shape[1], dtype=bool)[labels]
    right = scores[~others][:, None]
    return np.clip(margin + scores - right, 0, None)[others].sum() / scores.shape[0]


@right_answer("hinge_loss")
def deleted_columns(scores, labels, margin=1.0):
    losses = [
        np.maximum(np.delete(row, label) - row[label] + margin, 0).sum()
        for row, label in zip(scores, labels, strict=True)
    ]
    return np.array(np.mean(losses))


@right_answer("hinge_loss")
def single_precision_loss(scores, labels, margin=1.0):
    scores = scores.astype(np.float32)
    rows = np.arange(len(labels))
    loss = np.maximum(np.float32(0), scores - scores[rows, labels, None] + np.float32(margin))
    loss[rows, labels] = 0
    return loss.sum(1).mean()


# --- count_parameters ---


@right_answer("count_parameters")
def by_index(sizes):
    total = 0
    for layer in range(1, len(sizes)):
        total += (sizes[layer - 1] + 1) * sizes[layer]
    return total


@right_answer("count_parameters")
def products_of_arrays(sizes):
    before, after = np.array(sizes[:-1]), np.array(sizes[1:])
    return np.dot(before, after) + after.sum()


@right_answer("count_parameters")
def arrays_made_and_counted(sizes):
    from itertools import pairwise

    return sum(np.zeros((i, o)).size + np.zeros(o).size for i, o in pairwise(sizes))


@right_answer("count_parameters")
def recursively(sizes):
    return 0 if len(sizes) < 2 else sizes[1] * (sizes[0] + 1) + count_parameters(sizes[1:])
