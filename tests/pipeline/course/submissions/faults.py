def right(x, y=0):
    return x + 1


def not_finite(x):
    return x.abs().neg().log()


raises = hangs = quits = root = missing = right
