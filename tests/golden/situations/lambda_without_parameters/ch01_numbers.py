double = lambda: 6


def halve(x):
    return x / 2
