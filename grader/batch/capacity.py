"""How many submissions this machine can grade at a time."""

from __future__ import annotations

from pathlib import Path

from grader.sandbox import cores

# What a worker, its runner and torch hold beside what one submission may, measured on Linux.
_WORKER = 600 << 20
_UNKNOWN = 1 << 62
_GROUP = Path("/sys/fs/cgroup")


def most_workers(memory: int) -> int:
    """As many as there are processors, and as fit into memory where each submission may use ``memory`` bytes."""
    return max(1, min(cores(), _free() // (_WORKER + memory)))


def _free() -> int:
    """Bytes that may still be taken: of the machine, and of the container that this runs in."""
    return min(_machine(), _container())


def _machine() -> int:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError, IndexError):
        return _UNKNOWN


def _container() -> int:
    try:
        most = (_GROUP / "memory.max").read_text().strip()
        return int(most) - int((_GROUP / "memory.current").read_text())
    except (OSError, ValueError):
        return _UNKNOWN
