"""Known wrong answers of chapter 12, each with the sentence that helps."""

import numpy as np

from stubmeister.grading import alike, misconception

# --- rotation_task ---


@alike("rotation_task")
def turned_alike(mine, theirs, images, seed):
    """Whatever was drawn: the same kinds of labels, and every label stands for the same turn."""

    def form(value):
        parts = value if isinstance(value, (tuple, list)) else [value]
        return [(np.shape(part), np.asarray(part).dtype.kind) for part in parts]

    def ways(result):
        """For each label what was done to all its images: quarter turns 0..3, mirrored ones 4..7."""
        rotated, labels = result
        found = {}
        for image, turned, label in zip(images, rotated, labels, strict=True):
            views = [np.rot90(view, k) for view in (image, image.T) for k in range(4)]
            fitting = {way for way, view in enumerate(views) if np.array_equal(view, turned)}
            found[int(label)] = found.get(int(label), fitting) & fitting
        return found

    if form(mine) != form(theirs):
        return False
    if form(mine) != form((images, np.zeros(len(images), dtype=int))):
        return True
    mine, theirs = ways(mine), ways(theirs)
    if len(images) >= 40 and mine.keys() != theirs.keys() and not len(mine) == len(theirs) == 1:
        return False
    both = mine.keys() & theirs.keys()
    return all(mine[label] & theirs[label] or not mine[label] | theirs[label] for label in both)


@misconception("rotation_task")
def clockwise(images, seed):
    """You turned clockwise. A label of 1 means a quarter turn counter-clockwise: np.rot90(image, 1) without a
    minus."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    return np.stack([np.rot90(images[i], -turns) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def not_turned(images, seed):
    """The labels are drawn, but the images are as they were. Turn image i by labels[i] quarter turns."""
    return images, np.random.default_rng(seed).integers(0, 4, len(images))


@misconception("rotation_task")
def upper_end_left_out(images, seed):
    """Label 3 never occurs: integers(0, 3) and randint(0, 3) of NumPy leave the upper end out. Draw from 0 to
    4."""
    labels = np.random.default_rng(seed).integers(0, 3, len(images))
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def never_left_upright(images, seed):
    """Label 0 never occurs. An image that was not turned belongs to the task as well: draw from 0, 1, 2 and
    3."""
    labels = np.random.default_rng(seed).integers(1, 4, len(images))
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def always_the_same_seed(images, seed):
    """The argument seed is not used, so another seed draws the same labels. Give it to the generator."""
    labels = np.random.default_rng(0).integers(0, 4, len(images))
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def in_turn(images, seed):
    """Your labels run 0, 1, 2, 3, 0, 1 and so on. Draw them at random, by the seed."""
    labels = np.arange(len(images)) % 4
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def one_label_for_all(images, seed):
    """All images are turned alike. Draw a label for each image, all from one generator: one that is made anew
    from the same seed draws the same number again."""
    turns = np.random.default_rng(seed).integers(0, 4)
    return np.rot90(images, turns, axes=(1, 2)), np.full(len(images), turns)


@misconception("rotation_task")
def degrees(images, seed):
    """Your labels are degrees. The label is the number of quarter turns: 0, 1, 2 or 3."""
    turns = np.random.default_rng(seed).integers(0, 4, len(images))
    return np.stack([np.rot90(images[i], k) for i, k in enumerate(turns)]), 90 * turns


@misconception("rotation_task")
def labels_first(images, seed):
    """The two parts are swapped: first the turned images, then the labels."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    return labels, np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)])


