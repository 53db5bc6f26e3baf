"""Exercises that do not look at an answer's content: only at its form, or at what only the student's process says."""

from __future__ import annotations

from collections.abc import Iterator

from grader.audit.lint.asked import every_check
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.case import is_claim
from grader.model.spec import Check, Exercise

_FORM = frozenset({"any", "device", "dtype", "exists", "length", "shape", "type"})


def only_shape(examined: Examined) -> Iterator[Fault]:
    """Only the form of an answer is looked at: type, shape, dtype, length, whether it is there."""
    found = _without_content(examined.exercise)
    if found is not None and any(check.kind in _FORM - {"any"} for check in found):
        yield Fault("only the form of the answer is looked at")


def only_claims(examined: Examined) -> Iterator[Fault]:
    """All that is looked at is what only the student's process can know, such as whose memory a tensor shares."""
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
        "cases:\n  - {title: any size, expect: {result: {shape: [R, C]}}}",
        "cases:\n  - {title: any size, expect: {result: {shape: [R, C]}}}\n"
        "  - {title: evenly spread, let: {R: 40, C: 30}, repeat: 1, "
        "expect: {result: {distribution: {uniform: 0.0..1.0}}}}",
        only_shape,
    ),
    Rule(
        "only-claims",
        "warning",
        "whoever changes what the process reports passes",
        "compare values too",
        "expect: {result: {shares_memory: x}}",
        "expect: {all: reference, result: {shares_memory: x}}",
        only_claims,
    ),
)
