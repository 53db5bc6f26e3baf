"""Another axis: of ``dim=`` and of the first number after the tensor, and transposing left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.audit.operators.operator import Scope, called_name, with_fields, with_keyword
from grader.audit.operators.operator import whole as whole_number

_KEYWORDS = frozenset({"dim", "axis", "dims"})
_NAMES = (
    "all amax amin any argmax argmin argsort cat chunk concat count_nonzero cumprod cumsum flatten flip gather "
    "log_softmax logsumexp max mean median min norm prod scatter select softmax sort split squeeze stack std sum "
    "topk unbind unsqueeze var"
)
_BY_PLACE = frozenset(_NAMES.split())
_TURNS = frozenset({"t", "transpose", "permute", "swapaxes", "swapdims", "movedim", "moveaxis", "adjoint"})


def axes(node: ast.AST, scope: Scope) -> Iterator[ast.AST]:
    del scope
    match node:
        case ast.Call():
            yield from _of_call(node)
        case ast.Attribute(attr="T" | "mT" | "H" | "mH", value=value, ctx=ast.Load()):
            yield value


def _of_call(call: ast.Call) -> Iterator[ast.AST]:
    for keyword in call.keywords:
        if keyword.arg in _KEYWORDS:
            yield from (with_keyword(call, keyword.arg, other) for other in _others(keyword.value))
    name = called_name(call)
    if name in _BY_PLACE:
        for at, argument in enumerate(call.args[:2]):
            for other in _others(argument):
                yield with_fields(call, args=[*call.args[:at], other, *call.args[at + 1 :]])
    if name in _TURNS and isinstance(call.func, ast.Attribute):
        is_function = isinstance(call.func.value, ast.Name) and call.func.value.id == "torch"
        yield call.args[0] if is_function and call.args else call.func.value


def _others(axis: ast.expr) -> Iterator[ast.expr]:
    if (number := whole_number(axis)) is not None:
        yield ast.Constant(0) if number else ast.UnaryOp(ast.USub(), ast.Constant(1))
        if number not in (0, -1):
            yield ast.UnaryOp(ast.USub(), ast.Constant(1))
    if (
        isinstance(axis, ast.Tuple | ast.List)
        and len(axis.elts) > 1
        and all(whole_number(e) is not None for e in axis.elts)
    ):
        yield from (with_fields(axis, elts=[*axis.elts[:at], *axis.elts[at + 1 :]]) for at in range(len(axis.elts)))