@misconception("rotation_task")
def images_alone(images, seed):
    """The labels are missing: return the turned images and the labels, (rotated, labels)."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)])


@misconception("rotation_task")
def all_four_of_each(images, seed):
    """You made all four turns of each image. Wanted is one turned image for each, by a label that is
    drawn."""
    order = np.random.default_rng(seed).permutation(4 * len(images))
    rotated = np.stack([np.rot90(image, turns) for image in images for turns in range(4)])
    return rotated[order], np.tile(np.arange(4), len(images))[order]


@misconception("rotation_task")
def mirrored(images, seed):
    """You mirrored the images. Turning is another thing: np.rot90, or transpose and reverse the rows."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    ways = [lambda image: image, np.fliplr, lambda image: image[::-1, ::-1], np.flipud]
    return np.stack([ways[turns](images[i]) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def transposed(images, seed):
    """An image transposed is mirrored at its diagonal, not turned. Reverse the rows of the transposed
    image."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    ways = [
        lambda image: image,
        np.transpose,
        lambda image: image[::-1, ::-1],
        lambda image: image[::-1, ::-1].T,
    ]
    return np.stack([ways[turns](images[i]) for i, turns in enumerate(labels)]), labels


@misconception("rotation_task")
def turned_in_place(images, seed):
    """The result is right, but it was written into the images you were given. Make a new array."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    for i, turns in enumerate(labels):
        images[i] = np.rot90(images[i], turns).copy()
    return images, labels


@misconception("rotation_task")
def made_to_floats(images, seed):
    """Your images are float64: np.zeros makes such arrays unless told otherwise. Keep uint8."""
    labels = np.random.default_rng(seed).integers(0, 4, len(images))
    rotated = np.zeros(images.shape)
    for i, turns in enumerate(labels):
        rotated[i] = np.rot90(images[i], turns)
    return rotated, labels


@misconception("rotation_task")
def one_after_the_other(images, seed):
    """Your labels go round 0, 1, 2, 3 in order; seed only says where they begin. A network would learn the
    order: draw each label at random."""
    labels = (np.arange(len(images)) + seed) % 4
    return np.stack([np.rot90(images[i], turns) for i, turns in enumerate(labels)]), labels


# --- fuse ---


@misconception("fuse")
def not_normalised(scores, weights):
    """The weighted sum is right, but rows sum to the sum of the weights. Divide by that sum."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True))


@misconception("fuse")
def divided_by_the_count(scores, weights):
    """You divided the weighted sum by the number of arrays. Divide by the sum of the weights."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / len(scores)


@misconception("fuse")
def weights_ignored(scores, weights):
    """This is the plain mean: your weights are not used. Multiply each array by its weight."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return np.mean(scores, axis=0)


@misconception("fuse")
def softmax_of_the_weights(scores, weights):
    """You put the weights through softmax. They are weights already: divide them by their sum."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    shares = np.exp(weights - np.max(weights))
    return np.average(scores, axis=0, weights=shares)


@misconception("fuse")
def multiplied(scores, weights):
    """You multiplied the probabilities, each raised to its weight. Wanted is their weighted mean, a sum."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    product = np.prod([each**weight for weight, each in zip(weights, scores, strict=True)], axis=0)
    return product / product.sum(axis=1, keepdims=True)


@misconception("fuse")
def largest_share_taken(scores, weights):
    """You took the largest weighted probability of each class. Add them up and divide by the sum of the
    weights."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    best = np.max([weight * each for weight, each in zip(weights, scores, strict=True)], axis=0)
    return best / best.sum(axis=1, keepdims=True)


@misconception("fuse")
def columns_normalised(scores, weights):
    """You made the columns sum to 1. It is the rows that are probabilities; dividing by the sum of the
    weights is enough."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    total = sum(weight * each for weight, each in zip(weights, scores, strict=True))
    return total / total.sum(axis=0, keepdims=True)


@misconception("fuse")
def first_two_alone(scores, weights):
    """Only the first two arrays are used. There may be one, or three and more: go through the whole list."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    if len(scores) == 1:
        return scores[0]
    return (weights[0] * scores[0] + weights[1] * scores[1]) / np.sum(weights)


@misconception("fuse")
def shapes_unchecked(scores, weights):
    """Different shapes are not refused. NumPy stretches some of them onto each other in silence, so compare
    the shapes yourself and raise ValueError."""
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def only_lengths_compared(scores, weights):
    """You compared the numbers of rows. Arrays with as many rows can still have different shapes: compare
    .shape."""
    if any(len(each) != len(scores[0]) for each in scores):
        raise ValueError("scores have different lengths")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def only_neighbours_of_the_first(scores, weights):
    """You compared the first two shapes. Any array of the list may have another shape: compare them all."""
    if len(scores) > 1 and scores[0].shape != scores[1].shape:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def weights_unchecked(scores, weights):
    """Weights that sum to 0 are not refused: dividing by 0 gives NaN. Look at the sum and raise
    ValueError."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    with np.errstate(all="ignore"):
        return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def only_zeros_refused(scores, weights):
    """You refuse weights that are all 0. Others sum to 0 as well, such as 1 and -1: look at the sum."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if not np.any(weights):
        raise ValueError("weights are 0")
    with np.errstate(all="ignore"):
        return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def any_zero_refused(scores, weights):
    """You refuse every weight of 0. A single one only leaves its array out; refuse weights whose sum is 0."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.any(weights == 0) or np.sum(weights) == 0:
        raise ValueError("weights must not be 0")
    return np.average(scores, axis=0, weights=weights)


@misconception("fuse")
def must_sum_to_one(scores, weights):
    """You refuse weights that do not sum to 1. They need not: divide by their sum."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if not np.isclose(np.sum(weights), 1):
        raise ValueError(f"weights sum to {np.sum(weights)}")
    return np.average(scores, axis=0, weights=weights)


@misconception("fuse")
def nothing_checked(scores, weights):
    """The weighted mean is right, but both checks are missing: different shapes, and weights that sum to 0,
    must raise ValueError."""
    with np.errstate(all="ignore"):
        return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def summed_in_place(scores, weights):
    """The result is right, but *= and += work in the caller's arrays. Start from a new array of zeros."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    total = scores[0]
    total *= weights[0]
    for weight, each in zip(weights[1:], scores[1:], strict=True):
        total += weight * each
    return total / np.sum(weights)


@misconception("fuse")
def divided_weights_in_place(scores, weights):
    """The result is right, but the weights you were given were changed: /= works in the caller's array."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    weights /= np.sum(weights)
    return np.average(scores, axis=0, weights=weights)


@misconception("fuse")
def first_and_last_compared(scores, weights):
    """You compare the first shape with the last alone. One between them may be different: compare all."""
    if scores[0].shape != scores[-1].shape:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return sum(weight * each for weight, each in zip(weights, scores, strict=True)) / np.sum(weights)


@misconception("fuse")
def signs_of_the_weights_lost(scores, weights):
    """You take the absolute values of the weights. Use them as they are: only their sum may not be 0."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return np.average(scores, axis=0, weights=np.abs(weights))


@misconception("fuse")
def cut_to_probabilities(scores, weights):
    """You cut the result off at 0 and 1. With weights of both signs it may leave that range: return the
    weighted mean as it is."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if np.sum(weights) == 0:
        raise ValueError("weights sum to 0")
    return np.clip(np.average(scores, axis=0, weights=weights), 0, 1)


@misconception("fuse")
def small_sum_refused(scores, weights):
    """You refuse weights whose sum is small. Only a sum of 0 is refused; 3e-5 and 1e-5 are like 3 and 1."""
    if len({each.shape for each in scores}) > 1:
        raise ValueError("scores have different shapes")
    if abs(np.sum(weights)) < 1e-3:
        raise ValueError("weights sum to 0")
    return np.average(scores, axis=0, weights=weights)
