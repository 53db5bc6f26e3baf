"""Courses that show what the language can say, graded through the real pipeline by one warm runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.model.result import Result
from grader.model.spec import Course
from grader.pipeline import Request, grade
from grader.sandbox import Runner, start_runner
from grader.spec import load_assignment, load_course

Grade = Callable[..., Result]


@pytest.fixture(scope="session")
def warm() -> Iterator[Runner]:
    """One runner for all of these courses, of the kind that is quick here."""
    with start_runner() as runner:
        yield runner


@pytest.fixture
def graded(warm: Runner, tmp_path: Path) -> Grade:
    """``graded(course, name, text)``: the result of ``text`` as a submission to the assignment ``name``."""

    def run(course: Course, name: str, text: str, seed: int = 0) -> Result:
        assignment = load_assignment(course.root / "assignments" / name / "assignment.yaml", course)
        submission = tmp_path / assignment.submission
        submission.write_text(text, "utf-8")
        return grade(Request(submission, assignment, course, seed, "fresh"), warm)

    return run


@pytest.fixture
def course(request: pytest.FixtureRequest) -> Course:
    """The course in the folder of the test."""
    return load_course(request.path.parent / "course.yaml")
