"""Inputs that were changed, and results that share memory or do not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tensor, Tree, everything_in, tensors_in


def _overwritten(s: Sight) -> Iterator[Finding]:
    """An input that the reference leaves alone is another one afterwards: that is wrong, and may make more wrong."""
    if s.raised is not None:
        return
    own = s.path.root in s.inputs and not s.path.is_gradient
    roots = [s.path.root] if own else [name for name in s.inputs if s.path.root in s.call.results]
    for name in roots:
        there = s.at(name)
        sent = there.sent
        if _is_data(sent) and is_same(sent, there.expected) and _changed(sent, there.actual):
            where = _writes(s, name)
            yield Finding(name, {"name": name, "where": f", at {where}" if where else "", "copy": _copy_of(name, sent)})


def _copy_of(name: str, tree: Tree) -> str:
    """How a copy of it is made."""
    if isinstance(tree, Tensor):
        return f"{name}.copy()" if tree.type_name == "numpy.ndarray" else f"{name}.clone()"
    holds_more = any(True for _ in tensors_in(tree)) or any(
        isinstance(part, Sequence | Mapping) for part in everything_in(tree) if part is not tree
    )
    return f"copy.deepcopy({name})" if holds_more else f"{name}.copy()"


def _is_data(tree: Tree) -> bool:
    return isinstance(tree, Tensor | Sequence | Mapping)


def _changed(sent: Tree, after: Tree) -> bool:
    """Whether it is there, and another one; what became of it may be something that cannot be looked into."""
    return not isinstance(after, Absent | Opaque) and not is_same(sent, after)


def is_same(one: Tree, other: Tree) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return (one.dtype, one.shape, bytes(one.data)) == (other.dtype, other.shape, bytes(other.data))
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(map(is_same, one.items, other.items))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(a == c and is_same(b, d) for (a, b), (c, d) in pairs)
    return type(one) is type(other) and (one == other or one != one)


def _writes(s: Sight, name: str) -> str:
    """The first line that writes into what ``name`` stands for, quoted; empty where none is seen."""
    names = {name}
    for node, text in s.code.nodes():
        match node:
            case ast.Assign(targets=[ast.Name(id=other)], value=ast.Name(id=known)) if known in names:
                names.add(other)
            case ast.AugAssign(target=target) if _root(target) in names:
                return text.quote(node.lineno)
            case ast.Assign(targets=[ast.Subscript() as target]) if _root(target) in names:
                return text.quote(node.lineno)
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if _root(value) in names:
                if attr.endswith("_") and not attr.endswith("__") and attr != "requires_grad_":
                    return text.quote(node.lineno)
    return ""


def _root(node: ast.expr) -> str:
    """The name that ``node`` begins with: ``x`` of ``x.view(-1)[i]``."""
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) | ast.Call(func=inner):
                node = inner
            case _:
                return ""
    return node.id


RULES = (
    Rule(
        "input_changed",
        _overwritten,
        "your code writes into `{name}`, which belongs to whoever called it{where}: work on a copy, such as `{copy}`, "
        "or make a new value",
        is_fact=True,
    ),
)
