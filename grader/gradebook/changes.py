"""What a run changed of grades that were there before, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from grader.gradebook.gradings import Known, known
from grader.gradebook.runs import Run
from grader.gradebook.standing import Mark

SPECIFICATION, INPUTS = "the specification or its reference changed", "other inputs were drawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One exercise of one submission, handed in by ``students``. ``why`` is what its grade rests on now."""

    students: tuple[str, ...]
    before: Mark
    after: Mark
    why: str


def changes(connection: Connection, run: Run, people: dict[str, list[str]]) -> list[Change]:
    """Where score, outcome or cause are not what they were before ``run``; ``people`` handed in each submission."""
    before: dict[tuple[str, str], Known] = {}
    after: dict[tuple[str, str], Known] = {}
    for each in known(connection, run.assignment, run.tasks):
        (after if each.run == run.id else before)[each.submission, each.mark.task.id] = each
    found = []
    for at, now in after.items():
        then = before.get(at)
        if then is not None and _said(then.mark) != _said(now.mark):
            why = SPECIFICATION if then.basis != now.basis else INPUTS
            found.append(Change(tuple(people.get(at[0], ())), then.mark, now.mark, why))
    return found


def _said(mark: Mark) -> tuple[object, ...]:
    return mark.score, mark.outcome, mark.cause
