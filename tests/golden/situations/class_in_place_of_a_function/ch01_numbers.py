class double:
    def __init__(self, x):
        self.value = 2 * x


def halve(x):
    return x / 2
