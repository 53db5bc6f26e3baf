"""The right numbers in another shape or order of axes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

# Of more axes all orders are too many to try.
_MOST_AXES = 5


def _transposed(s: Sight) -> Iterator[Finding]:
    if s.a is not None and s.a.ndim == 2 and s.near(s.a.T, s.e):
        yield Finding()


def _permuted(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or not 2 < s.a.ndim <= _MOST_AXES or s.a.ndim != s.e.ndim:
        return
    for order in permutations(range(s.a.ndim)):
        if order != tuple(range(s.a.ndim)) and s.near(s.a.transpose(order), s.e):
            text = ", ".join(map(str, order))
            yield Finding(text, {"order": text})


RULES = (
    Rule("transposed", _transposed, "it is the transpose of what is wanted: swap the two dimensions with `.T`"),
    Rule(
        "axes_permuted",
        _permuted,
        "the right numbers with the axes in another order: `.permute({order})` of it is what is wanted",
    ),
)
