"""`is`: that very object, not an equal one.

An in-place function changes the tensor that it was given and returns it; one that returns a changed copy leaves the
caller's tensor as it was.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role
from grader.model.message import Message


def judge(argument: object, evidence: Evidence) -> Message | None:
    if argument in evidence.same_as:
        return None
    if evidence.same_as:
        return Message("is.other", {"expected": str(argument), "actual": evidence.same_as})
    return Message("is.not", {"expected": str(argument)})


def _names(argument: object) -> tuple[Mention, ...]:
    return (Mention(Role.OBJECT, str(argument)),)


KIND = Kind(
    name="is",
    summary="that very object",
    schema={"type": "string", "minLength": 1, "description": "The name of an input, of `self` or of a step."},
    observes=frozenset({Observation.IDENTITY}),
    judge=judge,
    messages={
        "is.not": "expected the very object `{expected}`, got another one; change `{expected}` in place "
        "(for example `{expected}.add_(1)`) and return it",
        "is.other": "expected the very object `{expected}`, got `{actual}`",
    },
    example="""\
- id: fill-diagonal
  call: fill_diagonal
  given: {x: {randn: [3, 3]}}
  expect: {all: reference, result: {is: x}}
""",
    claim=True,
    names=_names,
    each=False,
)
