def double(x):
    while True:
        print('still here' * 1000)


def halve(x):
    return x / 2
