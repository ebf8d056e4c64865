import numpy as np


def double(x):
    return int(np.multiply(2, x))


def halve(x):
    return x / 2
