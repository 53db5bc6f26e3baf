"""The names of parameters and the docstrings of functions and classes, read from their text and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_Definition: TypeAlias = _Function | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Signatures:
    """What files define at their top level, by name; the last definition counts."""

    definitions: Mapping[str, _Definition] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> Signatures:
        """Those of modules; what is not Python defines nothing."""
        found: dict[str, _Definition] = {}
        for text in texts:
            try:
                body = ast.parse(text).body
            except (SyntaxError, ValueError):
                continue
            found.update({node.name: node for node in body if isinstance(node, _Definition)})
        return cls(found)

    def parameters(self, name: str, method: str | None = None) -> tuple[str, ...] | None:
        """The parameters of a function, or of a class's method without its first; None where they cannot be told."""
        node = self.definitions.get(name)
        if method is not None:
            methods = [each for each in getattr(node, "body", ()) if isinstance(each, _Function)]
            node = next((each for each in methods if each.name == method), None)
        if not isinstance(node, _Function) or node.decorator_list or node.args.vararg or node.args.kwarg:
            return None
        names = tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
        return (*(names if method is None else names[1:]), *(each.arg for each in node.args.kwonlyargs))

    def docstring(self, names: Iterable[str]) -> str:
        """All docstrings of these, their methods' included."""
        nodes = [node for name in names if (node := self.definitions.get(name)) is not None]
        inner = [each for node in nodes for each in node.body if isinstance(each, _Function)]
        return "\n".join(ast.get_docstring(node) or "" for node in (*nodes, *inner))
