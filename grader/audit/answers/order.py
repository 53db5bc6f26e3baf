"""The right numbers in other places: axes permuted, rows swapped, what was transposed and then reshaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations

import numpy as np

from grader.audit.answers.answer import Answer, Change, numbers, refilled, tensors_of
from grader.judge.arrays import Array
from grader.model.values import Tensor, Tree

# With more axes than these there are too many permutations to try each.
_MOST_AXES = 4


def order(answers: Sequence[Answer]) -> Iterator[tuple[str, Change]]:
    counts = sorted({len(tensor.shape) for tensor in tensors_of(answers)})
    for count in counts:
        for axes in list(permutations(range(count)))[1:] if 2 <= count <= _MOST_AXES else ():
            name = "transposed" if count == 2 else f"axes {', '.join(map(str, axes))}"
            yield name, _of_tensors(count, partial(np.transpose, axes=axes))
        if count >= 2:
            yield f"{count} axes turned round in memory", _of_tensors(count, _turned)
        if count >= 1:
            yield f"first of {count} axes reversed" if count > 1 else "reversed", _of_tensors(count, _reversed)
            yield f"first two along the first of {count} axes swapped", _of_tensors(count, _swapped)
            yield f"its first along the first of {count} axes everywhere", _of_tensors(count, partial(_first, axis=0))
        if count >= 2:
            yield f"its first along the last of {count} axes everywhere", _of_tensors(count, partial(_first, axis=-1))


def _of_tensors(count: int, change: Callable[[Array], Array]) -> Change:
    """``change`` made to the tensors that have ``count`` axes."""

    def of_tensor(tensor: Tensor) -> Tree:
        return refilled(tensor, change(numbers(tensor))) if len(tensor.shape) == count else tensor

    return lambda answer: answer.with_tensors(of_tensor)


def _turned(array: Array) -> Array:
    """What ``reshape`` gives where ``transpose`` was meant."""
    return np.ascontiguousarray(array.T).reshape(array.shape)


def _reversed(array: Array) -> Array:
    return array[::-1]


def _first(array: Array, axis: int) -> Array:
    """What is there once in place of each: only the first was computed, and the rest filled in."""
    return np.repeat(array.take(range(min(1, array.shape[axis])), axis), array.shape[axis], axis)


def _swapped(array: Array) -> Array:
    if len(array) < 2:
        return array
    return array[[1, 0, *range(2, len(array))]]
