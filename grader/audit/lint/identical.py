"""The same question asked twice: it takes time and looks like care, and shows nothing that the first did not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from grader.audit.lint.asked import asked, every_check
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.case import is_pooled
from grader.model.spec import Case
from grader.pipeline.expected import Expected


def identical_cases(examined: Examined) -> Iterator[Fault]:
    """Two cases have the same call, the same checks and the same answer."""
    firsts = [draws[0] for draws in _unchanging(examined)]
    for one, other in combinations(firsts, 2):
        first, second = one.draft.case, other.draft.case
        if _is_same(one, other) and _checks(first) == _checks(second):
            yield Fault(f"{_name(first)} and {_name(second)} are one and the same call", second.line)


def identical_repeats(examined: Examined) -> Iterator[Fault]:
    """All repeats of a case make the same call and have the same answer."""
    for draws in _unchanging(examined):
        case = draws[0].draft.case
        if len(draws) > 1:
            yield Fault(f"the {len(draws)} repeats of {_name(case)} are one and the same call", case.line)


def _unchanging(examined: Examined) -> Iterator[list[Expected]]:
    """The draws of each case in which nothing is drawn and nothing left to chance."""
    by_case: dict[str | None, list[Expected]] = {}
    for draw in examined.draws:
        by_case.setdefault(draw.draft.case.title, []).append(draw)
    for first, *others in by_case.values():
        if not _is_judged_together(first.draft.case) and all(_is_same(first, other) for other in others):
            yield [first, *others]


def _is_same(one: Expected, other: Expected) -> bool:
    """Whether two draws ask the same and have the same answer, chance included."""
    return one is other or (asked(one) == asked(other) and one.record == other.record)


def _is_judged_together(case: Case) -> bool:
    return any(is_pooled(check) or check.path.root == "results" for check in case.checks)


def _checks(case: Case) -> tuple[object, ...]:
    checks = [
        (str(each.path), each.kind, repr(each.argument), each.rtol, each.atol, each.measured)
        for each in every_check(case)
    ]
    demands = [(each.name, repr(each.argument)) for each in (*case.laws, *case.source)]
    return case.mode, case.everything, case.rtol, case.atol, checks, demands, case.limits


def _name(case: Case) -> str:
    return f'"{case.title}"' if case.title else "the only case"


_REASON = "nothing is learned from asking again"
RULES = (
    Rule(
        "identical-cases",
        "error",
        _REASON,
        "draw their inputs, or take one of them away",
        "cases:\n  - {title: some numbers, given: {x: {tensor: [0.5, -1.25, 2.0]}}}\n"
        "  - {title: some other numbers, given: {x: {tensor: [0.5, -1.25, 2.0]}}}",
        "cases:\n  - {title: some numbers, given: {x: {tensor: [0.5, -1.25, 2.0]}}}\n"
        "  - {title: some other numbers, given: {x: {tensor: [0.5, -1.75, 3.0]}}}",
        identical_cases,
    ),
    Rule(
        "identical-repeats",
        "warning",
        _REASON,
        "write `repeat: 1`, or draw its inputs",
        "given: {x: {tensor: [0.5, -1.25, 2.0]}}\nrepeat: 20",
        "let: {N: 2..9}\ngiven: {x: {randn: [N]}}\nrepeat: 20",
        identical_repeats,
    ),
)
