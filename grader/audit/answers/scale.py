"""Sum for mean and mean for sum: answers that are off by a size, one that was drawn or one of an axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.audit.answers.answer import Answer, Change, Number, is_float, numbers, refilled, tensors_of
from grader.model.record import Record
from grader.model.values import Tensor, Tree, tensors_in


def scale(answers: Sequence[Answer]) -> Iterator[tuple[str, Change]]:
    for axis in range(max((len(tensor.shape) for tensor in tensors_of(answers)), default=0)):
        yield f"times its own size of axis {axis}", _by_axis(axis, inverse=False)
        yield f"divided by its own size of axis {axis}", _by_axis(axis, inverse=True)
    names = dict.fromkeys(name for answer in answers for name, size in _sizes(answer).items() if size != 1)
    for name in names:
        yield f"times {name}", _scaled(name, inverse=False)
        yield f"divided by {name}", _scaled(name, inverse=True)


def _scaled(name: str, *, inverse: bool) -> Change:
    def scaled(answer: Answer) -> Record:
        size = _sizes(answer).get(name, 1)
        factor = (1 / size if size else 1.0) if inverse else size
        return answer.with_numbers(lambda number: _times(number, factor, inverse=inverse))

    return scaled


def _by_axis(axis: int, *, inverse: bool) -> Change:
    def of_tensor(tensor: Tensor) -> Tree:
        size = tensor.shape[axis] if axis < len(tensor.shape) else 1
        return _times(tensor, (1 / size if size else 1.0) if inverse else size, inverse=inverse)

    return lambda answer: answer.with_tensors(of_tensor)


def _times(number: Number, factor: float, *, inverse: bool) -> Tree:
    if isinstance(number, Tensor):
        if number.dtype == "bool" or (inverse and not is_float(number)):
            return number
        with np.errstate(all="ignore"):
            # As a number of its own dtype the factor may not exist: 324 among bytes. It wraps round as torch's would.
            return refilled(number, numbers(number) * np.asarray(factor))
    return number if inverse and isinstance(number, int) else number * factor


def _sizes(answer: Answer) -> dict[str, int]:
    """By what a person would call them: drawn whole numbers, axes of inputs, numbers of elements."""
    found = {name: value for name, value in answer.drawn.items() if type(value) is int}
    for name, tree in answer.call.given:
        for below, tensor in tensors_in(tree):
            found |= {f"the size of axis {axis} of {name}{below}": size for axis, size in enumerate(tensor.shape)}
            found[f"the number of elements of {name}{below}"] = tensor.numel
    return found
