"""Two runners: one whose children see no device but the CPU, and one, started when first wanted, for all devices.

Children without a device start faster, are confined without a gap, and are forked from a process that has computed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, Self

from grader.sandbox.child import Child
from grader.sandbox.facts import Facts


class Single(Protocol):
    """One back end's runner, with or without devices."""

    def facts(self) -> Facts: ...

    def child(self) -> Child: ...

    def warm(self) -> None: ...

    def close(self) -> None: ...


class WithDevices:
    """A runner. ``start`` begins one of the two, and is told whether it is to have devices; ``plain`` is the other."""

    has_one = False

    def __init__(self, start: Callable[[bool], Single]) -> None:
        self._start = start
        self.plain = start(False)
        self._with: Single | None = None
        self._is_warm = False
        self.device_layers: tuple[str, ...] | None = None
        self._starting = threading.Lock()

    @classmethod
    def of(cls, start: Callable[[bool], Single]) -> Callable[[], Self]:
        return lambda: cls(start)

    def facts(self) -> Facts:
        """What the runner without devices said; it looked for them before it hid them."""
        return self.plain.facts()

    def child(self, *, with_device: bool = False) -> Child:
        """A new child. Raises ``MachineError``."""
        return (self._devices() if with_device else self.plain).child()

    def warm(self) -> None:
        self._is_warm = True
        self.plain.warm()
        if self._with is not None:
            self._with.warm()

    def close(self) -> None:
        self.plain.close()
        if self._with is not None:
            self._with.close()

    def _devices(self) -> Single:
        with self._starting:
            if self._with is None:
                self._with = self._start(True)
                if self._is_warm:
                    self._with.warm()
            return self._with
