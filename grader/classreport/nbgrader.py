"""nbgrader: the table that `nbgrader export` writes, for what was made to read it. All assignments in one.

Its rule: eleven columns under the names below, a row for each student of each assignment, times in UTC. nbgrader
quotes nothing, so a comma in a name moves its columns; here it is quoted. It writes 0 for whoever handed nothing in,
and here no score is an empty cell. ``score`` is what counts, with what a person decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from grader.classreport.cells import identifier, number, table, words
from grader.classreport.format import Format, Written
from grader.classreport.standing import automatic
from grader.gradebook.standing import Standing, Standings, Student

_HEADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


def _render(classes: Sequence[Standings], course: str, names: bool) -> Written:
    del course
    return Written(table([_HEADER, *(_row(each, standing, names) for each in classes for standing in each.students)]))


def _row(standings: Standings, each: Standing, names: bool) -> tuple[str, ...]:
    student, counts = each.student, each.counts
    return (
        identifier(standings.assignment),
        _time(standings.due),
        _time(counts.at if counts else None),
        identifier(student.key),
        *(_person(student) if names else ("", "", "")),
        number(automatic(each)),
        number(counts.penalty if counts else None),
        number(each.score),
        number(standings.points),
    )


def _person(student: Student) -> tuple[str, str, str]:
    """Last name, first name, address. A name with a comma begins with the last one, others end with it."""
    last, comma, first = student.name.partition(",")
    if not comma:
        first, _, last = student.name.rpartition(" ")
    return words(last.strip()), words(first.strip()), identifier(student.email)


def _time(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if at else ""


FORMAT = Format("whatever reads the table of `nbgrader export`", "an empty score, where nbgrader has 0", _render)
