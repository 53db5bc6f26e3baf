"""How many submissions this machine can grade at a time."""

from __future__ import annotations

from pathlib import Path

from grader.sandbox import cores, free_on_gpus

# What a worker, its runner and torch hold beside what one submission may, measured on Linux.
_WORKER = 600 << 20
_UNKNOWN = 1 << 62
# What each child keeps of a GPU for its context and libraries alone, and how many of them a worker has at a time: that
# of the submission, and those of the reference and of others that are asked why something is wrong.
_CONTEXT, _CHILDREN = 1 << 30, 3
_GROUP = Path("/sys/fs/cgroup")


def most_workers(memory: int, *, with_device: bool = False) -> int:
    """As many as there are processors, and as fit into memory where each submission may use ``memory`` bytes.

    ``with_device`` as many as fit into the memory of the GPU too, where that is known.
    """
    most = min(cores(), _free() // (_WORKER + memory))
    on_gpu = free_on_gpus() if with_device else None
    return max(1, most if on_gpu is None else min(most, on_gpu // (_CHILDREN * _CONTEXT + memory)))


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
