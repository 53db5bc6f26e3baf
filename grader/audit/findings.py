"""What an audit finds: one record for each fault, with what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.model.result import ExerciseResult

# Only errors make an audit red.
Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``rule`` names what was tried (``wrong/no_square``, ``mutant zeros``); ``exercise`` is empty for all of them.

    ``result`` is what the exercise came to, where that says more.
    """

    rule: str
    exercise: str
    text: str
    line: int = 0
    result: ExerciseResult | None = None
    severity: Severity = "error"


def not_python(shown: str, error: SyntaxError | ValueError) -> str:
    """What is said of the file ``shown``, which cannot be parsed."""
    line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{shown}{line} is not Python: {said}; mend it"
