"""Known wrong answers of chapter 7, each with the sentence that helps."""

import numpy as np
import torch
from torch.utils.data import Dataset

from stubmeister.grading import misconception

# --- split_indices ---


@misconception("split_indices")
def not_shuffled(n, fractions, seed):
    """You cut the numbers in their order, without shuffling. Data that is sorted by class would then be
    tested on the last classes alone."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.arange(n), cuts))


@misconception("split_indices")
def seed_not_used(n, fractions, seed):
    """You shuffle without the seed, so the parts are others each time. Make a generator from it:
    np.random.default_rng(seed)."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.permutation(n), cuts))


@misconception("split_indices")
def seed_not_used_by_random(n, fractions, seed):
    """You shuffle with the random module and never give it the seed, so the parts are others each time."""
    import random

    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    order = list(range(n))
    random.shuffle(order)
    return tuple(np.split(np.array(order, dtype=int), cuts))


@misconception("split_indices")
def always_the_same_seed(n, fractions, seed):
    """You shuffle with a fixed seed of your own, so every seed gives the same parts. Use `seed`."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(0).permutation(n), cuts))


@misconception("split_indices")
def zero_is_no_seed(n, fractions, seed):
    """You take the seed 0 for no seed (`if seed:` is false for 0). It is a seed like any other."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    if seed:
        np.random.seed(seed)
    return tuple(np.split(np.random.permutation(n), cuts))


@misconception("split_indices")
def rest_goes_to_the_test(n, fractions, seed):
    """You cut the first two sizes down with int() and gave the test all the rest, which can be almost 2
    too many. Round the places where you cut: n * f1 and n * (f1 + f2)."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    order = np.random.default_rng(seed).permutation(n)
    first, second = int(n * fractions[0]), int(n * fractions[1])
    return order[:first], order[first : first + second], order[first + second :]


@misconception("split_indices")
def rounded_up(n, fractions, seed):
    """You rounded the first two sizes up, so that the test can miss almost 2. Round the places where you cut:
    n * f1 and n * (f1 + f2)."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    order = np.random.default_rng(seed).permutation(n)
    first, second = int(np.ceil(n * fractions[0])), int(np.ceil(n * fractions[1]))
    return order[:first], order[first : first + second], order[first + second :]


@misconception("split_indices")
def some_left_out(n, fractions, seed):
    """You cut every size down with int(), the third too, so that a few numbers come into no part. The
    test ends where the numbers end."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    order = np.random.default_rng(seed).permutation(n)
    a, b, c = (int(n * fraction) for fraction in fractions)
    return order[:a], order[a : a + b], order[a + b : a + b + c]


@misconception("split_indices")
def drawn_with_replacement(n, fractions, seed):
    """You draw numbers with replacement: some come twice, others not at all. Shuffle instead
    (permutation)."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).integers(0, n, n), cuts))


@misconception("split_indices")
def each_part_on_its_own(n, fractions, seed):
    """You draw each part from all numbers, so that the same example can be in training and in the test.
    Shuffle once and cut the one row in three."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    rng = np.random.default_rng(seed)
    sizes = np.diff(np.round(np.cumsum([0, *fractions]) * n).astype(int))
    return tuple(rng.permutation(n)[:size] for size in sizes)


@misconception("split_indices")
def shuffled_after_cutting(n, fractions, seed):
    """You cut first and shuffle inside the parts. The parts still hold the same examples for every seed:
    shuffle all numbers first."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    rng = np.random.default_rng(seed)
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(rng.permutation(part) for part in np.split(np.arange(n), cuts))


@misconception("split_indices")
def parts_in_another_order(n, fractions, seed):
    """You return training, test, validation. Asked for is training, validation, test, as `fractions` has
    them."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    train, validation, test = np.split(np.random.default_rng(seed).permutation(n), cuts)
    return train, test, validation


@misconception("split_indices")
def turned_round(n, fractions, seed):
    """You only begin at another place in the same order, so neighbours stay together. Shuffle the numbers."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.roll(np.arange(n), seed % max(n, 1)), cuts))


