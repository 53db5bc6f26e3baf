"""From values as the author wrote them to trees that can be sent, with drawn names put in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.random import RandomState

from grader.model.values import Made, Mapping, Placed, Same, Sequence, Tensor, Tree
from grader.model.written import (
    CallMaker,
    Constant,
    Dollar,
    Entries,
    FileMaker,
    Items,
    ObjectMaker,
    TensorMaker,
    ValueSpec,
)
from grader.plan.errors import PlanError
from grader.plan.files import read_file
from grader.plan.lets import Names, plain
from grader.plan.tensors import draw_array, is_differentiable, literal_tensor, pack_array
from grader.plan.trees import tree_of

_AXES_OF_IMAGES = (4, 5)


class Maker:
    """Makes the values of one drawn case from its stream. With ``differentiable`` floating inputs require grad.

    Files are read from ``folder``.
    """

    def __init__(self, names: Names, random: RandomState, *, differentiable: bool, folder: Path | None = None) -> None:
        self.names, self.random, self.differentiable, self.folder = names, random, differentiable, folder

    def aside(self) -> Maker:
        """A maker that draws what this one would draw next, and leaves it to be drawn."""
        random = RandomState(0)
        random.set_state(self.random.get_state())
        return type(self)(self.names, random, differentiable=self.differentiable, folder=self.folder)

    def make(self, value: ValueSpec, there: Tensor | None = None) -> Tree:
        """The tree of ``value``; ``there`` is what it will replace, for the shape ``same``."""
        match value:
            case Constant(content):
                return tree_of(content)
            case Dollar(path):
                return tree_of(self.names[path.root]) if path.root in self.names else Same(str(path))
            case Items("iterator", items):
                return Placed(Sequence("list", tuple(map(self.make, items))), form="iterator")
            case Items(kind, items):
                return Sequence("tuple" if kind == "tuple" else "list", tuple(map(self.make, items)))
            case Entries(items=entries):
                return Mapping(tuple((name, self.make(item)) for name, item in entries))
            case ObjectMaker(class_name, init):
                return Made(class_name, self.named(init))
            case CallMaker(function, given):
                return Made(function, self.named(given), provided=True)
            case FileMaker(name, form):
                return self._file(name, form or "")
            case TensorMaker():
                return self._tensor(value, there)

    def named(self, values: tuple[tuple[str, ValueSpec], ...]) -> tuple[tuple[str, Tree], ...]:
        return tuple((name, self.make(value)) for name, value in values)

    def _tensor(self, maker: TensorMaker, there: Tensor | None) -> Tree:
        if maker.maker == "tensor":
            assert maker.numbers is not None
            array, dtype = literal_tensor(plain(maker.numbers, self.names), maker.dtype)
            if there is not None and maker.dtype is None:
                dtype = there.dtype
        else:
            shape = self._shape(maker, there)
            array, dtype = draw_array(maker, shape, self.names, self.random, there.dtype if there else None)
        form = maker.form or ""
        wanted = self._requires_grad(form, there) if maker.requires_grad is None else maker.requires_grad
        tensor = pack_array(np.asarray(array), dtype, requires_grad=wanted and is_differentiable(dtype))
        layout = "" if maker.layout in (None, "contiguous") else str(maker.layout)
        return _placed(tensor, maker.device or "", layout, form)

    def _requires_grad(self, form: str, there: Tensor | None) -> bool:
        if form == "parameter":
            return True
        return self.differentiable and there is None and not form

    def _shape(self, maker: TensorMaker, there: Tensor | None) -> tuple[int, ...]:
        if maker.shape is not None:
            return tuple(size.evaluate(self.names) for size in maker.shape)
        if there is None:
            raise PlanError("`same` stands where the reference has no tensor")
        return there.shape

    def _file(self, name: str, form: str) -> Tree:
        if self.folder is None:
            raise PlanError(f"file: `{name}` cannot be read, because the assignment has no folder here")
        wanted = self._requires_grad(form, None)

        def formed(tree: Tree) -> Tree:
            if isinstance(tree, Mapping):
                return Mapping(tuple((key, formed(item)) for key, item in tree.items))
            if not isinstance(tree, Tensor):
                return tree
            tensor = replace(tree, requires_grad=wanted and tree.is_differentiable)
            return _placed(tensor, "", "", form)

        return formed(read_file(name, self.folder))


def _placed(tensor: Tensor, device: str, layout: str, form: str) -> Tree:
    """``tensor`` as it is, where nothing else is asked of it."""
    if not (device or layout or form):
        return tensor
    if form == "numpy" and tensor.dtype == "bfloat16":
        raise PlanError("`as: numpy` has no bfloat16; leave `dtype` out, or write `dtype: float32`")
    if layout == "channels_last" and len(tensor.shape) not in _AXES_OF_IMAGES:
        raise PlanError(f"`layout: channels_last` is for images of 4 or 5 axes, not for shape {tensor.shape}")
    return Placed(
        replace(tensor, requires_grad=tensor.requires_grad and form in ("", "parameter")), device, layout, form
    )
