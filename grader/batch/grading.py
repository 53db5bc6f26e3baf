"""Grades what a gradebook holds: each result is kept as it comes, so that whatever ends this loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.marks import ungraded
from grader.batch.messages import Question, Reply
from grader.batch.workers import Pool
from grader.errors import MachineError
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.gradings import Graded, Job
from grader.gradebook.runs import Run
from grader.model.result import Outcome
from grader.sandbox import fill_folder, remove_folder


@dataclass(slots=True)
class Tally:
    """How far a run is: ``done`` of ``total`` submissions, and how many earned everything, something or nothing.

    Of the submissions that are then tried once more ``again`` are done of ``repeats``.
    """

    total: int
    done: int = 0
    full: int = 0
    some: int = 0
    none: int = 0
    ungraded: int = 0
    again: int = 0
    repeats: int = 0

    def count(self, graded: Graded) -> None:
        marks = graded.marks
        if any(mark.outcome is Outcome.UNGRADED for mark in marks):
            self.ungraded += 1
        elif all(mark.outcome is Outcome.PASSED for mark in marks):
            self.full += 1
        elif any(mark.score for mark in marks):
            self.some += 1
        else:
            self.none += 1


class Grading:
    """One run. ``dependants`` are the exercises that need some; ``hear`` is told how far it is."""

    def __init__(
        self,
        book: Gradebook,
        run: Run,
        scratch: Path,
        dependants: Callable[[Iterable[str]], tuple[str, ...]],
        hear: Callable[[Tally], None],
    ) -> None:
        self._book, self._run, self._scratch, self._dependants, self._hear = book, run, scratch, dependants, hear

    def do(self, jobs: list[Job], workers: Pool) -> Tally:
        """Grade ``jobs``, then once more, one at a time, what may have been ended by what ran beside it."""
        tally = Tally(len(jobs))
        self._hear(tally)
        for graded in self._graded([replace(job, alone=workers.count == 1) for job in jobs], workers):
            tally.done += 1
            tally.count(graded)
            self._hear(tally)
        repeats = self._book.repeats(self._run, self._dependants)
        tally.repeats = len(repeats)
        for _ in self._graded(repeats, workers, at_a_time=1):
            tally.again += 1
            self._hear(tally)
        self._book.finish(self._run)
        return tally

    def _graded(self, jobs: Iterable[Job], workers: Pool, at_a_time: int | None = None) -> Iterator[Graded]:
        """Those for which there is no room on the disk wait until nothing else is there: it may be a submission's."""
        waiting: list[Job] = []
        yield from self._asked(self._with_room(jobs, waiting), workers, at_a_time)
        yield from self._asked(self._with_room(waiting, None), workers, 1)

    def _asked(self, jobs: Iterable[tuple[Job, Question]], workers: Pool, at_a_time: int | None) -> Iterator[Graded]:
        for (job, _), reply in workers.ask(jobs, lambda each: each[1], at_a_time=at_a_time):
            remove_folder(self._folder(job))
            graded = self._of(job, reply)
            self._book.keep(self._run, job, graded)
            yield graded

    def _with_room(self, jobs: Iterable[Job], waiting: list[Job] | None) -> Iterator[tuple[Job, Question]]:
        """Each job once what was handed in is where a worker can read it; the others are put into ``waiting``."""
        for job in jobs:
            folder = self._folder(job)
            try:
                folder.mkdir(parents=True)
                fill_folder(folder, self._book.files(job.submission))
            except OSError as error:
                remove_folder(folder)
                if waiting is None:
                    raise MachineError(
                        f"`{self._scratch}` cannot be written to: {error.strerror}. What was graded so far is kept: "
                        "mend that, and run the same command again"
                    ) from None
                waiting.append(job)
                continue
            yield job, Question(str(folder), job.only)

    def _folder(self, job: Job) -> Path:
        return self._scratch / "handed-in" / job.submission

    def _of(self, job: Job, reply: Reply) -> Graded:
        if reply.graded is not None:
            return reply.graded
        tasks = tuple(task for task in self._run.tasks if not job.only or task.id in job.only)
        return ungraded(tasks, f"a defect of the grader: {reply.defect}")
