"""Inputs that were changed, and results that share memory or do not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import calls_of
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tensor, Tree


def _overwritten(s: Sight) -> Iterator[Finding]:
    """An input that the reference leaves alone is another one afterwards: that is wrong, and may make more wrong."""
    if s.raised is not None:
        return
    own = s.path.root in s.inputs and not s.path.is_gradient
    roots = [s.path.root] if own else [name for name in s.inputs if s.path.root in s.call.results]
    for name in roots:
        there = s.at(name)
        sent = there.sent
        if _is_data(sent) and _same(sent, there.expected) and _changed(sent, there.actual):
            where = _writes(s, name)
            yield Finding(name, {"name": name, "where": f", at {where}" if where else ""})


def _is_data(tree: Tree) -> bool:
    return isinstance(tree, Tensor | Sequence | Mapping)


def _changed(sent: Tree, after: Tree) -> bool:
    """Whether it is there, and another one; what became of it may be something that cannot be looked into."""
    return not isinstance(after, Absent | Opaque) and not _same(sent, after)


def _same(one: Tree, other: Tree) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return (one.dtype, one.shape, bytes(one.data)) == (other.dtype, other.shape, bytes(other.data))
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(a == c and _same(b, d) for (a, b), (c, d) in pairs)
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


def _not_shared(s: Sight) -> Iterator[Finding]:
    """The right numbers in memory of their own, where the reference's are a window onto an input."""
    ours, theirs = _sharing(s)
    if s.raised is None and isinstance(s.actual, Tensor) and s.near(s.a, s.e):
        for name in ours - theirs:
            yield Finding(name, {"name": name})


def _shared(s: Sight) -> Iterator[Finding]:
    ours, theirs = _sharing(s)
    if s.raised is None and isinstance(s.actual, Tensor) and s.near(s.a, s.e) and s.path.root in s.call.results:
        for name in theirs - ours:
            if name in s.inputs:
                yield Finding(name, {"name": name})


def _sharing(s: Sight) -> tuple[set[str], set[str]]:
    path = str(s.path)
    found = [{*record.shares.get(path, ()), *record.same.get(path, ())} for record in (s.reference, s.submission)]
    return found[0] & s.inputs.keys(), found[1] & s.inputs.keys()


def _moves_along(s: Sight) -> Iterator[Finding]:
    """A result of an earlier step has the numbers that an input has only after a later one."""
    if s.raised is not None or s.path.root not in s.call.results or len(s.call.turns) < 2 or s.near(s.a, s.e):
        return
    for name in s.inputs:
        there = s.at(name)
        sent = numbers(there.sent)
        if there.a is not None and sent is not None and s.near(s.a, there.a) and s.near(s.e, sent):
            yield Finding(name, {"name": name})


def _kept_state(s: Sight) -> Iterator[Finding]:
    """A `state_dict()` is kept as it is, and what it should bring back is wrong."""
    loads = any(calls_of(s.code, "load_state_dict"))
    for node, text in s.code.everything:
        match node:
            case ast.Assign(value=ast.Call(func=ast.Attribute(attr="state_dict"))) if loads and s.raised is None:
                if s.path.root in s.inputs:
                    yield Finding(text.quote(node.lineno), {"where": text.quote(node.lineno)})


def _copy_written(s: Sight) -> Iterator[Finding]:
    """An input that should have been written into is as it was, and something was written into a copy."""
    if s.raised is not None or s.path.root not in s.inputs or s.a is None or s.path.is_gradient or s.call.backward:
        return
    sent = s.sent
    if not isinstance(sent, Tensor) or sent.requires_grad or s.near(s.a, s.e) or not _same(sent, s.actual):
        return
    for node, text in s.code.nodes():
        copies = {"tensor", "clone", "copy", "array", "detach", "to", "float", "contiguous"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in copies:
            inside = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            if s.path.root in inside and np.any(s.a != s.e):
                where = text.quote(node.lineno)
                yield Finding(where, {"name": s.path.root, "where": where})


RULES = (
    Rule(
        "input_changed",
        _overwritten,
        "your code writes into `{name}`, which belongs to whoever called it{where}: work on a copy, such as "
        "`{name}.clone()`, or make a new value",
        is_fact=True,
    ),
    Rule(
        "aliasing",
        _not_shared,
        "the right numbers, in memory of their own, and a window onto `{name}` is asked for: slicing, `view` and "
        "`transpose` give one, while `clone` and indexing with a list copy",
        is_fact=True,
    ),
    Rule(
        "aliasing",
        _shared,
        "the right numbers, in the memory of `{name}`, so that what is written into one changes the other: end with "
        "`.clone()`",
        is_fact=True,
        variant="shared",
    ),
    Rule(
        "aliasing",
        _moves_along,
        "what you keep lies in the memory of `{name}`, so it changes whenever `{name}` does: keep a copy, with "
        "`.clone()` or, of an array, `.copy()`",
        variant="later",
    ),
    Rule(
        "aliasing",
        _kept_state,
        "the tensors of `state_dict()` are the parameters' own memory, so what you keep changes with the model, at "
        "{where}: keep `copy.deepcopy` of it, or a clone of each",
        is_fact=True,
        variant="state",
    ),
    Rule(
        "aliasing",
        _copy_written,
        "what you write does not reach `{name}`, because it goes into a copy, at {where}: `torch.from_numpy`, slices "
        "and `view` share memory",
        variant="copy",
    ),
)
