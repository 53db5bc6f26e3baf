"""Trees that are sent: plain Python as one, what stands in one, and how it will look once it is an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.model.values import Absent, Made, Mapping, Placed, Sequence, Tensor, Tree
from grader.plan.errors import PlanError
from grader.plan.tensors import array_of


def tree_of(value: object) -> Tree:
    """Plain Python, as YAML and ``python`` give it, as a tree."""
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        return value
    if isinstance(value, list):
        return Sequence("list", tuple(tree_of(item) for item in value))
    if isinstance(value, tuple):
        return Sequence("tuple", tuple(tree_of(item) for item in value))
    if isinstance(value, dict):
        return Mapping(tuple((tree_of(key), tree_of(item)) for key, item in value.items()))
    raise PlanError(f"a {type(value).__name__} cannot be given to a function from YAML")


def objects_in(tree: Tree, path: str) -> Iterator[tuple[str, Made]]:
    """All objects made by a class in ``tree``, which is at ``path``, with their paths; not those within an object."""
    match tree:
        case Made(provided=False):
            yield path, tree
        case Sequence(items=items):
            for index, item in enumerate(items):
                yield from objects_in(item, f"{path}.{index}")
        case Mapping(items=pairs):
            for key, item in pairs:
                if isinstance(key, str) and key.isidentifier():
                    yield from objects_in(item, f"{path}.{key}")
        case Placed(content=content):
            yield from objects_in(content, path)


def as_input(tree: Tree) -> Tree:
    """``tree`` as it is observed once it was built: in its form, and an iterator as the list of its items."""
    match tree:
        case Placed(content=Tensor() as tensor, device=device, form=form):
            if form in ("list", "tuple"):
                return _nested(array_of(tensor).tolist(), form)
            name = "numpy.ndarray" if form == "numpy" else tensor.type_name
            return replace(tensor, device=device or tensor.device, type_name=name)
        case Placed(content=content):
            return as_input(content)
        case Sequence(kind, items, name):
            return Sequence(kind, tuple(map(as_input, items)), name)
        case Mapping(pairs, name):
            return Mapping(tuple((key, as_input(item)) for key, item in pairs), name)
        case Made(provided=True):
            return Absent()  # only the child can tell
    return tree


def _nested(numbers: object, kind: str) -> Tree:
    if not isinstance(numbers, list):
        return tree_of(numbers)
    items = tuple(_nested(item, kind) for item in numbers)
    return Sequence("tuple" if kind == "tuple" else "list", items)
