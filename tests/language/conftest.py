"""Courses that show what the language can say, graded through the real pipeline by one warm runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.model.result import ExerciseResult, Result
from grader.model.spec import Assignment, Course
from grader.pipeline import Request, grade
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.plan import draw_exercises
from grader.sandbox import Policy, Runner, Source, start_runner
from grader.score import score_exercises
from grader.spec import load_assignment, load_course


@pytest.fixture(scope="session")
def warm() -> Iterator[Runner]:
    """One runner for all of these courses, of the kind that is quick here."""
    with start_runner() as runner:
        yield runner


@pytest.fixture
def course(request: pytest.FixtureRequest) -> Course:
    """The course in the folder of the test."""
    return load_course(request.path.parent / "course.yaml")


def assignment_of(course: Course, name: str) -> Assignment:
    return load_assignment(course.root / "assignments" / name / "assignment.yaml", course)


@pytest.fixture
def graded(warm: Runner, tmp_path: Path) -> Callable[..., Result]:
    """``graded(course, name, text)``: what a submission to the assignment ``name`` comes to, as in ``grade submit``."""

    def run(course: Course, name: str, text: str, seed: int = 0) -> Result:
        assignment = assignment_of(course, name)
        submission = tmp_path / assignment.submission
        submission.write_text(text, "utf-8")
        return grade(Request(submission, assignment, course, seed, "fresh"), warm)

    return run


@pytest.fixture(scope="session")
def observed(warm: Runner) -> Callable[[Course, str], list[ExpectedExercise]]:
    """What the reference of an assignment does, observed once for all that is graded by it."""

    @cache
    def observe(course: Course, name: str) -> list[ExpectedExercise]:
        assignment = assignment_of(course, name)
        plans = draw_exercises(assignment.exercises, 0, assignment.folder)
        return observe_reference(plans, References.of(course, assignment), warm, Policy(course.file))

    return observe


@pytest.fixture
def outcomes(warm: Runner, observed: Callable[..., list[ExpectedExercise]]) -> Callable[..., object]:
    """``outcomes(course, name, text)``: what each exercise of a submission comes to, by id."""

    def run(course: Course, name: str, text: str) -> dict[str, ExerciseResult]:
        assignment = assignment_of(course, name)
        source = Source(assignment.submission, text.encode())
        found = attempt_exercises(observed(course, name), source, warm, Policy(course.file), course, lambda _: None)
        return {each.id: each for each in score_exercises(assignment.exercises, found.attempts)}

    return run
