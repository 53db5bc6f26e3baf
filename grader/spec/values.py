"""Values as authors write them (``given``, ``init``, ``set``, cotangents): from nodes to the model's makers."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.expression import Expression
from grader.model.spec import Constant, Dollar, Items, ObjectMaker, Range, TensorMaker, ValueSpec
from grader.model.values import COMPLEX, FLOATING
from grader.spec.bounds import build_bounds
from grader.spec.foreign import refuse_foreign
from grader.spec.literals import check_numbers, parse_literal
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Listing, Map, Node, Scalar, plain_data
from grader.spec.problems import Problems
from grader.spec.words import MAKERS

NOTHING = Constant(None)

_WHOLE_MAKERS = frozenset({"randint", "arange"})


@dataclass(frozen=True, slots=True)
class Values:
    """Builds values with the names of one case. ``setting`` is true in ``set``, where there are things already.

    A value with a mistake in it becomes ``None``; the mistake is in ``problems``.
    """

    problems: Problems
    scope: Scope
    setting: bool = False

    def named(self, entries: Map | None) -> tuple[tuple[str, ValueSpec], ...]:
        """A map of names with values."""
        return () if entries is None else tuple((name, self.build(node)) for name, node in entries.sound())

    def build(self, node: Node) -> ValueSpec:
        match node:
            case Scalar():
                return self.scalar(node)
            case Listing():
                return self.items("list", node)
            case Map():
                return self.made(node)
        return NOTHING

    def scalar(self, node: Scalar) -> ValueSpec:
        if isinstance(node.value, str) and node.value.startswith("$"):
            return self.dollar(node, node.value)
        refuse_foreign(node, self.problems)
        return Constant(node.value)

    def dollar(self, node: Node, text: str) -> ValueSpec:
        if text.startswith("$$"):
            return Constant(text[1:])
        try:
            return self.scope.dollar(text, setting=self.setting)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)
            return NOTHING

    def items(self, kind: str, node: Listing) -> ValueSpec:
        built = tuple(map(self.build, node.items))
        if kind == "tuple":
            return Items("tuple", built)
        plain = [item.value for item in built if isinstance(item, Constant)]
        return Constant(plain) if len(plain) == len(built) else Items("list", built)

    def made(self, node: Map) -> ValueSpec:
        maker = next((word for word in MAKERS if word in node.entries), "")
        content = node.get(maker)
        if content is None:
            return NOTHING
        match maker, content:
            case "tuple", Listing():
                return self.items("tuple", content)
            case "python", Scalar(value=str() as text):
                return self.python(content, text)
            case "class", Scalar(value=str() as name):
                init = node.get("init")
                return ObjectMaker(name, self.named(init if isinstance(init, Map) else None))
            case "tensor", _:
                return self.tensor(node, content)
        return self.filled(maker, node, content)

    def python(self, node: Node, text: str) -> Constant:
        try:
            return Constant(parse_literal(text))
        except ValueError as error:
            self.problems.add(node, str(error))
            return NOTHING

    def tensor(self, node: Map, content: Node) -> ValueSpec:
        numbers: Constant | Dollar
        if isinstance(content, Scalar) and isinstance(content.value, str):
            built = self.dollar(content, content.value)
            if not isinstance(built, Constant | Dollar):
                return NOTHING
            numbers = built
        else:
            numbers = Constant(plain_data(content))
            check_numbers(content, self.problems)
        dtype, requires_grad = _dtype(node), _requires_grad(node)
        whole = isinstance(numbers, Constant) and not _holds_float(numbers.value)
        self.check_gradient(node, dtype, requires_grad, whole=whole)
        return TensorMaker("tensor", None, numbers, None, dtype, requires_grad)

    def filled(self, maker: str, node: Map, content: Node) -> ValueSpec:
        dtype, requires_grad = _dtype(node), _requires_grad(node)
        bounds = self.bounds(maker, node)
        whole = maker in _WHOLE_MAKERS or maker == "full"
        self.check_gradient(node, dtype, requires_grad, whole=whole and not (bounds is not None and bounds.real))
        return TensorMaker(maker, self.shape(content), None, bounds, dtype, requires_grad)

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

    def check_gradient(self, node: Map, dtype: str | None, requires_grad: bool | None, *, whole: bool) -> None:
        differentiable = dtype in FLOATING or dtype in COMPLEX if dtype else not whole
        if requires_grad and not differentiable:
            text = "only floating numbers can require grad; write `dtype: float32`, or numbers with a decimal point"
            self.problems.add(node.entries["requires_grad"], text)


def _dtype(node: Map) -> str | None:
    content = node.get("dtype")
    return content.value if isinstance(content, Scalar) and isinstance(content.value, str) else None


def _requires_grad(node: Map) -> bool | None:
    content = node.get("requires_grad")
    return content.value if isinstance(content, Scalar) and isinstance(content.value, bool) else None


def _whole(value: str | int | float) -> str | int:
    return int(value) if isinstance(value, float) else value


def _holds_float(value: object) -> bool:
    return any(map(_holds_float, value)) if isinstance(value, list) else isinstance(value, float)
