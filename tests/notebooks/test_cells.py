"""Each cell of a notebook has its own time limit and its own failures; what the others define counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.model.result import Cause, Result
from grader.pipeline import Prepared, Request
from grader.pipeline.memory import Memory
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment
from tests.notebooks.built import built, code
from tests.notebooks.conftest import hurried
from tests.notebooks.test_matrix import SHIFT, SQUARE, TORCH, TRAINING

Grade = Callable[..., Result]
ENDLESS = "while True:\n    pass\n"
REST = "of it only imports, functions, classes and constants were run, and the other cells were run"
NOTHING = "nothing of it was run, and the other cells were run"
LATE = "cell 3 of `work.ipynb` did not finish within 1 s"
# What the cell between others does, with `--cells all`; the points that are left, and what is said of it.
CELLS: Mapping[str, tuple[str, int, tuple[str, ...]]] = {
    "sound": ("print(square(3))", 3, ()),
    "endless": (ENDLESS, 3, (f"{LATE}: {NOTHING}",)),
    "trains too early": (TRAINING, 3, ("cell 3 of `work.ipynb` stopped in line 1 with `NameError: name 'Shift'",)),
    "sleeps": ("import time\ntime.sleep(99)", 3, (f"{LATE}: {REST}",)),
    "catches everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
        3,
        (f"{LATE}: {NOTHING}",),
    ),
    "is stuck in C": ("10 ** 10 ** 10", 3, (f"{LATE}: {NOTHING}",)),
    "turns alarms off": (
        "import signal\nfor each in range(1, 30):\n    try:\n        signal.signal(each, signal.SIG_IGN)\n"
        "    except (OSError, ValueError):\n        pass\nwhile True: pass",
        3,
        (f"{LATE}: {REST}",),
    ),
    "defines and is endless": ("def square(x):\n    return x + 1\n" + ENDLESS, 2, (f"{LATE}: {REST}",)),
    "is endless and defines": (ENDLESS + "def square(x):\n    return x + 1", 2, (f"{LATE}: {REST}",)),
    "asks": ("name = input('Who? ')", 3, ("cell 3 of `work.ipynb` stopped in line 1 with `EOFError",)),
    "raises": ("x = 1\n\n1 / 0", 3, ("cell 3 of `work.ipynb` stopped in line 3 with `ZeroDivisionError: division",)),
    "raises and defines": (
        "1 / 0\nprint(5)\ndef square(x):\n    return x + 1",
        2,
        ("cell 3 of `work.ipynb` stopped in line 1 with `ZeroDivisionError: division by zero`, and the other",),
    ),
    "leaves": ("import sys\nsys.exit(1)", 3, ("cell 3 of `work.ipynb` stopped in line 2 with `SystemExit: 1`",)),
    "ends Python": ("import os\nos._exit(1)", 3, (f"cell 3 of `work.ipynb` ended Python: {REST}",)),
    "takes all memory": ("x = bytearray(1 << 40)", 3, ("cell 3 of `work.ipynb` stopped in line 1 with `MemoryError`",)),
    "two lines": (f"y = 1; z = [1 for _ in iter(int, 1)]\n{ENDLESS}", 3, (LATE,)),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_costs_what_it_alone_would_have_given(name: str, grade: Grade) -> None:
    cell, score, said = CELLS[name]
    result = grade(built(TORCH, SQUARE, cell, SHIFT), whole=True, seconds=1)
    assert result.complete and result.score == 100 * score, [(each.id, each.message) for each in result.exercises]
    assert len(result.notes) == len(said), result.notes
    for note, start in zip(result.notes, said, strict=True):
        assert note.startswith(start), note


@pytest.mark.parametrize("whole", [True, False])
def test_a_tag_takes_one_cell_whole(whole: bool, grade: Grade) -> None:
    content = built(TORCH, SQUARE, code(ENDLESS, tags=("grade",)), SHIFT, ENDLESS)
    result = grade(content, whole=whole, seconds=1)
    assert result.score == 300
    cells = [note.partition(" did not")[0] for note in result.notes if "did not finish" in note]
    assert cells == [f"cell {number} of `work.ipynb`" for number in ([3, 5] if whole else [3])]


@pytest.mark.thorough
def test_both_back_ends_say_the_same(grade: Grade, fork: Runner, spare: Runner) -> None:
    content = built(TORCH, SQUARE, ENDLESS, "1 / 0", SHIFT)
    one, other = (grade(content, whole=True, seconds=2, on=each) for each in (fork, spare))
    assert one.score == other.score == 300
    assert one.notes == other.notes and len(one.notes) == 2


def test_what_was_run_stays_what_a_later_cell_finds(grade: Grade) -> None:
    train = "power = 0\nfor _ in range(2):\n    power += 1"
    cells = (TORCH, train, ENDLESS, "def square(x):\n    return x ** power", SHIFT)
    assert grade(built(*cells), whole=True, seconds=1).score == 300
    assert grade(built(*cells), seconds=1).score == 200


def test_an_endless_cell_is_waited_for_once(grade: Grade) -> None:
    start = time.monotonic()
    hang = "def forward(self, x):\n        while True: pass"
    content = built(TORCH, SQUARE, ENDLESS, SHIFT.replace("def forward(self, x):\n        return x + self.by", hang))
    assert grade(content, whole=True, seconds=1).score == 100
    assert time.monotonic() - start < 20


def test_all_cells_together_are_bounded(grade: Grade) -> None:
    """Each is a little within its own limit."""
    cells = [f"import time\ntime.sleep(0.35)\nvalue_{n} = 1" for n in range(30)]
    start = time.monotonic()
    result = grade(built(TORCH, SQUARE, *cells, SHIFT), whole=True, seconds=0.4)
    assert result.score == 300
    assert result.notes == (
        "the cells of `work.ipynb` did not finish within 2 s together, and only their imports, functions, classes and "
        "constants were run",
    )
    assert time.monotonic() - start < 25


def test_many_endless_cells_are_bounded_too(grade: Grade) -> None:
    start = time.monotonic()
    result = grade(built(TORCH, SQUARE, *[ENDLESS] * 50, SHIFT), whole=True, seconds=0.4)
    assert result.score == 300 and "did not finish within 2 s together" in result.notes[0]
    assert time.monotonic() - start < 25


def test_many_that_end_python_are_bounded_too(grade: Grade) -> None:
    start = time.monotonic()
    result = grade(built(TORCH, SQUARE, *["import os\nos._exit(0)"] * 200, SHIFT), whole=True, seconds=0.4)
    assert result.score == 300 and len(result.notes) <= 7
    assert time.monotonic() - start < 25


def test_a_definition_that_fails_is_the_finding_of_its_exercise(grade: Grade) -> None:
    result = grade(built(TORCH, "@undefined_name\ndef square(x):\n    return x", SHIFT), whole=True)
    square, shift = result.exercises
    assert (square.cause, shift.cause) == (Cause.IMPORT, None)
    assert square.message is not None and "undefined_name" in str(square.message.parameters["text"])
    assert square.message.parameters["line"] == "1 of cell 2"


def test_what_an_earlier_cell_defined_stays_where_a_later_one_fails(grade: Grade) -> None:
    assert grade(built(TORCH, SQUARE, "square = undefined_name", SHIFT), whole=True).score == 300


def test_a_helper_that_fails_costs_the_cell_that_imports_it(grade: Grade) -> None:
    content = built(TORCH, "%%writefile mine.py\n1 / 0", "import mine\nuse = mine.use", SQUARE, SHIFT)
    result = grade(content, whole=True)
    assert result.score == 300
    stopped = [note.partition(" with ")[0] for note in result.notes]
    assert stopped == ["cell 2 of `work.ipynb` stopped in line 2", "cell 3 of `work.ipynb` stopped in line 1"]


def test_later_annotations_and_what_is_shown_are_as_in_one_module(grade: Grade) -> None:
    cells = (
        "from __future__ import annotations\n" + TORCH,
        "from dataclasses import dataclass\n@dataclass\nclass Two:\n    value: Later = 2\ndisplay(Two())",
        "def square(x: Later) -> Later:\n    return x ** Two().value",
        "class Later: pass",
        SHIFT,
    )
    result = grade(built(*cells), whole=True)
    assert result.score == 300
    assert result.notes == ("stand-ins were imported for `IPython`: nothing is shown, plotted or logged",)


def test_a_forged_answer_of_a_cell_ends_it_all(grade: Grade) -> None:
    """As it does for a file: whoever speaks for the runner is no runner."""
    forge = (
        "import os\nfor each in range(3, 60):\n    try:\n        os.write(each, b'x' * 64)\n    except OSError: pass"
    )
    result = grade(built(TORCH, SQUARE, forge, SHIFT), whole=True)
    assert result.score == 0 and {each.cause for each in result.exercises} == {Cause.PROTOCOL}


def test_what_is_not_run_again_is_told_again(course: Path, tmp_path: Path, fork: Runner) -> None:
    """As it is when a student saves the same notebook twice while it is watched."""
    found = find_course(course)
    assignment = hurried(load_assignment(course / "assignments/autograd/assignment.yaml", found), 1)
    file = tmp_path / "work.ipynb"
    file.write_bytes(built(TORCH, SQUARE, ENDLESS, SHIFT))
    request, memory = Request(file, assignment, found, 0, "specification", whole=True), Memory()
    with Prepared(request, fork) as prepared:
        one, other = (prepared.grade(request, memory=memory) for _ in range(2))
    assert len(memory.held) == 2
    assert one.notes == other.notes and len(one.notes) == 1
