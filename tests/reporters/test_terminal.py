"""The report as text: golden files at 80 columns, and what holds at every width and encoding."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len

from grader.model.result import Result
from grader.reporters.marks import ASCII, UNICODE, Marks
from grader.reporters.summary import Surroundings
from grader.reporters.terminal import lines, report

Example = tuple[str, Result, Surroundings]
GOLDEN = Path(__file__).parent / "golden"


def as_text(result: Result, around: Surroundings, width: int = 80, marks: Marks = UNICODE) -> str:
    return "".join(f"{line.plain}\n" for line in lines(result, width, marks, around))


def test_golden(example: Example, regenerate: bool) -> None:
    name, result, around = example
    file = GOLDEN / f"{name}.txt"
    found = as_text(result, around)
    if regenerate:
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_every_golden_file_has_its_result(examples: dict[str, object]) -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(examples)


@pytest.mark.parametrize("width", [1, 40, 80, 120])
@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_lines_keep_to_the_width(example: Example, width: int, marks: Marks) -> None:
    _, result, around = example
    code = {line for e in result.exercises for case in e.cases for line in case.snippet.split("\n")}
    for line in as_text(result, around, width, marks).splitlines():
        to_copy = line in code or "grade " in line
        assert to_copy or cell_len(line) <= max(width, 20) + line.count("\\::"), line


def test_nothing_of_a_student_acts(example: Example) -> None:
    _, result, around = example
    for line in as_text(result, around, 80).splitlines():
        assert line.isprintable()
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def printed(result: Result, around: Surroundings, encoding: str) -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    report(result, stream, around)
    stream.flush()
    return raw.getvalue()


def test_a_pipe_gets_the_same_text_without_colour(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    _, result, around = example
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert printed(result, around, "utf-8").decode() == as_text(result, around)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_poor_encoding_is_written_to_all_the_same(example: Example, encoding: str) -> None:
    _, result, around = example
    text = printed(result, around, encoding).decode(encoding)
    assert "✓" not in text
    assert str(len(result.exercises)) in text


@pytest.mark.parametrize(("no_colour", "escapes"), [("", True), ("1", False)])
def test_colour_is_off_under_no_color(
    examples: dict[str, tuple[Result, Surroundings]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    no_colour: str,
    escapes: bool,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour:
        monkeypatch.setenv("NO_COLOR", no_colour)
    assert ("\x1b[" in printed(*examples["some_failed"], "utf-8").decode()) is escapes
