"""Training.

Replace each `raise NotImplementedError` with your own code. Data that you are given keeps its values. "Parameters" are
leaf tensors of float32 that require grad, as a model has them; they are changed in place, under `torch.no_grad()`.
"""

from collections.abc import Iterable

import torch
from torch import nn


def descent_step(parameters: list[torch.Tensor], lr: float) -> None:
    """Make one step of gradient descent: each parameter becomes parameter - lr · gradient. Return nothing.

    parameters: a list of leaf tensors that require grad. Each is changed in place and still requires grad afterwards;
    its gradient stays as it is. One whose `.grad` is None stays as it is too.
    lr: the learning rate, a Python float.

    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> w.grad = torch.tensor([10.0, -10.0])
    >>> descent_step([w], lr=0.1)
    >>> w
    tensor([0., 3.], requires_grad=True)

    Why it matters: every optimizer is this line with something added.
    """
    raise NotImplementedError


class Momentum:
    """Gradient descent with momentum, without torch.optim.

    Each parameter has a velocity, which starts as zeros. A step makes it velocity = momentum · velocity + gradient,
    and then parameter = parameter - lr · velocity.

    >>> w = torch.tensor([1.0], requires_grad=True)
    >>> optimizer = Momentum([w], lr=0.5, momentum=0.9)
    >>> w.grad = torch.tensor([2.0])
    >>> optimizer.step()
    >>> w
    tensor([0.], requires_grad=True)

    Why it matters: the velocity averages away the zigzag of single gradients and carries the step across flat ground.
    """

    def __init__(self, params: Iterable[torch.Tensor], lr: float, momentum: float) -> None:
        """Keep the parameters.

        params: the parameters, in a list or in something that can be read only once, such as `model.parameters()`.
        lr, momentum: Python floats.
        """
        raise NotImplementedError

    def step(self) -> None:
        """Change every parameter in place by one step. One whose `.grad` is None stays as it is, and its velocity."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Clear the gradient of every parameter: set it to None, or fill it with zeros. Velocities stay."""
        raise NotImplementedError


class AdamW:
    """Adam with decoupled weight decay, without torch.optim.

    For each parameter p with gradient g there are two running averages, m and v, which start as zeros.
    Step number t, counted from 1, does in this order:
    p = p - lr · weight_decay · p; m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²;
    p = p - lr · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + eps).

    >>> w = torch.tensor([1.0], requires_grad=True)
    >>> optimizer = AdamW([w], lr=0.5, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    >>> w.grad = torch.tensor([20.0])
    >>> optimizer.step()
    >>> w
    tensor([0.5000], requires_grad=True)

    Why it matters: nearly every large model is trained with it.
    """

    def __init__(
        self,
        params: Iterable[torch.Tensor],
        lr: float,
        betas: tuple[float, float],
        eps: float,
        weight_decay: float,
    ) -> None:
        """Keep the parameters.

        params: the parameters, in a list or in something that can be read only once, such as `model.parameters()`.
        lr, eps, weight_decay: Python floats. betas: the tuple (β₁, β₂).
        """
        raise NotImplementedError

    def step(self) -> None:
        """Change every parameter in place by one step; each of them has a gradient."""
        raise NotImplementedError


