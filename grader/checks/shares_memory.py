"""`shares_memory`: whether it lies in the memory of something else.

A view changes with the tensor that it is a view of, and a copy does not: `reshape`, `flatten` and a slice give views,
`clone` and a list of indices give copies. `none` says that it shares memory with nothing that was there before.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role
from grader.model.message import Message

_NONE = "none"


def judge(argument: object, evidence: Evidence) -> Message | None:
    shared = tuple(root for root in evidence.shares_with if root != evidence.path.root)
    if argument == _NONE:
        return Message("shares_memory.unwanted", {"actual": shared}) if shared else None
    return None if argument in shared else Message("shares_memory.missing", {"expected": str(argument)})


def _names(argument: object) -> tuple[Mention, ...]:
    return () if argument == _NONE else (Mention(Role.OBJECT, str(argument)),)


KIND = Kind(
    name="shares_memory",
    summary="whether it lies in the memory of something else",
    schema={"type": "string", "minLength": 1, "description": "The name of an input or a step, `self`, or `none`."},
    observes=frozenset({Observation.MEMORY, Observation.VALUE}),
    judge=judge,
    messages={
        "shares_memory.missing": "expected a view of `{expected}`, got a copy; `view`, a slice or `.T` share memory, "
        "`clone`, `contiguous` and a list of indices may not",
        "shares_memory.unwanted": "it shares memory with {actual}; make a copy with `.clone()`",
    },
    example="""\
- id: first-row
  call: first_row
  given: {x: {randn: [3, 4]}}
  expect:
    result: {like: reference, shares_memory: x}
""",
    claim=True,
    names=_names,
    each=False,
)
