"""The system-call filter: a list of what is allowed, some of it only with certain arguments; the rest is EPERM.

Written as classic BPF, which the kernel runs on ``struct seccomp_data`` (linux/seccomp.h, linux/filter.h).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable

from grader.confine.process import system_call
from grader.confine.syscalls import Processor, processor

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
# The call that installs a filter for all threads at once; prctl knows only the calling one.
_SECCOMP = {"x86_64": 317, "aarch64": 277}

_CLONE_THREAD = 0x00010000
_ACCESS_MODE = os.O_WRONLY | os.O_RDWR
# Names of a thread and of memory areas, which glibc and OpenMP set.
_PRCTL = (15, 16, 0x53564D41)
_FCNTL = (0, 1, 2, 3, 4, 1030)  # duplicate, descriptor flags, status flags: no locks, no owner
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal and how wide, what is to be read, flags
_TO_TERMINALS = (0x5412, 0x541C)  # put letters into its input, or do much else to a console

# Stands for the number of the process itself until that is known.
_OWN = 0xFFFFFFFE

Instruction = tuple[int, int, int, int]


def restrict_calls(pid: int, *, with_device: bool = False) -> bool:
    """Install the filter for every thread of process ``pid``, this one. False where it cannot be had here.

    ``with_device`` anything may be asked of files by `ioctl`, which is how drivers are spoken to, but what is meant for
    a terminal.
    """
    template = _TEMPLATES[with_device]
    if not template:
        return False
    program = b"".join(struct.pack("HBBI", *line[:3], pid if line[3] == _OWN else line[3]) for line in template)
    lines = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(lines))
    number = _SECCOMP[platform.machine()]
    return system_call(number, _SET_MODE_FILTER, _ALL_THREADS, ctypes.c_char_p(header)) == 0


def _program(known: Processor, *, with_device: bool) -> Iterable[Instruction]:
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _JUMP_EQUAL, 1, 0, known.audit
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    if known.x32 is not None:
        yield _JUMP_GREATER_EQUAL, 0, 1, known.x32
        yield _RETURN, 0, 0, _KILL
    conditional = {
        "clone": _if_bits(0, _CLONE_THREAD),
        "clone3": [(_RETURN, 0, 0, _ERRNO | errno.ENOSYS)],  # glibc then uses clone, whose flags can be seen
        "fcntl": _if_one_of(1, _FCNTL),
        "ioctl": _unless_one_of(1, _TO_TERMINALS) if with_device else _if_one_of(1, _IOCTL),
        "kill": _if_one_of(0, (_OWN,)),
        "open": _unless_truncating(1),
        "openat": _unless_truncating(2),
        "prctl": _if_one_of(0, _PRCTL),
        "prlimit64": _if_one_of(0, (0, _OWN)),
        "tgkill": _if_one_of(0, (_OWN,)),
    }
    for name, number in {**known.numbers, **(known.of_drivers if with_device else {})}.items():
        body = conditional.get(name, [(_RETURN, 0, 0, _ALLOW)])
        yield _JUMP_EQUAL, 0, len(body), number
        yield from body
    yield _RETURN, 0, 0, _ERRNO | errno.EPERM


def _argument(index: int) -> Instruction:
    """Load the lower half of an argument (little-endian); those that are looked at fit into it."""
    return _LOAD, 0, 0, _ARGUMENTS + 8 * index


def _if_one_of(index: int, values: tuple[int, ...]) -> list[Instruction]:
    tests = [(_JUMP_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [_argument(index), *tests, (_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)]


def _unless_one_of(index: int, values: tuple[int, ...]) -> list[Instruction]:
    tests = [(_JUMP_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [_argument(index), *tests, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]


def _if_bits(index: int, bits: int) -> list[Instruction]:
    refuse, allow = (_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)
    return [_argument(index), (_JUMP_ANY_BIT, 1, 0, bits), refuse, allow]


def _unless_truncating(index: int) -> list[Instruction]:
    """Not O_TRUNC on a file opened for reading: before its third version Landlock lets that through."""
    refuse, allow = (_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)
    return [
        _argument(index),
        (_JUMP_ANY_BIT, 0, 3, os.O_TRUNC),
        (_AND, 0, 0, _ACCESS_MODE),
        (_JUMP_EQUAL, 0, 1, os.O_RDONLY),
        refuse,
        allow,
    ]


# Made once, before children are forked.
_KNOWN = processor()
_TEMPLATES = tuple(tuple(_program(_KNOWN, with_device=each)) if _KNOWN else () for each in (False, True))
