"""Folders that a report writes: empty ones or ours, with a name for each student that every system has."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from grader.errors import UsageError
from grader.reporters.inert import inert

_UNSAFE = re.compile(r"[^\w.@+-]+", re.ASCII)
_LONGEST = 80
# Names that mean a device on one system or another, whatever follows the first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.I)


def make_ready(folder: Path, mark: str, said: str, ours: Sequence[str]) -> None:
    """An empty folder but for the file ``mark``, by which it is known as ours and which holds ``said``.

    Of one of ours what the patterns ``ours`` name is taken away. Raises ``UsageError`` where ``folder`` is not ours.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"`{inert(str(folder))}` is no folder: choose one that is empty, or not there yet")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / mark).is_file():
        raise UsageError(f"`{inert(str(folder))}` has files in it that are not ours: choose a folder that is empty")
    folder.mkdir(parents=True, exist_ok=True)
    for each in [each for pattern in ours for each in folder.glob(pattern)]:
        _remove(each)
    (folder / mark).write_text(said, "utf-8")


def safe_names(keys: Iterable[str]) -> Mapping[str, str]:
    """A name of a folder for each key, of letters that every system has; equal ones get a number, in any spelling."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(set(keys), key=lambda key: (_safe(key) != key, key)):
        name = wanted = _safe(key)
        number = 2
        while name.lower() in taken:
            name, number = f"{wanted}~{number}", number + 1
        taken.add(name.lower())
        found[key] = name
    return found


def write_below(folder: Path, name: str, content: bytes) -> None:
    """Write a file below ``folder``, whatever its name says."""
    parts = [_safe(part) for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    target = folder.joinpath(*(parts or ["file"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _safe(key: str) -> str:
    """Neither hidden nor a way out of the folder, nor a name that some system keeps for itself."""
    name = _UNSAFE.sub("-", key)[:_LONGEST].lstrip(".-").rstrip(". ") or "student"
    return f"_{name}" if _DEVICES.match(name) else name


def _remove(path: Path) -> None:
    """All of it, following no link."""
    if path.is_dir() and not path.is_symlink():
        for each in path.iterdir():
            _remove(each)
        path.rmdir()
    elif os.path.lexists(path):
        path.unlink()
