"""What was written for a later grader is refused with one sentence, whatever else stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import SpecificationError
from grader.spec import load_assignment, load_course
from grader.spec.newer import is_later
from grader.version import __version__

EXERCISES = "submission: a.py\nexercises:\n  - {id: a, call: f, tomorrow: 1, expect: {result: 1}}\n"


@pytest.mark.parametrize(
    ("version", "than", "later"),
    [
        ("0.2", "0.1.0", True),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.1.0", False),
        ("0.1.0", "0.1", False),
        ("0.1.1", "0.1", True),
        ("0.10", "0.9", True),
        ("1.0rc1", "0.9", True),
        ("0.1.0", "0.1.1", False),
        ("tomorrow", "0.1.0", False),
        ("0.1.0", "unknown", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, later: bool) -> None:
    assert is_later(version, than) is later


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 2\n", "this is format 2, and the grader"),
        ('format: 1\ngrader: "99.1"\ntomorrow: {}\n', "written for torch-grader 99.1 and later"),
    ],
)
def test_a_later_course_is_one_problem(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(text)
    with pytest.raises(SpecificationError) as caught:
        load_course(tmp_path / "course.yaml")
    (problem,) = caught.value.problems
    assert said in problem.text
    assert "pip install" in problem.text


def test_a_later_assignment_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "assignment.yaml").write_text(f"format: 3\n{EXERCISES}")
    with pytest.raises(SpecificationError) as caught:
        load_assignment(tmp_path / "assignment.yaml", None)
    (problem,) = caught.value.problems
    assert problem.line == 1
    assert "this is format 3" in problem.text


@pytest.mark.parametrize("version", [__version__, "0.0.1"])
def test_what_this_grader_knows_is_read(version: str, tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(f'format: 1\ngrader: "{version}"\n')
    assert load_course(tmp_path / "course.yaml").order == ()


def test_a_version_without_quotes_says_how_to_write_it(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("format: 1\ngrader: 0.2\n")
    with pytest.raises(SpecificationError, match="a version in quotes"):
        load_course(tmp_path / "course.yaml")
