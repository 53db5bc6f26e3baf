"""The course's own code, right or changed, that answers call after call, as long as somebody asks: in one child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType

from grader.model.calls import Call
from grader.model.path import STDOUT
from grader.model.record import Record
from grader.model.spec import Limits
from grader.pipeline.asked import speaks_of
from grader.pipeline.expected import Expected
from grader.pipeline.observed import with_printed
from grader.sandbox import Budget, Policy, Runner, Session, Source

_CPU, _DATA = 24 * 3600.0, 1 << 30
# So many calls are made in one message: at first, and at most.
_FIRST_FEW, _AT_ONCE = 4, 32


class Answering:
    """``source`` with what ``limits`` allow for each call, on ``device``, if one is named."""

    def __init__(self, runner: Runner, source: Source, policy: Policy, limits: Limits, device: str) -> None:
        self._seconds = limits.seconds
        budget = Budget(limits.seconds, _CPU, limits.memory, _DATA, device)
        self._session = Session(runner, source, replace(policy, require=None), budget)

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, error, at)

    def records(self, cases: Sequence[Expected]) -> Iterator[Record | None]:
        """What it shows in each case, made when it is asked for; None where there is no answer."""
        if not any(speaks_of(each.draft.case, STDOUT) for each in cases):
            yield from self.answers([each.call for each in cases])
            return
        for each in cases:
            record, printed = self._alone(each.call)
            yield record if record is None else with_printed(record, printed)

    def answers(self, calls: Sequence[Call]) -> Iterator[Record | None]:
        """What is there after each call, but for what it printed.

        Many are made at once, a few at first: most answers that differ from another's do so soon. Where those are
        not all there in the time of one, each is made by itself from then on.
        """
        at, many = 0, _FIRST_FEW
        while many and at < len(calls):
            together = self._session.run_together(calls[at : at + many], self._seconds)
            yield from together or ()
            at, many = (at + many, min(2 * many, _AT_ONCE)) if together else (at, 0)
        yield from (self._alone(call)[0] for call in calls[at:])

    def _alone(self, call: Call) -> tuple[Record | None, str]:
        observed = self._session.run([call], self._seconds)
        answer = observed.answers[0] if observed.answers else None
        return (answer, observed.printed[0]) if isinstance(answer, Record) else (None, "")
