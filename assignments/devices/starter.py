"""Devices.

Replace each `raise NotImplementedError` with your own code. Tensors that you are given keep their values: work on new
tensors, never in place. A device is given as a text such as "cpu", "cuda" or "cuda:1". One device is on every machine:
"meta", whose tensors have shapes and dtypes but no numbers. Like a GPU it refuses to work with tensors elsewhere.
"""

import numpy as np
import torch
from torch import nn


def moved_sum(a: torch.Tensor, b: torch.Tensor, device: str) -> torch.Tensor:
    """Return a + b, computed on the device.

    a, b: float32 tensors of the same shape, each on the CPU or on the device already. They are not changed.
    device: where the result lies. It has the shape of a and b, and their dtype.

    >>> moved_sum(torch.zeros(2, 3), torch.ones(2, 3), "meta").device
    device(type='meta')

    Why it matters: tensors on two devices cannot be added. It is the first error that everybody meets on a GPU.
    """
    raise NotImplementedError


def choose_device(wanted: str, available: list[str]) -> torch.device:
    """Return the device to compute on, a torch.device.

    wanted: "auto", or the name of a device such as "cpu", "mps", "cuda" or "cuda:1".
    available: the kinds of device that the machine has, in any order; "cpu" is always among them.
    For "auto" it is the first of cuda, mps and cpu that is available. Otherwise it is the device that wanted names;
    a ValueError is raised if its kind, the part before the colon, is not available.

    >>> choose_device("auto", ["cpu", "mps"])
    device(type='mps')

    Why it matters: with one such function the same program runs on a laptop and on a server.
    """
    raise NotImplementedError


def column_of_ones(x: torch.Tensor) -> torch.Tensor:
    """Return x with one more column at its end, all of it 1.

    x: a floating-point tensor of shape (batch, features), of any dtype and on any device; the batch may be 1.
    The result has shape (batch, features + 1), the dtype of x and the device of x.

    >>> column_of_ones(torch.tensor([[3.0, -5.0]]))
    tensor([[ 3., -5.,  1.]])

    Why it matters: code that makes its tensors where its input lies runs everywhere without a change.
    """
    raise NotImplementedError


def batch_to_device(batch: object, device: str) -> object:
    """Return the batch with every tensor in it moved to the device.

    batch: a tensor; a dict, a list or a tuple of batches, to any depth; or anything else, such as a str, an int or
    None. Tensors may have any shape and dtype. The containers that you were given are not changed.
    The result has the same structure: dicts with the same keys, lists, tuples. What is no tensor stays as it is.

    >>> batch_to_device({"x": torch.zeros(2), "names": ["a", "b"]}, "cpu")
    {'x': tensor([0., 0.]), 'names': ['a', 'b']}

    Why it matters: a data loader hands over dicts and tuples, and each tensor in them has to reach the GPU.
    """
    raise NotImplementedError


def beside_the_model(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """Return model(x), with x moved to the device of the model's parameters first.

    model: a module with at least one parameter; all of its parameters are on one device. It stays there.
    x: a float32 tensor that the model can take, on whatever device. It is not changed.
    The result is what the model returns, on the model's device. Gradients flow to x and to the parameters.

    >>> beside_the_model(nn.Linear(3, 2, device="meta"), torch.zeros(4, 3)).device
    device(type='meta')

    Why it matters: whoever calls your function need not know where the model lives.
    """
    raise NotImplementedError


class Standardise(nn.Module):
    """(x - mean) / std for each feature, with numbers that belong to the module but are not learned.

    It has no parameters. `mean` and `std` are attributes of it: tensors that move when the module moves, that change
    their dtype when it does (as with `.double()`), and that are in its state_dict under these names.

    >>> Standardise(torch.tensor([1.0]), torch.tensor([2.0])).double().mean.dtype
    torch.float64

    Why it matters: the running mean of a batch norm and the mask of an attention layer are kept in this way.
    """

    def __init__(self, mean: torch.Tensor, std: torch.Tensor) -> None:
        """Keep mean and std, both float32 of shape (features,); no number of std is zero."""
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return (x - mean) / std.

        x: a floating-point tensor of shape (batch, features), of the dtype and on the device of the module; the batch
        may be 1. The result has the shape and dtype of x and lies on its device. Gradients flow back to x.
        """
        raise NotImplementedError


def optimizer_after_move(model: nn.Module, device: str, lr: float, momentum: float) -> torch.optim.SGD:
    """Move the model to the device and return an optimizer for the parameters that it has there.

    model: a module on the CPU; afterwards it is on the device. device: "cpu", "meta" and so on.
    lr, momentum: Python floats, the learning rate and the momentum.
    The result is a torch.optim.SGD for all parameters of the moved model.

    >>> optimizer_after_move(nn.Linear(3, 2), "meta", 0.1, 0.9).param_groups[0]["params"][0].device
    device(type='meta')

    Why it matters: an optimizer with the old parameters runs without an error, and the loss never goes down.
    """
    raise NotImplementedError


def to_numpy(x: torch.Tensor) -> np.ndarray:
    """Return the numbers of x as a NumPy array of float32.

    x: a floating-point tensor of any shape, dtype (bfloat16 too) and device; it may require grad. It is not changed.
    The result is a NumPy array of the shape of x in memory of its own: changing x later does not change the array.

    >>> to_numpy(torch.tensor([1.5, -2.0], requires_grad=True))
    array([ 1.5, -2. ], dtype=float32)

    Why it matters: plots, reports and most other libraries take NumPy arrays.
    """
    raise NotImplementedError


def gpu_step(model: nn.Linear, x: torch.Tensor, y: torch.Tensor, device: str) -> tuple[float, np.ndarray]:
    """Return the loss and the gradient of the model's weight, both computed on the device.

    model: an nn.Linear on the CPU without gradients; afterwards it is on the device.
    x, y: float32 tensors of shapes (batch, in_features) and (batch, out_features), on the CPU or on the device.
    device: the name of a GPU, such as "cuda".
    The result is a tuple: the mean squared error between model(x) and y as a Python float, and the gradient of the
    weight as a NumPy array of float32 and shape (out_features, in_features).

    >>> layer, x = nn.Linear(2, 1), torch.ones(4, 2)
    >>> gpu_step(layer, x, layer(x).detach(), "cpu")
    (0.0, array([[0., 0.]], dtype=float32))

    Why it matters: data goes to the GPU, one number and a few statistics come back. That is every training step.
    """
    raise NotImplementedError
