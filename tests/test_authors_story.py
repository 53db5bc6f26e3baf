"""``docs/first-release.md`` as it stands: its files are written, its commands run, and what it shows is said."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.commands import audit, new, options, release
from grader.sandbox import Runner

PAGE = Path(__file__).parents[1] / "docs" / "first-release.md"
BLOCK = re.compile(r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```\w+\n(?P<text>.*?)^```$", re.M | re.S)
LEFT_OUT = "…"
# What takes long is tried on less here: what it says of that is left out on the page.
LESS = {"audit": ["--seeds", "1", "--mutants", "3"]}


def commands(text: str) -> Iterator[tuple[str, str]]:
    """What is typed in a block, and what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        typed, _, shown = part.partition("\n")
        yield typed, shown


def pattern(shown: str) -> re.Pattern[str]:
    """``shown`` with anything in the place of each ``…``; one that stands alone is any lines, or none."""
    lines = (
        r"(?:.*\n)?" if line == LEFT_OUT else r"[^\n]*".join(map(re.escape, line.split(LEFT_OUT))) + r"\n"
        for line in shown.splitlines()
    )
    return re.compile("".join(lines), re.S)


def run(typed: str) -> str:
    """What a command line prints; it ends well, but for work that is wrong."""
    program, *arguments = shlex.split(typed)
    if program == "cd":
        os.chdir(*arguments)
        return ""
    assert program == "grade"
    found = CliRunner().invoke(cli, [*arguments, *LESS.get(arguments[0], [])], prog_name="grade")
    assert found.exit_code in ((0, 1) if arguments[0] == "check" else (0,)), found.output
    return found.output


def test_the_page_is_true(fork: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def shared(backend: str | None = None) -> Iterator[Runner]:
        assert backend is None
        yield fork

    for module in (audit, new, options, release):
        monkeypatch.setattr(module, "start_runner", shared)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for block in BLOCK.finditer(PAGE.read_text("utf-8")):
        if block["file"]:
            file = Path(block["file"])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], "utf-8")
            continue
        for typed, shown in commands(block["text"]):
            said = run(typed)
            assert not shown or pattern(shown).fullmatch(said), f"$ {typed}\n{said}"
    assert Path("grade-result.json").is_file()
