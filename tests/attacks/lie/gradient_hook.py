"""Wants points: a hook swaps the gradient for a tensor that agrees with everything, after it was accumulated.

stopped_by: the observer: elements are read beneath __torch_function__
ends: wrong
attacks: graph
control: paid
"""

import torch


class Lying(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True


def swap(x):
    with torch._C.DisableTorchFunctionSubclass():
        x.grad = torch.zeros(64).as_subclass(Lying)


def graph(x):
    x.register_post_accumulate_grad_hook(swap)
    return x.sin() * 1.0


def honest(x):
    return 2 * x + 1
