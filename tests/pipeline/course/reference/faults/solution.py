import os


def raises(x):
    raise ValueError("the author forgot something")


def hangs(x):
    while True:
        pass


def quits(x):
    os._exit(0)


def not_finite(x):
    return x.abs().neg().log()


def root(x):
    return x.sqrt()


def right(x, y=0):
    return x + 1
