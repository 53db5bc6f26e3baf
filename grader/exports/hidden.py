"""What students may see of a result: of what is hidden from them that it is there, and its points."""

from __future__ import annotations

from dataclasses import replace

from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result

_SAID = Message("score.hidden")
_NEEDED = "exercises"


def without_hidden(result: Result) -> Result:
    """``result`` with hidden exercises named by their number; nothing of what was drawn, expected or found there."""
    hidden = [each.id for each in result.exercises if each.hidden]
    return replace(
        result,
        exercises=tuple(
            _whole(each, hidden.index(each.id) + 1) if each.hidden else _needs(_cases(each), hidden)
            for each in result.exercises
        ),
    )


def _name(number: int) -> str:
    return f"hidden-{number}"


def _needs(exercise: ExerciseResult, hidden: list[str]) -> ExerciseResult:
    """What it builds on may be hidden, and is then named as it is elsewhere."""
    message = exercise.message
    needed = message.parameters.get(_NEEDED) if message is not None and exercise.cause is Cause.NEEDS else None
    if message is None or not isinstance(needed, tuple) or not set(needed) & set(hidden):
        return exercise
    shown = tuple(_name(hidden.index(name) + 1) if name in hidden else name for name in needed)
    return replace(exercise, message=Message(message.id, {**message.parameters, _NEEDED: shown}))


def _whole(exercise: ExerciseResult, number: int) -> ExerciseResult:
    message = _SAID if exercise.outcome is Outcome.FAILED else None
    return ExerciseResult(
        id=_name(number),
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
    # A case that was drawn several times stays one case: hosts that count cases count it once.
    titles = list(dict.fromkeys(case.title for case in exercise.cases))
    cases = tuple(_case(case, titles.index(case.title) + 1) if case.hidden else case for case in exercise.cases)
    shows = any(not case.passed for case in cases if not case.hidden)
    kept = {} if shows else {"diagnosis": None, "mistake": None, "output": ""}
    return replace(exercise, cases=cases, **kept)  # type: ignore[arg-type]  # of the names above


def _case(case: CaseResult, number: int) -> CaseResult:
    message = None if case.passed else _SAID
    return CaseResult(f"hidden case {number}", True, case.points, (), case.cause, message)
