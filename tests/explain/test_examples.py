"""Every example of the language is graded: `tests/checks/examples.py` solves them all, and must earn all points."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from grader.explain import topics
from grader.model.result import Cause
from grader.pipeline import Request, grade
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment

SOLUTIONS = Path(__file__).parents[1] / "checks" / "examples.py"
HEAD = "format: 1\ntitle: An example\nsubmission: example.py\nexercises:\n"
INPUTS = """\
import math

import torch


def spiral(count):
    turns = torch.arange(count) / count
    return torch.stack([turns * torch.cos(2 * math.pi * turns), turns * torch.sin(2 * math.pi * turns)], dim=1)
"""
EXAMPLES = {topic.example: f"{topic.group} {topic.name}" for topic in reversed(topics())}


def course_with(folder: Path, example: str) -> Path:
    """A course of one assignment, the example, with what its folder needs. Returns the specification."""
    assignment = folder / "assignments" / "example"
    reference = folder / "reference" / "example"
    for each in (assignment, reference):
        each.mkdir(parents=True)
    (folder / "course.yaml").write_text("format: 1\n", "utf-8")
    (assignment / "inputs.py").write_text(INPUTS, "utf-8")
    np.save(assignment / "points.npy", np.arange(12.0).reshape(6, 2))
    file = assignment / "assignment.yaml"
    file.write_text(example if example.startswith("format:") else HEAD + example, "utf-8")
    shutil.copy(SOLUTIONS, reference / "solution.py")
    return file


@pytest.mark.parametrize("example", EXAMPLES, ids=EXAMPLES.values())
def test_its_reference_earns_all_points_and_an_empty_file_none(example: str, tmp_path: Path, fork: Runner) -> None:
    file = course_with(tmp_path, example)
    course = find_course(tmp_path)
    assignment = load_assignment(file, course)
    work = tmp_path / assignment.submission
    for text, share in ((SOLUTIONS.read_text("utf-8"), 1), ("", 0)):
        work.write_text(text, "utf-8")
        (exercise,) = grade(Request(work, assignment, course, 3, "option"), fork).exercises
        if exercise.cause is Cause.UNAVAILABLE:
            pytest.skip("this machine lacks what the example needs")
        earned = 1 if assignment.exercises[0].withdrawn else share
        assert exercise.score == earned * exercise.points, exercise
