"""The largest for the smallest, and the reverse."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, renamed, with_fields

_PAIRS = {
    "max": "min", "amax": "amin", "argmax": "argmin", "maximum": "minimum", "fmax": "fmin", "cummax": "cummin",
    "nanmax": "nanmin", "clamp_min": "clamp_max", "ceil": "floor", "all": "any",
}  # fmt: skip
_OTHERS = _PAIRS | {second: first for first, second in _PAIRS.items()}
_BOUNDS = {"min": "max", "max": "min"}


def extremes(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    if not isinstance(node, ast.Call):
        return
    yield from renamed(node, _OTHERS)
    if called_name(node) in ("clamp", "clamp_", "clip"):
        bounds = [keyword for keyword in node.keywords if keyword.arg in _BOUNDS]
        if bounds:
            turned = [ast.keyword(_BOUNDS.get(each.arg or "", each.arg), each.value) for each in node.keywords]
            yield with_fields(node, keywords=turned)
