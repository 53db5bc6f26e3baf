"""Forbidden things, tried in the child before student code is loaded: what was denied is what is in force."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

# A file that every Unix has and everybody may read.
_PUBLIC = Path("/etc/passwd")


def probe(scratch: Path, secrets: Path) -> dict[str, bool]:
    """Each attempt by name, and whether it was denied. ``secrets`` is a file of the course, not to be read here."""
    attempts: Mapping[str, Callable[[], object]] = {
        "read public files": lambda: _read(_PUBLIC),
        "read the course": lambda: _read(secrets),
        "write elsewhere": lambda: _write(scratch.parent / f"{scratch.name}-probe"),
        "see other processes": lambda: _read(Path(f"/proc/{os.getppid()}/environ")),
        "signal other processes": lambda: os.kill(os.getppid(), 0),
        "start a process": _start,
        "run a program": lambda: os.execv(str(scratch / "nothing"), ["nothing"]),  # noqa: S606 - there is none
        "open a connection": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
    }
    return {name: _is_denied(attempt) for name, attempt in attempts.items()}


def _is_denied(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _read(file: Path) -> None:
    with file.open("rb") as opened:
        opened.read(1)


def _write(file: Path) -> None:
    file.touch()
    with contextlib.suppress(OSError):
        file.unlink()


def _start() -> None:
    if not hasattr(os, "fork"):
        return
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
