"""Other numbers: what is shown where nothing is computed, a sign is lost, or precision is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.audit.answers.answer import Answer, Change, Number, is_float, numbers, refilled
from grader.model.record import Record
from grader.model.values import Tensor, Tree, tensors_in


def values(answers: Sequence[Answer]) -> Iterator[tuple[str, Change]]:
    yield "zeros", lambda answer: answer.with_numbers(_filled(0))
    yield "ones", lambda answer: answer.with_numbers(_filled(1))
    yield "the mean everywhere", lambda answer: answer.with_tensors(_mean)
    yield "negated", lambda answer: answer.with_numbers(_negated)
    yield "one more", lambda answer: answer.with_numbers(_plus(1))
    yield "one less", lambda answer: answer.with_numbers(_plus(-1))
    yield "half precision", lambda answer: answer.with_numbers(_halved)
    yield "one NaN", lambda answer: answer.with_tensors(_one_nan)
    yield "the first case's answer", _first_case
    yield "inputs left as they were", _left_alone
    for place in range(max((len(_inputs(answer)) for answer in answers), default=0)):
        yield f"input {place + 1} returned" if place else "the input returned", _input(place)


def _filled(number: int) -> Callable[[Number], Tree]:
    def fill(tree: Number) -> Tree:
        if not isinstance(tree, Tensor):
            return type(tree)(number)
        return refilled(tree, np.full(tree.shape, number))

    return fill


def _mean(tensor: Tensor) -> Tree:
    if not is_float(tensor) or not tensor.numel:
        return tensor
    with np.errstate(all="ignore"):
        return refilled(tensor, np.full(tensor.shape, numbers(tensor).mean()))


def _negated(tree: Number) -> Tree:
    if not isinstance(tree, Tensor):
        return -tree
    with np.errstate(all="ignore"):
        return refilled(tree, ~numbers(tree) if tree.dtype == "bool" else np.negative(numbers(tree)))


def _plus(number: int) -> Callable[[Number], Tree]:
    def add(tree: Number) -> Tree:
        if not isinstance(tree, Tensor):
            return tree + number
        if tree.dtype == "bool":
            return tree
        with np.errstate(all="ignore"):
            return refilled(tree, numbers(tree) + np.asarray(number).astype(numbers(tree).dtype))

    return add


def _halved(tree: Number) -> Tree:
    """Rounded through float16, as where a computation was made in it."""
    with np.errstate(all="ignore"):
        if isinstance(tree, Tensor) and tree.dtype in ("float32", "float64"):
            return refilled(tree, numbers(tree).astype(np.float16))
        return float(np.float16(tree)) if isinstance(tree, float) else tree


def _one_nan(tensor: Tensor) -> Tree:
    if not is_float(tensor) or not tensor.numel:
        return tensor
    spoilt = np.array(numbers(tensor))
    spoilt.reshape(-1)[-1] = np.nan
    return refilled(tensor, spoilt)


def _first_case(answer: Answer) -> Record:
    first = {root: answer.first.values[root] for root in answer.results if root in answer.first.values}
    return replace(answer.record, values={**answer.record.values, **first}, same={}, shares={})


def _left_alone(answer: Answer) -> Record:
    """What a function that changes its inputs shows where it does not."""
    there = {name: tree for name, tree in answer.inputs.items() if name in answer.record.values}
    return replace(answer.record, values={**answer.record.values, **there})


def _inputs(answer: Answer) -> list[Tree]:
    """Tensors first: those are what is mostly handed back as it came."""
    tensors: list[Tree] = [tensor for _, tree in answer.call.given for _, tensor in tensors_in(tree)]
    plain = [tree for _, tree in answer.call.given if isinstance(tree, int | float) and not isinstance(tree, bool)]
    return [*tensors, *plain][:4]


def _input(place: int) -> Change:
    def returned(answer: Answer) -> Record:
        inputs = _inputs(answer)
        return answer.with_results(lambda tree: inputs[place] if place < len(inputs) and tree is not None else tree)

    return returned
