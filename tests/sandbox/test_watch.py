"""Where the kernel limits nothing (macOS, Windows) a process is watched from outside: forced here on any system."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.model.calls import Call
from grader.model.result import Cause
from grader.sandbox import PROCESS, Budget, Lost, Policy, Runner, Session, Source
from grader.sandbox.devices import WithDevices
from grader.sandbox.spare import SpareRunner

psutil = pytest.importorskip("psutil")
pytestmark = pytest.mark.slow
SOURCE = b"""
def right():
    return 42

def grow():
    kept = []
    while True:
        kept.append(bytearray(b"x" * (1 << 20)))

def flood():
    while True:
        try:
            print("x" * 100_000)
        except OSError:
            pass

def start():
    import subprocess
    subprocess.Popen(["sleep", "600"])
    while True:
        pass
"""


@pytest.fixture(scope="module")
def watched() -> Iterator[Runner]:
    runner = WithDevices(lambda with_devices: SpareRunner(with_devices, watched=True))
    yield runner
    runner.close()


def test_what_grows_floods_or_starts_others_is_ended(watched: Runner, call: Callable[..., Call]) -> None:
    # Memory is not limited from inside: only the watch stands against growth.
    budget = Budget(seconds=20, cpu=60, memory=200 << 20, data=1 << 20)
    with Session(watched, Source("work.py", SOURCE), Policy(Path(__file__), layers=()), budget) as session:
        causes = []
        for name in ("grow", "flood", "start"):
            (answer,) = session.run([call(name, memory=1 << 40)], 3).answers
            assert isinstance(answer, Lost)
            causes.append(answer.cause)
        assert causes == [Cause.MEMORY, Cause.OUTPUT, Cause.TIMEOUT]
        assert session.confinement is not None and session.confinement.tier == PROCESS
        assert not isinstance(session.run([call("right")], 3).answers[0], Lost)
    assert not [each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "600"]]
