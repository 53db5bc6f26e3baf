"""Whom a host would find by a row of a class, and whom it would not: no grade may go to anybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from grader.gradebook.standing import Standings, Student
from grader.reporters.inert import inert

_NAMED = 8


@dataclass(frozen=True, slots=True)
class Matched:
    """Who has a row, and sentences on who has none."""

    students: tuple[Student, ...]
    remarks: tuple[str, ...]


def everybody(classes: Sequence[Standings]) -> tuple[Student, ...]:
    """All students of all assignments, each once, in the order in which they come."""
    found: dict[str, Student] = {}
    for each in classes:
        for standing in each.students:
            found.setdefault(standing.student.key, standing.student)
    return tuple(found.values())


def match(
    students: Iterable[Student],
    known_by: Callable[[Student], Sequence[str]],
    wanted: str,
    remedy: str = "",
    *,
    among: Collection[str],
) -> Matched:
    """Those of whom ``known_by`` gives something, and nobody else the same. ``wanted`` words what that is.

    Of several that are known by the same, one who alone is enrolled is meant; or else nobody can tell who is. Only
    those whose keys are ``among`` these have something to be told, but others may be known by the same too.
    """
    students = tuple(students)
    enrolled = Counter(name for each in students if each.enrolled for name in known_by(each))
    total = Counter(name for each in students for name in known_by(each))

    def is_meant(each: Student) -> bool:
        return all(total[name] == 1 or (each.enrolled and enrolled[name] == 1) for name in known_by(each))

    asked = [each for each in students if each.key in among]
    unknown = [each for each in asked if not known_by(each)]
    doubled = [each for each in asked if not is_meant(each)]
    remarks = []
    if unknown:
        remarks.append(f"{_counted(unknown)} left out, having no {wanted}{remedy}: {keys(unknown)}")
    if doubled:
        remarks.append(f"{_counted(doubled)} left out, sharing a {wanted} with somebody else: {keys(doubled)}")
    return Matched(tuple(each for each in asked if known_by(each) and is_meant(each)), tuple(remarks))


def keys(students: Sequence[Student]) -> str:
    """The first few of them by their keys."""
    shown = ", ".join(f"`{inert(each.key, 60)}`" for each in students[:_NAMED])
    more = len(students) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _counted(students: Sequence[Student]) -> str:
    return "1 student is" if len(students) == 1 else f"{len(students)} students are"
