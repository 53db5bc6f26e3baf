"""A changed solution that answers case after case, as long as somebody asks: in one child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType

from grader.audit.bench import Bench
from grader.model.path import STDOUT
from grader.model.record import Record
from grader.pipeline.asked import speaks_of
from grader.pipeline.expected import Expected
from grader.pipeline.observed import with_printed
from grader.sandbox import Budget, Session, Source

_CPU, _DATA = 24 * 3600.0, 1 << 30
# So many cases are asked for in one message: at first, and at most.
_FIRST_FEW, _AT_ONCE = 4, 32


class Answering:
    """``source`` with up to ``seconds`` for each case and ``memory`` bytes."""

    def __init__(self, bench: Bench, source: Source, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._session = Session(
            bench.runner, source, replace(bench.policy, require=None), Budget(seconds, _CPU, memory, _DATA)
        )

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._session.__exit__(kind, error, at)

    def records(self, cases: Sequence[Expected]) -> Iterator[Record | None]:
        """What it shows in each case, made when it is asked for; None where there is no answer.

        Many are asked for at once, a few at first: most that differ do so soon.
        """
        at, many = 0, _FIRST_FEW
        while at < len(cases):
            asked = cases[at : at + many]
            together = None if any(map(_prints, asked)) else self._together(asked)
            yield from map(self._alone, asked) if together is None else together
            at, many = at + many, min(2 * many, _AT_ONCE)

    def _together(self, cases: Sequence[Expected]) -> Sequence[Record] | None:
        return self._session.run_together([each.call for each in cases], self._seconds)

    def _alone(self, each: Expected) -> Record | None:
        observed = self._session.run([each.call], self._seconds)
        answer = observed.answers[0] if observed.answers else None
        if not isinstance(answer, Record):
            return None
        return with_printed(answer, observed.printed[0]) if _prints(each) else answer


def _prints(each: Expected) -> bool:
    return speaks_of(each.draft.case, STDOUT)
