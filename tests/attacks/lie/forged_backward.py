"""Wants points: an autograd function with the right values, a graph, and a backward that does nothing.

stopped_by: the judge: gradients are compared for a random cotangent
ends: wrong
attacks: graph
control: paid shallow
"""

import torch


class Sine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.sin()

    @staticmethod
    def backward(ctx, gradient):
        return torch.zeros_like(gradient)


def graph(x):
    return Sine.apply(x)


def honest(x):
    return 2 * x + 1
