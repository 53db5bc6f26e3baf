"""Measures on another scale, or averaged in another way, and losses that begin elsewhere."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from grader.diagnoses.changed import with_inputs
from grader.diagnoses.cuts import calls_of
from grader.diagnoses.evaluating import is_number
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import Placed, Sequence, Tensor, Tree

_OFF = 0.1


_MOST_BATCHES = 4


def _share(s: Sight) -> Iterator[Finding]:
    """A share from 0 to 1, given in percent or as a count."""
    if not isinstance(s.expected, float) or s.a is None or s.a.ndim or not 0 <= s.expected <= 1 or s.near(s.a, s.e):
        return
    if s.near(s.a, np.asarray(100 * s.expected)):
        yield Finding("percent", {"what": "it is given in percent, and asked for from 0 to 1"})
    for name, array in s.arrays.items():
        if array.ndim and array.shape[0] > 1 and s.near(s.a, np.asarray(s.expected * array.shape[0])):
            what = f"it is a count, and a share is asked for: divide by how many there are, `len({name})`"
            yield Finding(f"count {name}", {"what": what})


def _mean_of_means(s: Sight) -> Iterator[Finding]:
    """The mean of what the reference gives for each batch alone."""
    if s.raised is not None or not is_number(s) or s.path.root not in s.call.results:
        return
    for name, tree in s.inputs.items():
        content = getattr(tree, "content", tree)
        if not isinstance(content, Sequence) or not 1 < len(content.items) <= _MOST_BATCHES:
            continue
        if not all(
            isinstance(item, Sequence) and all(isinstance(x, Tensor) for x in item.items) for item in content.items
        ):
            continue
        each = [s.instead(with_inputs(s.call, {name: _only(tree, item)})) for item in content.items]
        numbers = [float(one) for one in each if one is not None and not one.ndim]
        if len(numbers) == len(each) and s.near(s.a, np.asarray(sum(numbers) / len(numbers))):
            what = "it is the mean of the means of the batches, so a small last batch weighs too much: add up over all"
            yield Finding(f"means {name}", {"what": f"{what} examples and divide once"})


def _only(tree: Tree, item: Tree) -> Tree:
    """``tree`` with this item alone."""
    if isinstance(tree, Placed):
        return replace(tree, content=_only(tree.content, item))
    return replace(tree, items=(item,)) if isinstance(tree, Sequence) else tree


def _by_batch(s: Sight) -> Iterator[Finding]:
    """Something is averaged over batches of unequal sizes, and nothing weighs them."""
    for node, text in s.code.nodes():
        match node:
            case ast.BinOp(
                left=ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=one)]),
                op=ast.Div(),
                right=ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=other)]),
            ) if one == other and s.raised is None and s.path.root in s.call.results and _splits(s):
                yield Finding(text.quote(node.lineno), {"where": text.quote(node.lineno)})


def _splits(s: Sight) -> bool:
    return any(calls_of(s.code, "split", "chunk", "DataLoader")) or any("batch" in name for name in s.inputs)


def _first_loss(s: Sight) -> Iterator[Finding]:
    """The reference's loss is about the logarithm of the number of classes, as it is before anything is learned."""
    uses = any(True for _ in s.code.uses("cross_entropy", "CrossEntropyLoss", "nll_loss", "NLLLoss"))
    if s.raised is not None or not uses or s.a is None or s.e is None or s.a.ndim or s.e.ndim:
        return
    for name, size in s.sizes.items():
        usual = math.log(size)
        if size > 2 and abs(float(s.e) - usual) < _OFF * usual and not 1 - _OFF < float(s.a) / usual < 1 + _OFF:
            how = "larger" if float(s.a) > usual else "smaller"
            yield Finding(f"{name} {how}", {"how": how})


RULES = (Rule("metric_scaled", _share, "the right measure on another scale: {what}"),)

# Said only where nothing explains more.
LAST = (
    Rule("metric_scaled", _mean_of_means, "the right measure, averaged in another way: {what}", variant="means"),
    Rule(
        "metric_scaled",
        _by_batch,
        "a mean over batches counts a small last batch as much as the others, at {where}: add up over all examples and "
        "divide once",
        variant="batches",
    ),
    Rule(
        "initial_loss",
        _first_loss,
        "before anything is learned the loss is about the logarithm of the number of classes, and yours is much {how}: "
        "look at the scale of the first weights, and whether the labels leak into the input",
    ),
)
