"""From the tree that the grader sent to live objects: tensors, containers, modules, and references to them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from graphlib import TopologicalSorter

import torch

from grader.model.path import Path, parse_subscript
from grader.model.values import Absent, Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree
from grader.runner.places import at


class Builder:
    """Builds values in order, so that a later one may refer to an earlier one by ``Same``."""

    def __init__(self, roots: dict[str, object], find: Callable[[str], Callable[..., object]]) -> None:
        self.roots = roots
        self._find = find

    def build(self, tree: Tree) -> object:
        match tree:
            case Tensor():
                return tensor_from(tree)
            case Sequence(kind, items):
                built = [self.build(item) for item in items]
                return built if kind == "list" else tuple(built)
            case Mapping(items):
                return {self.build(key): self.build(item) for key, item in items}
            case Made(class_name, init):
                return self._find(class_name)(**{name: self.build(item) for name, item in init})
            case Same(path):
                return self._same(Path.parse(path))
            case Named() | Opaque() | Absent():
                raise TypeError(f"a {type(tree).__name__} is observed, never built")
        return tree

    def arguments(self, named: tuple[tuple[str, Tree], ...]) -> dict[str, object]:
        return {name: self.build(tree) for name, tree in named}

    def _same(self, path: Path) -> object:
        there = at(self.roots, path)
        # `$model.parameters` hands over what the method gives, as a course would write it.
        if path.steps and callable(there) and not isinstance(there, torch.nn.Module):
            there = there()
        return there if path.subscript is None else there[parse_subscript(path.subscript)]  # type: ignore[index]


def tensor_from(tree: Tensor) -> torch.Tensor:
    """A tensor of its own memory; a leaf where it requires grad."""
    dtype: torch.dtype = getattr(torch, tree.dtype)
    if tree.numel == 0:
        made = torch.empty(tree.shape, dtype=dtype)
    else:
        made = torch.frombuffer(bytearray(tree.data), dtype=dtype).reshape(tree.shape).clone()
    return made.requires_grad_(tree.requires_grad)


def importable(name: str) -> Callable[..., object]:
    """A class by its full name, such as ``torch.nn.Linear``."""
    module_name, _, class_name = name.rpartition(".")
    return getattr(importlib.import_module(module_name), class_name)  # type: ignore[no-any-return]


def in_order(given: tuple[tuple[str, Tree], ...]) -> list[tuple[str, Tree]]:
    """Inputs such that each comes after those that it refers to."""
    trees = dict(given)
    order = TopologicalSorter({name: _roots_in(tree) & trees.keys() for name, tree in given}).static_order()
    return [(name, trees[name]) for name in order]


def _roots_in(tree: Tree) -> set[str]:
    match tree:
        case Same(path):
            return {Path.parse(path).root}
        case Sequence(items=items):
            return set().union(*(_roots_in(item) for item in items))
        case Mapping(items=items):
            return set().union(*(_roots_in(item) for _, item in items))
        case Made(init=init):
            return set().union(*(_roots_in(item) for _, item in init))
    return set()
