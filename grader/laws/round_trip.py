"""`round_trip`: one function, then the other on what it returned, gives back what went in.

A tokenizer that loses a space, an encoding without a code for one letter: the text that comes back shows it, whatever
numbers stand in between. The first function gets all inputs, the second only what the first returned; the first input
must come back, text and lists equal, tensors within the tolerance. With `class` both are its methods. Two that do
nothing keep this law: `expect` is what fails them. For cases without steps.
"""

from __future__ import annotations

from typing import cast

from grader.checks.kind import Mention
from grader.laws.fitting import single_call
from grader.laws.law import Judging, Law, Planning
from grader.laws.pairs import back, given_back, input_of, turn_for
from grader.laws.words import found_by
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Record


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:  # noqa: ARG001
    there, home = (turn_for(name, call) for name in _both(argument))
    return (back(call, "round_trip", there, home, input_of(call, None), tools, rest=False),)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    name, (there, home) = input_of(calls[0], None), _both(argument)
    if (finding := given_back(calls[1], answers[1], name, tools)) is None:
        return None
    shown = {"input": name, "there": there, "back": home}
    return found_by(finding, "round_trip.differs", "round_trip.other", shown)


def _both(argument: object) -> tuple[str, str]:
    there, home = cast("list[str]", argument)
    return there, home


def _names(argument: object) -> tuple[Mention, ...]:  # noqa: ARG001 (functions of the submission)
    return ()


LAW = Law(
    name="round_trip",
    summary="one function, then the other on what it returned, gives back what went in",
    schema={
        "title": "a list of two functions such as `[encode, decode]`",
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "items": {"title": "the name of a function or method", "type": "string", "minLength": 1},
        "description": "The function that goes there and the one that comes back, such as `[encode, decode]`.",
    },
    vary=vary,
    judge=judge,
    messages={
        "round_trip.differs": "`{back}` of what `{there}` returns should give `{input}` back; {count} of {total} "
        "numbers differ, the worst at {worst_at}: expected {worst_expected}, got {worst_actual}",
        "round_trip.other": "`{back}` of what `{there}` returns should give `{input}` back: expected {expected}, "
        "got {actual}",
    },
    example="""\
- id: tokenizer
  class: Tokenizer
  call: encode
  init: {alphabet: abcdefghijklmnopqrstuvwxyz}
  given: {text: hello}
  laws:
    round_trip: [encode, decode]
""",
    names=_names,
    fits=single_call("round_trip"),
)
