"""Results that share memory and should not, or do not and should."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from grader.diagnoses.cuts import calls_of
from grader.diagnoses.memory import is_same
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.model.values import Tensor


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
            yield Finding(name, {"name": f"`{name}`"})
    names = [turn.name for turn in s.call.turns]
    for later in names[names.index(s.path.root) + 1 :] if s.path.root in names else ():
        there = s.at(str(replace(s.path, root=later)))
        if s.near(s.a, there.e) and s.near(there.a, there.e):
            yield Finding(later, {"name": "what it was taken from"})


def _kept_state(s: Sight) -> Iterator[Finding]:
    """A `state_dict()` is kept as it is, and what it should bring back is wrong."""
    loads = any(calls_of(s.code, "load_state_dict"))
    for node, text in s.code.everything:
        match node:
            case ast.Assign(value=value) if loads and s.raised is None and _is_state(value):
                if s.path.root in s.inputs:
                    yield Finding(text.quote(node.lineno), {"where": text.quote(node.lineno)})


def _is_state(node: ast.expr) -> bool:
    """Whether it is a `state_dict()`, or a copy of that dictionary alone."""
    match node:
        case ast.Call(func=ast.Attribute(attr="state_dict")):
            return True
        case (
            ast.Call(func=ast.Attribute(value=inner, attr="copy"), args=[])
            | ast.Call(func=ast.Name(id="dict"), args=[inner])
        ):
            return _is_state(inner)
    return False


def _copy_written(s: Sight) -> Iterator[Finding]:
    """An input that should have been written into is as it was, and something was written into a copy."""
    if s.raised is not None or s.path.root not in s.inputs or s.a is None or s.path.is_gradient or s.call.backward:
        return
    sent = s.sent
    if not isinstance(sent, Tensor) or sent.requires_grad or s.near(s.a, s.e) or not is_same(sent, s.actual):
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
        "what you keep lies in the memory of {name}, so it changes whenever that does: keep a copy, with `.clone()` "
        "or, of an array, `.copy()`",
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
