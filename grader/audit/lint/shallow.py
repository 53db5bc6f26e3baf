"""Exercises that do not look at an answer's content: only at its form, or at what only the student's process says."""

from __future__ import annotations

from collections.abc import Iterator

from grader.audit.lint.asked import every_check
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.case import is_claim
from grader.model.spec import Check, Exercise

_FORM = frozenset({"any", "device", "dtype", "exists", "length", "shape", "type"})


def only_shape(examined: Examined) -> Iterator[Fault]:
    """Nothing but form is asked for."""
    found = _without_content(examined.exercise)
    if found is not None and any(check.kind in _FORM - {"any"} for check in found):
        yield Fault("only the form of the answer is looked at")


def only_claims(examined: Examined) -> Iterator[Fault]:
    """Nothing is asked for but what the student's process says of itself, or what the text looks like."""
    found = _without_content(examined.exercise)
    if found is not None and not any(check.kind in _FORM - {"any"} for check in found):
        yield Fault("it rests on claims alone")


def _without_content(exercise: Exercise) -> list[Check] | None:
    """All checks of an exercise that looks at no value; None where it looks at one."""
    found = [check for case in exercise.cases for check in every_check(case)]
    content = any(case.everything or case.laws for case in exercise.cases)
    if content or any(check.kind not in _FORM and not is_claim(check) for check in found):
        return None
    return None if any(check.path.root == "raises" for check in found) else found


RULES = (
    Rule(
        "only-shape",
        "error",
        "zeros of that shape pass",
        "compare values too, or with `distribution` how random numbers lie",
        only_shape,
    ),
    Rule(
        "only-claims",
        "warning",
        "whoever changes what the process reports passes",
        "compare values too",
        only_claims,
    ),
)
