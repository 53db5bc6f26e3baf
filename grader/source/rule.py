"""What a rule on the source is: the interface that every file of a rule fills in, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.model.message import Message
from grader.model.record import Trace
from grader.source.reach import Reached


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``schema`` is the JSON Schema of what may stand after its name, ``example`` an exercise that uses it.

    ``judge`` gets that argument, what the text has, and the trace of a call where there is one; it says what is wrong,
    or None. ``messages`` are its templates by id.
    """

    name: str
    summary: str
    schema: Mapping[str, object]
    judge: Callable[[object, Reached, Trace | None], Message | None]
    messages: Mapping[str, str]
    example: str


NAMES: Mapping[str, object] = {
    "type": "array",
    "items": {"type": "string", "pattern": r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\.\*)?$"},
    "minItems": 1,
    "uniqueItems": True,
}


def names_in(argument: object) -> tuple[str, ...]:
    """The names after ``forbid``, ``require`` or ``only``: a list of them, or one."""
    return (
        (argument,)
        if isinstance(argument, str)
        else tuple(map(str, argument if isinstance(argument, list | tuple) else ()))
    )
