"""`%grade` in a kernel that really runs: what counts, what is shown, and what is said where nothing can be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import progress
from grader.sandbox import default_backend
from tests.magic.conftest import Kernel

pytest.importorskip("ipykernel", reason="no ipykernel here")
FORKS = pytest.mark.skipif(default_backend() != "fork", reason="of other runners the process is not known")
# What the button that stops a cell does, so many seconds later.
INTERRUPT = "import os, signal, threading\nthreading.Timer({seconds}, os.kill, (os.getpid(), signal.SIGINT)).start()"
TEXT_ONLY = "Checked from the text of the cells that ran; values in memory are not used."


@pytest.fixture(scope="module")
def shared(course: Path, start: Callable[[Path], Kernel]) -> Kernel:
    kernel = start(course)
    loaded = kernel.run("%load_ext grader")
    assert loaded.raised == loaded.errors == ""
    return kernel


@pytest.fixture
def kernel(shared: Kernel) -> Kernel:
    """Nothing ran in it yet but `%load_ext grader`."""
    shared.forget()
    return shared


def test_what_cells_define_is_checked_and_shown_twice_over(kernel: Kernel, course: Path) -> None:
    kernel.run("def square(x):\n    return x * x")
    found = kernel.run("%grade square")
    assert found.errors == found.raised == ""
    assert "✓ square" in found.text and "1 of 1 point" in found.text
    assert found.text.count(TEXT_ONLY) == found.html.count(TEXT_ONLY) == 1
    assert "%grade cube" in found.text and "grade check" not in found.text
    assert "passed" in found.html and found.html.startswith("<div") and "<script" not in found.html
    assert progress.read(course).of("first", "square").passed


def test_the_last_definition_counts_and_its_cell_is_named(kernel: Kernel) -> None:
    kernel.run("def square(x):\n    return x * x")
    kernel.run("print(square(2))")
    kernel.run("def square(x):\n\n    return x.nothing")
    found = kernel.run("%grade square")
    assert "✗ square" in found.text and "In [3], line 3" in found.text and "In [3], line 3" in found.html
    kernel.run("def square(x):\n    return x * x")
    assert "✓ square" in kernel.run("%grade square").text


def test_a_cell_may_define_and_check(kernel: Kernel) -> None:
    assert "✓ square" in kernel.run("def square(x):\n    return x * x\n%grade square").text


def test_values_in_memory_do_not_count(kernel: Kernel) -> None:
    kernel.run("def square(x):\n    return x + x")
    kernel.run("exec('def square(x): return x * x')")
    assert kernel.run("print(square(3))").printed == "9\n"
    assert "✗ square" in kernel.run("%grade square").text
    kernel.run("exec('def cube(x): return x ** 3')")
    assert "○ cube" in kernel.run("%grade first/cube").text


def test_what_failed_to_run_is_no_finding(kernel: Kernel) -> None:
    assert kernel.run("def square(x:").raised
    assert kernel.run("import no_such_library").raised
    kernel.run("%%time\ndef square(x):\n    return x * x")
    kernel.run("!echo hello")
    found = kernel.run("%grade square")
    assert "✓ square" in found.text
    assert "left out" not in found.text


def test_what_was_set_and_not_kept_is_told_by_its_cell(kernel: Kernel) -> None:
    kernel.run("power = int(input) if False else len(open('course.yaml').read()[:2])")
    kernel.run("def square(x):\n    return x ** power")
    assert "(In [1], line 1)" in kernel.run("%grade square").text


def test_before_anything_nothing_is_written(kernel: Kernel) -> None:
    found = kernel.run("%grade -a first")
    assert "○ square: not written yet" in found.text and "○ cube" in found.text and "0 of 2 points" in found.text
    assert "○ square" in kernel.run("%grade").text  # of the assignment that was checked last


@FORKS
def test_one_runner_stays_and_the_reference_is_observed_once(kernel: Kernel, course: Path) -> None:
    kernel.run("def square(x):\n    return x * x")
    kernel.run("%grade square")
    first = kernel.runner()
    kernel.run("ready = next(iter(m._loaded.values()))._checks._ready\nbefore = [*ready.values()]")
    kernel.run("%grade square")
    assert kernel.runner() == first
    assert kernel.run("print([*ready.values()] == before)").printed == "True\n"
    reference = course / "reference" / "first" / "solution.py"
    os.utime(reference, (1, 1))
    kernel.run("%grade square")
    assert kernel.run("print([*ready.values()] == before)").printed == "False\n"
    assert kernel.runner() == first


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("%grade sqare", "there is no exercise `sqare`. Did you mean `square`? `!grade list` shows all"),
        (
            "%grade -a first dubble",
            "there is no exercise `dubble` in `first`. Did you mean `cube`? There is: square, cube",
        ),
        ("%grade cube", "there are several exercises `cube`: say `first/cube` or `second/cube`"),
        ("%grade square double", "square and double are exercises of several assignments: check one of them at a time"),
        ("%grade", "say which assignment with `%grade -a NAME` (there is: first, second, pair)"),
        ("%grade -a", "`-a` needs the name of an assignment: `%grade -a NAME`"),
        ("%grade --fast", "`%grade` has no option `--fast`: it takes exercises, and `-a NAME`"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(shared: Kernel, typed: str, said: str) -> None:
    if typed == "%grade":
        shared.run("%reload_ext grader")
    found = shared.run(typed)
    assert found.errors == f"grade: {said}\n"
    assert not found.raised and not found.data


@FORKS
def test_an_interrupt_ends_a_check_and_no_more(kernel: Kernel) -> None:
    kernel.run("def square(x):\n    while True:\n        pass")
    kernel.run("def double(x):\n    return 2 * x")
    before = kernel.runner()
    found = kernel.run(f"{INTERRUPT.format(seconds=1)}\n%grade square")
    assert not found.raised
    assert found.errors == "grade: interrupted\n" and not found.data
    assert kernel.runner() != before
    assert "✓ double" in kernel.run("%grade double").text


def test_an_interrupt_while_it_loads_breaks_nothing(course: Path, start: Callable[[Path], Kernel]) -> None:
    kernel = start(course)
    kernel.run("%load_ext grader")
    kernel.run("def square(x):\n    return x * x")
    found = kernel.run(f"{INTERRUPT.format(seconds=0.3)}\n%grade square")
    assert (found.errors, found.raised) == ("grade: interrupted\n", "")
    assert kernel.run("import numpy; print(numpy.ones(2).sum())").printed == "2.0\n"
    assert "✓ square" in kernel.run("%grade square").text


@FORKS
def test_unloaded_it_leaves_nothing(kernel: Kernel) -> None:
    pid = kernel.runner()
    kernel.run("%unload_ext grader")
    assert not Path("/proc", str(pid)).exists()
    assert "not found" in kernel.run("%grade square").errors
    kernel.run("%load_ext grader")


def test_where_there_is_no_course_that_is_said(shared: Kernel, course: Path, tmp_path: Path) -> None:
    shared.run(f"%cd -q {tmp_path}")
    found = shared.run("%grade square")
    shared.run(f"%cd -q {course}")
    assert found.errors.startswith("grade: ") and "course.yaml" in found.errors
    assert len(found.errors.splitlines()) == 1 and not found.raised


def test_a_notebook_that_is_run_as_a_whole_can_be_saved(course: Path) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    cells = ["%load_ext grader", "def square(x):\n    return x * x", "%grade square"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in cells])
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(course)}}).execute()
    nbformat.validate(notebook)
    assert "✓ square" in notebook.cells[2].outputs[0].data["text/plain"]
