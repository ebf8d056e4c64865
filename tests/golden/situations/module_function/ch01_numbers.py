import math

double = math.sqrt


def halve(x):
    return x / 2
