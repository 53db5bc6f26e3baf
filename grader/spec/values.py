"""Values as authors write them (``given``, ``init``, ``set``, cotangents): from nodes to the model's makers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.model.expression import Expression
from grader.model.spec import Constant, Dollar, Items, ObjectMaker, Range, TensorMaker, ValueSpec
from grader.model.values import COMPLEX, FLOATING
from grader.spec.literals import check_numbers, parse_literal
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Listing, Map, Node, Scalar, plain_data
from grader.spec.problems import Problems
from grader.spec.ranges import fixed_range, parse_range
from grader.spec.words import MAKERS

NOTHING = Constant(None)

_PYTHON_SPELLINGS = {"None": "null", "inf": ".inf", "+inf": ".inf", "-inf": "-.inf", "nan": ".nan", "NaN": ".nan"}
_UNDERSCORES = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_.eE+-]*")
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
        match maker, content:
            case _, None:
                return NOTHING
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
            try:
                check_numbers(numbers.value)
            except ValueError as error:
                self.problems.add(content, str(error))
        dtype, requires_grad = _option(node, "dtype", str), _option(node, "requires_grad", bool)
        whole = isinstance(numbers, Constant) and not _holds_float(numbers.value)
        self.check_gradient(node, dtype, requires_grad, whole=whole)
        return TensorMaker("tensor", None, numbers, None, dtype, requires_grad)

    def filled(self, maker: str, node: Map, content: Node) -> ValueSpec:
        dtype, requires_grad = _option(node, "dtype", str), _option(node, "requires_grad", bool)
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
            return self._bounds(maker, content.value)
        except Misnamed as error:
            self.problems.add(content, error.text, error.suggestion)
        except ValueError as error:
            self.problems.add(content, f"{error}, got `{content.text or content.value}`")
        return None

    def _bounds(self, maker: str, value: int | float | str) -> Range:
        if not isinstance(value, str):
            return fixed_range(value)
        if maker == "full":
            expression = Expression.parse(value.removeprefix("$"))
            self.scope.require_whole(expression)
            return Range(expression, expression)
        bounds = parse_range(value)
        for end in (bounds.low, bounds.high):
            if isinstance(end, Expression):
                self.scope.require_whole(end)
        if maker == "arange" and (bounds.low is None or bounds.high is not None):
            raise ValueError("expected where `arange` begins, such as `5..`; where it ends follows from its shape")
        if maker != "arange" and (bounds.low is None or bounds.high is None):
            raise ValueError("expected a range with both ends, such as `0..9`")
        if maker == "randint" and bounds.real:
            raise ValueError("expected a range of whole numbers, such as `0..9`")
        return bounds

    def check_gradient(self, node: Map, dtype: str | None, requires_grad: bool | None, *, whole: bool) -> None:
        differentiable = dtype in FLOATING or dtype in COMPLEX if dtype else not whole
        if requires_grad and not differentiable:
            text = "only floating numbers can require grad; write `dtype: float32`, or numbers with a decimal point"
            self.problems.add(node.entries["requires_grad"], text)


def refuse_foreign(node: Scalar, problems: Problems) -> bool:
    """Whether this means a number or None elsewhere and is plain text in YAML; says so. In quotes it is meant as text."""
    if not node.plain or not isinstance(node.value, str):
        return False
    if node.value in _PYTHON_SPELLINGS:
        problems.add(
            node, f"`{node.value}` is text in YAML; put it in quotes if that is meant", _PYTHON_SPELLINGS[node.value]
        )
    elif _UNDERSCORES.fullmatch(node.value):
        text = f"`{node.value}` is text in YAML: numbers have no underscores; put it in quotes if that is meant"
        problems.add(node, text, node.value.replace("_", ""))
    else:
        return False
    return True


def _option(node: Map, word: str, type_: type) -> object:
    content = node.get(word)
    return content.value if isinstance(content, Scalar) and isinstance(content.value, type_) else None


def _whole(value: str | int | float) -> str | int:
    return int(value) if isinstance(value, float) else value


def _holds_float(value: object) -> bool:
    return any(map(_holds_float, value)) if isinstance(value, list) else isinstance(value, float)
