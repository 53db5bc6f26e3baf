"""`inverse`: calling the exercise's function on what another returns for the inputs gives the inputs back.

Decryption undoes encryption, un-patching undoes patching. The other function gets all inputs; the exercise's own gets
what that returned in the place of the first input (or of the one named by `input`), and the other inputs as they are.
Both may do nothing at all and keep this law: `expect` is what fails that. For cases without steps.
"""

from __future__ import annotations

from grader.checks.kind import Mention
from grader.laws.calls import PATH, fields, paths_in
from grader.laws.fitting import single_call
from grader.laws.law import Judging, Law, Planning
from grader.laws.pairs import back, given_back, input_of, turn_for
from grader.laws.words import found_by
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Record


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:  # noqa: ARG001
    home = (call.turns[0].owner, call.turns[0].names)
    return (back(call, "inverse", turn_for(_of(argument), call), home, _input(argument, call), tools, rest=True),)


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    name = _input(argument, calls[0])
    if (finding := given_back(calls[1], answers[1], name, tools)) is None:
        return None
    return found_by(finding, "inverse.differs", "inverse.other", {"input": name, "of": _of(argument)})


def _of(argument: object) -> str:
    return str(fields(argument)["of"])


def _input(argument: object, call: Call) -> str:
    return input_of(call, fields(argument).get("input"))


def _names(argument: object) -> tuple[Mention, ...]:
    return paths_in(argument, "input")


LAW = Law(
    name="inverse",
    summary="calling the exercise's function on what another returns for the inputs gives the inputs back",
    schema={
        "type": "object",
        "required": ["of"],
        "properties": {
            "of": {"title": "the name of a function or method", "type": "string", "minLength": 1},
            "input": PATH,
        },
        "additionalProperties": False,
        "description": "`of` with the name of the function that is undone; `input` with what comes back, where it is "
        "not the first input.",
    },
    vary=vary,
    judge=judge,
    messages={
        "inverse.differs": "on what `{of}` returns it should give `{input}` back; {count} of {total} numbers differ, "
        "the worst at {worst_at}: expected {worst_expected}, got {worst_actual}",
        "inverse.other": "on what `{of}` returns it should give `{input}` back: expected {expected}, got {actual}",
    },
    example="""\
- id: decrypt
  call: decrypt
  given: {text: khoor, key: 3}
  laws:
    inverse: {of: encrypt}
""",
    names=_names,
    fits=single_call("inverse"),
)