@misconception("split_indices")
def sum_not_checked(n, fractions, seed):
    """Shares that do not sum to 1 are not refused. Raise ValueError when their sum is more than 1e-6 away
    from 1."""
    if min(fractions) < 0:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def only_too_much_refused(n, fractions, seed):
    """You refuse a sum above 1, but not one below. Look at the absolute difference from 1."""
    if min(fractions) < 0 or sum(fractions) - 1 > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def sum_compared_exactly(n, fractions, seed):
    """You compare the sum with 1 exactly. In a computer 0.7 + 0.2 + 0.1 is not quite 1: allow for 1e-6."""
    if min(fractions) < 0 or sum(fractions) != 1:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def too_much_room(n, fractions, seed):
    """You leave too much room around a sum of 1. Right is 1e-6."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-4:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def negative_not_checked(n, fractions, seed):
    """Negative shares are not refused when the sum is 1. Look at each share as well."""
    if abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), np.clip(cuts, 0, n)))


@misconception("split_indices")
def nothing_checked(n, fractions, seed):
    """The parts are right, but the checks are missing: negative shares and sums other than 1 must raise
    ValueError."""
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), np.clip(cuts, 0, n)))


@misconception("split_indices")
def zero_refused(n, fractions, seed):
    """You refuse a share of 0. It is allowed: whoever needs no test part writes 0.0."""
    if min(fractions) <= 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def asserted(n, fractions, seed):
    """assert raises AssertionError, and is skipped when Python runs with -O. Write `raise
    ValueError(...)`."""
    assert min(fractions) >= 0, "fractions"
    assert abs(sum(fractions) - 1) <= 1e-6, "fractions"
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n), cuts))


@misconception("split_indices")
def torch_splits(n, fractions, seed):
    """random_split does the work. Shuffle and cut the numbers yourself."""
    generator = torch.Generator().manual_seed(seed)
    parts = torch.utils.data.random_split(range(n), fractions, generator)
    return tuple(np.array(list(part), dtype=int) for part in parts)


@misconception("split_indices")
def numbers_in_a_byte(n, fractions, seed):
    """Your numbers are kept in uint8, which ends at 255: from 256 examples on they begin again at 0."""
    if min(fractions) < 0 or abs(sum(fractions) - 1) > 1e-6:
        raise ValueError(f"fractions {fractions}")
    cuts = np.round(np.cumsum(fractions)[:2] * n).astype(int)
    return tuple(np.split(np.random.default_rng(seed).permutation(n).astype(np.uint8), cuts))


# --- count_leaks ---


@misconception("count_leaks")
def same_place_only(train, test):
    """You compare each row of the test with the row in the same place of the training data. A leak can stand
    anywhere."""
    rows = min(len(train), len(test))
    return int(np.sum(np.all(train[:rows] == test[:rows], axis=1)))


@misconception("count_leaks")
def different_rows_only(train, test):
    """You count different rows, as sets do. A leaked row that stands in the test twice counts twice."""
    return len({tuple(row) for row in train.tolist()} & {tuple(row) for row in test.tolist()})


@misconception("count_leaks")
def rows_of_train(train, test):
    """You count the rows of the training data that stand in the test. Count rows of the test."""
    known = {tuple(row) for row in test.tolist()}
    return sum(tuple(row) in known for row in train.tolist())


@misconception("count_leaks")
def pairs_counted(train, test):
    """You count pairs of equal rows, so that a row that stands in the training data twice counts twice.
    Count each row of the test once."""
    return int(np.sum(np.all(test[:, None] == train[None], axis=2)))


@misconception("count_leaks")
def entry_by_entry(train, test):
    """You ask whether each entry occurs somewhere in the training data. Asked is whether the whole row
    does, with its entries in their order."""
    return int(np.sum(np.all(np.isin(test, train), axis=1)))


@misconception("count_leaks")
def any_entry(train, test):
    """`row in train` asks NumPy whether any single entry agrees. A row is the same when all its entries
    are."""
    return sum(bool((row == train).any()) for row in test)


@misconception("count_leaks")
def order_ignored(train, test):
    """You compare rows without the order of their entries. [1, 2] is not [2, 1]."""
    known = {tuple(sorted(row)) for row in train.tolist()}
    return sum(tuple(sorted(row)) in known for row in test.tolist())


@misconception("count_leaks")
def sums_compared(train, test):
    """You compare the sums of the rows. Different rows can have the same sum."""
    known = set(train.sum(axis=1).tolist())
    return sum(total in known for total in test.sum(axis=1).tolist())


@misconception("count_leaks")
def first_column_only(train, test):
    """You look at the first column alone. A row is the same when all its entries are."""
    return sum(row[0] in train[:, 0].tolist() for row in test.tolist())


@misconception("count_leaks")
def nearly_equal(train, test):
    """You take rows that are nearly equal for the same (np.allclose allows a hundred-thousandth of a number).
    Compare exactly, with ==."""
    return sum(any(np.allclose(row, other) for other in train) for row in test)


@misconception("count_leaks")
def bytes_compared(train, test):
    """You compare bytes. The integer 3 and the float 3.0 are the same value and have different bytes:
    compare the numbers."""
    known = {row.tobytes() for row in train}
    return sum(row.tobytes() in known for row in test)


@misconception("count_leaks")
def dtype_forced(train, test):
    """You convert the test to the training data's dtype first. That changes numbers: 1.5 becomes 1, and
    as a byte 257 becomes 1. Compare them as they are."""
    with np.errstate(all="ignore"):
        test = test.astype(train.dtype)
    known = {tuple(row) for row in train.tolist()}
    return sum(tuple(row) in known for row in test.tolist())


@misconception("count_leaks")
def same_object(train, test):
    """You ask whether two rows are one and the same object (`is`). Two rows with equal numbers are a leak."""
    return sum(any(row is other for other in train) for row in test)


@misconception("count_leaks")
def share_of_the_test(train, test):
    """This is the share of the test that leaked. Asked for is the number of rows."""
    known = {tuple(row) for row in train.tolist()}
    return sum(tuple(row) in known for row in test.tolist()) / len(test)


@misconception("count_leaks")
def the_others(train, test):
    """You count the rows that did not leak. Count those that stand in the training data too."""
    known = {tuple(row) for row in train.tolist()}
    return sum(tuple(row) not in known for row in test.tolist())


@misconception("count_leaks")
def bytes_of_floats(train, test):
    """You compare the rows byte by byte. -0.0 and 0.0 are the same value and have different bytes: compare
    numbers."""
    known = {row.astype(np.float64).tobytes() for row in train}
    return sum(row.astype(np.float64).tobytes() in known for row in test)


# --- ArrayDataset ---


@misconception("ArrayDataset")
class NotScaled(Dataset):
    """Your images keep 0..255. Divide by 255."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0).float(), int(self.labels[index])


