"""`type`: the Python type, by its name; a list allows several.

`3.0`, `torch.tensor(3.0)` and `numpy.float64(3.0)` print alike and are different things to the next line. A named tuple
is a tuple and a parameter a tensor; the last part of a name is enough (`Tensor`, `Linear`). At `raises` it is the type
of the exception, or a parent of it; `NotImplementedError` counts only under its own name, or every stub would pass.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.checks.kind import ANY, REFERENCE, Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import plain_type_name, type_name

_STUB = "NotImplementedError"


def judge(argument: object, evidence: Evidence) -> Message | None:
    at_raises = evidence.path.root == "raises"
    if argument == ANY:
        return Message("type.no_exception", {"expected": ANY}) if at_raises and not evidence.actual_raised else None
    if argument == REFERENCE:
        expected = evidence.expected_raised
        argument = (expected.type if expected else "no exception") if at_raises else plain_type_name(evidence.expected)
    allowed = tuple(map(str, argument)) if isinstance(argument, list | tuple) else (str(argument),)
    if at_raises:
        return _judge_raised(allowed, evidence)
    actual = evidence.actual
    if any(is_named((type_name(actual), plain_type_name(actual)), name) for name in allowed):
        return None
    if actual is None:
        return Message("type.none", {"expected": " or ".join(allowed)})
    return Message("type.differs", {"expected": " or ".join(allowed), "actual": type_name(actual)})


def is_named(names: Iterable[str], wanted: str) -> bool:
    """Whether a type with these full names is meant by ``wanted``, which may leave out any part but the last."""
    last = wanted.rpartition(".")[2]
    for name in names:
        parts = name.split(".")
        remaining = iter(parts)
        if parts[-1] == last and all(part in remaining for part in wanted.split(".")):
            return True
    return False


def _judge_raised(allowed: tuple[str, ...], evidence: Evidence) -> Message | None:
    raised = evidence.actual_raised
    if raised is None:
        return Message("type.no_exception", {"expected": " or ".join(allowed)})
    names = (raised.type,) if is_named((raised.type,), _STUB) else (raised.type, *raised.bases)
    if any(is_named(names, name) for name in allowed):
        return None
    return Message("type.exception", {"expected": " or ".join(allowed), "actual": raised.type, "text": raised.text})


KIND = Kind(
    name="type",
    summary="the Python type",
    schema={
        "if": {"type": "array"},
        "then": {"items": {"type": "string", "minLength": 1}, "minItems": 1, "uniqueItems": True},
        "else": {"type": "string", "minLength": 1},
        "description": "`float`, `torch.Tensor`, a list of several that are allowed, `reference` or `any`.",
    },
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "type.differs": "expected {expected}, got {actual}",
        "type.none": "expected {expected}, got None; is there a `return` line?",
        "type.no_exception": "expected the exception {expected}, and none was raised",
        "type.exception": "expected the exception {expected}, got {actual}: {text}",
    },
    shows=type_name,
    example="""\
- id: slope
  call: slope
  given: {x: 3.0}
  expect:
    result: {type: float, value: 6.0}
""",
    claim=True,
    releases=frozenset({"type"}),
)
