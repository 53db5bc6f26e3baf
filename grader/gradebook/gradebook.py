"""The gradebook of a class, open. Everything that is kept is committed before the call returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from grader.gradebook import changes, gradings, keeping, overriding, pending, postgres, runs, standings
from grader.gradebook.changes import Change
from grader.gradebook.database import connect, failures
from grader.gradebook.gradings import Graded, Job
from grader.gradebook.pending import Wanted
from grader.gradebook.place import Place
from grader.gradebook.runs import Basis, Run
from grader.gradebook.standing import Standings, Student
from grader.model.policy import Policy


class Gradebook:
    """Raises ``MachineError`` where the file, its disk or the server fails; what was committed before is there."""

    def __init__(self, place: Place | Path | str, *, make: bool = False) -> None:
        self.place = Place.of(place)
        self._engine, self._connection = connect(self.place, make=make)

    @classmethod
    def open(cls, place: Place | Path | str, *, make: bool = False) -> Self:
        """Raises ``UsageError`` where there is none, or what is there is none; ``make`` makes one."""
        return cls(place, make=make)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        self._engine.dispose()

    def claim(self, assignment: str) -> bool:
        """Whether nobody else is grading ``assignment`` into it; until it is closed. A file is locked beside it."""
        with failures(self.place):
            return not self.place.is_on_server or postgres.claim(self._connection, assignment)

    def enrol(self, people: Iterable[Student]) -> None:
        """Those of a roster; see ``keeping.enrol``."""
        with self._writing() as connection:
            keeping.enrol(connection, people)

    def merge(self, key: str, into: str) -> None:
        """Two students are one person; see ``keeping.merge``."""
        with self._writing() as connection:
            keeping.merge(connection, key, into)

    def hand_in(
        self,
        assignment: str,
        student: Student,
        files: keeping.Files,
        *,
        found: str,
        at: datetime | None = None,
        notes: Sequence[str] = (),
        undecided: bool = False,
    ) -> tuple[str, bool]:
        """Keep one submission; its digest, and whether it is new."""
        with self._writing() as connection:
            return keeping.hand_in(
                connection, assignment, student, files, found=found, at=at, notes=notes, undecided=undecided
            )

    def settle(self, assignment: str, owners: keeping.Owners) -> list[tuple[str, str]]:
        """Take what was collected away from whom it belongs to no more; see ``keeping.settle``."""
        with self._writing() as connection:
            return keeping.settle(connection, assignment, owners)

    def files(self, digest: str) -> list[tuple[str, bytes]]:
        """What was handed in under ``digest``, by name."""
        with self._reading() as connection:
            return keeping.files_of(connection, digest)

    def unfinished(self, basis: Basis, seed: int | None) -> Run | None:
        with self._reading() as connection:
            return runs.unfinished(connection, basis, seed)

    def ask_again(self, run: Run, again: Iterable[str]) -> Run:
        """``run``, of which ``again`` is to be graded anew too."""
        with self._writing() as connection:
            return runs.ask_again(connection, run, again)

    def left_over(self, assignment: str) -> tuple[str, ...]:
        """What was asked to be graded anew by runs that did not come to their end."""
        with self._reading() as connection:
            return runs.left_over(connection, assignment)

    def begin(self, basis: Basis, seed: int, seed_source: str, again: Iterable[str]) -> Run:
        with self._writing() as connection:
            return runs.begin(connection, basis, seed, seed_source, again)

    def finish(self, run: Run) -> None:
        with self._writing() as connection:
            runs.finish(connection, run)

    def jobs(self, wanted: Wanted, run: Run | None) -> list[Job]:
        """What is left to grade, but for what is tried once more."""
        with self._reading() as connection:
            return wanted.jobs(connection, run)

    def repeats(self, run: Run, dependants: Callable[[Iterable[str]], tuple[str, ...]]) -> list[Job]:
        """What is tried once more, alone."""
        with self._reading() as connection:
            return pending.repeats(connection, run, dependants)

    def outdated(self, basis: Basis) -> int:
        """How many submissions were graded by something else than ``basis``."""
        with self._reading() as connection:
            return pending.outdated(connection, basis.assignment, basis.tasks, basis.digest)

    def keep(self, run: Run, job: Job, graded: Graded) -> None:
        """Keep what came of ``job``."""
        with self._writing() as connection:
            gradings.keep(connection, run, job, graded)
            if graded.versions:
                runs.add_versions(connection, run, graded.versions)

    def result(self, grading: int) -> bytes:
        """The JSON result that a mark is of, by ``Mark.grading``."""
        with self._reading() as connection:
            return gradings.result(connection, grading)

    def changes(self, run: Run) -> list[Change]:
        """What ``run`` changed of grades that were there before."""
        with self._reading() as connection:
            return changes.changes(connection, run)

    def assignments(self) -> list[str]:
        with self._reading() as connection:
            return standings.assignments(connection)

    def standings(self, assignment: str, policy: Policy | None = None) -> Standings:
        with self._reading() as connection:
            return standings.standings(connection, assignment, policy or Policy())

    def decide(self, student: str, assignment: str, exercise: str | None, score: int | None, reason: str) -> None:
        """A person's word; see ``overriding.decide``. Raises ``UsageError`` for a student that is not known."""
        with self._writing() as connection:
            overriding.decide(connection, student, assignment, exercise, score, reason)

    def undo(self, student: str, assignment: str, exercise: str | None) -> bool:
        with self._writing() as connection:
            return overriding.undo(connection, student, assignment, exercise)

    def students(self) -> list[Student]:
        """Everybody that it knows, those that are enrolled first."""
        with self._reading() as connection:
            return list(keeping.everybody(connection).values())

    def strangers(self) -> list[str]:
        """The keys of those whom no roster ever named."""
        with self._reading() as connection:
            return keeping.strangers_of(connection)

    def last(self, assignment: str) -> Run | None:
        """The newest run of ``assignment``."""
        with self._reading() as connection:
            return runs.newest(connection, assignment)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """All of it or nothing."""
        with failures(self.place), self._connection.begin():
            yield self._connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with failures(self.place), self._connection.begin():
            yield self._connection
