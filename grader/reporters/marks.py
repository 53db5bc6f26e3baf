"""The few signs that a report uses, and what stands for them where a stream cannot carry them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO

from grader.model.result import Cause, ExerciseResult, Outcome


@dataclass(frozen=True, slots=True)
class Marks:
    passed: str = "✓"
    failed: str = "✗"
    unwritten: str = "○"
    skipped: str = "–"
    ungraded: str = "?"
    gutter: str = "│"
    dot: str = "·"
    arrow: str = "→"
    wrong: str = "✗"
    more: str = "…"

    def of(self, exercise: ExerciseResult) -> str:
        if exercise.cause is Cause.NOT_IMPLEMENTED:
            return self.unwritten
        return {
            Outcome.PASSED: self.passed,
            Outcome.FAILED: self.failed,
            Outcome.SKIPPED: self.skipped,
            Outcome.UNGRADED: self.ungraded,
        }[exercise.outcome]


UNICODE = Marks()
ASCII = Marks("+", "x", "o", "-", "?", "|", "-", "->", "*", "...")


def marks_for(stream: TextIO) -> Marks:
    """The signs that ``stream``'s encoding can carry."""
    try:
        "".join(getattr(UNICODE, name) for name in Marks.__slots__).encode(stream.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return ASCII
    return UNICODE
