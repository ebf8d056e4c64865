from helping import twice


def double(x):
    return twice(x)


def halve(x):
    return x / 2
