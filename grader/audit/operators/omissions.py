"""A step left out in the middle: ``x`` for ``x.detach()``, and for ``torch.relu(x)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name

_NAMES = (
    "abs bool clone cos cpu detach double exp float floor gelu item log long relu round sigmoid sin softplus sqrt "
    "square squeeze tanh tolist"
)
_STEPS = frozenset(_NAMES.split())


def omissions(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    if not isinstance(node, ast.Call) or node.keywords or called_name(node) not in _STEPS:
        return
    match node:
        case ast.Call(func=ast.Attribute(value=value), args=[]):
            yield value
        case ast.Call(func=ast.Attribute() | ast.Name(), args=[only]) if not isinstance(only, ast.Starred):
            yield only
