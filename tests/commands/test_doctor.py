"""`grade doctor`: what it finds, and the remedy where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.commands import doctor
from grader.errors import MachineError
from grader.sandbox import Confinement, Facts
from grader.sandbox.confinement import DeviceError
from grader.sandbox.conformance import Finding, Trial


def machine(
    monkeypatch: pytest.MonkeyPatch, tier: str = "isolated", error: Exception | None = None, broken: str = ""
) -> None:
    @contextmanager
    def start(backend: str | None = None) -> Iterator[SimpleNamespace]:
        if error is not None:
            raise error
        facts = Facts("3.12.1", "2.9.0", "2.3.0", ("cpu", "cuda"), "fork")
        yield SimpleNamespace(facts=lambda: facts)

    denied = {"read the course": tier == "isolated", "start a process": tier == "isolated"}
    monkeypatch.setattr(doctor, "start_runner", start)

    def tried(runner: object, policy: object, device: str = "") -> Confinement:
        if broken and device:
            raise DeviceError(f"the device `{device}` cannot be used: {broken}")
        return Confinement({**denied, "ask its driver": False} if device else denied)

    monkeypatch.setattr(doctor, "try_confinement", tried)


def test_all_is_well(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch)
    found = run("doctor")
    assert found.exit_code == 0
    (device,) = (line for line in found.stdout.splitlines() if line.startswith(" – "))
    assert " ".join(device.split()) == "– cuda process: a submission can use it, and could ask its driver"
    assert all(line.startswith((" ✓ ", " – ")) for line in found.stdout.splitlines()), found.stdout
    for text in ("3.12.1", "2.9.0", "2.3.0", "cpu, cuda", "fork", "isolated: ", str(course), str(course / ".grade")):
        assert text in found.stdout


def test_a_device_that_does_not_work_is_named(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, broken="no kernel image is available")
    found = run("doctor")
    assert found.exit_code == 3
    assert "✗ cuda         the device `cuda` cannot be used: no kernel image is available" in found.stdout
    assert "`--device cpu` leaves them out" in found.stdout


def test_what_is_not_denied_is_named(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, "process")
    found = run("doctor")
    assert found.exit_code == 0
    assert " – confinement  process: " in found.stdout
    assert "it could read the course, start a process" in found.stdout


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (None, 0), (False, 3)])
def test_self_test(run, course: Path, monkeypatch: pytest.MonkeyPatch, passed: bool | None, code: int) -> None:
    machine(monkeypatch)
    trial = Trial("cannot fork", "os.fork()", "PermissionError", isolated=True)
    monkeypatch.setattr(doctor, "conform", lambda runner, policy: iter([Finding(trial, passed, "42")]))
    found = run("doctor", "--self-test")
    assert found.exit_code == code
    assert "cannot fork" in found.stdout
    assert ("please report" in found.stdout) is (passed is False)


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


def test_in_a_students_copy(run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch)
    (course / "reference").rename(course / "elsewhere")
    (course / "release.json").write_text("{}")
    said = " ".join(run("doctor").stdout.split())
    assert "✓ references not in a students' copy: it grades by what was recorded of them" in said
    assert "enough for your own work; what is graded here is not authoritative" in said
    assert "nothing can be graded here" not in said
