"""What only IPython understands in a cell, replaced line by line: magics, shell lines, questions."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What stands below them is Python, and is run as if they were not there.
_TRANSPARENT = frozenset({"capture", "debug", "memit", "mprun", "prun", "time", "timeit"})
_WRITING = frozenset({"file", "writefile"})
_APPENDING = frozenset({"-a", "--append"})

# No alternative goes back on what it took, so that the time is that of one reading.
_TOKEN = re.compile(
    r'''
      """(?:[^\\"]|\\.|"(?!""))*+(?:"""|\Z)
    | \'\'\'(?:[^\\']|\\.|'(?!''))*+(?:\'\'\'|\Z)
    | "(?:[^\\"\n]|\\.)*+"?
    | '(?:[^\\'\n]|\\.)*+'?
    | \#[^\n]*+
    | \\\n
    | [^\\"'\#()\[\]{}\n]++
    | .
    ''',
    re.VERBOSE | re.DOTALL,
)
_REST = r"(?:[^\n\\]|\\.)*+"
_MAGIC = re.compile(rf"(?P<indent>[ \t]*+)(?:[!%?]{_REST}|[%\w.*]++\?\??[ \t;]*+(?=\n|\Z))", re.DOTALL)
_ASSIGNED = re.compile(rf"(?P<target>[ \t]*+[^\W\d][\w., \t]*+=)[ \t]*+[!%]{_REST}", re.DOTALL)
_NEWLINE = re.compile(r"\r\n|\r")
# Stands where a line asked the machine: it is valid Python, and nothing that is run for what it gives.
ASKED = "get_ipython()"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a cell writes: `%%writefile helper.py`."""

    name: str
    text: str
    appends: bool


@dataclass(frozen=True, slots=True)
class Plain:
    """The Python of a cell, line by line where it was; ``text`` is None where the cell is none, ``written`` a file."""

    text: str | None
    written: Written | None = None


def plain(text: str) -> Plain:
    """``text`` without its cell magic. The lines below keep their numbers."""
    text = _NEWLINE.sub("\n", text).removeprefix("\ufeff")
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.strip() and not line.startswith("%%"):
            break
        magic, *options = line[2:].split() or [""]
        if magic in _WRITING and options:
            body = "\n" * (at + 1) + "\n".join(lines[at + 1 :])
            return Plain(None, Written(options[-1], body, not _APPENDING.isdisjoint(options[:-1])))
        if magic and magic not in _TRANSPARENT:
            return Plain(None)
        lines[at] = ""
    return Plain("\n".join(lines))


def without_magics(text: str) -> tuple[str, int]:
    """``text`` with `pass` where IPython's own lines stand, at the same indentation, and how many there were.

    They are looked for only where a statement begins: a `%` further on is Python's.
    """
    parts: list[str] = []
    at = depth = found = 0
    while at < len(text):
        if depth == 0 and (at == 0 or text[at - 1] == "\n") and (taken := _taken(text, at)) is not None:
            end, instead = taken
            parts.append(instead + "\n" * text.count("\n", at, end))
            at, found = end, found + 1
            continue
        # To the end of the line: of the logical one where a bracket or a backslash joins several.
        while at < len(text):
            match = _TOKEN.match(text, at)
            assert match is not None
            part = match.group()
            parts.append(part)
            at = match.end()
            depth = max(0, depth + (part in ("(", "[", "{")) - (part in (")", "]", "}")))
            if part == "\n" and depth == 0:
                break
    return "".join(parts), found


def _taken(text: str, at: int) -> tuple[int, str] | None:
    """Where the line of IPython at ``at`` ends, and what stands for it."""
    if match := _MAGIC.match(text, at):
        return match.end(), f"{match['indent']}pass"
    if match := _ASSIGNED.match(text, at):
        return match.end(), f"{match['target']} {ASKED}"
    return None


def dedented(text: str) -> str:
    """``text`` without the indentation of its first line, as IPython takes a cell that is indented as a whole."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return "\n".join(line.removeprefix(indent) for line in text.split("\n")) if indent else text
