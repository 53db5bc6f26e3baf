import torch


def gradient(x):
    return x**2


def grad_off(x):
    return x.detach() * 2


def dtype_default(n):
    return torch.zeros(n)


def dtype_changed(n):
    return torch.ones(n)


def random_numbers(n):
    return torch.rand(n)


def seeded(n):
    return torch.zeros(n)


wrong = gradient
