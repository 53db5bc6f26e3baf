"""What counts of several attempts, after lateness and what people decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from grader.gradebook.standing import Attempt, Override, Standing, Student
from grader.model.policy import Counts, Late

_DAY = timedelta(days=1)


def days_late(at: datetime | None, due: datetime | None, late: Late) -> int:
    """Days begun after the time and its grace; 0 where it is not known when it was handed in."""
    if at is None or due is None or at <= due + late.grace:
        return 0
    return ceil((at - due - late.grace) / _DAY)


def penalty(earned: int, days: int, late: Late) -> int:
    """What ``days`` take off ``earned`` hundredths of a point: rounded half up, and never more than there is."""
    if late.most_days is not None and days > late.most_days:
        return earned
    share = Decimal(earned) * Decimal(repr(late.per_day)) * days / 100
    return min(earned, int(share.quantize(Decimal(1), ROUND_HALF_UP)))


def stand(
    student: Student,
    attempts: Sequence[Attempt],
    overrides: Sequence[Override],
    *,
    due: datetime | None,
    late: Late,
    counts: Counts,
) -> Standing:
    """``attempts`` are in order. What a person decided of an exercise holds for each of them, before lateness.

    What was decided of the whole assignment is the score, whatever was handed in and when.
    """
    decided = {each.exercise: each for each in overrides}  # the last of each
    whole = decided.pop(None, None)
    judged = [_after(each, decided, due, late) for each in attempts]
    chosen, score = _chosen(judged, counts)
    return Standing(
        student,
        tuple(each for each, _ in judged),
        chosen,
        tuple(overrides),
        score if whole is None else whole.score,
        excused=whole is not None and whole.score is None,
    )


def _chosen(judged: Sequence[tuple[Attempt, int | None]], counts: Counts) -> tuple[Attempt | None, int | None]:
    """The last; or of those that are graded the best, and of equals the last."""
    if not judged:
        return None, None
    graded = [each for each in judged if each[1] is not None]
    if counts == "last" or not graded:
        return judged[-1]
    return max(reversed(graded), key=lambda each: each[1] or 0)


def _after(
    attempt: Attempt, decided: Mapping[str | None, Override], due: datetime | None, late: Late
) -> tuple[Attempt, int | None]:
    """The attempt with what lateness takes off, and what it comes to; None where something of it is ungraded."""
    scores = [decided[mark.task.id].score if mark.task.id in decided else mark.score for mark in attempt.marks]
    known = [each for each in scores if each is not None]
    days = days_late(attempt.at, due, late)
    off = penalty(sum(known), days, late)
    found = replace(attempt, days_late=days, penalty=off)
    return found, sum(known) - off if scores and len(known) == len(scores) else None
