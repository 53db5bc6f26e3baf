"""You return nothing at all."""


def softmax(*given, **named):
    return None


def layer_norm(*given, **named):
    return None


def linear(*given, **named):
    return None


def double(*given, **named):
    return None


def slope_of_softmax(*given, **named):
    return None


def residue(*given, **named):
    return None


def is_leaf(*given, **named):
    return None


def matmul(*given, **named):
    return None


def noise(*given, **named):
    return None


def first_row(*given, **named):
    return None


def take(*given, **named):
    return None


def scaled(*given, **named):
    return None


def as_double(*given, **named):
    return None


def add_one(*given, **named):
    return None


def mean(*given, **named):
    return None


def attention(*given, **named):
    return None


def cross_entropy(*given, **named):
    return None


def padded(*given, **named):
    return None


def tempered(*given, **named):
    return None


def flat(*given, **named):
    return None


def root(*given, **named):
    return None


def show(*given, **named):
    return None


def clip(*given, **named):
    return None


def ascending(*given, **named):
    return None


def running(*given, **named):
    return None


def ones(*given, **named):
    return None


class Affine:
    def __init__(self, *given, **named):
        pass


class Noisy:
    def __init__(self, *given, **named):
        pass


class Descent:
    def __init__(self, *given, **named):
        pass
