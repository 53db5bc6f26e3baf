"""Canvas: the file that its gradebook imports, all assignments in one.

Its rule: a header of ``Student``, ``ID``, ``SIS User ID``, ``SIS Login ID`` and ``Section``, then a column for each
assignment; a second row that says ``Points Possible``. A student is found by ID, else by SIS user id, else by SIS
login id, else by name; an assignment by the title that it has there, or a new one is made. Scores are compared at two
decimals. ``EX`` is excused. An empty cell is no score, and may take away one that is there, so whoever has none at all
has no row.

A title that ends with a number in brackets names an assignment by that number, one with words such as ``Final Score``
is passed over, and of two equal ones the first is read twice: those are written under the assignment's own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.classreport.cells import identifier, number, table, words
from grader.classreport.format import Format, Written
from grader.classreport.matching import everybody, keys, match
from grader.gradebook.standing import Standing, Standings, Student

_IDS = ("canvas_id", "sis_id", "login")
_HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POINTS = "Points Possible"
_PASSED_OVER = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
_NUMBERED = re.compile(r"\s\(\d+\)\Z")
_EXCUSED = "EX"


def _render(classes: Sequence[Standings], course: str, names: bool) -> Written:
    del course
    standing = [{each.student.key: each for each in standings.students} for standings in classes]
    told = {key for by_key in standing for key, each in by_key.items() if _cell(each)}
    matched = match(
        everybody(classes),
        lambda student: _known_by(student, names),
        "Canvas id, SIS id or login",
        "" if names else " (with `--names`, Canvas finds those of a roster by their names)",
        among=told,
    )
    rows = [
        (*_person(student, names), *(_cell(by_key.get(student.key)) for by_key in standing))
        for student in matched.students
    ]
    points = (f"    {_POINTS}", "", "", "", "", *(number(each.points) for each in classes))
    remarks = (*matched.remarks, *_remarks(matched.students, classes))
    return Written(table([(*_HEADER, *_titles(classes)), points, *rows]), remarks)


def _known_by(student: Student, names: bool) -> Sequence[str]:
    """What Canvas may take for this student. A name is trusted where a roster says it: others chose their own."""
    known = [f"{name} {student.ids[name]}" for name in _IDS if student.ids.get(name)]
    return known or ([f"name {student.name}"] if names and student.enrolled and student.name else [])


def _person(student: Student, names: bool) -> tuple[str, ...]:
    shown = words(student.name) if names and student.name else identifier(student.key)
    # A row that has these words in its first cell is no student's.
    shown = re.sub(_POINTS, _POINTS.replace(" ", "_"), shown)
    return (shown, *(identifier(student.ids.get(name, "")) for name in _IDS), words(student.section))


def _cell(standing: Standing | None) -> str:
    if standing is None:
        return ""
    return _EXCUSED if standing.excused else number(standing.score)


def _titles(classes: Sequence[Standings]) -> Sequence[str]:
    """A column's name for each, of which no two are equal: its title, or else its own name."""
    titles = [words(each.title) for each in classes]
    found: list[str] = []
    for each, title in zip(classes, titles, strict=True):
        own = words(each.assignment)
        is_alone = title and titles.count(title) == 1 and not _PASSED_OVER.search(title) and not _NUMBERED.search(title)
        wanted = [title] if is_alone else [own, *(f"{own}~{number}" for number in range(2, 2 * len(classes) + 2))]
        found.append(next(name for name in wanted if is_alone or name not in (*titles, *found)))
    return found


def _remarks(students: Sequence[Student], classes: Sequence[Standings]) -> Iterator[str]:
    by_name = [each for each in students if not any(each.ids.get(name) for name in _IDS)]
    if by_name:
        yield f"Canvas finds these by their names alone, so look at what it shows before it imports: {keys(by_name)}"
    for each, title in zip(classes, _titles(classes), strict=True):
        if title != each.title:
            yield f"`{each.assignment}` has the column `{title}`: Canvas would not take its title for what it is"


FORMAT = Format(
    "the import of a Canvas gradebook", "an empty cell, or no row where a student has no score at all; `EX` is excused",
    _render,
)  # fmt: skip
