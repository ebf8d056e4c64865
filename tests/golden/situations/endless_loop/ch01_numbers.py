def double(x):
    while True:
        x += 1


def halve(x):
    return x / 2
