"""Known wrong answers of chapter 4, each with the sentence that helps."""

import numpy as np

from stubmeister.grading import misconception

# --- relu ---


@misconception("relu")
def a_little_of_the_negatives(x):
    """Negative numbers keep a hundredth of their value: that is leaky ReLU. ReLU makes them 0."""
    return np.where(x > 0, x, 0.01 * x)


@misconception("relu")
def sign_dropped(x):
    """You took absolute values. Negative numbers become 0, not positive."""
    return np.abs(x)


@misconception("relu")
def negatives_kept(x):
    """The wrong half is kept: positive numbers stay, negative ones become 0. Use the maximum of 0 and x."""
    return np.minimum(x, 0)


@misconception("relu")
def zero_or_one(x):
    """This says whether a number is positive. ReLU keeps the number itself where it is."""
    return (x > 0).astype(float)


@misconception("relu")
def largest_of_all(x):
    """np.max gives one number, the largest of the array. np.maximum(x, 0) compares each element with 0."""
    return max(0.0, float(np.max(x)))


@misconception("relu")
def negatives_thrown_out(x):
    """Negative numbers have disappeared from the array. They become 0, and the shape stays."""
    return x[x > 0]


@misconception("relu")
def zeros_written_into_x(x):
    """The numbers are right, but they were written into the caller's array. Let np.maximum make a new one."""
    x[x < 0] = 0
    return x


@misconception("relu")
def cut_off_at_one(x):
    """Numbers above 1 were cut off. ReLU has no upper limit."""
    return np.clip(x, 0, 1)


@misconception("relu")
def cut_off_at_six(x):
    """Numbers above 6 were cut off: that is ReLU6. ReLU has no upper limit."""
    return np.clip(x, 0, 6)


# --- sigmoid ---


@misconception("sigmoid")
def overflow_of_the_formula(x):
    """The values are right, but for large negative x the power e^-x does not fit into a float. Let np.exp
    only see numbers that are 0 or less, such as -np.abs(x)."""
    return 1 / (1 + np.exp(-x))


@misconception("sigmoid")
def both_branches_computed(x):
    """The idea is right, but np.where computes both formulas for every element and throws one away, so it
    overflows all the same. Compute np.exp(-np.abs(x)) once and use it in both."""
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


@misconception("sigmoid")
def infinity_by_infinity(x):
    """For large x this divides infinity by infinity, which is NaN. Let np.exp only see numbers that are 0 or
    less."""
    return np.exp(x) / (1 + np.exp(x))


@misconception("sigmoid")
def minus_forgotten(x):
    """The minus in the exponent is missing, so the curve falls. It is 1 / (1 + e^-x)."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(x))


@misconception("sigmoid")
def hyperbolic_tangent(x):
    """This is tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1."""
    return np.tanh(x)


@misconception("sigmoid")
def slope_of_the_sigmoid(x):
    """This is the derivative of the sigmoid. Wanted is the sigmoid itself."""
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


@misconception("sigmoid")
def straight_line(x):
    """This is a straight line with ends cut off (a "hard" sigmoid). Use the formula with e^-x."""
    return np.clip(0.2 * x + 0.5, 0, 1)


@misconception("sigmoid")
def shares_of_all(x):
    """You divided by the sum over all elements: that is softmax. The sigmoid looks at each element alone."""
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers)


@misconception("sigmoid")
def clipped_too_early(x):
    """You cut x off so early that the result never comes close to 0 and 1. At -1000 it must be 0 within
    1e-9: leave more room, up to 500, say, or use np.exp(-np.abs(x))."""
    return 1 / (1 + np.exp(-np.clip(x, -10, 10)))


@misconception("sigmoid")
def yes_or_no(x):
    """You rounded to 0 or 1. The sigmoid changes smoothly in between."""
    return np.where(x > 0, 1.0, 0.0)


# --- softmax ---


@misconception("softmax")
def nothing_subtracted(x):
    """The formula is right, but e^1000 does not fit into a float, and infinity divided by infinity is NaN.
    Subtract each row's largest score first."""
    powers = np.exp(x)
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception("softmax")
def largest_of_the_whole_array(x):
    """You subtracted the largest score of the whole array. In a row far below it all exponentials become 0,
    and 0 by 0 is NaN. Subtract each row's own largest score: axis=-1, keepdims=True."""
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception("softmax")
def divided_by_the_whole_sum(x):
    """You divided by the sum of the whole array. Each row is a distribution of its own: sum over the last
    axis."""
    powers = np.exp(x - np.max(x))
    return powers / np.sum(powers)


@misconception("softmax")
def along_the_first_axis(x):
    """Your sums run along the first axis, over the samples. They belong along the last, over the classes."""
    powers = np.exp(x - np.max(x, axis=0, keepdims=True))
    return powers / np.sum(powers, axis=0, keepdims=True)


