"""Literals in checks: plain YAML, ``$names``, and maps with one maker, as ``value`` takes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from grader.spec.foreign import refuse_arithmetic, refuse_foreign
from grader.spec.literals import check_numbers, parse_literal
from grader.spec.node import Listing, Map, Node, Scalar
from grader.spec.problems import Problems, listed, nearest

_MAKERS = ("tensor", "tuple", "python", "dict")


@dataclass(frozen=True, slots=True)
class Written:
    """Refuses what is no literal. The names in it are checked with those of every other kind."""

    drawn: Collection[str]
    problems: Problems

    def check(self, node: Node) -> None:
        match node:
            case Scalar():
                if not refuse_foreign(node, self.problems):
                    refuse_arithmetic(node, self.drawn, self.problems)
            case Listing():
                for item in node.items:
                    self.check(item)
            case Map():
                for word, content in node.sound():
                    self.made(node, word, content)

    def made(self, holder: Map, maker: str, content: Node) -> None:
        if maker not in _MAKERS:
            text = f"no literal is made with `{maker}` (there is: {listed(_MAKERS)})"
            self.problems.add_key(holder, maker, text, nearest(maker, _MAKERS))
        elif maker == "python" and isinstance(content, Scalar):
            try:
                parse_literal(str(content.value))
            except ValueError as error:
                self.problems.add(content, str(error))
        elif maker == "dict" and isinstance(content, Map):
            for _, entry in content.sound():
                self.check(entry)
        else:
            self.check(content)
            if maker == "tensor":
                check_numbers(content, self.problems)
