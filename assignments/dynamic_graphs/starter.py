"""Dynamic graphs.

Replace each `raise NotImplementedError` with your own code; a module needs an `__init__` too. Autograd records
what really runs, so ordinary Python decides what the graph looks like. Inputs must keep their values.
"""

import torch
from torch import nn


def three_pieces(x: torch.Tensor) -> torch.Tensor:
    """Return -2x below zero, x² from zero up to but not including 2, and 8 - 2x from 2 on.

    x: a floating-point tensor without dimensions. So is the result, of the same dtype.
    Gradients flow to x through the piece that is taken: at zero its slope is 0, at 2 it is -2.

    >>> three_pieces(torch.tensor(-3.0))
    tensor(6.)

    Why it matters: in PyTorch a branch is a plain `if`, and the graph holds only what was run.
    """
    raise NotImplementedError


def safe_root(x: torch.Tensor) -> torch.Tensor:
    """Return the square root of each element above zero, and 0 for all others, without a loop.

    x: a floating-point tensor of any shape. The result has the same shape and dtype as x.
    Gradients flow to x: 1 / (2·√x) for an element above zero, and 0 for all others, never NaN or infinity.

    >>> safe_root(torch.tensor([4.0, 0.0, -9.0]))
    tensor([2., 0., 0.])

    Why it matters: one NaN in a gradient spoils every weight of a network in a single step.
    """
    raise NotImplementedError


def halve(x: torch.Tensor, bound: float) -> tuple[torch.Tensor, int]:
    """Return x divided by two until `x.norm()` is at most bound, and how often it was divided.

    x: a floating-point tensor of any shape. bound: a Python float above zero.
    The result is a tuple: a tensor of the shape and dtype of x, and a Python int.
    Gradients flow to x through every turn. Where nothing is divided the tensor is x as it came, and the int 0.

    >>> halve(torch.tensor([3.0, 4.0]), 1.0)
    (tensor([0.3750, 0.5000]), 3)

    Why it matters: the data decide how many operations the graph has, and you need not know beforehand.
    """
    raise NotImplementedError


def reflect(x: torch.Tensor) -> torch.Tensor:
    """Return x reflected at the walls 1 and -1 until it lies between them, both included.

    x: a floating-point tensor without dimensions. So is the result, of the same dtype.
    Beyond 1 it becomes 2 - x, below -1 it becomes -2 - x, as often as needed. Gradients flow to x.

    >>> reflect(torch.tensor(4.5))
    tensor(0.5000)

    Why it matters: a simulation with loops and branches has gradients too, like any formula.
    """
    raise NotImplementedError


def kepler(M: torch.Tensor, e: torch.Tensor) -> torch.Tensor:
    """Return E with E - e·sin(E) = M, found by Newton's iteration.

    M: a float64 tensor of shape (times,), at least one. e: a float64 tensor without dimensions, from 0 to below 1.
    Start with E = M and take (E - e·sin(E) - M) / (1 - e·cos(E)) from E in each turn. Stop after the turn in which no
    element's step was above 1e-9 in size; there is always one turn. The result has the shape and dtype of M.
    Gradients flow to M and to e.

    >>> kepler(torch.tensor([1.5], dtype=torch.float64), torch.tensor(0.0, dtype=torch.float64))
    tensor([1.5000], dtype=torch.float64)

    Why it matters: even what has no formula can be differentiated, if a program can find it.
    """
    raise NotImplementedError


class Reader(nn.Module):
    """A module that reads sequences of different lengths and returns the last state of each.

    in_features, hidden_features: the sizes of an element and of the state. `inputs` is nn.Linear(in_features,
    hidden_features), `memory` is nn.Linear(hidden_features, hidden_features, bias=False).
    The state h starts with zeros for each sequence, and each element x makes it tanh(inputs(x) + memory(h)).
    forward(sequences): a list of at least one tensor of shape (length, in_features), of any length, 0 too.
    The result has shape (sequences, hidden_features); a sequence of length 0 gives zeros. Gradients flow to all.
    The numbers that the parameters start with are up to you.

    >>> Reader(2, 3)([torch.ones(4, 2), torch.ones(1, 2)]).shape
    torch.Size([2, 3])

    Why it matters: sentences have as many words as they have, and a graph that is built anew takes them as they are.
    """

    def __init__(self, in_features: int, hidden_features: int) -> None:
        raise NotImplementedError

    def forward(self, sequences: list[torch.Tensor]) -> torch.Tensor:
        raise NotImplementedError


class Repeated(nn.Module):
    """A module that uses one layer as often as each call says.

    features: the size of a sample. `layer` is nn.Linear(features, features), the only layer.
    forward(x, depth): x has shape (batch, features), depth is an int, at least 0. x becomes x + tanh(layer(x)),
    depth times in a row; depth 0 returns x as it is. The result has the shape of x. Gradients flow to x and the layer.
    The numbers that the parameters start with are up to you.

    >>> Repeated(3)(torch.ones(2, 3), 5).shape
    torch.Size([2, 3])

    Why it matters: one module can think longer about hard inputs, with no more parameters.
    """

    def __init__(self, features: int) -> None:
        raise NotImplementedError

    def forward(self, x: torch.Tensor, depth: int) -> torch.Tensor:
        raise NotImplementedError


class Tree(nn.Module):
    """A module whose graph has the shape of the tree that it is given.

    features: the size of a leaf. `join` is nn.Linear(2 * features, features), the only layer.
    forward(tree): a leaf is a tensor of shape (features,) and worth itself. A node is a tuple of two trees and worth
    tanh(join(v)), where v is what the left one is worth followed by what the right one is worth.
    The result has shape (features,). Gradients flow to all leaves and to the layer.
    The numbers that the parameters start with are up to you.

    >>> Tree(2)((torch.ones(2), (torch.ones(2), torch.ones(2)))).shape
    torch.Size([2])

    Why it matters: sentences, programs and molecules are trees, and each of them gets a network of its own shape.
    """

    def __init__(self, features: int) -> None:
        raise NotImplementedError

    def forward(self, tree: torch.Tensor | tuple) -> torch.Tensor:
        raise NotImplementedError


class EarlyExit(nn.Module):
    """A module that stops at the first layer whose head is sure.

    features, classes, depth: ints, at least 1. `layers` is an nn.ModuleList of depth nn.Linear(features, features),
    `heads` one of depth nn.Linear(features, classes).
    forward(x, sure): x has shape (features,), sure is a Python float. In each turn the next layer makes x
    relu(layer(x)), and the head beside it gives the scores of the new x. Stop when the largest softmax probability of
    the scores is at least sure, or after the last layer.
    The result is a tuple: the scores, of shape (classes,), and the number of layers used, as a Python int.
    Gradients flow to x and to what was used; layers and heads that were not reached, and heads before the last one
    used, get none. The numbers that the parameters start with are up to you.

    >>> EarlyExit(3, 2, 4)(torch.ones(3), 0.0)[1]
    1

    Why it matters: most inputs are easy, and a network that stops early saves time on each of them.
    """

    def __init__(self, features: int, classes: int, depth: int) -> None:
        raise NotImplementedError

    def forward(self, x: torch.Tensor, sure: float) -> tuple[torch.Tensor, int]:
        raise NotImplementedError
