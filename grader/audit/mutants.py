"""Mutants of observations: what a wrong function would have shown. None of them may earn an exercise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from grader.judge.arrays import array_of
from grader.model.record import Record
from grader.model.values import Mapping, Named, Sequence, Tensor, Tree, tensors_in
from grader.pipeline.expected import Expected
from grader.plan.tensors import pack_array

# From a case and the first case of its exercise to what the mutant shows; None where it cannot be made.
Mutant: TypeAlias = Callable[[Expected, Expected], Record | None]


def _zeros(case: Expected, first: Expected) -> Record | None:
    del first
    return _with_result(case, _map_numbers(_result(case), lambda tree: _filled(tree, 0)))


def _the_input(case: Expected, first: Expected) -> Record | None:
    del first
    inputs = [tensor for _, tree in case.call.given for _, tensor in tensors_in(tree)]
    numbers = [tree for _, tree in case.call.given if isinstance(tree, int | float)]
    candidates: list[Tree] = [*inputs, *numbers]
    return _with_result(case, candidates[0]) if candidates else None


def _first_case(case: Expected, first: Expected) -> Record | None:
    return _with_result(case, _result(first)) if case is not first else case.record


def _negated(case: Expected, first: Expected) -> Record | None:
    del first
    return _with_result(case, _map_numbers(_result(case), _negative))


def _wrong_dtype(case: Expected, first: Expected) -> Record | None:
    del first
    return _with_result(case, _map_numbers(_result(case), _other_dtype))


def _detached(case: Expected, first: Expected) -> Record | None:
    del first
    values = {path: None if path.endswith(".grad") else tree for path, tree in case.record.values.items()}
    result = values.get("result")
    values["result"] = _map_numbers(
        result, lambda tree: replace(tree, requires_grad=False) if _is_tensor(tree) else tree
    )
    return replace(case.record, values=values)


MUTANTS: Map[str, Mutant] = {
    "detached": _detached,
    "first case's answer": _first_case,
    "negated": _negated,
    "the input": _the_input,
    "wrong dtype": _wrong_dtype,
    "zeros": _zeros,
}


def mutants(cases: tuple[Expected, ...]) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Each mutant's records for all of an exercise's cases, where it changes any of them."""
    for name, mutant in MUTANTS.items():
        records = tuple(mutant(case, cases[0]) or case.record for case in cases)
        if any(record != case.record for record, case in zip(records, cases, strict=True)):
            yield name, records


def _result(case: Expected) -> Tree:
    return case.record.values.get("result")


def _with_result(case: Expected, result: Tree) -> Record:
    return replace(case.record, values={**case.record.values, "result": result}, same={})


def _is_tensor(tree: Tree) -> bool:
    return isinstance(tree, Tensor)


def _map_numbers(tree: Tree, change: Callable[..., Tree]) -> Tree:
    """``change`` applied to every tensor and number of ``tree``."""
    if isinstance(tree, Sequence):
        return replace(tree, items=tuple(_map_numbers(item, change) for item in tree.items))
    if isinstance(tree, Mapping):
        return replace(tree, items=tuple((key, _map_numbers(item, change)) for key, item in tree.items))
    if isinstance(tree, Named):
        changed = _map_numbers(tree.value, change)
        return replace(tree, value=changed) if isinstance(changed, bool | int | float | complex) else tree
    if isinstance(tree, Tensor) or (isinstance(tree, int | float | complex) and not isinstance(tree, bool)):
        return change(tree)
    return tree


def _filled(tree: Tensor | int | float | complex, number: int) -> Tree:
    if not isinstance(tree, Tensor):
        return type(tree)(number)
    return replace(tree, data=pack_array(np.full(tree.shape, number), tree.dtype).data)


def _other_number(number: int | float | complex) -> Tree:
    """An int for a float and the reverse, a float for a complex number."""
    match number:
        case int():
            return float(number)
        case float():
            return round(number) if np.isfinite(number) else str(number)
        case _:
            return abs(number)


def _negative(tree: Tensor | int | float | complex) -> Tree:
    if not isinstance(tree, Tensor):
        return -tree
    if tree.dtype == "bool":
        return replace(tree, data=pack_array(~array_of(tree), "bool").data)
    with np.errstate(all="ignore"):
        return replace(tree, data=pack_array(np.negative(array_of(tree)), tree.dtype).data)


def _other_dtype(tree: Tensor | int | float | complex) -> Tree:
    if not isinstance(tree, Tensor):
        return _other_number(tree)
    dtype = "float64" if tree.dtype != "float64" else "float32"
    with np.errstate(all="ignore"):
        return replace(pack_array(array_of(tree).real, dtype), requires_grad=tree.requires_grad)
