"""The further calls of a case's laws: every number in them is drawn here, like those of the first call."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from grader.laws import LAWS
from grader.laws.law import LawError
from grader.model.calls import Call
from grader.model.expression import Expression
from grader.model.looking import find
from grader.model.path import Path, parse_subscript
from grader.model.record import Record
from grader.model.spec import Case, Demand
from grader.model.values import Absent, Sequence, Tensor, Tree
from grader.plan.errors import PlanError
from grader.plan.precision import in_double
from grader.plan.tensors import array_of, pack_array

_NOTHING_DRAWN: Map[str, object] = MappingProxyType({})


def law_calls(
    case: Case, call: Call, expected: Record, random: RandomState, *, drawn: Map[str, object] = _NOTHING_DRAWN
) -> tuple[tuple[Call, ...], ...]:
    """For each law of ``case`` the calls that it asks for beyond ``call``. ``expected`` is the reference's record.

    They keep the call's seed, so that what is random in a function is the same again. A call that ends in an exception
    has no further ones. Raises ``PlanError`` where a law cannot be applied.
    """
    return tuple(_calls(demand, call, expected, Tools(random, drawn)) for demand in case.laws)


def _calls(demand: Demand, call: Call, expected: Record, tools: Tools) -> tuple[Call, ...]:
    if expected.raised is not None:
        return ()
    try:
        with np.errstate(all="ignore"):
            return LAWS[demand.name].vary(demand.argument, call, expected, tools)
    except (LawError, ValueError, IndexError) as error:
        raise PlanError(f"`{demand.name}` cannot be applied: {error}") from None


@dataclass(frozen=True, slots=True)
class Tools:
    """What further calls are made with (``grader.laws.law.Planning``)."""

    random: RandomState
    drawn: Map[str, object]

    @property
    def is_drawn(self) -> bool:
        return bool(self.drawn)

    def size(self, written: object) -> int:
        try:
            return Expression.parse(str(written)).evaluate(self.drawn)
        except (ValueError, KeyError) as error:
            raise LawError(f"`{written}` is no size here: {error}") from None

    def array(self, tree: Tree) -> NDArray[Any]:
        if isinstance(tree, Tensor):
            return np.array(array_of(tree))
        array = np.array(_nested(tree))
        if array.dtype.kind not in "biufc":
            raise ValueError("no numbers")
        return array

    def tensor(self, array: NDArray[Any], like: Tensor) -> Tensor:
        made = pack_array(array, like.dtype, requires_grad=like.requires_grad)
        return replace(made, device=like.device, type_name=like.type_name)

    def at(self, record: Record, path: Path) -> Tree:
        return _sliced(find(record.values, (path.root, *path.steps)), path.subscript)

    def double(self, call: Call) -> Call:
        return in_double(call)


def _nested(tree: Tree) -> object:
    if isinstance(tree, Sequence):
        return [_nested(item) for item in tree.items]
    if isinstance(tree, bool | int | float | complex):
        return tree
    raise ValueError("no numbers")


def _sliced(tree: Tree, subscript: str | None) -> Tree:
    if subscript is None:
        return tree
    if not isinstance(tree, Tensor):
        return Absent()
    try:
        part = np.asarray(array_of(tree)[parse_subscript(subscript)])
    except IndexError:
        return Absent()
    return pack_array(part, tree.dtype)
