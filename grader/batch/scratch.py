"""A folder for what is graded and what student code leaves behind. It is removed at the end, or by the next run."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from grader.errors import MachineError
from grader.sandbox import remove_folder

_PREFIX = "grade-batch-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty one that only this user may enter. Those of runs that were killed are removed first."""
    home = Path(tempfile.gettempdir())
    try:
        _clear(home)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise MachineError(f"no folder could be made in `{home}`: {error.strerror}") from None
    lock = FileLock(folder / "lock")
    with lock:
        (folder / "tmp").mkdir()
        try:
            yield folder
        finally:
            lock.release()
            remove_folder(folder)


def _clear(home: Path) -> None:
    for folder in home.glob(f"{_PREFIX}*"):
        if not _is_ours(folder):
            continue
        try:
            with FileLock(folder / "lock", timeout=0):
                pass
        except (Timeout, OSError):
            continue  # somebody is at work there
        remove_folder(folder)


def _is_ours(folder: Path) -> bool:
    """A folder that this user made: in what another one put there nothing is opened or removed."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())