def learning_rate(step: int, warmup: int, total: int, peak: float, floor: float) -> float:
    """Return the learning rate of a step: a linear warm-up, then half a cosine wave down to the floor.

    step: an int, counted from 0. warmup, total: ints with 0 <= warmup < total. peak, floor: Python floats.
    Before step `warmup` it is peak · step / warmup. At step `warmup` it is peak, and from there until step `total`
    it is floor + (peak - floor) · (1 + cos(π · progress)) / 2, where progress goes evenly from 0 to 1.
    At step `total` and later it is floor. The result is a Python float.

    >>> learning_rate(5, warmup=10, total=110, peak=1.0, floor=0.0)
    0.5

    Why it matters: full steps from random weights do damage, and small ones at the end settle into the minimum.
    """
    raise NotImplementedError


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor) -> float:
    """Make one training step on the batch (x, y) and return its loss, a Python float.

    model: a module; optimizer: an optimizer of its parameters. They may still have gradients of earlier work, which
    must not count.
    x, y: float32 tensors of shapes (batch, in_features) and (batch, out_features); the batch may be 1.
    The loss is the mean squared error between model(x) and y, before the step. The optimizer makes one step.

    >>> layer = nn.Linear(2, 1, bias=False)
    >>> _ = nn.init.zeros_(layer.weight)
    >>> train_step(layer, torch.optim.SGD(layer.parameters(), lr=0.1), torch.ones(4, 2), torch.full((4, 1), 3.0))
    9.0

    Why it matters: a program that trains calls this a million times.
    """
    raise NotImplementedError


def clip_gradients(parameters: Iterable[torch.Tensor], max_norm: float) -> float:
    """Scale all gradients together so that their global norm is at most max_norm; return the norm before.

    The global norm is the root of the sum of the squares of all numbers in all gradients, as if they were one vector.
    parameters: the parameters, perhaps in something that can be read only once, such as `model.parameters()`.
    One whose `.grad` is None does not count; at least one has a gradient. max_norm: a Python float above zero.
    If the norm is greater than max_norm, every gradient is multiplied, in place, by max_norm / norm. Otherwise none
    changes. The parameters themselves stay as they are. The result is the norm before clipping, a Python float.

    >>> w = torch.zeros(2, requires_grad=True)
    >>> w.grad = torch.tensor([3.0, 4.0])
    >>> clip_gradients([w], max_norm=1.0), w.grad
    (5.0, tensor([0.6000, 0.8000]))

    Why it matters: one bad batch with a huge gradient can undo hours of training.
    """
    raise NotImplementedError


