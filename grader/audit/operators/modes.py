"""Training for evaluation, gradients recorded for not recorded."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, renamed, with_fields, with_keyword

_OTHERS = {
    "train": "eval",
    "eval": "train",
    "no_grad": "enable_grad",
    "enable_grad": "no_grad",
    "inference_mode": "enable_grad",
}
_MAKERS = frozenset({"Parameter"})


def modes(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.Call():
            yield from renamed(node, _OTHERS)
            if called_name(node) == "requires_grad_" and not node.args and not node.keywords:
                yield with_fields(node, args=[ast.Constant(False)])
            if called_name(node) in _MAKERS and not any(each.arg == "requires_grad" for each in node.keywords):
                yield with_keyword(node, "requires_grad", ast.Constant(False))
        case ast.Attribute(attr="training", ctx=ast.Load()):
            yield ast.UnaryOp(ast.Not(), node)
