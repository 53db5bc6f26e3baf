"""From the tree's raw bytes to NumPy arrays, and slices of them. Sizes were checked where the tree was made."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from grader.model.path import parse_subscript
from grader.model.values import Named, Sequence, Tensor, Tree

Array: TypeAlias = NDArray[Any]

_BFLOAT16 = "bfloat16"
_LARGEST_INTEGER = 1 << 64


def array_of(tensor: Tensor) -> Array:
    """The elements as an array, in the tensor's own memory but for bool and for bfloat16, which is widened to float32.

    Raises ``ValueError`` where NumPy has no array of such a shape (a size of 2⁶² beside a size of 0).
    """
    if tensor.dtype == _BFLOAT16:
        halves = np.frombuffer(tensor.data, dtype="<u2") if tensor.data else np.empty(0, "<u2")
        return (halves.astype("<u4") << 16).view("<f4").reshape(tensor.shape)
    dtype = np.dtype(tensor.dtype).newbyteorder("<")
    elements = np.frombuffer(tensor.data, dtype=dtype) if tensor.data else np.empty(0, dtype)
    if tensor.dtype == "bool":
        # Bytes other than 0 and 1 are true; NumPy's arithmetic on such booleans contradicts itself.
        elements = elements.view(np.uint8) != 0
    return elements.reshape(tensor.shape)


def numbers_of(tree: Tree) -> Array | None:
    """A tensor, a number, or nested lists of numbers of equal lengths, as an array; None for anything else."""
    if isinstance(tree, Tensor):
        return array_of(tree)
    shape = _shape_of(tree)
    if shape is None:
        return None
    numbers = list(_flat(tree))
    if all(isinstance(number, bool) for number in numbers):
        return np.array(numbers, dtype=bool).reshape(shape)
    if any(isinstance(number, complex) for number in numbers):
        return np.array([_as_complex(number) for number in numbers]).reshape(shape)
    if all(isinstance(number, int) for number in numbers):
        whole = [int(number.real) for number in numbers]
        for dtype in (np.int64, np.uint64):
            if all(np.iinfo(dtype).min <= number <= np.iinfo(dtype).max for number in whole):
                return np.array(whole, dtype=dtype).reshape(shape)
    return np.array([_as_float(number) for number in numbers], dtype=np.float64).reshape(shape)


def number_in(tree: Tree) -> bool | int | float | complex | None:
    """The number that ``tree`` is, also as a NumPy scalar; None where it is none."""
    value = tree.value if isinstance(tree, Named) and tree.name.startswith("numpy.") else tree
    return value if isinstance(value, bool | int | float | complex) else None


def is_huge(tree: Tree) -> bool:
    """Whether it is a whole number that no tensor can hold; such are compared as Python's own."""
    number = number_in(tree)
    return isinstance(number, int) and abs(number) >= _LARGEST_INTEGER


def sliced(tree: Tree, subscript: str | None) -> Tree:
    """``tree[subscript]`` for a tensor. Raises ``IndexError`` with what is wrong: no tensor, or out of range."""
    if subscript is None:
        return tree
    if not isinstance(tree, Tensor):
        raise IndexError("only a tensor can be sliced")
    widened = np.dtype("<u2") if tree.dtype == _BFLOAT16 else np.dtype(tree.dtype).newbyteorder("<")
    try:
        whole = np.frombuffer(tree.data, dtype=widened) if tree.data else np.empty(0, widened)
        part = np.asarray(whole.reshape(tree.shape)[parse_subscript(subscript)])
    except (IndexError, ValueError) as error:
        raise IndexError(str(error)) from None
    return Tensor(tree.dtype, part.shape, part.tobytes(), tree.device, tree.requires_grad, tree.type_name)


def _shape_of(tree: Tree) -> tuple[int, ...] | None:
    if not isinstance(tree, Sequence):
        return None if number_in(tree) is None or is_huge(tree) else ()
    shapes = {_shape_of(item) for item in tree.items}
    if not shapes:
        return (0,)
    (first, *others) = shapes
    return None if others or first is None else (len(tree.items), *first)


def _flat(tree: Tree) -> list[bool | int | float | complex]:
    if isinstance(tree, Sequence):
        return [number for item in tree.items for number in _flat(item)]
    number = number_in(tree)
    return [] if number is None else [number]


def _as_float(number: bool | int | float | complex) -> float:
    return float(number.real)


def _as_complex(number: bool | int | float | complex) -> complex:
    return complex(number)
