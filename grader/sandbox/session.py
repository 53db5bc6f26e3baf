"""A submission in children: loaded once, asked call after call; a lost child is replaced for the next exercise."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from grader.errors import MachineError, WireError
from grader.model import values
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Raised, Record
from grader.model.result import Cause
from grader.sandbox.child import Child, Lost
from grader.sandbox.confinement import Confinement
from grader.sandbox.confining import Budget, Policy, confined
from grader.sandbox.folder import Stamp, fill_folder, make_folder, remove_folder, stamps
from grader.sandbox.loading import Parts, load
from grader.sandbox.output import KEPT
from grader.sandbox.runner import Runner
from grader.sandbox.source import Source
from grader.wire import Bounds, Fields, call_to_tree, pack, record_from_tree

Answer: TypeAlias = Record | Lost


@dataclass(frozen=True, slots=True)
class Observed:
    """What came of one exercise's calls: how long each took, what it printed, and on both streams all that was printed.

    Ends early at a ``Lost``.
    """

    answers: tuple[Answer, ...] = ()
    seconds: tuple[float, ...] = ()
    printed: tuple[str, ...] = ()
    output: str = ""


class Session:
    """Answers calls of one submission within ``budget``; ``confinement`` is what was in force for its last child."""

    def __init__(self, runner: Runner, source: Source, policy: Policy, budget: Budget) -> None:
        self._runner, self._source, self._policy, self._budget = runner, source, policy, budget
        self.confinement: Confinement | None = None
        self._child: Child | None = None
        self._folder: Path | None = None
        self._stamps: tuple[Stamp, ...] = ()
        self.broken: Raised | Lost | None = None

    @property
    def name(self) -> str:
        """The submission's file name; the first, where it has several."""
        return self._source.name

    @property
    def source(self) -> Source:
        """What is asked."""
        return self._source

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end_child()

    def change(self, source: Source) -> None:
        """Ask ``source`` from now on, in the child that is there: for the course's own code, never for a submission.

        What one leaves in the process or in its folder the next one finds; nothing is left of its text.
        """
        self._source, self.broken = source, None
        if self._child is not None:
            self.broken = self._load(self._child)
            if isinstance(self.broken, Lost):
                self._end_child()

    def run(self, calls: Sequence[Call], seconds: float) -> Observed:
        """Make ``calls`` within ``seconds`` together. Stops at the first that is lost or where the module is broken."""
        self.leave_changed_folder()
        answers: list[Answer] = []
        took: list[float] = []
        printed: list[str] = []
        output = ""
        for call in calls:
            child = self._ready()
            if child is None or self.broken is not None:
                break
            start = time.monotonic()
            try:
                answer = self._ask(child, call, max(0.01, seconds - sum(took)))
            except MachineError:
                self._end_child()
                raise
            took.append(time.monotonic() - start)
            answers.append(answer)
            if isinstance(answer, Lost):
                self._end_child()
                output += answer.output
                break
            out, errors = child.output.take_both()
            printed.append(out)
            output += out + errors
            if answer.spent is not None and answer.spent.is_broken:
                self._end_child()
        return Observed(tuple(answers), tuple(took), tuple(printed), output[:KEPT])

    def run_together(self, calls: Sequence[Call], seconds: float) -> tuple[Record, ...] | None:
        """The same calls in one message, within ``seconds``: for the course's own code, never for a submission.

        They go on in the folder as it is. None where anything went wrong with any of them: then each has to be asked by
        itself.
        """
        child = self._ready()
        if child is None or self.broken is not None:
            return None
        question = pack(do="calls", calls=values.Sequence("tuple", tuple(map(call_to_tree, calls))))
        try:
            answer = child.ask(question, Bounds(data=self._budget.data), seconds)
        except MachineError:
            self._end_child()
            raise
        child.output.take()
        if isinstance(answer, Lost):
            self._end_child()
            return None
        try:
            return tuple(map(record_from_tree, Fields(pack(answers=answer)).items("answers")))
        except WireError:
            return None

    def _ask(self, child: Child, call: Call, seconds: float) -> Answer:
        answer = child.ask(pack(do="call", call=call_to_tree(call)), Bounds(data=self._budget.data), seconds)
        if isinstance(answer, Lost):
            return answer
        try:
            record = record_from_tree(answer)
        except WireError as error:
            return Lost(Cause.PROTOCOL, Message("sandbox.protocol", {"reason": str(error)}), child.output.take())
        if not self._source.origins:
            return record
        if record.raised is not None and record.raised.stage == "find":  # a cell would have made it, and failed
            why = self._source.ledger.why_missing(record.raised.text)
            return record if why is None else replace(record, raised=why)
        return replace(record, raised=self._source.placed(record.raised))

    def _ready(self) -> Child | None:
        """The child with the module loaded; None where it cannot be (then ``broken`` says why, once for all)."""
        if self._child is None and self.broken is None:
            parts = Parts(self._source, self._budget)
            try:
                while True:
                    child = self._begin(parts.budget)
                    if self._source.parts:
                        self.broken = parts.load(child, is_last=self._runner.has_one)
                    else:
                        self.broken = self._load(child)
                    if not parts.has_left_out:
                        break
                    self._end_child()
            except OSError as error:
                self._end_child()
                raise MachineError(f"no place to run it: {error.strerror}") from None
            except MachineError:
                self._end_child()
                raise
            if self.broken is not None:
                self._end_child()
        return self._child

    def _begin(self, budget: Budget) -> Child:
        """A child that is confined, and has run nothing yet."""
        self._folder = make_folder()
        fill_folder(self._folder, (*self._source.provided, *self._source.files))
        self._stamps = stamps(self._folder, self._source.provided_names)
        self._child, self.confinement = confined(self._runner, self._folder, self._policy, budget)
        return self._child

    def _load(self, child: Child) -> Raised | Lost | None:
        return load(child, self._source, self._budget)

    def leave_changed_folder(self) -> None:
        """Where student code changed a provided file the next exercise has another child, as if it were run alone."""
        if self._folder is None or stamps(self._folder, self._source.provided_names) == self._stamps:
            return
        if not self._runner.has_one:
            self._end_child()

    def _end_child(self) -> None:
        if self._child is not None:
            with contextlib.suppress(MachineError):
                self._child.end()
            self._child.output.close()
            self._child = None
        if self._folder is not None:
            remove_folder(self._folder)
            self._folder = None
