"""Grades a submission of the small course beside this file, or of the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from grader.model.result import ExerciseResult, Result
from grader.pipeline import Request
from grader.pipeline import grade as grade_request
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment, load_course

HERE = Path(__file__).parent / "course"
SHIPPED = Path(__file__).parents[2]
Grade = Callable[..., dict[str, ExerciseResult]]
Run = Callable[..., Result]


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
        return grade_request(Request(file, spec, course, seed, "option", only, **options), runner)

    return grade


@pytest.fixture
def grade(result_of: Callable[..., Result]) -> Grade:
    """The results by exercise id."""
    return lambda *args, **options: {each.id: each for each in result_of(*args, **options).exercises}


@pytest.fixture
def run(fork: Runner, tmp_path: Path) -> Run:
    """``run(exercises, reference, work)`` grades ``work`` on a course of one assignment."""

    def graded(exercises: str, reference: str, work: str, **asked: object) -> Result:
        (tmp_path / "assignments/one").mkdir(parents=True, exist_ok=True)
        (tmp_path / "reference/one").mkdir(parents=True, exist_ok=True)
        (tmp_path / "course.yaml").write_text("format: 1\ntitle: One\nassignments: [one]\n")
        head = "format: 1\ntitle: One\nsubmission: one.py\nexercises:\n"
        (tmp_path / "assignments/one/assignment.yaml").write_text(head + dedent(exercises))
        (tmp_path / "reference/one/solution.py").write_text("import torch\n" + dedent(reference))
        (tmp_path / "one.py").write_text("import torch\n" + dedent(work))
        course = find_course(tmp_path)
        assignment = load_assignment(tmp_path / "assignments/one/assignment.yaml", course)
        return grade_request(Request(tmp_path / "one.py", assignment, course, 0, "fresh", **asked), fork)  # type: ignore[arg-type]

    return graded
