"""The child: confines itself, then answers one numbered request after the other until the grader hangs up."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

from grader.confine.confine import confine
from grader.confine.limits import Memory, limit_process
from grader.errors import WireError
from grader.model.calls import Call
from grader.model.record import Raised, Record
from grader.model.values import Mapping, Sequence, Tree
from grader.runner.accelerator import Accelerator
from grader.runner.facts import absent, why_not_imported
from grader.runner.failure import describe
from grader.runner.module import Loading, Submission, forget
from grader.runner.observe import TooDeepError
from grader.runner.perform import perform
from grader.runner.switches import Switches
from grader.wire import (
    REQUEST,
    Bounds,
    Fields,
    call_from_tree,
    decode,
    encode,
    pack,
    read_payload,
    record_to_tree,
    write_frame,
)
from grader.wire.messages import raised_to_tree

# So many names of what was not bound are told of one part, and none that is longer.
_NAMES = _LONGEST = 200


class Child:
    """One submission's module and the state that is restored between its calls."""

    def __init__(self, responses: int) -> None:
        self._responses = responses
        self._pid = os.getpid()
        self._bounds = Bounds()
        self._memory: Memory | None = None
        self._switches: Switches | None = None
        self._submission: Submission | None = None
        self._loading: Loading | None = None
        self._accelerator: Accelerator | None = None
        self._answers: dict[str, Callable[[Fields], Tree]] = {
            "absent": self._absent,
            "import": lambda fields: pack(reason=why_not_imported(fields.text("library"))),
            "confine": self._confine,
            "load": self._load,
            "begin": self._begin,
            "part": self._part,
            "finish": lambda fields: self._guarded(fields.integer("memory"), self._finish),
            "call": lambda fields: self._call(fields.tree("call")),
            "calls": lambda fields: Sequence("tuple", tuple(map(self._call, fields.items("calls")))),
        }

    def serve(self, requests: int) -> NoReturn:
        """Answer until the requests end. Never returns, and runs nothing that student code left for the exit."""
        while (payload := read_payload(lambda size: os.read(requests, size), REQUEST)) is not None:
            number, message = decode(payload, REQUEST)
            fields = Fields(message)
            self.send(number, self._answers[fields.text("do")](fields))
        os._exit(0)

    def send(self, number: int, tree: Tree) -> None:
        if os.getpid() != self._pid:
            os._exit(0)  # a copy of this process that student code forked: it has no say
        try:
            frame = encode(number, tree, self._bounds)
        except (WireError, RecursionError, MemoryError) as error:
            frame = encode(number, _too_much(error), self._bounds)
        write_frame(lambda buffer: os.write(self._responses, buffer), frame)

    def _absent(self, fields: Fields) -> Tree:
        """Asked before any student code: which libraries are not here."""
        return pack(absent=Sequence("tuple", absent(fields.texts("libraries"))))

    def _confine(self, fields: Fields) -> Tree:
        """Take the limits, go to the scratch folder and give up the rest of the machine. Says what is denied now.

        A device beside the CPU is taken first: its driver looks around in the machine.
        """
        folder = Path(fields.text("folder"))
        device = fields.text("device")
        self._bounds = Bounds(data=fields.integer("bytes"))
        os.environ.update(TMPDIR=str(folder), HOME=str(folder))
        self._switches = Switches(folder)
        try:
            self._accelerator = Accelerator(device) if device else None
            if self._accelerator is not None:
                self._accelerator.begin()
        except Exception as error:
            return pack(denied=pack(), missing=_told(error), unusable="")
        limit_process(fields.integer("cpu"), with_device=bool(device))
        self._switches.restore(seed=0)
        self._memory = Memory(fields.integer("memory"), with_device=bool(device))
        denied = confine(folder, Path(fields.text("secrets")), fields.texts("layers"), with_device=bool(device))
        unusable = "" if self._accelerator is None else _unusable(self._accelerator, bool(fields.tree("thoroughly")))
        return pack(denied=pack(**denied), missing="", unusable=unusable)

    def _load(self, fields: Fields) -> Tree:
        """Import the submission's files, copies of which are in the scratch folder; they replace those before."""
        self._begin(fields)
        return self._guarded(fields.integer("memory"), self._finish)

    def _begin(self, fields: Fields) -> Tree:
        """Know the files, and run nothing of them yet: they may come in parts."""
        assert self._switches
        self._submission = None
        self._switches.restore(seed=0)
        forget()
        self._loading = Loading(self._switches.folder, fields.contents("files"), fields.contents("helpers"))
        return _ran()

    def _finish(self) -> Tree:
        assert self._loading
        self._submission = self._loading.finish()
        return _ran()

    def _part(self, fields: Fields) -> Tree:
        """Run some lines of a file; what they raise ends nothing else."""
        lines = {line for line in fields.items("quiet") if isinstance(line, int)}
        first, last, whole = fields.integer("first"), fields.integer("last"), bool(fields.tree("whole"))

        def run() -> Tree:
            assert self._loading
            module = self._loading.stepwise(fields.text("file"))
            error, missing = (None, []) if module is None else module.run(first, last, lines, whole=whole)
            return _ran(None if error is None else self._described(error), missing)

        return self._guarded(fields.integer("memory"), run)

    def _guarded(self, memory: int, run: Callable[[], Tree]) -> Tree:
        """What ``run`` answers, or what student code raised, within ``memory``."""
        assert self._memory
        self._memory.allow(memory)
        try:
            ran = run()
            if self._accelerator is not None:
                self._accelerator.settle()
            return ran
        except BaseException as error:  # SystemExit of student code too
            return _ran(self._described(error))
        finally:
            self._memory.lift()
            _flush()

    def _described(self, error: BaseException) -> Tree:
        assert self._loading
        return raised_to_tree(describe(error, "import", self._loading.paths))

    def _call(self, tree: Tree) -> Tree:
        assert self._submission and self._switches and self._memory
        call = call_from_tree(tree)
        self._switches.restore(call.seed)
        self._memory.allow(call.memory)
        try:
            broken = self._prepared(call)
            performed = broken or perform(call, self._submission, self._memory.lift, self._accelerator)
            record = record_to_tree(performed)
        except (TooDeepError, RecursionError, MemoryError) as error:
            record = _too_much(error)
        self._memory.lift()
        _flush()
        return record

    def _prepared(self, call: Call) -> Record | None:
        """The device is as it was for the call before; a record of why not, where it is broken."""
        if self._accelerator is None:
            return None
        try:
            self._accelerator.allow(call.memory)
            self._accelerator.restore(call.seed)
        except Exception as error:
            return Record(raised=describe(error, "build", ()), spent=self._accelerator.broken())
        return None


def _unusable(accelerator: Accelerator, thoroughly: bool) -> str:
    """Why the device cannot be used here; empty where it can."""
    try:
        accelerator.use(thoroughly=thoroughly)
    except Exception as error:
        return _told(error)
    return ""


def _told(error: Exception) -> str:
    return describe(error, "build", ()).text or type(error).__name__


def _ran(raised: Tree = None, missing: Iterable[str] = ()) -> Tree:
    """What was raised as a module was made, and the names that are not there for it."""
    names = [name for name in missing if len(name) < _LONGEST][:_NAMES]
    return pack(raised=raised, missing=Sequence("tuple", tuple(names)))


def _too_much(error: Exception) -> Mapping:
    """The record of a call whose result is too large, or too deep, to be looked at or sent."""
    return record_to_tree(Record(raised=Raised("observe", type(error).__name__, text=str(error))))


def _flush() -> None:
    """What student code printed is in its files before the answer is."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(BaseException):  # a stream that student code broke, or made
            stream.flush()  # type: ignore[union-attr]
