def double(x):
    return 2 * abs(x)


def halve(x):
    return x / 2
