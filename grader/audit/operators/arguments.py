"""Arguments in the wrong order, and results too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, with_fields

# In any order these are the same.
_SYMMETRIC = frozenset({"transpose", "swapaxes", "swapdims", "maximum", "minimum", "isinstance"})


def arguments(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.Call(args=given) if called_name(node) not in _SYMMETRIC:
            yield from (with_fields(node, args=swapped) for swapped in _swapped(given))
        case ast.Return(value=ast.Tuple(elts=given) as value):
            yield from (with_fields(node, value=with_fields(value, elts=swapped)) for swapped in _swapped(given))


def _swapped(given: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for at in range(len(given) - 1):
        if not any(isinstance(each, ast.Starred) for each in given[at : at + 2]):
            yield [*given[:at], given[at + 1], given[at], *given[at + 2 :]]
