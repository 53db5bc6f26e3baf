"""All the right numbers, in other places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from grader.diagnoses.ratios import enough
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.judge.arrays import Array
from grader.model.values import Sequence

_MOST_AXES = 5
# So many different numbers in the same places agree by chance with none of their other orders.
_DIFFERENT = 4


def _reversed(s: Sight) -> Iterator[Finding]:
    pair = _pair(s)
    if pair is None:
        return
    a, e = pair
    axes = [axis for axis, size in enumerate(e.shape) if size > 1]
    for some in (*combinations(axes, 1), *combinations(axes, 2)):
        if s.near(np.flip(a, some), e):
            where = " and ".join(map(str, some))
            call = f"`.flip({', '.join(map(str, some))})`"
            yield Finding(
                f"flip {where}", {"how": "in reverse order", "where": where, "what": f"{call} turns them round"}
            )
    for axis in axes:
        for by, how in ((1, "too early"), (-1, "too late")):
            if e.shape[axis] > 2 and s.near(np.roll(a, by, axis), e):
                what = f"`.roll({by}, {axis})` brings them back"
                yield Finding(f"roll {by} {axis}", {"how": f"one place {how}", "where": str(axis), "what": what})


def _exchanged(s: Sight) -> Iterator[Finding]:
    """One item of what is returned stands in another's place."""
    if not s.path.steps or not s.path.steps[-1].isdigit() or s.path.subscript is not None or s.a is None:
        return
    whole = s.at(str(replace(s.path, steps=s.path.steps[:-1])))
    if not isinstance(whole.expected, Sequence) or not isinstance(whole.actual, Sequence) or s.near(s.a, s.e):
        return
    pairs = zip(whole.expected.items, whole.actual.items, strict=False)
    for index, (wanted, taken) in enumerate(pairs):
        if enough(s) and s.near(s.a, numbers(wanted)) and s.near(numbers(taken), s.e):
            yield Finding(str(index), {"taken": index, "wanted": s.path.steps[-1]})


def _reordered(s: Sight) -> Iterator[Finding]:
    pair = _pair(s)
    if pair is None or _is_order(pair[1]):
        return
    a, e = pair
    if not s.near(np.sort(a, axis=None), np.sort(e, axis=None)):
        return
    for axis in range(e.ndim):
        if e.ndim > 1 and e.shape[axis] > 1 and e.size // e.shape[axis] > 1 and _same_slices(s, a, e, axis):
            yield Finding(f"dim {axis}", {"what": f"whole slices along dimension {axis} have changed places"})
    wrong = [peer.e for peer in s.peers if not peer.is_right and peer.e is not None] or [e]
    if max(len(np.unique(np.round(each, 4))) for each in wrong) >= _DIFFERENT:
        yield Finding("any", {"what": "look at the order in which you put them together"})


def _is_order(e: Array) -> bool:
    """Whether it is made of positions, 0 to n - 1, of which any order has the same numbers."""
    lines = np.sort(e.reshape(-1, e.shape[-1]), axis=-1)
    return e.dtype.kind in "iu" and bool(np.all(lines == np.arange(e.shape[-1])))


def _same_slices(s: Sight, a: Array, e: Array, axis: int) -> bool:
    """Whether ``a`` has the slices of ``e`` along ``axis``, in another order."""
    ours, theirs = (np.moveaxis(x, axis, 0).reshape(x.shape[axis], -1) for x in (e, a))
    first, second = (x[np.lexsort(np.round(x, 3).T[::-1])] for x in (ours, theirs))
    return s.near(second, first)


def _pair(s: Sight) -> tuple[Array, Array] | None:
    """The actual and the expected numbers, where they could be the same in other places."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or not 0 < s.e.ndim <= _MOST_AXES or s.e.size < 2:
        return None
    if s.e.dtype.kind not in "fiu" or not (np.isfinite(s.a).all() and np.isfinite(s.e).all()) or s.near(s.a, s.e):
        return None
    return s.a, s.e


RULES = (
    Rule("reversed", _reversed, "the right numbers stand {how} along dimension {where}: {what}"),
    Rule(
        "reordered",
        _exchanged,
        "item {taken} of what is asked for stands in the place of item {wanted}: return them in the order asked for",
        variant="items",
    ),
    Rule("reordered", _reordered, "all the right numbers are there, in other places: {what}"),
)
