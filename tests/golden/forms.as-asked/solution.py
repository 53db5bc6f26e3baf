"""One right answer to each."""

import torch


def number():
    return 42


def text():
    return "hello"


def half(x):
    return x * 2


def rotated(z):
    return z * 1j


def empty(x):
    return x.sum(0)


def pair(x):
    return x.max(0)


def refuses(x):
    raise ValueError("negative")


def doubled(x):
    return x.mul_(2)


def outer(x, y):
    return x[:, None] * y


def also(x):
    return torch.outer(x, x)
