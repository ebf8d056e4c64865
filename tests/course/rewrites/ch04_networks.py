"""Known wrong answers of chapter 4 written otherwise: each must still get its sentence."""

import numpy as np

from tests.course.answers import rewritten

# --- relu ---


@rewritten("relu", of="sign_dropped")
def root_of_the_square(x):
    return np.sqrt(x * x)


@rewritten("relu", of="zeros_written_into_x")
def loop_in_place(x):
    for place in np.ndindex(x.shape):
        if x[place] < 0:
            x[place] = 0.0
    return x


@rewritten("relu", of="a_little_of_the_negatives")
def leaky_by_maximum(x):
    return np.maximum(x / 100, x)


# --- sigmoid ---


@rewritten("sigmoid", of="overflow_of_the_formula")
def power_of_e(x):
    return np.power(1 + np.power(np.e, -x), -1)


@rewritten("sigmoid", of="overflow_of_the_formula")
def helper_variable(x):
    t = np.exp(-1.0 * x)
    denominator = np.add(t, 1)
    return np.reciprocal(denominator)


@rewritten("sigmoid", of="both_branches_computed")
def chosen_by_select(x):
    growing = np.exp(x)
    return np.select([x >= 0], [1 / (1 + np.exp(-x))], growing / (growing + 1))


@rewritten("sigmoid", of="infinity_by_infinity")
def share_of_two(x):
    yes, no = np.exp(x), np.ones_like(x)
    return yes / (yes + no)


@rewritten("sigmoid", of="hyperbolic_tangent")
def stretched(x):
    with np.errstate(over="ignore"):
        return 2 / (1 + np.exp(-2 * x)) - 1


# --- softmax ---


@rewritten("softmax", of="nothing_subtracted")
def row_for_row(x):
    rows = [np.exp(row) / sum(np.exp(row)) for row in x.reshape(-1, x.shape[-1])]
    return np.array(rows).reshape(x.shape)


@rewritten("softmax", of="largest_of_the_whole_array")
def flat_maximum(x):
    e = np.exp(x - x.flatten()[x.argmax()])
    return e / e.sum(-1)[..., None]


@rewritten("softmax", of="along_the_first_axis")
def first_axis_without_keeping(x):
    e = np.exp(x - x.max(axis=0))
    return e / e.sum(axis=0)


@rewritten("softmax", of="best_class_alone")
def one_hot_of_argmax(x):
    return np.where(np.isclose(x, np.amax(x, axis=-1, keepdims=True), rtol=0, atol=0), 1.0, 0.0)


# --- mlp ---


@rewritten("mlp", of="relu_at_the_end_too")
def clipped_every_time(x, layers):
    h = x
    for layer in layers:
        h = np.clip(h.dot(layer[0]) + layer[1], 0, np.inf)
    return h


@rewritten("mlp", of="no_relu")
def folded(x, layers):
    import functools

    return functools.reduce(lambda h, layer: h @ layer[0] + layer[1], layers, x)


@rewritten("mlp", of="relu_before_each_layer")
def inputs_made_positive(x, layers):
    for i in range(len(layers)):
        x = x * (x > 0)
        x = np.matmul(x, layers[i][0]) + layers[i][1]
    return x


# --- conv2d ---


@rewritten("conv2d", of="kernel_turned")
def rotated_twice(image, kernel, stride=1, padding=0):
    image = np.pad(image, padding)
    kernel = np.rot90(kernel, 2)
    kh, kw = kernel.shape
    rows, columns = (image.shape[0] - kh) // stride + 1, (image.shape[1] - kw) // stride + 1
    out = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            out[r, c] = (image[r * stride : r * stride + kh, c * stride : c * stride + kw] * kernel).sum()
    return out