@misconception("softmax")
def axis_one(x):
    """axis=1 is the last axis of two dimensions only. For any shape write axis=-1."""
    powers = np.exp(x - np.max(x, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


@misconception("softmax")
def axis_not_kept(x):
    """Without keepdims=True the sums lie along the wrong axis when you divide. Keep the axis."""
    powers = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1)


@misconception("softmax")
def shares_of_the_scores(x):
    """You divided the scores by their sum. Take np.exp of them first: only then none is negative."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return x / np.sum(x, axis=-1, keepdims=True)


@misconception("softmax")
def scores_clipped(x):
    """Scores were cut off to avoid the overflow, so different large scores count as equal. Subtract the
    row's largest score: that changes nothing."""
    powers = np.exp(np.clip(x, -500, 500))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception("softmax")
def best_class_alone(x):
    """You gave 1 to the best class and 0 to the rest. Softmax gives every class its share."""
    return (x == np.max(x, axis=-1, keepdims=True)).astype(float)


@misconception("softmax")
def logarithms_returned(x):
    """These are the logarithms of the probabilities. Return the probabilities themselves."""
    x = x - np.max(x, axis=-1, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))


@misconception("softmax")
def subtracted_in_place(x):
    """The probabilities are right, but x -= ... changed the caller's array. Write x = x - ... instead."""
    x -= np.max(x, axis=-1, keepdims=True)
    powers = np.exp(x)
    return powers / np.sum(powers, axis=-1, keepdims=True)


# --- dense ---


@misconception("dense")
def no_bias(x, w, b):
    """The biases are missing: add b to the product."""
    return x @ w


@misconception("dense")
def weights_turned(x, w, b):
    """You transposed w. Its rows already belong to the inputs: x @ w."""
    return x @ w.T + b


@misconception("dense")
def weights_first(x, w, b):
    """The order of a product of matrices matters: x @ w, not w @ x."""
    return w @ x + b


@misconception("dense")
def element_by_element(x, w, b):
    """* multiplies element by element. The product of matrices is written x @ w."""
    return x * w + b


@misconception("dense")
def bias_for_each_sample(x, w, b):
    """You added a bias to each row. b has a number for each output, so it is added to each column: + b."""
    return x @ w + b[:, None]


@misconception("dense")
def bias_subtracted(x, w, b):
    """You subtracted the biases. They are added."""
    return x @ w - b


@misconception("dense")
def with_relu(x, w, b):
    """You put a ReLU behind it. This layer has no activation; outputs may be negative."""
    return relu(x @ w + b)


@misconception("dense")
def biases_summed(x, w, b):
    """You added the sum of all biases to every output. Each output has its own."""
    return x @ w + np.sum(b)


# --- mlp ---


@misconception("mlp")
def relu_at_the_end_too(x, layers):
    """You used ReLU after the last layer as well. Its scores are returned as they are, negative ones too."""
    for w, b in layers:
        x = relu(dense(x, w, b))
    return x


@misconception("mlp")
def no_relu(x, layers):
    """There is no ReLU between the layers, so all of them together are one linear layer."""
    for w, b in layers:
        x = dense(x, w, b)
    return x


@misconception("mlp")
def relu_at_the_end_only(x, layers):
    """You used ReLU after the last layer only. It is the other way round: after every layer but the last."""
    for w, b in layers:
        x = dense(x, w, b)
    return relu(x)


@misconception("mlp")
def relu_before_each_layer(x, layers):
    """You used ReLU before each layer, so the first one lost the negative inputs. It comes after a layer."""
    for w, b in layers:
        x = dense(relu(x), w, b)
    return x


@misconception("mlp")
def relu_once(x, layers):
    """Only the first layer is followed by ReLU. Every layer but the last is."""
    for number, (w, b) in enumerate(layers):
        x = dense(x, w, b)
        if number == 0 and len(layers) > 1:
            x = relu(x)
    return x


@misconception("mlp")
def relu_unless_two_from_the_end(x, layers):
    """ReLU is missing after the last hidden layer. Only the last layer itself goes without."""
    for number, (w, b) in enumerate(layers):
        x = dense(x, w, b)
        if number < len(layers) - 2:
            x = relu(x)
    return x


@misconception("mlp")
def sigmoid_between(x, layers):
    """You used the sigmoid between the layers. Here it is ReLU."""
    *hidden, last = layers
    for w, b in hidden:
        x = sigmoid(dense(x, w, b))
    return dense(x, *last)


@misconception("mlp")
def biases_left_out(x, layers):
    """The biases are missing: each layer is x @ w + b."""
    *hidden, last = layers
    for w, _b in hidden:
        x = relu(x @ w)
    return x @ last[0]


