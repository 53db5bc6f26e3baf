"""One drawn case of a submission on its way to a result: what was answered, and what has been found wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.judge import cause_of, message_of
from grader.model.message import Message
from grader.model.record import Record
from grader.model.result import CaseResult, Cause, Verdict
from grader.model.values import Absent
from grader.pipeline.expected import Expected
from grader.plan import Draft, names_used, snippet
from grader.sandbox import Lost, Source

_OFF = frozenset({"value.wrong", "value.differs"})


@dataclass(slots=True)
class Run:
    """``record`` is None where the child was lost; ``seconds`` is how long the call took, on the grader's clock.

    ``untraced`` is set where its calls should have been noted, and could not be.
    """

    expected: Expected
    record: Record | None = None
    seconds: float = 0.0
    lost: Lost | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    judged: bool = False
    untraced: bool = False

    @property
    def passed(self) -> bool:
        """Whether it was judged and nothing was found wrong; what was never judged has not passed."""
        return self.judged and all(verdict.passed for verdict in self.verdicts)

    @property
    def is_off(self) -> bool:
        """Whether numbers are not the expected ones, by however little."""
        return any(verdict.message is not None and verdict.message.id in _OFF for verdict in self.verdicts)

    @property
    def is_answered(self) -> bool:
        """Whether the call came to its end, so that there is something to look at further."""
        return self.record is not None and self.record.raised is None

    def result(self, source: Source) -> CaseResult:
        """What is reported of it; from the files of ``source`` the lines to paste import."""
        draft, case = self.expected.draft, self.expected.draft.case
        cause, message = self._cause()
        text = self._snippet(source) if cause else ""
        verdicts = tuple(self.verdicts)
        steps = tuple(step.name for step in case.steps)
        return CaseResult(
            case.title, draft.is_hidden, case.points, verdicts, cause, message, _drawn(draft), text, steps
        )

    def _snippet(self, source: Source) -> str:
        """Lines that show what is wrong; what returns None with the reference too returns nothing to look at."""
        record = self.expected.record
        silent = {name for name in self.expected.draft.case.results if record.values.get(name, Absent()) is None}
        wrong = [verdict.path for verdict in self.verdicts if not verdict.passed]
        return snippet(self.expected.call, source.name, source.file_of, shows=wrong, silent=silent)

    def _cause(self) -> tuple[Cause | None, Message | None]:
        if self.lost is not None:
            return self.lost.cause, self.lost.message
        assert self.record is not None
        judged = self.expected.draft.case, self.expected.record, self.record, self.verdicts
        return cause_of(*judged), message_of(*judged)


def _drawn(draft: Draft) -> dict[str, str]:
    used = names_used(draft.case)
    return {name: _short(value) for name, value in draft.names.items() if name in used}


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
