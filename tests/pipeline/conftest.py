"""Grades a submission of the small course beside this file, or of the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model.result import ExerciseResult, Result
from grader.pipeline import Request
from grader.pipeline import grade as run
from grader.sandbox import Runner
from grader.spec import load_assignment, load_course

HERE = Path(__file__).parent / "course"
SHIPPED = Path(__file__).parents[2]
Grade = Callable[..., dict[str, ExerciseResult]]


@pytest.fixture
def result_of() -> Callable[..., Result]:
    def grade(
        runner: Runner,
        assignment: str,
        submission: Path | None = None,
        *only: str,
        seed: int = 0,
        root: Path = HERE,
        layers: tuple[str, ...] | None = None,
    ) -> Result:
        course = load_course(root / "course.yaml")
        spec = load_assignment(root / "assignments" / assignment / "assignment.yaml", course)
        file = submission or root / "submissions" / spec.submission
        options = {} if layers is None else {"layers": layers}
        return run(Request(file, spec, course, seed, "option", only, **options), runner)

    return grade


@pytest.fixture
def grade(result_of: Callable[..., Result]) -> Grade:
    """The results by exercise id."""
    return lambda *args, **options: {each.id: each for each in result_of(*args, **options).exercises}
