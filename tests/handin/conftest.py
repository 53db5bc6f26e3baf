"""A tiny course in a Git repository of a student's, with a real remote on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.commands import grading, options
from grader.sandbox import Runner

SUMS = """\
format: 1
title: Sums
submission: sums.py
exercises:
  - id: total
    points: 7
    prompt: Return the sum of x.
    call: total
    given: {x: {randn: [4]}}
  - id: third
    points: 3
    prompt: Return a third of the first of the points, which is a number.
    call: third
    given: {points: {file: points.json}}
"""
PAIR = """\
format: 1
title: Two files
submission: [a.py, b.py]
exercises:
  - id: one
    prompt: Return 1.
    call: one
    given: {}
"""
TOTAL = "def total(x):\n    return x.sum()\n"
THIRD = "def third(points):\n    return points[0] / 3\n"
FILES = {
    "course.yaml": "format: 1\ntitle: Sums\nreference: reference\n",
    "assignments/sums/assignment.yaml": SUMS,
    "assignments/sums/points.json": "[1.5, 2.5]\n",
    "assignments/pair/assignment.yaml": PAIR,
    "reference/sums/solution.py": TOTAL + THIRD,
    "reference/pair/a.py": "from b import one\n",
    "reference/pair/b.py": "def one():\n    return 1\n",
    ".gitignore": ".grade/\ngrade-result.json\n*.log\nsecret/\n",
}


@dataclass(frozen=True)
class Repository:
    """The student's, at ``root``; ``remote`` is bare, and ``git`` what a student types."""

    root: Path
    remote: Path

    def git(self, *arguments: str, at: Path | None = None, fine: bool = True) -> str:
        done = subprocess.run(["git", *arguments], cwd=at or self.root, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 or not fine, done.stderr
        return done.stdout.strip()

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    def commit(self, path: str, text: str) -> None:
        self.write(path, text)
        self.git("add", "--force", "--", path)
        self.git("commit", "-qm", f"Write {path}")

    def hook(self, name: str, *lines: str) -> None:
        file = self.root / ".git" / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        file.chmod(0o755)

    def there(self, path: str = "", branch: str = "main") -> str:
        """The newest commit at the remote, or what a file holds in it."""
        return self.git("show" if path else "rev-parse", f"{branch}:{path}" if path else branch, at=self.remote)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said is compared as a whole, so it is not wrapped."""
    monkeypatch.setenv("COLUMNS", "10000")


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which Git knows nothing."""
    if shutil.which("git") is None:
        pytest.skip("Git is not installed here")
    for name in [*os.environ]:
        if name.startswith("GIT_") or name in ("EMAIL", "SSH_ASKPASS", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def repository(clean: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """With the course pushed to its remote, and `sums.py` written, which is the current folder's."""
    made = Repository(tmp_path / "my course", tmp_path / "remote.git")
    made.root.mkdir()
    made.git("init", "-q", "--bare", "--initial-branch=main", str(made.remote))
    made.git("init", "-q", "--initial-branch=main")
    for key, value in {"user.name": "A Student", "user.email": "s@example.org", "core.autocrlf": "false"}.items():
        made.git("config", key, value)
    for path, text in FILES.items():
        made.write(path, text)
    made.git("add", ".")
    made.git("commit", "-qm", "The course")
    made.git("remote", "add", "origin", str(made.remote))
    made.git("push", "-qu", "origin", "main")
    made.write("sums.py", TOTAL)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def submit() -> Callable[..., Result]:
    """``submit("sums.py")`` runs `grade submit --push sums.py` in this process."""
    return lambda *arguments: CliRunner().invoke(cli, ["submit", "--push", *arguments], prog_name="grade")


@pytest.fixture
def warm(fork: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command grades by the runner of the whole test run."""

    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        yield fork

    monkeypatch.setattr(options, "start_runner", shared)


@pytest.fixture
def ungraded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be graded, and no process is started for it."""

    @contextmanager
    def none(backend: str | None = None) -> Iterator[None]:
        yield None

    def never(*_: object) -> None:
        pytest.fail("graded, although it cannot be handed in")

    monkeypatch.setattr(options, "start_runner", none)
    monkeypatch.setattr(grading, "run_pipeline", never)
