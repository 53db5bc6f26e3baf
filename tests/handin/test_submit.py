"""`grade submit --push`, from typing to the remote."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.commands import grading
from grader.errors import MachineError
from grader.model.result import Cause, ExerciseResult, Outcome, Result

THIRD = "def third(points):\n    return points[0] / 3\n"


def words(text: str) -> str:
    return " ".join(text.split())


def subject(repository) -> str:
    return repository.git("log", "-1", "--format=%s", at=repository.remote)


@pytest.mark.usefixtures("warm")
def test_it_is_graded_committed_and_pushed(repository, submit) -> None:
    found = submit()
    head = repository.there()
    assert found.exit_code == 1, found.output
    assert "7 of 10 points" in found.stdout
    assert f" Handed in: sums.py, to origin/main in the commit {head[:7]}.\n" in found.stdout
    assert subject(repository) == "Hand in sums: 7 of 10 points here"
    assert json.loads((repository.root / "grade-result.json").read_text())["score"] == 7
    found = submit("-m", "Again")
    assert f" Nothing new to hand in: origin/main has sums.py as it is here, in the commit {head[:7]}." in found.stdout
    repository.write("sums.py", (repository.root / "sums.py").read_text() + THIRD)
    found = submit("sums.py", "-m", "All of it", "-o", "-")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["passed"]
    assert "Handed in: sums.py" in found.stderr
    assert subject(repository) == "All of it"


@pytest.mark.usefixtures("warm")
def test_a_notebook_is_handed_in_as_it_is(repository, submit) -> None:
    (repository.root / "sums.py").unlink()
    cell = {"cell_type": "code", "source": THIRD, "metadata": {}, "outputs": [], "execution_count": 1}
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    repository.write("sums.ipynb", notebook)
    found = submit("sums.ipynb")
    assert found.exit_code == 1, found.output
    assert "Handed in: sums.ipynb, to origin/main" in found.stdout
    assert repository.git("show", "HEAD:sums.ipynb", at=repository.remote) == notebook


@pytest.mark.usefixtures("warm")
def test_a_folder_of_several_files(repository, submit) -> None:
    repository.write("my pair/a.py", "from b import one\n")
    repository.write("my pair/b.py", "def one():\n    return 1\n")
    found = submit("my pair", "-a", "pair")
    assert found.exit_code == 0, found.output
    assert "Handed in: my pair/a.py, my pair/b.py, to origin/main" in found.stdout
    assert subject(repository) == "Hand in pair: 1 of 1 point here"


@pytest.mark.usefixtures("warm")
def test_a_submission_in_the_assignment_s_folder(repository, submit) -> None:
    """Its name is the student's there, and it is no change of what grading reads."""
    file = repository.write("assignments/sums/sums.py", THIRD)
    (repository.root / "sums.py").unlink()
    found = submit(str(file.relative_to(repository.root)))
    assert "Handed in: assignments/sums/sums.py" in found.stdout, found.output


def result(change: Callable[[ExerciseResult], ExerciseResult]) -> Callable[..., Result]:
    run = grading.run_pipeline

    def graded(*arguments: object) -> Result:
        found = run(*arguments)  # type: ignore[arg-type]
        return replace(found, exercises=tuple(map(change, found.exercises)))

    return graded


def lost(cause: Cause, *names: str) -> Callable[[ExerciseResult], ExerciseResult]:
    def change(each: ExerciseResult) -> ExerciseResult:
        lacks = each.id in names
        return replace(each, score=None, outcome=Outcome.UNGRADED, cause=cause, message=None) if lacks else each

    return change


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("total", "third"), "Hand in sums: not graded here"),
        (("third",), "Hand in sums: 7 of 10 points here, not all of it graded"),
    ],
)
def test_what_this_machine_cannot_grade_is_handed_in(names, message: str, repository, submit, monkeypatch) -> None:
    monkeypatch.setattr(grading, "run_pipeline", result(lost(Cause.MACHINE, *names)))
    found = submit()
    assert found.exit_code == 3
    assert "Handed in: sums.py" in found.stdout
    assert "of it could be graded here; it is graded where you handed it in." in found.stdout
    assert subject(repository) == message


