double = lambda x: 2 * x


def halve(x):
    return x / 2
