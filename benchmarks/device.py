"""A device: what a child that takes one costs beside a child without, and what a submission costs that is moved there.

As where a class is graded: the runners have all of torch loaded that they can have before they fork.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from struct import pack
from typing import TypeAlias

from benchmarks.cold import ROOT, SOLUTION
from benchmarks.table import Measured, table
from grader.errors import MachineError, UsageError
from grader.model.calls import RESULT, Call, Turn
from grader.model.devices import CPU, kind_of
from grader.model.record import Record
from grader.model.result import Result
from grader.model.values import Same, Tensor, Tree
from grader.pipeline import Prepared, Request
from grader.sandbox import Budget, Policy, Runner, Session, Source, start_runner
from grader.spec import assignment_file, find_course, load_assignment

SEED = 1
FIRST, SECOND, WHOLE = "A new child, until its first call is answered", "Its second call", "A submission of `linear`"
NOWHERE = "This machine has no device beside the CPU. `--device cpu` takes all the steps of a child that has one."
WITHOUT = "no device"
_UNMEASURED = 2  # the first rounds start the runner for devices, observe the reference and fill caches
_SECONDS = 120.0
_TEXT = b"""
import torch

def double(x):
    return 2 * x

def name(device):
    try:
        return getattr(torch, device.partition(":")[0]).get_device_name(device)
    except Exception:
        return ""
"""


# What each thing took with each device: the key is a title and the device, which is empty for none.
_Round: TypeAlias = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class OnDevice:
    """What was ``measured`` on ``device``, by title; ``name`` is what torch calls it. ``notes`` say what is special."""

    device: str
    name: str
    measured: Mapping[str, Measured]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        measured = {title: each.as_json() for title, each in self.measured.items()}
        return {"device": self.device, "name": self.name, "measured": measured, "notes": list(self.notes)}


def measure_device(rounds: int, device: str) -> OnDevice | None:
    """Seconds with and without ``device``; the first one that is here, if it is empty. None where there is none.

    Raises ``GraderError`` for a device that is not here or cannot be used.
    """
    with start_runner() as runner, ExitStack() as prepared:
        here = runner.facts().devices
        device = device or "".join(here[1:2])
        if not device:
            return None
        if kind_of(device) not in here:
            raise UsageError(f"this machine has no device `{device}`: it has {', '.join(here)}")
        runner.warm()
        children = _Children(runner)
        start = time.perf_counter()
        name = children.name_of(device)
        began = f"The first child of all with `{device}` took {time.perf_counter() - start:.1f} s: its runner started."
        submissions = {each: prepared.enter_context(_submission(each, runner)) for each in _graded_on(device)}
        taken = [_round(children, submissions, device, number) for number in range(rounds + _UNMEASURED)]
    notes = submissions[device].notes if submissions else [f"No submission: those without a device are on `{device}`."]
    rows = {"": WITHOUT, device: f"`{device}`" if name == kind_of(device) else f"`{device}`, {name}"}
    return OnDevice(device, name, _measured(taken[_UNMEASURED:], rows), (began, *notes))


def _round(children: _Children, submissions: Mapping[str, _Submission], device: str, number: int) -> _Round:
    """Seconds by title and device. Each is first in every other round, so that neither always runs after the other."""
    took: _Round = {}
    for each in ("", device) if number % 2 else (device, ""):
        took[FIRST, each], took[SECOND, each] = children.seconds(each)
        if each in submissions:
            took[WHOLE, each] = submissions[each].seconds()
    return took


def _measured(taken: list[_Round], rows: Mapping[str, str]) -> dict[str, Measured]:
    """By title, since each has a ratio of its own; ``rows`` are what the devices are called."""
    titles = [title for title in (FIRST, SECOND, WHOLE) if all((title, "") in took for took in taken)]
    return {
        title: Measured(WITHOUT, {row: [took[title, each] for took in taken] for each, row in rows.items()})
        for title in titles
    }


def device_tables(found: OnDevice) -> str:
    """As Markdown: one table for each thing that is measured, since each has its own ratio."""
    tables = [f"{title}\n\n{table(measured)}" for title, measured in found.measured.items()]
    return "\n\n".join([*tables, *found.notes])


def _graded_on(device: str) -> tuple[str, ...]:
    """Where whole submissions are graded: nowhere, if the device is the one that they are on without one."""
    return () if kind_of(device) == CPU else ("", device)


class _Children:
    """Children that run nothing but a function of one line, so that it is their own cost that is measured."""

    def __init__(self, runner: Runner) -> None:
        self._runner, self._policy = runner, Policy(find_course(ROOT).file)

    def seconds(self, device: str) -> tuple[float, float]:
        """Until a new child's first call is answered, and what the second takes. It ends after the clock has."""
        x = Tensor("float32", (2,), pack("<2f", 1, 2))
        call = _call("double", device, ("x", x))
        start = time.perf_counter()
        with self._session(device) as session:
            _answer(session, call, device)
            middle = time.perf_counter()
            _answer(session, call, device)
            return middle - start, time.perf_counter() - middle

    def name_of(self, device: str) -> str:
        """As torch calls it, asked where the device can be touched; its kind, where torch has no name for it."""
        with self._session(device) as session:
            values = _record(session, _call("name", "", ("device", device))).values
        return str(values[RESULT] or kind_of(device))

    def _session(self, device: str) -> Session:
        budget = Budget(_SECONDS, cpu=_SECONDS, memory=1 << 30, data=1 << 20, device=device)
        return Session(self._runner, Source("work.py", _TEXT), self._policy, budget)


def _call(function: str, device: str, argument: tuple[str, Tree]) -> Call:
    turn = Turn(RESULT, "", (function,), ((argument[0], Same(argument[0])),))
    return Call((turn,), given=(argument,), device=device)


def _answer(session: Session, call: Call, device: str) -> None:
    result = _record(session, call).values[RESULT]
    if not isinstance(result, Tensor) or kind_of(result.device) != kind_of(device or CPU):
        raise RuntimeError("it was made on another device: the comparison means nothing")


def _record(session: Session, call: Call) -> Record:
    answers = session.run([call], _SECONDS).answers
    if not answers or not isinstance(answers[0], Record) or answers[0].raised is not None:
        raise MachineError(f"a child did not answer: {session.broken or answers}")
    return answers[0]


@contextmanager
def _submission(device: str, runner: Runner) -> Iterator[_Submission]:
    course = find_course(ROOT)
    assignment = load_assignment(assignment_file(course, "linear"), course)
    request = Request(SOLUTION, assignment, course, SEED, "benchmark", device=device)
    with Prepared(request, runner) as prepared:
        yield _Submission(prepared, request)


class _Submission:
    """A right solution, graded again and again against a reference that is observed once."""

    def __init__(self, prepared: Prepared, request: Request) -> None:
        self._prepared, self._request = prepared, request
        self.notes: list[str] = []

    def seconds(self) -> float:
        start = time.perf_counter()
        result: Result = self._prepared.grade(self._request)
        took = time.perf_counter() - start
        if result.score != result.max_score:
            raise RuntimeError("a right solution did not pass: the comparison means nothing")
        self.notes = [f"{note[:1].upper()}{note[1:]}." for note in result.notes]
        return took
