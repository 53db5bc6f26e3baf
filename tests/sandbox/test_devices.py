"""Children that have a device, on a machine that has none: `cpu` stands for one, and takes all of its steps."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.batch import most_workers
from grader.confine.confine import DRIVER
from grader.model.calls import Call
from grader.model.record import Spent
from grader.model.result import Cause
from grader.runner.accelerator import Accelerator
from grader.runner.devices import hide
from grader.sandbox import (
    ISOLATED,
    PROCESS,
    Budget,
    ConfinementError,
    Lost,
    Policy,
    Runner,
    Session,
    Source,
    gpu,
    try_confinement,
)
from grader.sandbox.confinement import Confinement, DeviceError
from grader.sandbox.watch import Watch
from tests.answering import answer

SOURCE = b"""
import ctypes, os, socket, torch

def twice(x=1):
    return torch.ones(3) * 2 * x

def talk():
    fd = os.open("/dev/null", os.O_RDONLY)
    libc = ctypes.CDLL(None, use_errno=True)
    asked = libc.ioctl(fd, 0xC0DE4602, None), ctypes.get_errno()
    typed = libc.ioctl(fd, 0x5412, b"x"), ctypes.get_errno()
    return asked, typed

def threads():
    return len(os.listdir("/proc/self/task"))

def connect():
    socket.socket()

def read():
    return open("/etc/passwd").read()

def hang():
    while True:
        pass
"""
BUDGET = Budget(seconds=10, cpu=60, memory=1 << 30, data=1 << 20, device="cpu")
EPERM, EACCES, ENOTTY = errno.EPERM, errno.EACCES, errno.ENOTTY


@pytest.fixture
def opened(runner: Runner) -> Iterator[Session]:
    with Session(runner, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as session:
        yield session


@pytest.mark.slow
def test_its_driver_is_open_and_nothing_else(opened: Session, call: Callable[..., Call]) -> None:
    assert answer(opened, call("twice")).spent == Spent("cpu")
    found = opened.confinement
    assert found is not None and found.tier == PROCESS
    assert found.open == (DRIVER, "outgrow its memory on the device")
    talked = answer(opened, call("talk")).values["result"]
    (_, asked), (_, typed) = (each.items for each in talked.items)  # type: ignore[union-attr]
    assert typed == EPERM and asked in (EACCES, ENOTTY)  # refused by Landlock or by the file, and not by the filter
    for name in ("connect", "read"):
        raised = answer(opened, call(name)).raised
        assert raised is not None and raised.type == "PermissionError"


def test_an_endless_one_costs_one_call(fork: Runner, call: Callable[..., Call]) -> None:
    with Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as session:
        (lost,) = session.run([call("hang")], 0.2).answers
        assert isinstance(lost, Lost) and lost.cause is Cause.TIMEOUT
        assert answer(session, call("twice")).raised is None


def test_a_broken_device_costs_its_child(
    fork: Runner, call: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process sees of a device that failed once stays failed: the next call has another process."""
    with Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as session:
        first = session._ready()
        assert first is not None and session._ready() is first
        ask = Session._ask
        broken = replace(answer(session, call("twice")), spent=Spent("cpu", is_broken=True))
        monkeypatch.setattr(Session, "_ask", lambda *_: broken)
        assert session.run([call("twice")], 10).answers == (broken,)
        monkeypatch.setattr(Session, "_ask", ask)
        assert answer(session, call("twice")).raised is None and session._ready() is not first


def test_what_the_device_raises_later_is_told_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    accelerator = Accelerator("cpu")
    monkeypatch.setattr(accelerator._torch, "synchronize", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        accelerator.settle()
    assert accelerator.spent() == Spent("cpu", is_broken=True)


def test_isolation_that_is_required_is_not_to_be_had(fork: Runner, call: Callable[..., Call]) -> None:
    policy = Policy(Path(__file__), ISOLATED)
    with (
        Session(fork, Source("work.py", SOURCE), policy, BUDGET) as session,
        pytest.raises(ConfinementError, match=r"ask anything of the device's driver.*`--require process` allows that"),
    ):
        session.run([call("twice")], 10)


def test_a_device_that_is_not_there_is_the_machines_fault(fork: Runner, call: Callable[..., Call]) -> None:
    if "xpu" in fork.facts().devices:
        pytest.skip("it is here")
    with (
        Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), replace(BUDGET, device="xpu")) as session,
        pytest.raises(DeviceError, match=r"the device `xpu` cannot be used: .*XPU"),
    ):
        session.run([call("twice")], 10)


