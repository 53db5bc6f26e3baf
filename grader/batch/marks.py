"""From a result to the marks that a gradebook keeps of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from grader.gradebook.gradings import Graded
from grader.gradebook.standing import Mark, Task
from grader.model.message import Message
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.inert import inert
from grader.reporters.json_result import to_json
from grader.reporters.wording import say, say_cause

_LONGEST = 400
# What ended by time, memory or the machine, wherever it is said.
_FRAGILE = frozenset({Cause.TIMEOUT, Cause.MEMORY, Cause.CRASH, Cause.MACHINE})
_FRAGILE_MESSAGES = frozenset(
    {"import.timeout", "import.memory", "import.crash", "calls.untraced", "laws.unanswered", "limits.slowdown"}
)
_LOST = "sandbox."
_OFF = frozenset({"value.wrong", "value.differs"})


def graded_of(result: Result) -> Graded:
    """What a gradebook keeps of ``result``: a mark for each of its exercises, and all of it as JSON."""
    return Graded(
        tuple(map(_mark, result.exercises)),
        float(result.run.get("seconds", 0.0)),
        json.dumps(to_json(result), ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace"),
        dict(result.versions),
    )


def ungraded(tasks: tuple[Task, ...], why: str) -> Graded:
    """What is kept where the grader itself came to no result."""
    said = inert(why, _LONGEST)
    return Graded(tuple(Mark(task, None, Outcome.UNGRADED, Cause.MACHINE, said, fragile=True) for task in tasks), 0.0)


def _mark(exercise: ExerciseResult) -> Mark:
    passed = exercise.outcome is Outcome.PASSED
    diagnosis, explanation = _reason(exercise)
    return Mark(
        Task(exercise.id, inert(exercise.title), exercise.points),
        exercise.score,
        exercise.outcome,
        exercise.cause,
        "" if passed else _message(exercise),
        diagnosis,
        explanation,
        None if passed else _miss(exercise),
        _is_fragile(exercise),
    )


def _message(exercise: ExerciseResult) -> str:
    return "" if exercise.cause is None else say_cause(exercise.cause, exercise.message, _LONGEST)


def _reason(exercise: ExerciseResult) -> tuple[str, str]:
    """Its name and its words. What the author says of the very same answers is the more exact."""
    if exercise.mistake is not None:
        return exercise.mistake.name, inert(exercise.mistake.text, _LONGEST)
    if exercise.diagnosis is not None:
        return exercise.diagnosis.id, say(exercise.diagnosis.message, _LONGEST)
    return "", ""


def _is_fragile(exercise: ExerciseResult) -> bool:
    if exercise.cause in _FRAGILE or any(case.cause in _FRAGILE for case in exercise.cases):
        return True
    messages = [*_failed(exercise), *([exercise.message] if exercise.message is not None else [])]
    return any(each.id in _FRAGILE_MESSAGES or each.id.startswith(_LOST) for each in messages)


def _miss(exercise: ExerciseResult) -> float | None:
    """How many times what was allowed the worst number is off; None where more than numbers is wrong."""
    messages = list(_failed(exercise))
    if exercise.cause is not Cause.WRONG or not messages or any(each.id not in _OFF for each in messages):
        return None
    try:
        ratios = [
            float(str(each.parameters["difference"])) / float(str(each.parameters["allowed"])) for each in messages
        ]
    except (KeyError, ValueError, ZeroDivisionError):
        return None
    worst = max(ratios)
    return worst if worst < float("inf") else None


def _failed(exercise: ExerciseResult) -> Iterator[Message]:
    for case in exercise.cases:
        yield from (verdict.message for verdict in case.verdicts if verdict.message is not None)
