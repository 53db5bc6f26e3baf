"""What students may see of a result: of what is hidden from them that it is there, and its points."""

from __future__ import annotations

from dataclasses import replace

from grader.model.message import Message
from grader.model.result import CaseResult, ExerciseResult, Outcome, Result

_SAID = Message("score.hidden")


def without_hidden(result: Result) -> Result:
    """``result`` with hidden exercises named by their number; nothing of what was drawn, expected or found there."""
    hidden = [each.id for each in result.exercises if each.hidden]
    return replace(
        result,
        exercises=tuple(
            _whole(each, hidden.index(each.id) + 1) if each.hidden else _cases(each) for each in result.exercises
        ),
    )


def _whole(exercise: ExerciseResult, number: int) -> ExerciseResult:
    message = _SAID if exercise.outcome is Outcome.FAILED else None
    return ExerciseResult(
        id=f"hidden-{number}",
        title=f"Hidden exercise {number}",
        points=exercise.points,
        score=exercise.score,
        outcome=exercise.outcome,
        cause=exercise.cause,
        message=message,
        hidden=True,
    )


def _cases(exercise: ExerciseResult) -> ExerciseResult:
    if not any(case.hidden for case in exercise.cases):
        return exercise
    cases = tuple(_case(case, number) if case.hidden else case for number, case in enumerate(exercise.cases, start=1))
    shows = any(not case.passed for case in cases if not case.hidden)
    kept = {} if shows else {"diagnosis": None, "mistake": None, "output": ""}
    return replace(exercise, cases=cases, **kept)  # type: ignore[arg-type]  # of the names above


def _case(case: CaseResult, number: int) -> CaseResult:
    message = None if case.passed else _SAID
    return CaseResult(f"hidden case {number}", True, case.points, (), case.cause, message)
