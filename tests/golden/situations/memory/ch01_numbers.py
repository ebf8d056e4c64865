def double(x):
    return len(bytearray(x) * 10**10)


def halve(x):
    return x / 2