def accumulated_step(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    micro_batches: list[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    """Make one step as if all micro-batches were one large batch; return the loss of that batch, a Python float.

    model, optimizer: as in train_step; old gradients must not count.
    micro_batches: a list of tuples (x, y), at least one, of shapes (size, in_features) and (size, out_features).
    Their sizes may differ, and every example counts the same, in whichever micro-batch it is.
    Run backward for each micro-batch on its own, so that only one of them needs memory at a time, and step once.
    The loss is the mean squared error over all examples, before the step.

    >>> layer = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.ones_(layer.weight)
    >>> one, three = (torch.ones(1, 1), torch.zeros(1, 1)), (torch.ones(3, 1), torch.ones(3, 1))
    >>> accumulated_step(layer, torch.optim.SGD(layer.parameters(), lr=0.1), [one, three])
    0.25

    Why it matters: it trains with the batch of a large machine on a small one.
    """
    raise NotImplementedError


def fit(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    epochs: int,
    batch_size: int,
) -> list[float]:
    """Train the model on x and y for several epochs and return the loss of each, a list of Python floats.

    model, optimizer: as in train_step. x, y: float32 tensors of shapes (count, in_features) and (count, out_features).
    An epoch goes through all examples in their order, in batches of batch_size; the last batch of an epoch is smaller
    if count is not a multiple of it. Each batch is one training step with the mean squared error.
    The loss of an epoch is the mean over its examples, each with the loss that it had in its own batch before the
    step of that batch. So a smaller last batch weighs less. The list has length epochs.

    >>> layer, x = nn.Linear(1, 1), torch.linspace(-1, 1, 10)[:, None]
    >>> losses = fit(layer, torch.optim.SGD(layer.parameters(), lr=0.1), x, 3 * x - 1, epochs=60, batch_size=4)
    >>> len(losses), losses[-1] < 0.001
    (60, True)

    Why it matters: this loop is what "training a network" means.
    """
    raise NotImplementedError


def accuracy(model: nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> float:
    """Return the share of examples that the model classifies right, a Python float between 0 and 1.

    model: a module that returns scores of shape (size, classes). The class with the largest score is its answer.
    batches: tuples (x, labels), perhaps in something that can be read only once; x of shape (size, features),
    labels int64 of shape (size,). At least one example. Sizes may differ, and every example counts the same.
    The model must be in eval mode while it is called, once for each batch, and nothing is recorded for autograd then.
    Afterwards the model is in the mode in which you were given it, train or eval.

    >>> accuracy(nn.Identity(), [(torch.eye(3), torch.tensor([0, 1, 2])), (torch.eye(3)[:1], torch.tensor([2]))])
    0.75

    Why it matters: dropout left on makes a model look worse, and eval mode left on stops it from learning well.
    """
    raise NotImplementedError


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    """Save the state of the model and of the optimizer, and the epoch, to one file. Return nothing.

    path: the name of the file, in the working directory. epoch: an int. Model and optimizer stay as they are.

    >>> from tempfile import NamedTemporaryFile
    >>> layer = nn.Linear(2, 1)
    >>> with NamedTemporaryFile() as file:
    ...     save_checkpoint(file.name, layer, torch.optim.SGD(layer.parameters(), lr=0.1), epoch=3)

    Why it matters: a run of three weeks must survive a power cut.
    """
    raise NotImplementedError


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Load what save_checkpoint saved into this model and this optimizer; return the epoch, an int.

    path: the name of the file. model, optimizer: made like those that were saved, with other numbers in them.
    Afterwards the model has the saved parameters and the optimizer the saved state, so that training goes on exactly
    as it would have gone on without the break.

    >>> from tempfile import NamedTemporaryFile
    >>> layer = nn.Linear(2, 1)
    >>> optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    >>> with NamedTemporaryFile() as file:
    ...     save_checkpoint(file.name, layer, optimizer, epoch=3)
    ...     load_checkpoint(file.name, layer, optimizer)
    3

    Why it matters: an optimizer that has forgotten its averages makes the loss jump after every restart.
    """
    raise NotImplementedError


class EarlyStopping:
    """Says when training no longer helps, and remembers the best model.

    >>> layer, stopping = nn.Linear(1, 1), EarlyStopping(patience=2)
    >>> [stopping.update(loss, layer) for loss in (3.0, 1.0, 2.0, 1.0, 4.0)]
    [False, False, False, True, True]

    Why it matters: a model that trains for too long learns its training data by heart.
    """

    def __init__(self, patience: int) -> None:
        """patience: an int, at least 1: after how many updates in a row without a new best loss to stop."""
        raise NotImplementedError

    def update(self, loss: float, model: nn.Module) -> bool:
        """Take the validation loss of the model as it is now, and return True if training should stop, else False.

        The first loss is a best one, and so is each that is less than all before it; an equal one is not.
        At a best loss keep a copy of the model's state, which does not change when the model is trained further.
        Stop if the last `patience` updates, this one among them, brought no new best loss.
        """
        raise NotImplementedError

    def restore(self, model: nn.Module) -> None:
        """Put the state of the best update back into the model. `update` was called at least once."""
        raise NotImplementedError


def freeze_except(model: nn.Module, part: str) -> list[str]:
    """Freeze all parameters of the model but those of one part; return the names of those, in the model's order.

    model: a module. part: the name of one of its submodules, such as "head". Another may be called "header".
    Parameters of the part require grad afterwards, whether they did before or not; all others do not require grad, and
    their `.grad` is None, so that no optimizer moves them. No value changes, and gradients of the part stay.
    The result is a list of names as `named_parameters` has them, such as ["head.weight", "head.bias"].

    >>> freeze_except(nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2)), "2")
    ['2.weight', '2.bias']

    Why it matters: a large model is adapted to a new task by training only its last layers.
    """
    raise NotImplementedError
