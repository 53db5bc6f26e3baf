"""What watching shows: redrawn on a terminal, one after the other elsewhere; a long report ends with the head."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest

from grader.model.result import Result
from grader.reporters.screen import Screen
from grader.reporters.summary import Surroundings

Results = Mapping[str, tuple[Result, Surroundings]]
KEYS = {"h": "hint", "q": "quit"}
STATE = ["14:03:12", "1 of 2 pass", "waiting for a save"]


class Terminal(io.StringIO):
    """A stream that is a terminal, or a pipe."""

    encoding = "utf-8"

    def __init__(self, *, is_one: bool = True) -> None:
        super().__init__()
        self.is_one = is_one

    def isatty(self) -> bool:
        return self.is_one


@pytest.fixture(autouse=True)
def size(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "80", "LINES": "40", "TERM": "xterm", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)


def drawn(stream: Terminal, result: Result, *notes: tuple[str, str], is_new: bool = True) -> str:
    Screen(stream, KEYS).draw(STATE, notes, result, Surroundings(), is_new=is_new)
    return stream.getvalue()


def test_a_terminal_is_cleared_and_has_the_head_first(examples: Results) -> None:
    shown = drawn(Terminal(), examples["all_passed"][0], ("A note.\nAnother.", "red"))
    assert shown.startswith("\x1b[")
    lines = shown.splitlines()
    assert lines[0].endswith(" 14:03:12 · 1 of 2 pass · waiting for a save (h hint, q quit)")
    assert lines[1:4] == [" A note.", " Another.", ""]


def test_where_it_is_narrow_the_keys_have_a_line(examples: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = drawn(Terminal(), examples["all_passed"][0]).splitlines()
    assert lines[1] == " (h hint, q quit)"


def test_what_is_longer_than_the_screen_ends_with_the_head(examples: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "5")
    lines = drawn(Terminal(), examples["all_passed"][0], ("A note.", "")).splitlines()
    assert lines[-2].endswith("(h hint, q quit)")
    assert lines[-1] == " A note."


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_elsewhere_nothing_is_cleared_or_said_twice(
    term: str, examples: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    stream = Terminal(is_one=term == "dumb")
    first = drawn(stream, examples["all_passed"][0])
    assert "\x1b" not in first and "quit" not in first
    assert first.splitlines()[0] == " 14:03:12 · 1 of 2 pass · waiting for a save"
    again = drawn(stream, examples["all_passed"][0], ("Broken.", ""), is_new=False).removeprefix(first)
    assert again.splitlines() == [" 14:03:12 · 1 of 2 pass · waiting for a save", " Broken.", ""]


def test_a_note_is_inert(examples: Results) -> None:
    assert "\x1b[31m" not in drawn(Terminal(is_one=False), examples["all_passed"][0], ("\x1b[31mred [bold]b", ""))


def test_another_size_is_noticed(examples: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(Terminal(), KEYS)
    screen.draw(STATE, (), examples["all_passed"][0], Surroundings(), is_new=True)
    assert not screen.was_resized
    monkeypatch.setenv("COLUMNS", "81")
    assert screen.was_resized
