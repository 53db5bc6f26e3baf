"""The sum for the mean, the mean for the sum, also by the words that losses take, and the other variance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, renamed, with_keyword

_OTHERS = {
    "sum": "mean", "mean": "sum", "nansum": "nanmean", "nanmean": "nansum", "prod": "sum", "std": "var", "var": "std",
    "cumsum": "cumprod", "cumprod": "cumsum",
}  # fmt: skip
_WORDS = {"mean": ("sum", "none"), "sum": ("mean", "none"), "none": ("mean",), "batchmean": ("mean", "sum")}
_SPREADS = frozenset({"std", "var", "std_mean", "var_mean"})


def reductions(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.Call():
            yield from renamed(node, _OTHERS)
            stated = {keyword.arg for keyword in node.keywords}
            if called_name(node) in _SPREADS and stated.isdisjoint({"unbiased", "correction"}):
                yield with_keyword(node, "correction", ast.Constant(0))
        case ast.Constant(value=str(word)) if word in _WORDS:
            yield from (ast.Constant(other) for other in _WORDS[word])
