"""Sizes: whole-number arithmetic over drawn names, such as ``H*d`` or ``a + 45``."""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping
from dataclasses import dataclass

_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Expression:
    """``text`` as written, and the ``names`` it uses."""

    text: str
    names: frozenset[str]

    @classmethod
    def parse(cls, text: str | int) -> Expression:
        """Read an integer, a name, or ``+ - * //`` of them. Raises ``ValueError`` with what is wrong."""
        text = str(text).strip()
        if len(text) > _LONGEST:
            raise ValueError(f"expected an expression of at most {_LONGEST} characters")
        try:
            tree = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ValueError("expected a whole number, a name, or arithmetic of them with + - * //") from None
        return cls(text, frozenset(_names(tree)))

    def evaluate(self, values: Mapping[str, object]) -> int:
        """The number that it stands for. Raises ``ValueError`` where a name is no whole number, or on ``// 0``."""
        return _evaluate(ast.parse(self.text, mode="eval").body, values)


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=int()) if not isinstance(node.value, bool):
            return []
        case ast.Name():
            return [node.id]
        case ast.UnaryOp(op=ast.USub()):
            return _names(node.operand)
        case ast.BinOp() if type(node.op) in _OPERATORS:
            return _names(node.left) + _names(node.right)
    raise ValueError("expected a whole number, a name, or arithmetic of them with + - * //")


def _evaluate(node: ast.expr, values: Mapping[str, object]) -> int:
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.Name():
            value = values[node.id]
            if not isinstance(value, int) or isinstance(value, bool):
                raise ValueError(f"`{node.id}` is {value!r} here, not a whole number")
            return value
        case ast.UnaryOp():
            return -_evaluate(node.operand, values)
        case ast.BinOp():
            left, right = _evaluate(node.left, values), _evaluate(node.right, values)
            if isinstance(node.op, ast.FloorDiv) and right == 0:
                raise ValueError("division by zero")
            return int(_OPERATORS[type(node.op)](left, right))
    raise ValueError("not an expression")
