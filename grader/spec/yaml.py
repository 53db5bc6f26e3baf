"""Reads YAML 1.2 files into nodes with lines. Refuses what YAML lets pass silently: repeated keys, aliases, tags."""

from __future__ import annotations

import re
from pathlib import Path

from grader.errors import UsageError
from grader.spec.composer import Stop, compose
from grader.spec.node import Node
from grader.spec.problems import Problems, shown

LARGEST = 1_000_000

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_file(file: Path) -> bytes:
    """The bytes of a specification. Raises ``UsageError`` where there is no such file, or it cannot be one."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{shown(file)} cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise UsageError(f"{shown(file)} is larger than {LARGEST:,} bytes: that is no specification")
    return data


def read(data: bytes, problems: Problems) -> Node:
    """The one document in ``data``. Raises ``SpecificationError`` where it is no YAML; others are collected."""
    text = _decode(data, problems)
    try:
        return compose(text, problems)
    except Stop as stop:
        problems.forget()
        problems.at_line(stop.line, stop.text, stop.suggestion)
    raise problems.error()


def _decode(data: bytes, problems: Problems) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.at_line(line, "expected UTF-8 text; save the file with the encoding UTF-8")
    else:
        if (control := _CONTROL.search(text)) is None:
            return text
        name = f"U+{ord(control[0]):04X}"
        line = text.count("\n", 0, control.start()) + 1
        problems.at_line(line, f"a character that cannot be seen stands here ({name}); delete it")
    raise problems.error()
