"""One grading of a class: begun, gone on with where it was interrupted, and ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select, update

from grader.gradebook.standing import Task
from grader.gradebook.tables import runs


@dataclass(frozen=True, slots=True)
class Basis:
    """What a grade rests on beside the submission. ``digest`` is of all of it, ``specification`` of that alone."""

    assignment: str
    title: str
    tasks: tuple[Task, ...]
    digest: str
    specification: str
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """``again`` is what was asked to be graded anew, as it was typed. ``resumed`` where it had begun before."""

    id: int
    assignment: str
    tasks: tuple[Task, ...]
    basis: str
    seed: int
    seed_source: str
    again: tuple[str, ...]
    resumed: bool = False


def unfinished(connection: Connection, basis: Basis, seed: int | None) -> Run | None:
    """The run that was interrupted, if its grades would rest on the same; with another ``seed`` they would not."""
    query = select(runs).where(
        runs.c.assignment == basis.assignment, runs.c.basis == basis.digest, runs.c.finished.is_(None)
    )
    row = connection.execute(query.order_by(runs.c.id.desc())).first()
    return None if row is None or seed not in (None, row.seed) else _run(row, resumed=True)


def begin(connection: Connection, basis: Basis, seed: int, seed_source: str, again: Iterable[str]) -> Run:
    row = connection.execute(
        insert(runs)
        .values(
            assignment=basis.assignment,
            title=basis.title,
            tasks=[[each.id, each.title, each.points] for each in basis.tasks],
            basis=basis.digest,
            specification=basis.specification,
            seed=seed,
            seed_source=seed_source,
            again=list(again),
            versions=dict(basis.versions),
            started=_now(),
        )
        .returning(runs)
    ).one()
    return _run(row, resumed=False)


def ask_again(connection: Connection, run: Run, again: Iterable[str]) -> Run:
    """``run``, of which ``again`` is to be graded anew too: it is kept, so that an interruption loses none of it."""
    asked = tuple(dict.fromkeys((*run.again, *again)))
    connection.execute(update(runs).where(runs.c.id == run.id).values(again=list(asked)))
    return replace(run, again=asked)


def left_over(connection: Connection, assignment: str) -> tuple[str, ...]:
    """What was asked to be graded anew by runs that did not come to their end."""
    query = select(runs.c.again).where(runs.c.assignment == assignment, runs.c.finished.is_(None))
    return tuple(dict.fromkeys(each for again in connection.execute(query).scalars() for each in again))


def finish(connection: Connection, run: Run) -> None:
    """It is done; so are earlier ones of the assignment that nobody can go on with any more."""
    query = update(runs).where(runs.c.assignment == run.assignment, runs.c.id <= run.id, runs.c.finished.is_(None))
    connection.execute(query.values(finished=_now()))


def add_versions(connection: Connection, run: Run, versions: Mapping[str, str]) -> None:
    """What it was graded with, which is known from its first result on."""
    connection.execute(update(runs).where(runs.c.id == run.id).values(versions=dict(versions)))


def last(connection: Connection, assignment: str) -> Row[tuple[object, ...]] | None:
    """The row of the newest run of ``assignment``."""
    return connection.execute(
        select(runs).where(runs.c.assignment == assignment).order_by(runs.c.id.desc()).limit(1)
    ).first()


def newest(connection: Connection, assignment: str) -> Run | None:
    row = last(connection, assignment)
    return None if row is None else _run(row, resumed=False)


def tasks_of(written: Sequence[Sequence[object]]) -> tuple[Task, ...]:
    return tuple(Task(str(id_), str(title), int(str(points))) for id_, title, points in written)


def _run(row: Row[tuple[object, ...]], *, resumed: bool) -> Run:
    return Run(
        row.id, row.assignment, tasks_of(row.tasks), row.basis, row.seed, row.seed_source, tuple(row.again), resumed
    )


def _now() -> datetime:
    return datetime.now(UTC)
