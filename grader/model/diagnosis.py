"""What went wrong, where it can be known: a diagnosis, or the author's own note on the very same mistake."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.model.message import Message


class Confidence(StrEnum):
    """``certain`` is a fact (a type, an exception), ``likely`` a match in many numbers, ``possible`` one in few."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """``id`` names the mistake (``transposed``); ``path`` is the place where it shows."""

    id: str
    confidence: Confidence
    message: Message
    path: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A file of ``wrong/`` that gives the same wrong answers; ``text`` is what its author says to the student."""

    name: str
    text: str
