"""Reduced over too much, too little, or the wrong dimension."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from grader.diagnoses.changed import transposed, with_inputs
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array


def _not_reduced(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.ndim <= s.e.ndim or not _any(s, lambda peer: peer.a):
        return
    long = {d for p in s.wrong_peers if p.a is not None for d in range(p.a.ndim) if p.a.shape[d] > 1}
    for how in ("mean", "sum"):
        if not s.e.ndim and s.near(np.asarray(getattr(s.a, how)()), s.e):
            yield Finding(how, {"how": f"{how}()"})
        for d in range(s.a.ndim) if s.e.ndim else ():
            if d in long and s.near(np.asarray(getattr(s.a, how)(axis=d)), s.e):
                yield Finding(f"{how} {d}", {"how": f"{how}(dim={d})"})


def _over_reduced(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.ndim >= s.e.ndim or not _any(s, lambda peer: peer.e):
        return
    for how in ("mean", "sum"):
        for count in range(1, s.e.ndim + 1):
            for dims in combinations(range(s.e.ndim), count):
                if s.near(s.a, np.asarray(getattr(s.e, how)(axis=dims))) and not _is_repeated(s, dims):
                    text = ", ".join(map(str, dims))
                    yield Finding(f"{how} {text}", {"how": how, "dims": f"dimension {text}"})
        if not s.a.ndim and s.near(s.a, np.asarray(getattr(s.e, how)())):
            yield Finding(f"{how} all", {"how": how, "dims": "its dimensions"})


def _is_repeated(s: Sight, dims: tuple[int, ...]) -> bool:
    """Whether the same stands along these dimensions in each case: then one of it is no mean."""
    return all(
        peer.e is not None
        and max(dims) < peer.e.ndim
        and peer.near(peer.e, np.broadcast_to(_first(peer.e, dims), peer.e.shape))
        for peer in s.wrong_peers
    )


def _first(e: Array, dims: tuple[int, ...]) -> Array:
    for axis in dims:
        e = e.take([0], axis=axis)
    return e


def _any(s: Sight, of: Callable[[Sight], Array | None]) -> bool:
    """Whether there is something to reduce in a case that went wrong: one number is its own mean."""
    return any((found := of(peer)) is not None and found.size > 1 for peer in s.wrong_peers)


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


def _turned(s: Sight) -> Iterator[Finding]:
    """The reference works on the other dimension where it is given the transpose."""
    if s.a is None or s.e is None or s.a.ndim != 2 or s.a.shape != s.e.shape or s.path.is_gradient:
        return
    for name, x in s.arrays.items():
        if name in s.inputs and x.shape == s.e.shape and x.dtype.kind == "f" and not s.near(s.a, s.e):
            tree = transposed(s.inputs[name])
            found = None if tree is None else s.instead(replace(with_inputs(s.call, {name: tree}), backward=()))
            if found is not None and s.near(s.a, found.T):
                yield Finding(name, {"name": name})


def _reduced(x: Array, how: str, axis: int) -> Array:
    if how == "std":
        return np.asarray(x.std(axis=axis, ddof=1)) if x.shape[axis] > 1 else np.asarray(np.nan)
    return np.asarray(getattr(x, how)(axis=axis))


RULES = (
    Rule(
        "not_reduced",
        _not_reduced,
        "every element has its own number, and one for all is wanted: take the `.{how}` of it",
    ),
    Rule(
        "wrong_dimension",
        _wrong_dimension,
        "the {how} of `{name}` is taken over dimension {taken}, and dimension {wanted} is meant",
    ),
    Rule(
        "over_reduced",
        _over_reduced,
        "there is one {how} too many: what is wanted keeps {dims}",
    ),
)

# Said only where nothing explains more.
LAST = (
    Rule(
        "wrong_dimension",
        _turned,
        "you work along the other dimension of `{name}`: rows and columns are exchanged, so look at each `dim=`",
        variant="turned",
    ),
)
