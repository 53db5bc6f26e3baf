"""Tensors as authors write them: numbers or a shape after the maker, and what may stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from grader.model.expression import Expression
from grader.model.values import COMPLEX, FLOATING
from grader.model.written import Constant, Dollar, Form, Layout, Range, TensorMaker
from grader.spec.bounds import build_bounds
from grader.spec.literals import check_numbers
from grader.spec.names import Scope
from grader.spec.node import Listing, Map, Node, Scalar, plain_data, text_of
from grader.spec.problems import Misnamed, Problems

_WHOLE_MAKERS = frozenset({"randint", "arange"})
_IMAGES = 4
_EVERYWHERE = ("cpu", "meta")


@dataclass(frozen=True, slots=True)
class Tensors:
    """Builds tensors. With ``setting`` there are things already, so that `same` is the shape of one."""

    problems: Problems
    scope: Scope
    setting: bool = False

    def build(self, maker: str, node: Map, content: Node, numbers: Constant | Dollar | None) -> TensorMaker:
        """``numbers`` are those of the maker `tensor`; any other maker is followed by a shape."""
        bounds = self.bounds(maker, node)
        built = TensorMaker(
            maker,
            self.shape(content) if numbers is None else None,
            numbers,
            bounds,
            text_of(node.get("dtype")),
            _flag(node, "requires_grad"),
            text_of(node.get("device")),
            cast("Layout | None", text_of(node.get("layout"))),
            form_of(node),
        )
        self.check_gradient(node, built)
        self.check_device(node, built)
        self.check_form(node, built)
        return built

    def numbers(self, content: Node) -> Constant:
        check_numbers(content, self.problems)
        return Constant(plain_data(content))

    def shape(self, node: Node) -> tuple[Expression, ...] | None:
        if isinstance(node, Scalar):
            if not self.setting:
                self.problems.add(node, "`same` is the shape that is there already, so it stands in `set` only")
            return None
        sizes = []
        for item in node.items if isinstance(node, Listing) else ():
            if isinstance(item, Scalar) and isinstance(item.value, str | int | float):
                try:
                    sizes.append(self.scope.size(_whole(item.value)))
                except Misnamed as error:
                    self.problems.add(item, error.text, error.suggestion)
        return tuple(sizes)

    def bounds(self, maker: str, node: Map) -> Range | None:
        content = node.get("from")
        if not isinstance(content, Scalar) or isinstance(content.value, bool | None):
            return None
        try:
            return build_bounds(maker, content.value, self.scope)
        except Misnamed as error:
            self.problems.add(content, error.text, error.suggestion)
        except ValueError as error:
            self.problems.add(content, f"{error}, got `{content.text or content.value}`")
        return None

    def check_gradient(self, node: Map, built: TensorMaker) -> None:
        if _is_differentiable(built):
            return
        remedy = "write `dtype: float32`, or numbers with a decimal point"
        if built.requires_grad:
            self.problems.add(node.entries["requires_grad"], f"only floating numbers can require grad; {remedy}")
        elif built.form == "parameter" and built.requires_grad is None:
            text = f"a parameter requires grad, and only floating numbers can; {remedy}, or `requires_grad: false`"
            self.problems.add(node.entries["as"], text)

    def check_device(self, node: Map, built: TensorMaker) -> None:
        device = (built.device or "cpu").partition(":")[0]
        if device not in (*_EVERYWHERE, *self.scope.needs):
            text = f"not every machine has `{device}`: the exercise must say so with `needs: [{device}]`"
            self.problems.add(node.entries["device"], text)

    def check_form(self, node: Map, built: TensorMaker) -> None:
        """Options that only a tensor can have, and an order of axes that only images have."""
        plain = {"list": "a list", "tuple": "a tuple", "numpy": "a NumPy array"}.get(str(built.form))
        lost = [word for word in ("requires_grad", "device", "layout") if word in node.entries]
        if built.form == "numpy" and "layout" in lost:
            lost.remove("layout")
        for word in lost if plain else ():
            if word != "requires_grad" or built.requires_grad:
                self.problems.add_key(node, word, f"{plain} has no `{word}`; leave it out, or leave `as` out")
        if built.layout == "channels_last" and built.shape is not None and len(built.shape) != _IMAGES:
            text = f"`channels_last` is an order of {_IMAGES} axes, and this shape has {len(built.shape)}"
            self.problems.add(node.entries["layout"], text)


def form_of(node: Map) -> Form | None:
    """What stands after ``as``."""
    return cast("Form | None", text_of(node.get("as")))


def _is_differentiable(built: TensorMaker) -> bool:
    if built.dtype is not None:
        return built.dtype in FLOATING or built.dtype in COMPLEX
    if built.numbers is not None:
        return isinstance(built.numbers, Dollar) or _holds_float(built.numbers.value)
    if built.maker in _WHOLE_MAKERS or built.maker == "full":
        return built.bounds is not None and built.bounds.real
    return True


def _flag(node: Map, word: str) -> bool | None:
    content = node.get(word)
    return content.value if isinstance(content, Scalar) and isinstance(content.value, bool) else None


def _whole(value: str | int | float) -> str | int:
    return int(value) if isinstance(value, float) else value


def _holds_float(value: object) -> bool:
    return any(map(_holds_float, value)) if isinstance(value, list) else isinstance(value, float)