@misconception("mlp")
def last_layer_left_out(x, layers):
    """The last layer was not computed. It has no ReLU, but it counts."""
    for w, b in layers[:-1]:
        x = relu(dense(x, w, b))
    return x


@misconception("mlp")
def layer_popped(x, layers):
    """The scores are right, but layers.pop() took the last layer out of the caller's list. Use layers[-1]."""
    w_last, b_last = layers.pop()
    for w, b in layers:
        x = relu(dense(x, w, b))
    return dense(x, w_last, b_last)


# --- conv2d ---


@misconception("conv2d")
def kernel_turned(image, kernel, stride=1, padding=0):
    """You turned the kernel by 180 degrees, as the convolution of mathematics does. Deep learning does not:
    lay it on the image as it is."""
    padded = np.pad(image, padding)
    return np.sum(windows(padded, *kernel.shape, stride) * kernel[::-1, ::-1], axis=(2, 3))


@misconception("conv2d")
def kernel_transposed(image, kernel, stride=1, padding=0):
    """Rows and columns of the kernel have changed places. Its rows lie on rows of the image."""
    padded = np.pad(image.astype(float), padding)
    square = kernel.shape[0] == kernel.shape[1]
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.einsum("rcij,ij->rc", windows, kernel.T if square else kernel)


@misconception("conv2d")
def always_one_step(image, kernel, stride=1, padding=0):
    """The stride has no effect. The window of the result (r, c) starts at (r * stride, c * stride)."""
    return np.sum(windows(np.pad(image, padding), *kernel.shape, 1) * kernel, axis=(2, 3))


@misconception("conv2d")
def no_frame(image, kernel, stride=1, padding=0):
    """The padding has no effect. Put a frame of zeros around the image first: np.pad(image, padding)."""
    return np.sum(windows(image, *kernel.shape, stride) * kernel, axis=(2, 3))


@misconception("conv2d")
def frame_on_two_sides(image, kernel, stride=1, padding=0):
    """You put zeros below and to the right only. Padding stands on all four sides."""
    padded = np.pad(image, ((0, padding), (0, padding)))
    return np.sum(windows(padded, *kernel.shape, stride) * kernel, axis=(2, 3))


@misconception("conv2d")
def edges_repeated(image, kernel, stride=1, padding=0):
    """Your frame repeats the pixels of the edge. Here it is made of zeros."""
    padded = np.pad(image, padding, mode="edge")
    return np.sum(windows(padded, *kernel.shape, stride) * kernel, axis=(2, 3))


@misconception("conv2d")
def last_place_missed(image, kernel, stride=1, padding=0):
    """The last row and the last column of the result are missing. A kernel of k has n - k + 1 places, and
    range() needs the + 1 too."""
    height, width = kernel.shape
    padded = np.pad(image, padding)
    tops = range(0, padded.shape[0] - height, stride)
    lefts = range(0, padded.shape[1] - width, stride)
    return np.array([[np.sum(padded[r : r + height, c : c + width] * kernel) for c in lefts] for r in tops])


