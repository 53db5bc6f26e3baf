"""`exists`: whether there is anything at the path.

A gradient that was never computed is None and does not exist, and neither does an attribute that was never set. At
`raises` it says whether the call ends with an exception.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import Absent, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    if evidence.path.root == "raises":
        return _judge_raised(argument, evidence)
    actual = evidence.actual
    there = actual is not None and not isinstance(actual, Absent)
    if there is argument:
        return None
    if there:
        return Message("exists.unwanted", {"path": str(evidence.path), "actual": type_name(actual)})
    names = actual.names if isinstance(actual, Absent) else ()
    if evidence.path.is_gradient:
        return Message("exists.no_gradient", {"path": str(evidence.path)})
    if names:
        return Message("exists.missing_among", {"path": str(evidence.path), "names": names})
    return Message("exists.missing", {"path": str(evidence.path)})


def _judge_raised(argument: object, evidence: Evidence) -> Message | None:
    raised = evidence.actual_raised
    if (raised is not None) is argument:
        return None
    if raised is None:
        return Message("exists.no_exception")
    return Message("exists.exception", {"type": raised.type, "text": raised.text})


KIND = Kind(
    name="exists",
    summary="whether there is anything at the path",
    schema={"type": "boolean", "description": "`true`: something other than None is there. `false`: nothing is."},
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "exists.missing": "expected something at `{path}`, found nothing",
        "exists.missing_among": "expected something at `{path}`, found nothing (there is: {names})",
        "exists.no_gradient": "`{path}` is None: no gradient was computed. `.item()`, `.detach()`, "
        "`torch.no_grad()` and `torch.tensor(…)` of a tensor each cut the graph",
        "exists.unwanted": "expected nothing at `{path}`, found {actual}",
        "exists.no_exception": "expected an exception, and none was raised",
        "exists.exception": "expected no exception, got {type}: {text}",
    },
    example="""\
- id: frozen-weight
  call: frozen_weight
  given: {x: {randn: [3]}, w: {randn: [3], requires_grad: false}}
  backward: ones
  expect:
    x.grad: {exists: true}
    w.grad: {exists: false}
""",
)
