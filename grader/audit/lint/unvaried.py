"""What is the same in every case: a function that ignores it, or has it written into its text, passes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.audit.lint.asked import arguments
from grader.audit.lint.boundaries import AXES
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.model.values import Tree, tensors_in

_TWO_MODES = re.compile(r"\.training\b|\b(Alpha)?Dropout\d?d?\(|\bBatchNorm\dd\(")


def neutral(examined: Examined) -> Iterator[Fault]:
    """A number that a function is given is 0 or 1, or a truth value the same, in every case."""
    found: dict[str, list[Tree]] = {}
    for draw in examined.draws:
        for _, given in arguments(draw):
            for name, tree in given.items():
                found.setdefault(name, []).append(tree)
    for name, values in found.items():
        known = {value if isinstance(value, int | float) else None for value in values}
        if len(known) == 1 and known <= {0, 1} and name not in AXES:
            yield Fault(f"`{name}` is {values[0]!r} in every case")


def one_size(examined: Examined) -> Iterator[Fault]:
    """All sizes are the same in every case, though the result has another shape than each input."""
    sent: set[tuple[tuple[int, ...], ...]] = set()
    for draw in examined.draws:
        inputs = [tensor for _, given in arguments(draw) for tree in given.values() for _, tensor in tensors_in(tree)]
        sent.add(tuple(tensor.shape for tensor in inputs))
    compared = [each for each in examined.every_comparison if each.check.kind == "like"]
    results = {each.wanted.shape for each in compared if each.check.path.root == "result"}
    if len(sent) != 1 or not results:
        return
    (shapes,) = sent
    if any(shapes) and not results & set(shapes):
        yield Fault(f"what is given has the same sizes in every case ({', '.join(map(str, dict.fromkeys(shapes)))})")


def one_mode(examined: Examined) -> Iterator[Fault]:
    """A class whose reference knows two modes is called in one of them in every case."""
    name = examined.exercise.class_name
    definition = examined.signatures.definitions.get(name or "")
    if definition is None or not _TWO_MODES.search(ast.unparse(definition)):
        return
    cases = examined.exercise.cases
    modes = {mode for case in cases for mode in (case.mode, *(step.mode for step in case.steps)) if mode is not None}
    if len(modes) == 1:
        yield Fault(f"`{name}` is in {next(iter(modes))} mode in every case")


def one_step(examined: Examined) -> Iterator[Fault]:
    """An optimizer makes a single step in every case."""
    if not examined.exercise.class_name:
        return
    counts = [
        sum(turn.owner == "self" and turn.names == ("step",) for turn in each.call.turns) for each in examined.draws
    ]
    if counts and set(counts) == {1}:
        yield Fault("`step` is called once in every case")


RULES = (
    Rule(
        "neutral-value",
        "warning",
        "a function that ignores it passes",
        "draw it, or add a case with another value",
        "given: {x: {randn: [N]}, temperature: 1.0}",
        "let: {N: 3..5, T: 0.5..2.0}\ngiven: {x: {randn: [N]}, temperature: $T}",
        neutral,
    ),
    Rule(
        "one-size",
        "warning",
        "a function that has these numbers in its text passes",
        "draw them with `let`",
        "given: {x: {randn: [2, 3, 4]}}",
        "let: {N: 1..3, H: 4..6, W: 7..9}\ngiven: {x: {randn: [N, H, W]}}",
        one_size,
    ),
    Rule(
        "one-mode",
        "warning",
        "a module that ignores its mode passes",
        "add a case in the other mode, as in `mode: eval`",
        "given: {x: {randn: [B, D]}}",
        "cases:\n  - {title: while training}\n  - {title: afterwards, mode: eval}",
        one_mode,
    ),
    Rule(
        "one-step",
        "warning",
        "momentum, and whatever else is kept from step to step, is not seen yet",
        "write `repeat: 3` into the step, with a gradient that is drawn anew",
        "steps:\n  update: {set: {w.grad: {randn: same}}, call: step}",
        "steps:\n  update: {set: {w.grad: {randn: same}}, call: step, repeat: 3}",
        one_step,
    ),
)
