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
        self._index = self._device.index or 0
        self._kept = self._at_first = 0
        self._start: Any = None
        self._end: Any = None

    def begin(self) -> None:
        """Make the context. Raises what the device raises.

        No gradient is computed: the thread that it starts for the device would not be confined, and runs student code.
        """
        self._do("set_device", self._index)  # what is put on `cuda` is put there
        x = torch.ones(2, 2, device=self._device)
        _ = x @ x
        self.settle()

    def use(self, *, thoroughly: bool) -> None:
        """Compute a gradient, and with ``thoroughly`` use the further libraries that are loaded late; as ``begin``."""
        x = torch.ones(2, 3, 8, 8, device=self._device, requires_grad=True)
        (x.flatten(1) @ x.flatten(1).T).sum().backward()  # type: ignore[no-untyped-call]
        if thoroughly:
            torch.nn.functional.conv2d(x, torch.ones(4, 3, 3, 3, device=self._device)).sum().backward()  # type: ignore[no-untyped-call]
            with contextlib.suppress(NotImplementedError):
                torch.linalg.svd(x[0, 0].detach())
        self.settle()
        self._kept = self._count("memory_reserved")

    def restore(self, seed: int) -> None:
        """Seeded, and as exact as it can be: no TF32, sums as wide as their numbers, no search for the fastest kernel.

        What is kept for later allocations is given back, so that none of it counts for the next call.
        """
        self._do("empty_cache")
        self._do("set_device", self._index)
        if hasattr(self._torch, "set_stream") and hasattr(self._torch, "default_stream"):
            self._torch.set_stream(self._torch.default_stream())
        self._do("manual_seed_all" if hasattr(self._torch, "manual_seed_all") else "manual_seed", seed)
        _be_exact()
        with contextlib.suppress(RuntimeError):  # no autocast for this kind
            if torch.is_autocast_enabled(self._device.type):
                torch.set_autocast_enabled(self._device.type, False)

    def allow(self, memory: int) -> None:
        """Let torch take ``memory`` bytes of the device beyond what its libraries keep; it raises for more.

        Without effect where torch cannot be told.
        """
        if not hasattr(self._torch, "set_per_process_memory_fraction"):
            return
        wanted = memory + self._kept
        if hasattr(self._torch, "recommended_max_memory"):  # Apple's, of which there is one
            self._torch.set_per_process_memory_fraction(min(1.0, wanted / self._torch.recommended_max_memory()))
        elif hasattr(self._torch, "mem_get_info"):
            _, total = self._torch.mem_get_info(self._index)
            self._torch.set_per_process_memory_fraction(min(1.0, wanted / total), self._index)

    def settle(self) -> None:
        """Wait until all is done. Raises what went wrong in what was begun before, which is told only now."""
        self._do("synchronize")

    @contextlib.contextmanager
    def measuring(self) -> Iterator[None]:
        """Take the time and the peak of memory of what is done meanwhile."""
        self._start = self._end = None
        self._do("reset_peak_memory_stats")
        self._at_first = self._count("memory_allocated")
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
            return self.broken()
        seconds = 0.0
        with contextlib.suppress(RuntimeError, AttributeError):
            seconds = float(self._start.elapsed_time(self._end)) / 1000
        memory = max(0, self._count("max_memory_allocated") - self._at_first)
        return Spent(self._device.type, seconds, memory, self._device.type == "cuda" and any(map(_is_coarse, _TF32)))

    def broken(self) -> Spent:
        """That it can be used no more."""
        return Spent(self._device.type, is_broken=True)

    def _count(self, name: str) -> int:
        with contextlib.suppress(RuntimeError, AttributeError):
            return int(getattr(self._torch, name)())
        return 0

    def _do(self, name: str, *arguments: object) -> None:
        if (function := getattr(self._torch, name, None)) is not None:
            function(*arguments)


def _be_exact() -> None:
    """By the older switches first: with the newer ones alone the older, which students know, refuse to be read."""
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    for held in filter(None, map(_newer, _TF32)):
        held.fp32_precision = "ieee"
    for name in _REDUCED:
        if hasattr(torch.backends.cuda.matmul, name):
            setattr(torch.backends.cuda.matmul, name, False)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False


def _newer(part: str) -> Any:  # noqa: ANN401
    """What holds the switch of newer versions of torch; None where this one has none."""
    found: Any = torch.backends
    for name in part.split("."):
        found = getattr(found, name, None)
    return found if hasattr(found, "fp32_precision") else None


def _is_coarse(part: str) -> bool:
    if (held := _newer(part)) is not None:
        return bool(held.fp32_precision == "tf32")
    older: Any = getattr(torch.backends, part.partition(".")[0])
    return bool((older.matmul if part == "cuda.matmul" else older).allow_tf32)
