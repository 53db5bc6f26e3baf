"""Where a command's text goes: to a file, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.errors import MachineError
from grader.reporters.inert import inert

STDOUT = "-"


def write_text(text: str, output: str) -> None:
    """Write ``text`` to the file ``output``; ``-`` is standard output. Raises ``MachineError``."""
    data = text.encode("utf-8", "backslashreplace")
    if output == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise MachineError(f"`{inert(output)}` cannot be written: {error.strerror}") from None
