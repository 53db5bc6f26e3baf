"""`requires_grad`: whether autograd follows the tensor.

Numbers can be right while the graph is gone, after `.detach()`, `.item()` or `torch.no_grad()`. Only the student's
process can know, so this is a claim: `backward` with a check of the gradient is the proof.
"""

from __future__ import annotations

from grader.checks.kind import REFERENCE, Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    if argument == REFERENCE:
        argument = isinstance(evidence.expected, Tensor) and evidence.expected.requires_grad
    actual = evidence.actual
    if not isinstance(actual, Tensor):
        return Message("requires_grad.no_tensor", {"actual": type_name(actual)})
    if actual.requires_grad is argument:
        return None
    return Message("requires_grad.missing" if argument else "requires_grad.unwanted")


def _show(tree: Tree) -> str:
    return str(tree.requires_grad).lower() if isinstance(tree, Tensor) else type_name(tree)


KIND = Kind(
    name="requires_grad",
    summary="whether autograd follows the tensor",
    schema={"enum": [True, False, REFERENCE], "description": "`true`, `false` or `reference`."},
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "requires_grad.missing": "it does not require grad, so autograd cannot follow it; `.item()`, `.detach()`, "
        "`torch.no_grad()` and `torch.tensor(…)` of a tensor each cut the graph",
        "requires_grad.unwanted": "it requires grad and should not; compute it under `torch.no_grad()`, "
        "or end with `.detach()`",
        "requires_grad.no_tensor": "expected a tensor, got {actual}",
    },
    shows=_show,
    example="""\
- id: frozen
  call: frozen
  given: {x: {randn: [3], requires_grad: true}}
  expect:
    result: {like: reference, requires_grad: false}
""",
    claim=True,
)
