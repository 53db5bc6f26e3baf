"""Gradients that are left from before, and those that are added to them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import calls_of, clears
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.model.values import Tree


def _not_cleared(s: Sight) -> Iterator[Finding]:
    """The student ran backward, and what it left should have been cleared."""
    is_left = s.path.is_gradient and s.raised is None and s.expected is None and s.a is not None
    if is_left and any(calls_of(s.code, "backward")) and not clears(s.code):
        yield Finding(parameters={"name": s.path.root})


def _is_stale(s: Sight) -> Iterator[Finding]:
    """A gradient that was there before, and should be gone."""
    if s.raised is not None or not s.path.is_gradient or s.expected is not None or s.a is None:
        return
    if any(path == str(s.path) and s.near(s.a, numbers(tree)) for path, tree in sent_gradients(s)):
        yield Finding(parameters={"name": str(s.path)})


def _added(s: Sight) -> Iterator[Finding]:
    """What is there is the gradient, and the one that was there before, or the same one several times."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or not np.any(s.e):
        return
    for path, tree in sent_gradients(s):
        old = numbers(tree)
        if old is not None and old.shape == s.e.shape and np.any(old) and s.near(s.a, s.e + old):
            yield Finding("old", {"what": f"`{path}` held a gradient already, and yours was added to it"})
    runs = list(calls_of(s.code, "backward"))
    if len(runs) > 1 and not clears(s.code) and s.near(s.a, len(runs) * s.e):
        what = f"`backward` runs {len(runs)} times, and what it finds is added up"
        yield Finding("twice", {"what": what})


def sent_gradients(s: Sight) -> Iterator[tuple[str, Tree]]:
    """The gradients that the grader put in place, by their paths."""
    for path, tree in (*s.call.assign, *(pair for turn in s.call.turns for pair in turn.assign)):
        if path.endswith(".grad"):
            yield path, tree


def _never_cleared(s: Sight) -> Iterator[Finding]:
    """A loop of training steps, or one, that never clears a gradient."""
    if s.raised is not None or not any(calls_of(s.code, "backward")) or not _steps(s):
        return
    if not clears(s.code):
        what = "nothing clears the gradients of the step before, so each `backward` adds to them"
        yield Finding(parameters={"what": what})
    elif any(_clears_outside(node) for node, _ in s.code.everything):
        yield Finding(parameters={"what": "they are cleared outside the loop that makes the steps"})


def _clears_outside(node: ast.AST) -> bool:
    """Whether it is a loop that makes steps again and again, and clears no gradient in between."""
    if not isinstance(node, ast.For | ast.While):
        return False
    names = {each.func.attr for each in ast.walk(node) if isinstance(each, ast.Call) and hasattr(each.func, "attr")}
    stored = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and hasattr(each, "ctx")}
    return {"backward", "step"} <= names and names.isdisjoint({"zero_grad", "zero_"}) and "grad" not in stored


def _steps(s: Sight) -> bool:
    return any(isinstance(node.func, ast.Attribute) and not node.args for node, _ in calls_of(s.code, "step"))


RULES = (
    Rule(
        "accumulated",
        _not_cleared,
        "`backward` leaves its gradient in `{name}.grad`, and the next one adds to it: clear it afterwards, with "
        "`{name}.grad = None` or `zero_grad()`",
        is_fact=True,
        variant="left",
    ),
    Rule(
        "accumulated",
        _is_stale,
        "`{name}` still holds the gradient that was there before, to which the next one is added and by which an "
        "optimizer makes a step: set it to None",
        is_fact=True,
        variant="stale",
    ),
    Rule(
        "accumulated",
        _added,
        "gradients add up: {what}; clear it before `backward`, with `zero_grad()` or `x.grad = None`",
    ),
)

# Said only where nothing explains more.
LAST = (
    Rule(
        "accumulated",
        _never_cleared,
        "gradients add up, and {what}: call `zero_grad()` before `backward`",
        variant="loop",
    ),
)
