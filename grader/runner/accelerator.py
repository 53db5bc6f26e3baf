"""A device beside the CPU, by what torch's modules for all kinds have in common; what one lacks is left out.

Each child makes a context of its own: one that was made before a fork is of no use after it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch

from grader.model.record import Spent

_TF32 = ("cuda.matmul", "cudnn.conv", "cudnn.rnn")
_REDUCED = ("allow_fp16_reduced_precision_reduction", "allow_bf16_reduced_precision_reduction")


class Accelerator:
    """The device ``name``, such as ``cuda`` or ``cuda:1``. Raises ``RuntimeError`` for what torch has no word for."""

    def __init__(self, name: str) -> None:
        self._device = torch.device(name)
        self._torch: Any = getattr(torch, self._device.type, None)
        self._start: Any = None
        self._end: Any = None

    def begin(self) -> None:
        """Make the context, with what its first product and its first gradient load. Raises what the device raises."""
        if self._torch is not None and self._device.index is not None and hasattr(self._torch, "set_device"):
            self._torch.set_device(self._device)  # what is put on `cuda` is put there
        x = torch.ones(2, 2, device=self._device, requires_grad=True)
        (x @ x).sum().backward()  # type: ignore[no-untyped-call]
        self.settle()

    def restore(self, seed: int) -> None:
        """Seeded, and as exact as it can be: no TF32, sums as wide as their numbers, the same kernels each time.

        What is kept for later allocations is given back, so that none of it counts for the next call.
        """
        self._do("empty_cache")
        self._do("manual_seed_all", seed)
        for part in _TF32:
            _be_exact(part)
        for name in _REDUCED:
            if hasattr(torch.backends.cuda.matmul, name):
                setattr(torch.backends.cuda.matmul, name, False)
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False
        if torch.is_autocast_enabled(self._device.type):
            torch.set_autocast_enabled(self._device.type, False)

    def allow(self, memory: int) -> None:
        """Let torch take ``memory`` bytes of the device; it raises ``OutOfMemoryError`` for more."""
        with contextlib.suppress(RuntimeError, AssertionError, AttributeError):
            _, total = self._torch.mem_get_info(self._device)
            self._torch.set_per_process_memory_fraction(min(1.0, memory / total), self._device)

    def settle(self) -> None:
        """Wait until all is done. Raises what went wrong in what was begun before, which is told only now."""
        self._do("synchronize")

    @contextlib.contextmanager
    def measuring(self) -> Iterator[None]:
        """Take the time and the peak of memory of what is done meanwhile."""
        self._start = self._end = None
        self._do("reset_peak_memory_stats")
        with contextlib.suppress(RuntimeError, AttributeError, TypeError):
            self._start, self._end = (self._torch.Event(enable_timing=True) for _ in range(2))
            self._start.record()
        try:
            yield
        finally:
            with contextlib.suppress(RuntimeError, AttributeError):
                self._end.record()

    def spent(self) -> Spent:
        """What was measured, with all settled; 0 where this device does not tell."""
        try:
            self.settle()
        except Exception:
            return Spent(self._device.type, is_broken=True)
        seconds, memory = 0.0, 0
        with contextlib.suppress(RuntimeError, AttributeError):
            seconds = float(self._start.elapsed_time(self._end)) / 1000
        with contextlib.suppress(RuntimeError, AttributeError):
            memory = int(self._torch.max_memory_allocated())
        return Spent(self._device.type, seconds, memory, self._device.type == "cuda" and any(map(_is_coarse, _TF32)))

    def _do(self, name: str, *arguments: object) -> None:
        if (function := getattr(self._torch, name, None)) is not None:
            function(*arguments)


def _backend(part: str) -> tuple[Any, bool]:
    """What holds the switch, and whether it is that of newer versions of torch; None where this one has none."""
    found: Any = torch.backends
    for name in part.split("."):
        found = getattr(found, name, None)
    if found is not None and hasattr(found, "fp32_precision"):
        return found, True
    older: Any = getattr(torch.backends, part.partition(".")[0])
    return (older.matmul if part == "cuda.matmul" else older), False


def _be_exact(part: str) -> None:
    held, is_new = _backend(part)
    if is_new:
        held.fp32_precision = "ieee"
    else:
        held.allow_tf32 = False


def _is_coarse(part: str) -> bool:
    held, is_new = _backend(part)
    return held.fp32_precision == "tf32" if is_new else bool(held.allow_tf32)
