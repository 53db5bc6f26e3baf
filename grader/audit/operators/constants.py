"""Another number: 0 for 1, 1 for 0, one more, nothing for what is tiny; and truth turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope

# Such small numbers keep a division or a logarithm from what it cannot do.
_TINY = 0.01


def constants(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    if isinstance(node, ast.Constant):
        yield from (ast.Constant(other) for other in _others(node.value))


def _others(value: object) -> Iterator[bool | int | float]:
    match value:
        case bool():
            yield not value
        case int() | float() if value in (0, 1):
            yield type(value)(1 - value)
            if value:
                yield value + 1
        case float() if abs(value) < _TINY:
            yield 0.0
            yield value + 1
        case int() | float():
            yield value + 1
