"""Expected values that are always the same: whoever returns that one number, or one number everywhere, is right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.audit.lint.asked import asked, every_check, input_tensors
from grader.audit.lint.gradients import ROUNDING
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import Array, array_of
from grader.model.calls import RESULT
from grader.model.path import Path
from grader.model.values import Absent, Tensor, Tree
from grader.pipeline.expected import Expected

# Beside these, other kinds look at more than equal values: identity, memory, chance, text.
_OF_VALUES = frozenset("any device dtype exists finite length like requires_grad shape type value".split())  # noqa: SIM905


def constant_answer(examined: Examined) -> Iterator[Fault]:
    """All that is compared is the same in every draw, though the inputs differ from draw to draw."""
    draws = examined.draws
    if len(draws) < 2 or not any(examined.compared) or not _is_about_values(examined):
        return
    first, *others = draws
    if all(asked(other) == asked(first) for other in others):
        return  # there is but one question
    if all(other.record.raised is None and _observed(other) == _observed(first) for other in draws):
        yield Fault("what is expected is the same in every case, whatever is given")


def constant_within(examined: Examined) -> Iterator[Fault]:
    """A result is one and the same number in every element of every draw, though the inputs' numbers differ."""
    lines: dict[str, int] = {}
    places: dict[str, set[float]] = {}
    sizes: dict[str, int] = {}
    for draw, comparisons in zip(examined.draws, examined.compared, strict=True):
        varied = any(_varies(draw))
        for each in comparisons:
            if each.check.kind == "like" and _is_result(each.check.path, draw) and each.wanted.dtype.kind == "f":
                values = _values(each.wanted) if varied else {0.0, 1.0}
                lines.setdefault(each.path, each.check.line)
                places.setdefault(each.path, set()).update(values)
                sizes[each.path] = max(sizes.get(each.path, 0), each.wanted.size)
    for path, values in places.items():
        if len(values) == 1 and sizes[path] > 1:
            yield Fault(f"every element of `{path}` is {next(iter(values)):g} in every case", lines[path])


def answer_is_given(examined: Examined) -> Iterator[Fault]:
    """The result is one of the tensors that the function is given, as it was sent, in every draw."""
    kinds = {check.kind for case in examined.exercise.cases for check in every_check(case)}
    if not any(examined.compared) or not _is_about_values(examined) or kinds & {"device", "requires_grad"}:
        return
    names: set[str] | None = None
    for draw in examined.draws:
        result = draw.record.values.get(RESULT)
        if draw.record.raised is not None or not isinstance(result, Tensor):
            return
        same = {
            name for name, tree in draw.draft.inputs.items() if isinstance(tree, Tensor) and _is_equal(tree, result)
        }
        names = same if names is None else names & same
    for name in sorted(names or ()):
        yield Fault(f"the result is `{name}` in every case")


def _is_equal(one: Tensor, other: Tensor) -> bool:
    return (one.dtype, one.shape, bytes(one.data)) == (other.dtype, other.shape, bytes(other.data))


def _values(numbers: Array) -> set[float]:
    """Two of the different numbers; zero for what is only left of one by rounding."""
    return {0.0} if np.abs(numbers).max() < ROUNDING else set(np.unique(numbers)[:2].tolist())


def _is_about_values(examined: Examined) -> bool:
    cases = examined.exercise.cases
    kinds = {check.kind for case in cases for check in every_check(case)}
    roots = {check.path.root for case in cases for check in case.checks}
    stays = not any(case.laws or case.steps for case in cases)
    return stays and kinds <= _OF_VALUES and not roots & {"self", "raises", "results", "stdout", "calls"}


def _observed(draw: Expected) -> dict[str, Tree]:
    """What is compared of a draw: results, gradients, and inputs that were changed."""
    values = draw.record.values
    inputs = draw.draft.inputs
    if any(path in inputs and tree != inputs[path] and not isinstance(tree, Absent) for path, tree in values.items()):
        return {"": id(draw)}  # what is changed in place is an answer of its own
    kept = {path: tree for path, tree in values.items() if path.endswith(".grad") or path.partition(".")[0] == "result"}
    return kept if any(tree is not None for tree in kept.values()) else {"": id(draw)}


def _is_result(path: Path, draw: Expected) -> bool:
    return path.root in {turn.name for turn in draw.call.turns} and not path.is_gradient


def _varies(draw: Expected) -> Iterator[bool]:
    """Of each floating input whether its numbers differ."""
    for tensor in input_tensors(draw):
        if tensor.is_differentiable and tensor.numel > 1:
            array = array_of(tensor)
            yield bool(np.any(array != array.reshape(-1)[0]))


RULES = (
    Rule(
        "constant-answer",
        "error",
        "a function that ignores its inputs passes",
        "add a case with another answer",
        "call: is_leaf\ngiven: {x: {randn: [N], requires_grad: true}}",
        "cases:\n  - {title: made by hand}\n  - title: computed\n    steps:\n"
        "      twice: {call: double, given: {x: $x}}\n      answer: {given: {x: $twice}}",
        constant_answer,
    ),
    Rule(
        "input-is-answer",
        "warning",
        "a function that hands back what it was given passes",
        "give it something that it must change",
        "given: {x: {arange: [N]}}",
        "given: {x: {randn: [N]}}",
        answer_is_given,
    ),
    Rule(
        "constant-result",
        "warning",
        "a tensor filled with that number passes",
        "look at something that depends on the inputs",
        "given: {x: {randn: [B, C], requires_grad: true}}",
        "given: {x: {randn: [B, C], requires_grad: true}, weight: {randn: [B, C]}}",
        constant_within,
    ),
)
