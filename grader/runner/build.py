"""From the tree that the grader sent to live objects: tensors, containers, modules, and references to them."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from graphlib import TopologicalSorter

import torch

from grader.model.path import Path, parse_subscript
from grader.model.values import Absent, Made, Mapping, Named, Opaque, Placed, Same, Sequence, Tensor, Tree
from grader.runner.bind import construct
from grader.runner.forms import place
from grader.runner.places import NothingThereError, at

# Where the author's own functions are, which make data sets.
INPUTS = "inputs"


class Builder:
    """Builds values in order, so that a later one may refer to an earlier one by ``Same``.

    Tensors and modules come on ``device``, where it is not empty, but for tensors that say where they are.
    """

    def __init__(
        self, roots: dict[str, object], find: Callable[[str], Callable[..., object]], device: str = ""
    ) -> None:
        self.roots = roots
        self._find = find
        self._device = device

    def build(self, tree: Tree) -> object:
        match tree:
            case Tensor():
                built = tensor_from(tree)
                return place(built, Placed(tree, self._device)) if self._device else built
            case Sequence(kind, items):
                parts = [self.build(item) for item in items]
                return parts if kind == "list" else tuple(parts)
            case Mapping(items):
                return {self.build(key): self.build(item) for key, item in items}
            case Made(class_name, init, provided):
                maker = importable(f"{INPUTS}.{class_name}") if provided else self._find(class_name)
                return self.moved(construct(maker, self.arguments(init)))
            case Placed(content, device):
                if isinstance(content, Tensor):
                    return place(tensor_from(content), replace(tree, device=device or self._device))
                return place(self.build(content), tree)
            case Same(path):
                return self._same(Path.parse(path))
            case Named() | Opaque() | Absent():
                raise TypeError(f"a {type(tree).__name__} is observed, never built")
        return tree

    def moved(self, made: object) -> object:
        """A module with all that it holds on the device; anything else, such as an optimizer, as it is."""
        if self._device and isinstance(made, torch.nn.Module):
            made.to(self._device)
        return made

    def arguments(self, named: tuple[tuple[str, Tree], ...]) -> dict[str, object]:
        return {name: self.build(tree) for name, tree in named}

    def _same(self, path: Path) -> object:
        try:
            there = at(self.roots, path)
        except NothingThereError as error:
            raise NothingThereError(error.names, str(path)) from None
        # `$model.parameters` hands over what the method gives, as a course would write it.
        if path.steps and callable(there) and not isinstance(there, torch.nn.Module):
            there = there()
        return there if path.subscript is None else _sliced(there, path)


def _sliced(there: object, path: Path) -> object:
    try:
        return there[parse_subscript(path.subscript or "")]  # type: ignore[index]
    except (IndexError, TypeError):
        raise NothingThereError((), str(path)) from None


def tensor_from(tree: Tensor) -> torch.Tensor:
    """A tensor of its own memory; a leaf where it requires grad."""
    dtype: torch.dtype = getattr(torch, tree.dtype)
    if tree.numel == 0:
        made = torch.empty(tree.shape, dtype=dtype)
    else:
        made = torch.frombuffer(bytearray(tree.data), dtype=dtype).reshape(tree.shape).clone()
    return made.requires_grad_(tree.requires_grad)


def importable(name: str) -> Callable[..., object]:
    """A class or a function by its full name, such as ``torch.nn.Linear`` or ``torch.Tensor.add``."""
    parts = name.split(".")
    found: object = None
    for end in range(len(parts) - 1, 0, -1):
        module = ".".join(parts[:end])
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if end == 1 or error.name != module:
                raise
            continue
        for part in parts[end:]:
            found = getattr(found, part)
        break
    return found  # type: ignore[return-value]


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
        case Placed(content=content):
            return _roots_in(content)
    return set()
