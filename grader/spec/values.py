"""Values as authors write them (``given``, ``init``, ``set``, cotangents): from nodes to the model's makers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.model.path import Path
from grader.model.written import CallMaker, Constant, Dollar, Entries, FileMaker, Items, ObjectMaker, ValueSpec
from grader.spec.foreign import refuse_arithmetic, refuse_foreign
from grader.spec.idle import check_part
from grader.spec.literals import parse_literal
from grader.spec.names import Scope
from grader.spec.node import Listing, Map, Node, Scalar
from grader.spec.problems import Misnamed, Problems
from grader.spec.tensors import Tensors, form_of
from grader.spec.words import MAKERS

NOTHING = Constant(None)


@dataclass(frozen=True, slots=True)
class Values:
    """Builds values with the names of one case.

    ``known`` are the objects that are there when these values are made. ``setting`` is true in ``set``, where each
    value takes the place of another. A value with a mistake in it becomes ``None``; the mistake is in ``problems``.
    """

    problems: Problems
    scope: Scope
    known: tuple[str, ...] = ()
    setting: bool = False

    def named(self, entries: Node | None) -> tuple[tuple[str, ValueSpec], ...]:
        """A map of names with values."""
        return tuple((name, self.build(node)) for name, node in entries.sound()) if isinstance(entries, Map) else ()

    def assigned(
        self, node: Node | None, inputs: tuple[tuple[str, ValueSpec], ...] = ()
    ) -> Iterator[tuple[Path, ValueSpec]]:
        """What ``set`` puts in place, where the case has these ``inputs``."""
        there = dict(inputs)
        for word, entry in node.sound() if isinstance(node, Map) else ():
            built = self.build(entry)
            try:
                path = self.scope.set_path(word, self.known)
                check_part(path, there.get(path.root))
                yield path, built
            except Misnamed as error:
                assert isinstance(node, Map)
                self.problems.add_key(node, word, error.text, error.suggestion)

    def build(self, node: Node) -> ValueSpec:
        match node:
            case Scalar():
                return self.scalar(node)
            case Listing():
                return self.items("list", node)
            case Map():
                return self.made(node)
        return NOTHING

    def scalar(self, node: Scalar) -> Constant | Dollar:
        if refuse_foreign(node, self.problems) or refuse_arithmetic(node, self.scope.drawn, self.problems):
            return NOTHING
        if isinstance(node.value, str) and node.value.startswith("$"):
            return self.dollar(node, node.value)
        return Constant(node.value)

    def dollar(self, node: Node, text: str) -> Constant | Dollar:
        if text.startswith("$$"):
            return Constant(text[1:])
        try:
            return self.scope.dollar(text, self.known)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)
            return NOTHING

    def items(self, kind: Literal["list", "tuple", "iterator"], node: Listing) -> ValueSpec:
        built = tuple(map(self.build, node.items))
        plain = [item.value for item in built if isinstance(item, Constant)]
        return Constant(plain) if kind == "list" and len(plain) == len(built) else Items(kind, built)

    def entries(self, node: Map) -> ValueSpec:
        built = self.named(node)
        plain = {name: item.value for name, item in built if isinstance(item, Constant)}
        return Constant(plain) if len(plain) == len(built) else Entries(built)

    def made(self, node: Map) -> ValueSpec:
        maker = next((word for word in MAKERS if word in node.entries), "")
        content = node.get(maker)
        if content is None:
            return NOTHING
        match maker, content:
            case (("tuple" | "iterator"), Listing()):
                return self.items(maker, content)
            case "dict", Map():
                return self.entries(content)
            case "python", Scalar(value=str() as text):
                return self.python(content, text)
            case "file", Scalar(value=str() as name):
                return self.file(node, content, name)
            case "class", Scalar(value=str() as name):
                return ObjectMaker(name, self.named(node.get("init")))
            case "call", Scalar(value=str() as name):
                return self.call(node, content, name)
            case "tensor", _:
                return self.tensor(node, content)
        return Tensors(self.problems, self.scope, self.setting).build(maker, node, content, None)

    def python(self, node: Node, text: str) -> Constant:
        try:
            return Constant(parse_literal(text))
        except ValueError as error:
            self.problems.add(node, str(error))
            return NOTHING

    def call(self, node: Map, content: Node, name: str) -> CallMaker:
        try:
            self.scope.beside.check_function(name)
        except Misnamed as error:
            self.problems.add(content, error.text, error.suggestion)
        return CallMaker(name, self.named(node.get("given")))

    def file(self, node: Map, content: Node, name: str) -> FileMaker:
        try:
            self.scope.beside.check_file(name)
        except Misnamed as error:
            self.problems.add(content, error.text, error.suggestion)
        if "as" in node.entries and not name.endswith(".npy"):
            self.problems.add_key(node, "as", f"`as` is the form of a tensor, and `{name}` holds none by itself")
        return FileMaker(name, form_of(node))

    def tensor(self, node: Map, content: Node) -> ValueSpec:
        tensors = Tensors(self.problems, self.scope, self.setting)
        if isinstance(content, Scalar) and isinstance(content.value, str):
            numbers = self.dollar(content, content.value)
        else:
            numbers = tensors.numbers(content)
        return tensors.build("tensor", node, content, numbers)