@misconception("conv2d")
def size_kept(image, kernel, stride=1, padding=0):
    """You padded so that the result is as large as the image. Only the padding that is asked for counts."""
    height, width = kernel.shape
    padded = np.pad(image, ((height // 2, (height - 1) // 2), (width // 2, (width - 1) // 2)))
    return np.sum(windows(padded, height, width, stride) * kernel, axis=(2, 3))


@misconception("conv2d")
def averaged(image, kernel, stride=1, padding=0):
    """You took the mean of the products. The products are summed."""
    return np.mean(windows(np.pad(image, padding), *kernel.shape, stride) * kernel, axis=(2, 3))


@misconception("conv2d")
def matrices_multiplied(image, kernel, stride=1, padding=0):
    """You used the product of matrices. Numbers that lie on each other are multiplied: window * kernel."""
    return np.sum(windows(np.pad(image, padding), *kernel.shape, stride) @ kernel, axis=(2, 3))


@misconception("conv2d")
def written_into_bytes(image, kernel, stride=1, padding=0):
    """Your result has the image's type. In uint8 there are no fractions, nothing below 0 and nothing above
    255: make it np.zeros((rows, columns)), which holds floats."""
    sums = np.sum(windows(np.pad(image, padding), *kernel.shape, stride) * kernel, axis=(2, 3))
    result = np.zeros_like(image, shape=sums.shape)
    result[:] = sums
    return result


@misconception("conv2d")
def clipped_to_a_picture(image, kernel, stride=1, padding=0):
    """You clipped the result to 0..255. It is no picture: negative and large sums stay."""
    sums = np.sum(windows(np.pad(image, padding), *kernel.shape, stride) * kernel, axis=(2, 3))
    return np.clip(sums, 0, 255)


@misconception("conv2d")
def height_for_width(image, kernel, stride=1, padding=0):
    """You took one side of the image for both. image.shape is (height, width), and they may differ."""
    height, width = kernel.shape
    padded = np.pad(image, padding)
    side = padded.shape[0]
    result = np.zeros(((side - height) // stride + 1, (side - width) // stride + 1))
    for r, c in np.ndindex(result.shape):
        top, left = r * stride, c * stride
        result[r, c] = np.sum(padded[top : top + height, left : left + width] * kernel)
    return result


@misconception("conv2d")
def square_kernel_expected(image, kernel, stride=1, padding=0):
    """You took one side of the kernel for both. kernel.shape is (height, width), and they may differ."""
    side = kernel.shape[0]
    padded = np.pad(image, padding)
    rows, columns = ((length - side) // stride + 1 for length in padded.shape)
    result = np.zeros((max(rows, 0), max(columns, 0)))
    for r, c in np.ndindex(result.shape):
        top, left = r * stride, c * stride
        result[r, c] = np.sum(padded[top : top + side, left : left + side] * kernel)
    return result


@misconception("conv2d")
def steps_down_only(image, kernel, stride=1, padding=0):
    """The stride counts downwards only. It is the same to the right."""
    return np.sum(windows(np.pad(image, padding), *kernel.shape, 1)[::stride] * kernel, axis=(2, 3))


@misconception("conv2d")
def places_that_stick_out(image, kernel, stride=1, padding=0):
    """You also counted places where the kernel sticks out of the image. Only those count where all of it
    fits: round the size down."""
    rest = [-(side + 2 * padding - k) % stride for side, k in zip(image.shape, kernel.shape, strict=True)]
    padded = np.pad(image, ((padding, padding + rest[0]), (padding, padding + rest[1])))
    return np.sum(windows(padded, *kernel.shape, stride) * kernel, axis=(2, 3))


# --- conv_output_size ---


@misconception("conv_output_size")
def padding_counted_once(size, kernel, stride=1, padding=0):
    """Padding stands on both ends, so it counts twice: size + 2 * padding."""
    return (size + padding - kernel) // stride + 1


@misconception("conv_output_size")
def one_forgotten(size, kernel, stride=1, padding=0):
    """The + 1 is missing: the place where the kernel starts counts, too."""
    return (size + 2 * padding - kernel) // stride


@misconception("conv_output_size")
def rounded_up(size, kernel, stride=1, padding=0):
    """You rounded up. A step after which the kernel sticks out does not count: round down."""
    return -(-(size + 2 * padding - kernel) // stride) + 1


@misconception("conv_output_size")
def rounded_to_the_nearest(size, kernel, stride=1, padding=0):
    """You rounded to the nearest number. Even nine tenths of a step do not count: round down, with //."""
    return round((size + 2 * padding - kernel) / stride) + 1


@misconception("conv_output_size")
def a_fraction(size, kernel, stride=1, padding=0):
    """/ gives a float. A size is an integer: divide with //."""
    return (size + 2 * padding - kernel) / stride + 1


@misconception("conv_output_size")
def one_added_too_early(size, kernel, stride=1, padding=0):
    """The 1 is added after dividing by the stride, not before."""
    return (size + 2 * padding - kernel + 1) // stride


@misconception("conv_output_size")
def stride_forgotten(size, kernel, stride=1, padding=0):
    """The stride is missing: divide by it, rounding down, before you add 1."""
    return size + 2 * padding - kernel + 1


@misconception("conv_output_size")
def padding_forgotten(size, kernel, stride=1, padding=0):
    """The padding is missing: it makes the side longer by 2 * padding."""
    return (size - kernel) // stride + 1


@misconception("conv_output_size")
def only_divided(size, kernel, stride=1, padding=0):
    """You divided the side by the stride. The kernel needs room as well: subtract it first, and add 1 at the
    end."""
    return (size + 2 * padding) // stride


# --- max_pool2d ---


@misconception("max_pool2d")
def mean_of_each_window(image, size, stride=None):
    """This is the mean of each window (average pooling). Take its largest number."""
    return np.mean(windows(1.0 * image, size, size, size if stride is None else stride), axis=(2, 3))


@misconception("max_pool2d")
def smallest_of_each_window(image, size, stride=None):
    """You took the smallest number of each window. Take the largest."""
    return np.min(windows(1.0 * image, size, size, size if stride is None else stride), axis=(2, 3))


@misconception("max_pool2d")
def partial_windows_kept(image, size, stride=None):
    """Windows that stick out at the end are in your result. Drop them: a window counts where all of it lies
    in the image."""
    stride = size if stride is None else stride
    tops, lefts = (range(0, side, stride) for side in image.shape)
    return np.array([[np.max(1.0 * image[r : r + size, c : c + size]) for c in lefts] for r in tops])


@misconception("max_pool2d")
def filled_up_with_zeros(image, size, stride=None):
    """You filled the image up with zeros until the windows fit. Windows that do not fit are dropped."""
    stride = size if stride is None else stride
    rest = [-(side - size) % stride for side in image.shape]
    filled = np.pad(1.0 * image, ((0, rest[0]), (0, rest[1])))
    return np.max(windows(filled, size, size, stride), axis=(2, 3))


@misconception("max_pool2d")
def one_step_by_default(image, size, stride=None):
    """Without a stride your windows move by 1. None means size: they do not overlap."""
    return np.max(windows(1.0 * image, size, size, 1 if stride is None else stride), axis=(2, 3))


@misconception("max_pool2d")
def stride_not_used(image, size, stride=None):
    """The stride has no effect: your windows always move by size."""
    return np.max(windows(1.0 * image, size, size, size), axis=(2, 3))


@misconception("max_pool2d")
def begun_with_zero(image, size, stride=None):
    """You began with 0 as the largest so far, so windows of negative numbers give 0. Begin with a number of
    the window, or use np.max."""
    return np.max(
        windows(1.0 * image, size, size, size if stride is None else stride), axis=(2, 3), initial=0
    )


@misconception("max_pool2d")
def begun_with_minus_hundred(image, size, stride=None):
    """You begin the search with a number of your own, and a window may hold nothing but smaller ones. Begin
    with a number of the window, or with -np.inf."""
    step = size if stride is None else stride
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))[::step, ::step]
    return np.maximum(windows.max(axis=(2, 3)).astype(float), -100)


@misconception("max_pool2d")
def last_window_missed(image, size, stride=None):
    """The last window is missing where it just fits: range() needs a + 1."""
    stride = size if stride is None else stride
    tops, lefts = (range(0, side - size, stride) for side in image.shape)
    return np.array([[np.max(1.0 * image[r : r + size, c : c + size]) for c in lefts] for r in tops])


@misconception("max_pool2d")
def sides_swapped(image, size, stride=None):
    """Rows and columns are swapped: image.shape is (height, width)."""
    return np.max(windows(1.0 * image, size, size, size if stride is None else stride), axis=(2, 3)).T


@misconception("max_pool2d")
def windows_in_a_row(image, size, stride=None):
    """The maxima are right, but they stand in a single row. Keep rows and columns."""
    return np.max(windows(1.0 * image, size, size, size if stride is None else stride), axis=(2, 3)).ravel()


# --- rnn ---


@misconception("rnn")
def last_state_alone(x, w_x, w_h, b, h0):
    """You returned the last state. Collect the state of every step, a row for each."""
    for x_t in x:
        h0 = np.tanh(x_t @ w_x + h0 @ w_h + b)
    return h0


@misconception("rnn")
def first_state_included(x, w_x, w_h, b, h0):
    """h0 stands in your result. It is the state before the first step; the rows begin after it."""
    states = [h0]
    for x_t in x:
        states.append(np.tanh(x_t @ w_x + states[-1] @ w_h + b))
    return np.array(states)


@misconception("rnn")
def stopped_a_step_early(x, w_x, w_h, b, h0):
    """You collected the states before each step: h0 stands first, and the last state is missing. Compute the
    new state, then append it."""
    states = []
    for x_t in x:
        states.append(h0)
        h0 = np.tanh(x_t @ w_x + h0 @ w_h + b)
    return np.array(states)


@misconception("rnn")
def state_never_replaced(x, w_x, w_h, b, h0):
    """Every step starts from h0 again, so nothing is remembered. Use the state of the step before."""
    return np.tanh(x @ w_x + h0 @ w_h + b)


@misconception("rnn")
def begun_with_zeros(x, w_x, w_h, b, h0):
    """You began with zeros. The state before the first step is h0."""
    h0 = np.zeros_like(h0)
    states = []
    for x_t in x:
        h0 = np.tanh(x_t @ w_x + h0 @ w_h + b)
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def state_left_out(x, w_x, w_h, b, h0):
    """The state before is missing: without h @ w_h the layer does not remember anything."""
    return np.tanh(x @ w_x + b)


@misconception("rnn")
def state_weights_turned(x, w_x, w_h, b, h0):
    """You multiplied in the other order, w_h @ h, or transposed w_h. The state comes first: h @ w_h."""
    states = []
    for x_t in x:
        h0 = np.tanh(x_t @ w_x + w_h @ h0 + b)
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def no_tanh(x, w_x, w_h, b, h0):
    """tanh is missing: it keeps the state between -1 and 1."""
    states = []
    for x_t in x:
        h0 = x_t @ w_x + h0 @ w_h + b
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def tanh_not_carried_on(x, w_x, w_h, b, h0):
    """You carry on the sum from before tanh. The next step gets the state after tanh."""
    states = []
    for x_t in x:
        h0 = x_t @ w_x + h0 @ w_h + b
        states.append(np.tanh(h0))
    return np.array(states)


@misconception("rnn")
def sigmoid_taken(x, w_x, w_h, b, h0):
    """You used the sigmoid. This layer uses tanh."""
    states = []
    for x_t in x:
        h0 = sigmoid(x_t @ w_x + h0 @ w_h + b)
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def without_bias(x, w_x, w_h, b, h0):
    """The bias is missing: add b in every step."""
    states = []
    for x_t in x:
        h0 = np.tanh(x_t @ w_x + h0 @ w_h)
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def read_backwards(x, w_x, w_h, b, h0):
    """You read the steps from the last to the first. Begin with the first row of x."""
    states = []
    for x_t in x[::-1]:
        h0 = np.tanh(x_t @ w_x + h0 @ w_h + b)
        states.append(h0)
    return np.array(states)


@misconception("rnn")
def one_array_for_all_states(x, w_x, w_h, b, h0):
    """All rows show the last state, because the list holds the same array again and again. Make a new array
    in each step: h = np.tanh(...)."""
    state, states = h0.copy(), []
    for x_t in x:
        state[:] = np.tanh(x_t @ w_x + state @ w_h + b)
        states.append(state)
    return np.array(states)


@misconception("rnn")
def written_into_h0(x, w_x, w_h, b, h0):
    """The states are right, but they were written into h0 itself: h[:] = ... changes the caller's array."""
    states = []
    for x_t in x:
        h0[:] = np.tanh(x_t @ w_x + h0 @ w_h + b)
        states.append(h0.copy())
    return np.array(states)


# --- attention ---


@misconception("attention")
def not_scaled(q, k, v):
    """The scores are not scaled. Divide them by the root of d, the number of columns of q, before the
    softmax."""
    return softmax(q @ k.T) @ v


@misconception("attention")
def divided_by_d(q, k, v):
    """You divided by d. Divide by its square root."""
    return softmax(q @ k.T / q.shape[1]) @ v


@misconception("attention")
def scaled_by_the_number_of_keys(q, k, v):
    """You scaled by the number of rows. d is the number of columns of q and k."""
    return softmax(q @ k.T / np.sqrt(len(k))) @ v


@misconception("attention")
def scaled_by_the_values(q, k, v):
    """You scaled by the columns of v. d is the number of columns of q and k."""
    return softmax(q @ k.T / np.sqrt(v.shape[1])) @ v


@misconception("attention")
def softmax_over_the_queries(q, k, v):
    """Your softmax runs over the queries. Each query spreads its attention over the keys: the last axis of
    the (n, m) scores."""
    return softmax((q @ k.T / np.sqrt(q.shape[1])).T).T @ v


@misconception("attention")
def softmax_over_everything(q, k, v):
    """Your softmax runs over all scores at once. The weights of each query have a sum of 1: row by row."""
    scores = q @ k.T / np.sqrt(q.shape[1])
    return softmax(scores.ravel()).reshape(scores.shape) @ v


@misconception("attention")
def no_softmax(q, k, v):
    """The softmax is missing: it turns the scores into weights with a sum of 1."""
    return q @ k.T / np.sqrt(q.shape[1]) @ v


@misconception("attention")
def weights_returned(q, k, v):
    """These are the weights. Multiply them with v to get the mixture of the values."""
    return softmax(q @ k.T / np.sqrt(q.shape[1]))


@misconception("attention")
def keys_not_transposed(q, k, v):
    """k is not transposed: q @ k.T compares every query with every key."""
    return softmax(q @ k / np.sqrt(q.shape[1])) @ v


@misconception("attention")
def best_key_alone(q, k, v):
    """Each query took the value of its best key alone. Mix all values, with the softmax as weights."""
    return v[np.argmax(q @ k.T, axis=1)]


@misconception("attention")
def scaled_too_late(q, k, v):
    """You divided by the root of d after the softmax. The scores are divided, before it."""
    return softmax(q @ k.T) / np.sqrt(q.shape[1]) @ v


# --- dropout ---


@misconception("dropout")
def kept_with_probability_p(x, p, seed, training=True):
    """p is the probability that an element is switched off. You keep with probability p."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) < p) / (1 - p)


@misconception("dropout")
def rest_not_scaled(x, p, seed, training=True):
    """What is left keeps its size. Divide it by 1 - p, so that the mean stays the same."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p)


@misconception("dropout")
def rest_multiplied(x, p, seed, training=True):
    """You multiplied by 1 - p. What is left is divided by it: it grows."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p) * (1 - p)


@misconception("dropout")
def divided_by_p(x, p, seed, training=True):
    """You divided by p. What is left is divided by 1 - p, the share that is left."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training or p == 0:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / p


@misconception("dropout")
def scaled_without_training(x, p, seed, training=True):
    """Without training you still multiply by 1 - p. Here the scaling is done in training (inverted dropout),
    so without training x stays as it is."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x * (1 - p)
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def training_not_looked_at(x, p, seed, training=True):
    """The parameter training has no effect. Where it is False, return x as it is."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def training_turned_round(x, p, seed, training=True):
    """It is the wrong way round: elements are switched off in training, and only then."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def always_the_same_seed(x, p, seed, training=True):
    """The seed has no effect: the same elements are switched off for every seed. Hand it to the generator."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(0).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def exact_number(x, p, seed, training=True):
    """You switch off exactly the share p. Each element is on its own: how many are hit differs from seed to
    seed."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    keep = np.ones(x.size)
    keep[np.random.default_rng(seed).permutation(x.size)[: int(round(p * x.size))]] = 0
    return x * keep.reshape(x.shape) / (1 - p)


@misconception("dropout")
def whole_columns(x, p, seed, training=True):
    """You draw once for each column, and its rows share the fate. Draw for every element: random(x.shape)."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape[-1]) >= p) / (1 - p)


@misconception("dropout")
def whole_rows(x, p, seed, training=True):
    """You draw once for each row, and all its elements share the fate. Draw for every element:
    random(x.shape)."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    keep = np.random.default_rng(seed).random(len(x)) >= p
    return (x.T * keep / (1 - p)).T


@misconception("dropout")
def one_mask_repeated(x, p, seed, training=True):
    """With three axes you drew one mask and used it again along the first axis. Draw a number for every
    element."""
    if not 0 <= p < 1:
        raise ValueError("p")
    if not training:
        return x
    shape = x.shape[1:] if x.ndim > 2 else x.shape
    return x * (np.random.default_rng(seed).random(shape) >= p) / (1 - p)


@misconception("dropout")
def one_draw_for_all(x, p, seed, training=True):
    """You draw a single number, and everything or nothing is switched off. Draw for every element:
    random(x.shape)."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * float(np.random.default_rng(seed).random() >= p) / (1 - p)


@misconception("dropout")
def nothing_checked(x, p, seed, training=True):
    """p is not checked. Unless 0 <= p < 1, raise ValueError, before anything else."""
    if not training:
        return x
    with np.errstate(divide="ignore", invalid="ignore"):
        return x * (np.random.default_rng(seed).random(x.shape) >= p) / np.float64(1 - p)


@misconception("dropout")
def one_allowed(x, p, seed, training=True):
    """p = 1 gets through, and 1 - p is 0. It must be below 1."""
    if not 0 <= p <= 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    with np.errstate(divide="ignore", invalid="ignore"):
        return x * (np.random.default_rng(seed).random(x.shape) >= p) / np.float64(1 - p)


@misconception("dropout")
def zero_refused(x, p, seed, training=True):
    """p = 0 is allowed: nothing is switched off. Refuse what is below 0."""
    if not 0 < p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def checked_in_training_only(x, p, seed, training=True):
    """p is checked in training only. Check it first: a wrong p is an error in either mode."""
    if not training:
        return x
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def only_too_large_refused(x, p, seed, training=True):
    """A p below 0 gets through. Unless 0 <= p < 1, raise ValueError."""
    if p >= 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= p) / (1 - p)


@misconception("dropout")
def switched_off_in_place(x, p, seed, training=True):
    """The result is right, but it was written into x: *= and /= change the caller's array. Make a new one."""
    if not 0 <= p < 1:
        raise ValueError(f"p must be at least 0 and below 1, got {p}")
    if training:
        x *= np.random.default_rng(seed).random(x.shape) >= p
        x /= 1 - p
    return x


# --- hinge_loss ---


@misconception("hinge_loss")
def right_class_counted(scores, labels, margin=1.0):
    """You also counted the right class, which misses its own score by the margin. Leave j = y out."""
    right = scores[np.arange(len(labels)), labels]
    return float(np.mean(np.sum(np.maximum(0, scores - right[:, None] + margin), axis=1)))


@misconception("hinge_loss")
def rows_summed(scores, labels, margin=1.0):
    """You summed over the rows. Average over them: divide by their number."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return float(np.sum(missing))


@misconception("hinge_loss")
def averaged_over_the_classes(scores, labels, margin=1.0):
    """You averaged over the classes too. Within a row the penalties are summed; the mean is over the rows
    alone."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return float(np.mean(missing))


@misconception("hinge_loss")
def averaged_over_the_wrong_classes(scores, labels, margin=1.0):
    """You divided by the number of wrong classes. Within a row the penalties are summed; the mean is over
    the rows alone."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return float(np.sum(missing)) / len(scores) / max(scores.shape[1] - 1, 1)


@misconception("hinge_loss")
def difference_turned_round(scores, labels, margin=1.0):
    """The difference is the wrong way round: penalised are wrong scores that are too high, s_j - s_y."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores[rows, labels][:, None] - scores + margin)
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing, axis=1)))


@misconception("hinge_loss")
def margin_fixed(scores, labels, margin=1.0):
    """You always used a margin of 1. Use the parameter."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + 1.0)
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing, axis=1)))


@misconception("hinge_loss")
def margin_cut_to_whole(scores, labels, margin=1.0):
    """You cut the margin down to a whole number. It may be any number, such as 0.5."""
    rows = np.arange(len(labels))
    penalties = np.maximum(0, scores - scores[rows, labels][:, None] + int(margin))
    penalties[rows, labels] = 0
    return float(penalties.sum() / len(labels))


@misconception("hinge_loss")
def margin_left_out(scores, labels, margin=1.0):
    """The margin is missing: being ahead is not enough, the right score must be ahead by the margin."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None])
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing, axis=1)))


