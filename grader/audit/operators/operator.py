"""What an operator of mutation is, and the words that several of them share."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Scope:
    """How often each name is bound in the function around a node, its parameters included."""

    bound: Counter[str]


Node = TypeVar("Node", bound=ast.AST)
# From a node to what may stand in its place.
Change: TypeAlias = Callable[[ast.AST, Scope], Iterator[ast.AST]]


@dataclass(frozen=True, slots=True)
class Operator:
    """``slip`` says in a few words, and without the answer, what somebody did who made this ``change``."""

    change: Change
    slip: str


def called_name(node: ast.AST) -> str:
    """The last part of the name of what is called: ``sum`` of ``x.sum()`` and of ``torch.sum(x)``; empty for others."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def with_name(call: ast.Call, name: str) -> ast.Call:
    """``call`` of a function or method that is called ``name`` instead."""
    if isinstance(call.func, ast.Attribute):
        return with_fields(call, func=with_fields(call.func, attr=name))
    return with_fields(call, func=ast.Name(name, ast.Load()))


def with_fields(node: Node, **fields: object) -> Node:
    """A copy of ``node``, its children shared, with other ``fields``."""
    return type(node)(**{**{name: getattr(node, name) for name in node._fields}, **fields})


def without_keyword(call: ast.Call, name: str) -> ast.AST:
    return with_fields(call, keywords=[keyword for keyword in call.keywords if keyword.arg != name])


def with_keyword(call: ast.Call, name: str, value: ast.expr) -> ast.AST:
    """``call`` with ``value`` for the keyword ``name``, which may be there or not."""
    others = [keyword for keyword in call.keywords if keyword.arg != name]
    return with_fields(call, keywords=[*others, ast.keyword(name, value)])


def renamed(call: ast.Call, names: Mapping[str, str]) -> Iterator[ast.AST]:
    """``call`` of what stands beside its name in ``names``, where anything does."""
    if called_name(call) in names:
        yield with_name(call, names[called_name(call)])


def whole(node: ast.AST | None) -> int | None:
    """The whole number that ``node`` writes, its sign included."""
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))) if not isinstance(number, bool):
            return -number
    return None
