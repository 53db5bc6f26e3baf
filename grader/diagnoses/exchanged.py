"""The right formula on the wrong things: two inputs exchanged, a softmax before the loss, no logarithm."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from grader.diagnoses.activations import softmax
from grader.diagnoses.changed import refilled, with_inputs
from grader.diagnoses.ratios import enough
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array
from grader.model.values import plain_type_name

# Of so many pairs of inputs at most it is asked what they give when they are exchanged.
_MOST_PAIRS = 6


def _swapped_arguments(s: Sight) -> Iterator[Finding]:
    if not _is_alike(s):
        return
    pairs = [pair for pair in combinations(s.inputs, 2) if _can_swap(s, *pair)]
    for one, other in pairs[:_MOST_PAIRS]:
        swapped = with_inputs(s.call, {one: s.inputs[other], other: s.inputs[one]})
        if s.near(s.a, s.instead(swapped)):
            yield Finding(f"{one}, {other}", {"one": one, "other": other})


def _can_swap(s: Sight, one: str, other: str) -> bool:
    first, second = s.arrays.get(one), s.arrays.get(other)
    if first is None or second is None or plain_type_name(s.inputs[one]) != plain_type_name(s.inputs[other]):
        return False
    return first.shape == second.shape and first.dtype == second.dtype and not np.array_equal(first, second)


def _double_softmax(s: Sight) -> Iterator[Finding]:
    if not _is_alike(s):
        return
    for name, x in s.arrays.items():
        if name not in s.inputs or x.dtype.kind != "f" or x.ndim < 1:
            continue
        for axis in sorted({x.ndim - 1, min(1, x.ndim - 1)}):
            tree = refilled(s.inputs[name], softmax(x, axis)) if x.shape[axis] > 1 else None
            if tree is not None and s.near(s.a, s.instead(with_inputs(s.call, {name: tree}))):
                yield Finding(name, {"name": name})
                break


def _nll_probabilities(s: Sight) -> Iterator[Finding]:
    if not _is_alike(s):
        return
    for name, scores in s.arrays.items():
        for target in s.arrays.values():
            chosen = _chosen(scores, target)
            if chosen is None or not chosen.all():
                continue
            for how in (np.mean, np.sum, np.asarray):
                right, wrong = -np.asarray(how(np.log(chosen))), np.asarray(how(chosen))
                if s.near(right, s.e) and (s.near(wrong, s.a) or s.near(-wrong, s.a)):
                    yield Finding(name, {"name": name})


def _chosen(scores: Array, target: Array) -> Array | None:
    """The probability of the target's class in each row of scores; None where these are no scores and classes."""
    if scores.ndim != 2 or scores.dtype.kind != "f" or target.dtype.kind not in "iu" or target.ndim != 1:
        return None
    if len(scores) != len(target) or not target.size or target.min() < 0 or target.max() >= scores.shape[1]:
        return None
    return softmax(scores, 1)[np.arange(len(target)), target]


def _is_alike(s: Sight) -> bool:
    """Whether both are results of the same shape, with enough numbers to go by, and are not the same."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.path.is_gradient:
        return False
    return enough(s) and not s.near(s.a, s.e)


RULES = (
    Rule(
        "nll_probabilities",
        _nll_probabilities,
        "the loss takes the probabilities themselves: it wants their logarithms, `log_softmax` of `{name}`",
    ),
    Rule(
        "swapped_arguments",
        _swapped_arguments,
        "`{one}` and `{other}` have changed places: with the one for the other the answer is right",
    ),
    Rule(
        "double_softmax",
        _double_softmax,
        "`{name}` goes through a softmax before what takes one itself, as `cross_entropy` does: pass it on as it is",
    ),
)
