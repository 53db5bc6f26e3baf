"""From values as the author wrote them to trees that can be sent, with drawn names put in."""

from __future__ import annotations

import numpy as np
from numpy.random import RandomState

from grader.model.spec import Constant, Dollar, Items, ObjectMaker, TensorMaker, ValueSpec
from grader.model.values import Made, Mapping, Same, Sequence, Tensor, Tree
from grader.plan.errors import PlanError
from grader.plan.lets import Names, plain
from grader.plan.tensors import draw_array, is_differentiable, literal_tensor, pack_array


class Maker:
    """Makes the values of one drawn case from its stream. With ``differentiable`` floating inputs require grad."""

    def __init__(self, names: Names, random: RandomState, *, differentiable: bool) -> None:
        self.names, self.random, self.differentiable = names, random, differentiable

    def make(self, value: ValueSpec, there: Tensor | None = None) -> Tree:
        """The tree of ``value``; ``there`` is what it will replace, for the shape ``same``."""
        match value:
            case Constant(content):
                return tree_of(content)
            case Dollar(path):
                return tree_of(self.names[path.root]) if path.root in self.names else Same(str(path))
            case Items(kind, items):
                return Sequence(kind, tuple(self.make(item) for item in items))
            case ObjectMaker(class_name, init):
                return Made(class_name, tuple((name, self.make(item)) for name, item in init))
            case TensorMaker():
                return self._tensor(value, there)

    def _tensor(self, maker: TensorMaker, there: Tensor | None) -> Tensor:
        if maker.maker == "tensor":
            assert maker.numbers is not None
            array, dtype = literal_tensor(plain(maker.numbers, self.names), maker.dtype)
            if there is not None and maker.dtype is None:
                dtype = there.dtype
        else:
            shape = self._shape(maker, there)
            array, dtype = draw_array(maker, shape, self.names, self.random, there.dtype if there else None)
        wanted = self.differentiable and there is None if maker.requires_grad is None else maker.requires_grad
        return pack_array(np.asarray(array), dtype, requires_grad=wanted and is_differentiable(dtype))

    def _shape(self, maker: TensorMaker, there: Tensor | None) -> tuple[int, ...]:
        if maker.shape is not None:
            return tuple(size.evaluate(self.names) for size in maker.shape)
        if there is None:
            raise PlanError("`same` stands where the reference has no tensor")
        return there.shape


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
