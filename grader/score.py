"""From judged cases to points: all or nothing per exercise unless its cases carry points. Pure, rounded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from grader.model.diagnosis import Diagnosis, Mistake
from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, Cause, ExerciseResult, Outcome
from grader.model.spec import Exercise

MESSAGES: Mapping[str, str] = {
    "needs.one": "not judged until `{exercises}` passes",
    "needs.several": "not judged until these pass: {exercises}",
    "score.hidden": "a hidden case is not passed",
    "score.incomplete": "not graded: {missing} of its cases were not run",
}

# Failures that a prerequisite can explain. What is not written, not imported or not honest has its own reason.
_EXPLAINED_BY_NEEDS = frozenset({Cause.WRONG, Cause.EXCEPTION, Cause.TIMEOUT, Cause.MEMORY, Cause.CRASH, Cause.OUTPUT})


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was found of one exercise. ``cause`` is what ended it as a whole, such as a timeout or a missing device.

    ``diagnosis`` is what went wrong, ``mistake`` the author's word on the very same answers; each where it is known.
    """

    cases: tuple[CaseResult, ...] = ()
    cause: Cause | None = None
    message: Message | None = None
    output: str = ""
    diagnosis: Diagnosis | None = None
    mistake: Mistake | None = None


def score_exercises(exercises: Iterable[Exercise], attempts: Mapping[str, Attempt]) -> tuple[ExerciseResult, ...]:
    """The result of each exercise, in order. One without an attempt, or with cases missing, is ungraded.

    A case that was drawn several times passes where each of them did. Prerequisites that are not among the exercises
    are not looked at.
    """
    exercises = tuple(exercises)
    alone = {exercise.id: _score_alone(exercise, attempts.get(exercise.id, Attempt())) for exercise in exercises}
    return tuple(_after_needs(exercise, alone, exercises) for exercise in exercises)


def hundredths(points: float | Decimal) -> int:
    """Points as whole hundredths, half up, from the digits that the author wrote."""
    exact = points if isinstance(points, Decimal) else Decimal(repr(points))
    return int((exact * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _score_alone(exercise: Exercise, attempt: Attempt) -> ExerciseResult:
    cause, message = _cause(exercise, attempt)
    outcome = Outcome.PASSED if cause is None else OUTCOMES[cause]
    points = hundredths(exercise.points)
    earned: int | None = 0
    if outcome is Outcome.PASSED:
        earned = points
    elif outcome is Outcome.UNGRADED:
        earned = None
    elif outcome is Outcome.FAILED:
        earned = min(points, _partial(exercise, attempt))
    return ExerciseResult(
        id=exercise.id,
        title=exercise.title,
        points=points,
        score=earned,
        outcome=outcome,
        cause=cause,
        message=message,
        hidden=exercise.hidden,
        cases=attempt.cases,
        output=attempt.output,
        hints=len(exercise.hints),
        line=exercise.line,
        diagnosis=attempt.diagnosis if outcome is Outcome.FAILED else None,
        mistake=attempt.mistake if outcome is Outcome.FAILED else None,
    )


def _cause(exercise: Exercise, attempt: Attempt) -> tuple[Cause | None, Message | None]:
    """Our own fault first, for it says nothing about the student; then what ended it; then the first failed case."""
    ours = [case for case in attempt.cases if case.cause and OUTCOMES[case.cause] is Outcome.UNGRADED]
    if attempt.cause and (OUTCOMES[attempt.cause] is not Outcome.FAILED or not ours):
        return attempt.cause, attempt.message
    if ours:
        return ours[0].cause, ours[0].message
    failed = [case for case in attempt.cases if not case.passed]
    if failed:
        first = min(failed, key=lambda case: case.hidden)
        # What is hidden is told only where the case itself stands, which whoever publishes a result leaves out.
        shown = exercise.hidden or not first.hidden
        return first.cause, first.message if shown else Message("score.hidden")
    titles = {case.title for case in attempt.cases}
    missing = sum(case.title not in titles for case in exercise.cases)
    if missing or not attempt.cases:
        return Cause.MACHINE, Message("score.incomplete", {"missing": missing})
    return None, None


def _partial(exercise: Exercise, attempt: Attempt) -> int:
    """The points of the cases that passed, where cases carry points."""
    earned = Decimal(0)
    for case in exercise.cases:
        drawn = [result for result in attempt.cases if result.title == case.title]
        if case.points is not None and len(drawn) >= case.repeat and all(result.passed for result in drawn):
            earned += Decimal(repr(case.points))
    return hundredths(earned)


def _after_needs(
    exercise: Exercise, alone: Mapping[str, ExerciseResult], exercises: tuple[Exercise, ...]
) -> ExerciseResult:
    result = alone[exercise.id]
    if result.cause not in _EXPLAINED_BY_NEEDS:
        return result
    needs = {each.id: each.needs for each in exercises}
    roots = tuple(
        dict.fromkeys(root for name in exercise.needs for root in _failed_roots(name, alone, needs, (exercise.id,)))
    )
    if not roots:
        return result
    message = Message("needs.one" if len(roots) == 1 else "needs.several", {"exercises": roots})
    return replace(
        result, outcome=Outcome.SKIPPED, cause=Cause.NEEDS, score=0, message=message, diagnosis=None, mistake=None
    )


def _failed_roots(
    name: str, alone: Mapping[str, ExerciseResult], needs: Mapping[str, tuple[str, ...]], behind: tuple[str, ...]
) -> list[str]:
    """Where ``name`` failed, the exercises that failed by themselves, however far down: the ones to work on."""
    if name not in alone or name in behind or alone[name].outcome is not Outcome.FAILED:
        return []
    deeper: list[str] = []
    if alone[name].cause in _EXPLAINED_BY_NEEDS:
        deeper = [root for need in needs[name] for root in _failed_roots(need, alone, needs, (*behind, name))]
    return deeper or [name]
