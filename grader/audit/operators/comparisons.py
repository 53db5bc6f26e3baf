"""Another comparison: the boundary moved, the question turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, with_fields

_OTHERS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


def comparisons(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.Compare(ops=operations):
            for at, operation in enumerate(operations):
                for other in _OTHERS[type(operation)]:
                    yield with_fields(node, ops=[*operations[:at], other(), *operations[at + 1 :]])
        case ast.BoolOp(op=operation):
            yield with_fields(node, op=ast.Or() if isinstance(operation, ast.And) else ast.And())
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield with_fields(node, test=ast.UnaryOp(ast.Not(), test))