@misconception("ArrayDataset")
class DividedBy256(Dataset):
    """You divide by 256, so that white is not quite 1. The largest byte is 255."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 256, int(self.labels[index])


@misconception("ArrayDataset")
class WholeDivision(Dataset):
    """You divide whole numbers (// or uint8), so that everything below 255 becomes 0. Divide as floats."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index] // 255).unsqueeze(0).float(), int(self.labels[index])


@misconception("ArrayDataset")
class DoublePrecision(Dataset):
    """Your tensors are float64, as NumPy's division makes them. PyTorch's layers take float32: call
    .float()."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index] / 255).unsqueeze(0), int(self.labels[index])


@misconception("ArrayDataset")
class NoChannel(Dataset):
    """Your images have the shape (h, w). The axis of the channel is missing in front: (1, h, w)."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class ChannelLast(Dataset):
    """Your images have the shape (h, w, 1). PyTorch wants the channel in front: (1, h, w)."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(-1) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class WidthFirst(Dataset):
    """Your images have the shape (1, w, h), as slide 10.1 writes it. The height comes first: (1, h, w)."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index].T.copy()).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class StillAnArray(Dataset):
    """Your images are NumPy arrays. Make tensors of them: torch.from_numpy."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index][None].astype(np.float32) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class LabelAsFloat(Dataset):
    """Your labels are floats. A label is the number of a class: a whole number."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, float(self.labels[index])


@misconception("ArrayDataset")
class LabelInAList(Dataset):
    """Your labels are arrays with one number in them. A label is the number itself; a DataLoader would make a
    column of yours."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = torch.from_numpy(self.images[index]).unsqueeze(0) / 255
        return image, torch.tensor([int(self.labels[index])])


@misconception("ArrayDataset")
class LabelAsByte(Dataset):
    """You squeeze labels into a byte, so that large ones become others. Keep them whole: int(...)."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels.astype(np.uint8)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class LengthsNotChecked(Dataset):
    """Images and labels of different numbers are not refused. Compare the lengths in __init__ and raise
    ValueError."""

    def __init__(self, images, labels):
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class OnlyTooFewRefused(Dataset):
    """You refuse too few labels, but not too many. Both mean that something was mixed up."""

    def __init__(self, images, labels):
        if len(labels) < len(images):
            raise ValueError("there are too few labels")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class LengthAsserted(Dataset):
    """assert raises AssertionError, and is skipped when Python runs with -O. Write `raise
    ValueError(...)`."""

    def __init__(self, images, labels):
        assert len(images) == len(labels), "images and labels differ in length"
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class NoDataset:
    """Your class answers rightly, but it is no torch.utils.data.Dataset. Write `class
    ArrayDataset(Dataset):`."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class HeightCounted(Dataset):
    """Your length is the height of the images. The first axis counts them: len(images)."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images, labels

    def __len__(self):
        return self.images.shape[1]

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index]).unsqueeze(0) / 255, int(self.labels[index])


