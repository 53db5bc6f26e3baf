"""What people decided instead of the grader: kept with its reason, beside what was found, and never taken away."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from grader.errors import UsageError
from grader.gradebook.standing import Override
from grader.gradebook.tables import overrides, students


def decide(
    connection: Connection, student: str, assignment: str, exercise: str | None, score: int | None, reason: str
) -> None:
    """From now on ``score`` counts; None excuses. What was decided of the same before no longer does."""
    undo(connection, student, assignment, exercise)
    values = {"student": _student(connection, student), "assignment": assignment, "exercise": exercise}
    connection.execute(insert(overrides).values(**values, score=score, reason=reason, at=datetime.now(UTC)))


def undo(connection: Connection, student: str, assignment: str, exercise: str | None) -> bool:
    """What the grader found counts again; whether anything else did."""
    same = overrides.c.exercise.is_(None) if exercise is None else overrides.c.exercise == exercise
    query = update(overrides).where(
        overrides.c.student == _student(connection, student),
        overrides.c.assignment == assignment,
        overrides.c.undone.is_(None),
        same,
    )
    return connection.execute(query.values(undone=datetime.now(UTC))).rowcount > 0


def overrides_of(connection: Connection, assignment: str) -> dict[int, list[Override]]:
    """What counts now, by the row of the student."""
    found: dict[int, list[Override]] = defaultdict(list)
    query = select(overrides).where(overrides.c.assignment == assignment, overrides.c.undone.is_(None))
    for row in connection.execute(query.order_by(overrides.c.id)):
        found[row.student].append(Override(row.exercise, row.score, row.reason, row.at))
    return found


def _student(connection: Connection, key: str) -> int:
    found = connection.execute(select(students.c.id).where(students.c.key == key)).scalar()
    if found is None:
        raise UsageError(f"the gradebook knows no student `{key}`")
    return int(found)
