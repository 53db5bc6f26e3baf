"""`grade doctor`: what it finds, and the remedy where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.commands import doctor
from grader.errors import MachineError
from grader.sandbox import Facts


def machine(monkeypatch: pytest.MonkeyPatch, tier: str = "isolated", error: Exception | None = None) -> None:
    @contextmanager
    def start(backend: str | None = None) -> Iterator[SimpleNamespace]:
        if error is not None:
            raise error
        facts = Facts("3.12.1", "2.9.0", "2.3.0", ("cpu", "cuda"), "fork", tier)
        yield SimpleNamespace(facts=lambda: facts)

    monkeypatch.setattr(doctor, "start_runner", start)


def test_all_is_well(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch)
    found = run("doctor")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert all(line.startswith(" ✓ ") for line in lines), found.stdout
    for text in ("3.12.1", "2.9.0", "2.3.0", "cpu, cuda", "fork", "isolated: ", str(course), str(course / ".grade")):
        assert text in found.stdout


@pytest.mark.parametrize(("tier", "code", "mark"), [("process", 0, "–"), ("none", 3, "✗")])
def test_confinement(run, course: Path, monkeypatch: pytest.MonkeyPatch, tier: str, code: int, mark: str) -> None:
    machine(monkeypatch, tier)
    found = run("doctor")
    assert found.exit_code == code
    assert f" {mark} confinement  {tier}: " in found.stdout


def test_a_runner_that_does_not_start(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, error=MachineError("torch could not be imported"))
    found = run("doctor")
    assert found.exit_code == 3
    assert "torch could not be imported" in found.stdout
    assert "pip install torch" in found.stdout


def test_outside_a_course(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch)
    monkeypatch.chdir(tmp_path)
    found = run("doctor")
    assert found.exit_code == 0
    assert "change into the course's folder" in found.stdout


def test_without_references(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch)
    (course / "reference").rename(course / "elsewhere")
    found = run("doctor")
    assert found.exit_code == 0
    assert "is not there" in found.stdout
