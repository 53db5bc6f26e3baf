"""Frames to and from one child under a deadline: by polling, or by threads where pipes cannot be polled."""

from __future__ import annotations

import os
import queue
import select
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from grader.errors import WireError
from grader.model.result import Cause
from grader.wire import Bounds, read_payload, write_frame

T = TypeVar("T")
# Seconds between two looks at a child that is waited for.
_LOOK = 0.05


class ClosedError(Exception):
    """The other end is gone."""


class OverLimitError(Exception):
    """The child was seen to use more than it may of what the kernel does not limit here."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


class Channel(Protocol):
    """``deadline`` is on ``time.monotonic``; past it both raise ``TimeoutError``. A dead child is a ``ClosedError``."""

    def send(self, frame: list[bytes | memoryview], deadline: float) -> None: ...

    def receive(self, bounds: Bounds, deadline: float) -> memoryview: ...

    def has_more(self) -> bool:
        """Whether something has come that nobody has received; False where that cannot be told."""

    def close(self) -> None: ...


class PolledChannel:
    """No thread: waits until a pipe is ready. ``requests`` is written, ``responses`` read."""

    def __init__(self, requests: int, responses: int) -> None:
        self._requests, self._responses = requests, responses
        os.set_blocking(requests, False)

    def send(self, frame: list[bytes | memoryview], deadline: float) -> None:
        def write(buffer: bytes | memoryview) -> int:
            while True:
                try:
                    return os.write(self._requests, buffer)
                except BlockingIOError:
                    self._wait(self._requests, select.POLLOUT, deadline)

        try:
            write_frame(write, frame)
        except BrokenPipeError:
            raise ClosedError from None

    def receive(self, bounds: Bounds, deadline: float) -> memoryview:
        def read(size: int) -> bytes:
            self._wait(self._responses, select.POLLIN, deadline)
            return os.read(self._responses, size)

        if (payload := read_payload(read, bounds)) is None:
            raise ClosedError
        return payload

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError

    def has_more(self) -> bool:
        return _has_bytes(self._responses)

    def close(self) -> None:
        os.close(self._requests)
        os.close(self._responses)


class ThreadedChannel:
    """One thread reads, another writes, so that neither can hold up the grader; both end when the child does.

    While an answer is waited for, ``look`` is called every now and then; it may raise ``OverLimitError``.
    """

    def __init__(self, requests: int, responses: int, look: Callable[[], None]) -> None:
        self._requests, self._responses, self._look = requests, responses, look
        self._wanted: queue.SimpleQueue[Bounds | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[memoryview | Exception] = queue.SimpleQueue()
        self._frames: queue.SimpleQueue[list[bytes | memoryview] | None] = queue.SimpleQueue()
        self._sent: queue.SimpleQueue[bool] = queue.SimpleQueue()
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()

    def send(self, frame: list[bytes | memoryview], deadline: float) -> None:
        self._frames.put(frame)
        if not self._get(self._sent, deadline):
            raise ClosedError

    def receive(self, bounds: Bounds, deadline: float) -> memoryview:
        self._wanted.put(bounds)
        answer = self._get(self._answers, deadline)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def has_more(self) -> bool:
        return _has_bytes(self._responses)

    def _get(self, source: queue.SimpleQueue[T], deadline: float) -> T:
        while True:
            left = deadline - time.monotonic()
            try:
                return source.get(timeout=max(0.0, min(left, _LOOK)))
            except queue.Empty:
                if left <= _LOOK:
                    raise TimeoutError from None
                self._look()

    def _read(self) -> None:
        while (bounds := self._wanted.get()) is not None:
            try:
                payload = read_payload(lambda size: os.read(self._responses, size), bounds)
                self._answers.put(ClosedError() if payload is None else payload)
            except (OSError, WireError) as error:
                self._answers.put(error if isinstance(error, WireError) else ClosedError())
        os.close(self._responses)

    def _write(self) -> None:
        while (frame := self._frames.get()) is not None:
            try:
                write_frame(lambda buffer: os.write(self._requests, buffer), frame)
                self._sent.put(True)
            except OSError:
                self._sent.put(False)
        os.close(self._requests)

    def close(self) -> None:
        self._wanted.put(None)
        self._frames.put(None)


def _has_bytes(descriptor: int) -> bool:
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return any(event & select.POLLIN for _, event in poll.poll(0))
