"""What was found of submissions, each time that they were graded. Nothing here is ever changed or taken away."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import Connection, Row, select

from grader.gradebook.inserting import insert
from grader.gradebook.runs import Run
from grader.gradebook.standing import Mark, Task
from grader.gradebook.tables import gradings, marks, runs
from grader.model.result import Cause, Outcome


@dataclass(frozen=True, slots=True)
class Job:
    """A submission to grade: all of it, or the exercises in ``only``. ``alone``: nothing may run beside it."""

    submission: str
    only: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """What came of a job, and with which versions. ``result`` is the JSON of the whole; empty where there was none."""

    marks: tuple[Mark, ...]
    seconds: float
    result: bytes = b""
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A mark that was given: to which submission, in which grading and run, and on what it rests."""

    submission: str
    mark: Mark
    run: int
    basis: str
    alone: bool


Latest: TypeAlias = dict[str, dict[str, Known]]


def keep(connection: Connection, run: Run, job: Job, graded: Graded) -> None:
    """Keep one grading. The same job of the same run is kept once."""
    grading = insert(connection, gradings).values(
        run=run.id,
        assignment=run.assignment,
        submission=job.submission,
        only=list(job.only),
        alone=job.alone,
        at=datetime.now(UTC),
        seconds=graded.seconds,
        result=zlib.compress(graded.result),
    )
    id_ = connection.execute(grading.on_conflict_do_nothing().returning(gradings.c.id)).scalar()
    if id_ is None or not graded.marks:
        return
    rows = [
        {
            "grading": id_,
            "exercise": mark.task.id,
            "score": mark.score,
            "outcome": str(mark.outcome),
            "cause": None if mark.cause is None else str(mark.cause),
            "message": mark.message,
            "diagnosis": mark.diagnosis,
            "explanation": mark.explanation,
            "miss": mark.miss,
            "fragile": mark.fragile,
        }
        for mark in graded.marks
    ]
    connection.execute(marks.insert(), rows)


def known(connection: Connection, assignment: str, tasks: Sequence[Task]) -> Iterator[Known]:
    """Every mark that was given in ``tasks`` of the assignment, from the first to the last."""
    by_id = {task.id: task for task in tasks}
    query = (
        select(marks, gradings.c.submission, gradings.c.run, gradings.c.alone, runs.c.basis)
        .join(gradings, gradings.c.id == marks.c.grading)
        .join(runs, runs.c.id == gradings.c.run)
        .where(gradings.c.assignment == assignment)
        .order_by(gradings.c.id)
    )
    for row in connection.execute(query):
        if row.exercise in by_id:
            yield Known(row.submission, _mark(row, by_id[row.exercise]), row.run, row.basis, row.alone)


def latest(known: Iterable[Known]) -> Latest:
    """The last mark of each exercise, by submission."""
    found: Latest = defaultdict(dict)
    for each in known:
        found[each.submission][each.mark.task.id] = each
    return found


def done_in(connection: Connection, run: Run) -> set[tuple[str, tuple[str, ...], bool]]:
    """What was graded in ``run``: submission, exercises if not all, and whether alone."""
    query = select(gradings.c.submission, gradings.c.only, gradings.c.alone).where(gradings.c.run == run.id)
    return {(row.submission, tuple(row.only), row.alone) for row in connection.execute(query)}


def result(connection: Connection, grading: int) -> bytes:
    """The JSON that was kept of a grading; empty where there was none."""
    found = connection.execute(select(gradings.c.result).where(gradings.c.id == grading)).scalar_one()
    return zlib.decompress(found)


def _mark(row: Row[tuple[object, ...]], task: Task) -> Mark:
    return Mark(
        task,
        row.score,
        Outcome(row.outcome),
        None if row.cause is None else Cause(row.cause),
        row.message,
        row.diagnosis,
        row.explanation,
        row.miss,
        row.fragile,
        row.grading,
    )