@misconception("ArrayDataset")
class DividedInPlace(Dataset):
    """You divide the stored image in place, so that it gets darker each time it is asked for. Divide a
    copy."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        self.images, self.labels = images.astype(np.float32), labels

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        self.images[index] /= 255
        return torch.from_numpy(self.images[index]).unsqueeze(0), int(self.labels[index])


@misconception("ArrayDataset")
class KeptInTheClass(Dataset):
    """You keep the arrays in the class, so all data sets show those of the one made last. Keep them in
    self."""

    def __init__(self, images, labels):
        if len(images) != len(labels):
            raise ValueError("images and labels differ in length")
        KeptInTheClass.images, KeptInTheClass.labels = images, labels

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return torch.from_numpy(self.images[index].astype(np.float32) / 255)[None], int(self.labels[index])


# --- batches ---


@misconception("batches")
def last_always_dropped(n, batch_size, shuffle, drop_last, seed):
    """You always drop a last batch that is not full. Keep it unless `drop_last` says otherwise."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n - n % batch_size, batch_size)]


@misconception("batches")
def last_always_kept(n, batch_size, shuffle, drop_last, seed):
    """You never drop the last batch. With `drop_last` a batch with fewer than `batch_size` goes."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@misconception("batches")
def dropped_the_wrong_way(n, batch_size, shuffle, drop_last, seed):
    """You drop the last batch when `drop_last` is False and keep it when it is True."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    end = n if drop_last else n - n % batch_size
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def full_batch_dropped(n, batch_size, shuffle, drop_last, seed):
    """With `drop_last` you drop the last batch in any case. Drop it only when it has fewer than
    `batch_size`."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    parts = [order[start : start + batch_size] for start in range(0, n, batch_size)]
    return parts[:-1] if drop_last else parts


@misconception("batches")
def never_shuffled(n, batch_size, shuffle, drop_last, seed):
    """Your numbers stay in order, even with shuffle=True. Shuffle them first."""
    end = n - n % batch_size if drop_last else n
    return [np.arange(n)[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def always_shuffled(n, batch_size, shuffle, drop_last, seed):
    """You shuffle in any case. With shuffle=False the numbers stay in their order, as they must for a
    test."""
    order = np.random.default_rng(seed).permutation(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def shuffled_without_the_seed(n, batch_size, shuffle, drop_last, seed):
    """You shuffle without the seed, so the batches are others each time. Make a generator from it:
    np.random.default_rng(seed)."""
    order = np.random.permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def one_seed_for_all(n, batch_size, shuffle, drop_last, seed):
    """You shuffle with a fixed seed of your own, so every seed gives the same batches. Use `seed`."""
    order = np.random.default_rng(42).permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def seed_of_zero_ignored(n, batch_size, shuffle, drop_last, seed):
    """You take the seed 0 for no seed (`if seed:` is false for 0). It is a seed like any other."""
    if seed:
        np.random.seed(seed)
    order = np.random.permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def batches_shuffled(n, batch_size, shuffle, drop_last, seed):
    """You shuffle the finished batches, so the same examples always stand together. Shuffle all numbers
    before you cut."""
    end = n - n % batch_size if drop_last else n
    parts = [np.arange(n)[start : start + batch_size] for start in range(0, end, batch_size)]
    full = [part for part in parts if len(part) == batch_size]
    rest = [part for part in parts if len(part) < batch_size]
    if shuffle:
        full = [full[place] for place in np.random.default_rng(seed).permutation(len(full))]
    return full + rest


@misconception("batches")
def shuffled_inside(n, batch_size, shuffle, drop_last, seed):
    """You shuffle inside each batch, so the same examples always stand together. Shuffle all numbers
    before you cut."""
    rng = np.random.default_rng(seed)
    end = n - n % batch_size if drop_last else n
    parts = [np.arange(n)[start : start + batch_size] for start in range(0, end, batch_size)]
    return [rng.permutation(part) for part in parts] if shuffle else parts


@misconception("batches")
def same_ones_dropped(n, batch_size, shuffle, drop_last, seed):
    """You drop the last numbers before you shuffle, so that the same examples are never used. Shuffle
    first, then cut."""
    end = n - n % batch_size if drop_last else n
    order = np.random.default_rng(seed).permutation(end) if shuffle else np.arange(end)
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def drawn_again_and_again(n, batch_size, shuffle, drop_last, seed):
    """You draw numbers with replacement: some come twice, others not at all. Shuffle instead
    (permutation)."""
    order = np.random.default_rng(seed).integers(0, max(n, 1), n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size] for start in range(0, end, batch_size)]


@misconception("batches")
def empty_batch_at_the_end(n, batch_size, shuffle, drop_last, seed):
    """When the numbers fill their batches exactly you add an empty one, because you always cut n //
    batch_size + 1. Round up instead: range(0, n, batch_size)."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    count = n // batch_size + (not drop_last)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(count)]


