"""Sights with a reference to ask: functions over arrays in the place of a child."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.diagnoses import Sight
from grader.judge.arrays import array_of
from grader.model.calls import Call, Turn
from grader.model.record import Record
from grader.model.values import Tensor, Tree
from tests.diagnoses.conftest import sight, t

Function = Callable[..., np.ndarray]


def asked(
    reference: Function,
    student: Function,
    *,
    assign: dict[str, np.ndarray] | None = None,
    init: dict[str, float] | None = None,
    **inputs: np.ndarray,
) -> Sight:
    """Both functions called with the inputs, what is put at paths (by its last name), and what the object got."""
    given = tuple((name, t(x)) for name, x in inputs.items())
    put = tuple((path, t(x)) for path, x in (assign or {}).items())
    call = Call((Turn("result", "", ("f",), given),), given=given, assign=put, init=tuple((init or {}).items()))

    def answer(function: Function, call: Call) -> Tensor:
        named = {path.rpartition(".")[2]: content(tree) for path, tree in (*call.given, *call.assign)}
        return t(function(**named, **(init or {})))

    return sight(
        answer(reference, call),
        answer(student, call),
        inputs=dict(given),
        call=call,
        ask=lambda other: Record({"result": answer(reference, other)}),
    )


def content(tree: Tree) -> object:
    if not isinstance(tree, Tensor):
        return tree
    array = array_of(tree)
    return array.astype(np.float64) if array.dtype.kind == "f" else array
