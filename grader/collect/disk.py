"""Files and folders on disk. No link is followed, and nothing is waited for."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from grader.collect.node import MOST, Untaken, counts, read_bounded
from grader.collect.shown import order

# Flags that Windows lacks: do not follow a link, do not wait for the other end of a pipe.
_NO_LINK, _NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
LINK = "is a link"
NO_FILE = "is neither a file nor a folder"


@dataclass(frozen=True, slots=True)
class OnDisk:
    """``path`` as the system has it; ``name`` is its last part unless it was typed as `.`."""

    path: Path
    name: str
    is_folder: bool
    why: str = ""

    @classmethod
    def at(cls, path: Path, name: str = "") -> OnDisk:
        """Whatever lies at ``path``."""
        try:
            mode = path.lstat().st_mode
        except (OSError, ValueError) as error:
            return cls(path, name or path.name, is_folder=False, why=_cannot(error))
        return cls(path, name or path.name, stat.S_ISDIR(mode), _why(path, mode))

    def children(self, most: int = MOST) -> Sequence[OnDisk]:
        try:
            with os.scandir(self.path) as entries:
                names = [entry.name for entry in islice(entries, most + 1)]
        except OSError as error:
            raise Untaken(_cannot(error)) from None
        if len(names) > most:
            raise Untaken(f"holds more than {most:,} entries")
        return [self.at(self.path / name) for name in sorted(filter(counts, names), key=order)]

    def read(self, largest: int) -> bytes:
        with self.open() as opened:
            try:
                return read_bounded(opened, largest)
            except OSError as error:
                raise Untaken(_cannot(error)) from None

    def open(self) -> BinaryIO:
        """The file, if it is a regular one. Raises ``Untaken``."""
        if self.why:
            raise Untaken(self.why)
        try:
            descriptor = os.open(self.path, os.O_RDONLY | _NO_LINK | _NO_WAIT | _BINARY)
        except (OSError, ValueError) as error:
            raise Untaken(_cannot(error)) from None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise Untaken(NO_FILE)
        return os.fdopen(descriptor, "rb")


def _why(path: Path, mode: int) -> str:
    if stat.S_ISLNK(mode) or _is_junction(path):
        return LINK
    return "" if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else NO_FILE


def _is_junction(path: Path) -> bool:
    """Windows has folders that lead elsewhere and are no links. Python tells them from 3.12 on."""
    told = getattr(os.path, "isjunction", None)
    return told is not None and bool(told(path))


def _cannot(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {reason or 'its name is not one that this system takes'}"
