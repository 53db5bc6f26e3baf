"""There and back: one function, then another on what it returned, must give back what went in."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from grader.laws.calls import input_at, single, unused
from grader.laws.law import Judging, LawError, Planning
from grader.model.calls import Call, Turn
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Made, Mapping, Placed, Same, Sequence, Tensor, Tree

# Whose method is called, empty for a function, and its accepted names.
Target: TypeAlias = tuple[str, tuple[str, ...]]


def input_of(call: Call, named: object) -> str:
    """The input that must come back: the one that is named, or the first. Raises ``LawError`` where there is none."""
    inputs = [name for name, _ in call.given]
    if not inputs or (named is not None and named not in inputs):
        raise LawError(f"`{named}` is not an input" if inputs else "without an input nothing can come back")
    return inputs[0] if named is None else str(named)


def turn_for(name: str, call: Call) -> Target:
    """What ``name`` stands for: a method of an input (``codec.encode``), of ``self``, or a function."""
    owner, _, method = name.rpartition(".")
    if owner.partition(".")[0] in {"self", *dict(call.given)}:
        return owner, (method,)
    return ("self", (name,)) if call.class_name and not owner else ("", (name,))


def back(call: Call, law: str, there: Target, home: Target, name: str, tools: Planning, *, rest: bool) -> Call:
    """One call of two turns: ``there`` on the inputs, then ``home`` on what it returned in place of input ``name``.

    With ``rest`` the other inputs are handed on to ``home`` too.
    """
    single(call, law)
    (turn,) = call.turns
    _plain(input_at(call, Path(name)), tools)
    stem = unused(call, "turn")
    first = Turn(f"{stem}1", *there, turn.given, turn.assign, turn.mode)
    kept = {argument: tree for argument, tree in turn.given if rest and argument != name}
    second = Turn(f"{stem}2", *home, ((name, Same(first.name)), *kept.items()))
    return replace(call, turns=(first, second), backward=(), observe=(second.name,), share=(), trace=False)


def given_back(call: Call, answer: Record, name: str, tools: Judging) -> Message | None:
    """What is wrong with what came back of the input ``name``."""
    sent = _plain(input_at(call, Path(name)), tools)
    return tools.compare(tools.at(answer, Path(call.turns[-1].name)), sent)


def _plain(tree: Tree, tools: Judging | Planning) -> Tree:
    """An input as the function sees it: a tensor that is handed over as lists is lists."""
    match tree:
        case Placed(content=content, form=form):
            inner = _plain(content, tools)
            if form == "iterator":
                raise LawError("what can be read only once cannot be compared with what comes back")
            if form in ("list", "tuple") and isinstance(inner, Tensor):
                return _nested(tools.array(inner).tolist(), form)
            return replace(inner, type_name="numpy.ndarray") if form == "numpy" and isinstance(inner, Tensor) else inner
        case Sequence(items=items):
            return replace(tree, items=tuple(_plain(item, tools) for item in items))
        case Mapping(items=pairs):
            return replace(tree, items=tuple((key, _plain(item, tools)) for key, item in pairs))
        case Made() | Same():
            raise LawError("an object cannot be compared with what comes back")
    return tree


def _nested(numbers: object, form: str) -> Tree:
    if isinstance(numbers, list):
        return Sequence("list" if form == "list" else "tuple", tuple(_nested(item, form) for item in numbers))
    assert isinstance(numbers, bool | int | float | complex)
    return numbers
