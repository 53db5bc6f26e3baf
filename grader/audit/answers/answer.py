"""What the reference showed in one call, and how a family of mutants says what a wrong function would have shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import TypeAlias

from grader.judge.arrays import Array, array_of
from grader.model.calls import Call
from grader.model.looking import find
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Absent, Mapping, Named, Tensor, Tree, tensors_in
from grader.model.values import Sequence as Items
from grader.plan.tensors import pack_array


@dataclass(frozen=True, slots=True)
class Answer:
    """One call of the reference; ``results`` are the roots that the mutated function returns.

    ``inputs`` are the named inputs as they were sent, ``drawn`` the numbers of ``let``; ``first`` is what the first
    case showed.
    """

    call: Call
    record: Record
    inputs: Map[str, Tree]
    drawn: Map[str, object]
    first: Record
    results: tuple[str, ...]

    def with_results(self, change: Callable[[Tree], Tree]) -> Record:
        """The record with every result changed, and so its parts: another object, which shares no memory."""
        values = {path: change(tree) if path in self.results else tree for path, tree in self.record.values.items()}
        for path in map(Path.parse, self.record.values):
            steps = (path.root, *path.steps)
            within = path.root in self.results and path.steps and not path.is_gradient
            if within and not isinstance(find(_alone(self.record.values, path.root), steps), Absent):
                values[str(path)] = find(_alone(values, path.root), steps)
        return replace(self.record, values=values, same={}, shares={})

    def with_tensors(self, change: Callable[[Tensor], Tree]) -> Record:
        return self.with_results(lambda tree: map_numbers(tree, lambda t: change(t) if isinstance(t, Tensor) else t))

    def with_numbers(self, change: Callable[[Number], Tree]) -> Record:
        return self.with_results(lambda tree: map_numbers(tree, change))


def _alone(values: Map[str, Tree], root: str) -> dict[str, Tree]:
    return {root: values.get(root, Absent())}


Number: TypeAlias = Tensor | int | float | complex
Change: TypeAlias = Callable[[Answer], Record]
# What a family makes of all answers of an exercise: mutants by name.
Family: TypeAlias = Callable[[Sequence[Answer]], Iterator[tuple[str, Change]]]


def map_numbers(tree: Tree, change: Callable[[Number], Tree]) -> Tree:
    """``change`` applied to every tensor and number of ``tree``; truth values stay."""
    if isinstance(tree, Items):
        return replace(tree, items=tuple(map_numbers(item, change) for item in tree.items))
    if isinstance(tree, Mapping):
        return replace(tree, items=tuple((key, map_numbers(item, change)) for key, item in tree.items))
    if isinstance(tree, Named):
        changed = map_numbers(tree.value, change)
        return replace(tree, value=changed) if isinstance(changed, bool | int | float | complex) else tree
    if isinstance(tree, Tensor) or (isinstance(tree, int | float | complex) and not isinstance(tree, bool)):
        return change(tree)
    return tree


def refilled(tensor: Tensor, numbers: Array) -> Tensor:
    """``tensor`` with other ``numbers``, in its own dtype and of their shape."""
    packed = pack_array(numbers, tensor.dtype)
    return replace(tensor, shape=packed.shape, data=packed.data)


def tensors_of(answers: Sequence[Answer]) -> Iterator[Tensor]:
    """Every tensor that a result holds."""
    found: list[Tensor] = []

    def note(number: Number) -> Tree:
        if isinstance(number, Tensor):
            found.append(number)
        return number

    for answer in answers:
        for root in answer.results:
            map_numbers(answer.record.values.get(root), note)
    yield from found


def is_float(tensor: Tensor) -> bool:
    return tensor.is_differentiable


def numbers(tensor: Tensor) -> Array:
    return array_of(tensor)


def told(tree: Tree) -> object:
    """What tells a value from others, by types too; NaN is itself."""
    match tree:
        case Tensor():
            return tree.dtype, tree.shape, bytes(tree.data), tree.requires_grad
        case Items():
            return tree.type_name, *map(told, tree.items)
        case Mapping():
            return tree.name, *((told(key), told(item)) for key, item in tree.items)
    return repr(tree)


def cares_for_gradients(call: Call) -> bool:
    """Whether anybody asks for gradients: ``backward`` runs, or an input was made to have one."""
    sent = (tensor for _, tree in call.given for _, tensor in tensors_in(tree))
    return bool(call.backward) or any(tensor.requires_grad for tensor in sent)