def test_layers_are_left_out_until_the_driver_works(
    fork: Runner, call: Callable[..., Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the first layers the device is said to fail, as a driver may that needs what they deny."""
    monkeypatch.setattr(fork, "device_layers", None)
    read = Confinement.read.__func__  # type: ignore[attr-defined]
    tried: list[Confinement] = []

    def fails_twice(cls: type[Confinement], tree: object) -> Confinement:
        found = read(cls, tree)
        tried.append(found)
        return replace(found, unusable="initialization error") if len(tried) < 4 else found

    monkeypatch.setattr(Confinement, "read", classmethod(fails_twice))
    for _ in range(2):  # what was found holds for the next session
        with Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as session:
            assert answer(session, call("read")).raised is None
            assert session.confinement is not None and "read public files" in session.confinement.open
    assert len(tried) == 5 and fork.device_layers == ()


def test_a_device_that_is_full_says_nothing_of_the_layers(fork: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Confinement.read.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(fork, "device_layers", None)
    for where in ("missing", "unusable"):
        told = {where: "CUDA out of memory"}
        monkeypatch.setattr(
            Confinement, "read", classmethod(lambda cls, tree, told=told: replace(read(cls, tree), **told))
        )
        with pytest.raises(DeviceError, match="CUDA out of memory"):
            try_confinement(fork, Policy(Path(__file__)), "cpu")
    assert fork.device_layers is None


def test_student_code_is_confined_on_every_thread(fork: Runner, call: Callable[..., Call]) -> None:
    """The thread that computes gradients for a device is started by student code, or after the layers are on."""
    with Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as session:
        assert session.confinement is None
        assert answer(session, call("threads")).values["result"] == 1
        assert session.confinement is not None and session.confinement.denied["go on in another thread"]


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
def test_cuda_is_hidden_from_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    assert hide(("cpu",)) and os.environ["CUDA_VISIBLE_DEVICES"] == ""
    assert hide(("cpu", "cuda")) and not hide(("cpu", "xpu"))
    monkeypatch.setattr("grader.runner.devices.sys.platform", "darwin")
    assert hide(("cpu", "mps"))


class Gpu:
    """NVIDIA's library on a machine with one GPU of ten gibibytes, on which this process holds ``held`` bytes."""

    NVMLError = RuntimeError

    def __init__(self, held: int = 1 << 30) -> None:
        self.held = held

    def nvmlDeviceGetCount(self) -> int:
        return 1

    def nvmlDeviceGetHandleByIndex(self, number: int) -> int:
        return number

    def nvmlDeviceGetComputeRunningProcesses(self, gpu: int) -> list[SimpleNamespace]:
        others = SimpleNamespace(pid=1, usedGpuMemory=5 << 30)
        unknown = SimpleNamespace(pid=os.getpid(), usedGpuMemory=None)
        return [SimpleNamespace(pid=os.getpid(), usedGpuMemory=self.held), unknown, others]

    def nvmlDeviceGetMemoryInfo(self, gpu: int) -> SimpleNamespace:
        return SimpleNamespace(free=10 << 30)


def test_memory_of_a_gpu_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Gpu()
    monkeypatch.setattr(gpu, "_nvml", lambda: found)
    watch = Watch(os.getpid(), with_device=True)
    watch.allow(1 << 30)
    assert watch.sees_device
    watch.check()
    found.held = 4 << 30
    with pytest.raises(Exception, match="memory"):
        watch.check()


def test_as_many_workers_as_fit_into_the_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.batch.capacity.cores", lambda: 64)
    monkeypatch.setattr("grader.batch.capacity._free", lambda: 1 << 40)
    assert most_workers(1 << 30) == most_workers(1 << 30, with_device=True) == 64
    monkeypatch.setattr(gpu, "_nvml", Gpu)
    assert (most_workers(1 << 30), most_workers(1 << 30, with_device=True)) == (64, 2)
    assert most_workers(20 << 30, with_device=True) == 1
