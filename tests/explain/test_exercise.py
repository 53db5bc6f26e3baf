"""An exercise with every default written out, as it is printed in eighty columns.

``pytest tests/explain --regenerate`` writes the golden texts anew; read the diff before keeping it.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from grader.explain import explain_exercise
from grader.model.spec import Assignment
from grader.reporters import explain
from grader.spec import load_assignment

GOLDEN = Path(__file__).parent / "golden"
FILE = GOLDEN / "assignment.yaml"


@pytest.fixture
def assignment(monkeypatch: pytest.MonkeyPatch) -> Assignment:
    monkeypatch.chdir(GOLDEN)
    monkeypatch.setenv("COLUMNS", "80")
    return load_assignment(FILE, None)


def printed(assignment: Assignment, name: str) -> str:
    exercise = next(each for each in assignment.exercises if each.id == name)
    stream = io.StringIO()
    explain.write(stream, lambda page: explain.exercise(page, explain_exercise(assignment, exercise)))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


@pytest.mark.parametrize("name", ["softmax", "affine", "adam", "kv-cache", "grid", "values"])
def test_it_says_everything(name: str, assignment: Assignment, regenerate: bool) -> None:
    found = printed(assignment, name)
    golden = GOLDEN / f"{name}.txt"
    if regenerate:
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")
    assert all(len(line) <= 80 for line in found.splitlines())


def test_the_lines_are_those_of_the_file(assignment: Assignment) -> None:
    lines = FILE.read_text("utf-8").splitlines()
    exercise = next(each for each in assignment.exercises if each.id == "softmax")
    told = explain_exercise(assignment, exercise)
    rows = [
        row
        for sections in (told.sections, *(case.sections for case in told.cases))
        for each in sections
        for row in each.rows
    ]
    numbered = [(row.label, lines[row.line - 1]) for row in rows if row.line]
    assert len(numbered) > 10
    for label, line in numbered:
        assert not label or label in line or "backward: random" in line, (label, line)
