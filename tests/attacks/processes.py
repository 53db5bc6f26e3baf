"""Which processes an attack left behind: those that its parents' death hands to this process included (Linux)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
# A process that was killed is gone after a moment; one that was not stays.
DYING = 1.0


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """While this lasts, what loses its parent becomes a child of this process, and so can be counted."""
    prctl = ctypes.CDLL(None).prctl
    prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def descendants(pid: int | None = None) -> set[int]:
    found: set[int] = set()
    for child in _children(os.getpid() if pid is None else pid):
        found |= {child} | descendants(child)
    return found


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(each) for file in Path(f"/proc/{pid}/task").glob("*/children") for each in file.read_text().split()]
    return []


def end_those_left(known: set[int], patience: float = DYING) -> int:
    """How many live that are not in ``known``, and do not end within ``patience`` seconds; they are killed."""
    left = 0
    for pid in descendants() - known:
        left += not _ends_within(patience, pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid in set(_children(os.getpid())) - known:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return left


def _ends_within(seconds: float, pid: int) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)
