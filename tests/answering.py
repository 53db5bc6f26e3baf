"""One call of a session that must be answered."""

from __future__ import annotations

from grader.model.calls import Call
from grader.model.record import Record
from grader.sandbox import Session


def answer(session: Session, call: Call, seconds: float = 60) -> Record:
    (found,) = session.run([call], seconds).answers
    assert isinstance(found, Record), found
    return found
