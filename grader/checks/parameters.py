"""`parameters`: how many numbers the parameters of a module have, or their names and shapes.

A layer that was made and never registered trains nothing, and one bias too many is a different model. A number counts
every element of every parameter; a map names each parameter with its shape, and there are no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.checks.kind import REFERENCE, Evidence, Kind, Mention, Observation, Role
from grader.model.expression import Expression
from grader.model.message import Message
from grader.model.ranges import ends_of, names_in, parse_range
from grader.model.values import Tensor, Tree

_MOST = 20


def judge(argument: object, evidence: Evidence) -> Message | None:
    if isinstance(argument, dict):
        return _shapes({str(name): _sizes(sizes, evidence) for name, sizes in argument.items()}, evidence.parameters)
    if argument == REFERENCE:
        return _shapes(_shapes_of(evidence.expected_parameters), evidence.parameters)
    count = sum(item.numel for item in evidence.parameters.values() if isinstance(item, Tensor))
    if isinstance(argument, str) and ".." in argument:
        low, high = ends_of(parse_range(argument), evidence.drawn)
        right, wanted = (low is None or low <= count) and (high is None or count <= high), argument
    else:
        exact = Expression.parse(str(argument)).evaluate(evidence.drawn)
        right, wanted = count == exact, str(exact)
    if right:
        return None
    names = _listed(evidence.parameters)
    if not names:
        return Message("parameters.none", {"expected": wanted})
    return Message("parameters.count", {"expected": wanted, "actual": count, "names": names})


def _shapes(wanted: Mapping[str, tuple[int, ...]], parameters: Mapping[str, Tree]) -> Message | None:
    actual = _shapes_of(parameters)
    for name, shape in wanted.items():
        if name not in actual:
            return Message("parameters.missing", {"name": name, "names": _listed(actual) or ("none",)})
        if actual[name] != shape:
            return Message("parameters.shape", {"name": name, "expected": str(shape), "actual": str(actual[name])})
    extra = tuple(name for name in actual if name not in wanted)
    return Message("parameters.extra", {"names": _listed(extra)}) if extra else None


def _shapes_of(parameters: Mapping[str, Tree]) -> dict[str, tuple[int, ...]]:
    return {name: item.shape for name, item in parameters.items() if isinstance(item, Tensor)}


def _sizes(sizes: Iterable[object], evidence: Evidence) -> tuple[int, ...]:
    return tuple(Expression.parse(str(size)).evaluate(evidence.drawn) for size in sizes)


def _listed(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)[:_MOST]


def _names(argument: object) -> tuple[Mention, ...]:
    if isinstance(argument, dict):
        texts: Iterable[object] = [size for sizes in argument.values() for size in sizes]
    elif argument == REFERENCE or not isinstance(argument, str):
        texts = ()
    else:
        texts = names_in(parse_range(argument)) if ".." in argument else (argument,)
    return tuple(Mention(Role.SIZE, text) for text in texts if isinstance(text, str))


KIND = Kind(
    name="parameters",
    summary="how many numbers the parameters of a module have, or their names and shapes",
    schema={
        "type": ["integer", "string", "object"],
        "if": {"type": "object"},
        "then": {"additionalProperties": {"type": "array", "items": {"type": ["integer", "string"]}}},
        "description": "A number, a size such as `I*O + O`, a range, shapes by name such as "
        "`{weight: [O, I], bias: [O]}`, or `reference`.",
    },
    observes=frozenset({Observation.PARAMETERS, Observation.VALUE}),
    judge=judge,
    messages={
        "parameters.count": "expected {expected} numbers in all parameters, got {actual} (in {names})",
        "parameters.none": "expected {expected} numbers in all parameters, and there is no parameter: make each an "
        "`nn.Parameter` in `__init__`",
        "parameters.missing": "there is no parameter `{name}` (there is: {names})",
        "parameters.shape": "expected the parameter `{name}` of shape {expected}, got {actual}",
        "parameters.extra": "it has parameters that it should not have: {names}",
    },
    example="""\
- id: affine
  class: Affine
  let: {I: 2..5, O: 2..5}
  init: {in_features: $I, out_features: $O}
  given: {x: {randn: [3, I]}}
  expect:
    self: {parameters: {weight: [O, I], bias: [O]}}
""",
    names=_names,
)
