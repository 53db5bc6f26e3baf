"""Gradients that are nothing but rounding: told from small true ones by double precision, and expected to be zero.

A gradient that is zero in theory (of a key's bias before a softmax, of a weight before a norm) comes out as a few
millionths, which another order of summing changes altogether. A result is never cleared: what a function returns may be
as small as it likes, or be the rounding itself.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from grader.judge.arrays import array_of
from grader.judge.form import by_key
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Mapping, Sequence, Tensor, Tree

# Rounding of numbers around one ends below this; what is larger is not looked at twice.
SMALL = 1e-4
# Rounding shrinks at least so much in double precision.
SHRINKS = 1e-3


def without_rounding(single: Record, double: Record) -> Record:
    """``single`` with zeros for every gradient that is all but zero in ``double``: it was rounding, and no more."""
    values = {
        path: _cleared(tree, double.values.get(path)) if Path.parse(path).is_gradient else tree
        for path, tree in single.values.items()
    }
    return replace(single, values=values)


def _cleared(single: Tree, double: Tree) -> Tree:
    match single, double:
        case Tensor(), Tensor() if 0 < (size := largest(single)) < SMALL:
            is_rounding = single.shape == double.shape and largest(double) <= SHRINKS * size
            return replace(single, data=bytes(len(single.data))) if is_rounding else single
        case Sequence(), Sequence():
            pairs = zip(single.items, double.items, strict=False)
            return replace(single, items=(*(_cleared(*pair) for pair in pairs), *single.items[len(double.items) :]))
        case Mapping(), Mapping():
            others = by_key(double)
            ours = zip(single.items, by_key(single), strict=False)
            return replace(single, items=tuple((key, _cleared(one, others.get(name))) for (key, one), name in ours))
    return single


def largest(tensor: Tensor) -> float:
    """The largest size of its numbers; 0 where it has no floating ones, or not only finite ones."""
    if not tensor.is_differentiable or not tensor.numel:
        return 0.0
    with np.errstate(all="ignore"):
        found = float(np.abs(array_of(tensor)).max())
    return found if np.isfinite(found) else 0.0
