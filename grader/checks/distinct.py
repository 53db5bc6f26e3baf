"""`distinct`: no two items are equal.

A permutation holds every number once, sampled indices are not drawn twice, generated images are not one image. Items
are the numbers of a tensor, or what is in a list; at `results` what the calls returned, one by one.
"""

from __future__ import annotations

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import Mapping, Named, Sequence, Tensor, Tree, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:  # noqa: ARG001 (there is nothing to choose)
    actual = evidence.actual
    if isinstance(actual, Sequence):
        return _few(len(actual.items)) or _items(actual)
    array = evidence.array(actual) if isinstance(actual, Tensor) else None
    if array is None or array.ndim == 0:
        return Message("distinct.no_items", {"actual": type_name(actual)})
    if (few := _few(array.size)) is not None:
        return few
    flat = array.reshape(-1)
    ordered = flat.copy()
    ordered.sort()
    equal = (ordered[1:] == ordered[:-1]).nonzero()[0]
    if not equal.size:
        return None
    number = ordered[equal[0]]
    first, second = map(int, (flat == number).nonzero()[0][:2])
    return Message("distinct.number", {"value": str(number.item()), "first": first, "second": second})


def _few(count: int) -> Message | None:
    return Message("distinct.few", {"count": count}) if count < 2 else None


def _items(actual: Sequence) -> Message | None:
    seen: dict[object, int] = {}
    for at, item in enumerate(actual.items):
        first = seen.setdefault(_key(item), at)
        if first != at:
            return Message("distinct.equal", {"first": first, "second": at})
    return None


def _key(tree: Tree) -> object:
    """The same for equal trees, and for no others: numbers by value, tensors by shape and elements."""
    match tree:
        case Tensor():
            return tree.dtype, tree.shape, bytes(tree.data)
        case Sequence(_, items):
            return "items", tuple(map(_key, items))
        case Mapping(items):
            return "entries", frozenset((_key(key), _key(item)) for key, item in items)
        case Named(_, value):
            return _key(value)
        case float() | complex() if tree != tree:
            return "nan"
        case bool() | int() | float() | complex() | None:
            return tree
        case str() | bytes():
            return "text", tree
    return "object", type_name(tree)


KIND = Kind(
    name="distinct",
    summary="no two items are equal",
    schema={"const": True, "description": "`true`: no two items are equal."},
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "distinct.number": "{value} is there more than once, at {first} and {second}",
        "distinct.equal": "items {first} and {second} are equal",
        "distinct.few": "expected at least two items to tell apart, got {count}",
        "distinct.no_items": "expected several items, got {actual}; what several calls return is at `results`",
    },
    example="""\
- id: noise
  call: noise
  given: {n: 16}
  repeat: 3
  expect:
    result: {shape: [16]}
    results: {distinct: true}
""",
    undecided=frozenset({"distinct.no_items", "distinct.few"}),
)
