"""One child as the grader sees it: numbered questions, each under a deadline, and how it ended without an answer."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from typing import Protocol

from grader.errors import WireError
from grader.model.message import Message
from grader.model.result import Cause
from grader.model.values import Tree
from grader.sandbox.channel import Channel, ClosedError, OverLimitError
from grader.sandbox.output import Output
from grader.wire import REQUEST, Bounds, decode, encode

# A child is given this long to be gone after SIGKILL, and a fresh one to be ready.
STARTING = 60.0


class Process(Protocol):
    """A child's process, whichever back end started it."""

    def kill(self) -> None:
        """End it and all that it started. Does nothing where it is gone."""

    def ends_within(self, seconds: float) -> bool:
        """Whether it ends by itself in that time."""

    def allow(self, memory: int) -> bool:
        """Let it grow by ``memory`` bytes, where the kernel does not see to that; whether a device's are seen too."""

    def wait(self) -> int:
        """Its exit code, or minus the signal that ended it. Raises ``MachineError`` where nobody is left to know."""


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no answer: why, in which words, and what was printed before."""

    cause: Cause
    message: Message
    output: str = ""


class Child:
    """Ask it until it is lost; then it is killed, and stays lost."""

    def __init__(self, process: Process, channel: Channel, output: Output) -> None:
        self._process, self._channel, self.output = process, channel, output
        self._number = 0
        self._ended = False

    def ask(self, question: Tree, bounds: Bounds, seconds: float) -> Tree | Lost:
        """The answer to ``question``, which must come as the frame of its number within ``seconds``.

        Raises ``MachineError`` where the runner is gone, and the child with it.
        """
        self._number += 1
        deadline = time.monotonic() + seconds
        if self._channel.has_more():
            return self._violated("an answer came before it was asked for")
        try:
            self._channel.send(encode(self._number, question, REQUEST), deadline)
            number, answer = decode(self._channel.receive(bounds, deadline), bounds)
        except TimeoutError:
            return self._lose(Cause.TIMEOUT, Message("sandbox.timeout", {"seconds": f"{seconds:g}"}))
        except OverLimitError as error:
            said = "sandbox.output" if error.cause is Cause.OUTPUT else "sandbox.killed"
            return self._lose(error.cause, Message(said))
        except ClosedError:
            if not self._process.ends_within(max(0.1, deadline - time.monotonic())):
                return self._violated("it hung up and went on")
            return self._crashed()
        except WireError as error:
            return self._violated(str(error))
        if number != self._number:
            return self._violated(f"frame {number} was not asked for")
        if self.output.is_full:
            return self._lose(Cause.OUTPUT, Message("sandbox.output"))
        return answer

    def allow(self, memory: int) -> bool:
        """From now on it may grow by ``memory`` bytes, where it cannot limit itself; whether a device's are seen."""
        return self._process.allow(memory)

    def _violated(self, reason: str) -> Lost:
        return self._lose(Cause.PROTOCOL, Message("sandbox.protocol", {"reason": reason}))

    def _crashed(self) -> Lost:
        code = self.end()
        if code == -getattr(signal, "SIGXCPU", 0):
            return self._lose(Cause.TIMEOUT, Message("sandbox.cpu"))
        if code == -getattr(signal, "SIGKILL", 0):
            return self._lose(Cause.MEMORY, Message("sandbox.killed"))
        if code < 0:
            return self._lose(Cause.CRASH, Message("sandbox.signal", {"signal": _signal_name(-code)}))
        return self._lose(Cause.CRASH, Message("sandbox.exit", {"code": code}))

    def _lose(self, cause: Cause, message: Message) -> Lost:
        self.end()
        if self.output.is_full:
            cause, message = Cause.OUTPUT, Message("sandbox.output")
        return Lost(cause, message, self.output.take())

    def end(self) -> int:
        """Kill it, free what it holds, and give its exit code (as it was, where it had ended by itself).

        Raises ``MachineError`` as ``Process.wait`` does, with all freed.
        """
        if self._ended:
            return 0
        self._ended = True
        try:
            self._process.kill()
            return self._process.wait()
        finally:
            self._channel.close()


def _signal_name(number: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(number).name
    return str(number)


def kill_group(pid: int) -> None:
    """SIGKILL to the session that ``pid`` leads: not reaped yet, so its number is still its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
