def double(x):
    yield 2 * x


def halve(x):
    return x / 2
