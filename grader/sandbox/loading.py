"""Has a child load a submission: at once, or cell by cell under a time limit each, which the grader's clock keeps."""

from __future__ import annotations

import time
from dataclasses import replace

from grader.errors import WireError
from grader.model.message import Message
from grader.model.origin import Part
from grader.model.record import Raised
from grader.model.result import Cause
from grader.model.values import Mapping, Sequence
from grader.sandbox.child import Child, Lost
from grader.sandbox.confining import Budget
from grader.sandbox.source import Source
from grader.wire import Bounds, Fields, pack
from grader.wire.messages import raised_from_tree

# The cells of a notebook have as many times the limit of one together; then only what defines something is run.
TOGETHER = 5
# So many children are lost in cells: each that takes its place is to be started, which on some systems takes seconds.
TRIES = 10
# What ends a child and may be one cell's doing. What breaks the protocol is nobody's mistake.
_ENDED_BY_A_CELL = (Cause.TIMEOUT, Cause.CRASH, Cause.MEMORY, Cause.OUTPUT)


def load(child: Child, source: Source, budget: Budget) -> Raised | Lost | None:
    """Import all of it at once. None where that went well."""
    return _ask(child, source, pack(do="load", **_files(source), memory=budget.memory), budget.seconds)[0]


class Parts:
    """The cells of ``source``, for one child after the other until one has run all that can be run.

    A cell in which a child is lost is run less of in the next: the ledger says how much.
    """

    def __init__(self, source: Source, budget: Budget) -> None:
        self._source, self._budget = source, budget
        self._seconds = self._left = budget.seconds * TOGETHER
        self._tries = 0
        self.has_left_out = False

    @property
    def budget(self) -> Budget:
        """What a child may use that runs them: each cell has the time that a file has."""
        more = self._seconds if self._source.parts else 0.0
        return replace(self._budget, cpu=self._budget.cpu + more)

    def load(self, child: Child, *, is_last: bool) -> Raised | Lost | None:
        """Run them in ``child``; None where it can be asked. With ``has_left_out`` it is lost, and the next may not be.

        That ends: less is run each time, and after so much time and so many tries there is no next one. With
        ``is_last`` there is none anyway.
        """
        self.has_left_out = False
        ledger, seconds = self._source.ledger, self._budget.seconds
        if ledger.is_over:
            self._left = seconds
        failed, _ = _ask(child, self._source, pack(do="begin", **_files(self._source)), seconds)
        if failed is not None:
            return failed
        for part in self._source.parts:
            if not ledger.runs(part):
                continue
            has_less = self._left < seconds
            raised, missing = self._run(child, part)
            if not isinstance(raised, Lost):
                ledger.ran(part, raised, missing, seconds)
            elif raised.cause not in _ENDED_BY_A_CELL or ledger.is_over or is_last:
                return raised
            else:
                self.has_left_out = True
                self._note(part, raised, is_late=has_less and raised.cause is Cause.TIMEOUT)
                return None
        return _ask(child, self._source, pack(do="finish", memory=self._budget.memory), seconds)[0]

    def _run(self, child: Child, part: Part) -> tuple[Raised | Lost | None, tuple[str, ...]]:
        seconds = min(self._left, self._budget.seconds)
        if seconds <= 0:
            return Lost(Cause.TIMEOUT, Message("sandbox.timeout", {"seconds": f"{self._seconds:g}"})), ()
        start = time.monotonic()
        found = _ask(child, self._source, self._question(part), seconds)
        self._left -= time.monotonic() - start
        return found

    def _note(self, part: Part, lost: Lost, *, is_late: bool) -> None:
        """What is run less of the next time."""
        self._tries += 1
        if is_late:
            self._source.ledger.late = self._seconds
        elif self._tries == TRIES:
            self._source.ledger.tries = TRIES
        else:
            self._source.ledger.lost(part, lost, self._budget.seconds)

    def _question(self, part: Part) -> Mapping:
        return pack(
            do="part",
            file=part.module,
            first=part.first,
            last=part.last,
            quiet=Sequence("tuple", part.quiet),
            whole=self._source.ledger.is_whole(part),
            memory=self._budget.memory,
        )


def _files(source: Source) -> dict[str, Mapping]:
    return {"files": pack(**dict(source.files)), "helpers": pack(**dict(source.helpers))}


def _ask(
    child: Child, source: Source, question: Mapping, seconds: float
) -> tuple[Raised | Lost | None, tuple[str, ...]]:
    """What was raised, where it is in what was handed in, and which names are not there for it."""
    answer = child.ask(question, Bounds(), seconds)
    if isinstance(answer, Lost):
        return answer, ()
    try:
        fields = Fields(answer)
        raised = fields.tree("raised")
        return None if raised is None else source.placed(raised_from_tree(raised)), fields.texts("missing")
    except WireError as error:
        return Lost(Cause.PROTOCOL, Message("sandbox.protocol", {"reason": str(error)})), ()
