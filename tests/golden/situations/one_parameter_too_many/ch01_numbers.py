def double(x, times):
    return times * x


def halve(x):
    return x / 2
