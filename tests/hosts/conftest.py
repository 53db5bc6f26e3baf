"""A small released course, and the machine of a host: a folder of its own, the commands of this environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.hosts import HOSTS, Graded
from grader.release.release import release
from grader.sandbox import Runner
from grader.spec import find_course

SPECIFICATION = """\
format: 1
title: Sums
submission: sums.py
exercises:
  - id: total
    title: The sum
    points: 2
    call: total
    given: {x: {tensor: [1.0, 2.0]}}
  - id: doubled
    title: Twice
    points: 1.5
    call: doubled
    given: {x: {tensor: [1.0, 2.0]}}
"""
SOLUTION = '''\
def total(x):
    """Return the sum."""
    # BEGIN SOLUTION
    return x.sum()
    # END SOLUTION


def doubled(x):
    """Return twice x."""
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION
'''
HALF = "def total(x):\n    return x.sum()\n\n\ndef doubled(x):\n    return x + 1\n"
SCORE, WORTH = 2, 3.5
Release = Callable[[str], Path]
Bash = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def released(tmp_path: Path, fork: Runner) -> Release:
    """``released(host)`` is a copy for that host, in which a student has earned 2 of 3.5 points."""
    course = tmp_path / "course"
    for path, text in {
        "course.yaml": 'format: 1\ntitle: Sums\nreference: reference\ntorch: ">=2.4"\n',
        "requirements.txt": "# Nothing: these tests install nothing.\n",
        "assignments/sums/assignment.yaml": SPECIFICATION,
        "reference/sums/solution.py": SOLUTION,
    }.items():
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text(text, "utf-8")

    def make(host: str) -> Path:
        copy = tmp_path / "copy"
        release(find_course(course), ("sums",), [copy], fork, lambda _: None, host)
        (copy / "sums.py").write_text(HALF, "utf-8")
        return copy

    return make


@pytest.fixture
def bash(tmp_path: Path) -> Bash:
    """``bash(script, folder, **environment)`` runs lines as a host does, with no more of this machine than that."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "HOME": str(tmp_path), "RUNNER_TEMP": str(tmp_path / "temp"), "LC_ALL": "C.UTF-8"}
    own |= {name: str(tmp_path / name.lower()) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_OUTPUT")}
    (tmp_path / "temp").mkdir()

    def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(shell, cwd=folder, env={**own, **environment}, capture_output=True, text=True)

    return run


def text_of(host: str, *assignments: Graded, contents: Mapping[str, bytes] | None = None) -> str:
    return HOSTS[host].write(assignments, contents or {}).decode()
