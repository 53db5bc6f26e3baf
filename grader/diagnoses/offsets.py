"""What is missing or too much is something added: a bias, one, or another number that is the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.changed import refilled, with_inputs, with_parameters
from grader.diagnoses.ratios import enough, is_refuted
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array
from grader.model.values import Tree

_BIAS = re.compile(r"b\d?|beta|offset|shift|.*bias")


def _bias_missing(s: Sight) -> Iterator[Finding]:
    if (
        s.a is None
        or s.e is None
        or s.a.shape != s.e.shape
        or s.e.dtype.kind != "f"
        or not enough(s)
        or s.near(s.a, s.e)
    ):
        return
    for name, (tree, bias) in _biases(s).items():
        if any(s.near(s.a, less) for less in _less(s.e, bias)) or s.near(s.a, _at_zero(s, name, tree, bias)):
            yield Finding(name, {"name": name})


def _biases(s: Sight) -> dict[str, tuple[Tree, Array]]:
    """What is called a bias and is not all zero, by where it is."""
    assigned = [*s.call.assign, *(pair for turn in s.call.turns for pair in turn.assign)]
    trees = {**s.inputs, **dict(assigned)}
    found = {**s.arrays, **s.parameters}
    return {
        name: (trees[name], array)
        for name, array in found.items()
        if name in trees and array.dtype.kind == "f" and np.any(array) and is_bias(name)
    }


def is_bias(name: str) -> bool:
    return _BIAS.fullmatch(name.rpartition(".")[2]) is not None


def _less(e: Array, bias: Array) -> Iterator[Array]:
    """The expected numbers less ``bias``, laid along each dimension that it fits."""
    for axis, size in enumerate(e.shape):
        if bias.ndim == 1 and bias.size == size:
            yield e - bias.reshape([-1 if each == axis else 1 for each in range(e.ndim)])


def _at_zero(s: Sight, name: str, tree: Tree, bias: Array) -> Array | None:
    """What the reference gives where the bias is zero."""
    zero = refilled(tree, np.zeros_like(bias))
    if zero is None:
        return None
    change = with_inputs if name in s.inputs else with_parameters
    return s.instead(change(s.call, {name: zero}))


def _offset(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.path.is_gradient or not s.e.size:
        return
    if s.e.dtype.kind not in "fiu" or not enough(s) or not (np.isfinite(s.a) & np.isfinite(s.e)).all():
        return
    by = float(np.median(s.a.astype(float) - s.e))
    if is_refuted(s, lambda peer: peer.e + 1 if peer.e is not None else np.zeros(())):
        return
    # A single number is off by something in any case: only by one, up or down, does that say anything.
    if s.e.size > 1 and by and s.near(s.a.astype(float), s.e + by) and not s.near(s.a.astype(float), s.e.astype(float)):
        yield Finding("any", {"how": "large" if by > 0 else "small"})
    elif s.e.dtype.kind in "iu" and abs(by) == 1 and np.array_equal(s.a, s.e + by):
        yield Finding(f"{by:+.0f}", {"how": "large" if by > 0 else "small"})


RULES = (
    Rule(
        "bias_missing",
        _bias_missing,
        "`{name}` is not added, and all else is right: add it to the result",
    ),
    Rule(
        "offset",
        _offset,
        "all is too {how} by the same amount, as where a count begins at the wrong number or something is added once "
        "too often, or not at all",
        is_whole=True,
    ),
)
