"""Right but where two are equal, or a number stands exactly on the limit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.changed import refilled, with_inputs
from grader.diagnoses.partly import wrong_in
from grader.diagnoses.ratios import enough
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

# So far, in the size of its numbers, an input is moved to see whether an answer stood on the edge, and so often.
_NUDGE, _NUDGES = 1e-3, 4


def _ties(s: Sight) -> Iterator[Finding]:
    """What is wrong is a choice, and the reference's own choice there changes when an input is moved a little."""
    wrong = wrong_in(s)
    if wrong is None or s.e is None or s.e.dtype.kind not in "iub" or s.path.is_gradient:
        return
    if enough(s) and any(_taken(x, s) for x in s.arrays.values()):
        yield Finding()
        return
    if wrong.all() and not any(peer.is_right for peer in s.peers):
        return
    random, on_edge = np.random.RandomState(0), np.zeros(wrong.shape, dtype=bool)
    floats = {name: x for name, x in s.arrays.items() if name in s.inputs and x.dtype.kind == "f" and x.ndim}
    sizes = {name: _NUDGE * max(float(np.abs(x).max(initial=0.0)), _NUDGE) for name, x in floats.items()}
    for number in range(_NUDGES):
        # There and back: what stands on the limit is on either side of it once.
        if number % 2 == 0:
            by = {name: sizes[name] * random.standard_normal(x.shape) for name, x in floats.items()}
        sign = 1 - number % 2 * 2
        moved = {name: refilled(s.inputs[name], x + sign * by[name]) for name, x in floats.items()}
        found = s.instead(with_inputs(s.call, {name: tree for name, tree in moved.items() if tree is not None}))
        if not moved or found is None or found.shape != s.e.shape:
            return
        on_edge |= found != s.e
    # A place where every answer changes says nothing of these.
    if on_edge[wrong].all() and (not on_edge.all() or wrong.all()):
        yield Finding()


def _taken(x: Array, s: Sight) -> bool:
    """Whether both are indices into ``x``, and find the same numbers there."""
    assert s.a is not None and s.e is not None
    if x.dtype.kind not in "fiu" or s.e.dtype.kind not in "iu" or not x.ndim:
        return False
    for axis, size in enumerate(x.shape):
        a, e = (np.asarray(y) if y.ndim == x.ndim else np.expand_dims(y, axis) for y in (s.a, s.e))
        fits = a.ndim == x.ndim and all(a.shape[d] in (1, x.shape[d]) for d in range(x.ndim) if d != axis)
        if fits and min(a.min(), e.min()) >= 0 and max(a.max(), e.max()) < size:
            ours, theirs = (np.take_along_axis(x, y.astype(np.int64), axis) for y in (e, a))
            if np.array_equal(ours, theirs):
                return True
    return False


RULES = (
    Rule(
        "ties",
        _ties,
        "it is right but where two are equal or a number stands exactly on the limit: see which is meant to win there, "
        "and whether it should be `>=`",
    ),
)
