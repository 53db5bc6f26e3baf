"""The notebook that an assignment begins with: valid, always the same, and worth what its starter is worth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.result import Outcome
from grader.model.spec import Assignment
from grader.notebooks.started import started
from grader.pipeline import Prepared, Request
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment
from grader.spec.starter import starter_files

nbformat = pytest.importorskip("nbformat", reason="no nbformat here")
ROOT = Path(__file__).parents[2]
SHIPPED = sorted(file.parent.name for file in (ROOT / "assignments").glob("*/assignment.yaml"))
# Their references take seconds, and are no other kind of assignment than the rest.
HEAVY = {"ecosystem", "losses", "networks", "tensors", "training"}
STARTER = '''\
# -*- coding: utf-8 -*-
"""Two exercises.

Write `square`, and x*y*z.

>>> square(2)
4
"""
import torch
from torch import nn; HALF = 0.5


# What comes first.
# And second.
@torch.no_grad()
def square(x):
    raise NotImplementedError
    # the end of it


TWO = 2
THREE = 3

class Shift(nn.Module):
    """Text with # and "quotes"."""
    # YOUR CODE HERE
if __name__ == "__main__":
    print(square(2))
# The end.
'''


@pytest.fixture
def two(course: Path) -> Assignment:
    return load_assignment(course / "assignments/autograd/assignment.yaml", find_course(course))


def cells(content: bytes) -> list[tuple[str, str]]:
    notebook = nbformat.reads(content.decode(), 4)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook).rstrip("\n") == content.decode().rstrip("\n"), "Jupyter would write it otherwise"
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert notebook.metadata == {"language_info": {"name": "python"}}
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_each_part_is_a_cell(two: Assignment) -> None:
    found = cells(started(two, {"autograd.py": STARTER.encode()}))
    assert found == [
        ("markdown", "# Two exercises"),
        ("markdown", "Write `square`, and x\\*y\\*z.\n\n```python\n>>> square(2)\n4\n```"),
        ("code", "# -*- coding: utf-8 -*-\n\nimport torch\nfrom torch import nn; HALF = 0.5".replace("\n\n", "\n" * 8)),
        ("markdown", "## square\n\n`square`\n\nReturn x squared."),
        (
            "code",
            "# What comes first.\n# And second.\n@torch.no_grad()\ndef square(x):\n    raise NotImplementedError\n"
            "    # the end of it",
        ),
        ("code", "TWO = 2\nTHREE = 3"),
        ("markdown", "## shift\n\n`shift`\n\nA module that adds `by`."),
        ("code", 'class Shift(nn.Module):\n    """Text with # and "quotes"."""\n    # YOUR CODE HERE'),
        ("code", 'if __name__ == "__main__":\n    print(square(2))\n# The end.'),
        ("markdown", "Run this cell to check what the cells above define. Run the cell of an exercise first."),
        ("code", "%load_ext grader\n%grade -a autograd"),
    ]


def test_it_is_always_the_same(two: Assignment) -> None:
    starter = {"autograd.py": STARTER.encode()}
    assert started(two, starter) == started(two, starter)


@pytest.mark.parametrize("starter", [b"", b'"""Two exercises."""\n', b"# Write square and Shift here.\n"])
def test_what_is_written_from_nothing_has_an_empty_cell(starter: bytes, two: Assignment) -> None:
    found = cells(started(two, {"autograd.py": starter}))
    assert [kind for kind, _ in found[-6:]] == ["markdown", "code"] * 3
    assert found[-5] == found[-3] == ("code", "")


def test_other_encodings_and_ends_of_lines(two: Assignment) -> None:
    text = "# coding: latin-1\r\nNAME = 'é'\r\ndef square(x):\r\n    pass\r\n"
    found = cells(started(two, {"autograd.py": text.encode("latin-1")}))
    assert ("code", "# coding: latin-1\nNAME = 'é'") in found and ("code", "def square(x):\n    pass") in found


def test_hidden_exercises_are_not_told(two: Assignment) -> None:
    hidden = replace(two, exercises=(two.exercises[0], replace(two.exercises[1], hidden=True)))
    assert "A module that adds" not in started(hidden, {"autograd.py": STARTER.encode()}).decode()


def test_a_starter_that_is_no_python_is_one_sentence(two: Assignment) -> None:
    with pytest.raises(UsageError, match="no notebook can be made of the starter"):
        started(two, {"autograd.py": b"def square(:"})


def test_marks_of_markdown_stay_what_they_are(two: Assignment) -> None:
    prompt = "Return `x*y` for x * y, a_b, _c_, $d$, <b>, 1 < 2, ``e*``, \\* and [f](g).\n# no title"
    told = replace(two, exercises=(replace(two.exercises[0], prompt=prompt),))
    said = cells(started(told, {"autograd.py": b"def square(x): pass"}))[1][1]
    assert said.endswith(
        "Return `x*y` for x * y, a_b, \\_c\\_, \\$d\\$, \\<b>, 1 < 2, ``e*``, \\\\\\* and [f\\](g).\n\\# no title"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.thorough) if name in HEAVY else name for name in SHIPPED]
)
def test_a_shipped_notebook_has_the_outcomes_of_its_starter(name: str, tmp_path: Path, fork: Runner) -> None:
    course = find_course(ROOT)
    assignment = load_assignment(ROOT / "assignments" / name / "assignment.yaml", course)
    starter = starter_files(assignment.folder, course.references / name, assignment.files)
    assert isinstance(starter, dict)
    file, notebook = tmp_path / assignment.submission, tmp_path / "work.ipynb"
    file.write_bytes(starter[assignment.submission])
    notebook.write_bytes(started(assignment, starter))
    cells(notebook.read_bytes())
    request = Request(file, assignment, course, 0, "specification")
    with Prepared(request, fork) as prepared:
        one, other = (prepared.grade(replace(request, submission=each)) for each in (file, notebook))
    assert [(each.id, each.outcome, each.cause) for each in one.exercises] == [
        (each.id, each.outcome, each.cause) for each in other.exercises
    ]
    assert (one.score, one.complete, other.notes) == (other.score, other.complete, ())


@pytest.mark.thorough
@pytest.mark.parametrize("name", SHIPPED)
def test_a_solution_in_cells_is_worth_all_points(name: str, tmp_path: Path, fork: Runner) -> None:
    course = find_course(ROOT)
    assignment = load_assignment(ROOT / "assignments" / name / "assignment.yaml", course)
    solution = (course.references / name / "solution.py").read_bytes()
    file = tmp_path / "work.ipynb"
    file.write_bytes(started(assignment, {assignment.submission: solution}))
    for whole in (False, True):
        request = Request(file, assignment, course, 0, "specification", whole=whole)
        with Prepared(request, fork) as prepared:
            result = prepared.grade(request)
        assert {each.outcome for each in result.exercises} <= {Outcome.PASSED, Outcome.SKIPPED}


def test_nine_are_shipped() -> None:
    assert len(SHIPPED) == 9
