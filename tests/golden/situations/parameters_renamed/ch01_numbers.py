def double(number, times=2):
    return times * number


def halve(x):
    return x / 2
