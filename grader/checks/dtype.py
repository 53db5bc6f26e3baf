"""`dtype`: the type of a tensor's elements, by torch's name.

`torch.tensor([1, 2])` holds integers and `torch.from_numpy` float64: both look right when printed and fail later, in a
loss or a layer. A list allows several.
"""

from __future__ import annotations

from grader.checks.kind import ANY, REFERENCE, Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import ITEM_SIZES, Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    if argument == ANY:
        return None
    if argument == REFERENCE:
        argument = evidence.expected.dtype if isinstance(evidence.expected, Tensor) else "none"
    allowed = tuple(map(str, argument)) if isinstance(argument, list | tuple) else (str(argument),)
    actual = evidence.actual
    if not isinstance(actual, Tensor):
        return Message("dtype.no_tensor", {"expected": " or ".join(allowed), "actual": type_name(actual)})
    if actual.dtype in allowed:
        return None
    if len(allowed) == 1:
        return Message("dtype.differs", {"expected": allowed[0], "actual": actual.dtype})
    return Message("dtype.not_among", {"expected": " or ".join(allowed), "actual": actual.dtype})


def _show(tree: Tree) -> str:
    return tree.dtype if isinstance(tree, Tensor) else type_name(tree)


_NAME = {"enum": sorted(ITEM_SIZES)}

KIND = Kind(
    name="dtype",
    summary="the type of a tensor's elements",
    schema={
        "if": {"type": "array"},
        "then": {"items": _NAME, "minItems": 1, "uniqueItems": True},
        "else": {"enum": [*sorted(ITEM_SIZES), ANY, REFERENCE]},
        "description": "`float32`, a list of several that are allowed, `reference` or `any`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "dtype.differs": "expected dtype {expected}, got {actual}; convert with `.to(torch.{expected})` "
        "or say `dtype=torch.{expected}` where it is made",
        "dtype.not_among": "expected dtype {expected}, got {actual}",
        "dtype.no_tensor": "expected a tensor of dtype {expected}, got {actual}",
    },
    shows=_show,
    example="""\
- id: labels
  call: labels
  given: {n: 4}
  expect:
    result: {dtype: int64, shape: [4]}
""",
    releases=frozenset({"dtype"}),
)
