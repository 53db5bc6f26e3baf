"""Printed text of which only words are looked for that stand there whatever was computed."""

from __future__ import annotations

from collections.abc import Iterator

from grader.audit.lint.asked import every_check
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.model.path import STDOUT

_PARTS = frozenset({"contains", "matches"})


def only_words(examined: Examined) -> Iterator[Fault]:
    """What the reference prints differs from draw to draw, and only one and the same text is looked for in it."""
    cases = examined.exercise.cases
    checks = [check for case in cases for check in every_check(case)]
    is_part = all(check.path.root == STDOUT and check.kind in _PARTS for check in checks)
    if not checks or not is_part or any(case.everything for case in cases):
        return
    printed = {repr(draw.record.values.get(STDOUT)) for draw in examined.draws}
    if len(printed) > 1 and len({repr(check.argument) for check in checks}) == 1:
        yield Fault(f"what is printed differs, and only {checks[0].argument!r} is looked for", checks[0].line)


RULES = (
    Rule(
        "fixed-text",
        "warning",
        "printing those words alone passes",
        "compare the whole text, as in `stdout: reference`, or look for what was computed",
        "expect: {stdout: {contains: loss}}",
        "expect: {stdout: reference}",
        only_words,
    ),
)
