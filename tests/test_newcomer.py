"""Five exercises as a newcomer may solve them: what is typed, and what is written in between.

``docs/newcomer.md`` is this story with what the program says: ``pytest tests/test_newcomer.py --regenerate`` runs it,
each command in a process of its own, and writes the page anew.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.commands import options
from grader.sandbox import Runner

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "newcomer.md"
FILE = "autograd.py"


@dataclass(frozen=True)
class Step:
    """``said`` before; then ``written`` takes the place of a function of the same name, and ``typed`` is run."""

    said: str = ""
    written: str = ""
    typed: str = ""


STORY = (
    Step(
        "Take the starter file. It holds fifteen functions, each of which says what it must do.",
        typed="grade start autograd",
    ),
    Step(
        "## A graph for x²\n\nThe first function squares its input. A first try makes a new tensor of the result:",
        """
def square(x: torch.Tensor) -> torch.Tensor:
    return torch.tensor(x.detach().numpy() ** 2)
""",
        "grade check -e square",
    ),
    Step(
        "The numbers are right, and yet it fails: nothing leads back to `x`. Written with torch alone, it passes:",
        """
def square(x: torch.Tensor) -> torch.Tensor:
    return x**2
""",
        "grade check -e square",
    ),
    Step(
        "## The slope of x² at a point\n\nMake a leaf, go backward, read the gradient:",
        """
def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    square(leaf).backward()
    return leaf.grad
""",
        "grade check -e slope",
    ),
    Step(
        "A tensor that prints like a number is not yet a number:",
        """
def slope(x: float) -> float:
    leaf = torch.tensor(float(x), requires_grad=True)
    square(leaf).backward()
    return leaf.grad.item()
""",
        "grade check -e slope",
    ),
    Step(
        "## Two gradients from one backward\n\nBoth gradients are returned, in the order in which they came to mind:",
        """
def partials(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    (x**2 * y + y**3).sum().backward()
    return y.grad, x.grad
""",
        "grade check -e partials",
    ),
    Step(
        "",
        """
def partials(x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    (x**2 * y + y**3).sum().backward()
    return x.grad, y.grad
""",
        "grade check -e partials",
    ),
    Step(
        "## Gradients add up\n\nEvery training loop that one has seen clears the gradient before it goes backward:",
        """
def accumulated(x: torch.Tensor, times: int) -> torch.Tensor:
    for _ in range(times):
        x.grad = None
        (x**2).sum().backward()
    return x.grad
""",
        "grade check -e accumulated",
    ),
    Step("Here that is what must not be done. A hint says so too:", typed="grade hint accumulated"),
    Step(
        "",
        """
def accumulated(x: torch.Tensor, times: int) -> torch.Tensor:
    for _ in range(times):
        (x**2).sum().backward()
    return x.grad
""",
        "grade check -e accumulated",
    ),
    Step(
        "## The same numbers without a graph\n\nThe last one for today, and a slip of the keyboard:",
        """
def frozen(x: torch.Tensor) -> torch.Tensor:
    with torch.no_grads():
        return x * 1
""",
        "grade check -e frozen",
    ),
    Step(
        "",
        """
def frozen(x: torch.Tensor) -> torch.Tensor:
    return x.detach()
""",
        "grade check -e frozen",
    ),
    Step("## How far it went\n\nWithout `-e` everything is checked, and `grade list` remembers:", typed="grade check"),
    Step(typed="grade list autograd"),
)

HEAD = """# Five exercises, step by step

Somebody new to autograd works through the first exercises of the assignment `autograd`. What is typed stands behind
`$`, and below it is what `grade` said, word for word: this page is made by running the program
(`pytest tests/test_newcomer.py --regenerate`), and a test holds it to what the program says today.
[For students](students.md) explains the signs.
"""


def told(folder: Path, run: Callable[[Sequence[str]], str]) -> str:
    """The page: the story played in ``folder``, where ``run`` gives what a command with these arguments prints."""
    parts = [HEAD]
    for step in STORY:
        if step.said:
            parts.append(f"{step.said}\n")
        if step.written:
            _write(folder / FILE, step.written.strip())
            parts.append(f"```python\n{step.written.strip()}\n```\n")
        if step.typed:
            program, *arguments = step.typed.split()
            assert program == "grade"
            said = "\n".join(line.rstrip() for line in run(arguments).strip("\n").splitlines())
            parts.append(f"```text\n$ {step.typed}\n{said}\n```\n")
    return "\n".join(parts)


def _write(file: Path, function: str) -> None:
    """Put ``function`` in the place of the one of its name."""
    (new,) = ast.parse(function).body
    text = file.read_text("utf-8")
    (old,) = (each for each in ast.parse(text).body if getattr(each, "name", "") == getattr(new, "name", None))
    lines = text.splitlines()
    lines[old.lineno - 1 : old.end_lineno] = function.splitlines()
    file.write_text("\n".join(lines) + "\n", "utf-8")


def copied_course(folder: Path) -> Path:
    """The shipped course, with nothing done in it yet."""
    for name in ("assignments", "reference"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course.yaml", folder)
    return folder


def in_a_process(folder: Path, arguments: Sequence[str]) -> str:
    """What the real program prints, run as a user runs it."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "grader", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert not done.stderr, done.stderr
    return done.stdout


def test_the_page_says_what_the_program_says(
    fork: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    if regenerate:
        PAGE.write_text(told(copied_course(tmp_path), partial(in_a_process, tmp_path)), "utf-8")
        return

    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        assert backend is None
        yield fork

    def here(arguments: Sequence[str]) -> str:
        return CliRunner().invoke(cli, arguments, prog_name="grade").output

    monkeypatch.setattr(options, "start_runner", shared)
    monkeypatch.chdir(copied_course(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    assert told(tmp_path, here) == PAGE.read_text("utf-8")
