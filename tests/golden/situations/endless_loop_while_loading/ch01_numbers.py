def double(x):
    return 2 * x

while True:
    pass


def halve(x):
    return x / 2
