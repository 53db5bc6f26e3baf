"""Automatic differentiation.

Replace each `raise NotImplementedError` with your own code. Inputs named x, y and v must keep their values:
work on new tensors, never in place.
"""

import torch


def square(x: torch.Tensor) -> torch.Tensor:
    """Return x squared, element by element.

    x: a floating-point tensor of any shape. The result has the same shape and dtype as x.
    Gradients must flow through the result back to x: where x is 3.0, the result is 9.0 and its slope is 6.0.

    >>> square(torch.tensor(3.0, requires_grad=True))
    tensor(9., grad_fn=<PowBackward0>)

    Why it matters: autograd only follows what is written as tensor operations.
    """
    raise NotImplementedError


def slope(x: float) -> float:
    """Return the slope of x² at x, as a Python float.

    x: a Python number, a float such as 3.0 or an int such as 3; it may be negative or zero.
    The result is a Python float, not a tensor. Single precision is good enough.

    >>> slope(3.0)
    6.0

    Why it matters: make a leaf, compute, go backward, read `.grad`. All training is made of these four steps.
    """
    raise NotImplementedError


def partials(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return both gradients of f = x²·y + y³, each element of f counting once.

    x, y: tensors of the same shape and dtype that require grad and have no gradient yet.
    The result is a tuple of two tensors: the gradient for x, then the gradient for y.
    Each has the shape and dtype of x and y.

    >>> x, y = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0, requires_grad=True)
    >>> partials(x, y)
    (tensor(12.), tensor(31.))

    Why it matters: a network has millions of inputs to its loss, and one backward serves them all.
    """
    raise NotImplementedError


def accumulated(x: torch.Tensor, times: int) -> torch.Tensor:
    """Return the gradient of x after `times` backward calls through x² that never reset it.

    x: a tensor of any shape that requires grad and has no gradient yet. times: an int, at least 1.
    Each backward is that of the sum of x². The result has the same shape and dtype as x.

    >>> accumulated(torch.tensor(2.0, requires_grad=True), 3)
    tensor(12.)

    Why it matters: this is why every training loop calls `optimizer.zero_grad()`.
    """
    raise NotImplementedError


def frozen(x: torch.Tensor) -> torch.Tensor:
    """Return a tensor with the values of x that does not require grad.

    x: a floating-point tensor of any shape. The result is a tensor with the same values, shape and dtype.
    x itself does not change: if it required grad before, it still does afterwards.

    >>> frozen(torch.tensor([1.0, 2.0], requires_grad=True))
    tensor([1., 2.])

    Why it matters: targets, labels and logged numbers must not pull the whole graph along.
    """
    raise NotImplementedError


def vector_jacobian(x: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Return vᵀJ, where J is the Jacobian of y = sin(x), taken element by element.

    x: a tensor of any shape that requires grad and has no gradient yet. v: a tensor of the same shape and dtype.
    The result has the shape and dtype of x.

    >>> vector_jacobian(torch.tensor([0.0, torch.pi], requires_grad=True), torch.tensor([1.0, 2.0]))
    tensor([ 1., -2.])

    Why it matters: backward never builds a Jacobian, it only multiplies by one. That is what makes it fast.
    """
    raise NotImplementedError
