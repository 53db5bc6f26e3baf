"""Watches a process from outside where the kernel sets it no limits: its memory, a device's, and what it started."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil

from grader.model.result import Cause
from grader.sandbox.channel import OverLimitError
from grader.sandbox.gpu import held_on_gpus

# What the libraries of a device take beside the budget when they are first used: of the device, and of this machine.
_ON_DEVICE, _HERE = 1 << 30, 2 << 30


class Watch:
    """The process ``pid`` and all its descendants. Nothing is watched before ``allow``."""

    def __init__(self, pid: int, *, with_device: bool = False) -> None:
        self._pid, self._with_device = pid, with_device
        self._most: int | None = None
        self._most_on_device: int | None = None

    def allow(self, budget: int) -> None:
        """Let them grow by ``budget`` bytes from what they hold now, and as much on a device that tells of it."""
        self._most = self._held() + budget + (_HERE if self._with_device else 0)
        if self._with_device and (held := self._held_on_device()):
            self._most_on_device = held + budget + _ON_DEVICE

    @property
    def sees_device(self) -> bool:
        """Whether it is known how much of a device they hold."""
        return self._most_on_device is not None

    def check(self) -> None:
        """Raises ``OverLimitError`` where they hold more."""
        if self._most is not None and self._held() > self._most:
            raise OverLimitError(Cause.MEMORY)
        if self._most_on_device is not None and self._held_on_device() > self._most_on_device:
            raise OverLimitError(Cause.MEMORY)

    def kill_descendants(self) -> None:
        for process in list(self._family())[1:]:
            with contextlib.suppress(psutil.Error):
                process.kill()

    def _held(self) -> int:
        held = 0
        for process in self._family():
            with contextlib.suppress(psutil.Error):
                held += process.memory_info().rss
        return held

    def _held_on_device(self) -> int:
        return held_on_gpus({process.pid for process in self._family()})

    def _family(self) -> Iterator[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._pid)
            yield process
            yield from process.children(recursive=True)