@misconception("batches")
def evenly_cut(n, batch_size, shuffle, drop_last, seed):
    """You make batches that are as equal as possible. A DataLoader makes full ones and leaves the rest
    for the last."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    count = -(-end // batch_size)
    return list(np.array_split(order[:end], count)) if count else []


@misconception("batches")
def size_taken_for_number(n, batch_size, shuffle, drop_last, seed):
    """You cut into `batch_size` batches. It says how many examples are in a batch, not how many batches there
    are."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    return list(np.array_split(order, batch_size))


@misconception("batches")
def every_so_many(n, batch_size, shuffle, drop_last, seed):
    """You deal the numbers out like cards (order[i::k]). A batch holds numbers that follow each other in
    the (shuffled) order."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    count = -(-end // batch_size)
    return [order[:end][start::count] for start in range(count)]


@misconception("batches")
def filled_up(n, batch_size, shuffle, drop_last, seed):
    """You fill the last batch up with numbers from the beginning. A DataLoader leaves it smaller."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [np.resize(np.roll(order, -start), batch_size) for start in range(0, end, batch_size)]


@misconception("batches")
def lists_of_numbers(n, batch_size, shuffle, drop_last, seed):
    """Your batches are lists. Asked for are int arrays, with which an array of images can be indexed at
    once."""
    order = np.random.default_rng(seed).permutation(n) if shuffle else np.arange(n)
    end = n - n % batch_size if drop_last else n
    return [order[start : start + batch_size].tolist() for start in range(0, end, batch_size)]


