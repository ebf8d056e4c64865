def double(x):
    numbers = [1, 2]
    return numbers[x + 50]


def halve(x):
    return x / 2
