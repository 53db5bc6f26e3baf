"""The reference against itself in double precision: what its rounding is, and which numbers are nothing else.

Where scores are large, a softmax of them magnifies rounding beyond every fixed rule: right work in another order of
summing differs by as much as the reference does from the truth.

A gradient that is zero in theory (of a key's bias before a softmax, of a weight before a norm) comes out as a few
millionths, which another order of summing changes altogether. Double precision tells such numbers from small true ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from grader.judge.arrays import array_of, numbers_of
from grader.model.record import Record
from grader.model.values import EPSILON, Mapping, Sequence, Tensor, Tree, tensors_in

# Honest code that sums in another order is a few times further away, and rarely this many.
MARGIN = 8
# An error that is larger beside the number itself is none of rounding: other random numbers were drawn.
_LARGEST = 1e-3
# Rounding of numbers around one ends below this; what is larger is not looked at twice.
_SMALL = 1e-4
# Rounding shrinks at least so much in double precision.
_SHRINKS = 1e-3


def resolution(cotangents: Iterable[tuple[str, Tree]]) -> float:
    """How near a gradient can be at best: two roundings of the largest number that is sent backwards.

    Where a softmax is saturated the gradient is far below that, and `p·(g - Σ p·g)` gives zero as rightly as anything.
    """
    tensors = [tensor for _, tree in cotangents for _, tensor in tensors_in(tree)]
    return max((2 * EPSILON.get(tensor.dtype, 0.0) * _largest(tensor) for tensor in tensors), default=0.0)


def own_errors(single: Record, double: Record) -> dict[str, float]:
    """By path the absolute tolerance: ``MARGIN`` times the largest error, never less than one rounding of the value."""
    return {path: _allowed(tree, double.values.get(path)) for path, tree in single.values.items()}


def _allowed(single: Tree, double: Tree) -> float:
    allowed = 0.0
    for one, other in _pairs(single, double):
        near, true = numbers_of(one), numbers_of(other)
        if near is None or true is None or near.shape != true.shape or near.dtype.kind not in "fc" or not near.size:
            continue
        with np.errstate(all="ignore"):
            errors, sizes = np.abs(near - true), np.abs(true)
        error = float(errors[np.isfinite(errors)].max(initial=0.0))
        size = float(sizes[np.isfinite(sizes)].max(initial=0.0))
        if error <= _LARGEST * size or (error < _SMALL and size <= _SHRINKS * error):
            allowed = max(allowed, MARGIN * error, EPSILON["float32"] * size)
    return allowed


def without_rounding(single: Record, double: Record) -> Record:
    """``single`` with zeros for every tensor that is all but zero in ``double``: it was rounding, and no more."""
    values = {path: _cleared(tree, double.values.get(path)) for path, tree in single.values.items()}
    return replace(single, values=values)


def _cleared(single: Tree, double: Tree) -> Tree:
    match single, double:
        case Tensor(), Tensor() if 0 < (size := _largest(single)) < _SMALL:
            is_rounding = single.shape == double.shape and _largest(double) <= _SHRINKS * size
            return replace(single, data=bytes(len(single.data))) if is_rounding else single
        case Sequence(), Sequence():
            pairs = zip(single.items, double.items, strict=False)
            return replace(single, items=(*(_cleared(*pair) for pair in pairs), *single.items[len(double.items) :]))
        case Mapping(), Mapping() if len(single.items) == len(double.items):
            both = zip(single.items, double.items, strict=True)
            return replace(single, items=tuple((key, _cleared(one, other)) for (key, one), (_, other) in both))
    return single


def _largest(tensor: Tensor) -> float:
    """The largest size of its numbers; 0 where it has no floating ones, or not only finite ones."""
    if not tensor.is_differentiable or not tensor.numel:
        return 0.0
    with np.errstate(all="ignore"):
        largest = float(np.abs(array_of(tensor)).max())
    return largest if np.isfinite(largest) else 0.0


def _pairs(one: Tree, other: Tree) -> Iterator[tuple[Tree, Tree]]:
    """Numbers and tensors at the same places of two trees."""
    if isinstance(one, Tensor | bool | int | float | complex):
        yield one, other
    elif isinstance(one, Sequence) and isinstance(other, Sequence):
        for pair in zip(one.items, other.items, strict=False):
            yield from _pairs(*pair)
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        for (_, first), (_, second) in zip(one.items, other.items, strict=False):
            yield from _pairs(first, second)
