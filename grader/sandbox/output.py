"""What a child prints, in files without a name: bounded by the child's limits, read only when it is shown."""

from __future__ import annotations

import os
import tempfile
from typing import IO

from grader.confine.limits import OUTPUT_BYTES

KEPT = 64_000


class Output:
    """Standard output and error of one child. Nobody has to drain them: a flood cannot block anyone."""

    def __init__(self) -> None:
        self.files: tuple[IO[bytes], ...] = (_nameless(), _nameless())

    def take(self) -> str:
        """What was printed since the last time, both files: its first 64 kB, output before errors."""
        return "".join(self.take_both())[:KEPT]

    def take_both(self) -> tuple[str, str]:
        """The same, output and errors apart.

        The child shares the files and their positions, and is idle or dead now: each starts again from nothing, so that
        the bound holds for a call and not for all of them together.
        """
        parts = []
        for file in self.files:
            file.seek(0)
            try:
                parts.append(file.read(KEPT) or b"")
            except OSError:  # the child may have switched its file to direct access
                parts.append(b"")
            file.seek(0)
            file.truncate()
        out, errors = (part.decode(errors="replace") for part in parts)
        return out, errors

    @property
    def is_full(self) -> bool:
        return any(os.fstat(file.fileno()).st_size >= OUTPUT_BYTES for file in self.files)

    def close(self) -> None:
        for file in self.files:
            file.close()


def _nameless() -> IO[bytes]:
    return tempfile.TemporaryFile(buffering=0)