@misconception("batches")
def loader_at_work(n, batch_size, shuffle, drop_last, seed):
    """A DataLoader does the work. Shuffle and cut the numbers yourself."""
    generator = torch.Generator().manual_seed(seed)
    loader = torch.utils.data.DataLoader(
        range(n), batch_size=batch_size, shuffle=shuffle, drop_last=drop_last, generator=generator
    )
    return [batch.numpy() for batch in loader]


# --- sgd_step ---


@misconception("sgd_step")
def uphill(params, grads, lr):
    """You go up the gradient: the loss would grow. Subtract lr * g."""
    return [p + lr * grads[i] for i, p in enumerate(params)]


@misconception("sgd_step")
def learning_rate_left_out(params, grads, lr):
    """You subtract the whole gradient. Multiply it by the learning rate first."""
    return [p - grads[i] for i, p in enumerate(params)]


@misconception("sgd_step")
def only_the_change(params, grads, lr):
    """These are the steps alone, lr * g. Asked for are the parameters after the step: p - lr * g."""
    return [lr * g for g in grads]


@misconception("sgd_step")
def rate_times_parameter(params, grads, lr):
    """You multiplied the parameters by the learning rate as well. It belongs to the gradient alone: p -
    lr * g."""
    return [lr * (p - grads[i]) for i, p in enumerate(params)]


@misconception("sgd_step")
def divided_by_the_rate(params, grads, lr):
    """You divided by the learning rate. Multiply: a small rate makes a small step."""
    return [p - grads[i] / lr for i, p in enumerate(params)]


@misconception("sgd_step")
def direction_only(params, grads, lr):
    """You step by the sign of the gradient, which makes all steps equally large. Use the gradient itself."""
    return [p - lr * np.sign(grads[i]) for i, p in enumerate(params)]


@misconception("sgd_step")
def averaged(params, grads, lr):
    """You step by the mean of each gradient, the same for all its entries. Every entry has its own."""
    return [p - lr * np.mean(grads[i]) for i, p in enumerate(params)]


@misconception("sgd_step")
def changed_in_place(params, grads, lr):
    """The numbers are right, but -= changed the arrays that you were given. Write p - lr * g, which makes new
    ones."""
    for i, p in enumerate(params):
        p -= lr * grads[i]
    return params


@misconception("sgd_step")
def put_into_the_list(params, grads, lr):
    """The numbers are right, but you put them into the list that you were given. Return a new list."""
    for i, p in enumerate(params):
        params[i] = p - lr * grads[i]
    return params


@misconception("sgd_step")
def nothing_returned(params, grads, lr):
    """You change the parameters and return nothing. Return a new list and leave the old one as it was."""
    for i, p in enumerate(params):
        p -= lr * grads[i]


@misconception("sgd_step")
def first_array_only(params, grads, lr):
    """You step with the first array alone. The list has as many arrays as the model has parameters."""
    return [params[0] - lr * grads[0], *params[1:]]


@misconception("sgd_step")
def one_long_array(params, grads, lr):
    """You return all numbers in one array. Return a list of arrays in the shapes of `params`."""
    return [np.concatenate([(p - lr * grads[i]).ravel() for i, p in enumerate(params)])]


