"""What NVIDIA's driver tells of its GPUs: how large they are, and how much of them each process holds.

By NVIDIA's own library (``nvidia-ml-py``, extra ``gpu``); without it, or without such a GPU, nothing is known. Inside a
container the driver may know processes by other numbers than we do: then they hold nothing, as far as can be seen.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Any


def held_on_gpus(pids: Collection[int]) -> int:
    """Bytes that these processes hold together, on all GPUs; 0 where that is not known."""
    nvml = _nvml()
    if nvml is None:
        return 0
    try:
        running = [each for gpu in _gpus(nvml) for each in nvml.nvmlDeviceGetComputeRunningProcesses(gpu)]
    except nvml.NVMLError:
        return 0
    return sum(each.usedGpuMemory or 0 for each in running if each.pid in pids)


def free_on_gpus() -> int | None:
    """Bytes that can still be taken of the GPU that has least; None where there is none that tells."""
    nvml = _nvml()
    if nvml is None:
        return None
    try:
        return min((int(nvml.nvmlDeviceGetMemoryInfo(gpu).free) for gpu in _gpus(nvml)), default=None)
    except nvml.NVMLError:
        return None


@functools.cache
def _nvml() -> Any:  # noqa: ANN401
    try:
        import pynvml
    except ImportError:
        return None
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    return pynvml


def _gpus(nvml: Any) -> list[Any]:  # noqa: ANN401
    return [nvml.nvmlDeviceGetHandleByIndex(number) for number in range(nvml.nvmlDeviceGetCount())]
