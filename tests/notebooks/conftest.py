"""Builds notebooks, and grades them on a small course of two exercises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.model.result import Result
from grader.model.spec import Assignment
from grader.pipeline import Request
from grader.pipeline import grade as run
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment

SPECIFICATION = """\
format: 1
title: Two exercises
submission: autograd.py
exercises:
  - id: square
    points: 1
    prompt: Return x squared.
    call: square
    given: {x: {tensor: [1.0, 2.0, -3.0]}}
    source: {forbid: [torch.square]}
  - id: shift
    points: 2
    prompt: A module that adds `by`.
    class: Shift
    init: {by: 2.0}
    given: {x: {tensor: [[1.0, 2.0]]}}
"""
SOLUTION = """\
from torch import nn


def square(x):
    return x * x


class Shift(nn.Module):
    def __init__(self, by):
        super().__init__()
        self.by = by

    def forward(self, x):
        return x + self.by
"""


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    for folder in ("assignments/autograd", "reference/autograd"):
        (root / folder).mkdir(parents=True)
    (root / "course.yaml").write_text("format: 1\ntitle: Notebooks\nassignments: [autograd]\n")
    (root / "assignments/autograd/assignment.yaml").write_text(SPECIFICATION)
    (root / "assignments/autograd/helpers.py").write_text("def twice(x):\n    return 2 * x\n")
    (root / "reference/autograd/solution.py").write_text(SOLUTION)
    return root


@pytest.fixture
def grade(course: Path, tmp_path: Path, fork: Runner) -> Callable[..., Result]:
    """``grade(content)`` grades the bytes as a file of that ``name``, each exercise and each cell in ``seconds``."""

    def graded(
        content: bytes, name: str = "work.ipynb", *, whole: bool = False, seconds: float = 10, on: Runner = fork
    ) -> Result:
        file = tmp_path / name
        file.write_bytes(content)
        found = find_course(course)
        assignment = hurried(load_assignment(course / "assignments/autograd/assignment.yaml", found), seconds)
        return run(Request(file, assignment, found, 0, "fresh", whole=whole), on)

    return graded


def hurried(assignment: Assignment, seconds: float) -> Assignment:
    """``assignment`` under another time limit."""
    exercises = []
    for each in assignment.exercises:
        cases = tuple(replace(case, limits=replace(case.limits, seconds=seconds)) for case in each.cases)
        exercises.append(replace(each, cases=cases, limits=replace(each.limits, seconds=seconds)))
    return replace(assignment, exercises=tuple(exercises))
