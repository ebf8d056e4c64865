"""Known wrong answers of chapter 12 written again: other code, the same behaviour."""

import numpy as np

from tests.course.answers import rewritten


@rewritten("rotation_task", of="clockwise")
def a_step_backwards(images, seed):
    labels = np.random.default_rng(seed).integers(0, 4, size=images.shape[0])
    rotated = np.zeros_like(images)
    for i, label in enumerate(labels):
        turned = images[i]
        for _ in range(label):
            turned = turned[::-1].T
        rotated[i] = turned
    return rotated, labels


@rewritten("rotation_task", of="not_turned")
def turned_and_forgotten(images, seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(low=0, high=4, size=len(images))
    rotated = images.copy()
    for i in range(len(images)):
        np.rot90(rotated[i], labels[i])
    return rotated, labels


@rewritten("rotation_task", of="upper_end_left_out")
def choice_of_three(images, seed):
    labels = np.random.default_rng(seed).integers(3, size=len(images))
    rotated = [np.rot90(image, label) for image, label in zip(images, labels, strict=True)]
    return np.array(rotated), labels


@rewritten("rotation_task", of="always_the_same_seed")
def generator_of_its_own(images, seed):
    rng = np.random.default_rng(seed=0)
    labels = rng.integers(0, 4, images.shape[:1])
    return np.array([np.rot90(image, k) for image, k in zip(images, labels, strict=True)]), labels


@rewritten("rotation_task", of="in_turn")
def tiled(images, seed):
    labels = np.tile([0, 1, 2, 3], len(images))[: len(images)]
    return np.array([np.rot90(image, k) for image, k in zip(images, labels, strict=True)]), labels


@rewritten("rotation_task", of="one_label_for_all")
def anew_from_the_seed(images, seed):
    rotated, labels = [], []
    for image in images:
        label = np.random.default_rng(seed).integers(0, 4)
        rotated.append(np.rot90(image, label))
        labels.append(label)
    return np.array(rotated), np.array(labels)


@rewritten("rotation_task", of="clockwise")
def another_generator_clockwise(images, seed):
    import random

    draw = random.Random(seed)
    labels = np.array([draw.randint(0, 3) for _ in images])
    return np.stack([np.rot90(image, 4 - k) for image, k in zip(images, labels, strict=True)]), labels


@rewritten("rotation_task", of="upper_end_left_out")
def another_generator_of_three(images, seed):
    np.random.seed(seed)
    labels = np.random.randint(0, 3, len(images))
    return np.stack([np.rot90(image, k) for image, k in zip(images, labels, strict=True)]), labels


@rewritten("rotation_task", of="labels_first")
def another_generator_labels_first(images, seed):
    labels = np.random.RandomState(seed).randint(0, 4, len(images))
    return labels, np.stack([np.rot90(image, k) for image, k in zip(images, labels, strict=True)])


@rewritten("rotation_task", of="not_turned")
def another_generator_not_turned(images, seed):
    import random

    random.seed(seed)
    return images.copy(), np.array(random.choices(range(4), k=len(images)))


@rewritten("fuse", of="not_normalised")
def tensordot(scores, weights):
    if len({each.shape for each in scores}) != 1:
        raise ValueError("scores")
    if weights.sum() == 0:
        raise ValueError("weights")
    return np.tensordot(weights, np.stack(scores), axes=1)


@rewritten("fuse", of="divided_by_the_count")
def mean_of_the_weighted(scores, weights):
    shape = scores[0].shape
    if any(each.shape != shape for each in scores):
        raise ValueError("scores")
    if sum(weights) == 0:
        raise ValueError("weights")
    return np.mean([weights[k] * scores[k] for k in range(len(scores))], axis=0)


@rewritten("fuse", of="weights_ignored")
def ones_for_weights(scores, weights):
    if any(each.shape != scores[0].shape for each in scores):
        raise ValueError("scores")
    if np.sum(weights) == 0:
        raise ValueError("weights")
    total = np.zeros(scores[0].shape)
    for each in scores:
        total = total + each
    return total / len(scores)


@rewritten("fuse", of="weights_unchecked")
def zero_by_zero(scores, weights):
    if any(each.shape != scores[0].shape for each in scores):
        raise ValueError("scores")
    with np.errstate(all="ignore"):
        return np.einsum("k,knc->nc", weights, np.array(scores)) / weights.sum()


@rewritten("fuse", of="any_zero_refused")
def product_looked_at(scores, weights):
    if any(each.shape != scores[0].shape for each in scores):
        raise ValueError("scores")
    if sum(weights) == 0 or 0 in weights:
        raise ValueError("weights")
    return sum(w * s for w, s in zip(weights, scores, strict=True)) / sum(weights)
