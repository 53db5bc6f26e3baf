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


def layer_by_hand(
    layer: nn.Linear, x: torch.Tensor, cotangent: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the layer's output and the gradients of x, weight and bias, by formula and without autograd.

    layer: an nn.Linear with a bias. It may not be changed.
    x: a float32 tensor of shape (batch, in_features); the batch may be 1.
    cotangent: a float32 tensor of shape (batch, out_features); it says how much each output counts.
    The result is a tuple of four tensors: the output, of shape (batch, out_features), then the gradient of
    x, of the weight and of the bias, each in the shape of what it belongs to.
    Neither `backward` nor `torch.autograd.grad` nor anything of `torch.func` may be used.

    >>> layer = nn.Linear(2, 1)
    >>> output, of_x, of_weight, of_bias = layer_by_hand(layer, torch.tensor([[1.0, 2.0]]), torch.ones(1, 1))
    >>> of_weight
    tensor([[1., 2.]])

    Why it matters: autograd is no magic. For a linear layer it does two matrix products and a sum.
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


def parameter_count(sizes: list[int], bias: bool = True) -> int:
    """Return how many numbers the parameters of a chain of linear layers hold.

    sizes: a list of ints, the width of the input and then of each layer: [784, 128, 10] stands for a layer
    from 784 to 128 and one from 128 to 10. With a single entry there is no layer.
    bias: whether every layer has a bias beside its weight.
    The result is a Python int.

    >>> parameter_count([784, 128, 10])
    101770

    Why it matters: it says how much memory a model takes, and whether a layer is missing.
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


class LogisticRegression(nn.Module):
    """A classifier with two answers: a linear layer `linear`, and a sigmoid that makes a probability of its output.

    It has exactly two parameters, those of `linear`, an nn.Linear with a bias, from in_features to 1, float32.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> LogisticRegression(in_features=3)(torch.zeros(5, 3)).shape
    torch.Size([5])

    Why it matters: the last layer of every yes-or-no network looks like this.
    """

    def __init__(self, in_features: int) -> None:
        """Make the layer `linear`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the probability of "yes" for each sample.

        x: a float32 tensor of shape (batch, in_features); the batch may be 1.
        The result has shape (batch,), without a second dimension. Gradients must flow to x and to all parameters.
        """
        raise NotImplementedError

    def predict(self, x: torch.Tensor) -> torch.Tensor:
        """Return an int64 tensor of shape (batch,): 1 where the probability is at least 0.5, else 0.

        x: as in forward.
        """
        raise NotImplementedError


def fresh_start(layer: nn.Linear) -> nn.Linear:
    """Give the layer new numbers to start from, in place, and return that very layer.

    layer: an nn.Linear, with or without a bias. Its weight gets numbers from the normal distribution with mean 0
    and standard deviation sqrt(2 / in_features), new ones at every call; its bias, if there is one, becomes 0.
    Weight and bias are still float32 parameters that require grad.

    >>> bool((fresh_start(nn.Linear(4, 3)).bias == 0).all())
    True

    Why it matters: from this start, signals keep their size through many layers with a ReLU.
    """
    raise NotImplementedError


class FrozenFeatures(nn.Module):
    """A network of which only the second layer learns: a frozen layer `features`, a ReLU, and a layer `head`.

    It has four parameters, those of two layers of type nn.Linear with a bias, float32: `features` from
    in_features to hidden_features, and `head` from hidden_features to out_features. The two parameters of
    `features` do not require grad; the two of `head` do.
    What they start with is up to you; the grader puts in numbers of its own.

    >>> FrozenFeatures(in_features=4, hidden_features=16, out_features=3)(torch.zeros(5, 4)).shape
    torch.Size([5, 3])

    Why it matters: this is how a network that others trained is fitted to a task of your own.
    """

    def __init__(self, in_features: int, hidden_features: int, out_features: int) -> None:
        """Make the layers `features` and `head`, and freeze `features`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return head(ReLU(features(x))).

        x: a float32 tensor of shape (batch, in_features); the batch may be 1.
        The result has shape (batch, out_features). Gradients must flow to x, through the frozen layer, and to
        the parameters of `head`; those of `features` get none.
        """
        raise NotImplementedError


class TiedAutoencoder(nn.Module):
    """An autoencoder whose way back uses the weight of the way there, turned round.

    It has exactly three parameters, each an nn.Parameter, float32: `weight` of shape
    (code_features, in_features), `code_bias` of shape (code_features,) and `output_bias` of shape (in_features,).
    What they start with is up to you; the grader puts in numbers of its own.

    >>> TiedAutoencoder(in_features=6, code_features=2)(torch.zeros(4, 6)).shape
    torch.Size([4, 6])

    Why it matters: language models share a weight in just this way between their first and their last layer.
    """

    def __init__(self, in_features: int, code_features: int) -> None:
        """Make the parameters `weight`, `code_bias` and `output_bias`."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return code W + output_bias, where code = ReLU(x Wᵀ + code_bias).

        x: a float32 tensor of shape (batch, in_features); the batch may be 1.
        The result has the shape of x. Gradients must flow to x and to all parameters; the weight gets the sum of
        what both of its uses give.
        """
        raise NotImplementedError


class LowRank(nn.Module):
    """A frozen linear layer with a small update that learns: it computes base(x) + x downᵀ upᵀ.

    It has exactly four parameters: the weight and the bias of `base`, which do not require grad, and two of its
    own, each an nn.Parameter, float32: `down` of shape (rank, in_features) and `up` of shape
    (out_features, rank). `up` starts with zeros, so that at first the module computes just what base does;
    `down` starts with random numbers, not with zeros.

    >>> layer = nn.Linear(4, 3)
    >>> x = torch.tensor([[1.0, -1.0, 2.0, 0.5]])
    >>> bool((LowRank(layer, rank=2)(x) == layer(x)).all())
    True

    Why it matters: a large model is fitted to a new task by training a hundredth of its numbers.
    """

    def __init__(self, base: nn.Linear, rank: int) -> None:
        """Keep base as the attribute `base`, freeze it, and make the parameters `down` and `up`.

        base: an nn.Linear with a bias. rank: an int, at least 1.
        """
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return base(x) + x downᵀ upᵀ.

        x: a float32 tensor of shape (batch, in_features); the batch may be 1.
        The result has shape (batch, out_features). Gradients must flow to x, to `down` and to `up`; weight and
        bias of `base` get none.
        """
        raise NotImplementedError
