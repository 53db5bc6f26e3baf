"""Where an exercise leaves the numbers free, as where they are random, and asks for their shape: a wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

_MOST_AXES = 5


def _shapes(s: Sight) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The expected shape and the actual one, where they differ and no number is compared."""
    if not s.is_free or s.e is None or s.a is None or s.e.shape == s.a.shape:
        return None
    return s.e.shape, s.a.shape


def _permuted(s: Sight) -> Iterator[Finding]:
    pair = _shapes(s)
    if pair is None or len(pair[0]) != len(pair[1]) or len(pair[0]) > _MOST_AXES:
        return
    for order in permutations(range(len(pair[0]))):
        if tuple(pair[1][axis] for axis in order) == pair[0]:
            yield Finding(str(order), {"order": ", ".join(map(str, order))})


def _squeezed(s: Sight) -> Iterator[Finding]:
    pair = _shapes(s)
    if pair is not None and pair[1] == tuple(n for n in pair[0] if n != 1) and any(s.code.uses("squeeze", "squeeze_")):
        yield Finding()


def _missing(s: Sight) -> Iterator[Finding]:
    pair = _shapes(s)
    if pair is not None:
        yield from _left_out(*pair)


def _extra(s: Sight) -> Iterator[Finding]:
    pair = _shapes(s)
    if pair is not None:
        yield from _left_out(*reversed(pair))


def _left_out(longer: tuple[int, ...], shorter: tuple[int, ...]) -> Iterator[Finding]:
    """The dimensions of size one of which one alone is left out."""
    for axis, size in enumerate(longer):
        if size == 1 and shorter == (*longer[:axis], *longer[axis + 1 :]):
            yield Finding(str(axis), {"axis": axis})


RULES = (
    Rule(
        "axes_permuted",
        _permuted,
        "the sizes are right and in another order: of your dimensions, the order ({order}) is asked for",
        variant="sizes",
    ),
    Rule(
        "batch_squeezed",
        _squeezed,
        "`squeeze()` takes every dimension of size one, also that of a batch of one: leave it out, or name the "
        "dimension that you mean",
        variant="sizes",
    ),
    Rule(
        "missing_dimension",
        _missing,
        "dimension {axis}, of size one, is missing: make the tensor with all of its sizes, the ones too",
        variant="sizes",
    ),
    Rule("extra_dimension", _extra, "dimension {axis}, of size one, is one too many: leave it out", variant="sizes"),
)
