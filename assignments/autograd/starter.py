"""Automatic differentiation.

Replace each `raise NotImplementedError` with your own code. Inputs must keep their values, unless an exercise says
otherwise: work on new tensors, never in place.
"""

from collections.abc import Callable

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


def chain_links(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return y, dy/du, du/dx and dy/dx for u = x² and y = sin(u), element by element.

    x: a floating-point tensor of any shape that requires grad and has no gradient yet.
    The result is a tuple of four tensors, in this order, each of the shape and dtype of x; whether they require grad
    is up to you.

    >>> y, outer, inner, both = chain_links(torch.tensor([0.0, 1.0], requires_grad=True))
    >>> bool(torch.allclose(both, outer * inner))
    True

    Why it matters: a network is a long chain, and backward multiplies its links from the end to the beginning.
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


def round_through(x: torch.Tensor) -> torch.Tensor:
    """Return x rounded to whole numbers, with a slope of 1 everywhere.

    x: a floating-point tensor of any shape. It is rounded as `torch.round` does it: halves go to the even number.
    The result has the same shape and dtype as x. The gradient that reaches the result goes on to x as it is.

    >>> round_through(torch.tensor([1.25, -2.75]))
    tensor([ 1., -3.])

    Why it matters: networks with coarse numbers, for small devices, are trained like this.
    """
    raise NotImplementedError


def target_loss(value: torch.Tensor, next_value: torch.Tensor, reward: torch.Tensor, discount: float) -> torch.Tensor:
    """Return the mean of (value - (reward + discount · next_value))², where the target counts as a constant.

    value, next_value, reward: floating-point tensors of the same shape (batch,). discount: a Python float.
    The result is a tensor without dimensions. Gradients flow to value; next_value gets none, not even zeros.

    >>> target_loss(torch.tensor([2.0]), torch.tensor([1.0]), torch.tensor([1.0]), 0.5)
    tensor(0.2500)

    Why it matters: whoever learns from own guesses must hold one side still, or both sides drift off together.
    """
    raise NotImplementedError


def middle_gradient(w: torch.Tensor, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the gradients of the sum of h³ for h = w·x and for w.

    w: a floating-point tensor that requires grad and has no gradient yet. x: a tensor of the same dtype that does not
    require grad. w has the shape of x, or a single element that counts for all of x.
    The result is a tuple of two tensors: the gradient for h, of the shape of x, then the one for w, of the shape of w.

    >>> middle_gradient(torch.tensor(2.0, requires_grad=True), torch.tensor(3.0))
    (tensor(108.), tensor(324.))

    Why it matters: to see where gradients vanish in a deep network you must look at the layers in between.
    """
    raise NotImplementedError


def gradient_step(w: torch.Tensor, x: torch.Tensor, y: torch.Tensor, lr: float) -> float:
    """Take one step of gradient descent on w in place, and return the loss from before the step.

    w: a leaf of shape (features,) that requires grad and has no gradient. x: shape (samples, features).
    y: shape (samples,). lr: a Python float. The loss is the mean of (x @ w - y)².
    Afterwards w has become w - lr · gradient in place, still requires grad, and `w.grad` is None or zero.
    The result is a Python float; single precision is good enough.

    >>> w = torch.tensor([1.0, 0.5], requires_grad=True)
    >>> gradient_step(w, torch.tensor([[1.0, 2.0]]), torch.tensor([0.0]), 0.1)
    4.0
    >>> w
    tensor([ 0.6000, -0.3000], requires_grad=True)

    Why it matters: this is all that `optimizer.step()` and `optimizer.zero_grad()` do in plain gradient descent.
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


def nth_derivative(x: torch.Tensor, n: int) -> torch.Tensor:
    """Return the n-th derivative of f(x) = x·sin(x) at x, element by element.

    x: a floating-point tensor of any shape that requires grad and has no gradient yet. n: an int, at least 0.
    For n = 0 the result is f itself. The result has the shape and dtype of x. It can be differentiated once more:
    gradients flow from it back to x. Leave no gradient in `x.grad`.

    >>> nth_derivative(torch.tensor(0.0, requires_grad=True), 2).item()
    2.0

    Why it matters: penalties on gradients, and equations of physics, need slopes of slopes.
    """
    raise NotImplementedError


def hessian(x: torch.Tensor) -> torch.Tensor:
    """Return the matrix of all second derivatives of f(x) = (x·x)².

    x: a floating-point tensor of shape (n,), n at least 1, that requires grad and has no gradient yet.
    The result has shape (n, n) and the dtype of x; whether it requires grad is up to you.

    >>> hessian(torch.tensor([1.0, 2.0], requires_grad=True)).tolist()
    [[28.0, 16.0], [16.0, 52.0]]

    Why it matters: the Hessian tells how a surface bends, and so how far a step may go.
    """
    raise NotImplementedError


class SmoothAbs(torch.autograd.Function):
    """The function behind `smooth_abs`: write its forward and its backward.

    >>> SmoothAbs.apply(torch.tensor([3.0]), 4.0)
    tensor([5.])
    """

    @staticmethod
    def forward(ctx, x, c):
        raise NotImplementedError

    @staticmethod
    def backward(ctx, g):
        raise NotImplementedError


def smooth_abs(x: torch.Tensor, c: float) -> torch.Tensor:
    """Return √(x² + c²), element by element, through `apply` of your own `torch.autograd.Function`.

    x: a floating-point tensor of any shape. c: a Python float above zero. The result has the shape and dtype of x.
    Gradients flow to x: the slope is x / √(x² + c²). Write the class SmoothAbs first, and use it with `apply`.

    >>> smooth_abs(torch.tensor([3.0]), 4.0)
    tensor([5.])

    Why it matters: where autograd's own way is slow or inexact, you can give it yours.
    """
    raise NotImplementedError


def numeric_gradient(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, step: float) -> torch.Tensor:
    """Return the slopes of F by every element of x, from differences instead of autograd.

    f: takes a tensor like x and returns a tensor; F is the sum of all elements of what it returns.
    x: a float64 tensor of any shape, which must keep its values. step: a Python float above zero.
    Each slope is (F with step added to that element - F with step subtracted from it) / (2 · step).
    The result has the shape and dtype of x.

    >>> numeric_gradient(torch.relu, torch.tensor([-1.0, 0.0, 2.0], dtype=torch.float64), 0.5)
    tensor([0.0000, 0.5000, 1.0000], dtype=torch.float64)

    Why it matters: slow and nearly right, it is how a backward written by hand is put to the test.
    """
    raise NotImplementedError
