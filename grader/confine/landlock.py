"""Landlock: the file system shrinks to a few folders to read and one to write; network and other processes vanish.

Constants from linux/landlock.h. Rights that this kernel does not know are left out; the probe tells what holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from grader.confine.process import system_call

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_REMOVE_DIR, _REMOVE_FILE, _MAKE_CHAR, _MAKE_DIR, _MAKE_REG = (1 << bit for bit in range(4, 9))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_IOCTL_DEVICE = 1 << 15
_READ = _READ_FILE | _READ_DIR
_WRITE = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
_OF_FILES = _READ_FILE | _WRITE_FILE | _EXECUTE | _TRUNCATE | _IOCTL_DEVICE
# The number of file rights that exist from each version on; versions 4 and 6 add the network and scopes.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NETWORK, _SCOPES = 0b11, 0b11
# NVIDIA's, those of its boards, AMD's and Intel's, and that of Windows' own Linux; and where what they are is told.
_DEVICES = ("nvidia*", "nvidia-caps/*", "nvhost*", "nvmap", "nvgpu*", "kfd", "dri/*", "dxg")
_ABOUT_DEVICES = ("/proc/driver/nvidia", "/sys/devices", "/sys/bus/pci", "/sys/class")


def version() -> int:
    """The version of Landlock in this kernel; 0 where there is none."""
    return max(0, system_call(_CREATE, None, 0, _VERSION))


def restrict_files(read: Iterable[Path], write: Path, *, with_device: bool = False) -> bool:
    """From now on only files beneath ``read`` can be read, and those beneath ``write`` changed as well.

    ``with_device`` the files of devices stay open, and what their drivers and libraries read of the machine.
    """
    known = version()
    if known == 0:
        return False
    handled = (1 << _FILE_RIGHTS[min(known, 5)]) - 1
    attributes = struct.pack("QQQ", handled, _NETWORK if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = system_call(_CREATE, ctypes.c_char_p(attributes), size, 0)
    if ruleset < 0:
        return False
    for path in read:
        _allow(ruleset, path, _READ & handled)
    for device in ("null", "zero", "urandom", "random"):
        _allow(ruleset, Path("/dev") / device, _READ | _WRITE_FILE if device == "null" else _READ)
    if with_device:
        for pattern in _DEVICES:
            for path in Path("/dev").glob(pattern):
                _allow(ruleset, path, (_READ | _WRITE_FILE | _IOCTL_DEVICE) & handled)
        for path in map(Path, _ABOUT_DEVICES):
            _allow(ruleset, path, _READ & handled)
        _allow(ruleset, Path("/proc/self/task"), (_READ | _WRITE_FILE) & handled)  # drivers name their threads
    _allow(ruleset, write, _WRITE & handled)
    done = system_call(_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return done


def _allow(ruleset: int, path: Path, rights: int) -> None:
    """What is not there needs no rule."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not path.is_dir():
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        system_call(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
        os.close(descriptor)
