"""The process itself: dies with its parent, cannot be inspected, leads its own session, keeps no stray descriptor."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import sys

# From linux/prctl.h.
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
# From linux/capability.h: the form of the two structures that capset takes.
_CAPABILITY_VERSION = 0x20080522

# Bound once, before a fork and before student code: looking it up in every child would cost as much as a layer.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_prctl = _libc.prctl if _libc else None


def system_call(number: int, *arguments: object) -> int:
    """What the kernel answers to call ``number``; -1 where it refuses, or where there is no Linux."""
    return int(_libc.syscall(number, *arguments)) if _libc else -1


def die_with_parent(parent: int) -> None:
    """Be killed when the thread that started this process ends; at once if ``parent`` is gone already."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)


def hide_memory() -> None:
    """No core dump, and no other process of the same user may read this one's memory."""
    if _prctl is not None:
        _prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def forbid_new_privileges() -> None:
    """No program started from here gains rights by its set-user-id bit; the kernel asks for this before a filter."""
    if _prctl is not None:
        _prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def give_up_capabilities() -> None:
    """Root keeps its name and none of its rights: not to lift a hard limit, look into others, or make devices."""
    if _libc is not None:
        _libc.capset(struct.pack("Ii", _CAPABILITY_VERSION, 0), bytes(24))


def lead_session() -> None:
    """Leave the terminal and the parent's process group, so that all that is started from here is killed together."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(PermissionError):
            os.setsid()


def close_descriptors(keep: int) -> None:
    """Close every descriptor from ``keep`` upwards."""
    if hasattr(os, "closerange"):
        os.closerange(keep, 4096)
