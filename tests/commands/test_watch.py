"""`grade check --watch`: the real command at a real terminal, saved into, typed at and ended, with either back end."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader.commands.saves import Saves

ROOT = Path(__file__).parents[2]
SOLUTION = """\
import torch


def square(x):
    return x * x


def cube(x):
    return x**3
"""
WRONG = SOLUTION.replace("x * x", "2 * x + 1")
BROKEN = SOLUTION.replace("return x * x", "return (x")
# Longer than anything takes on a slow machine.
PATIENCE = 60
WAITING = "waiting for a save"
START = "import os, sys; os.login_tty(0); os.execv(sys.executable, [sys.executable, '-m', 'grader', *sys.argv[1:]])"


class Watching:
    """The command at a terminal of 100 columns and 60 lines; ``shown`` waits for what is to be seen next."""

    def __init__(self, folder: Path, *options: str, term: str = "xterm-256color", rows: int = 60) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 100, 0, 0))
        self.scratch = folder.parent.parent / "tmp"
        self.scratch.mkdir()
        given = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, "check", "--watch", *options],
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**given, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": term, "TMPDIR": str(self.scratch)},
        )
        os.close(slave)

    def shown(self, *texts: str) -> str:
        """What was written until all of ``texts`` were, in this order."""
        found, deadline = "", time.monotonic() + PATIENCE
        while not in_order(found, texts):
            assert time.monotonic() < deadline, f"waited for {texts} in vain: {found}"
            found += self._read(0.1)
        return found

    def quiet(self) -> str:
        """What is written until nothing more comes for a moment."""
        found = more = self._read(0.5)
        while more:
            more = self._read(0.5)
            found += more
        return found

    def _read(self, seconds: float) -> str:
        if not select.select([self.master], [], [], seconds)[0]:
            return ""
        try:
            return os.read(self.master, 1 << 16).decode(errors="replace")
        except OSError:  # nobody writes any more
            return ""

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def resize(self, columns: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))

    def ended_by(self, act: Callable[[], None]) -> int:
        """The exit code; by then nothing of it may be left."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        assert family
        act()
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        code = self.process.wait(1)
        _, left = psutil.wait_procs(family, PATIENCE)
        assert not left, "processes are left"
        assert list(self.scratch.iterdir()) == [], "folders are left"
        return code


def in_order(found: str, texts: tuple[str, ...]) -> bool:
    place = 0
    for text in texts:
        place = found.find(text, place)
        if place < 0:
            return False
    return True


@pytest.fixture
def watching(course: Path) -> Iterator[Callable[..., Watching]]:
    (course / "reference" / "first" / "solution.py").write_text(SOLUTION)
    started: list[Watching] = []

    def start(text: str, *options: str, **terminal: object) -> Watching:
        (course / "work" / "first.py").write_text(text)
        started.append(Watching(course / "work", *options, **terminal))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.wait()
        os.close(each.master)


def save(file: Path, text: str) -> None:
    """At once: a slow machine may look between two steps of writing, and answer what it sees then."""
    whole = file.with_suffix(".whole")
    whole.write_text(text)
    whole.replace(file)


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["fork", "spare"])
def test_a_student_saves_and_is_answered(backend: str, watching: Callable[..., Watching], course: Path) -> None:
    file = course / "work" / "first.py"
    seen = watching(SOLUTION, "--backend", backend)
    seen.shown("2 of 2 pass", WAITING, "h hint, n next, a all, r again, q quit", "2 exercises pass")

    save(file, WRONG)
    answer = seen.shown("1 of 2 pass", WAITING, "Run again: square.", "expected 9.0, got 7.0", "Next:")
    assert "\x1b[2J" in answer, "it is redrawn"
    assert in_order(answer, ("got 7.0", "looking for what went wrong", "got 7.0")), "the answer comes before its reason"

    save(file, BROKEN)
    answer = seen.shown("0 of 2 pass", "could not be imported", "Next:") + seen.quiet()
    assert answer.count("could not be imported") == 1, "one finding"

    other = file.with_suffix(".new")  # as editors save: under another name, then renamed
    other.write_text(WRONG)
    file.unlink()
    other.rename(file)
    assert "looking" not in seen.shown("1 of 2 pass", "got 7.0", "Next:"), "it is known by now"

    seen.type("h")
    seen.shown("square, hint 1 of 2: Multiply.", "There is a hint")
    seen.quiet()
    seen.type("n")
    answer = seen.shown("square alone", "1 of 2 pass", "got 7.0", "Next:")
    assert "Cubes" not in answer
    save(file, SOLUTION)
    seen.shown("square alone", "2 of 2 pass", "square passes: n for the next one, a for all.", "Next:")
    seen.type("n")
    seen.shown("Everything passes.")
    seen.type("a")
    assert "alone" not in seen.shown("2 of 2 pass", "2 exercises pass").rpartition("2 of 2 pass")[2]
    assert seen.ended_by(lambda: seen.type("q")) == 0


