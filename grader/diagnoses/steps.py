"""Parameters after a step of training, compared with where they were before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import calls_of, clears, lines_of, rebound
from grader.diagnoses.leftover import sent_gradients
from grader.diagnoses.moves import factor_of, is_level, moves_of, stays
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers

_UPDATES = ("step",)


def _uphill(s: Sight) -> Iterator[Finding]:
    moves = moves_of(s)
    if moves is not None and s.near(moves[1], -moves[0]):
        yield Finding()


def _adds(s: Sight) -> Iterator[Finding]:
    """The text adds a gradient, and what is at the path went the other way."""
    moves = moves_of(s)
    if moves is None or float(np.sum(moves[0] * moves[1])) >= 0:
        return
    for node, text in s.code.everything:
        match node:
            case ast.AugAssign(op=ast.Add(), value=value) if _names(value, "grad"):
                yield Finding(text.quote(node.lineno), {"where": text.quote(node.lineno)})


def _new_tensor(s: Sight) -> Iterator[Finding]:
    if stays(s) and not _blocks(s):
        for where in rebound(s.code):
            yield Finding(where, {"name": str(s.path), "where": where})


def _new_name(s: Sight) -> Iterator[Finding]:
    if stays(s) and _blocks(s):
        for where in rebound(s.code):
            yield Finding(where, {"name": str(s.path), "where": where})


def _blocks(s: Sight) -> bool:
    """Whether the update stands where autograd does not record."""
    return any(True for _ in s.code.uses("no_grad", "inference_mode"))


def _cleared_before_step(s: Sight) -> Iterator[Finding]:
    backward, step, clear = (lines_of(s.code, name) for name in ("backward", "step", "zero_grad"))
    if (stays(s) or is_level(s)) and any(b < c < last for b in backward for c in clear for last in step):
        yield Finding()


def _no_step(s: Sight) -> Iterator[Finding]:
    is_optimized = any(calls_of(s.code, "zero_grad")) or "optimizer" in {name for name, _ in s.call.given}
    if stays(s) and is_optimized and not lines_of(s.code, *_UPDATES):
        yield Finding()


def _added_to_old(s: Sight) -> Iterator[Finding]:
    """The step goes too far by a multiple of the gradient that was there before."""
    moves = moves_of(s)
    if moves is None or clears(s.code):
        return
    for path, tree in sent_gradients(s):
        old = numbers(tree)
        if old is not None and path.startswith(str(s.path)) and factor_of(s, old, moves[1] - moves[0]) is not None:
            yield Finding(parameters={"what": f"`{path}` held a gradient already, and `backward` added to it"})


def _scaled(s: Sight) -> Iterator[Finding]:
    """The step has the right direction, and its length is off by a size that is known."""
    moves = moves_of(s)
    if moves is None or (factor := factor_of(s, *moves)) is None:
        return
    for name, size in s.sizes.items():
        if np.isclose(factor, size, rtol=1e-3) or np.isclose(factor * size, 1, rtol=1e-3):
            how = f"`{name}` times" if factor > 1 else f"one part in `{name}` of"
            yield Finding(f"{name} {factor > 1}", {"how": how})


def _pieces(s: Sight) -> Iterator[Finding]:
    """A loop runs backward for each piece of a batch, and nothing divides the losses by anything."""
    if s.raised is not None or (s.before is None and s.path.root not in s.call.results):
        return
    for node, text in s.code.everything:
        if isinstance(node, ast.For) and _names(node, "backward") and not _names(node, *_UPDATES):
            whole = [each for each, _ in s.code.everything]
            weighs = any(isinstance(each, ast.Div | ast.Mult) for each in whole)
            if lines_of(s.code, *_UPDATES) and not weighs:
                yield Finding(parameters={"where": text.quote(node.lineno)})


def _names(tree: ast.AST, *names: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in names for node in ast.walk(tree))


def _length(s: Sight) -> Iterator[Finding]:
    """The step has the right direction and the wrong length."""
    moves = moves_of(s)
    if moves is not None and (factor := factor_of(s, *moves)) is not None and factor > 0 and not np.isclose(factor, 1):
        yield Finding("long" if factor > 1 else "short", {"how": "long" if factor > 1 else "short"})


RULES = (
    Rule(
        "ascent",
        _uphill,
        "the step has the right length and goes uphill: the gradient points to where the loss grows, so subtract it",
    ),
    Rule(
        "ascent",
        _adds,
        "the gradient points to where the loss grows, and you add it, at {where}: subtract it",
        variant="adds",
    ),
    Rule(
        "zero_gradient",
        _cleared_before_step,
        "the gradients are cleared between `backward` and `step`, so the step is by zero: clear them before `backward`",
        is_fact=True,
        variant="cleared",
    ),
    Rule(
        "update_in_graph",
        _new_tensor,
        "`{name}` is where it was: {where} makes a new tensor and gives it the name, so change the old one in place, "
        "as in `p -= …`, inside `with torch.no_grad():`",
        is_fact=True,
        variant="rebound",
    ),
    Rule(
        "step_size",
        _new_name,
        "`{name}` is where it was: {where} makes a new tensor and gives it the name, so change the old one in place, "
        "as in `p -= …`",
        is_fact=True,
        variant="rebound",
    ),
    Rule(
        "step_size",
        _no_step,
        "nothing has moved: `backward` only computes gradients, and `optimizer.step()` makes the step",
        is_fact=True,
        variant="missing",
    ),
    Rule(
        "accumulated",
        _added_to_old,
        "gradients add up: {what}; clear it first, with `zero_grad()`",
        variant="step",
    ),
    Rule(
        "loss_scaled",
        _scaled,
        "the step has the right direction and is {how} what it should be: a sum stands where a mean is meant, or the "
        "other way round",
    ),
    Rule(
        "loss_scaled",
        _pieces,
        "each piece of the batch adds its whole loss, at {where}: weigh it by its share of all examples before "
        "`backward`",
        variant="pieces",
    ),
    Rule(
        "step_size",
        _length,
        "the step has the right direction and is too {how}: look at the learning rate, at what is carried over from "
        "earlier steps, and at what the gradient is a mean of",
    ),
)
