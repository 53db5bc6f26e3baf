"""Parameters that have no effect: a bias of zeros, a scale of ones, a weight that is the identity.

Whoever forgets the bias, or the whole layer, gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import Array, array_of
from grader.model.values import Placed, Tensor, Tree
from grader.pipeline.expected import Expected

# What parameters are called where a function is given them.
NAMES = frozenset("beta bias gamma kernel running_mean running_var scale shift weight".split())  # noqa: SIM905
_REMEDY = "draw it in at least one case, as in `{randn: same}`"


def set_to_nothing(examined: Examined) -> Iterator[Fault]:
    """A parameter is set to zeros, ones or the identity in every case."""
    for path, trees in _places(examined, _assigned).items():
        if (said := _plain(trees)) is not None:
            yield Fault(f"`{path}` is set to {said} in every case", _line(examined, path))


def given_nothing(examined: Examined) -> Iterator[Fault]:
    """An input with a parameter's name, such as `bias` or `gamma`, is zeros, ones or the identity in every case."""
    found = _places(examined, lambda draw: (pair for pair in draw.call.given if pair[0] in NAMES))
    for name, trees in found.items():
        if (said := _plain(trees)) is not None:
            yield Fault(f"`{name}` is {said} in every case")


def _assigned(draw: Expected) -> Iterator[tuple[str, Tree]]:
    for path, tree in (*draw.call.assign, *(pair for turn in draw.call.turns for pair in turn.assign)):
        if not path.endswith(".grad"):
            yield path, tree


def _places(examined: Examined, pairs: Callable[[Expected], Iterable[tuple[str, Tree]]]) -> dict[str, list[Array]]:
    found: dict[str, list[Array]] = {}
    for draw in examined.draws:
        for path, tree in pairs(draw):
            tensor = tree.content if isinstance(tree, Placed) else tree
            if isinstance(tensor, Tensor) and tensor.numel:
                found.setdefault(path, []).append(array_of(tensor))
    return found


def _plain(arrays: Iterable[Array]) -> str | None:
    arrays = list(arrays)
    if all(not np.any(array) for array in arrays):
        return "zeros"
    if all(np.all(array == 1) for array in arrays):
        return "ones"
    if all(_is_identity(array) for array in arrays):
        return "the identity"
    return None


def _is_identity(array: Array) -> bool:
    return array.ndim == 2 and array.shape[0] == array.shape[1] and bool(np.all(array == np.eye(len(array))))


def _line(examined: Examined, path: str) -> int:
    root = path.partition(".")[0]
    cases = (case for case in examined.exercise.cases if any(each.root == root for each, _ in case.assign))
    return next((case.line for case in cases), 0)


_REASON = "whoever leaves it out gives the same answer"
RULES = (
    Rule(
        "plain-parameter",
        "error",
        _REASON,
        _REMEDY,
        "set: {self.bias: {zeros: [O]}}",
        "cases:\n  - {title: any numbers, set: {self.*: {randn: same}}}\n"
        "  - {title: without a bias, set: {self.bias: {zeros: [O]}}}",
        set_to_nothing,
    ),
    Rule(
        "plain-input",
        "warning",
        _REASON,
        _REMEDY.replace("{randn: same}", "{randn: [D]}"),
        "given: {x: {randn: [B, I]}, weight: {randn: [O, I]}, bias: {zeros: [O]}}",
        "given: {x: {randn: [B, I]}, weight: {randn: [O, I]}, bias: {randn: [O]}}",
        given_nothing,
    ),
)
