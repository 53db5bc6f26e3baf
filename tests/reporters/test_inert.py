"""Text of student origin cannot act where it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporters.inert import at_line_start, inert, inert_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, ² and ✓ and 日本", "plain text, ² and ✓ and 日本"),
        ("\x1b[2J", r"\x1b[2J"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("\u202egnp.exe\u2069", r"\u202egnp.exe\u2069"),
        ("\ufeff\u200b\u2028", r"\ufeff\u200b\u2028"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("##[error]x", "## [error]x"),
        ("[/tmp] [bold]", "[/tmp] [bold]"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_long_text_is_cut_in_its_middle() -> None:
    shown = inert("a" * 500 + "b" * 500, 30)
    assert shown == "a" * 18 + " … " + "b" * 9
    assert inert(shown, 30) == shown, "what is cut is not cut again"
    assert inert("a" * 30, 30) == "a" * 30


@given(st.text(st.characters(), max_size=300))
def test_any_text_becomes_one_line_that_can_be_written(text: str) -> None:
    shown = inert(text, 100)
    shown.encode("utf-8")
    assert "\n" not in shown
    assert all(unicodedata.category(character)[0] != "C" for character in shown)
    assert inert(shown, 10_000) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb\n", ["a", "b"]),
        ("a\r\n\tb", ["a", "    b"]),
        ("a\rb", [r"a\rb"]),
        ("1\n2\n3\n4", ["1", "2", "…"]),
        ("1\n2\n", ["1", "2"]),
        ("", [""]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert inert_lines(text, 2) == lines


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", r"\::error::x"),
        ("   ::set-output name=a::b", r"   \::set-output name=a::b"),
        ("x[::2]", "x[::2]"),
    ],
)
def test_a_line_is_no_workflow_command(line: str, shown: str) -> None:
    assert at_line_start(line) == shown
