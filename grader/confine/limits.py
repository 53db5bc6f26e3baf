"""Resource limits of one child. Memory is counted from its size at the start: torch alone maps gigabytes."""

from __future__ import annotations

import sys
import time
from itertools import islice
from math import ceil
from pathlib import Path

if sys.platform != "win32":
    import resource

OPEN_FILES = 64
# The driver of a device keeps some dozen open.
_FILES_OF_DRIVER = 192
# Honest printing below this costs nothing; a file larger than this is refused by the kernel.
OUTPUT_BYTES = 64 << 20
# What observing and sending a result may need beyond the exercise's own budget.
_SLACK = 512 << 20
# What the libraries of a device keep of this machine's own memory.
_LIBRARIES = 2 << 30


class Memory:
    """The budget of this process, in bytes beyond what it has mapped now. Without effect where no such limits exist.

    A device's memory is mapped too, tens of gigabytes before any of it is used: beside one only data is limited.
    """

    def __init__(self, largest: int, *, with_device: bool = False) -> None:
        self._sizes = _data_and_mapped()
        self._more = _LIBRARIES if with_device else 0
        self._count = 1 if with_device else 2
        self._hard = largest + _SLACK + self._more
        self.lift()

    def allow(self, budget: int) -> None:
        """Let the process grow by ``budget`` bytes from its size at the start."""
        self._set(min(budget + self._more, self._hard))

    def lift(self) -> None:
        """Allow the largest budget and some slack: for our own work after a call."""
        self._set(self._hard)

    def _set(self, budget: int) -> None:
        if self._sizes is None:
            return
        limits = zip((resource.RLIMIT_DATA, resource.RLIMIT_AS), self._sizes, strict=True)
        for which, size in islice(limits, self._count):
            hard = size + self._hard
            _, ceiling = resource.getrlimit(which)
            if ceiling != resource.RLIM_INFINITY:
                hard = min(hard, ceiling)
            resource.setrlimit(which, (min(size + budget, hard), hard))


def _data_and_mapped() -> tuple[int, int] | None:
    """Bytes of data and of address space of this process (Linux: proc(5), statm); None where that is not known."""
    try:
        fields = Path("/proc/self/statm").read_text().split()
    except OSError:
        return None
    page = resource.getpagesize()
    return int(fields[5]) * page, int(fields[0]) * page


def limit_process(cpu_seconds: int, *, with_device: bool = False) -> None:
    """No core files, no large files, few descriptors, no locked memory, and an end to the processor time."""
    if sys.platform == "win32":
        return
    files = OPEN_FILES + (_FILES_OF_DRIVER if with_device else 0)
    for which, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _lower(which, amount, amount)
    # Counted from the start of the process, which in a spare one includes loading torch. At the soft limit comes a
    # signal that tells its reason, at the hard one only SIGKILL.
    cpu = ceil(time.process_time()) + cpu_seconds
    _lower(resource.RLIMIT_CPU, cpu, cpu + 1)


def _lower(which: int, soft: int, hard: int) -> None:
    _, ceiling = resource.getrlimit(which)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(which, (soft, hard))
