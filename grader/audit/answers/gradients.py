"""Wrong gradients beside right results: of each tensor that has one, and of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.audit.answers.answer import Answer, Change, map_numbers, numbers, refilled
from grader.judge.arrays import Array
from grader.model.record import Record
from grader.model.values import Mapping, Tensor, Tree

_CHANGES: dict[str, Callable[[Array], Array]] = {
    "zeros": np.zeros_like,
    "negated": np.negative,
    "doubled": lambda g: 2 * g,
}


def gradients(answers: Sequence[Answer]) -> Iterator[tuple[str, Change]]:
    places = dict.fromkeys(place for answer in answers for place in _places(answer))
    for name, change in _CHANGES.items():
        yield f"gradients {name}", _changed(frozenset(places), change)
        if len(places) > 1:
            for place in places:
                yield f"gradient of {_named(place)} {name}", _changed(frozenset({place}), change)


def _places(answer: Answer) -> Iterator[tuple[str, str]]:
    """The paths where there is a gradient after ``backward``, and below them the parameter's name."""
    for path, tree in answer.record.values.items() if answer.call.backward else ():
        if path.endswith(".grad") and isinstance(tree, Tensor):
            yield path, ""
        elif path.endswith(".grad") and isinstance(tree, Mapping):
            yield from ((path, key) for key, item in tree.items if isinstance(key, str) and isinstance(item, Tensor))


def _named(place: tuple[str, str]) -> str:
    path, key = place
    return path.removesuffix(".grad").replace("*", key)


def _changed(places: frozenset[tuple[str, str]], change: Callable[[Array], Array]) -> Change:
    def other(tensor: Tree) -> Tree:
        return refilled(tensor, change(numbers(tensor))) if isinstance(tensor, Tensor) else tensor

    def changed(answer: Answer) -> Record:
        values = dict(answer.record.values)
        for path, tree in answer.record.values.items():
            if (path, "") in places:
                values[path] = map_numbers(tree, other)
            elif isinstance(tree, Mapping) and path.endswith(".grad"):
                items = ((key, other(item) if (path, key) in places else item) for key, item in tree.items)
                values[path] = replace(tree, items=tuple(items))
        return replace(answer.record, values=values)

    return changed
