"""Whole numbers that a function is given: mistakes by one are at the ends, and a draw seldom gets there."""

from __future__ import annotations

from collections.abc import Iterator

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.model.expression import Expression
from grader.model.values import Tensor
from grader.model.written import Constant, Dollar, Fixed, Range
from grader.plan.sizes import names_in_shapes

# Of these no number is an end.
_ANY = frozenset({"seed"})
AXES = frozenset({"axis", "dim", "dims", "end_dim", "start_dim"})
# So many times as many draws as there are numbers, and both ends are sure to be among them.
_SURE = 3


def never_at_an_end(examined: Examined) -> Iterator[Fault]:
    """A whole number that a function is given is drawn from a range in every case, and fixed at an end in none."""
    written: dict[str, list[bool]] = {}
    for case in examined.exercise.cases:
        let = dict(case.let)
        values = [*case.given, *(pair for step in case.steps for pair in step.given)]
        for name, value in values:
            draw = let.get(value.path.root) if isinstance(value, Dollar) and not value.path.steps else None
            if isinstance(draw, Range) and not draw.real and isinstance(value, Dollar):
                sized = value.path.root in names_in_shapes(case)
                written.setdefault(name, []).append(sized or _is_sure(draw, case.repeat))
            elif isinstance(value, Constant) or isinstance(draw, Fixed):
                written.setdefault(name, []).append(True)
    for name, fixed in written.items():
        if name not in _ANY and not any(fixed):
            yield Fault(f"`{name}` is drawn from a range in every case")


def always_one_axis(examined: Examined) -> Iterator[Fault]:
    """An axis is the same in every draw, though the inputs have several."""
    seen: dict[str, set[object]] = {}
    axes = 0
    for draw in examined.draws:
        axes = max([axes, *(len(tree.shape) for _, tree in draw.call.given if isinstance(tree, Tensor))])
        for name, tree in draw.call.given:
            if name in AXES and isinstance(tree, int) and not isinstance(tree, bool):
                seen.setdefault(name, set()).add(tree)
    for name, values in seen.items():
        if len(values) == 1 and axes > 1:
            yield Fault(f"`{name}` is {next(iter(values))} in every case")


def _is_sure(draw: Range, repeats: int) -> bool:
    """Whether the range is so narrow that both ends come up."""
    try:
        low, high = (_number(end) for end in (draw.low, draw.high))
    except ValueError:
        return False
    return _SURE * (high - low + 1) <= repeats


def _number(end: Expression | float | None) -> int:
    if not isinstance(end, Expression) or end.names:
        raise ValueError("not known without a draw")
    return end.evaluate({})


RULES = (
    Rule(
        "no-boundary",
        "warning",
        "mistakes by one are at its ends, and no draw need come there",
        "add cases that fix it at each end: zero, one, the largest that makes sense",
        "let: {N: 12..15, k: 1..11}",
        "cases:\n  - {title: any number}\n  - {title: none, let: {k: 0}}\n"
        "  - {title: all of them, let: {k: 12, N: 12}}",
        never_at_an_end,
    ),
    Rule(
        "one-axis",
        "warning",
        "a function that ignores it passes",
        "add cases with other axes, as in `cases: {dim: [0, 1, -1]}`",
        "given: {x: {randn: [B, C]}, dim: -1}",
        "given: {x: {randn: [B, C]}, dim: $dim}\ncases: {dim: [0, 1, -1]}",
        always_one_axis,
    ),
)
