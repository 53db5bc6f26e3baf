"""The same call in double precision: what the reference's own rounding is measured against."""

from __future__ import annotations

from dataclasses import replace

from grader.model.calls import Call, Turn
from grader.model.values import Made, Mapping, Placed, Sequence, Tensor, Tree
from grader.plan.tensors import array_of, pack_array

_WIDER = {"float16": "float64", "bfloat16": "float64", "float32": "float64", "complex64": "complex128"}


def in_double(call: Call) -> Call:
    """``call`` with every floating tensor as float64, and torch's default dtype too, so that parameters follow."""
    return replace(
        call,
        init=_named(call.init),
        given=_named(call.given),
        assign=_named(call.assign),
        turns=tuple(map(_turn, call.turns)),
        backward=_named(call.backward),
        precision="float64",
        device="",  # some devices have no float64
    )


def _turn(turn: Turn) -> Turn:
    return replace(turn, given=_named(turn.given), assign=_named(turn.assign))


def _named(named: tuple[tuple[str, Tree], ...]) -> tuple[tuple[str, Tree], ...]:
    return tuple((name, _wide(tree)) for name, tree in named)


def _wide(tree: Tree) -> Tree:
    match tree:
        case Tensor():
            wider = _WIDER.get(tree.dtype)
            return pack_array(array_of(tree), wider, requires_grad=tree.requires_grad) if wider else tree
        case Sequence(kind, items, name):
            return Sequence(kind, tuple(map(_wide, items)), name)
        case Mapping(items, name):
            return Mapping(tuple((key, _wide(item)) for key, item in items), name)
        case Made(class_name, init, provided):
            return Made(class_name, _named(init), provided)
        case Placed():
            return replace(tree, content=_wide(tree.content))
    return tree
