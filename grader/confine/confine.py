"""Puts the layers on, in the order in which they need each other, and says what was then seen to be denied."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.confine.landlock import restrict_files
from grader.confine.probe import probe
from grader.confine.process import forbid_new_privileges, give_up_capabilities
from grader.confine.seccomp import restrict_calls

# Where shared libraries, their cache and time zones lie.
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/zoneinfo")


# The layers by name: what Landlock and what the system-call filter do. Tests leave one out to see what it stops.
FILES, CALLS = "files", "calls"
LAYERS = (FILES, CALLS)
# Said of every child that has a device beside the CPU.
DRIVER = "ask anything of the device's driver (ioctl)"


def confine(
    scratch: Path, secrets: Path, layers: Collection[str] = LAYERS, *, with_device: bool = False
) -> dict[str, bool]:
    """Confine this process to ``scratch``. Returns what was tried and whether it was denied; see ``probe``.

    A layer that this machine lacks is left out: the probe says so. ``with_device`` leaves the way to the drivers of
    devices open, and says so: nobody knows all that can be asked of one.
    """
    alone = _is_alone()
    forbid_new_privileges()
    give_up_capabilities()
    if FILES in layers:
        libraries = _library_folders() if with_device else ()
        restrict_files([*_pythons_folders(), *map(Path, _SYSTEM), *libraries], scratch, with_device=with_device)
    if CALLS in layers:
        restrict_calls(os.getpid(), with_device=with_device)
    denied = {**probe(scratch, secrets), "go on in another thread": alone}
    return {**denied, DRIVER: False} if with_device else denied


def _library_folders() -> set[Path]:
    """Where a driver's libraries lie: they load others from beside them when those are first used."""
    try:
        mapped = Path("/proc/self/maps").read_text(errors="surrogateescape").splitlines()
    except OSError:
        mapped = []
    found = {Path(words[5]).parent for line in mapped if len(words := line.split(None, 5)) > 5 and ".so" in words[5]}
    stated = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return found | {Path(entry) for entry in stated if entry.startswith(os.sep)}


def _is_alone() -> bool:
    """Whether this is the process's only thread: Landlock holds for the calling one and what it starts."""
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _pythons_folders() -> Iterator[Path]:
    """Both prefixes and what is on the path now, which no longer holds the course."""
    prefixes = {Path(each) for each in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)}
    yield from prefixes
    yield from (Path(entry) for entry in sys.path if entry and prefixes.isdisjoint(Path(entry).parents))
