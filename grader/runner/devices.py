"""Which devices are here, found without touching one: a process that did could not be forked for use of it any more."""

from __future__ import annotations

import os
import select
import signal
import sys
from pathlib import Path

import torch

from grader.model.devices import ACCELERATORS, CPU

# Read by the driver when it is first used; AMD's reads it too.
_VISIBLE = "CUDA_VISIBLE_DEVICES"
# One of these is there where a driver of CUDA is, or AMD's, Windows' own or that of a small board.
_DRIVERS = ("nvidiactl", "kfd", "dxg", "nvhost-gpu", "nvgpu")
# A driver may take seconds to wake up, and one that is broken may never answer.
_SECONDS = 30


def look_for_devices() -> tuple[str, ...]:
    """The kinds of device that torch can use here, ``cpu`` first. Asked in a copy of this process, where it can be."""
    kinds = [kind for kind in dict.fromkeys((*ACCELERATORS, _added())) if _may_be_here(kind)]
    if not kinds:
        return (CPU,)
    if sys.platform != "linux":
        return (CPU, *filter(_is_here, kinds))
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, " ".join(filter(_is_here, kinds)).encode())
        finally:
            os._exit(0)
    os.close(write)
    found = os.read(read, 1 << 10).decode().split() if select.select([read], [], [], _SECONDS)[0] else []
    os.close(read)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return (CPU, *found)


def hide(devices: tuple[str, ...]) -> bool:
    """Have torch see none but the CPU from now on, where it has not looked yet; whether it may compute gradients now.

    Where this process is forked the first gradient must not find a device. Elsewhere it is the child itself.
    """
    if sys.platform != "linux":
        return True
    os.environ[_VISIBLE] = ""
    return {CPU, "cuda"}.issuperset(devices)


def _added() -> str:
    """What a device is called that was added to torch; torch's own name for that where there is none."""
    return torch._C._get_privateuse1_backend_name()


def _may_be_here(kind: str) -> bool:
    """Whether torch was built for it and, where that is quickly seen, there is a driver."""
    if kind == "mps":
        return torch.backends.mps.is_built()
    module = getattr(torch, kind, None)
    is_compiled = getattr(module, "_is_compiled", lambda: True)
    if not hasattr(module, "is_available") or not is_compiled():
        return False
    return kind != "cuda" or sys.platform != "linux" or any((Path("/dev") / name).exists() for name in _DRIVERS)


def _is_here(kind: str) -> bool:
    try:
        return bool((torch.backends.mps if kind == "mps" else getattr(torch, kind)).is_available())
    except Exception:  # a driver that does not fit
        return False
