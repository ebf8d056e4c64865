# 두 배로 만듭니다
def double(x):
    return 2 * x


def halve(x):
    return x / 2
