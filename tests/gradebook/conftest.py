"""A gradebook of a class of four, and ways to put something into it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.gradebook import Basis, Gradebook, Graded, Job, Mark, Run, Student, Task
from grader.model.result import Cause, Outcome

TASKS = (Task("one", "The first", 200), Task("two", "The second", 100))
BASIS = Basis("small", "Small", TASKS, "basis-1", "specification-1", {"grader": "0.1.0"})
STUDENTS = tuple(Student(f"s{number}", f"Student {number}") for number in range(1, 5))
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


def mark(task: Task, score: int | None, cause: Cause | None = None) -> Mark:
    if score is None:
        return Mark(task, None, Outcome.UNGRADED, cause or Cause.MACHINE, "not graded")
    if score == task.points:
        return Mark(task, score, Outcome.PASSED)
    return Mark(task, score, Outcome.FAILED, cause or Cause.WRONG, "wrong", fragile=cause is Cause.TIMEOUT)


def graded(*scores: int | None, cause: Cause | None = None, tasks: tuple[Task, ...] = TASKS) -> Graded:
    return Graded(tuple(mark(task, score, cause) for task, score in zip(tasks, scores, strict=True)), 0.25, b"{}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, path: Path) -> Path | str:
    """Where it is: what holds of one kind holds of the other."""
    if request.param == "file":
        return path
    return request.getfixturevalue("postgres").database()


@pytest.fixture
def book(place: Path | str):
    with Gradebook.open(place, make=True) as opened:
        opened.enrol(STUDENTS)
        yield opened


@pytest.fixture
def hand_in(book: Gradebook):
    """Hand in a text for a student, by number, and get its digest."""

    def handed_in(number: int, text: str, at: datetime | None = None, assignment: str = "small") -> str:
        student = Student(f"s{number}", enrolled=False)
        return book.hand_in(assignment, student, [("small.py", text.encode())], found=f"s{number}", at=at)[0]

    return handed_in


@pytest.fixture
def run(book: Gradebook) -> Run:
    return book.begin(BASIS, 7, "fresh", ())


@pytest.fixture
def give(book: Gradebook, run: Run):
    """Keep a grading of a submission, with a score for each task."""

    def given(digest: str, *scores: int | None, in_run: Run = run, **more) -> None:
        book.keep(in_run, Job(digest), graded(*scores, **more))

    return given
