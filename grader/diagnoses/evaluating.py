"""Evaluation: modes of a module, dropout, and measures that were averaged in another way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from grader.diagnoses.cuts import calls_of
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Made


def _left(s: Sight) -> Iterator[Finding]:
    """The flag `training` of a module is another one afterwards."""
    if s.path.steps[-1:] != ("training",) or not isinstance(s.expected, bool) or not isinstance(s.actual, bool):
        return
    if s.expected and not s.actual:
        yield Finding("eval", {"what": "in eval mode", "how": "go back with `model.train()`"})
    elif s.actual and not s.expected:
        how = "it may have been in eval mode before, so keep `model.training` and go back to that"
        yield Finding("train", {"what": "in train mode", "how": how})


def _measures(s: Sight) -> str:
    """The name of the model that the text calls to measure something, without training it; empty where it does not."""
    models = [name for name, tree in s.call.given if isinstance(tree, Made)]
    called = [name for name in models if any(calls_of(s.code, name))]
    trains = any(calls_of(s.code, "backward", "step"))
    return called[0] if called and not trains and s.raised is None else ""


def _in_train(s: Sight) -> Iterator[Finding]:
    model = _measures(s)
    if model and (s.path.root == model or is_number(s)) and not any(calls_of(s.code, "eval", "train")):
        how = f"call `{model}.eval()` first, and go back afterwards"
        yield Finding("mode", {"what": f"it runs in train mode, with dropout and batch statistics: {how}"})
    is_flag = (s.expected, s.actual) == (False, True) and s.path.root == model and s.path.steps[-1:] != ("training",)
    if model and is_flag and not any(True for _ in s.code.uses("no_grad", "inference_mode", "set_grad_enabled")):
        what = "autograd records it, which costs memory for nothing: put it inside `with torch.no_grad():`"
        yield Finding("recorded", {"what": what})


def is_number(s: Sight) -> bool:
    return (
        isinstance(s.expected, float | int) and not isinstance(s.expected, bool) and isinstance(s.actual, float | int)
    )


def _mode_matters_not(s: Sight) -> Iterator[Finding]:
    """Every case in train mode is right, and every one that is wrong looks at eval mode."""
    others = [each for each in s.peers if each.is_right]
    if s.raised is None and _mode(s) == "eval" and any(_mode(each) != "eval" for each in others):
        ours = [each for each in s.peers if not each.is_right]
        if s.call.class_name is not None and all(_mode(each) == "eval" for each in ours) and _is_deaf(s):
            yield Finding()


def _is_deaf(s: Sight) -> bool:
    """Whether the text never asks for the mode, or gives in eval mode what the reference gives in train mode."""
    if not any(isinstance(node, ast.Attribute) and node.attr == "training" for node, _ in s.code.everything):
        return True
    turns = tuple(replace(turn, mode="train" if turn.mode else "") for turn in s.call.turns)
    return s.near(s.a, s.instead(replace(s.call, turns=turns)))


def _mode(s: Sight) -> str:
    """The mode that the call at the path ran in: what its turn says, or what was set last before it."""
    mode = ""
    for turn in s.call.turns:
        mode = turn.mode or mode
        if turn.name == s.path.root:
            break
    return mode or s.case.mode


def _never_dropped(s: Sight) -> Iterator[Finding]:
    """The reference has zeros in random places, and all else larger by one factor; the submission changes nothing."""
    if s.raised is not None or s.a is None or s.e is None or s.a.shape != s.e.shape or _mode(s) != "train":
        return
    if s.path.is_gradient or not any(b"drop" in content.lower() for _, content in s.code.files):
        return
    kept = (s.e != 0) & (s.a != 0)
    dropped = (s.e == 0) & (s.a != 0)
    if not dropped.any() or not kept.any():
        return
    factor = float(np.mean(s.e[kept] / s.a[kept]))
    if factor > 1 and s.near(s.e[kept], factor * s.a[kept]):
        yield Finding("values")


def _dropout_made(s: Sight) -> Iterator[Finding]:
    """A layer of dropout is kept on `self` and never called."""
    made = []
    for node, _ in s.code.nodes():
        match node:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)],
                value=ast.Call(func=ast.Attribute(attr=kind)),
            ) if kind.startswith("Dropout"):
                made.append(name)
    for name in made:
        mentions = [node for node, _ in s.code.nodes() if isinstance(node, ast.Attribute) and node.attr == name]
        if s.raised is None and _mode(s) == "train" and len(mentions) == 1:
            yield Finding(name)


RULES = (
    Rule(
        "mode_left",
        _left,
        "your code leaves the model {what}: {how}",
        is_fact=True,
    ),
    Rule(
        "dropout_unused",
        _dropout_made,
        "the dropout layer is made and never applied: call it in `forward`",
        is_fact=True,
    ),
    Rule(
        "dropout_unused",
        _never_dropped,
        "nothing is dropped in train mode: set random numbers to zero and divide the others by the share that stays",
        variant="values",
    ),
    Rule("metrics_in_train", _in_train, "the model is only measured here, and {what}"),
)

# Said only where no formula explains more.
LAST = (
    Rule(
        "mode_ignored",
        _mode_matters_not,
        "it is right in train mode and wrong in eval mode: ask `self.training`, or use layers such as `nn.Dropout` and "
        "`nn.BatchNorm1d`, which do",
    ),
)
