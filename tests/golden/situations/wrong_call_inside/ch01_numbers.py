def times(a, b):
    return a * b


def double(x):
    return times(x)


def halve(x):
    return x / 2
