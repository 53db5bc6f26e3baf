"""`any`: whatever is there is right.

A reference always has one dtype and one device, although the prompt may not ask for them. What the prompt does not ask
for is released: `result: any` for a whole path, `dtype: any` for one side of its form. `raises: any` is an exception of
any type.
"""

from __future__ import annotations

from grader.checks.kind import FORM, Evidence, Kind, Observation
from grader.model.message import Message


def judge(argument: object, evidence: Evidence) -> Message | None:  # noqa: ARG001 (there is nothing to choose)
    if evidence.path.root == "raises" and evidence.actual_raised is None:
        return Message("any.no_exception")
    return None


KIND = Kind(
    name="any",
    summary="whatever is there is right",
    schema={"const": True, "description": "Nothing is compared at this path. Written alone: `result: any`."},
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={"any.no_exception": "expected an exception, and none was raised"},
    example="""\
- id: noise
  call: noise
  let: {N: 2..9}
  given: {n: $N}
  expect:
    result: {shape: [N], dtype: any}
    n: any
""",
    releases=FORM,
    replaces=True,
)