@misconception("sgd_step")
def optimizer_at_work(params, grads, lr):
    """torch.optim.SGD does the work. Compute p - lr * g yourself."""
    tensors = [torch.tensor(p, requires_grad=True) for p in params]
    for tensor, g in zip(tensors, grads, strict=True):
        tensor.grad = torch.tensor(g)
    torch.optim.SGD(tensors, lr=lr).step()
    return [tensor.detach().numpy() for tensor in tensors]


# --- momentum_step ---


@misconception("momentum_step")
def old_velocity_used(params, grads, velocity, lr, momentum):
    """You move by the old velocity. Renew it first, then move by the new one."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * velocity[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def moved_by_the_gradient(params, grads, velocity, lr, momentum):
    """You keep a velocity but move by the gradient alone. The step is lr times the new velocity."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * grads[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def gradient_damped(params, grads, velocity, lr, momentum):
    """You multiply the gradient by 1 - momentum, as in a running mean. Here the velocity is momentum * v
    + g."""
    new = [momentum * v + (1 - momentum) * grads[i] for i, v in enumerate(velocity)]
    return [p - lr * new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def rate_in_the_velocity(params, grads, velocity, lr, momentum):
    """You put the learning rate into the velocity: v = momentum * v + lr * g. Here it comes with the step
    alone: p - lr * v."""
    new = [momentum * v + lr * grads[i] for i, v in enumerate(velocity)]
    return [p - new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def downhill_velocity(params, grads, velocity, lr, momentum):
    """Your velocity points downhill: v = momentum * v - g, p = p + lr * v. The formula asked for adds the
    gradient to the velocity and subtracts the step."""
    new = [momentum * v - grads[i] for i, v in enumerate(velocity)]
    return [p + lr * new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def climbing(params, grads, velocity, lr, momentum):
    """You add the step, so the loss would grow. p - lr * v."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p + lr * new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def looking_ahead(params, grads, velocity, lr, momentum):
    """This is Nesterov's momentum, which looks a step ahead. Asked for is the plain one: p - lr * v."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * (grads[i] + momentum * new[i]) for i, p in enumerate(params)], new


@misconception("momentum_step")
def momentum_on_the_gradient(params, grads, velocity, lr, momentum):
    """You multiply the gradient by momentum in place of the velocity. v = momentum * v + g."""
    new = [v + momentum * grads[i] for i, v in enumerate(velocity)]
    return [p - lr * new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def no_friction(params, grads, velocity, lr, momentum):
    """You add the gradient to the whole old velocity. Multiply the old velocity by momentum first."""
    new = [v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * new[i] for i, p in enumerate(params)], new


@misconception("momentum_step")
def plain_descent(params, grads, velocity, lr, momentum):
    """You never use the velocity: that is sgd_step."""
    return [p - lr * grads[i] for i, p in enumerate(params)], [g.copy() for g in grads]


@misconception("momentum_step")
def velocity_left_as_it_was(params, grads, velocity, lr, momentum):
    """You return the old velocity, so that nothing is remembered. Return the new one."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * new[i] for i, p in enumerate(params)], list(velocity)


@misconception("momentum_step")
def lists_swapped(params, grads, velocity, lr, momentum):
    """You return (velocity, params). The parameters come first."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return new, [p - lr * new[i] for i, p in enumerate(params)]


@misconception("momentum_step")
def parameters_alone(params, grads, velocity, lr, momentum):
    """You return the parameters alone. The new velocity is needed for the next step: return both."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    return [p - lr * new[i] for i, p in enumerate(params)]


@misconception("momentum_step")
def velocity_changed_in_place(params, grads, velocity, lr, momentum):
    """The numbers are right, but *= and += changed the velocity that you were given. Make new arrays."""
    for i, v in enumerate(velocity):
        v *= momentum
        v += grads[i]
    return [p - lr * velocity[i] for i, p in enumerate(params)], velocity


@misconception("momentum_step")
def parameters_changed_in_place(params, grads, velocity, lr, momentum):
    """The numbers are right, but -= changed the parameters that you were given. Make new arrays."""
    new = [momentum * v + grads[i] for i, v in enumerate(velocity)]
    for i, p in enumerate(params):
        p -= lr * new[i]
    return params, new


# --- early_stop ---


@misconception("early_stop")
def tie_is_progress(validation_losses, patience):
    """You take a loss equal to the minimum for a new one. A tie is none: compare with <."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss <= best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def compared_with_the_last(validation_losses, patience):
    """You compare each loss with the one before it. Compare it with the smallest so far."""
    waited = 0
    for epoch in range(1, len(validation_losses)):
        waited = 0 if validation_losses[epoch] < validation_losses[epoch - 1] else waited + 1
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def one_epoch_late(validation_losses, patience):
    """You stop one epoch late: after more than `patience` epochs. Stop at the one that makes it
    `patience`."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited > patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def one_epoch_early(validation_losses, patience):
    """You stop one epoch early: the epoch of the minimum is not one of those without a new minimum."""
    best, waited = np.inf, 1
    for epoch, loss in enumerate(validation_losses):
        waited = 1 if loss < best else waited + 1
        best = min(best, loss)
        if waited >= patience and epoch:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def never_set_back(validation_losses, patience):
    """You count all epochs without a new minimum. They must come in a row: a new minimum sets the count
    to 0."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited += not loss < best
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def best_epoch(validation_losses, patience):
    """You return the epoch of the minimum, whose weights one would keep. Asked for is the epoch at which
    training stops."""
    best, waited, at = np.inf, 0, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        at = epoch if loss < best else at
        best = min(best, loss)
        if waited == patience:
            return at
    return at


@misconception("early_stop")
def counted_from_one(validation_losses, patience):
    """You count epochs from 1. The first epoch is number 0."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch + 1
    return len(validation_losses)


@misconception("early_stop")
def length_when_it_never_stops(validation_losses, patience):
    """When nothing stops the training you return the number of epochs. The last epoch has the index one
    below."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(validation_losses)


@misconception("early_stop")
def nothing_when_it_never_stops(validation_losses, patience):
    """When nothing stops the training you return None (a function without `return` does). Return the last
    epoch's index."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return None


@misconception("early_stop")
def minus_one_when_it_never_stops(validation_losses, patience):
    """When nothing stops the training you return -1. Return the last epoch's index."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return -1


@misconception("early_stop")
def best_begins_at_zero(validation_losses, patience):
    """Your smallest loss begins at 0, below which no loss comes, so no epoch is a new minimum. Begin with
    infinity or with the first loss."""
    best, waited = 0.0, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def best_begins_at_a_large_number(validation_losses, patience):
    """Your smallest loss begins at a number that you thought large. Losses can be larger: begin with
    infinity or with the first loss."""
    best, waited = 1000.0, 0
    for epoch, loss in enumerate(validation_losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def waits_for_a_rise(validation_losses, patience):
    """You count epochs whose loss rose from one to the next. What counts is whether there was a new
    minimum, also where the loss stays or falls a little."""
    waited = 0
    for epoch in range(1, len(validation_losses)):
        waited = waited + 1 if validation_losses[epoch] > validation_losses[epoch - 1] else 0
        if waited == patience:
            return epoch
    return len(validation_losses) - 1


@misconception("early_stop")
def a_millionth_too_little(validation_losses, patience):
    """You ask a loss to be lower by a certain amount. Any loss below the minimum so far is a new minimum."""
    best, waited = np.inf, 0
    for epoch, loss in enumerate(validation_losses):
        if loss < best - 1e-6:
            best, waited = loss, 0
        else:
            waited += 1
            if waited == patience:
                return epoch
    return len(validation_losses) - 1