def test_without_torch_it_is_handed_in(repository, submit, ungraded, monkeypatch) -> None:
    def broken(*_: object) -> Result:
        raise MachineError("torch could not be loaded")

    monkeypatch.setattr(grading, "run_pipeline", broken)
    found = submit()
    assert (found.exit_code, found.stderr) == (3, "grade: torch could not be loaded\n")
    assert "Handed in: sums.py" in found.stdout
    assert subject(repository) == "Hand in sums: not graded here"
    repository.write("sums.py", "# again\n")
    repository.git("remote", "set-url", "origin", str(repository.root / "gone"))
    found = submit()
    assert found.stderr.startswith(
        "grade: torch could not be loaded\ngrade: nothing could be pushed to `origin/main`: "
    )


@pytest.mark.usefixtures("warm")
def test_what_was_interrupted_is_not_handed_in(repository, submit, monkeypatch) -> None:
    monkeypatch.setattr(grading, "run_pipeline", result(lost(Cause.INTERRUPTED, "third")))
    before = repository.there()
    found = submit()
    assert found.exit_code == 130
    assert "grading was interrupted, so nothing was handed in" in found.stderr
    assert (repository.there(), repository.git("status", "--porcelain")) == (before, "?? sums.py")


@pytest.mark.usefixtures("warm")
def test_what_was_changed_meanwhile_is_not_handed_in(repository, submit, monkeypatch) -> None:
    def change(each: ExerciseResult) -> ExerciseResult:
        repository.write("sums.py", "# saved while it was graded\n")
        return each

    monkeypatch.setattr(grading, "run_pipeline", result(change))
    before = repository.there()
    found = submit()
    assert found.exit_code == 2
    assert "was changed while it was graded, so nothing was handed in" in found.stderr
    assert (repository.there(), repository.git("status", "--porcelain")) == (before, "?? sums.py")


@pytest.mark.usefixtures("warm")
def test_it_goes_to_the_branch_that_is_checked_out_then(repository, submit, monkeypatch) -> None:
    def change(each: ExerciseResult) -> ExerciseResult:
        if each.id == "total":
            repository.git("switch", "-qc", "other")
        return each

    monkeypatch.setattr(grading, "run_pipeline", result(change))
    before = repository.there()
    found = submit()
    assert "Handed in: sums.py, to origin/other" in found.stdout, found.output
    assert (repository.there(), repository.there("sums.py", "other")) == (
        before,
        (repository.root / "sums.py").read_text().strip(),
    )


@pytest.mark.usefixtures("warm")
def test_a_push_that_fails_comes_after_the_report(repository, submit, monkeypatch) -> None:
    repository.hook("pre-commit", "printf '\\033[31m::error::no\\n'", "exit 1")
    found = submit()
    assert found.exit_code == 2
    assert "7 of 10 points" in found.stdout
    assert (repository.root / "grade-result.json").exists()
    assert "grade:   \\x1b[31m::error::no\n" in found.stderr
    repository.git("remote", "set-url", "origin", str(repository.root / "gone"))
    repository.hook("pre-commit", "exit 0")
    found = submit()
    assert found.exit_code == 3
    assert "7 of 10 points" in found.stdout


@pytest.mark.usefixtures("warm")
def test_where_the_grade_appears(repository, submit, tmp_path: Path, monkeypatch) -> None:
    """SSH is one of ours, and leads to the remote on this machine."""
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\nexec git receive-pack '{repository.remote}'\n")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    repository.git("remote", "set-url", "origin", "git@github.com:ada/work.git")
    found = submit()
    assert found.stdout.splitlines()[-3:] == [
        f" Handed in: sums.py, to origin/main in the commit {repository.there()[:7]}.",
        " The grade appears at https://github.com/ada/work/actions",
        f" What you handed in:  https://github.com/ada/work/commit/{repository.there()}",
    ], found.output


def test_the_real_command(repository) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "submit", "--push"],
        cwd=repository.root,
        env={**os.environ, "PYTHONPATH": str(Path(grading.__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert re.search(r" Handed in: sums\.py, to origin/main in the commit [0-9a-f]{7}\.\n\Z", done.stdout), done.stdout
    assert repository.there("sums.py") == (repository.root / "sums.py").read_text().strip()
