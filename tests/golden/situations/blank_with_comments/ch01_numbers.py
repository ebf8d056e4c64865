import numpy as np


def double(x):
    """Twice x."""
    # no idea
    pass
    raise NotImplementedError


def halve(x):
    """Half of x."""
    # no idea
    pass
    raise NotImplementedError
