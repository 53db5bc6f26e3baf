"""A students' copy from which something was deleted or changed says what is missing, and where to get it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.commands import options
from grader.model.spec import RELEASE_FILE
from grader.release.manifest import MANIFEST
from grader.release.release import release
from grader.sandbox import Runner
from grader.spec import find_course

FILES = {
    "course.yaml": "format: 1\ntitle: Sums\n",
    "assignments/sums/assignment.yaml": (
        "format: 1\nsubmission: sums.py\nexercises:\n"
        "  - {id: total, prompt: p, hint: h, call: total, given: {x: {randn: [3]}, y: {file: y.json}}}\n"
    ),
    "assignments/sums/y.json": "[1.0, 2.0, 3.0]\n",
    "assignments/sums/starter.py": "def total(x, y):\n    raise NotImplementedError\n",
    "reference/sums/solution.py": "def total(x, y):\n    return x.sum() + sum(y)\n",
}
BACK = "get the folder `assignments/sums` back from your course's release"
Check = Callable[[], str]


@pytest.fixture
def copy(fork: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A students' copy, and the folder that one works in."""
    for name, text in FILES.items():
        (tmp_path / "course" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "course" / name).write_text(text)
    release(find_course(tmp_path / "course"), ["sums"], [tmp_path / "copy"], fork, lambda _: None)
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def check(fork: Runner, monkeypatch: pytest.MonkeyPatch) -> Check:
    """What `grade check` says, in one line."""

    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        assert backend is None
        yield fork

    monkeypatch.setattr(options, "start_runner", shared)
    return lambda: " ".join(CliRunner().invoke(cli, ["check"]).output.split())


def test_all_that_was_recorded_is_gone(copy: Path, check: Check) -> None:
    assert MANIFEST == RELEASE_FILE
    shutil.rmtree("assignments/sums/expected")
    assert f"what was recorded to grade it by is missing (`assignments/sums/expected`): {BACK}" in check()
    assert "is a students' copy, without references" in " ".join(CliRunner().invoke(cli, ["audit"]).output.split())


def test_one_record_is_gone(copy: Path, check: Check) -> None:
    file = Path("assignments/sums/expected/0/total.gz")
    file.unlink()
    reason = f"`{file}` cannot be read: No such file or directory"
    assert f"what was recorded to grade it by is of no use here: {reason}; {BACK}" in check()
    file.write_bytes(b"damaged")
    assert f"is of no use here: `{file}` cannot be read: it is damaged; {BACK}" in check()


def test_what_was_changed_is_not_graded_by_it(copy: Path, check: Check) -> None:
    specification = Path("assignments/sums/assignment.yaml")
    specification.write_text(specification.read_text().replace("[3]", "[4]").replace("- 3", "- 4"))
    other = "it was recorded for other inputs: its specification is not the one that was released"
    assert f"{other}; {BACK}" in check()
    Path("assignments/sums/y.json").write_text("[4.0]\n")
    assert (
        f"`assignments/sums/y.json` is not the one that was released, and what was recorded rests on it; {BACK}"
        in check()
    )


def test_a_course_without_a_reference_is_no_copy(copy: Path, check: Check) -> None:
    shutil.rmtree("assignments/sums/expected")
    Path("release.json").unlink()
    assert "there is no reference solution here (reference/sums/solution.py), so this cannot be graded" in check()
