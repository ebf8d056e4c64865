"""Known wrong answers of chapter 7 in other words: each must be recognised as the mistake it repeats."""

import numpy as np
import torch
from torch.utils.data import Dataset

from tests.course.answers import rewritten

# --- split_indices ---


@rewritten("split_indices", of="rest_goes_to_the_test")
def floors_by_numpy(n, fractions, seed):
    shares = np.array(fractions)
    if (shares < 0).any():
        raise ValueError("a share in fractions is negative")
    if abs(shares.sum() - 1) > 1e-6:
        raise ValueError("fractions do not sum to 1")
    order = np.arange(n)
    np.random.default_rng(seed).shuffle(order)
    sizes = np.floor(n * shares).astype(int)
    rest = order[sizes[0] :]
    return [order[: sizes[0]], rest[: sizes[1]], rest[sizes[1] :]]


@rewritten("split_indices", of="sum_compared_exactly")
def equal_to_one(n, fractions, seed):
    a, b, c = fractions
    if a + b + c == 1 and a >= 0 and b >= 0 and c >= 0:
        order = np.random.default_rng(seed).permutation(np.arange(n))
        first, second = (int(place) for place in np.round(np.cumsum([a, b]) * n))
        return order[:first], order[first:second], order[second:]
    raise ValueError(f"not allowed: {fractions}")


@rewritten("split_indices", of="not_shuffled")
def ranges(n, fractions, seed):
    if not all(share >= 0 for share in fractions) or not -1e-6 <= sum(fractions) - 1 <= 1e-6:
        raise ValueError("fractions")
    places = [0, *np.round(np.cumsum(fractions)[:2] * n).astype(int).tolist(), n]
    return [np.array(range(start, end), dtype=int) for start, end in zip(places, places[1:], strict=False)]


@rewritten("split_indices", of="negative_not_checked")
def sum_alone(n, fractions, seed):
    total = np.sum(fractions)
    if total > 1 + 1e-6 or total < 1 - 1e-6:
        raise ValueError(f"fractions sum to {total}")
    order = np.random.default_rng(seed).permutation(n)
    first = int(np.clip(np.round(fractions[0] * n), 0, n))
    second = int(np.clip(np.round((fractions[0] + fractions[1]) * n), 0, n))
    return np.split(order, [first, second])


# --- count_leaks ---


@rewritten("count_leaks", of="different_rows_only")
def unique_first(train, test):
    leaks = 0
    for row in np.unique(test, axis=0):
        leaks += bool((train == row).all(axis=1).any())
    return leaks


@rewritten("count_leaks", of="same_place_only")
def paired(train, test):
    leaks = 0
    for mine, other in zip(test, train, strict=False):
        if (mine == other).all():
            leaks = leaks + 1
    return leaks


@rewritten("count_leaks", of="pairs_counted")
def two_loops(train, test):
    leaks = 0
    for row in test:
        for other in train:
            leaks += int(np.array_equal(row, other))
    return leaks


@rewritten("count_leaks", of="entry_by_entry")
def values_in_a_set(train, test):
    values = set(train.ravel().tolist())
    return len([row for row in test.tolist() if values.issuperset(row)])


# --- ArrayDataset ---


@rewritten("ArrayDataset", of="NotScaled")
class Whole(Dataset):
    def __init__(self, images, labels):
        if images.shape[0] != labels.shape[0]:
            raise ValueError(f"{images.shape[0]} images, {labels.shape[0]} labels")
        self.x = torch.tensor(images, dtype=torch.float32)[:, None]
        self.y = labels

    def __len__(self):
        return self.x.shape[0]

    def __getitem__(self, index):
        return self.x[index], self.y[index]


@rewritten("ArrayDataset", of="DoublePrecision")
class Doubles(Dataset):
    def __init__(self, images, labels):
        if len(labels) != len(images):
            raise ValueError("images, labels")
        self.pairs = [
            (torch.tensor(i[None] / 255.0), int(label)) for i, label in zip(images, labels, strict=True)
        ]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, index):
        return self.pairs[index]


@rewritten("ArrayDataset", of="NoChannel")
class Flat(torch.utils.data.TensorDataset):
    def __init__(self, images, labels):
        if len(labels) != len(images):
            raise ValueError("there must be as many labels as images")
        super().__init__(torch.from_numpy(images).float().div(255), torch.from_numpy(labels))


# --- batches ---


@rewritten("batches", of="last_always_dropped")
def full_ones(n, batch_size, shuffle, drop_last, seed):
    order = np.arange(n)
    if shuffle:
        order = np.random.default_rng(seed).permutation(n)
    found, start = [], 0
    while start + batch_size <= n:
        found.append(order[start : start + batch_size])
        start += batch_size
    return found


@rewritten("batches", of="last_always_kept")
def every_one(n, batch_size, shuffle, drop_last, seed):
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.array(range(n), dtype=int)
    return [order[i * batch_size :][:batch_size] for i in range((n + batch_size - 1) // batch_size)]


@rewritten("batches", of="dropped_the_wrong_way")
def the_wrong_branch(n, batch_size, shuffle, drop_last, seed):
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    found = [order[start : start + batch_size] for start in range(0, n, batch_size)]
    if not drop_last and found and found[-1].size < batch_size:
        del found[-1]
    return found


@rewritten("batches", of="lists_of_numbers")
def numbers_in_lists(n, batch_size, shuffle, drop_last, seed):
    numbers = [int(i) for i in np.random.default_rng(seed).permutation(n)] if shuffle else list(range(n))
    found = [numbers[start : start + batch_size] for start in range(0, n, batch_size)]
    return [batch for batch in found if len(batch) == batch_size or not drop_last]


# --- momentum_step ---


@rewritten("momentum_step", of="gradient_damped")
def running_mean(params, grads, velocity, lr, momentum):
    kept, new = [], []
    for p, g, v in zip(params, grads, velocity, strict=True):
        mean = v * momentum + g * (1 - momentum)
        kept.append(mean)
        new.append(p - mean * lr)
    return new, kept


@rewritten("momentum_step", of="old_velocity_used")
def moved_too_soon(params, grads, velocity, lr, momentum):
    moved = [np.subtract(p, np.multiply(v, lr)) for p, v in zip(params, velocity, strict=True)]
    velocity = [np.add(v * momentum, g) for v, g in zip(velocity, grads, strict=True)]
    return moved, velocity


@rewritten("momentum_step", of="lists_swapped")
def velocity_in_front(params, grads, velocity, lr, momentum):
    results = []
    for i in range(len(params)):
        v = grads[i] + velocity[i] * momentum
        results.append((v, params[i] - v * lr))
    return tuple(map(list, zip(*results, strict=True)))


# --- early_stop ---


@rewritten("early_stop", of="compared_with_the_last")
def by_differences(validation_losses, patience):
    worse = np.diff(validation_losses) >= 0
    row = 0
    for epoch, bad in enumerate(worse, start=1):
        row = row + 1 if bad else 0
        if row >= patience:
            return epoch
    return len(worse)


@rewritten("early_stop", of="tie_is_progress")
def smallest_before(validation_losses, patience):
    last = 0
    for epoch, loss in enumerate(validation_losses):
        if loss == min(validation_losses[: epoch + 1]):
            last = epoch
        elif epoch - last == patience:
            return epoch
    return epoch


@rewritten("early_stop", of="best_epoch")
def argmin_until_the_stop(validation_losses, patience):
    best = 0
    for epoch in range(len(validation_losses)):
        if validation_losses[epoch] < validation_losses[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best
