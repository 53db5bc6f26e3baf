"""`device`: where the tensor lies.

`cuda` is any CUDA device, `cuda:1` that one. A tensor made without `device=x.device` stays on the CPU and fails as soon
as it meets one that does not.
"""

from __future__ import annotations

from grader.checks.kind import ANY, REFERENCE, Evidence, Kind, Observation
from grader.model.devices import PLACE, kind_of
from grader.model.message import Message
from grader.model.values import Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    if argument == ANY:
        return None
    wanted = evidence.expected.device if isinstance(evidence.expected, Tensor) else "cpu"
    if argument != REFERENCE:
        wanted = str(argument)
    actual = evidence.actual
    if not isinstance(actual, Tensor):
        return Message("device.no_tensor", {"expected": wanted, "actual": type_name(actual)})
    if same_device(actual.device, wanted):
        return None
    return Message("device.differs", {"expected": wanted, "actual": actual.device})


def same_device(actual: str, expected: str) -> bool:
    """Whether ``actual`` is the device ``expected``; without a number that is any device of its type."""
    return actual == expected or (":" not in expected and kind_of(actual) == expected)


def _show(tree: Tree) -> str:
    return tree.device if isinstance(tree, Tensor) else type_name(tree)


KIND = Kind(
    name="device",
    summary="where the tensor lies",
    schema={
        "type": "string",
        "pattern": f"^(any|reference|{PLACE})$",
        "description": "`cpu`, `cuda`, `cuda:1`, `reference` or `any`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "device.differs": "expected a tensor on {expected}, got one on {actual}; move it with `.to('{expected}')`, "
        "or make it there with `device=x.device`",
        "device.no_tensor": "expected a tensor on {expected}, got {actual}",
    },
    shows=_show,
    example="""\
- id: to-cpu
  call: to_cpu
  given: {x: {randn: [2, 3]}}
  expect:
    result: {device: cpu}
""",
    claim=True,
    releases=frozenset({"device"}),
)
