"""What a run changed of grades that were there before, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from grader.gradebook.gradings import known, latest
from grader.gradebook.keeping import whose
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


def changes(connection: Connection, run: Run) -> list[Change]:
    """Where score, outcome or cause are not what they were before ``run``."""
    every, people = list(known(connection, run.assignment, run.tasks)), whose(connection, run.assignment)
    before = latest(each for each in every if each.run != run.id)
    found = []
    for submission, marks in latest(each for each in every if each.run == run.id).items():
        for task, now in marks.items():
            then = before[submission].get(task)
            if then is not None and _said(then.mark) != _said(now.mark):
                why = SPECIFICATION if then.basis != now.basis else INPUTS
                found.append(Change(tuple(people.get(submission, ())), then.mark, now.mark, why))
    return found


def _said(mark: Mark) -> tuple[object, ...]:
    return mark.score, mark.outcome, mark.cause
