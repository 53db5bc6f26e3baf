"""The back end where there is fork: one warm runner, whose children take about 15 ms each."""

from __future__ import annotations

import contextlib
import io
import json
import os
import select
import signal
import socket
import subprocess
import threading
from typing import TYPE_CHECKING

from grader.errors import MachineError, WireError
from grader.sandbox.channel import PolledChannel, ThreadedChannel
from grader.sandbox.child import STARTING, Child, kill_group
from grader.sandbox.facts import Facts
from grader.sandbox.launch import command, environment
from grader.sandbox.launcher import launch
from grader.sandbox.output import Output
from grader.sandbox.watched import watch
from grader.wire import Bounds, decode, read_payload

if TYPE_CHECKING:
    from grader.sandbox.watch import Watch

_MESSAGE = 1 << 16


class ForkRunner:
    """Starts at once and loads torch in its own process; the first question waits until it has."""

    def __init__(self, with_devices: bool = False) -> None:
        self._with_devices = with_devices
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(STARTING)
        self._process = launch(
            lambda: subprocess.Popen(  # noqa: S603 - our own command
                command("host", theirs.fileno(), with_devices=with_devices),
                env=environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        )
        theirs.close()
        self._facts: Facts | None = None
        # Questions on the control socket and their answers come in pairs, whichever thread asks.
        self._asking = threading.RLock()

    def facts(self) -> Facts:
        """What the runner said when torch was loaded. Raises ``MachineError`` where it did not load."""
        with self._asking:
            if self._facts is None:
                try:
                    message, _ = self._receive()
                    _, tree = decode(read_payload(io.BytesIO(message).read, Bounds()) or b"", Bounds())
                    self._facts = Facts.read(tree, "fork")
                except (OSError, WireError):
                    raise MachineError(self._why()) from None
            return self._facts

    def child(self) -> Child:
        """A new child, forked now; it is watched where it can have a device. Raises ``MachineError``."""
        self.facts()
        output = Output()
        requests, my_requests = os.pipe()
        my_responses, responses = os.pipe()
        descriptors = [requests, responses, *(file.fileno() for file in output.files)]
        try:
            with self._asking:
                socket.send_fds(self._control, [b'{"do":"fork"}'], descriptors)
                answer, handles = self._receive()
        except OSError:
            os.close(my_requests)
            os.close(my_responses)
            output.close()
            raise MachineError(self._why()) from None
        finally:
            os.close(requests)
            os.close(responses)
        pid = json.loads(answer)
        watching = watch(pid, with_device=True) if self._with_devices else None
        process = _Forked(self, pid, handles[0], watching)
        if watching is None:
            return Child(process, PolledChannel(my_requests, my_responses), output)
        return Child(process, ThreadedChannel(my_requests, my_responses, watching.check), output)

    def warm(self) -> None:
        """The children that are forked from now on have more loaded."""
        self.facts()
        with self._asking, contextlib.suppress(OSError):  # who wants a child will hear of it
            self._control.send(b'{"do":"warm"}')

    def status(self, pid: int) -> int:
        """Wait for a child that has ended or was killed: its exit code, or minus its signal.

        Raises ``MachineError`` where the runner itself is gone: what became of its child says nothing then.
        """
        try:
            with self._asking:
                self._control.send(json.dumps({"do": "wait", "pid": pid}).encode())
                return int(json.loads(self._receive()[0]))
        except (OSError, ValueError):
            raise MachineError("the runner was ended from outside") from None

    def _receive(self) -> tuple[bytes, list[int]]:
        message, handles, _, _ = socket.recv_fds(self._control, _MESSAGE, 1)
        if not message:
            raise ConnectionResetError
        return message, handles

    def _why(self) -> str:
        lines = self._stop().decode(errors="replace").strip().splitlines()
        return f"the runner could not start: {lines[-1] if lines else 'it ended without a word'} (see `grade doctor`)"

    def close(self) -> None:
        self._control.close()
        self._stop()

    def _stop(self) -> bytes:
        """End the runner, and with it its children; what it had said on standard error, the first time."""
        self._process.kill()
        stream = self._process.stderr
        errors = b"" if stream is None or stream.closed else stream.read()
        if stream is not None:
            stream.close()
        self._process.wait()
        return errors


class _Forked:
    """A child of the runner: killed through its handle, which no other process can inherit the number of."""

    def __init__(self, runner: ForkRunner, pid: int, handle: int, watch: Watch | None) -> None:
        self._runner, self._pid, self._handle, self._watch = runner, pid, handle, watch

    def kill(self) -> None:
        kill_group(self._pid)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def ends_within(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def allow(self, memory: int) -> bool:
        """Without a watch it limits itself."""
        if self._watch is None:
            return False
        self._watch.allow(memory)
        return self._watch.sees_device

    def wait(self) -> int:
        os.close(self._handle)
        return self._runner.status(self._pid)
