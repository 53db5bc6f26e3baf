"""What is told of a notebook: its cells and lines, its own bytes, and what was not run."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.pipeline.sources import read_submission
from grader.reporters.json_result import to_json
from grader.spec import find_course, load_assignment
from tests.notebooks.built import built, text

Grade = Callable[..., Result]
HEAD = "import torch\nfrom torch import nn\n"
SQUARE = "def square(x):\n    return x * x\n"
HELPER = "!ls\n\ndef helper(x):\n    return x[7]\n"
SHIFT = """\
class Shift(nn.Module):
    def __init__(self, by):
        super().__init__()

    def forward(self, x):
        return helper(x)
"""


def square_of(result: Result) -> ExerciseResult:
    return result.exercises[0]


def said(exercise: ExerciseResult) -> str:
    return json.dumps(to_json_of(exercise))


def to_json_of(exercise: ExerciseResult) -> object:
    return [
        exercise.message and exercise.message.parameters,
        [v.message and v.message.parameters for case in exercise.cases for v in case.verdicts],
    ]


def test_a_traceback_has_cells_and_their_lines(grade: Grade) -> None:
    shift = grade(built(text("# Title"), HEAD, HELPER, "print(1)\n" + SHIFT)).exercises[1]
    assert shift.message is not None
    assert shift.message.parameters["line"] == "4 of cell 3"
    assert shift.message.parameters["frames"] == (
        "work.ipynb, cell 4, line 7 forward: return helper(x)",
        "work.ipynb, cell 3, line 4 helper: return x[7]",
    )


def test_what_fails_as_it_is_defined_has_its_cell(grade: Grade) -> None:
    square, shift = grade(built(HEAD, "# two\nclass Shift(nn.Moduel):\n    pass", SQUARE)).exercises
    assert shift.cause is Cause.IMPORT and square.outcome is Outcome.PASSED
    assert shift.message is not None and shift.message.parameters["line"] == "2 of cell 2"


def test_rules_on_the_text_and_places_have_theirs(grade: Grade) -> None:
    result = grade(built(HEAD, text("x"), "%%time\ndef square(x):\n    return torch.square(x)"))
    square = square_of(result)
    assert "work.ipynb, cell 3, line 3: `return torch.square(x)`" in said(square)
    document = json.loads(json.dumps(to_json(result)))
    assert document["exercises"][0]["place"] == {"file": "work.ipynb", "line": 2, "end": 3, "cell": 3}


def test_a_helper_has_the_cell_that_wrote_it(grade: Grade) -> None:
    written = "%%writefile mine.py\nimport torch\ndef power(x):\n    return torch.square(x) + x[9]"
    square = square_of(grade(built(HEAD, written, "import mine\ndef square(x):\n    return mine.power(x)")))
    assert "work.ipynb, cell 2, line 4" in said(square)
    assert square.message is not None and square.message.parameters["line"] == "4 of cell 2"


def test_lines_to_paste_belong_in_a_cell(grade: Grade) -> None:
    square = square_of(grade(built(HEAD, "def square(x):\n    return x")))
    assert square.cases[0].snippet.startswith("import torch\n# in a cell of work.ipynb, below square\n\nx = ")


def test_a_script_has_its_own_lines(grade: Grade) -> None:
    square = square_of(grade(b"!ls\nimport torch\ndef square(x):\n    return x[9]\n", "autograd.py"))
    assert square.message is not None and square.message.parameters["line"] == "4"
    assert square.message.parameters["frames"] == ("autograd.py:4 square: return x[9]",)


def test_the_digest_is_that_of_the_notebooks_own_bytes(grade: Grade) -> None:
    content = built(HEAD, "%%writefile mine.py\nx = 1", "import mine\ndef square(x): return x * mine.x")
    result = grade(content)
    assert (result.submission, result.submission_digest) == ("work.ipynb", hashlib.sha256(content).hexdigest())
    assert result.files == ()


def test_what_was_not_run_is_told(grade: Grade) -> None:
    result = grade(
        built(HEAD, "import wandb\npower = train()", "def square(x):\n    wandb.log(x)\n    return x ** power", "x =")
    )
    assert result.notes == (
        "of `work.ipynb` only imports, functions, classes and constants were run: 1 statement was left out. "
        "`--cells all` runs everything",
        "cell 4 of `work.ipynb` was left out, since it is no Python, line 1: invalid syntax",
        "what sets `power` was not run, since it calls `train` (cell 2, line 2), and what is graded uses it: set it "
        "within the function, or as a constant",
        "stand-ins were imported for `wandb`: nothing is shown, plotted or logged",
    )


def test_a_name_that_cannot_be_shown_is_not(grade: Grade) -> None:
    result = grade(built(HEAD, "def square(x):\n    return x[9]"), "work\n\x1b[2J.ipynb")
    assert "autograd.ipynb, cell 2, line 2" in said(square_of(result))
    assert "\x1b" not in square_of(result).cases[0].snippet


def test_a_notebook_that_cannot_be_read_is_one_sentence(grade: Grade) -> None:
    for name in ("work.ipynb", "autograd.ipynb"):
        with pytest.raises(UsageError, match="is no notebook that can be read: it is not complete"):
            grade(b'{"cells": [', name)


def test_a_notebook_stands_for_one_of_several_files(course: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    found = load_assignment(course / "assignments/autograd/assignment.yaml", find_course(course))
    several = replace(found, others=("more.py",))
    (tmp_path / "autograd.ipynb").write_bytes(built("def square(x): return x", "print(1)"))
    (tmp_path / "more.py").write_bytes(b"y = 1\n")
    for named in ("autograd.ipynb", "more.py"):
        source = read_submission(tmp_path / named, several)
        assert [name for name, _ in source.files] == ["autograd.py", "more.py"]
        assert [name for name, _ in source.originals] == ["autograd.ipynb", "more.py"]
        assert b"print" not in source.content
    (tmp_path / "autograd.py").write_bytes(b"")
    with pytest.raises(UsageError, match="are both here: hand in one of them"):
        read_submission(tmp_path / "more.py", several)


def test_the_command_grades_a_notebook_and_a_folder_that_holds_one(course: Path, tmp_path: Path) -> None:
    """In processes of their own, as a student types it."""
    content = built(HEAD, "def square(x):\n    return x * x", "while True: pass")
    (tmp_path / "autograd.ipynb").write_bytes(content)
    for arguments in (["autograd.ipynb"], []):
        done = subprocess.run(
            [sys.executable, "-m", "grader", "submit", *arguments, "-o", str(tmp_path / "result.json")],
            cwd=tmp_path, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 2, "the folder belongs to no course"
    folder = course / "work"
    folder.mkdir()
    (folder / "autograd.ipynb").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "grader", "submit", "-o", str(tmp_path / "result.json")],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "autograd.ipynb, seed" in done.stdout and "1 of 3 points" in done.stdout
    document = json.loads((tmp_path / "result.json").read_text())
    assert (document["score"], document["submission"]["file"]) == (1, "autograd.ipynb")
