"""``keepdim=True`` forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, without_keyword


def keepdim(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    if isinstance(node, ast.Call):
        names = (keyword.arg for keyword in node.keywords if keyword.arg in ("keepdim", "keepdims"))
        yield from (without_keyword(node, name) for name in names)
