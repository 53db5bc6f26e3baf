"""An exercise as tests whose number and whose scores say the same: what passes of them, times their worth, is earned.

Scores are hundredths of a point, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.exports.told import in_short, name_of, reason
from grader.model.result import Cause, ExerciseResult, Outcome
from grader.reporters.inert import inert
from grader.score import hundredths

PASS, FAIL, ERROR = "pass", "fail", "error"
_LONGEST_NAME = 120
# More cases than that have no place in one variable.
_MOST = 50
_NOT_GRADED = "could not be graded, which is no fault of the submission"
_NOT_HERE = "not available on this machine, so it does not count"


@dataclass(frozen=True, slots=True)
class Test:
    """``code`` is what somebody may type to see it."""

    name: str
    status: str
    score: int
    message: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Runner:
    """All tests of an exercise, or a ``part`` of it. Each test is worth the same part of ``points``."""

    exercise: str
    part: str
    status: str
    points: int
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """A case, however often it was drawn: it passes where each of them does."""

    title: str
    points: int
    passed: bool


def runners_of(exercise: ExerciseResult) -> list[Runner]:
    """One, wherever that can say what was earned; else one for each case, or one for what was earned and what not."""
    code = "" if exercise.hidden else f"grade check -e {inert(exercise.id)}"
    if exercise.score is None or exercise.outcome is Outcome.UNGRADED:
        return [_sole(exercise, ERROR, 0, f"{_NOT_GRADED}: {in_short(exercise).removeprefix('not graded: ')}")]
    if exercise.cause is Cause.UNAVAILABLE:
        return [_sole(exercise, PASS, 0, f"{_NOT_HERE}: {in_short(exercise)}")]
    cases = _cases(exercise)
    if _is_said_by_number(exercise, cases):
        return [_together(exercise, cases, code)]
    if exercise.score in (0, exercise.points):
        return [_sole(exercise, PASS if _earns_all(exercise) else FAIL, exercise.points, reason(exercise), code)]
    if _is_said_by_cases(exercise, cases):
        return _each(exercise, cases, code)
    lost = exercise.points - exercise.score
    return [
        _part(exercise, "earned", PASS, exercise.score, f"{name_of(exercise)}: what was earned", "", code),
        _part(exercise, "lost", FAIL, lost, f"{name_of(exercise)}: what was not", reason(exercise), code),
    ]


def _earns_all(exercise: ExerciseResult) -> bool:
    return exercise.outcome is Outcome.PASSED or (exercise.score == exercise.points and exercise.points > 0)


def _cases(exercise: ExerciseResult) -> list[_Case]:
    """Those that carry points, each once."""
    found: dict[str | None, _Case] = {}
    for case in exercise.cases:
        if case.points is not None:
            before = found.get(case.title)
            passed = case.passed and (before is None or before.passed)
            found[case.title] = _Case(inert(case.title or ""), hundredths(Decimal(repr(case.points))), passed)
    return list(found.values())


def _is_said_by_number(exercise: ExerciseResult, cases: Sequence[_Case]) -> bool:
    if not 2 <= len(cases) <= _MOST or len({case.points for case in cases}) > 1 or exercise.points % len(cases):
        return False
    return exercise.score == exercise.points // len(cases) * sum(case.passed for case in cases)


def _is_said_by_cases(exercise: ExerciseResult, cases: Sequence[_Case]) -> bool:
    """But for what rounding took from them, or gave."""
    assert exercise.score is not None
    earned, lost = (sum(case.points for case in cases if case.passed is is_earned) for is_earned in (True, False))
    off = max(abs(earned - exercise.score), abs(lost - (exercise.points - exercise.score)))
    return len(cases) <= _MOST and earned > 0 and lost > 0 and off <= len(cases)


def _together(exercise: ExerciseResult, cases: Sequence[_Case], code: str) -> Runner:
    """One test for each case, all worth the same. The first that fails says why."""
    worth = exercise.points // len(cases)
    first = next((number for number, case in enumerate(cases) if not case.passed), None)
    tests = tuple(
        Test(
            f"{inert(exercise.id)}: {case.title}"[:_LONGEST_NAME],
            PASS if case.passed else FAIL,
            worth if case.passed else 0,
            reason(exercise) if number == first else "",
            code,
        )
        for number, case in enumerate(cases)
    )
    status = PASS if all(case.passed for case in cases) else FAIL
    return Runner(exercise.id, "", status, exercise.points, tests)


def _each(exercise: ExerciseResult, cases: Sequence[_Case], code: str) -> list[Runner]:
    """One runner for each case."""
    assert exercise.score is not None
    earned = iter(_shares(exercise.score, [case.points for case in cases if case.passed]))
    lost = iter(_shares(exercise.points - exercise.score, [case.points for case in cases if not case.passed]))
    why = reason(exercise)
    found = []
    for number, case in enumerate(cases, start=1):
        status, worth = (PASS, next(earned)) if case.passed else (FAIL, next(lost))
        said = "" if case.passed else why
        found.append(_part(exercise, str(number), status, worth, f"{inert(exercise.id)}: {case.title}", said, code))
    return found


def _shares(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` in whole parts that are as the weights are, up to one, and that together are all of it."""
    whole, so_far, given = sum(weights), 0, 0
    found = []
    for weight in weights:
        so_far += weight
        found.append(total * so_far // whole - given)
        given += found[-1]
    return found


def _sole(exercise: ExerciseResult, status: str, points: int, said: str, code: str = "") -> Runner:
    return _part(exercise, "", status, points, name_of(exercise), "" if status == PASS and points else said, code)


def _part(exercise: ExerciseResult, part: str, status: str, points: int, name: str, said: str, code: str) -> Runner:
    score = points if status == PASS else 0
    return Runner(exercise.id, part, status, points, (Test(name[:_LONGEST_NAME], status, score, said, code),))
