"""Puts what was built on a device, into another layout in memory, or into another form. Values stay the same."""

from __future__ import annotations

import torch

from grader.model.values import Placed
from grader.runner.places import Once


def place(built: object, wanted: Placed) -> object:
    """``built`` as ``wanted`` says: a tensor on its device and in its layout, a list as what can be read only once."""
    if wanted.form == "iterator":
        return Once(list(built))  # type: ignore[call-overload]
    if not isinstance(built, torch.Tensor):
        raise TypeError(f"a {type(built).__name__} cannot be put into another form")
    requires_grad = built.requires_grad
    tensor = built.detach()
    if wanted.device:
        tensor = tensor.to(wanted.device)
    tensor = _laid_out(tensor, wanted.layout)
    return _formed(tensor, wanted.form, requires_grad)


def _laid_out(tensor: torch.Tensor, layout: str) -> torch.Tensor:
    if tensor.dim() == 0:
        return tensor
    match layout:
        case "transposed":
            reverse = tuple(reversed(range(tensor.dim())))
            return tensor.permute(reverse).contiguous().permute(reverse)
        case "strided":
            # What lies between its elements is uninitialised, and so is filled with what shows.
            gaps = tensor.new_empty((*tensor.shape[:-1], 2 * tensor.shape[-1]))
            return gaps[..., ::2].copy_(tensor)
        case "channels_last":
            formats = {4: torch.channels_last, 5: torch.channels_last_3d}
            return tensor.contiguous(memory_format=formats[tensor.dim()])
    return tensor


def _formed(tensor: torch.Tensor, form: str, requires_grad: bool) -> object:
    match form:
        case "parameter":
            return torch.nn.Parameter(tensor, requires_grad)
        case "numpy":
            return tensor.numpy(force=True)
        case "list":
            return tensor.tolist()
        case "tuple":
            return _tuples(tensor.tolist())
    return tensor.requires_grad_(requires_grad)


def _tuples(numbers: object) -> object:
    return tuple(map(_tuples, numbers)) if isinstance(numbers, list) else numbers