@rewritten("conv2d", of="no_frame")
def frame_forgotten(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    out = []
    for r in range(0, image.shape[0] - kh + 1, stride):
        out.append(
            [
                np.vdot(image[r : r + kh, c : c + kw], kernel)
                for c in range(0, image.shape[1] - kw + 1, stride)
            ]
        )
    return np.array(out)


@rewritten("conv2d", of="always_one_step")
def dense_result(image, kernel, stride=1, padding=0):
    framed = np.pad(image, padding)
    rows, columns = framed.shape[0] - kernel.shape[0] + 1, framed.shape[1] - kernel.shape[1] + 1
    return sum(kernel[i, j] * framed[i : i + rows, j : j + columns] for i, j in np.ndindex(kernel.shape))


@rewritten("conv2d", of="averaged")
def divided_by_the_kernels_size(image, kernel, stride=1, padding=0):
    framed = np.pad(image, padding)
    patches = np.lib.stride_tricks.sliding_window_view(framed, kernel.shape)[::stride, ::stride]
    return np.einsum("rcij,ij->rc", patches, kernel) / len(kernel.ravel())


# --- conv_output_size ---


@rewritten("conv_output_size", of="padding_counted_once")
def one_end_padded(size, kernel, stride=1, padding=0):
    return len(range(0, size + padding - kernel + 1, stride))


@rewritten("conv_output_size", of="rounded_up")
def ceiling(size, kernel, stride=1, padding=0):
    import math

    return math.ceil((size - kernel + 2 * padding) / stride) + 1


@rewritten("conv_output_size", of="a_fraction")
def true_division(size, kernel, stride=1, padding=0):
    return 1 + (2 * padding + size - kernel) / stride


# --- max_pool2d ---


@rewritten("max_pool2d", of="begun_with_zero")
def zeros_kept(image, size, stride=None):
    stride = stride or size
    rows, columns = ((side - size) // stride + 1 for side in image.shape)
    out = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            for i in range(size):
                for j in range(size):
                    out[r, c] = max(out[r, c], image[r * stride + i, c * stride + j])
    return out


@rewritten("max_pool2d", of="partial_windows_kept")
def rounded_up_sizes(image, size, stride=None):
    step = size if stride is None else stride
    rows, columns = -(-image.shape[0] // step), -(-image.shape[1] // step)
    out = np.empty((rows, columns))
    for r, c in np.ndindex(out.shape):
        out[r, c] = image[r * step :, c * step :][:size, :size].max()
    return out


@rewritten("max_pool2d", of="stride_not_used")
def blocks(image, size, stride=None):
    h, w = image.shape[0] // size, image.shape[1] // size
    return image[: h * size, : w * size].reshape(h, size, w, size).max(axis=3).max(axis=1)


# --- rnn ---


@rewritten("rnn", of="first_state_included")
def filled_from_the_top(x, w_x, w_h, b, h0):
    states = np.zeros((len(x) + 1, len(h0)))
    states[0] = h0
    for t in range(len(x)):
        states[t + 1] = np.tanh(np.dot(x[t], w_x) + np.dot(states[t], w_h) + b)
    return states


@rewritten("rnn", of="state_weights_turned")
def weights_on_the_left(x, w_x, w_h, b, h0):
    h, out = h0, []
    for t in range(x.shape[0]):
        h = np.tanh(w_x.T.dot(x[t]) + w_h.dot(h) + b)
        out.append(h)
    return np.stack(out)


@rewritten("rnn", of="begun_with_zeros")
def nothing_before(x, w_x, w_h, b, h0):
    h = 0 * b
    out = np.empty((len(x), len(b)))
    for t, row in enumerate(x):
        out[t] = h = np.tanh(row @ w_x + h @ w_h + b)
    return out


# --- attention ---


@rewritten("attention", of="not_scaled")
def plain_scores(q, k, v):
    e = np.exp(q.dot(k.T))
    return (e / e.sum(axis=1, keepdims=True)).dot(v)


@rewritten("attention", of="softmax_over_the_queries")
def first_axis(q, k, v):
    e = np.exp(q @ k.T / q.shape[-1] ** 0.5)
    return (e / e.sum(axis=0)) @ v


@rewritten("attention", of="divided_by_d")
def root_forgotten(q, k, v):
    d = len(q[0])
    rows = []
    for query in q:
        e = np.exp(np.array([np.dot(query, key) / d for key in k]))
        rows.append(np.average(v, axis=0, weights=e))
    return np.array(rows)


# --- dropout ---


@rewritten("dropout", of="rest_not_scaled")
def zeros_set(x, p, seed, training=True):
    if p < 0 or p >= 1:
        raise ValueError("p out of range")
    if not training:
        return x
    out = x.copy()
    out[np.random.default_rng(seed).random(x.shape) < p] = 0
    return out


@rewritten("dropout", of="zero_refused")
def open_on_both_ends(x, p, seed, training=True):
    if p <= 0 or p >= 1:
        raise ValueError("p must lie between 0 and 1")
    if training:
        drop = np.random.default_rng(seed).random(x.shape) < p
        return np.where(drop, 0, x / (1 - p))
    return x


# --- hinge_loss ---


@rewritten("hinge_loss", of="right_class_counted")
def looped_over_all(scores, labels, margin=1.0):
    losses = []
    for row, label in zip(scores, labels, strict=True):
        losses.append(sum(max(0, s - row[label] + margin) for s in row))
    return sum(losses) / len(losses)


@rewritten("hinge_loss", of="rows_summed")
def one_big_sum(scores, labels, margin=1.0):
    total = 0.0
    for i, y in enumerate(labels):
        total += np.clip(np.delete(scores[i], y) - scores[i, y] + margin, 0, None).sum()
    return total


@rewritten("hinge_loss", of="margin_fixed")
def one_written_out(scores, labels, margin=1.0):
    right = np.take_along_axis(scores, labels[:, None], axis=1)
    return (np.maximum(0, 1 + scores - right).sum(axis=1) - 1).mean()


# --- count_parameters ---


@rewritten("count_parameters", of="biases_not_counted")
def weights_by_dot(sizes):
    return int(np.dot(sizes[:-1], sizes[1:]))


@rewritten("count_parameters", of="biases_of_the_inputs")
def wrong_side(sizes):
    return sum(sizes[i] * (sizes[i + 1] + 1) for i in range(len(sizes) - 1))


@rewritten("count_parameters", of="last_layer_not_counted")
def range_too_short(sizes):
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 2))
