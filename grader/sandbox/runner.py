"""The interface of the back ends, which one is used here, and what is asked before student code runs."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Sequence as Seq
from contextlib import contextmanager
from typing import Protocol

from grader.errors import MachineError, UsageError
from grader.model.values import Sequence, Tree
from grader.sandbox.child import STARTING, Child, Lost
from grader.sandbox.devices import WithDevices
from grader.sandbox.facts import Facts
from grader.sandbox.fork import ForkRunner
from grader.sandbox.spare import AttachedRunner, SpareRunner
from grader.wire import Bounds, Fields, pack


class Runner(Protocol):
    """A source of children with torch loaded. Start it from a thread that lives as long as it is used.

    ``has_one`` where the first child is the last. ``device_layers`` are those of confinement beneath which the driver
    of a device was found to work here; None while that was not tried.
    """

    has_one: bool
    device_layers: tuple[str, ...] | None

    def facts(self) -> Facts: ...

    def child(self, *, with_device: bool = False) -> Child:
        """A new child, which with ``with_device`` can take one beside the CPU. Raises ``MachineError``."""

    def warm(self) -> None:
        """Many children will come: have them begin with more of torch loaded. Does not wait for it."""

    def close(self) -> None: ...


BACKENDS: Mapping[str, Callable[[], Runner]] = {
    "fork": WithDevices.of(ForkRunner),
    "spare": WithDevices.of(SpareRunner),
}


def default_backend() -> str:
    """``fork`` on Linux; ``spare`` on macOS, where forking after its math library is loaded aborts, and on Windows."""
    has_fork = sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(socket, "send_fds")
    return "fork" if has_fork else "spare"


@contextmanager
def start_attached() -> Iterator[Runner]:
    """A runner of one child that keeps the terminal and is not confined."""
    runner = AttachedRunner()
    try:
        yield runner
    finally:
        runner.close()


@contextmanager
def start_runner(backend: str | None = None) -> Iterator[Runner]:
    """A runner that loads torch while the caller goes on; closed, with all its children, at the end."""
    name = backend or default_backend()
    if name not in BACKENDS:
        raise UsageError(f"there is no back end {name!r}: choose from {', '.join(BACKENDS)}")
    runner = BACKENDS[name]()
    try:
        yield runner
    finally:
        runner.close()


def absent_libraries(runner: Runner, libraries: Seq[str]) -> tuple[str, ...]:
    """Those of ``libraries`` that the runner's Python cannot import, asked in a child that never sees student code."""
    if not libraries:
        return ()
    answer = _asked(runner, pack(do="absent", libraries=Sequence("tuple", tuple(libraries))))
    if isinstance(answer, Lost):
        raise MachineError("the runner did not say which libraries are here")
    return Fields(answer).texts("absent")


def why_not_imported(runner: Runner, library: str) -> str:
    """What stops ``library`` from being imported, tried in a child as above; nothing where it is imported.

    That may take seconds: it is asked of a library only where something that needs it has failed.
    """
    answer = _asked(runner, pack(do="import", library=library))
    return f"importing it ends Python ({answer.cause})" if isinstance(answer, Lost) else Fields(answer).text("reason")


def _asked(runner: Runner, question: Tree) -> Tree | Lost:
    child = runner.child()
    try:
        return child.ask(question, Bounds(), STARTING)
    finally:
        child.end()
        child.output.close()
