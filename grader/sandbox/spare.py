"""The back end where there is no fork: a spare interpreter waits with torch loaded, and the next starts behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from grader.errors import MachineError, WireError
from grader.model.result import Cause
from grader.sandbox.channel import ClosedError, OverLimitError, ThreadedChannel
from grader.sandbox.child import STARTING, Child, kill_group
from grader.sandbox.facts import Facts
from grader.sandbox.launch import command, environment
from grader.sandbox.launcher import launch
from grader.sandbox.output import Output
from grader.sandbox.watched import watch
from grader.wire import Bounds, decode

# The back end of `grade check --debug`.
ATTACHED = "attached"


class SpareRunner:
    """Starts the first spare at once; each is used for one child. ``watched`` polls it where it cannot limit itself."""

    has_one = False

    def __init__(self, with_devices: bool = False, *, watched: bool = sys.platform != "linux") -> None:
        self._watched, self._with_devices, self._mode = watched or with_devices, with_devices, "single"
        self._spares = [self._start()]
        self._closed = False

    def facts(self) -> Facts:
        """What the spare said when torch was loaded. Raises ``MachineError`` where it did not load."""
        return self._spares[0].facts()

    def warm(self) -> None:
        """From now on two wait, one of them for the hidden cases, and each loads more meanwhile."""
        if self._mode == "single":
            self._mode = "ready"
            self._spares.append(self._start())

    def child(self) -> Child:
        """The spare, which is used up by this; the next one begins to load. Raises ``MachineError``."""
        if self._spares[0].is_gone:  # ended from outside while it waited: that says nothing about a submission
            self._spares.pop(0).end()
            self._spares.append(self._start())
        spare = self._spares[0]
        spare.facts()
        self._spares[:1] = []
        self._spares.append(self._start())
        return Child(spare, spare.channel, spare.output)

    def _start(self) -> _Spare:
        return _Spare(self._watched, self._mode, self._with_devices)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            for spare in self._spares:
                spare.end()


class AttachedRunner:
    """One interpreter that keeps the terminal, for debugging one call: nothing is confined, and no time is taken."""

    has_one = True

    def __init__(self) -> None:
        self.device_layers: tuple[str, ...] | None = None
        self._only = _Spare(False, ATTACHED, with_devices=True)

    def facts(self) -> Facts:
        return self._only.facts()

    def child(self, *, with_device: bool = False) -> Child:
        """The interpreter itself; there is no other."""
        del with_device  # it has them all
        if self._only.is_gone:
            raise MachineError("the process that was debugged is gone")
        self._only.facts()
        return Child(self._only, self._only.channel, self._only.output)

    def warm(self) -> None:
        """It is the only child, and on its way."""

    def close(self) -> None:
        self._only.end()


class _Spare:
    """One interpreter, with a pipe for requests and one for responses."""

    def __init__(self, watched: bool, mode: str, with_devices: bool) -> None:
        self.output = Output()
        self._name = ATTACHED if mode == ATTACHED else "spare"
        their_requests, requests = os.pipe()
        responses, their_responses = os.pipe()
        theirs = (their_requests, their_responses)
        self._process = launch(lambda: _start(theirs, self.output, mode, with_devices))
        for each in theirs:
            os.close(each)
        self._watch = watch(self._process.pid, with_device=with_devices) if watched else None
        self.channel = ThreadedChannel(requests, responses, self._look)
        self._facts: Facts | None = None

    def facts(self) -> Facts:
        if self._facts is None:
            try:
                _, tree = decode(self.channel.receive(Bounds(), time.monotonic() + STARTING), Bounds())
                self._facts = Facts.read(tree, self._name)
            except (TimeoutError, ClosedError, WireError):
                self.kill()
                lines = self.output.take().strip().splitlines()
                why = lines[-1] if lines else "it ended without a word"
                raise MachineError(f"the runner could not start: {why} (see `grade doctor`)") from None
        return self._facts

    def allow(self, memory: int) -> bool:
        if self._watch is None:
            return False
        self._watch.allow(memory)
        return self._watch.sees_device

    def _look(self) -> None:
        if self._watch is not None:
            self._watch.check()
            if self.output.is_full:
                raise OverLimitError(Cause.OUTPUT)

    @property
    def is_gone(self) -> bool:
        return self._process.poll() is not None

    def end(self) -> None:
        """End one that no submission used."""
        self.kill()
        self.wait()
        self.channel.close()
        self.output.close()

    def kill(self) -> None:
        if self._watch is not None:
            self._watch.kill_descendants()
        if self._process.returncode is None:  # afterwards its number may be another's
            self._kill_group()
            self._process.kill()

    def _kill_group(self) -> None:
        if sys.platform != "win32":
            kill_group(self._process.pid)

    def ends_within(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._kill_group()  # what it started and left behind
        return True

    def wait(self) -> int:
        return self._process.wait()


def _start(descriptors: tuple[int, int], output: Output, mode: str, with_devices: bool) -> subprocess.Popen[bytes]:
    """The interpreter. Beside its output it inherits its ends of two pipes: requests to read, responses to write.

    An ``attached`` one keeps the terminal instead of writing to ``output``.
    """
    attached = mode == ATTACHED
    terminal = None if attached else subprocess.DEVNULL
    out, err = (None, None) if attached else output.files
    if sys.platform == "win32":
        import msvcrt

        handles = [msvcrt.get_osfhandle(each) for each in descriptors]
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        return subprocess.Popen(  # noqa: S603 - our own command
            command(mode, *handles, with_devices=with_devices),
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles}),
            cwd=tempfile.gettempdir(),
            env=environment(),
            stdin=terminal,
            stdout=out,
            stderr=err,
        )
    return subprocess.Popen(  # noqa: S603 - our own command
        command(mode, *descriptors, with_devices=with_devices),
        pass_fds=descriptors,
        start_new_session=not attached,
        cwd="/",
        env=environment(),
        stdin=terminal,
        stdout=out,
        stderr=err,
    )
