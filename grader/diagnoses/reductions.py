"""Reduced over too much, too little, or the wrong dimension."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array


def _not_reduced(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.e.ndim or s.a.size < 2:
        return
    for how in ("mean", "sum"):
        if s.near(np.asarray(getattr(s.a, how)()), s.e):
            yield Finding(how, {"how": how})


def _over_reduced(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.ndim >= s.e.ndim or s.e.size < 2:
        return
    for how in ("mean", "sum"):
        for count in range(1, s.e.ndim + 1):
            for dims in combinations(range(s.e.ndim), count):
                if s.near(s.a, np.asarray(getattr(s.e, how)(axis=dims))):
                    text = ", ".join(map(str, dims))
                    yield Finding(f"{how} {text}", {"how": how, "dims": text})


def _wrong_dimension(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.near(s.a, s.e):
        return
    for name, x in s.arrays.items():
        if x.ndim < 2 or x.dtype.kind not in "fiu" or not x.size:
            continue
        for how in ("mean", "sum", "std", "max", "min", "argmax", "argmin"):
            found = {d: _reduced(x, how, d) for d in range(x.ndim)}
            wanted = [d for d, value in found.items() if s.near(value, s.e) or s.near(value, s.e.squeeze())]
            taken = [d for d, value in found.items() if s.near(value, s.a) or s.near(value, s.a.squeeze())]
            if len(wanted) == 1 and len(taken) == 1 and wanted != taken:
                pair = {"how": how, "name": name, "taken": taken[0], "wanted": wanted[0]}
                yield Finding(f"{how} {name} {taken[0]} {wanted[0]}", pair)


def _reduced(x: Array, how: str, axis: int) -> Array:
    if how == "std":
        return np.asarray(x.std(axis=axis, ddof=1)) if x.shape[axis] > 1 else np.asarray(np.nan)
    return np.asarray(getattr(x, how)(axis=axis))


RULES = (
    Rule(
        "not_reduced",
        _not_reduced,
        "every element has its own number, and one for all is wanted: take the `.{how}()` of it",
    ),
    Rule(
        "wrong_dimension",
        _wrong_dimension,
        "the {how} of `{name}` is taken over dimension {taken}, and dimension {wanted} is meant",
    ),
    Rule(
        "over_reduced",
        _over_reduced,
        "there is one {how} too many: what is wanted keeps dimension {dims}",
    ),
)
