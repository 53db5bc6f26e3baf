"""The reference against itself in double precision: how far its own rounding carries each number that it gives.

Where scores are large, a softmax of them magnifies rounding beyond every fixed rule: right work in another order of
summing differs by as much as the reference does from the truth. What is allowed is told apart for each tensor and each
number: the rounding of a large item is no reason to allow more of a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from grader.judge.arrays import numbers_of
from grader.judge.looking import items_in
from grader.judge.vanishing import SHRINKS, SMALL, largest
from grader.model.record import Record
from grader.model.values import EPSILON, Mapping, Sequence, Tensor, Tree, tensors_in

# Honest code that sums in another order is a few times further away, and rarely this many.
MARGIN = 8
# An error that is larger beside the number itself is none of rounding: other random numbers were drawn.
_LARGEST = 1e-3


def resolution(cotangents: Iterable[tuple[str, Tree]]) -> float:
    """How near a gradient can be at best: two roundings of the largest number that is sent backwards.

    Where a softmax is saturated the gradient is far below that, and `p·(g - Σ p·g)` gives zero as rightly as anything.
    """
    tensors = [tensor for _, tree in cotangents for _, tensor in tensors_in(tree)]
    return max((2 * EPSILON.get(tensor.dtype, 0.0) * largest(tensor) for tensor in tensors), default=0.0)


def own_errors(single: Record, double: Record) -> dict[str, float]:
    """The absolute tolerance by path and what is below it: ``result.1``, ``self.*.weight``.

    It is ``MARGIN`` times the largest error there, never less than one rounding of the value.
    """
    return {
        place: _allowed(one, other)
        for path, tree in single.values.items()
        for place, one, other in _leaves(path, tree, double.values.get(path))
    }


def _allowed(single: Tree, double: Tree) -> float:
    near, true = numbers_of(single), numbers_of(double)
    if near is None or true is None or near.shape != true.shape or near.dtype.kind not in "fc" or not near.size:
        return 0.0
    with np.errstate(all="ignore"):
        errors, sizes = np.abs(near - true), np.abs(true)
    error = float(errors[np.isfinite(errors)].max(initial=0.0))
    size = float(sizes[np.isfinite(sizes)].max(initial=0.0))
    is_rounding = error <= _LARGEST * size or (error < SMALL and size <= SHRINKS * error)
    return max(MARGIN * error, EPSILON["float32"] * size) if is_rounding else 0.0


def _leaves(path: str, one: Tree, other: Tree) -> Iterator[tuple[str, Tree, Tree]]:
    """Each tensor and number of ``one`` with its place and what ``other`` has there; a list of numbers is a series."""
    is_series = isinstance(one, Sequence) and one.kind == "list" and numbers_of(one) is not None
    if is_series or isinstance(one, Tensor | bool | int | float | complex):
        yield path, one, other
    elif isinstance(one, Sequence | Mapping):
        others = items_in(other)
        for name, item in items_in(one).items():
            yield from _leaves(f"{path}.{name}", item, others.get(name))
