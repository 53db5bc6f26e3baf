"""Code of the course in a session of its own: where it does not answer, the course is at fault, not a student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Raised, Record
from grader.sandbox import Lost, Session

# So many calls are made in one message, where neither their time nor what they print counts.
_AT_ONCE = 32


class FaultError(Exception):
    """There is nothing to compare with; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Answered:
    """The record of one call, how many seconds it took, and what it printed."""

    record: Record
    seconds: float
    printed: str


@dataclass(frozen=True, slots=True)
class Trusted:
    """The reference, or a variant of it, ready to be asked."""

    session: Session

    def records(self, calls: Sequence[Call], seconds: float) -> list[Record]:
        """Only what is there after each of ``calls``: many are made in one message. Raises as ``ask`` does."""
        found: list[Record] = []
        self.session.leave_changed_folder()
        for at in range(0, len(calls), _AT_ONCE):
            asked = calls[at : at + _AT_ONCE]
            together = self.session.run_together(asked, seconds) if len(asked) > 1 else None
            found += [each.record for each in self.ask(asked, seconds)] if together is None else together
        return found

    def ask(self, calls: Sequence[Call], seconds: float) -> list[Answered]:
        """An answer to each of ``calls``. Raises ``FaultError`` where one is missing."""
        observed = self.session.run(calls, seconds)
        if isinstance(self.session.broken, Raised):
            broken = self.session.broken
            raise FaultError(Message("reference.import", {"type": broken.type, "text": broken.text}))
        records = [answer for answer in observed.answers if isinstance(answer, Record)]
        if len(records) < len(calls):
            lost = self.session.broken or next(answer for answer in observed.answers if isinstance(answer, Lost))
            raise FaultError(Message("reference.lost", {"cause": str(lost.cause)}))
        return [Answered(*each) for each in zip(records, observed.seconds, observed.printed, strict=True)]
