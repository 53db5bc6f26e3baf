"""Text of student origin made harmless to show: no control character, no direction change, no command to a log reader.

It must not import anything outside the standard library: every error message passes through here.
"""

from __future__ import annotations

import unicodedata

# Control, format (direction marks, joiners), surrogate, private, unassigned; line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# GitHub's runner obeys `##[command]` anywhere in a line; the newer `::command::` only where a line starts with it.
_COMMAND = "##["
_CUT = " … "


def inert(text: str, limit: int = 400) -> str:
    """One line: what cannot be seen is spelt (``\\n``, ``\\x1b``, ``\\u202e``); long text is cut in its middle."""
    if len(text) > limit:
        room = limit - len(_CUT)
        head = room * 2 // 3
        text = f"{text[:head]}{_CUT}{text[len(text) - (room - head) :]}"
    shown = "".join(_visible(character) for character in text)
    return shown.replace(_COMMAND, "## [")


def inert_lines(text: str, lines: int = 1000, limit: int = 400) -> list[str]:
    """Several lines, each made inert; tabs become spaces. More than ``lines`` of them are cut at the end."""
    found = text.replace("\r\n", "\n").expandtabs(4).rstrip("\n").split("\n", lines)
    shown = [inert(line, limit) for line in found[:lines]]
    return shown if len(found) <= lines else [*shown, "…"]


def at_line_start(line: str) -> str:
    """A line as it may stand in a log: one that would be a workflow command is marked."""
    start = len(line) - len(line.lstrip())
    return f"{line[:start]}\\{line[start:]}" if line.startswith("::", start) else line


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
