"""What is put in place before a call: what the author says, and every parameter that nobody set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.checks.kind import REFERENCE
from grader.model.path import Path
from grader.model.record import Record
from grader.model.values import Mapping, Tensor, Tree, tensors_in
from grader.model.written import ValueSpec
from grader.plan.errors import PlanError
from grader.plan.scene import Scene
from grader.plan.tensors import pack_array
from grader.plan.values import Maker

Settings = tuple[tuple[str, Tree], ...]
# A check of another kind at a parameter itself is about the value that it was constructed with; `any` is about none.
_OF_FORM = frozenset({"any", "type", "shape", "dtype", "device", "requires_grad", "exists"})


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the reference's record of the survey tells of ``scene``."""

    scene: Scene
    record: Record

    def settings(self, stated: tuple[tuple[Path, ValueSpec], ...], maker: Maker) -> Settings:
        """What ``stated`` puts in place. Where the survey failed, what cannot be known is left out."""
        return tuple(self._stated(stated, maker))

    def assign(self, maker: Maker) -> Settings:
        """What is put in place before the first turn: parameters first, so that what the author says holds."""
        stated = self.settings(self.scene.case.assign, maker)
        taken = {place for place, _ in stated} | set(self.kept())
        return (*self._drawn(taken, maker), *stated)

    def kept(self) -> tuple[str, ...]:
        """Parameters that keep what they were constructed with, because a check is about that."""
        named = {
            str(check.path.object)
            for check in self.scene.case.checks
            if check.kind not in _OF_FORM and check.argument != REFERENCE and not check.path.is_gradient
        }
        places = (f"{root}.{name}" for root in self.scene.objects for name, _ in self.entries(f"{root}.*"))
        stated = {place for path, _ in self.scene.case.assign for place, _ in self.places(path)}
        return tuple(place for place in places if place in named and place not in stated)

    def places(self, path: Path) -> Iterator[tuple[str, Tensor | None]]:
        """Where ``path`` leads, each place with the tensor that is there; a ``*`` leads to everything that is there."""
        owner = owner_of(path)
        if "*" not in owner.steps:
            yield str(path), self._there(owner)
            return
        first, after = owner.steps.index("*"), len(owner.steps) - owner.steps[::-1].index("*")
        if not isinstance(entries := self.record.values.get(str(owner)), Mapping):
            yield str(path), None
            return
        for name, item in entries.items:
            parts = (path.root, *path.steps[:first], str(name), *path.steps[after:])
            yield ".".join(parts), item if isinstance(item, Tensor) else None

    def entries(self, path: str) -> list[tuple[str, Tensor]]:
        """The tensors by name that were seen at ``path``, such as ``self.*``."""
        tree = self.record.values.get(path)
        pairs = tree.items if isinstance(tree, Mapping) else ()
        return [(name, item) for name, item in pairs if isinstance(name, str) and isinstance(item, Tensor)]

    def _stated(self, stated: tuple[tuple[Path, ValueSpec], ...], maker: Maker) -> Iterator[tuple[str, Tree]]:
        for path, value in stated:
            for place, there in self.places(path):
                try:
                    yield place, maker.make(value, there)
                except PlanError as error:
                    if self.record.raised is None:
                        raise PlanError(f"set: {path}: {error}") from None

    def _drawn(self, taken: set[str], maker: Maker) -> Iterator[tuple[str, Tree]]:
        for root in self.scene.objects:
            for name, parameter in self.entries(f"{root}.*"):
                if (place := f"{root}.{name}") not in taken and parameter.is_differentiable:
                    numbers = np.asarray(maker.random.standard_normal(parameter.shape))
                    yield place, pack_array(numbers, parameter.dtype)

    def _there(self, path: Path) -> Tensor | None:
        given = dict(tensors_in(self.scene.inputs.get(path.root)))
        if (tensor := given.get("".join(f".{step}" for step in path.steps))) is not None:
            return tensor
        if isinstance(seen := self.record.values.get(str(path)), Tensor):
            return seen
        for end in range(len(path.steps)):
            parent, name = ".".join((path.root, *path.steps[:end])), ".".join(path.steps[end:])
            for known, parameter in self.entries(f"{parent}.*"):
                if known == name:
                    return parameter
        return None


def owner_of(path: Path) -> Path:
    """What a gradient is of; any other path itself. It has the shape ``same``."""
    return Path(path.root, path.steps[:-1]) if path.is_gradient else path
