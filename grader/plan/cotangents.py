"""Cotangents: what is sent backwards from each tensor of the reference's result, in that tensor's own shape."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.model.calls import RESULT
from grader.model.record import Record
from grader.model.spec import Cotangent
from grader.model.values import Absent, Mapping, Same, Sequence, Tensor, Tree, tensors_in, type_name
from grader.model.written import Constant
from grader.plan.errors import PlanError
from grader.plan.observed import starts
from grader.plan.scene import Scene
from grader.plan.tensors import pack_array
from grader.plan.trees import as_input
from grader.plan.values import Maker


def draw_cotangents(scene: Scene, surveyed: Record, maker: Maker) -> Iterator[tuple[str, Tree]]:
    """A cotangent for every tensor that requires a gradient where backward starts, by its path.

    Raises ``PlanError`` where there is none, or where what the author gives has another shape: nothing would be
    checked then.
    """
    for path, cotangent in scene.case.backward:
        found = [
            (f"{start}{below}", tensor)
            for start in starts(path, scene)
            for below, tensor in tensors_in(surveyed.values.get(str(start)))
            if tensor.requires_grad
        ]
        if not found and not (str(path) == RESULT and _is_without_gradients(scene)):
            there = _described(surveyed.values.get(str(path), Absent()))
            raise PlanError(f"backward: {path}: the reference solution has {there}, so no gradient can begin there")
        for place, tensor in found:
            yield place, _cotangent(place, cotangent, tensor, maker, scene)


def _is_without_gradients(scene: Scene) -> bool:
    """Whether no input could have one, as where a case of an exercise has whole numbers in place of real ones."""
    if scene.objects or any(map(scene.is_provided, scene.inputs)):
        return False
    return not any(tensor.requires_grad for tree in scene.inputs.values() for _, tensor in tensors_in(tree))


def _described(tree: Tree) -> str:
    if isinstance(tree, Tensor):
        return "a tensor that requires no gradient" if tree.is_differentiable else f"a tensor of {tree.dtype}"
    if isinstance(tree, Absent):
        return "nothing there"
    inner = "no tensor" if not tensors_in(tree) else "no tensor that requires a gradient"
    return f"{inner} in a `{type_name(tree)}`" if isinstance(tree, Sequence | Mapping) else f"a `{type_name(tree)}`"


def _cotangent(place: str, cotangent: Cotangent, tensor: Tensor, maker: Maker, scene: Scene) -> Tree:
    if isinstance(cotangent, str):
        drawn = cotangent == "random"
        numbers = maker.random.standard_normal(tensor.shape) if drawn else np.ones(tensor.shape)
        return pack_array(np.asarray(numbers), tensor.dtype)
    if isinstance(cotangent, Constant):
        numbers = np.asarray(cotangent.value)
        if numbers.dtype.kind not in "biuf" or numbers.shape not in ((), tensor.shape):
            raise PlanError(
                f"backward: {place}: expected numbers of shape {tensor.shape}, which the reference solution has "
                f"there, got {cotangent.value!r}"
            )
        return pack_array(np.broadcast_to(numbers, tensor.shape), tensor.dtype)
    made = maker.make(cotangent, tensor)
    there = scene.inputs.get(made.path) if isinstance(made, Same) else as_input(made)
    if isinstance(there, Tensor) and there.shape != tensor.shape:
        raise PlanError(
            f"backward: {place}: expected a cotangent of shape {tensor.shape}, which the reference solution has "
            f"there, got {there.shape}"
        )
    return made
