"""Processes and folders end when they should: after hangs, when the runner is killed, when the grader is."""

from __future__ import annotations

import errno
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import MachineError
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.result import Cause
from grader.sandbox import BACKENDS, Lost, Runner, Session, start_runner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

TEXT = """
def f():
    return 1

def hang():
    while True:
        pass
"""


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def descendants(pid: int) -> list[int]:
    return [found for child in children(pid) for found in (child, *descendants(child))]


def test_twenty_hangs_leave_no_process_no_folder_and_no_descriptor(
    fork: Runner,
    session_of: Callable[..., Session],
    call: Callable[..., Call],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fork.facts()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = len(os.listdir("/proc/self/fd")), descendants(os.getpid())
    with session_of(fork, TEXT) as opened:
        for _ in range(20):
            (lost,) = opened.run([call("hang")], 0.02).answers
            assert isinstance(lost, Lost) and lost.cause is Cause.TIMEOUT
    assert (len(os.listdir("/proc/self/fd")), descendants(os.getpid())) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", ["before a call", "during a call", "before the child"])
def test_a_killed_runner_is_the_machines_fault(
    when: str, session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    with start_runner("fork") as runner, session_of(runner, TEXT) as opened:
        runner.facts()
        pid = runner.plain._process.pid  # type: ignore[attr-defined]
        if when != "before the child":
            assert isinstance(opened.run([call()], 10).answers[0], Record)
        kill = threading.Timer(0.2 if when == "during a call" else 0, os.kill, (pid, signal.SIGKILL))
        kill.start()
        if when != "during a call":
            kill.join()
        for _ in range(2):
            with pytest.raises(MachineError):
                opened.run([call("hang")], 10)
        kill.join()


def test_a_spare_that_died_while_it_waited_is_replaced(
    session_of: Callable[..., Session], call: Callable[..., Call]
) -> None:
    with start_runner("spare") as runner, session_of(runner, TEXT) as opened:
        runner.facts()
        process = runner.plain._spares[0]._process  # type: ignore[attr-defined]
        process.kill()
        process.wait()
        assert isinstance(opened.run([call()], 10).answers[0], Record)


GRADER = """
import sys
from pathlib import Path
from grader.model.calls import RESULT, Call, Turn
from grader.sandbox import Budget, Policy, Session, Source, start_runner

def call(name):
    return Call((Turn(RESULT, "", (name,)),))

with start_runner(sys.argv[1]) as runner:
    source = Source("work.py", sys.argv[2].encode())
    with Session(runner, source, Policy(Path(sys.argv[0])), Budget(10, 10, 1 << 30, 1 << 20)) as session:
        session.run([call("f")], 10)
        print("ready", flush=True)
        session.run([call("hang")], 100)
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_killed_grader_leaves_no_process(backend: str, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", GRADER, backend, TEXT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as grader:
        assert grader.stdout is not None and grader.stdout.readline() == "ready\n"
        started = descendants(grader.pid)
        handles = [os.pidfd_open(pid) for pid in started]
        grader.kill()
    assert len(started) == 2  # the runner and its child; the spare in use and the next one
    for handle in handles:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        assert ended.poll(10_000)
        os.close(handle)


def test_a_full_disk_is_the_machines_fault(
    fork: Runner, session_of: Callable[..., Session], call: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with session_of(fork, TEXT) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "mkdtemp", full)
            with pytest.raises(MachineError, match="No space"):
                opened.run([call()], 10)
        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "TemporaryFile", full)
            with pytest.raises(MachineError, match="No space"):
                opened.run([call()], 10)
        assert isinstance(opened.run([call()], 10).answers[0], Record)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_runner_that_does_not_start_says_why(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [sys.executable, "-c", "import sys; sys.exit('no torch here')"]
    monkeypatch.setattr(f"grader.sandbox.{backend}.command", lambda *_, **__: words)
    with start_runner(backend) as runner, pytest.raises(MachineError, match="no torch here"):
        runner.facts()
