"""Gradients that are zero whatever the code does.

The outputs of a softmax add up to one and those of a normalisation to zero: a cotangent of ones asks for the slope of
a constant, and a function that forgets half of its formula has the same gradient, none.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.margins import Compared
from grader.model.spec import Case
from grader.model.written import Constant

# What rounding leaves of a zero, where it could not be measured.
ROUNDING = 1e-6


def zero_gradients(examined: Examined) -> Iterator[Fault]:
    """A gradient is zero in every draw of an exercise that always sends ones, or other fixed numbers, backward."""
    places: dict[str, list[tuple[Case, Compared]]] = {}
    for draw, comparisons in zip(examined.draws, examined.compared, strict=True):
        for each in comparisons:
            if each.path.endswith(".grad"):
                places.setdefault(each.path, []).append((draw.draft.case, each))
    for path, found in places.items():
        by_author = any(each.check.kind == "value" for _, each in found)  # zeros that were written are meant
        if not by_author and all(_sends_constants(case) and _is_zero(each) for case, each in found):
            yield Fault(f"the gradient at `{path}` is zero in every case", found[0][0].line)


def _is_zero(each: Compared) -> bool:
    return bool(np.abs(each.wanted).max() < ROUNDING)


def _sends_constants(case: Case) -> bool:
    cotangents = [cotangent for _, cotangent in case.backward]
    return bool(cotangents) and all(each == "ones" or isinstance(each, Constant) for each in cotangents)


RULES = (
    Rule(
        "zero-gradient",
        "error",
        "a wrong function has the same gradient, none",
        "write `backward: random`",
        "backward: ones",
        "backward: random",
        zero_gradients,
    ),
)
