"""A term left out, such as the bias, and layers that are made without one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, with_keyword

_LAYERS = frozenset(
    {
        "Linear",
        "Bilinear",
        "LazyLinear",
        *(f"{lazy}{kind}{n}d" for lazy in ("", "Lazy") for kind in ("Conv", "ConvTranspose") for n in (1, 2, 3)),
    }
)


def bias(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
            yield right if "bias" in ast.unparse(left) else left
        case ast.Call(keywords=keywords) if called_name(node) in _LAYERS:
            if not any(keyword.arg == "bias" for keyword in keywords):
                yield with_keyword(node, "bias", ast.Constant(False))
