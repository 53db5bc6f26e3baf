"""A plain table: one row for each student of each assignment, for a spreadsheet or a script.

Whatever has no score has an empty cell; the columns beside it say why. An exercise has one column in each assignment,
under its id, or ``assignment/id`` where there are several assignments, or a column of ours has that name. Points have
two decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.classreport.cells import flag, identifier, number, table, words
from grader.classreport.format import Format, Written
from grader.classreport.standing import automatic, decided, is_missing, is_ungraded, marks_of
from grader.gradebook.standing import Override, Standing, Standings

_PERSON = ("name", "email")
_BEFORE = ("assignment", "student", "section")
_AFTER = (
    *("automatic", "late_penalty", "override", "score", "max_score"),
    *("handed_in", "missing", "excused", "ungraded", "overrides", "days_late", "enrolled", "attempts", "submitted"),
)


def _render(classes: Sequence[Standings], course: str, names: bool) -> Written:
    del course
    exercises = [(each.assignment, task.id) for each in classes for task in each.tasks]
    alone, taken = len(classes) == 1, {*_BEFORE, *_PERSON, *_AFTER}
    titles = [words(task if alone and task not in taken else f"{name}/{task}") for name, task in exercises]
    header = (*_BEFORE, *(_PERSON if names else ()), *titles, *_AFTER)
    return Written(table([header, *(row for each in classes for row in _rows(each, exercises, names))]))


def _rows(standings: Standings, exercises: Sequence[tuple[str, str]], names: bool) -> Iterator[tuple[str, ...]]:
    for each in standings.students:
        student, marks = each.student, marks_of(each)
        scores = {(standings.assignment, name): mark.score for name, mark in marks.items()}
        person = (words(student.name), identifier(student.email)) if names else ()
        before = (identifier(standings.assignment), identifier(student.key), words(student.section))
        yield (*before, *person, *(number(scores.get(exercise)) for exercise in exercises), *_after(standings, each))


def _after(standings: Standings, each: Standing) -> Iterator[str]:
    counts, whole = each.counts, decided(each)
    yield from map(number, (automatic(each), counts.penalty if counts else None, whole, each.score, standings.points))
    yield from map(flag, (bool(each.attempts), is_missing(each), each.excused, is_ungraded(each)))
    yield words("; ".join(_told(override) for override in each.overrides))
    yield str(counts.days_late) if counts and counts.at else ""
    yield flag(each.student.enrolled)
    yield str(len(each.attempts))
    yield counts.at.isoformat(timespec="seconds") if counts and counts.at else ""


def _told(override: Override) -> str:
    """What a person decided, and why: ``slope 2.00 (seen in class)``."""
    what = "excused" if override.score is None else number(override.score)
    return f"{override.exercise or 'all'} {what} ({override.reason})"


FORMAT = Format("a spreadsheet or a script: one row a student, a column an exercise", "an empty cell", _render)
