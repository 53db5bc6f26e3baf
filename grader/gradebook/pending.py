"""What is left to grade. It follows from what is in the gradebook, so that nothing is lost when a run is cut short."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from grader.gradebook.gradings import Job, Known, done_in, known, latest
from grader.gradebook.keeping import whose
from grader.gradebook.runs import Run
from grader.gradebook.standing import Task
from grader.model.result import Cause, Outcome

STUDENT, EXERCISE, CHANGED, ALL = "student:", "exercise:", "changed", "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be graded of an assignment now: ``basis`` is what grades rest on, ``again`` what was asked for anew.

    ``dependants`` are the exercises that need one of some, however far down.
    """

    assignment: str
    tasks: Sequence[Task]
    basis: str
    again: Sequence[str]
    dependants: Callable[[Iterable[str]], tuple[str, ...]]

    def jobs(self, connection: Connection, run: Run | None) -> list[Job]:
        """What is left, but for what is tried once more; ``run`` is the one that is gone on with."""
        marks = latest(known(connection, self.assignment, self.tasks))
        done = set() if run is None else {(submission, only) for submission, only, _ in done_in(connection, run)}
        found = []
        for submission, people in whose(connection, self.assignment).items():
            only = self._only(marks[submission], people)
            if only is not None and done.isdisjoint({(submission, ()), (submission, only)}):
                found.append(Job(submission, only))
        return found

    def _only(self, marks: Mapping[str, Known], people: Sequence[str]) -> tuple[str, ...] | None:
        """The exercises to grade of a submission with these ``marks``; none are all, None is nothing."""
        lacking = [each.id for each in self.tasks if each.id not in marks or _is_open(marks[each.id])]
        asked = _after(EXERCISE, self.again)
        if len(lacking) == len(self.tasks) or self._is_asked_for(marks, people):
            return ()
        return with_dependants([*lacking, *asked], marks, self.tasks, self.dependants) if lacking or asked else None

    def _is_asked_for(self, marks: Mapping[str, Known], people: Sequence[str]) -> bool:
        changed = CHANGED in self.again and any(each.basis != self.basis for each in marks.values())
        return ALL in self.again or changed or not set(people).isdisjoint(_after(STUDENT, self.again))


def outdated(connection: Connection, assignment: str, tasks: Sequence[Task], basis: str) -> int:
    """How many submissions have marks that rest on something else than ``basis``."""
    every = latest(known(connection, assignment, tasks)).values()
    return sum(any(each.basis != basis for each in marks.values()) for marks in every)


def with_dependants(
    names: Iterable[str],
    marks: Mapping[str, Known],
    tasks: Sequence[Task],
    dependants: Callable[[Iterable[str]], tuple[str, ...]],
) -> tuple[str, ...]:
    """``names``, and what was not judged because of them, in order; nothing stands for everything."""
    wanted = set(names)
    waiting = {name for name in dependants(wanted) if name in marks and marks[name].mark.cause is Cause.NEEDS}
    only = tuple(task.id for task in tasks if task.id in wanted | waiting)
    return only if len(only) < len(tasks) else ()


def repeats(connection: Connection, run: Run, dependants: Callable[[Iterable[str]], tuple[str, ...]]) -> list[Job]:
    """What in ``run`` ended by time, memory or the machine while other work ran beside it, to be graded alone."""
    alone = {submission for submission, _, is_alone in done_in(connection, run) if is_alone}
    every = latest(each for each in known(connection, run.assignment, run.tasks) if each.run == run.id)
    fragile = {
        submission: names
        for submission, marks in every.items()
        if submission not in alone and (names := [task for task, each in marks.items() if each.mark.fragile])
    }
    return [
        Job(submission, with_dependants(names, every[submission], run.tasks, dependants), alone=True)
        for submission, names in fragile.items()
    ]


def _is_open(given: Known) -> bool:
    """Whether it has no score yet, or was to be tried once more when its run ended."""
    return given.mark.outcome is Outcome.UNGRADED or (given.mark.fragile and not given.alone)


def _after(prefix: str, again: Iterable[str]) -> list[str]:
    return [each.removeprefix(prefix) for each in again if each.startswith(prefix)]
