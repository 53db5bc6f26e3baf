"""`not`: the check inside fails.

A new mask is not the old one, a shuffled list is not the list, a trained weight is not where it began. The form stays
the reference's, so that only a value of the right form is different from another. A check that cannot be judged, such
as a sum along a dimension that is not there, says nothing, and neither does its opposite.
"""

from __future__ import annotations

from grader.checks.kind import REFERENCE, Evidence, Kind, Observation, said
from grader.model.message import Message


def judge(argument: object, evidence: Evidence) -> Message | None:
    checks = argument if isinstance(argument, tuple) else ()
    if evidence.path.root == "raises" and evidence.actual_raised is None:
        return Message("not.no_exception")
    wrong = evidence.judge(checks, form=False)
    if wrong is not None:
        return None if evidence.is_decided(wrong) else wrong
    if len(checks) == 1 and checks[0].kind == "like" and checks[0].argument != REFERENCE:
        return Message("not.same", {"path": str(checks[0].argument)})
    return Message("not.holds", {"check": said(checks)})


KIND = Kind(
    name="not",
    summary="the check inside fails",
    schema={"description": "A check, such as `{like: first}`."},
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "not.same": "it should differ from `{path}`, and does not",
        "not.holds": "this holds of it, and should not: {check}",
        "not.no_exception": "expected an exception, and none was raised",
    },
    example="""\
- id: noise
  call: noise
  given: {x: {zeros: [100]}}
  expect:
    result: {not: {like: x}}
""",
    nests=True,
)
