"""`contains`: what must be found in it; a list must be found in this order.

A text contains a text, a list or tensor an item, a dictionary a key; what else is in there does not matter. At
`raises` it is the exception's text, at `calls` the names of what was called, where `step` is any method of that name.
"""

from __future__ import annotations

from collections.abc import Sequence as Many

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import EPSILON, Mapping, Named, Sequence, Tensor, Tree, type_name

_LONGEST = 80
_LARGEST = 1e300


def judge(argument: object, evidence: Evidence) -> Message | None:
    wanted = argument if isinstance(argument, list | tuple) else [argument]
    if evidence.path.root == "raises":
        raised = evidence.actual_raised
        if raised is None:
            return Message("contains.no_exception")
        return _in_text(raised.text, wanted)
    match evidence.actual:
        case str() as text:
            return _in_text(text, wanted)
        case Mapping(items):
            keys = [_plain(key, evidence) for key, _ in items]
            missing = [item for item in wanted if item not in keys]
            return Message("contains.missing", {"item": _short(missing[0])}) if missing else None
        case Sequence(_, items):
            is_call = evidence.path.root == "calls"
            found = [_last(item) if is_call else _plain(item, evidence) for item in items]
            return _in_order(found, [*items] if is_call else found, wanted)
        case Tensor() as tensor:
            return _in_tensor(tensor, wanted, evidence)
    return Message("contains.nowhere", {"item": _short(wanted[0]), "actual": type_name(evidence.actual)})


def _in_text(text: str, wanted: Many[object]) -> Message | None:
    start = 0
    for number, item in enumerate(map(str, wanted)):
        found = text.find(item, start)
        if found < 0:
            return _missing(item, wanted[:number] if item in text else [])
        start = found + len(item)
    return None


def _in_order(found: Many[object], full: Many[object], wanted: Many[object]) -> Message | None:
    start = 0
    for number, item in enumerate(wanted):
        places = [at for at in range(len(found)) if item in (found[at], full[at])]
        later = [at for at in places if at >= start]
        if not later:
            return _missing(item, wanted[:number] if places else [])
        start = later[0] + 1
    return None


def _in_tensor(tensor: Tensor, wanted: Many[object], evidence: Evidence) -> Message | None:
    array = evidence.array(tensor)
    numbers = [item for item in wanted if isinstance(item, bool | int | float) and abs(item) < _LARGEST]
    if array is None or array.dtype.kind == "c" or len(numbers) < len(wanted):
        return Message("contains.nowhere", {"item": _short(wanted[0]), "actual": type_name(tensor)})
    flat, start = array.reshape(-1).astype("float64"), 0
    rounding = EPSILON.get(tensor.dtype, 0.0)
    for number, item in enumerate(numbers):
        # What an author writes as 0.1 is stored rounded.
        places = (abs(flat - item) <= rounding * abs(item)).nonzero()[0]
        later = places[places >= start]
        if not later.size:
            return _missing(item, wanted[:number] if places.size else [])
        start = int(later[0]) + 1
    return None


def _missing(item: object, before: Many[object]) -> Message:
    if before:
        return Message("contains.order", {"item": _short(item), "before": _short(before[-1])})
    return Message("contains.missing", {"item": _short(item)})


def _plain(tree: Tree, evidence: Evidence) -> object:
    """An item as what an author can write: a number, a text; None where it is nothing of the kind."""
    if isinstance(tree, Tensor):
        array = evidence.array(tree)
        return array.item() if array is not None and not array.ndim else tree
    return tree.value if isinstance(tree, Named) else tree


def _last(name: Tree) -> object:
    return name.rpartition(".")[2] if isinstance(name, str) else name


def _short(item: object) -> str:
    text = str(item)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_ITEM = {"type": ["string", "number", "boolean", "null"]}

KIND = Kind(
    name="contains",
    summary="what must be found in it, several things in this order",
    schema={
        "if": {"type": "array"},
        "then": {"items": _ITEM, "minItems": 1},
        "else": _ITEM,
        "description": "A text, a number or a key, or a list of them in order.",
    },
    observes=frozenset({Observation.VALUE, Observation.EXCEPTION}),
    judge=judge,
    messages={
        "contains.missing": "`{item}` is not in it",
        "contains.order": "`{item}` does not come after `{before}`",
        "contains.nowhere": "expected `{item}` in it, got {actual}",
        "contains.no_exception": "expected an exception, and none was raised",
    },
    example="""\
- id: train
  call: train
  given:
    model: {class: torch.nn.Linear, init: {in_features: 2, out_features: 1}}
    steps: 3
  expect:
    calls: {contains: [zero_grad, backward, step]}
""",
    releases=frozenset({"items"}),
    undecided=frozenset({"contains.nowhere"}),
)
