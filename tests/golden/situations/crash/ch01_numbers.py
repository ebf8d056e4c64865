import ctypes


def double(x):
    ctypes.string_at(0)


def halve(x):
    return x / 2
