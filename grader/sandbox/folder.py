"""Scratch folders, made and removed whatever student code left in them. No link is ever followed."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

# What tells that a file is no longer the one that was put there.
Stamp: TypeAlias = tuple[int, int, int, int] | None


def make_folder() -> Path:
    """An empty folder that only this user may enter. Raises ``OSError``."""
    return Path(tempfile.mkdtemp(prefix="grade-"))


def fill_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put copies into ``folder``, before student code comes there: later it may have put links in their places."""
    made = {folder}
    for name, content in files:
        file = folder / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)


def stamps(folder: Path, names: Iterable[str]) -> tuple[Stamp, ...]:
    """One for each of ``names``; equal as long as nobody has changed, moved or replaced them."""
    return tuple(_stamp(f"{folder}{os.sep}{name}") for name in names)


def _stamp(file: str) -> Stamp:
    try:
        found = os.lstat(file)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def remove_folder(folder: Path) -> None:
    """Remove ``folder`` with all that is in it: folders that none may enter too, and those nested without end."""
    with contextlib.suppress(OSError):
        if folder.is_symlink():  # where student code is not confined, it may have put one in its place
            folder.unlink()
            return
        try:
            shutil.rmtree(folder)
        except (OSError, RecursionError):
            _flatten(folder)
            folder.rmdir()


def _flatten(folder: Path) -> None:
    """Empty ``folder``, taking each inner folder's own folders out of it first: nothing is ever two levels down."""
    while entries := [(Path(entry), entry.is_dir(follow_symlinks=False)) for entry in os.scandir(folder)]:
        for path, is_folder in entries:
            if is_folder:
                path.chmod(0o700)
                _move_out(path, folder)
            else:
                path.unlink()


def _move_out(inner: Path, folder: Path) -> None:
    for entry in list(os.scandir(inner)):
        path = Path(entry)
        if entry.is_dir(follow_symlinks=False):
            path.chmod(0o700)
            path.rename(folder / secrets.token_hex(8))
        else:
            path.unlink()
    inner.rmdir()
