"""How a law says what a comparison found: its own sentence, with the numbers of the finding where there are any."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model.message import Message, Parameter


def found_by(finding: Message | None, numbers: str, other: str, shown: Mapping[str, Parameter]) -> Message:
    """The message ``numbers`` with the worst number of both sides, or ``other`` where form or text differ."""
    found = finding.parameters if finding else {}
    if "worst_at" in found:
        return Message(numbers, {**found, **shown})
    sides = {"expected": found.get("expected", "what was there"), "actual": found.get("actual", "something else")}
    return Message(other, {**sides, **shown})
