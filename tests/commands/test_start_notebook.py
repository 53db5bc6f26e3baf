"""`grade start --notebook`: never over a file, and never beside one that it would stand for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.test_starters import EXERCISE, MARKED, write


@pytest.fixture
def both(course: Path) -> Path:
    """The small course, and an assignment of two files whose name is one of theirs."""
    one = EXERCISE.format("double") + EXERCISE.format("triple")
    write(
        course,
        {
            "course.yaml": "format: 1\nassignments: [first, second, model]\n",
            "assignments/model/assignment.yaml": f"format: 1\nsubmission: [model.py, b.py]\nexercises:\n{one}",
            "reference/model/model.py": MARKED.format("double", 2),
            "reference/model/b.py": MARKED.format("triple", 3),
        },
    )
    return course


def sources(file: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(Path(file).read_text("utf-8"))["cells"]]


def test_it_is_put_here_once(run, course: Path) -> None:
    found = run("start", "second", "--notebook")
    assert found.exit_code == 0, found.output
    assert found.stdout.splitlines() == [
        "other.ipynb is here: More steps, 1 exercise.",
        "Open it in Jupyter, VS Code or Colab: its last cell checks what you ran, and `grade check` what you saved.",
    ]
    assert sources("other.ipynb")[-1] == "%load_ext grader\n%grade -a second"
    assert not Path("other.py").exists()
    Path("other.ipynb").write_text("mine")
    refused = run("start", "second", "--notebook")
    assert refused.exit_code == 2 and "`other.ipynb` is already here, and is left as it is" in refused.stderr
    assert "other-old.ipynb" in refused.stderr
    assert Path("other.ipynb").read_text() == "mine"


@pytest.mark.parametrize(("first", "then"), [([], ["--notebook"]), (["--notebook"], [])])
def test_of_a_file_and_its_notebook_one_is_begun(run, course: Path, first: list[str], then: list[str]) -> None:
    assert run("start", "second", *first).exit_code == 0
    here = {each.name for each in Path().iterdir()}
    refused = run("start", "second", *then)
    assert refused.exit_code == 2 and refused.stderr.endswith("is handed in:\n       go on with that\n")
    assert {each.name for each in Path().iterdir()} == here


def test_several_files_are_cells_that_write_them(run, both: Path) -> None:
    found = run("start", "model", "--notebook")
    assert found.exit_code == 0, found.output
    assert found.stdout.startswith("model_notebook.ipynb is here")
    assert "Its cells write model.py, b.py, which `grade check` checks." in found.stdout
    told = sources("model_notebook.ipynb")
    assert [text.split("\n")[0] for text in told] == [
        *("# model", "## `model.py`", "## Number double", "%%writefile model.py"),
        *("## `b.py`", "## Number triple", "%%writefile b.py"),
        *("Run this cell to check what the cells above define. Run the cell of an exercise first.", "%load_ext grader"),
    ]
    assert run("start", "model").exit_code == 0
    assert told[3] == f"%%writefile model.py\n{Path('model.py').read_text().rstrip()}"
    Path("model_notebook.ipynb").unlink()
    assert run("start", "model", "--notebook").exit_code == 0, "it stands for none of them"
