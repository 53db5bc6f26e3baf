"""The real command on the shipped course, in processes of its own: a few runs, from typing to the JSON."""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import grader
from grader.sandbox import BACKENDS

COURSE = Path(grader.__file__).parents[1]
SCHEMA = json.loads((COURSE / "grader/schemas/result.schema.json").read_text(encoding="utf-8"))


def grade(*arguments: str, cwd: Path = COURSE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_reference_earns_full_marks(backend: str) -> None:
    done = grade("submit", "reference/linear/solution.py", "-a", "linear", "-o", "-", "--backend", backend)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(result)
    assert result["score"] == result["points"] > 0
    assert result["passed"]
    assert str(Path.home()) not in done.stdout or Path.home() == Path("/")
    assert f'"{getpass.getuser()}"' not in done.stdout


def test_equal_runs_differ_in_run_only(tmp_path: Path) -> None:
    results = []
    for name in ("one.json", "two.json"):
        output = tmp_path / name
        wrong = "reference/autograd/wrong/doubled.py"
        done = grade("submit", wrong, "-a", "autograd", "--seed", "3", "-o", str(output))
        assert done.returncode == 1, done.stderr
        results.append(json.loads(output.read_text(encoding="utf-8")))
        jsonschema.Draft202012Validator(SCHEMA).validate(results[-1])
        assert results[-1].pop("run")
    assert results[0] == results[1]


def test_a_starter_is_not_written_yet(tmp_path: Path) -> None:
    done = grade("check", "assignments/linear/starter.py", "-a", "linear")
    assert done.returncode == 1
    exercises = [line for line in done.stdout.splitlines() if line.startswith(" ○ ")]
    assert len(exercises) == (COURSE / "assignments/linear/assignment.yaml").read_text("utf-8").count("\n  - id: ")
    assert all("not written yet" in line for line in exercises)
    assert "0 of " in done.stdout
