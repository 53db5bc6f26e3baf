"""`any_of`: at least one of several ways to be right.

A gradient that was cleared is None or zeros, a slope at a corner is any between two, an optimizer follows one of two
published formulas. Each way is a check of its own; the reference's form is asked of those that the reference goes.
"""

from __future__ import annotations

from grader.checks.kind import FORM, Evidence, Kind, Observation, said
from grader.model.message import Message


def judge(argument: object, evidence: Evidence) -> Message | None:
    ways = argument if isinstance(argument, tuple) else ()
    found = [evidence.judge(checks) for checks in ways]
    if None in found:
        return None
    is_decided = all(wrong is None or evidence.is_decided(wrong) for wrong in found)
    return Message(
        "any_of.none" if is_decided else "any_of.undecided", {"ways": tuple(f"`{said(checks)}`" for checks in ways)}
    )


KIND = Kind(
    name="any_of",
    summary="at least one of several ways to be right",
    schema={"type": "array", "minItems": 1, "description": "A list of checks, such as `[{exists: false}, 0.0]`."},
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "any_of.none": "it is none of what is allowed: {ways}",
        "any_of.undecided": "it is none of what is allowed, and not all of that can be told here: {ways}",
    },
    example="""\
- id: clear
  call: clear
  given: {w: {randn: [3], requires_grad: true}}
  set: {w.grad: {randn: same}}
  expect:
    w.grad: {any_of: [{exists: false}, 0.0]}
""",
    nests=True,
    releases=FORM,
    replaces=True,
    undecided=frozenset({"any_of.undecided"}),
)
