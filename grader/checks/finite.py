"""`finite`: no NaN and no infinity.

A softmax that does not subtract the maximum is right on small numbers and NaN on large ones. Where the reference is
finite a result must be anyway; `finite: false` says that NaN or infinity is meant.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message


def judge(argument: object, evidence: Evidence) -> Message | None:
    if not argument:
        return None
    count = evidence.count_not_finite(evidence.actual)
    return Message("finite.not", {"count": count}) if count else None


KIND = Kind(
    name="finite",
    summary="no NaN and no infinity",
    schema={"type": "boolean", "description": "`true`: every number is finite. `false`: they need not be."},
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "finite.not": "NaN or infinite in {count} of its numbers; look for a division by zero, the logarithm of zero, "
        "or `exp` of a large number"
    },
    example="""\
- id: large-numbers
  call: log_sum_exp
  given: {x: {rand: [5], from: 500.0..900.0}}
  expect:
    result: {like: reference, finite: true}
""",
)
