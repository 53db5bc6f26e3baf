"""What need not be run again after a save: what passed, or is not written, and reaches no line that was changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from grader.model.result import Cause, ExerciseResult, Outcome
from grader.pipeline.memory import Memory
from grader.sandbox import Source
from grader.score import Attempt

TEXT = """\
import torch

SCALE = 2.0


def helper(x):
    return SCALE * x


def first(x):
    return helper(x)


@torch.no_grad()
def second(x):
    return x + 1


class Third(torch.nn.Module):
    def forward(self, x):
        return first(x)


def fourth(x):
    return "helper"


def fifth(x):
    return x
"""
EXERCISES = [
    SimpleNamespace(id=name, names=(name.capitalize() if name == "third" else name,))
    for name in ("first", "second", "third", "fourth", "fifth")
]
ALL = {each.id for each in EXERCISES}


def source(text: str) -> Source:
    return Source("work.py", text.encode())


def kept(text: str = TEXT, **causes: Cause) -> Memory:
    """After a run in which everything passed but for ``causes``."""
    memory = Memory()
    again(memory, text, **causes)
    return memory


def again(memory: Memory, text: str, **causes: Cause) -> None:
    results = [
        ExerciseResult(name, name, 100, 0, Outcome.FAILED, cause)
        if (cause := causes.get(name))
        else ExerciseResult(name, name, 100, 100, Outcome.PASSED)
        for name in sorted(ALL)
    ]
    memory.keep(EXERCISES, source(text), {name: Attempt() for name in ALL}, results)


def run_again(memory: Memory, text: str) -> set[str]:
    return ALL - set(memory.holding(EXERCISES, source(text)))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("", "", set()),
        ("return x\n", "return x  # the last\n", {"fifth"}),
        ("def first(x):\n", "def first(x):\n    # a line more\n", {"first", "third"}),
        ("SCALE * x", "x * SCALE", {"first", "third", "fourth"}),
        ("self, x", "self, x, y=0", {"third"}),
        ("SCALE = 2.0", "SCALE = 3.0", ALL),
        ("x + 1", "1 + x", ALL),
        ("@torch.no_grad()", "@torch.enable_grad()", ALL),
        ("def fifth", "\n\n\ndef fifth", set()),
        ("def fifth(x):\n    return x\n", "", {"fifth"}),
        ("return x\n", "return (x\n", ALL),
        ('"helper"', 'eval("help" + "er")', ALL),
        ("import torch\n", "import sys\nimport torch\n", ALL),
    ],
)
def test_what_is_run_again(old: str, new: str, wanted: set[str]) -> None:
    assert old in TEXT
    assert run_again(kept(), TEXT.replace(old, new)) == wanted


def test_what_finds_names_by_itself_is_never_left_out() -> None:
    text = TEXT.replace("return x\n", "return globals()['fi' + 'rst'](x)\n")
    assert run_again(kept(text), text) == ALL


def test_what_failed_is_run_again_and_first() -> None:
    memory = kept(first=Cause.WRONG, second=Cause.NOT_IMPLEMENTED, fourth=Cause.TIMEOUT)
    assert run_again(memory, TEXT) == {"first", "fourth"}
    assert memory.failed == {"first", "second", "fourth"}
    assert set(memory.held) == {"second", "third", "fifth"}
    again(memory, TEXT, fourth=Cause.TIMEOUT)
    assert memory.failed == {"fourth"}


def test_a_file_that_cannot_be_imported_changes_nothing() -> None:
    memory = kept(first=Cause.WRONG)
    again(memory, "def first(", **dict.fromkeys(ALL, Cause.IMPORT))
    assert memory.failed == {"first"}
    assert run_again(memory, TEXT) == {"first"}


def test_it_can_be_told_to_forget() -> None:
    memory = kept(first=Cause.WRONG)
    memory.forget()
    assert run_again(memory, TEXT) == ALL
    assert memory.failed == {"first"}
