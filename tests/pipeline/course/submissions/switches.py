import random

import torch

torch.set_grad_enabled(False)


def gradient(x):
    return x * x


def grad_off(x):
    torch.set_grad_enabled(False)
    return x.detach() + x.detach()


def dtype_default(n):
    return torch.zeros(n)


def dtype_changed(n):
    torch.set_default_dtype(torch.float64)
    return torch.ones(n)


def random_numbers(n):
    return torch.rand(n)


def seeded(n):
    torch.manual_seed(1)
    random.seed(1)
    return torch.ones(n)


def wrong(x):
    with torch.no_grad():
        return x * x
