"""Watches a process from outside where the kernel sets it no limits: its memory, and what it started."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil

from grader.model.result import Cause
from grader.sandbox.channel import OverLimitError


class Watch:
    """The process ``pid`` and all its descendants. Nothing is watched before ``allow``."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most: int | None = None

    def allow(self, budget: int) -> None:
        """Let them grow by ``budget`` bytes from what they hold now."""
        self._most = self._held() + budget

    def check(self) -> None:
        """Raises ``OverLimitError`` where they hold more."""
        if self._most is not None and self._held() > self._most:
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

    def _family(self) -> Iterator[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._pid)
            yield process
            yield from process.children(recursive=True)
