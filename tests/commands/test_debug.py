"""`grade check --debug`: one case, attached to the terminal and unconfined, so that `breakpoint()` works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORK = """
def square(x):
    print("called")
    breakpoint()
    return x * x
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name in ("course.yaml", "assignments", "reference"):
        entry = ROOT / name
        copy = shutil.copytree if entry.is_dir() else shutil.copy
        copy(entry, tmp_path / name)
    return tmp_path


def check(course: Path, *options: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", "check", *options],
        cwd=course,
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )


@pytest.mark.slow
def test_a_breakpoint_stops_once_and_can_be_asked(course: Path) -> None:
    (course / "autograd.py").write_text(WORK)
    found = check(course, "-e", "square", "--debug", typed="p x + 1\nc\n")
    assert found.stdout.count("called") == 1
    assert "tensor(4., grad_fn=<AddBackward0>)" in found.stdout
    assert "✓ square · A graph for x²" in found.stdout
    assert "Nothing confined the code that ran" in found.stdout
    assert found.returncode == 3, "what was not confined is no grade"
    assert "Traceback" not in found.stderr


def test_it_is_for_one_exercise(course: Path) -> None:
    (course / "autograd.py").write_text(WORK)
    for options in (("--debug",), ("--debug", "-e", "square", "-e", "slope")):
        found = check(course, *options)
        assert found.returncode == 2
        assert "--debug runs one case" in found.stderr
