"""`length`: how many items there are.

What Python's `len` says: items of a list or dictionary, characters of a text, the first size of a tensor. A range
allows several, and then the reference's own length is not asked for.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role
from grader.model.expression import Expression
from grader.model.message import Message
from grader.model.ranges import ends_of, names_in, parse_range
from grader.model.values import Mapping, Sequence, Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    length = _length(evidence.actual)
    if length is None:
        return Message("length.none", {"expected": str(argument), "actual": type_name(evidence.actual)})
    if isinstance(argument, str) and ".." in argument:
        low, high = ends_of(parse_range(argument), evidence.drawn)
        wanted = argument
        right = (low is None or low <= length) and (high is None or length <= high)
    else:
        exact = Expression.parse(str(argument)).evaluate(evidence.drawn)
        wanted, right = str(exact), length == exact
    return None if right else Message("length.wrong", {"expected": wanted, "actual": length})


def _length(tree: Tree) -> int | None:
    if isinstance(tree, Sequence | Mapping):
        return len(tree.items)
    if isinstance(tree, Tensor):
        return tree.shape[0] if tree.shape else None
    return len(tree) if isinstance(tree, str | bytes) else None


def _show(tree: Tree) -> str:
    length = _length(tree)
    return type_name(tree) if length is None else str(length)


def _names(argument: object) -> tuple[Mention, ...]:
    if not isinstance(argument, str):
        return ()
    texts = names_in(parse_range(argument)) if ".." in argument else (argument,)
    return tuple(Mention(Role.SIZE, text) for text in texts)


KIND = Kind(
    name="length",
    summary="how many items there are",
    schema={
        "type": ["integer", "string"],
        "if": {"type": "integer"},
        "then": {"minimum": 0},
        "else": {"minLength": 1},
        "description": "A number, a size such as `2*N`, or a range such as `1..5` or `1..`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "length.wrong": "expected a length of {expected}, got {actual}",
        "length.none": "expected something with a length of {expected}, got {actual}",
    },
    shows=_show,
    example="""\
- id: chunks
  call: chunks
  let: {N: 2..6}
  given: {x: {randn: [12]}, count: $N}
  expect:
    result: {length: 1..N}
""",
    names=_names,
    releases=frozenset({"shape", "items"}),
    undecided=frozenset({"length.none"}),
)
