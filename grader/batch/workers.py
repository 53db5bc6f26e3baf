"""Several workers, each a process, and questions put to whichever is free. One that is lost is replaced."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Protocol, Self, TypeVar

from grader.batch.messages import Question, Reply, Setup, read_reply, write_question, write_setup
from grader.errors import MachineError, UsageError
from grader.sandbox import launch

_HOME = Path(__file__).parents[2]
# Seconds between attempts to start a process.
_PAUSES = (0.5, 2.0, 8.0)
LOST = "the process that graded it ended, and did so twice"
_Job = TypeVar("_Job")


class Worker:
    """One process, started when it is first asked, and again after it was lost."""

    def __init__(self, setup: Setup, scratch: Path) -> None:
        self._setup, self._scratch = setup, scratch
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False

    def ask(self, question: Question) -> Reply:
        """What it replies, or the process that takes its place where it is lost, or doubtful.

        Raises ``GraderError`` where nothing can be graded at all.
        """
        reply = None
        for _ in range(2):
            reply = self._asked(question)
            if reply is not None and not reply.is_doubtful:
                break
            self.close()
        return Reply(defect=LOST) if reply is None else checked(reply)

    def stop(self) -> None:
        """From another thread than the one that asks, which hears of it."""
        self._is_ended = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()
        self._process = None

    def _asked(self, question: Question) -> Reply | None:
        """None where it is gone."""
        if self._is_ended:
            return None
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Timer(self._setup.patience, process.kill)
        late.start()
        try:
            process.stdin.write(write_question(question))
            process.stdin.flush()
            line = process.stdout.readline()
        except (OSError, ValueError):  # closed, where all of this is ending
            return None
        finally:
            late.cancel()
        return read_reply(line) if line.endswith(b"\n") else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = _launched(
                lambda: subprocess.Popen(  # noqa: S603 - our own command
                    [sys.executable, "-P", "-m", "grader.batch.worker", str(os.getpid())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=Path(self._setup.course).parent,
                    env=_environment(self._scratch),
                    start_new_session=True,
                )
            )
            if self._is_ended:  # while it was started
                self._process.kill()
            assert self._process.stdin is not None
            with contextlib.suppress(OSError):
                self._process.stdin.write(write_setup(self._setup))
        return self._process


class Pool(Protocol):
    """Whoever grades submissions, ``count`` at a time."""

    @property
    def count(self) -> int: ...

    def ask(
        self, jobs: Iterable[_Job], question: Callable[[_Job], Question], *, at_a_time: int | None = None
    ) -> Iterator[tuple[_Job, Reply]]:
        """Each job with its reply, as they come. No more jobs are taken than can be done."""


class Workers:
    """A context manager: ``count`` workers at most, ended with it."""

    def __init__(self, setup: Setup, count: int, scratch: Path) -> None:
        self.count = count
        self._all = [Worker(setup, scratch) for _ in range(count)]
        self._free: LifoQueue[Worker] = LifoQueue()
        for worker in self._all:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._all:  # whoever waits for one hears that it is gone
            worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.close()

    def ask(
        self, jobs: Iterable[_Job], question: Callable[[_Job], Question], *, at_a_time: int | None = None
    ) -> Iterator[tuple[_Job, Reply]]:
        """Each job with its reply, as they come. No more jobs are taken than there are workers to do them."""
        waiting: dict[Future[Reply], _Job] = {}
        left = iter(jobs)
        while True:
            for job in left:
                waiting[self._threads.submit(self.one, question(job))] = job
                if len(waiting) >= (at_a_time or self.count):
                    break
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield waiting.pop(future), future.result()

    def one(self, question: Question) -> Reply:
        """What is replied to one question, once a worker is free."""
        worker = self._free.get()
        try:
            return worker.ask(question)
        finally:
            self._free.put(worker)


def _launched(start: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """Started, if need be a little later: submissions may have taken every process that there can be."""
    for wait_for in _PAUSES:
        try:
            return launch(start)
        except OSError as error:
            reason = error.strerror
            time.sleep(wait_for)
    raise MachineError(f"no process could be started: {reason}. What was graded so far is kept: run it again")


def checked(reply: Reply) -> Reply:
    if reply.error:
        raise (UsageError if reply.is_usage else MachineError)(reply.error)
    return reply


def _environment(scratch: Path) -> dict[str, str]:
    """Ours; what student code leaves behind is in ``scratch``, and goes with it. One thread each: they are several."""
    stated = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **os.environ,
        **threads,
        "PYTHONPATH": os.pathsep.join([str(_HOME), *stated]),
        "TMPDIR": str(scratch / "tmp"),
    }
