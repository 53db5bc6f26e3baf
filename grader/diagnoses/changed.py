"""Other calls of the reference: the same one with other numbers in it. What a rule asks where it knows no formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from grader.judge.arrays import Array
from grader.model.calls import Call
from grader.model.values import Placed, Tensor, Tree

_BFLOAT16 = "bfloat16"


def with_inputs(call: Call, new: Mapping[str, Tree]) -> Call:
    """``call`` with each input of these names replaced."""
    given = tuple((name, new.get(name, tree)) for name, tree in call.given)
    turns = tuple(
        replace(turn, given=tuple((name, _unless_same(new, name, tree)) for name, tree in turn.given))
        for turn in call.turns
    )
    return replace(call, given=given, turns=turns)


def _unless_same(new: Mapping[str, Tree], name: str, tree: Tree) -> Tree:
    """What a turn is given itself; where it refers to an input of the call, that was replaced already."""
    return new[name] if name in new and isinstance(tree, Tensor | Placed) else tree


def with_parameters(call: Call, new: Mapping[str, Tree]) -> Call:
    """``call`` with other values put at these paths."""

    def changed(pairs: tuple[tuple[str, Tree], ...]) -> tuple[tuple[str, Tree], ...]:
        return tuple((path, new.get(path, tree)) for path, tree in pairs)

    turns = tuple(replace(turn, assign=changed(turn.assign)) for turn in call.turns)
    return replace(call, assign=changed(call.assign), turns=turns)


def refilled(tree: Tree, numbers: Array) -> Tree | None:
    """``tree`` with other numbers of the same shape; None where it holds none that can be replaced."""
    if isinstance(tree, Placed):
        content = refilled(tree.content, numbers)
        return None if content is None else replace(tree, content=content)
    if isinstance(tree, Tensor) and tree.dtype != _BFLOAT16 and tree.shape == numbers.shape:
        return replace(tree, data=np.ascontiguousarray(numbers.astype(tree.dtype)).tobytes())
    is_number = isinstance(tree, float) and not numbers.ndim
    return float(numbers) if is_number else None


def transposed(tree: Tree) -> Tree | None:
    """A matrix turned round; None where ``tree`` is none."""
    if not isinstance(tree, Tensor) or len(tree.shape) != 2 or tree.dtype == _BFLOAT16:
        return None
    numbers = np.frombuffer(tree.data, tree.dtype).reshape(tree.shape).T
    return replace(tree, shape=numbers.shape, data=np.ascontiguousarray(numbers).tobytes())
