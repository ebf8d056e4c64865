"""Right answers to chapter 12 written otherwise: none may be refused."""

import numpy as np

from tests.course.answers import right_answer


@right_answer("rotation_task")
def python_generator(images, seed):
    import random

    generator = random.Random(seed)
    labels = [generator.randrange(4) for _ in range(len(images))]
    rotated = [np.rot90(image, label) for image, label in zip(images, labels, strict=True)]
    return np.array(rotated), np.array(labels, dtype=np.uint8)


@right_answer("rotation_task")
def legacy_generator_one_turn_at_a_time(images, seed):
    np.random.seed(seed)
    labels = np.random.randint(4, size=images.shape[0]).astype(np.int32)
    rotated = np.empty_like(images)
    for i in range(images.shape[0]):
        turned = images[i]
        for _ in range(labels[i]):
            turned = turned.T[::-1]
        rotated[i] = turned
    return rotated, labels


@right_answer("rotation_task")
def pixel_by_pixel_in_a_list(images, seed):
    labels = np.random.RandomState(seed).choice(4, size=len(images))
    rotated = np.zeros(images.shape, np.uint8)
    last = images.shape[1] - 1
    for i, label in enumerate(labels):
        for row in range(last + 1):
            for column in range(last + 1):
                place = [
                    (row, column),
                    (last - column, row),
                    (last - row, last - column),
                    (column, last - row),
                ]
                rotated[i][place[label]] = images[i, row, column]
    return [rotated, labels]


@right_answer("rotation_task")
def whole_batches_by_label(images, seed):
    import cv2

    labels = np.random.default_rng(seed).choice([0, 1, 2, 3], size=len(images))
    ways = {1: cv2.ROTATE_90_COUNTERCLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_CLOCKWISE}
    rotated = images.copy()
    for i, label in enumerate(labels):
        if label:
            rotated[i] = cv2.rotate(images[i], ways[int(label)])
    return rotated, labels


@right_answer("fuse")
def looped(scores, weights):
    shape = scores[0].shape
    for each in scores[1:]:
        if each.shape != shape:
            raise ValueError("the arrays in scores differ")
    total = float(sum(weights))
    if total == 0.0:
        raise ValueError("the weights sum to 0")
    fused = np.zeros(shape)
    for k, each in enumerate(scores):
        for i in range(shape[0]):
            for j in range(shape[1]):
                fused[i, j] += weights[k] / total * each[i, j]
    return fused


@right_answer("fuse")
def in_float32(scores, weights):
    if len({each.shape for each in scores}) != 1:
        raise ValueError(f"scores: {[each.shape for each in scores]}")
    if abs(weights.sum()) < 1e-12:
        raise ValueError(f"weights: {weights}")
    shares = (weights / weights.sum()).astype(np.float32)
    return np.tensordot(shares, np.stack(scores).astype(np.float32), axes=1)


@right_answer("fuse")
def an_error_of_its_own(scores, weights):
    class FusionError(ValueError):
        pass

    if any(each.shape != scores[-1].shape for each in scores):
        raise FusionError("scores must have one shape")
    if sum(weights) == 0:
        raise FusionError("weights sum to zero")
    stacked = np.stack(scores, axis=-1)
    return stacked @ (weights / np.sum(weights))


@right_answer("fuse")
def rows_normalised_at_the_end(scores, weights):
    if not all(np.shape(each) == np.shape(scores[0]) for each in scores):
        raise ValueError("scores")
    if not np.sum(weights):
        raise ValueError("weights")
    if len(scores) == 1:
        return scores[0]
    summed = np.einsum("k,knc->nc", np.asarray(weights), np.asarray(scores))
    return summed / summed.sum(axis=1, keepdims=True)
