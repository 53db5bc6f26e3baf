"""`same_on`: on another device the code gives the same, and gives it on that device.

A tensor that is made without `device=` stays on the CPU and stops the first run on a GPU. Inputs, parameters and
cotangents are put on the device, modules moved there; results and gradients must be those of the first call within the
tolerance (a GPU adds up in another order: give `rtol` where its convolutions are coarser). An exercise with this law
needs the device, and is left out where there is none. A constant on the right device keeps it: `expect` fails that.
With steps every step's result counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from grader.checks.kind import Mention
from grader.laws.calls import unused
from grader.laws.law import Judging, Law, Planning
from grader.laws.words import found_by
from grader.model.calls import Call, Turn
from grader.model.devices import ACCELERATORS
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import PLAIN_TENSORS, Absent, Made, Mapping, Placed, Sequence, Tensor, Tree

# What the child does with a tensor that is handed over like this, it does on the CPU.
_ON_CPU = frozenset({"list", "tuple", "numpy"})


def vary(argument: object, call: Call, expected: Record, tools: Planning) -> tuple[Call, ...]:  # noqa: ARG001
    observe = (*call.results, *(path for path in call.observe if Path.parse(path).is_gradient))
    objects = [path for name, tree in call.given for path in _objects(tree, name)]
    objects += ["self"] if call.class_name else []
    modules = [path for path in objects if isinstance(expected.values.get(f"{path}.*"), Mapping)]
    return tuple(replace(_placed(call, device, modules), observe=observe) for device in devices(argument))


def _placed(call: Call, device: str, modules: list[str]) -> Call:
    """``call`` with every tensor on ``device``, and modules moved there before the first turn."""

    def on(named: tuple[tuple[str, Tree], ...]) -> tuple[tuple[str, Tree], ...]:
        return tuple((name, _on(tree, device)) for name, tree in named)

    stem = unused(call, "moved")
    moves = [Turn(f"{stem}{i}", root, ("to",), (("device", device),)) for i, root in enumerate(modules)]
    turns = [replace(turn, given=on(turn.given), assign=on(turn.assign)) for turn in call.turns]
    return replace(
        call,
        init=on(call.init),
        given=on(call.given),
        assign=on(call.assign),
        turns=(*moves, *turns),
        backward=on(call.backward),
        share=(),
        trace=False,
    )


def _on(tree: Tree, device: str) -> Tree:
    match tree:
        case Tensor():
            return Placed(tree, device)
        case Placed(content=Tensor(), form=form):
            return tree if form in _ON_CPU else replace(tree, device=device)
        case Placed():
            return replace(tree, content=_on(tree.content, device))
        case Sequence(items=items) if any(isinstance(item, Tensor | Placed | Sequence | Mapping) for item in items):
            return replace(tree, items=tuple(_on(item, device) for item in items))
        case Mapping(items=pairs):
            return replace(tree, items=tuple((key, _on(item, device)) for key, item in pairs))
        case Made(init=init):
            return replace(tree, init=tuple((name, _on(item, device)) for name, item in init))
    return tree


def _objects(tree: Tree, path: str) -> list[str]:
    """Where the child makes an object, at ``path`` or below it."""
    match tree:
        case Made():
            return [path]
        case Sequence(items=items):
            return [found for number, item in enumerate(items) for found in _objects(item, f"{path}.{number}")]
        case Mapping(items=pairs):
            return [found for key, item in pairs if isinstance(key, str) for found in _objects(item, f"{path}.{key}")]
    return []


def judge(argument: object, calls: tuple[Call, ...], answers: tuple[Record, ...], tools: Judging) -> Message | None:
    for device, call, answer in zip(devices(argument), calls[1:], answers[1:], strict=True):
        for path in map(Path.parse, call.observe):
            wanted = _moved(tools.at(answers[0], path), device)
            if isinstance(wanted, Absent) and not path.is_gradient:
                return Message("same_on.nothing", {"place": str(path)})
            finding = tools.compare(tools.at(answer, path), wanted)
            if finding is not None:
                shown = {"device": device, "place": str(path)}
                return found_by(finding, "same_on.differs", "same_on.other", shown)
    return None


def _moved(tree: Tree, device: str) -> Tree:
    """An answer as it should be on ``device``; arrays and numbers have no device."""
    match tree:
        case Tensor():
            return replace(tree, device=device) if tree.type_name in PLAIN_TENSORS else tree
        case Sequence(items=items):
            return replace(tree, items=tuple(_moved(item, device) for item in items))
        case Mapping(items=pairs):
            return replace(tree, items=tuple((key, _moved(item, device)) for key, item in pairs))
    return tree


def devices(argument: object) -> tuple[str, ...]:
    """The devices that a machine must have."""
    return tuple(map(str, cast("list[object]", argument)))


def _names(argument: object) -> tuple[Mention, ...]:  # noqa: ARG001 (devices are no names of the exercise)
    return ()


LAW = Law(
    name="same_on",
    summary="on another device the code gives the same, on that device",
    schema={
        "title": "a list of devices such as `[cuda]`",
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"title": "a device other than the CPU, such as `cuda` or `mps`", "enum": list(ACCELERATORS)},
        "description": "The devices, such as `[cuda]`. Where one is not there, the exercise is left out.",
    },
    vary=vary,
    judge=judge,
    messages={
        "same_on.nothing": "there is nothing at `{place}` that could be the same",
        "same_on.differs": "on {device} it should give what it gives on the CPU; {count} of {total} numbers of "
        "`{place}` differ, the worst at {worst_at}: expected {worst_expected}, got {worst_actual}",
        "same_on.other": "on {device} it should give `{place}` there, as on the CPU: expected {expected}, got {actual}",
    },
    example="""\
- id: positions
  call: positions
  let: {B: 1..4, S: 2..6}
  given: {x: {randn: [B, S]}}
  laws:
    same_on: [cuda]
""",
    names=_names,
    devices=devices,
)
