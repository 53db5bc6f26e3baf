"""A small course with a class, the real command in a process of its own, and what it left in the gradebook."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.gradebook import Gradebook, Standings

from .made import make_course

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path / "course")


@pytest.fixture
def gradebook(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


def command(*arguments: object, gradebook: Path) -> list[str]:
    given = [str(each) for each in arguments]
    return [sys.executable, "-m", "grader", "batch", "small", *given, "--gradebook", str(gradebook)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **more}


@pytest.fixture
def batch(course: Path, gradebook: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`grade batch small` with these arguments, in the course; by one worker, which is quicker for a few."""

    def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        if "--workers" not in arguments:
            arguments = (*arguments, "--workers", 1)
        return subprocess.run(
            command(*arguments, gradebook=gradebook),
            cwd=course,
            env=environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def standings(gradebook: Path) -> Callable[[], Standings]:
    def read() -> Standings:
        with Gradebook.open(gradebook) as book:
            return book.standings("small")

    return read


def scores(standings: Standings) -> dict[str, int | None]:
    return {each.student.key: each.score for each in standings.students}


def content(gradebook: Path) -> list[object]:
    """All that a gradebook says of a class but for times, in an order that does not depend on which came first."""
    with Gradebook.open(gradebook) as book:
        found = book.standings("small")
    return sorted(
        (
            each.student.key,
            each.score,
            [
                (
                    attempt.found,
                    attempt.digest,
                    attempt.notes,
                    [
                        (mark.task, mark.score, mark.outcome, mark.cause, mark.diagnosis, mark.explanation, mark.miss)
                        for mark in attempt.marks
                    ],
                )
                for attempt in each.attempts
            ],
        )
        for each in found.students
    )
