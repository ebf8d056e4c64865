"""Right answers to chapter 7 written otherwise: none may be refused."""

import numpy as np
import torch
from torch.utils.data import Dataset

from tests.course.answers import right_answer


@right_answer("split_indices")
def np_isclose(n, fractions, seed):
    if min(fractions) < 0 or not np.isclose(sum(fractions), 1.0, atol=1e-6):
        raise ValueError("fractions must be 0 or more and sum to 1")
    order = np.random.RandomState(seed).permutation(n)
    first = int(round(fractions[0] * n))
    second = int(round(fractions[1] * n))
    return order[:first], order[first : first + second], order[first + second :]


@right_answer("split_indices")
def standard_library(n, fractions, seed):
    import math
    import random

    if any(share < 0 for share in fractions):
        raise ValueError("negative share in fractions")
    if not math.isclose(math.fsum(fractions), 1.0, rel_tol=0, abs_tol=1e-6):
        raise ValueError(f"fractions sum to {math.fsum(fractions)}")
    order = list(range(n))
    random.Random(seed).shuffle(order)
    first = int(n * fractions[0])
    second = min(n, int(n * (fractions[0] + fractions[1]) + 1e-9))
    return [np.array(part, dtype=np.int32) for part in (order[:first], order[first:second], order[second:])]


@right_answer("split_indices")
def largest_remainders(n, fractions, seed):
    shares = np.asarray(fractions, dtype=np.float64)
    if (shares < 0).any() or np.abs(shares.sum() - 1.0) > 1e-6:
        raise ValueError("bad fractions")
    exact = shares * n
    sizes = np.floor(exact).astype(int)
    for part in np.argsort(sizes - exact)[: n - sizes.sum()]:
        sizes[part] += 1
    np.random.seed(seed)
    order = np.arange(n)
    np.random.shuffle(order)
    train = order[: sizes[0]]
    validation = order[sizes[0] : sizes[0] + sizes[1]]
    return train, validation, order[sizes[0] + sizes[1] :]


@right_answer("split_indices")
def sizes_rounded(n, fractions, seed):
    a, b, c = fractions
    if a < 0 or b < 0 or c < 0:
        raise ValueError(f"{fractions} has a negative entry")
    if a + b + c < 1 - 1e-6 or a + b + c > 1 + 1e-6:
        raise ValueError(f"{fractions} does not sum to 1")
    keys = np.random.RandomState(seed).rand(n)
    order = keys.argsort()
    trained, validated = round(n * a), round(n * b)
    return order[:trained], order[trained : trained + validated], order[trained + validated :]


@right_answer("count_leaks")
def vectorised(train, test):
    equal = test[:, np.newaxis, :] == train[np.newaxis, :, :]
    return equal.all(axis=2).any(axis=1).sum()


@right_answer("count_leaks")
def looped(train, test):
    leaks = 0
    for row in test:
        for other in train:
            if np.array_equal(row, other):
                leaks += 1
                break
    return leaks


@right_answer("count_leaks")
def through_unique(train, test):
    together = np.vstack([train, test]).astype(np.float64)
    _rows, numbers = np.unique(together, axis=0, return_inverse=True)
    numbers = np.ravel(numbers)
    return int(np.isin(numbers[len(train) :], numbers[: len(train)]).sum())


@right_answer("ArrayDataset")
class TensorsKept(Dataset):
    def __init__(self, images, labels):
        if images.shape[0] != labels.shape[0]:
            raise ValueError(f"{images.shape[0]} is not {labels.shape[0]}")
        self.x = torch.tensor(images, dtype=torch.float32)[:, None] / 255
        self.y = torch.tensor(labels, dtype=torch.int64)

    def __len__(self):
        return self.y.numel()

    def __getitem__(self, i):
        return self.x[i], self.y[i]


