"""Tolerances that are measured: how far the reference in single precision is from itself in double precision."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.judge.arrays import numbers_of
from grader.model.record import Record
from grader.model.values import Mapping, Sequence, Tensor, Tree

# Honest code that sums in another order is a few times further away, and rarely this many.
MARGIN = 8
_EPSILON = 2.0**-23


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
        allowed = max(allowed, MARGIN * error, _EPSILON * size)
    return allowed


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
