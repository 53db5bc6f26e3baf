"""The names and literals in what stands after a kind of check."""

from __future__ import annotations

from dataclasses import dataclass

from grader.checks.kind import REFERENCE
from grader.spec.foreign import refuse_foreign
from grader.spec.literals import check_numbers, parse_literal
from grader.spec.names import Misnamed, Scope
from grader.spec.node import Listing, Map, Node, Scalar
from grader.spec.problems import Problems, listed, nearest
from grader.spec.unknown import later
from grader.spec.words import MAKERS, TYPE_SYNONYMS

_LITERAL_MAKERS = ("tensor", "tuple", "python", "dict")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Checks arguments with the names of one case; what is wrong goes to ``problems``."""

    scope: Scope
    problems: Problems

    def check(self, kind: str, node: Node) -> None:
        """The names in what stands after a kind."""
        try:
            match kind, node:
                case "value", _:
                    self.literal(node)
                case "shape", Listing():
                    for size in node.items:
                        if isinstance(size, Scalar) and isinstance(size.value, str | int):
                            self.size(size, size.value)
                case "is", Scalar(value=str() as name) if name not in self.scope.inputs:
                    text = f"no input is called `{name}` (there is: {listed(self.scope.inputs)})"
                    raise Misnamed(text, nearest(name, self.scope.inputs))
                case "like", Scalar(value=str() as text) if text != REFERENCE:
                    self.like(text)
                case "type", _:
                    self.type_names(node)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def size(self, node: Scalar, text: str | int) -> None:
        try:
            self.scope.size(text)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def like(self, text: str) -> None:
        if text.startswith(("torch.", "also/")):
            raise Misnamed(later(f"like: {text}"))
        try:
            self.scope.compared_path(text)
        except Misnamed as error:
            raise Misnamed(error.text, nearest(text, (REFERENCE,)) or error.suggestion) from None

    def type_names(self, node: Node) -> None:
        for item in node.items if isinstance(node, Listing) else (node,):
            if isinstance(item, Scalar) and item.value in TYPE_SYNONYMS:
                text = f"`{item.value}` is no type of Python or torch"
                self.problems.add(item, text, TYPE_SYNONYMS[str(item.value)])

    def literal(self, node: Node) -> None:
        """A literal: plain YAML, ``$names``, and maps with one maker."""
        match node:
            case Scalar(value=str() as text) if text.startswith("$") and not text.startswith("$$"):
                self.dollar(text)
            case Scalar():
                refuse_foreign(node, self.problems)
            case Listing():
                for item in node.items:
                    self.part(item)
            case Map():
                self.made(node)

    def dollar(self, text: str) -> None:
        path = self.scope.dollar(text).path
        if path.subscript is not None:
            raise Misnamed("a slice cannot stand in a value; compare with it after `like`", str(path))

    def part(self, node: Node) -> None:
        try:
            self.literal(node)
        except Misnamed as error:
            self.problems.add(node, error.text, error.suggestion)

    def made(self, node: Map) -> None:
        for word, content in node.sound():
            if word == "python" and isinstance(content, Scalar):
                try:
                    parse_literal(str(content.value))
                except ValueError as error:
                    self.problems.add(content, str(error))
            elif word == "dict" and isinstance(content, Map):
                for _, entry in content.sound():
                    self.part(entry)
            elif word in _LITERAL_MAKERS:
                self.part(content)
                if word == "tensor":
                    check_numbers(content, self.problems)
            else:
                text = f"no literal is made with `{word}` (there is: {listed(_LITERAL_MAKERS)})"
                self.problems.add_key(
                    node, word, later(word) if word in MAKERS else text, nearest(word, _LITERAL_MAKERS)
                )
