"""Moodle: the grading worksheet that an assignment takes back ("Upload grading worksheet"), one assignment a file.

Its rule: the columns ``Identifier``, ``Grade`` and ``Last modified (grade)`` must be there under these names, in a
Moodle that speaks English; of others only feedback is read. An identifier is ``Participant`` and the number that Moodle
has for a student in that assignment, which names the folders of its download too. An empty grade is passed over, as
is one above the assignment's maximum, and one that was changed in Moodle after ``Last modified (grade)``.

Of Moodle's own worksheet three columns are left out: ``Status`` and ``Grade can be changed``, which are Moodle's to
say, and ``Feedback comments``, of which an empty one would take away what is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.classreport.cells import identifier, number, table, words
from grader.classreport.format import Format, Written
from grader.classreport.matching import match
from grader.errors import UsageError
from grader.gradebook.standing import Standing, Standings, Student
from grader.reporters.inert import inert
from grader.reporters.numbers import points

_ID = "moodle_id"
_WORD = "Participant "
_HEADER = ("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (submission)")
_MODIFIED = "Last modified (grade)"
_NEVER = "-"


def _render(classes: Sequence[Standings], course: str, names: bool) -> Written:
    del course
    if len(classes) != 1:
        some = ", ".join(f"`-a {inert(each.assignment, 60)}`" for each in classes[:3])
        raise UsageError(
            f"a Moodle worksheet is of one assignment, and there are {len(classes)}: say which, as in {some}"
        )
    (standings,) = classes
    students = [each.student for each in standings.students]
    matched = match(students, _known_by, "Moodle id", among={each.key for each in students})
    meant = {each.key for each in matched.students}
    rows = [_row(standings, each, names) for each in standings.students if each.student.key in meant]
    text = table([(*_HEADER, _MODIFIED), *rows])
    return Written(text, (*matched.remarks, *_remarks(standings, meant)))


def _known_by(student: Student) -> Sequence[str]:
    found = student.ids.get(_ID, "").strip().removeprefix(_WORD.strip()).strip()
    return [found] if found else []


def _row(standings: Standings, each: Standing, names: bool) -> tuple[str, ...]:
    student, at = each.student, each.counts.at if each.counts else None
    graded = standings.graded_at
    return (
        f"{_WORD}{identifier(_known_by(student)[0])}",
        words(student.name) if names else "",
        identifier(student.email) if names else "",
        number(each.score),
        number(standings.points),
        at.isoformat(timespec="seconds") if at else _NEVER,
        graded.isoformat(timespec="seconds") if graded else _NEVER,
    )


def _remarks(standings: Standings, meant: set[str]) -> Iterator[str]:
    beyond = [each for each in standings.students if each.student.key in meant and _is_beyond(each, standings.points)]
    if beyond:
        yield (
            f"{len(beyond)} of the grades are below 0 or above {points(standings.points)}, and Moodle passes over what "
            "is beyond the maximum that the assignment has there"
        )
    excused = sum(each.excused for each in standings.students)
    if excused:
        yield f"excused, which a worksheet cannot say: {excused}; their grades are left empty"


def _is_beyond(each: Standing, most: int) -> bool:
    return each.score is not None and not 0 <= each.score <= most


FORMAT = Format(
    '"Upload grading worksheet" of an assignment in Moodle', "an empty grade, which Moodle passes over", _render
)
