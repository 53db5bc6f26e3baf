"""The back end where there is no fork: a spare interpreter waits with torch loaded, and the next starts behind it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from grader.errors import MachineError, WireError
from grader.sandbox.channel import ClosedError, ThreadedChannel
from grader.sandbox.child import STARTING, Child, kill_group
from grader.sandbox.facts import Facts
from grader.sandbox.launch import command, environment
from grader.sandbox.launcher import launch
from grader.sandbox.output import Output
from grader.wire import Bounds, decode


class SpareRunner:
    """Starts the first spare at once; each is used for one child."""

    def __init__(self) -> None:
        self._spare = _Spare()
        self._closed = False

    def facts(self) -> Facts:
        """What the spare said when torch was loaded. Raises ``MachineError`` where it did not load."""
        return self._spare.facts()

    def child(self) -> Child:
        """The spare, which is used up by this; the next one begins to load. Raises ``MachineError``."""
        spare = self._spare
        spare.facts()
        self._spare = _Spare()
        return Child(spare, spare.channel, spare.output)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._spare.kill()
            self._spare.wait()
            self._spare.channel.close()
            self._spare.output.close()


class _Spare:
    """One interpreter: requests come in where its standard input is, responses go out by a descriptor of their own."""

    def __init__(self) -> None:
        self.output = Output()
        responses, theirs = os.pipe()
        self._process = launch(lambda: _start(theirs, self.output))
        os.close(theirs)
        assert self._process.stdin is not None
        self.channel = ThreadedChannel(os.dup(self._process.stdin.fileno()), responses)
        self._process.stdin.close()
        self._facts: Facts | None = None

    def facts(self) -> Facts:
        if self._facts is None:
            try:
                _, tree = decode(self.channel.receive(Bounds(), time.monotonic() + STARTING), Bounds())
                self._facts = Facts.read(tree, "spare")
            except (TimeoutError, ClosedError, WireError):
                self.kill()
                lines = self.output.take().strip().splitlines()
                why = lines[-1] if lines else "it ended without a word"
                raise MachineError(f"the runner could not start: {why} (see `grade doctor`)") from None
        return self._facts

    def kill(self) -> None:
        if sys.platform != "win32":
            kill_group(self._process.pid)
        self._process.kill()

    def ends_within(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait(self) -> int:
        return self._process.wait()


def _start(responses: int, output: Output) -> subprocess.Popen[bytes]:
    """The interpreter, with the write end ``responses`` of its answers' pipe as the only other thing it inherits."""
    out, err = output.files
    if sys.platform == "win32":
        import msvcrt

        handle = msvcrt.get_osfhandle(responses)
        os.set_handle_inheritable(handle, True)
        return subprocess.Popen(  # noqa: S603 - our own command
            command("single", handle),
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            cwd=tempfile.gettempdir(),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
        )
    return subprocess.Popen(  # noqa: S603 - our own command
        command("single", responses),
        pass_fds=[responses],
        start_new_session=True,
        cwd="/",
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=err,
    )
