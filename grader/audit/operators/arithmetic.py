"""Another operation: minus for plus, divided for times, a sign that is lost."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, with_fields

_OTHERS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
}


def arithmetic(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.BinOp(op=operation) | ast.AugAssign(op=operation) if type(operation) in _OTHERS:
            yield with_fields(node, op=_OTHERS[type(operation)]())
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
            yield operand
