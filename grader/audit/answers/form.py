"""The right numbers in another form: cut from the graph, of another dtype, of a shape that would broadcast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.audit.answers.answer import Answer, Change, Number, cares_for_gradients, map_numbers, numbers
from grader.model.record import Record
from grader.model.values import Tensor, Tree
from grader.plan.tensors import pack_array


def form(answers: Sequence[Answer]) -> Iterator[tuple[str, Change]]:
    del answers
    yield "detached", _detached
    yield "wrong dtype", lambda answer: answer.with_numbers(_other_dtype)
    yield "an axis more in front", lambda answer: answer.with_tensors(_reshaped(lambda shape: (1, *shape)))
    yield "an axis more at the end", lambda answer: answer.with_tensors(_reshaped(lambda shape: (*shape, 1)))
    yield "squeezed", lambda answer: answer.with_tensors(_reshaped(_squeezed))


def _detached(answer: Answer) -> Record:
    """What a result shows that no gradient flows back from; what the function's own backward left is there still."""
    if not cares_for_gradients(answer.call):
        return answer.record
    values = dict(answer.record.values)
    was_cut = False
    for root in answer.results:
        tree = values.get(root)
        cut = map_numbers(tree, lambda t: replace(t, requires_grad=False) if isinstance(t, Tensor) else t)
        was_cut = was_cut or cut != tree
        if root in values:
            values[root] = cut
    if was_cut and answer.call.backward:
        values = {path: _without(tree) if path.endswith(".grad") else tree for path, tree in values.items()}
    return replace(answer.record, values=values, same={})


def _without(gradients: Tree) -> Tree:
    return None if isinstance(gradients, Tensor) else map_numbers(gradients, lambda _: None)


def _other_dtype(tree: Number) -> Tree:
    match tree:
        case Tensor():
            dtype = "float64" if tree.dtype != "float64" else "float32"
            with np.errstate(all="ignore"):
                return replace(pack_array(numbers(tree).real, dtype), requires_grad=tree.requires_grad)
        case int():
            return float(tree)
        case float():
            return round(tree) if np.isfinite(tree) else str(tree)
        case _:
            return abs(tree)


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(size for size in shape if size != 1)


def _reshaped(change: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Callable[[Tensor], Tree]:
    return lambda tensor: replace(tensor, shape=change(tensor.shape))
