"""Questions that every format asks of one student's standing, answered once."""

from __future__ import annotations

from collections.abc import Mapping

from grader.gradebook.standing import Mark, Standing, Standings
from grader.model.result import Outcome


def automatic(standing: Standing) -> int | None:
    """What the grader gave for what counts."""
    return standing.counts.automatic if standing.counts else None


def marks_of(standing: Standing) -> Mapping[str, Mark]:
    """What counts, by exercise."""
    return {mark.task.id: mark for mark in standing.counts.marks} if standing.counts else {}


def decided(standing: Standing) -> int | None:
    """The score that a person decided for the whole assignment, if anybody did. The last word counts."""
    whole = [each for each in standing.overrides if each.exercise is None]
    return whole[-1].score if whole else None


def is_missing(standing: Standing) -> bool:
    """Whether it was expected, and is not here."""
    return standing.student.enrolled and not standing.attempts and not standing.excused and standing.score is None


def is_ungraded(standing: Standing) -> bool:
    """Whether something was handed in that has no score, for want of a grading."""
    return bool(standing.attempts) and standing.score is None and not standing.excused


def ungraded_marks(standing: Standing) -> tuple[Mark, ...]:
    """What of it could not be graded, whatever a person decided since."""
    marks = standing.counts.marks if standing.counts else ()
    return tuple(mark for mark in marks if mark.score is None or mark.outcome is Outcome.UNGRADED)


def outdated(standings: Standings) -> str:
    """Said where grades rest on different specifications, and so cannot be compared; nothing elsewhere."""
    if not standings.outdated:
        return ""
    many = f"{standings.outdated} submissions were" if standings.outdated > 1 else "1 submission was"
    return (
        f"of {standings.assignment}, {many} graded by another specification or reference than the newest: "
        f"`grade batch {standings.assignment} --regrade changed` with this gradebook grades them anew"
    )
