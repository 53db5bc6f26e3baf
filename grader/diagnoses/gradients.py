"""Gradients that do not arrive, or are zero, although the grader ran backward."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from grader.diagnoses.cuts import FLAT, calls_of, cuts
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.path import Path
from grader.model.values import Absent, Mapping, Tensor, Tree

_PARAMETERS = frozenset({"torch.nn.Parameter", "torch.nn.parameter.Parameter"})
_SHOWN = 4


def _arrives_not(s: Sight) -> bool:
    """Whether the grader ran backward and no gradient is where the reference has one."""
    asked = s.raised is None and s.path.is_gradient and s.actual is None and isinstance(s.expected, Tensor)
    return asked and any(_fits(s.at(path)) for path, _ in s.call.backward)


def _fits(result: Sight) -> bool:
    """Whether a cotangent could be handed back through it."""
    ours, theirs = result.expected, result.actual
    return isinstance(ours, Tensor) and isinstance(theirs, Tensor) and ours.shape == theirs.shape


def _loses_graph(s: Sight) -> bool:
    """Whether a result has the right numbers and no graph, where the reference's has one."""
    ours, theirs = s.expected, s.actual
    is_one = isinstance(ours, Tensor) and isinstance(theirs, Tensor) and s.path.root in s.call.results
    return is_one and ours.requires_grad and not theirs.requires_grad and s.near(s.a, s.e)  # type: ignore[union-attr]


def _cut(s: Sight) -> Iterator[Finding]:
    if _arrives_not(s) or _loses_graph(s):
        name = s.path.steps[-2] if len(s.path.steps) > 1 else s.path.root
        for cut in cuts(s.code):
            yield Finding(cut.where, {"name": name, "what": cut.what, "where": cut.where})


def _unused(s: Sight) -> Iterator[Finding]:
    """Parameters without a gradient: by their names, or all that are in one place together."""
    if s.raised is not None or not s.path.is_gradient:
        return
    if s.path.steps[-2:-1] == ("*",):
        names = tuple(name for name in _without(s.expected) ^ _without(s.actual) if name in _names(s.actual))
        if names and _without(s.actual) > _without(s.expected) and _names(s.actual) == _names(s.expected):
            yield Finding(" ".join(sorted(names)), {"names": _listed(sorted(names))})
    elif not _comes_past(s) and _arrives_not(s) and (s.path.root == "self" or _is_parameter(s)):
        name = ".".join((s.path.root, *s.path.steps[:-1]))
        yield Finding(name, {"names": f"`{name}`"})


def _comes_past(s: Sight) -> bool:
    """Whether its gradient arrives in another case: then it is used, and did not come past in this one."""
    return any(peer.is_right and peer.a is not None for peer in s.peers)


def _is_parameter(s: Sight) -> bool:
    owner = s.at(".".join((s.path.root, *s.path.steps[:-1]))).expected
    return isinstance(owner, Tensor) and owner.type_name in _PARAMETERS


def _names(tree: Tree) -> set[str]:
    return {str(key) for key, _ in tree.items} if isinstance(tree, Mapping) else set()


def _without(tree: Tree) -> set[str]:
    if not isinstance(tree, Mapping):
        return set()
    return {str(key) for key, item in tree.items if item is None or isinstance(item, Absent)}


def _listed(names: list[str]) -> str:
    text = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return text if len(names) <= _SHOWN else f"{text} and {len(names) - _SHOWN} more"


def _flat(s: Sight) -> Iterator[Finding]:
    """Some or all of the gradient is zero where the reference's is not, and the rest is right."""
    if not s.path.is_gradient or s.a is None or s.e is None or s.a.shape != s.e.shape:
        return
    lost = (s.a == 0) & (s.e != 0)
    if not lost.any() or not (lost.all() or s.near(s.a[~lost], s.e[~lost])):
        return
    for node, text in calls_of(s.code, *FLAT):
        where = text.quote(node.lineno)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        yield Finding(where, {"what": f"`{name}` has the slope zero wherever it is flat, at {where}"})
    results = [s.at(path) for path, _ in s.call.backward]
    if not np.any(s.a) and all(each.near(each.a, each.e) for each in results):
        what = "rounding, comparing, `argmax` and a dead `relu` have the slope zero, and so has what is multiplied by 0"
        yield Finding("all", {"what": what})


def _part_cut(s: Sight) -> Iterator[Finding]:
    """The values are right and the gradients are not, and somewhere a part is made a constant."""
    if not s.path.is_gradient or s.a is None or s.e is None or s.a.shape != s.e.shape or s.near(s.a, s.e):
        return
    results = [s.at(path) for path, _ in s.call.backward]
    if results and all(each.near(each.a, each.e) for each in results):
        for cut in cuts(s.code):
            yield Finding(cut.where, {"what": cut.what, "where": cut.where})


def _no_way(s: Sight) -> Iterator[Finding]:
    """No gradient arrives, and no line is known that stops it."""
    if _arrives_not(s) and not any(True for _ in _unused(s)) and not _comes_past(s):
        results = [s.at(path).actual for path, _ in s.call.backward]
        if any(isinstance(each, Tensor) for each in results):
            yield Finding(parameters={"name": str(Path(s.path.root, s.path.steps[:-1]))})


RULES = (
    Rule(
        "graph_cut",
        _cut,
        "the graph is cut, so no gradient flows back through it: `{what}` leaves it, at {where}",
        is_fact=True,
    ),
    Rule(
        "parameters_unused",
        _unused,
        "no gradient reaches {names}: `forward` makes no use of it, or what it gives does not go into the result",
        is_fact=True,
    ),
    Rule(
        "zero_gradient",
        _flat,
        "the gradient is zero where it should not be: {what}",
    ),
    Rule(
        "graph_cut",
        _no_way,
        "no gradient reaches `{name}`, because the result was not computed from it by steps that have a slope: "
        "comparisons, whole numbers and new tensors have none",
        is_fact=True,
        variant="unseen",
    ),
)

# Said only where nothing explains more.
LAST = (
    Rule(
        "graph_cut",
        _part_cut,
        "the values are right and the gradients are not, and `{what}` makes a constant of something, at {where}: is it "
        "one?",
        variant="part",
    ),
)
