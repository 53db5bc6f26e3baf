"""Notices that files were saved, by looking at them: their times, sizes and identities."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int] | None

# A file that has just changed may be half written: it must stay as it is for so many seconds. An empty one, or none,
# is what some editors leave for a moment.
_SETTLED = 0.02
_EMPTY = 0.5


class Saves:
    """``files`` gives the files to look at, anew each time. What they are at first counts as seen."""

    def __init__(self, files: Callable[[], Iterable[Path]]) -> None:
        self._files = files
        self._seen = self._last = self._look()
        self._since = 0.0

    def noticed(self) -> bool:
        """Whether they differ from what was seen last, and do so for long enough; then this is what was seen."""
        now = self._look()
        if now != self._last:
            self._last, self._since = now, time.monotonic()
        if now == self._seen:
            return False
        is_empty = any(stamp is None or stamp[1] == 0 for stamp in now.values())
        if time.monotonic() - self._since < (_EMPTY if is_empty else _SETTLED):
            return False
        self._seen = now
        return True

    def _look(self) -> dict[Path, Stamp]:
        return {file: stamp(file) for file in self._files()}


def stamp(file: Path) -> Stamp:
    """What differs when ``file`` was saved; None where there is none."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
