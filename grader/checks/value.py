"""`value`: equal to a literal; one number stands for every element.

A worked example that a student can check by hand. Numbers are compared by value, so `9` is right for 9.0: whether it
must be a float, and of which shape, is the reference's form. A literal alone, `result: 9.0`, is the same check.
"""

from __future__ import annotations

import ast

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role
from grader.model.message import Message
from grader.model.path import STDOUT, Path, without_end
from grader.model.values import Absent, Mapping, Sequence, Tree


def judge(argument: object, evidence: Evidence) -> Message | None:
    wanted = _literal(argument, evidence)
    if isinstance(wanted, Absent):
        return Message("value.nothing", {"path": str(argument).removeprefix("$")})
    if evidence.path.root == STDOUT and isinstance(wanted, str):
        wanted = without_end(wanted)
    return evidence.compare(wanted, exact_structure=False)


def _literal(written: object, evidence: Evidence) -> Tree:
    """The tree that a literal of the specification stands for: plain YAML is plain Python, a map has one maker."""
    if isinstance(written, str) and written.startswith("$"):
        return _dollar(written, evidence)
    if not isinstance(written, dict):
        return _plain(written, evidence)
    (maker, content), *_ = written.items()
    if maker == "python":
        return _plain(ast.literal_eval(content), None)
    if maker == "dict":
        return Mapping(tuple((key, _literal(item, evidence)) for key, item in content.items()))
    items = _literal(content, evidence)
    return Sequence("tuple", items.items) if maker == "tuple" and isinstance(items, Sequence) else items


def _dollar(written: str, evidence: Evidence) -> Tree:
    name = written[1:]
    if name.startswith("$"):
        return name
    return _plain(evidence.drawn[name], None) if name in evidence.drawn else evidence.at(Path.parse(name))


def _plain(value: object, evidence: Evidence | None) -> Tree:
    def inner(item: object) -> Tree:
        return _plain(item, None) if evidence is None else _literal(item, evidence)

    match value:
        case list():
            return Sequence("list", tuple(map(inner, value)))
        case tuple():
            return Sequence("tuple", tuple(map(inner, value)))
        case dict():
            return Mapping(tuple((_plain(key, None), inner(item)) for key, item in value.items()))
        case None | bool() | int() | float() | complex() | str() | bytes():
            return value
    raise TypeError(f"no literal: {value!r}")


def _names(argument: object) -> tuple[Mention, ...]:
    if isinstance(argument, str) and argument.startswith("$") and not argument.startswith("$$"):
        return (Mention(Role.DOLLAR, argument[1:]),)
    items = argument.values() if isinstance(argument, dict) else argument if isinstance(argument, list) else ()
    return tuple(mention for item in items for mention in _names(item))


KIND = Kind(
    name="value",
    summary="equal to a literal; one number stands for every element",
    schema={
        "if": {"type": "object"},
        "then": {
            "minProperties": 1,
            "maxProperties": 1,
            "properties": {
                "tensor": {"type": ["number", "boolean", "array"]},
                "tuple": {"type": "array"},
                "dict": {"type": "object"},
                "python": {"type": "string"},
            },
            "additionalProperties": False,
        },
        "description": "A number, a nested list, true, false, null, text, `$name`, or `tensor`, `tuple`, `dict`, "
        "`python` followed by one.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={"value.nothing": "there is nothing at `{path}` to compare with"},
    example="""\
- id: square
  call: square
  given: {x: {tensor: 3.0}}
  backward: ones
  expect:
    result: {value: 9.0}
    x.grad: {value: 6.0}
""",
    compares=True,
    names=_names,
    undecided=frozenset({"value.nothing"}),
)
