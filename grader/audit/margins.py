"""How near right work comes to its tolerance: the reference once more, in double precision, and every variant of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from grader.audit.bench import Bench
from grader.audit.findings import Finding
from grader.audit.lint.examine import alternatives_with, compared_with, own_tolerances_with
from grader.judge.margins import Compared
from grader.model.record import Record
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.overlays import Overlay
from grader.pipeline.rounding import with_rounding
from grader.plan.precision import in_double

AGAIN, DOUBLE = "once more", "in float64"
# Who uses more of a tolerance leaves little to others, whose machine or order of summing is another.
_MUCH = 0.5
# What differs by more of the numbers' size is no rounding: other random numbers were drawn, or other formulas used.
_LARGEST = 1e-3
# So many draws of a case tell.
_DRAWS = 20


@dataclass(frozen=True, slots=True)
class Near:
    """The largest share of its tolerance that ``who`` uses up at ``path``; above 1 it would fail.

    ``is_fixed`` where the kind of check has a tolerance of its own, which nobody can write.
    """

    who: str
    path: str
    used: float
    line: int
    is_fixed: bool = False


def nearness(
    bench: Bench, expected: Sequence[ExpectedExercise], also: Sequence[Overlay]
) -> Iterator[tuple[Expected, Near]]:
    """Everybody's share of every tolerance, in each drawn case. Where somebody does not answer, nothing is told.

    Each of them answers for all exercises in one child, so that torch loads its lazy parts once.
    """
    cases = [each for exercise in expected if exercise.fault is None for each in _tried(exercise, bench)]
    calls = [*(each.draft.again(each.call) for each in cases), *(in_double(each.call) for each in cases)]
    answers = bench.answers(bench.solution, [*cases, *cases], calls)
    again, doubles = answers[: len(cases)], answers[len(cases) :]
    within = {id(case): _with_rounding(case, double) for case, double in zip(cases, doubles, strict=True)}
    runs = [(AGAIN, cases, again), (DOUBLE, cases, doubles)]
    for overlay in also:
        concerned = [each for each in cases if overlay.concerns(each.draft.exercise)]
        found = bench.answers(overlay.source, concerned, [each.call for each in concerned])
        runs.append((overlay.name, concerned, found))
    for who, asked, records in runs:
        for case, record in zip(asked, records, strict=True):
            if record is not None:
                yield from ((case, near) for near in _near(who, within[id(case)], record, bench))


def margin_findings(bench: Bench, expected: Sequence[ExpectedExercise], also: Sequence[Overlay]) -> Iterator[Finding]:
    """One warning for each place where right work uses up more than half of a tolerance."""
    worst: dict[tuple[str, str], Near] = {}
    lines = {each.exercise.id: each.exercise.line for each in expected}
    for case, near in nearness(bench, expected, also):
        place = case.draft.exercise.id, near.path
        if near.used > max(_MUCH, worst[place].used if place in worst else 0.0):
            worst[place] = near
    for (exercise, path), near in worst.items():
        remedy = "compare it with `like: reference`" if near.is_fixed else "widen it, or write `atol: measured`"
        text = (
            f"`{path}` of {_name(near.who)} uses {_times(near.used)} its tolerance: right work that rounds "
            f"otherwise may fail; {remedy}"
        )
        yield Finding("margin", exercise, text, near.line or lines[exercise], severity="warning")


def _tried(exercise: ExpectedExercise, bench: Bench) -> Iterator[Expected]:
    """The cases that compare numbers within a tolerance, some draws of each."""
    drawn: Counter[str | None] = Counter()
    for each in exercise.cases:
        title = each.draft.case.title
        if each.record.raised is None and drawn[title] < _DRAWS:
            drawn[title] += 1
            ways = (way for _, ways in alternatives_with(each, each.record, bench.course) for way in ways)
            compared = chain(compared_with(each, each.record, bench.course), *ways)
            own = own_tolerances_with(each, each.record, bench.course)
            if any(not one.is_exact for one in compared) or any(own):
                yield each


def _with_rounding(case: Expected, double: Record | None) -> Expected:
    """``case`` with the tolerances that are in force where a number is off."""
    return case if case.measured or double is None or double.raised else with_rounding(case, double)


def _near(who: str, case: Expected, record: Record, bench: Bench) -> Iterator[Near]:
    for each in compared_with(case, record, bench.course):
        if _counts(who, each):
            yield Near(who, each.path, each.used(), each.check.line)
    for check, share in own_tolerances_with(case, record, bench.course):
        yield Near(who, str(check.path), share, check.line, is_fixed=True)
    for check, ways in alternatives_with(case, record, bench.course):
        shares = [max((each.used() for each in way if _counts(who, each)), default=0.0) for way in ways]
        if check.kind == "not" and shares and shares[0] > 1:
            yield Near(who, str(check.path), 1 / shares[0], check.line)  # what may not be equal came as near
        elif check.kind == "any_of" and shares and min(shares) <= 1:  # otherwise it went a way without numbers
            yield Near(who, str(check.path), min(shares), check.line)


def _counts(who: str, each: Compared) -> bool:
    return not each.is_exact and (who not in (AGAIN, DOUBLE) or _is_rounding(each))


def _is_rounding(each: Compared) -> bool:
    with np.errstate(all="ignore"):
        errors = np.abs(each.actual.astype(np.complex128) - each.wanted)
        sizes = np.abs(each.wanted.astype(np.complex128))
    errors, sizes = errors[np.isfinite(errors)], sizes[np.isfinite(sizes)]
    return bool(errors.max(initial=0.0) <= max(_LARGEST * sizes.max(initial=0.0), _LARGEST**2))


def _name(who: str) -> str:
    return f"the reference {who}" if who in (AGAIN, DOUBLE) else who


def _times(used: float) -> str:
    return f"{used:.0%} of" if used < 2 else f"{used:.3g} times"
