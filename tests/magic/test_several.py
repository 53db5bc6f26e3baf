"""`%grade` where an assignment asks for several files: what cells wrote, what is saved, and the cells themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from grader.notebooks import Several, of_executed
from grader.notebooks.started import started
from grader.spec import find_course, load_assignment
from tests.magic.conftest import PAIR_SOLUTION, Kernel

pytest.importorskip("ipykernel", reason="no ipykernel here")

from grader.magic.cells import as_notebook

MODEL, TRAIN = PAIR_SOLUTION["model.py"], PAIR_SOLUTION["train.py"]
NAMES = ("a.py", "b.py")
NOTHING: Mapping[str, bytes] = {}


@pytest.fixture(scope="module")
def shared(course: Path, start: Callable[[Path], Kernel]) -> Kernel:
    kernel = start(course)
    kernel.run("%load_ext grader")
    return kernel


@pytest.fixture
def kernel(shared: Kernel, course: Path) -> Iterator[Kernel]:
    """Nothing ran in it yet, and nothing is saved."""
    shared.forget()
    yield shared
    for name in PAIR_SOLUTION:
        (course / name).unlink(missing_ok=True)
    shared.run("import sys\nfor name in ('model', 'train'): sys.modules.pop(name, None)")


def test_all_in_cells(kernel: Kernel) -> None:
    kernel.run(MODEL)
    kernel.run("def train(x):\n    return 2 * forward(x)")
    found = kernel.run("%grade -a pair")
    assert "✓ forward" in found.text and "✓ train" in found.text and not found.errors
    assert "`model.py` is the cells; `train.py` is empty: no cell wrote it, and none is saved here." in joined(
        found.text
    )


def test_each_in_a_cell_that_writes_it(kernel: Kernel) -> None:
    kernel.run(f"%%writefile model.py\n{MODEL}")
    kernel.run(f"%%writefile train.py\n{TRAIN.replace('2', '3')}")
    kernel.run("import train\nprint(train.train(1))")
    found = kernel.run("%grade -a pair")
    assert "✓ forward" in found.text and "✗ train" in found.text
    kernel.run(f"%%writefile train.py\n{TRAIN}")
    found = kernel.run("%grade train")
    assert "✓ train" in found.text
    assert "`model.py` is what `In [1]` wrote; `train.py` is what `In [5]` wrote." in joined(found.text)


def test_one_is_written_and_the_other_is_the_cells(kernel: Kernel) -> None:
    kernel.run(f"%%writefile model.py\n{MODEL}")
    kernel.run("from model import forward")
    kernel.run("def train(x):\n    return 2 * forward(x)")
    found = kernel.run("%grade -a pair")
    assert "✓ forward" in found.text and "✓ train" in found.text
    assert "`model.py` is what `In [1]` wrote; `train.py` is the other cells." in joined(found.text)


def test_one_is_saved_and_the_other_is_the_cells(kernel: Kernel, course: Path) -> None:
    (course / "model.py").write_text(MODEL)
    kernel.run("from model import forward\ndef train(x):\n    return 2 * forward(x).nothing")
    found = kernel.run("%grade -a pair")
    assert "✓ forward" in found.text and "✗ train" in found.text and "In [1], line 3" in found.text
    assert "`model.py` is the file that is saved here; `train.py` is the cells." in joined(found.text)


def test_before_anything_nothing_is_written(kernel: Kernel) -> None:
    found = kernel.run("%grade -a pair")
    assert "○ forward: not written yet" in found.text and "○ train" in found.text and not found.errors


def joined(text: str) -> str:
    return " ".join(text.split())


def several(*cells: str, saved: Mapping[str, bytes] = NOTHING) -> Several:
    parsed = ["pass" if each.startswith("%%") else each for each in cells]
    return of_executed(as_notebook(["", *cells], ["", *parsed]), NAMES, {"f", "g"}, [], saved.get)


@pytest.mark.parametrize(
    ("cells", "saved", "first", "second"),
    [
        (("def f(): pass", "def g(): pass"), NOTHING, "def f(): pass\ndef g(): pass", ""),
        (("%%writefile a.py\nx = 1", "def g(): pass"), NOTHING, "x = 1", "def g(): pass"),
        (("%%writefile b.py\nx = 1", "def f(): pass"), NOTHING, "def f(): pass", "x = 1"),
        (("%%writefile a.py\nx = 1", "%%writefile b.py\ny = 1", "def f(): pass"), NOTHING, "x = 1", "y = 1"),
        (("%%writefile a.py\nx = 1", "%%writefile -a a.py\ny = 1"), NOTHING, "x = 1\ny = 1", ""),
        (("%%writefile a.py\nx = 1", "%%writefile a.py\ny = 1"), {"a.py": b"z = 1"}, "y = 1", ""),
        (("def f(): pass",), {"a.py": b"x = 1", "b.py": b"y = 1"}, "def f(): pass", "y = 1"),
        (("from a import f", "def g(): pass"), {"a.py": b"x = 1"}, "x = 1", "from a import f\ndef g(): pass"),
        (("import a, b",), {"a.py": b"x = 1", "b.py": b"y = 1"}, "x = 1", "y = 1"),
        (("import b", "%%writefile a.py\nimport b"), NOTHING, "import b", ""),
    ],
)
def test_whence_each_text_comes(cells: tuple[str, ...], saved: Mapping[str, bytes], first: str, second: str) -> None:
    found = several(*cells, saved=saved)
    texts = {
        name: "\n".join(line for line in content.decode().split("\n") if line.strip() and not line.startswith("# -*-"))
        for name, content in found.files
    }
    assert texts == dict(zip(NAMES, (first, second), strict=True))


def test_helpers_and_data_of_cells_lie_beside_what_they_wrote() -> None:
    found = several(
        "%%writefile a.py\nimport mine",
        "%%writefile mine.py\nimport deep",
        "%%writefile deep.py\nx = 1",
        "%%writefile b.py\ny = 1",
        "%%writefile points.txt\n1 2",
    )
    assert sorted(name for name, _ in found.others) == ["deep.py", "mine.py"]
    assert [name for name, _ in found.provided] == ["points.txt"]
    assert str(next(each for each in found.origins if each.module == "deep.py").spot(1)) == "In [3], line 2"


@pytest.mark.parametrize("name", ["first", "pair"])
def test_a_notebook_that_was_begun_runs_as_it_is(name: str, course: Path, tmp_path: Path) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    assignment = load_assignment(course / "assignments" / name / "assignment.yaml", find_course(course))
    stub = "def {}(x):\n    raise NotImplementedError\n"
    texts = {
        "pair": {"model.py": stub.format("forward"), "train.py": "from model import forward\n" + stub.format("train")}
    }
    starters = texts.get(name, {"first.py": stub.format("square") + stub.format("cube")})
    content = started(assignment, {file: text.encode() for file, text in starters.items()})
    notebook = nbformat.reads(content.decode(), 4)
    work = course / "work" / name
    work.mkdir(parents=True)
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(work)}}).execute()
    text = notebook.cells[-1].outputs[0].data["text/plain"]
    assert text.count("not written yet") == 2 and "0 of 2 points" in text
    if name == "pair":
        assert {file: (work / file).read_text() for file in starters} == starters
