"""One line on a terminal that says what is going on, and is gone when it is over.

Nothing under a pipe, or where the terminal cannot take a line back.
"""

from __future__ import annotations

import os
from typing import Self, TextIO

from grader.reporters.inert import inert

_CLEAR = "\r\x1b[K"


class Status:
    """A context manager around work that takes a while; ``say`` replaces the line."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet or os.environ.get("TERM") == "dumb"
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write(_CLEAR)

    def say(self, text: str) -> None:
        if self._stream.isatty() and not self._quiet:
            self._shown = True
            self._write(_CLEAR + inert(text, 70))

    def _write(self, text: str) -> None:
        self._stream.write(text.encode("ascii", "replace").decode("ascii"))
        self._stream.flush()
