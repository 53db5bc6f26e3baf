"""Whose memory a value uses, told by where storages lie; beneath the methods of student types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import numpy as np
import torch

from grader.runner.places import items_of

# The device, the first byte and the one after the last.
Range = tuple[str, int, int]
_DEPTH, _PARTS = 8, 10_000


def sharing(value: object, roots: Mapping[str, object], own: str) -> tuple[str, ...]:
    """The names of those roots, but for ``own``, whose memory overlaps that of ``value``."""
    mine = set(_ranges(value))
    if not mine:
        return ()
    return tuple(name for name, root in roots.items() if name != own and _overlap(mine, _ranges(root)))


def _overlap(mine: set[Range], theirs: Iterable[Range]) -> bool:
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for b in theirs for a in mine)


def _ranges(value: object) -> Iterator[Range]:
    """The memory of every tensor and array in ``value``: in lists, tuples, dictionaries and modules too."""
    parts = islice(_leaves(value, 0), _PARTS)
    return (found for part in parts if (found := _range(part)) is not None)


def _leaves(value: object, depth: int) -> Iterator[object]:
    if depth > _DEPTH:
        return
    if issubclass(type(value), torch.nn.Module):
        module = torch.nn.Module
        yield from (tensor for _, tensor in [*module.named_parameters(value), *module.named_buffers(value)])  # type: ignore[arg-type]
        return
    yield value
    for item in items_of(value):
        yield from _leaves(item, depth + 1)


def _range(value: object) -> Range | None:
    kind = type(value)
    if issubclass(kind, torch.Tensor):
        return _of_tensor(value)  # type: ignore[arg-type]
    if kind is np.ndarray:
        return _of_array(value)  # type: ignore[arg-type]
    return None


def _of_tensor(tensor: torch.Tensor) -> Range | None:
    try:
        with torch._C.DisableTorchFunctionSubclass(), torch._C._DisableTorchDispatch():
            plain = torch.Tensor.detach(tensor)
            storage = plain.untyped_storage()
            start, size = storage.data_ptr(), storage.nbytes()
    except (RuntimeError, NotImplementedError):  # it has none: sparse, or escaped from vmap
        return None
    return (plain.device.type, start, start + size) if start and size else None


def _of_array(array: np.ndarray) -> Range | None:
    """The whole memory that a view is of, as a tensor's storage is."""
    while type(array.base) is np.ndarray:
        array = array.base
    if not array.nbytes:
        return None
    low = high = array.__array_interface__["data"][0]
    for size, stride in zip(array.shape, array.strides, strict=True):
        low, high = low + min(0, (size - 1) * stride), high + max(0, (size - 1) * stride)
    return ("cpu", low, high + array.itemsize)
