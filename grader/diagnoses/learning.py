"""Training that goes nowhere, or elsewhere: optimizers that hold other parameters, curves that do not fall."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import calls_of
from grader.diagnoses.moves import MANY, is_level, moves_of, stays
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

# The cosine between two steps that go roughly the same way.
_ALIKE = 0.5
_OPTIMIZERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "NAdam", "RAdam", "Adamax", "ASGD")


def _roughly(s: Sight) -> Iterator[Finding]:
    """What should be learned moves more or less the right way."""
    moves = moves_of(s)
    if moves is None or not any(True for _ in _updates(s)):
        return
    ours, theirs = moves
    size = float(np.linalg.norm(ours) * np.linalg.norm(theirs))
    if size and float(np.sum(ours * theirs)) > _ALIKE * size:
        yield Finding()


def _updates(s: Sight) -> Iterator[ast.AST]:
    """What in the text makes steps: an optimizer, or a gradient that is read."""
    for node, _ in s.code.everything:
        match node:
            case ast.Attribute(attr="grad" | "optim" | "step") | ast.Name(id="optim"):
                yield node


def _still(s: Sight) -> Iterator[Finding]:
    """Parameters, or a curve of losses, that never change."""
    trains = any(calls_of(s.code, "backward"))
    if trains and stays(s) and sum(peer.amount for peer in s.wrong_peers) >= MANY:
        yield Finding("parameters", {"what": "the parameters are the same after your training as before it"})
    elif trains and is_level(s):
        yield Finding("losses", {"what": "the loss is the same in every step"})


def _curve_leaves(s: Sight) -> Iterator[Finding]:
    """The first loss of a training is right, and the later ones are not."""
    curve = s.at(s.path.root)
    if s.raised is not None or s.path.root not in s.call.results or curve.a is None or curve.e is None:
        return
    is_curve = curve.a.ndim == 1 and curve.a.shape == curve.e.shape and curve.a.size >= MANY
    begins_right = is_curve and s.near(curve.a[:1], curve.e[:1]) and not s.near(curve.a[1:2], curve.e[1:2])
    if begins_right and any(calls_of(s.code, "backward")):
        yield Finding()


def _made_before_move(s: Sight) -> Iterator[Finding]:
    """The optimizer is made on a line before the model is moved or converted."""
    if s.raised is not None or "param_groups" not in s.path.steps:
        return
    optimizers = [node.lineno for node, _ in calls_of(s.code, *_OPTIMIZERS)]
    for node, text in calls_of(s.code, "to", "cuda", "double", "half", "float"):
        if any(line < node.lineno for line in optimizers):
            yield Finding(text.quote(node.lineno), {"where": text.quote(node.lineno)})


def _scheduled_first(s: Sight) -> Iterator[Finding]:
    if any("lr_scheduler.step()` before `optimizer.step()" in text for text in s.submission.warnings):
        yield Finding()


RULES = (
    Rule(
        "scheduler_order",
        _scheduled_first,
        "the scheduler steps before the optimizer does, which skips its first learning rate: `optimizer.step()` first, "
        "then `scheduler.step()`",
        is_fact=True,
    ),
    Rule(
        "never_learns",
        _still,
        "{what}: `optimizer.step()` is missing, or the optimizer was given other parameters than the model's",
        is_whole=True,
    ),
    Rule(
        "never_learns",
        _made_before_move,
        "the optimizer is made before the model is moved, at {where}, so it may keep parameters that nobody uses any "
        "more: move the model first, then make the optimizer",
        is_fact=True,
        variant="order",
    ),
)

# Said only where nothing explains more.
LAST = (
    Rule(
        "step_size",
        _roughly,
        "what should be learned moves roughly the right way, and not as far as it should: look at the learning rate, "
        "at what is carried over from earlier steps, and at the kind of optimizer",
        is_general=True,
        variant="rough",
    ),
    Rule(
        "step_size",
        _curve_leaves,
        "the first loss is right and the second is not, so it is the step between them that is wrong: look at the "
        "optimizer, its learning rate, and which gradients it sees",
        is_general=True,
        variant="curve",
    ),
)
