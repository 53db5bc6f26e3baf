"""What was handed in, collected and put into the gradebook under those whose it is."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.batch.summary import Collected
from grader.collect import Roster, collect
from grader.commands import find
from grader.errors import UsageError
from grader.gradebook import Gradebook, Student
from grader.model.spec import Assignment
from grader.reporters.status import Status


def enrol(roster: Roster, book: Gradebook) -> None:
    """Those of a roster are the class; who handed in before there was one may be in it under another key."""
    book.enrol(roster.students)
    for stranger in book.strangers():
        if (known := roster.find(stranger)).enrolled:
            book.merge(stranger, known.key)


def hand_in(
    paths: tuple[Path, ...], assignment: Assignment, roster: Roster, book: Gradebook, *, only: str | None
) -> Collected:
    """Put what lies under ``paths`` into the gradebook, one submission at a time.

    All of it is that of the student whose key is ``only``, where that is said. Raises ``UsageError`` where nothing was
    handed in, and where nobody is known by that key.
    """
    one = None if only is None else _one(only, paths, roster)
    count, new = 0, 0
    notes: list[tuple[str, str]] = []
    owners: dict[tuple[str, str], set[str]] = {}
    with Status(sys.stderr) as status:
        for found in collect(paths, assignment, roster):
            student = one or roster.find(found.student)
            digest, is_new = book.hand_in(
                assignment.name,
                student,
                found.files,
                found=found.place,
                at=found.at or roster.times.get(student.key),
                notes=found.notes,
                undecided=found.undecided,
            )
            owners.setdefault((found.place, digest), set()).add(student.key)
            count, new = count + 1, new + is_new
            notes += [(student.key, note) for note in found.notes if is_new and not found.undecided]
            status.say(f"reading what was handed in: {count}")
    moved = book.settle(assignment.name, owners)
    if not count and paths:
        shown = ", ".join(f"`{path}`" for path in paths)
        raise UsageError(
            f"nothing was handed in for {assignment.name} in {shown}: looked for {', '.join(assignment.files)}"
        )
    if not count and assignment.name not in book.assignments():
        raise UsageError(
            f"the gradebook holds nothing that was handed in for {assignment.name}: say where it is, "
            f"`grade batch {assignment.name} PATH… --gradebook {book.place}`"
        )
    return Collected(count, new, notes, moved)


def _one(key: str, paths: tuple[Path, ...], roster: Roster) -> Student:
    """Whose all of it is."""
    if not paths:
        raise UsageError("`--student KEY` says whose PATHS are: say which they are")
    keys = [student.key for student in roster.students]
    if keys and key not in keys:
        raise UsageError(f"the class knows no student `{key}`{find.did_you_mean(key, keys)}")
    return roster.find(key)