@right_answer("ArrayDataset")
class NumPyInside(Dataset):
    def __init__(self, images, labels):
        super().__init__()
        if len(labels) != len(images):
            raise ValueError("labels do not fit")
        self.images = images
        self.labels = labels

    def __len__(self):
        return self.images.shape[0]

    def __getitem__(self, index):
        scaled = self.images[index].astype(np.float32)[np.newaxis] / np.float32(255)
        return [torch.from_numpy(scaled), self.labels[index]]


@right_answer("ArrayDataset")
class TransformOfTorchvision(torch.utils.data.TensorDataset):
    def __init__(self, images, labels):
        if len(labels) != len(images):
            raise ValueError("images and labels")
        super().__init__(torch.from_numpy(images), torch.from_numpy(labels).long())

    def __getitem__(self, index):
        from torchvision.transforms import ToTensor

        image, label = super().__getitem__(index)
        return ToTensor()(image.numpy()[..., None]), label.item()


@right_answer("batches")
def while_loop(n, batch_size, shuffle, drop_last, seed):
    import random

    left = list(range(n))
    if shuffle:
        random.Random(seed).shuffle(left)
    found = []
    while len(left) >= batch_size:
        found.append(np.array(left[:batch_size]))
        left = left[batch_size:]
    if left and not drop_last:
        found.append(np.array(left))
    return found


@right_answer("batches")
def split_at_places(n, batch_size, shuffle, drop_last, seed):
    order = np.arange(n, dtype=np.int32)
    if shuffle:
        np.random.seed(seed)
        order = np.random.permutation(order)
    parts = np.split(order, np.arange(batch_size, n, batch_size)) if n else []
    if drop_last and parts and len(parts[-1]) != batch_size:
        parts.pop()
    return tuple(parts)


@right_answer("batches")
def filtered(n, batch_size, shuffle, drop_last, seed):
    order = np.random.RandomState(seed).choice(n, n, replace=False) if shuffle else np.array(range(n), int)
    count = -(-n // batch_size)
    parts = [order[i * batch_size : i * batch_size + batch_size] for i in range(count)]
    return [part for part in parts if part.size == batch_size or not drop_last]


@right_answer("sgd_step")
def zipped(params, grads, lr):
    new = []
    for parameter, gradient in zip(params, grads, strict=True):
        new.append(np.subtract(parameter, np.multiply(lr, gradient)))
    return new


@right_answer("sgd_step")
def single_precision(params, grads, lr):
    def step(parameter, gradient):
        moved = parameter.astype(np.float32)
        moved -= np.float32(lr) * gradient.astype(np.float32)
        return moved

    return tuple(map(step, params, grads))


@right_answer("momentum_step")
def copies_changed(params, grads, velocity, lr, momentum):
    params, velocity = [p.copy() for p in params], [v.copy() for v in velocity]
    for p, g, v in zip(params, grads, velocity, strict=True):
        v *= momentum
        v += g
        p -= lr * v
    return params, velocity


@right_answer("momentum_step")
def pairs_collected(params, grads, velocity, lr, momentum):
    pairs = []
    for i in range(len(params)):
        v = np.float32(momentum) * velocity[i].astype(np.float32) + grads[i].astype(np.float32)
        pairs.append((params[i].astype(np.float32) - np.float32(lr) * v, v))
    return [[p for p, _v in pairs], [v for _p, v in pairs]]


@right_answer("early_stop")
def minimum_so_far(validation_losses, patience):
    since = 0
    for epoch in range(1, len(validation_losses)):
        if validation_losses[epoch] < validation_losses[:epoch].min():
            since = epoch
        elif epoch - since >= patience:
            return epoch
    return len(validation_losses) - 1


@right_answer("early_stop")
def windows(validation_losses, patience):
    before = np.concatenate([[np.inf], np.minimum.accumulate(validation_losses)[:-1]])
    stuck = validation_losses >= before
    for epoch in range(patience - 1, len(stuck)):
        if stuck[epoch - patience + 1 : epoch + 1].all():
            return np.int32(epoch)
    return np.int64(stuck.size - 1)
