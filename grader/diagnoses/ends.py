"""Right as far as it goes: entries left out at an end, only the first of several, sizes of the example."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

# How many entries an end may be off by, where it is always as many.
_MOST_OFF = 3
# Where so many different shapes are wanted, one that is the same each time was written down.
_SHAPES = 3


def _first_only(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.size < 1:
        return
    for d in range(s.e.ndim):
        if not any(peer.e is not None and d < peer.e.ndim and peer.e.shape[d] > 1 for peer in s.wrong_peers):
            continue  # each has one there: that is all, not the first
        first = s.e.take(0, axis=d)
        if s.near(s.a, first) or s.near(s.a, np.expand_dims(first, d)):
            yield Finding(f"first {d}", {"which": "first", "dim": d})
        last = s.e.take(-1, axis=d)
        if s.near(s.a, last):
            yield Finding(f"last {d}", {"which": "last", "dim": d})


def _end_missing(s: Sight) -> Iterator[Finding]:
    for d, off in _shorter(s):
        if s.a is not None and s.e is not None and s.near(s.a, s.e.take(range(s.e.shape[d] - off), axis=d)):
            if off <= _MOST_OFF:
                yield Finding(f"{d} {off}", {"last": "entry is" if off == 1 else "entries are"})
            if any(peer.a is not None and d < peer.a.ndim and peer.a.shape[d] > 1 for peer in s.wrong_peers):
                yield Finding(f"{d}", {"last": "entries are"})


def _start_off(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None:
        return
    for d, off in _shorter(s):
        if off <= _MOST_OFF and s.near(s.a, s.e.take(range(off, s.e.shape[d]), axis=d)):
            yield Finding(f"missing {d} {off}", {"what": f"the first {off} of what is wanted missing"})
    for d in _longer(s):
        off = s.a.shape[d] - s.e.shape[d]
        if s.near(s.a.take(range(s.e.shape[d]), axis=d), s.e):
            yield Finding(f"end {d} {off}", {"what": f"{off} too many at the end"})
        if s.near(s.a.take(range(off, s.a.shape[d]), axis=d), s.e):
            yield Finding(f"start {d} {off}", {"what": f"{off} too many at the start"})


def _sizes_fixed(s: Sight) -> Iterator[Finding]:
    """The same shape whatever is asked for, and right where the sizes are those of the example."""
    if s.a is None or s.e is None or s.a.shape == s.e.shape or not s.a.ndim:
        return
    right = [p for p in s.peers if p.is_right and p.a is not None]
    if right and all(p.a is not None and p.a.shape == s.a.shape for p in right):
        yield Finding()
    wrong = [p for p in s.wrong_peers if p.a is not None and p.e is not None]
    written = {node.value for node, _ in s.code.nodes() if isinstance(node, ast.Constant)}
    is_same = {p.a.shape for p in wrong if p.a is not None} == {s.a.shape}
    if is_same and len({p.e.shape for p in wrong if p.e is not None}) >= _SHAPES and {*s.a.shape} - {1} <= written:
        yield Finding()


def _shorter(s: Sight) -> Iterator[tuple[int, int]]:
    """The only dimension in which the answer is shorter, and by how much."""
    if s.a is None or s.e is None or s.a.ndim != s.e.ndim or not s.a.size:
        return
    other = [d for d in range(s.a.ndim) if s.a.shape[d] != s.e.shape[d]]
    if len(other) == 1 and s.a.shape[other[0]] < s.e.shape[other[0]]:
        yield other[0], s.e.shape[other[0]] - s.a.shape[other[0]]


def _longer(s: Sight) -> Iterator[int]:
    if s.a is None or s.e is None or s.a.ndim != s.e.ndim or not s.e.size:
        return
    other = [d for d in range(s.a.ndim) if s.a.shape[d] != s.e.shape[d]]
    if len(other) == 1 and 0 < s.a.shape[other[0]] - s.e.shape[other[0]] <= _MOST_OFF:
        yield other[0]


RULES = (
    Rule(
        "end_missing",
        _end_missing,
        "the last {last} missing: `range`, `arange` and slices stop before their end",
    ),
    Rule(
        "first_only",
        _first_only,
        "only the {which} along dimension {dim} is there: does `return` stand inside the loop, or does each overwrite "
        "the one before?",
    ),
    Rule("start_off", _start_off, "right but for where it begins or ends: {what}", is_whole=True),
    Rule(
        "sizes_fixed",
        _sizes_fixed,
        "it has the same size whatever it is given: write `x.shape` and its like in the place of the example's numbers",
    ),
)
