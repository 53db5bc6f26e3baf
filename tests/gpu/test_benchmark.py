"""`python -m benchmarks device`: that it measures, never how fast anything is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import default_backend

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(default_backend() != "fork", reason="there is no fork here, and every child loads torch")
def test_a_round_with_the_cpu_as_a_device(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    said = _benchmark("--device", "cpu", "--rounds", "1", "--json", str(file))
    assert said.returncode == 0, said.stderr
    found = json.loads(file.read_text(encoding="utf-8"))["device"]
    assert (found["device"], found["name"]) == ("cpu", "cpu")
    assert len(found["measured"]) == 2
    for measured in found["measured"].values():
        without, there = measured["rows"]
        assert without["name"] == measured["base"] != there["name"]
        assert all(
            row["median_seconds"] > 0 and row["ratio"] > 0 and len(row["seconds"]) == 1 for row in (without, there)
        )
    assert "No submission" in said.stdout
    assert said.stdout.count("| `cpu` |") == 2


@pytest.mark.thorough
def test_a_device_that_is_not_here_is_one_sentence() -> None:
    said = _benchmark("--device", "nonsense")
    assert said.returncode != 0
    assert said.stderr.splitlines() == [said.stderr.strip()]
    assert "no device `nonsense`" in said.stderr


def _benchmark(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", "device", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
