"""Which devices are here, found without touching one: a process that did could not be forked for use of it any more."""

from __future__ import annotations

import os
import sys

import torch

from grader.model.devices import ACCELERATORS, CPU

# Read by the driver when it is first used; AMD's reads it too.
_VISIBLE = "CUDA_VISIBLE_DEVICES"


def look_for_devices() -> tuple[str, ...]:
    """The kinds of device that torch can use here, ``cpu`` first. Asked in a copy of this process, where it can be."""
    kinds = [kind for kind in dict.fromkeys((*ACCELERATORS, _added())) if _is_built(kind)]
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
    with os.fdopen(read) as answer:
        found = answer.read().split()
    os.waitpid(pid, 0)
    return (CPU, *found)


def hide(devices: tuple[str, ...]) -> bool:
    """Have torch see none but the CPU from now on; whether that is so."""
    if "cuda" in devices:
        os.environ[_VISIBLE] = ""
    return {CPU, "cuda"}.issuperset(devices)


def _added() -> str:
    """What a device is called that was added to torch; torch's own name for that where there is none."""
    return torch._C._get_privateuse1_backend_name()


def _is_built(kind: str) -> bool:
    if kind == "mps":
        return torch.backends.mps.is_built()
    module = getattr(torch, kind, None)
    is_compiled = getattr(module, "_is_compiled", lambda: True)
    return hasattr(module, "is_available") and bool(is_compiled())


def _is_here(kind: str) -> bool:
    try:
        return bool((torch.backends.mps if kind == "mps" else getattr(torch, kind)).is_available())
    except Exception:  # a driver that does not fit
        return False
