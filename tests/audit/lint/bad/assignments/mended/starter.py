"""What students begin with: nothing, but for `clip`, which hands back what it was given."""

from torch import nn


def softmax(x, dim=-1):
    raise NotImplementedError


def layer_norm(x):
    raise NotImplementedError


def linear(x, weight, bias):
    raise NotImplementedError


def double(x):
    raise NotImplementedError


def slope_of_softmax(x, weight=1.0):
    raise NotImplementedError


def residue(x):
    raise NotImplementedError


def is_leaf(x):
    raise NotImplementedError


def matmul(a, b):
    raise NotImplementedError


def noise(rows, columns):
    raise NotImplementedError


def first_row(x):
    raise NotImplementedError


def take(x, k):
    raise NotImplementedError


def scaled(x, factor):
    raise NotImplementedError


def as_double(x):
    raise NotImplementedError


def add_one(x):
    raise NotImplementedError


def mean(x):
    raise NotImplementedError


def attention(q, k, v):
    raise NotImplementedError


def cross_entropy(x, y):
    raise NotImplementedError


def padded(logits, targets, pad):
    raise NotImplementedError


def tempered(x, temperature):
    raise NotImplementedError


def flat(x):
    raise NotImplementedError


def root(x):
    raise NotImplementedError


def show(x):
    raise NotImplementedError


def clip(x):
    return x


def ascending(x):
    raise NotImplementedError


def running(x):
    raise NotImplementedError


def ones(x):
    raise NotImplementedError


class Affine(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()

    def forward(self, x):
        raise NotImplementedError


class Noisy(nn.Module):
    def __init__(self, width):
        super().__init__()

    def forward(self, x):
        raise NotImplementedError


class Descent:
    def __init__(self, params, lr, momentum):
        raise NotImplementedError

    def step(self):
        raise NotImplementedError
