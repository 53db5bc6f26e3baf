"""What is left to grade. It follows from what is in the gradebook, so that nothing is lost when a run is cut short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from grader.gradebook.gradings import Job, Known, done_in, known
from grader.gradebook.runs import Run
from grader.gradebook.standing import Task
from grader.gradebook.tables import students, submissions
from grader.model.result import Cause, Outcome

# What may have come of other work on the machine, and is tried once more before it costs points.
REPEATED = frozenset({Cause.TIMEOUT, Cause.MEMORY, Cause.CRASH, Cause.MACHINE})
STUDENT, EXERCISE, CHANGED, ALL = "student:", "exercise:", "changed", "all"


@dataclass(slots=True)
class Wanted:
    """What is to be graded of an assignment now: ``basis`` is what grades rest on, ``again`` what was asked for anew.

    ``related`` adds to some exercises those that they need, and those that need them.
    """

    assignment: str
    tasks: Sequence[Task]
    basis: str
    again: Sequence[str]
    related: Callable[[Iterable[str]], tuple[str, ...]]
    latest: dict[str, dict[str, Known]] = field(default_factory=lambda: defaultdict(dict))

    def jobs(self, connection: Connection, run: Run | None) -> list[Job]:
        """What is left, but for what is tried once more; ``run`` is the one that is gone on with."""
        for each in known(connection, self.assignment, self.tasks):
            self.latest[each.submission][each.mark.task.id] = each
        done = set() if run is None else {(submission, only) for submission, only, _ in done_in(connection, run)}
        whole = {submission for submission, only in done if not only}
        found = []
        for submission, people in _handed_in(connection, self.assignment).items():
            only = self._only(submission, people)
            if only is not None and submission not in whole and (submission, only) not in done:
                found.append(Job(submission, only))
        return found

    def _only(self, submission: str, people: set[str]) -> tuple[str, ...] | None:
        """The exercises of ``submission`` to grade; none are all, None is nothing."""
        marks = self.latest.get(submission, {})
        lacking = [each.id for each in self.tasks if each.id not in marks or _is_ungraded(marks[each.id])]
        asked = [each.removeprefix(EXERCISE) for each in self.again if each.startswith(EXERCISE)]
        if len(lacking) == len(self.tasks) or self._is_asked_for(marks, people):
            return ()
        only = self.related([*lacking, *asked])
        return (only if len(only) < len(self.tasks) else ()) if only else None

    def _is_asked_for(self, marks: Mapping[str, Known], people: set[str]) -> bool:
        changed = CHANGED in self.again and any(each.basis != self.basis for each in marks.values())
        return ALL in self.again or changed or not people.isdisjoint(each.removeprefix(STUDENT) for each in self.again)

    def other_basis(self) -> int:
        """How many submissions have marks that rest on something else than what is there now."""
        return sum(any(each.basis != self.basis for each in marks.values()) for marks in self.latest.values())


def repeats(connection: Connection, run: Run, related: Callable[[Iterable[str]], tuple[str, ...]]) -> list[Job]:
    """What in ``run`` ended by time, memory or the machine while other work ran beside it, to be graded alone."""
    found: dict[str, list[str]] = defaultdict(list)
    alone = {submission for submission, _, is_alone in done_in(connection, run) if is_alone}
    latest = {
        (each.submission, each.mark.task.id): each
        for each in known(connection, run.assignment, run.tasks)
        if each.run == run.id
    }
    for (submission, task), each in latest.items():
        if submission not in alone and each.mark.cause in REPEATED:
            found[submission].append(task)
    return [Job(submission, related(tasks), alone=True) for submission, tasks in found.items()]


def _is_ungraded(given: Known) -> bool:
    return given.mark.outcome is Outcome.UNGRADED


def _handed_in(connection: Connection, assignment: str) -> dict[str, set[str]]:
    """Who handed in which submission, in the order in which they were found."""
    query = select(submissions.c.digest, students.c.key).join(students, students.c.id == submissions.c.student)
    found: dict[str, set[str]] = defaultdict(set)
    for digest, key in connection.execute(
        query.where(submissions.c.assignment == assignment).order_by(submissions.c.id)
    ):
        found[digest].add(key)
    return found