@misconception("hinge_loss")
def margin_subtracted(scores, labels, margin=1.0):
    """You subtracted the margin. It is added to s_j - s_y: the right score must be ahead by that much."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] - margin)
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing, axis=1)))


@misconception("hinge_loss")
def worst_class_alone(scores, labels, margin=1.0):
    """You counted only the worst of the wrong classes. All of them are summed."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return float(np.mean(np.max(missing, axis=1)))


@misconception("hinge_loss")
def penalties_squared(scores, labels, margin=1.0):
    """You squared the penalties. There is such a loss too; here they are summed as they are."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing**2, axis=1)))


@misconception("hinge_loss")
def bonus_for_leading(scores, labels, margin=1.0):
    """max(0, ...) is missing: a score that is ahead by more than the margin is no bonus."""
    rows = np.arange(len(labels))
    missing = scores - scores[rows, labels][:, None] + margin
    missing[rows, labels] = 0
    return float(np.mean(np.sum(missing, axis=1)))


@misconception("hinge_loss")
def a_loss_for_each_row(scores, labels, margin=1.0):
    """You returned a loss for each row. Average them into a single number."""
    rows = np.arange(len(labels))
    missing = np.maximum(0, scores - scores[rows, labels][:, None] + margin)
    missing[rows, labels] = 0
    return np.sum(missing, axis=1)


@misconception("hinge_loss")
def scores_overwritten(scores, labels, margin=1.0):
    """The loss is right, but the scores were changed on the way. Work on a copy."""
    rows = np.arange(len(labels))
    scores -= scores[rows, labels][:, None] - margin
    scores[rows, labels] = 0
    return float(np.mean(np.sum(np.maximum(0, scores), axis=1)))


# --- count_parameters ---


@misconception("count_parameters")
def biases_not_counted(sizes):
    """You counted the weights alone. Each layer has a bias for each of its outputs as well."""
    return sum(i * o for i, o in zip(sizes, sizes[1:], strict=False))


@misconception("count_parameters")
def one_bias_for_each_layer(sizes):
    """You counted one bias for each layer. There is one for each output."""
    return sum(i * o + 1 for i, o in zip(sizes, sizes[1:], strict=False))


@misconception("count_parameters")
def biases_of_the_inputs(sizes):
    """You counted a bias for each input of a layer. They belong to its outputs."""
    return sum(i * o + i for i, o in zip(sizes, sizes[1:], strict=False))


@misconception("count_parameters")
def biases_at_the_input_layer(sizes):
    """You gave the input layer biases as well. Nothing is computed there, so it has none."""
    return sum(i * o for i, o in zip(sizes, sizes[1:], strict=False)) + sum(sizes)


@misconception("count_parameters")
def all_sizes_multiplied(sizes):
    """You multiplied all sizes. Weights lie between neighbours: multiply those, and sum over the layers."""
    return int(np.prod(sizes))


@misconception("count_parameters")
def last_layer_not_counted(sizes):
    """The last layer is missing. There is one layer fewer than sizes, and the last one counts."""
    return sum(i * o + o for i, o in zip(sizes[:-1], sizes[1:-1], strict=False))


@misconception("count_parameters")
def equal_layers_once(sizes):
    """Layers of equal sizes were counted once. Each has weights of its own."""
    return sum((i + 1) * o for i, o in set(zip(sizes, sizes[1:], strict=False)))


@misconception("count_parameters")
def counted_in_float32(sizes):
    """You counted in float32, which knows every integer only up to some 16 million. Count in integers."""
    total = np.float32(0)
    for i, o in zip(sizes, sizes[1:], strict=False):
        total += np.float32(i + 1) * np.float32(o)
    return int(total)


@misconception("count_parameters")
def neurons_counted(sizes):
    """These are the neurons. Parameters are the weights between them, and the biases."""
    return sum(sizes)
