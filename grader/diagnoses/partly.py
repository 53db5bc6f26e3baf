"""Some numbers are right and some are not, or all are nearly right."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

# By chance all wrong numbers of all cases would lie in one of the regions looked at no more often than that.
_CHANCE = 1e-4
_NEARLY = 5e-3
# Of more than this share of numbers, or of inputs, those that go wrong are nothing special.
_NUMBERS, _INPUTS = 0.9, 0.5


def wrong_in(s: Sight) -> Array | None:
    """Where the numbers are wrong; None where nothing, or nothing else, is."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.dtype.kind == "c" or not s.e.size:
        return None
    a, e = s.a.astype(float), s.e.astype(float)
    finite = e[np.isfinite(e)]
    scale = float(np.sqrt(np.mean(finite**2))) if finite.size else 0.0
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(a, e, rtol=1e-4, atol=1e-5 * scale, equal_nan=True)
    return wrong if wrong.any() else None


def _regions(shape: tuple[int, ...]) -> Iterator[tuple[str, Array]]:
    """The places that have a name, each as where it is."""
    if not shape or len(shape) > 5:
        return
    for axis, what in _axes(len(shape)):
        size = shape[axis]
        for index in sorted({0, 1, 2, 3, size - 2, size - 1} & set(range(size))) if size > 1 else ():
            inside = np.zeros(shape, dtype=bool)
            np.moveaxis(inside, axis, 0)[index] = True
            for number in {index, index - size} & {0, 1, 2, 3, -1, -2}:
                yield f"{what} {number}" if number >= 0 else f"the {_LAST[number]} {what}", inside
            if index in (0, size - 1) and size > 2:
                yield f"all but the {'first' if index == 0 else 'last'} {what}", ~inside
    if len(shape) > 1:
        ones: Array = np.ones(shape[-2:], dtype=bool)
        diagonal: Array = np.arange(shape[-2])[:, None] == np.arange(shape[-1])
        border = ones.copy()
        border[1:-1, 1:-1] = False
        for name, there in {
            "the diagonal": diagonal,
            "what is above the diagonal": np.triu(ones, 1),
            "what is below the diagonal": np.tril(ones, -1),
            "all but the diagonal": ~diagonal,
            "the border": border,
            "all within the border": ~border,
        }.items():
            yield name, np.broadcast_to(there, shape)


_LAST = {-1: "last", -2: "last but one"}


def _axes(ndim: int) -> list[tuple[int, str]]:
    if ndim == 1:
        return []
    rows = [(ndim - 2, "row"), (ndim - 1, "column")]
    return (
        rows
        if ndim == 2
        else [(0, "item of the batch"), *rows, *((d, f"index of dimension {d}") for d in range(1, ndim - 2))]
    )


def _partly_wrong(s: Sight) -> Iterator[Finding]:
    """A region holds every wrong number and few others, in each case; taken together that is no chance."""
    found = dict(_fitting(s))
    peers = [peer for peer in s.peers if not peer.is_right] or [s]
    chances = [dict(_fitting(peer)) for peer in peers]
    tried = max((len(list(_regions(peer.e.shape))) for peer in peers if peer.e is not None), default=0)
    for name in found:
        together = sum(each.get(name, 0.0) for each in chances)
        if together + math.log(max(tried, 1)) < math.log(_CHANCE):
            yield Finding(name, {"where": name})


def _fitting(s: Sight) -> Iterator[tuple[str, float]]:
    """The regions that hold what is wrong, with the logarithm of how likely that is by chance."""
    wrong = wrong_in(s)
    if wrong is None:
        return
    count, size = int(wrong.sum()), wrong.size
    for name, inside in _regions(wrong.shape):
        room = int(inside.sum())
        # All of a region is wrong, but for what happens to be right in it.
        if count >= max(2, 0.8 * room) and room < size and not (wrong & ~inside).any():
            yield name, _log_choose(room, count) - _log_choose(size, count)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _old_content(s: Sight) -> Iterator[Finding]:
    """What is wrong is still what was there before, and what was overwritten is right."""
    wrong = wrong_in(s)
    if wrong is None or s.a is None or not 2 <= wrong.sum() < wrong.size or s.a.dtype.kind == "b":
        return
    for name, x in {**s.arrays, **s.parameters}.items():
        if s.path.is_gradient or x.shape != s.a.shape or np.array_equal(x, s.a) or not np.ptp(s.a[wrong]):
            continue  # of numbers that are all the same, zeros above all, it is not known where they come from
        if np.array_equal(x[wrong], s.a[wrong]):
            yield Finding(name, {"name": name})


def _nearly(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.dtype.kind != "f" or not np.isfinite(s.e).all():
        return
    scale = float(np.sqrt(np.mean(s.e**2)))
    if scale and not np.array_equal(s.a, s.e) and np.all(np.abs(s.a - s.e) < _NEARLY * np.maximum(np.abs(s.e), scale)):
        yield Finding()


def _some_wrong(s: Sight) -> Iterator[Finding]:
    wrong = wrong_in(s)
    if wrong is None:
        return
    if 0 < wrong.sum() <= _NUMBERS * wrong.size:
        yield Finding("numbers", {"count": int(wrong.sum()), "total": int(wrong.size), "what": "numbers"})
    right = sum(peer.is_right for peer in s.peers)
    if right and len(s.peers) - right <= _INPUTS * len(s.peers):
        yield Finding("inputs", {"count": len(s.peers) - right, "total": len(s.peers), "what": "inputs"})


RULES = (
    Rule(
        "old_content",
        _old_content,
        "what is wrong is the old content of `{name}`, which you never overwrite: set each number, the zeros too",
    ),
    Rule(
        "partly_wrong", _partly_wrong, "what is wrong is {where}, and the rest is right: look at what is special there"
    ),
    Rule(
        "nearly",
        _nearly,
        "it is close and not equal: look for a rounded number, a coarser dtype, or a formula that only comes near",
        is_general=True,
    ),
    Rule(
        "partly_wrong",
        _some_wrong,
        "{count} of {total} {what} go wrong, and the others are right: see what is special about those",
        is_general=True,
        variant="some",
    ),
)
