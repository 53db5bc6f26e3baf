"""Code of the course, which can be asked: in a session of its own, or as it answered when that was recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from grader.errors import WireError
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Answered, Raised, Record
from grader.pipeline.expected import Spot
from grader.recorded import SOLUTION, Tape
from grader.sandbox import Lost, Session

# So many calls are made in one message, where neither their time nor what they print counts.
_AT_ONCE = 32

NOWHERE = Spot()
# Hears who answered what to a call.
Witness: TypeAlias = Callable[[str, Call, Answered], None]


class FaultError(Exception):
    """There is nothing to compare with; ``message`` says why, and ``at`` what in the specification shows it."""

    def __init__(self, message: Message, at: Spot = NOWHERE) -> None:
        super().__init__(message)
        self.message, self.at = message, at


class Trusted(Protocol):
    """The reference, a variant of it or a mistake, ready to be asked. Where it does not answer, that is the course's
    fault and no student's."""

    def records(self, calls: Sequence[Call], seconds: float) -> list[Record]:
        """Only what is there after each of ``calls``: many are made in one message. Raises as ``ask`` does."""

    def ask(self, calls: Sequence[Call], seconds: float) -> list[Answered]:
        """An answer to each of ``calls``. Raises ``FaultError`` where one is missing."""


@dataclass(frozen=True, slots=True)
class Live:
    """It is run. ``witness`` hears every answer of ``name``."""

    session: Session
    name: str = SOLUTION
    witness: Witness | None = None

    def records(self, calls: Sequence[Call], seconds: float) -> list[Record]:
        found: list[Record] = []
        self.session.leave_changed_folder()
        for at in range(0, len(calls), _AT_ONCE):
            asked = calls[at : at + _AT_ONCE]
            together = self.session.run_together(asked, seconds) if len(asked) > 1 else None
            if together is None:
                found += [each.record for each in self.ask(asked, seconds)]
            else:
                found += together
                self._tell(asked, [Answered(record, 0.0, "") for record in together])
        return found

    def ask(self, calls: Sequence[Call], seconds: float) -> list[Answered]:
        observed = self.session.run(calls, seconds)
        if isinstance(self.session.broken, Raised):
            broken = self.session.broken
            raise FaultError(Message("reference.import", {"type": broken.type, "text": broken.text}))
        records = [answer for answer in observed.answers if isinstance(answer, Record)]
        if len(records) < len(calls):
            lost = self.session.broken or next(answer for answer in observed.answers if isinstance(answer, Lost))
            raise FaultError(Message("reference.lost", {"cause": str(lost.cause)}))
        answers = [Answered(*each) for each in zip(records, observed.seconds, observed.printed, strict=True)]
        self._tell(calls, answers)
        return answers

    def _tell(self, calls: Sequence[Call], answers: Sequence[Answered]) -> None:
        if self.witness is not None:
            for call, answer in zip(calls, answers, strict=True):
                self.witness(self.name, call, answer)


@dataclass(frozen=True, slots=True)
class Recorded:
    """It is not here; ``tape`` says what ``name`` answered. ``home`` is the assignment's folder, from the course's."""

    tape: Tape
    home: str
    name: str = SOLUTION

    def records(self, calls: Sequence[Call], seconds: float) -> list[Record]:
        return [each.record for each in self.ask(calls, seconds)]

    def ask(self, calls: Sequence[Call], seconds: float) -> list[Answered]:
        del seconds
        try:
            found = [self.tape.answer(self.name, call) for call in calls]
        except WireError as error:
            reason = f"a record cannot be read ({error})"
            raise FaultError(Message("expected.unreadable", {"reason": reason, "home": self.home})) from None
        answers = [each for each in found if each is not None]
        if len(answers) < len(found):
            raise FaultError(Message("expected.other", {"home": self.home}))
        return answers
