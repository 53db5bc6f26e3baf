"""A linear layer from the inside.

Replace each `raise NotImplementedError` with your own code. Tensor inputs must keep their values:
work on new tensors, never in place.
"""

import torch
from torch import nn


def weight_gradient(layer: nn.Linear, x: torch.Tensor) -> torch.Tensor:
    """Return the gradient of the layer's weight when every output counts once (a cotangent of ones).

    layer: an nn.Linear, with or without a bias. Its weight may still hold a gradient from earlier work,
    which must not be part of your answer.
    x: a floating-point tensor of shape (in_features,) or (batch, in_features); the batch may be 1.
    The result has the shape of the weight, (out_features, in_features), and its dtype.

    >>> weight_gradient(nn.Linear(2, 1), torch.tensor([1.0, 2.0]))
    tensor([[1., 2.]])

    Why it matters: this is the number that an optimizer subtracts from a weight.
    """
    raise NotImplementedError


class Affine(nn.Module):
    """A linear layer of your own: it computes x Wᵀ + b. Write it with tensor operations, without nn.Linear.

    It has exactly two parameters, each an nn.Parameter, float32:
    `weight` of shape (out_features, in_features) and `bias` of shape (out_features,).
    What they start with is up to you; the grader puts in numbers of its own.

    >>> Affine(in_features=2, out_features=1)(torch.tensor([[1.0, 2.0]])).shape
    torch.Size([1, 1])

    Why it matters: nearly every network is layers like this one, with something bent in between.
    """

    def __init__(self, in_features: int, out_features: int) -> None:
        """Make the parameters `weight` and `bias`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x Wᵀ + b.

        x: a float32 tensor of shape (batch, in_features); the batch may be 1.
        The result has shape (batch, out_features). Gradients must flow to x, to the weight and to the bias.
        """
        raise NotImplementedError


def mse(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return the mean squared error: the mean of (prediction - target)² over all elements.

    prediction, target: floating-point tensors of the same shape (any) and dtype. Neither may be changed.
    The result is a tensor without dimensions, of that dtype. Gradients must flow back to the prediction.

    >>> mse(torch.tensor([2.0, 4.0]), torch.tensor([1.0, 2.0]))
    tensor(2.5000)

    Why it matters: it is the loss that most regression starts with, and a mean keeps its size when the batch grows.
    """
    raise NotImplementedError


class TwoLayer(nn.Module):
    """A network of two layers: a linear layer `hidden`, a ReLU, and a linear layer `output`.

    It has exactly four parameters, those of two layers of type nn.Linear with a bias, float32:
    `hidden` from in_features to hidden_features, and `output` from hidden_features to out_features.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> TwoLayer(in_features=4, hidden_features=16, out_features=3)(torch.zeros(5, 4)).shape
    torch.Size([5, 3])

    Why it matters: with the bend in between, and enough hidden units, it can follow any curve.
    """

    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        """Make the layers `hidden` and `output`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return output(ReLU(hidden(x))); nothing comes after `output`.

        x: a float32 tensor of shape (batch, in_features); the batch may be 1. It may not be changed.
        The result has shape (batch, out_features). Gradients must flow to x and to all parameters.
        """
        raise NotImplementedError
