"""What chapter 7's checks do on the student's side: fix random numbers, take items out of a data set.

Nothing here is an answer or gives a verdict: all goes back to the grader as plain data.
"""

import random

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset


def seed(number):
    """The same random numbers from here on, for code that draws from the shared generators."""
    random.seed(number)
    np.random.seed(number)
    torch.default_generator.manual_seed(number)  # `manual_seed` takes a stack trace for each device


def is_dataset(thing):
    """Whether it is a data set of PyTorch."""
    return isinstance(thing, Dataset)


def items(dataset, indices):
    """`[image, dtype, label]` for each index; images as arrays, of what is no tensor its type's name."""
    pairs = [dataset[index] for index in indices]
    return [[_array(image), _dtype(image), _plain(label)] for image, label in pairs]


def loaded(dataset, batch_size):
    """What a DataLoader makes of the data set: `[images, dtype, labels]` for each batch, as arrays."""
    return [[_array(x), _dtype(x), _plain(y)] for x, y in DataLoader(dataset, batch_size=batch_size)]


def _array(image):
    return image.detach().cpu().clone().numpy() if isinstance(image, torch.Tensor) else type(image).__name__


def _dtype(image):
    return str(getattr(image, "dtype", "")).removeprefix("torch.")


def _plain(label):
    """A label as data that needs no torch to be read."""
    return label.detach().cpu().clone().numpy() if isinstance(label, torch.Tensor) else label