@pytest.mark.slow
def test_what_comes_and_goes(watching: Callable[..., Watching], course: Path) -> None:
    file = course / "work" / "first.py"
    seen = watching(WRONG)
    seen.shown("1 of 2 pass", "Next:")
    file.unlink()
    seen.shown("`first.py` cannot be read", "Next:")
    save(file, WRONG)
    assert "cannot be read" not in seen.shown("1 of 2 pass", "Next:")

    specification = course / "assignments" / "first" / "assignment.yaml"
    text = specification.read_text()
    specification.write_text(text.replace("exercises:", "exercise:"))
    seen.shown("assignment.yaml:4: nothing is called `exercise` here", "The exercises go on as they were read before.")
    save(file, SOLUTION)
    seen.shown("2 of 2 pass", "The exercises go on", "2 exercises pass")
    specification.write_text(text.replace("title: Squares", "title: Second powers"))
    answer = seen.shown("The exercises were changed, and were read again.", "Second powers", "2 exercises pass")
    assert "go on" not in answer.rpartition("read again")[2]

    seen.resize(50)
    seen.shown("2 of 2 pass", WAITING, "(h hint", "2 exercises pass")
    save(file, WRONG)
    seen.shown("1 of 2 pass", "Next:")
    seen.type("\x1b[A" + "x")  # neither is a key
    assert seen.ended_by(lambda: seen.type("\x03")) == 130


@pytest.mark.slow
def test_where_nothing_can_be_redrawn(watching: Callable[..., Watching], course: Path) -> None:
    seen = watching(WRONG, term="dumb")
    first = seen.shown("1 of 2 pass", WAITING, "Next:") + seen.quiet()
    (course / "work" / "first.py").write_text(SOLUTION)
    second = seen.shown("2 of 2 pass", WAITING, "2 exercises pass", "Next:")
    assert "\x1b" not in first + second and "quit" not in first + second
    assert seen.ended_by(seen.process.terminate) == 130


def test_it_is_for_a_terminal(run) -> None:
    for options in (("-o", "-"), ("--debug", "-e", "square")):
        found = run("check", "--watch", *options)
        assert found.exit_code == 2
        assert "--watch shows reports in this terminal" in found.stderr


class Clock:
    """Instead of ``time``."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


def test_a_save_is_noticed_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, file = Clock(), tmp_path / "work.py"
    monkeypatch.setattr("grader.commands.saves.time", clock)

    def noticed_after(seconds: float) -> bool:
        clock.now += seconds
        return saves.noticed()

    file.write_text("a = 1\n")
    saves = Saves(lambda: [file])
    assert not noticed_after(1)
    file.write_text("a = 12")
    assert not noticed_after(0), "it may be half written"
    file.write_text("a = 123")
    assert not noticed_after(0.1), "and was"
    assert noticed_after(0.1)
    assert not noticed_after(1), "once"

    file.write_text("")
    assert not noticed_after(0) and not noticed_after(0.3), "emptied before it is written"
    file.write_text("a = 1234")
    assert not noticed_after(0)
    assert noticed_after(0.1)

    moved = file.rename(tmp_path / "moved.py")
    assert not noticed_after(0) and not noticed_after(0.3), "away for a moment"
    moved.rename(file)
    assert not noticed_after(1), "and back as it was"
    file.unlink()
    assert not noticed_after(0)
    assert noticed_after(1), "gone for good"
