"""`shape`: the sizes of a tensor, every one of them.

A wrong shape that would broadcast is wrong: (N, 1) against (N,) gives (N, N) in the next line of a program. Sizes are
numbers, names of `let`, or arithmetic of them.
"""

from __future__ import annotations

from grader.checks.kind import ANY, REFERENCE, Evidence, Kind, Mention, Observation, Role
from grader.model.expression import Expression
from grader.model.message import Message
from grader.model.values import Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    if argument == ANY:
        return None
    if isinstance(argument, list | tuple):
        wanted = tuple(Expression.parse(size).evaluate(evidence.drawn) for size in argument)
    else:
        wanted = evidence.expected.shape if isinstance(evidence.expected, Tensor) else ()
    actual = evidence.actual
    if not isinstance(actual, Tensor):
        return Message("shape.no_tensor", {"expected": str(wanted), "actual": type_name(actual)})
    if actual.shape == wanted:
        return None
    return Message("shape.differs", {"expected": str(wanted), "actual": str(actual.shape)})


def _show(tree: Tree) -> str:
    return str(tree.shape) if isinstance(tree, Tensor) else type_name(tree)


def _names(argument: object) -> tuple[Mention, ...]:
    sizes = argument if isinstance(argument, list | tuple) else ()
    return tuple(Mention(Role.SIZE, str(size)) for size in sizes)


KIND = Kind(
    name="shape",
    summary="the sizes of a tensor",
    schema={
        "if": {"type": "array"},
        "then": {"items": {"type": ["integer", "string"], "minimum": 0}},
        "else": {"enum": [ANY, REFERENCE]},
        "description": "Sizes such as `[B, 3, H*d]`, `[]` for a single number, `reference` or `any`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "shape.differs": "expected shape {expected}, got {actual}",
        "shape.no_tensor": "expected a tensor of shape {expected}, got {actual}",
    },
    shows=_show,
    example="""\
- id: rgb-image
  call: rgb_image
  let: {H: 4..9, W: 4..9}
  given: {height: $H, width: $W}
  expect:
    result: {shape: [3, H, W], dtype: float32}
""",
    names=_names,
    releases=frozenset({"shape"}),
)
