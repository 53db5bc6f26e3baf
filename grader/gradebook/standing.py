"""What a gradebook says of a class: who handed in what, what came of it, and what counts. Plain data, nothing stored.

Scores are whole hundredths of a point, as in a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from grader.model.result import Cause, Outcome


@dataclass(frozen=True, slots=True)
class Student:
    """One person. ``key`` is what the class knows each by, such as a login.

    ``ids`` are what other places know them by: ``login``, ``sis_id``, ``canvas_id``, ``moodle_id``, ``github``, ….
    ``enrolled`` says whether a roster names them; whoever hands in and is on none is kept too.
    """

    key: str
    name: str = ""
    email: str = ""
    section: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    enrolled: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """An exercise of an assignment as it was last graded. ``points`` is what it is worth."""

    id: str
    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What one exercise of one submission came to, in the last grading that included it.

    ``message`` says in one line why it did not pass, ``diagnosis`` names the mistake and ``explanation`` words it.
    ``miss`` is how many times the tolerance the number was off that was off most, where numbers alone were off.
    ``fragile`` marks what may have come of other work on the machine, such as a timeout.
    """

    task: Task
    score: int | None
    outcome: Outcome
    cause: Cause | None = None
    message: str = ""
    diagnosis: str = ""
    explanation: str = ""
    miss: float | None = None
    fragile: bool = False
    grading: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided, and why. ``exercise`` None: of the whole assignment. ``score`` None: excused."""

    exercise: str | None
    score: int | None
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One submission. ``found`` is where it lay, ``at`` when it was handed in, where that is known.

    ``notes`` say what was taken for what, or could not be taken; ``undecided`` where a person must say which file is
    meant. ``automatic`` is None as long as something of it is ungraded. ``penalty`` is what lateness takes off.
    """

    found: str
    digest: str
    at: datetime | None
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    days_late: int = 0
    penalty: int = 0
    undecided: bool = False

    @property
    def automatic(self) -> int | None:
        """What the grader gave, before lateness and what a person decided."""
        if not self.marks or any(mark.score is None for mark in self.marks):
            return None
        return sum(mark.score or 0 for mark in self.marks)

    @property
    def graded(self) -> int:
        """The points of what could be graded."""
        return sum(mark.score or 0 for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Standing:
    """One student in one assignment. ``attempts`` are all, in order; ``counts`` is the one that counts, if any.

    ``score`` is what counts in the end: None where nothing was handed in, something is ungraded, or it is excused.
    """

    student: Student
    attempts: tuple[Attempt, ...]
    counts: Attempt | None
    overrides: tuple[Override, ...] = ()
    score: int | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Standings:
    """One assignment and a class: all students that are enrolled or handed something in, in the roster's order.

    ``graded_with`` are versions by name, of the last run; ``gradings`` counts how often something was graded.
    ``outdated`` counts submissions that count and were graded by something else than the last run was.
    """

    assignment: str
    title: str
    tasks: tuple[Task, ...]
    students: tuple[Standing, ...]
    due: datetime | None = None
    graded_at: datetime | None = None
    gradings: int = 0
    graded_with: Mapping[str, str] = field(default_factory=dict)
    outdated: int = 0

    @property
    def points(self) -> int:
        return sum(task.points for task in self.tasks)

    @property
    def missing(self) -> tuple[Student, ...]:
        """Who is enrolled and handed nothing in."""
        return tuple(each.student for each in self.students if each.student.enrolled and not each.attempts)
