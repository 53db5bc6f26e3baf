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

STUDENT, EXERCISE, CHANGED, ALL = "student:", "exercise:", "changed", "all"


@dataclass(slots=True)
class Wanted:
    """What is to be graded of an assignment now: ``basis`` is what grades rest on, ``again`` what was asked for anew.

    ``dependants`` are the exercises that need one of some, however far down.
    """

    assignment: str
    tasks: Sequence[Task]
    basis: str
    again: Sequence[str]
    dependants: Callable[[Iterable[str]], tuple[str, ...]]
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
        lacking = [each.id for each in self.tasks if each.id not in marks or _is_open(marks[each.id])]
        asked = _after(EXERCISE, self.again)
        if len(lacking) == len(self.tasks) or self._is_asked_for(marks, people):
            return ()
        only = with_dependants([*lacking, *asked], marks, self.tasks, self.dependants)
        return _all_or(only, self.tasks) if only else None

    def _is_asked_for(self, marks: Mapping[str, Known], people: set[str]) -> bool:
        changed = CHANGED in self.again and any(each.basis != self.basis for each in marks.values())
        return ALL in self.again or changed or not people.isdisjoint(_after(STUDENT, self.again))


def outdated(connection: Connection, assignment: str, tasks: Sequence[Task], basis: str) -> int:
    """How many submissions have marks that rest on something else than ``basis``."""
    latest = {(each.submission, each.mark.task.id): each for each in known(connection, assignment, tasks)}
    return len({submission for (submission, _), each in latest.items() if each.basis != basis})


def with_dependants(
    names: Iterable[str],
    marks: Mapping[str, Known],
    tasks: Sequence[Task],
    dependants: Callable[[Iterable[str]], tuple[str, ...]],
) -> tuple[str, ...]:
    """``names``, and what was not judged because of them; in order."""
    wanted = set(names)
    waiting = {name for name in dependants(wanted) if name in marks and marks[name].mark.cause is Cause.NEEDS}
    return tuple(task.id for task in tasks if task.id in wanted | waiting)


def repeats(connection: Connection, run: Run, dependants: Callable[[Iterable[str]], tuple[str, ...]]) -> list[Job]:
    """What in ``run`` ended by time, memory or the machine while other work ran beside it, to be graded alone."""
    found: dict[str, list[str]] = defaultdict(list)
    alone = {submission for submission, _, is_alone in done_in(connection, run) if is_alone}
    latest: dict[str, dict[str, Known]] = defaultdict(dict)
    for each in known(connection, run.assignment, run.tasks):
        if each.run == run.id and each.submission not in alone:
            latest[each.submission][each.mark.task.id] = each
            if each.mark.fragile:
                found[each.submission].append(each.mark.task.id)
    return [
        Job(
            submission,
            _all_or(with_dependants(names, latest[submission], run.tasks, dependants), run.tasks),
            alone=True,
        )
        for submission, names in found.items()
    ]


def _is_open(given: Known) -> bool:
    """Whether it has no score yet, or was to be tried once more when its run ended."""
    return given.mark.outcome is Outcome.UNGRADED or (given.mark.fragile and not given.alone)


def _all_or(only: tuple[str, ...], tasks: Sequence[Task]) -> tuple[str, ...]:
    """Nothing stands for everything."""
    return only if len(only) < len(tasks) else ()


def _after(prefix: str, again: Iterable[str]) -> list[str]:
    return [each.removeprefix(prefix) for each in again if each.startswith(prefix)]


def _handed_in(connection: Connection, assignment: str) -> dict[str, set[str]]:
    """Who handed in which submission, in the order in which they were found."""
    query = select(submissions.c.digest, students.c.key).join(students, students.c.id == submissions.c.student)
    found: dict[str, set[str]] = defaultdict(set)
    decided = query.where(submissions.c.assignment == assignment, submissions.c.undecided.is_(False))
    for digest, key in connection.execute(decided.order_by(submissions.c.id)):
        found[digest].add(key)
    return found
