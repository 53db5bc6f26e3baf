"""Draws at the ends of their ranges: numbers of `let` that have one, and elements of tensors drawn `from:` one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.model.expression import Expression
from grader.model.spec import Case, Exercise
from grader.model.values import Placed, Tensor, Tree
from grader.model.written import Draw, Range, TensorMaker, ValueSpec
from grader.plan.tensors import array_of, pack_array
from grader.plan.values import Maker

WHOLE, REAL = "randint", "rand"


def at_ends(exercise: Exercise) -> Iterator[tuple[Case, str, Case]]:
    """Each case with one name at an end of its range, and what it was before."""
    for case in exercise.cases:
        for name, draw in case.let:
            if isinstance(draw, Range):
                for end in {draw.low: 0, draw.high: 0}:
                    narrow: Draw = replace(draw, low=end, high=end)
                    let = tuple((other, narrow if other == name else old) for other, old in case.let)
                    yield case, name, replace(case, let=let, repeat=min(case.repeat, 2))


def tensors_with_ends(case: Case, makers: frozenset[str]) -> tuple[str, ...]:
    """What ``makers`` draw in ``case`` from a range that is written: inputs, what is set, arguments of steps."""
    named = [*case.given, *case.init, *case.assign]
    named += [pair for step in case.steps for pair in (*step.given, *step.assign)]
    return tuple(str(name) for name, value in named if _range_of(value, makers) is not None)


class WholeEnds(Maker):
    """Puts both ends of their ranges among the elements of tensors of whole numbers: the first, and the last."""

    ended = frozenset({WHOLE})

    def make(self, value: ValueSpec, there: Tensor | None = None) -> Tree:
        tree = super().make(value, there)
        bounds = _range_of(value, self.ended)
        return tree if bounds is None else _put(tree, [self._number(end) for end in (bounds.low, bounds.high)])

    def _number(self, end: Expression | float | None) -> float | None:
        return end.evaluate(self.names) if isinstance(end, Expression) else end


class AllEnds(WholeEnds):
    """The same for real numbers too."""

    ended = frozenset({WHOLE, REAL})


def _range_of(value: object, makers: frozenset[str]) -> Range | None:
    return value.bounds if isinstance(value, TensorMaker) and value.maker in makers else None


def _put(tree: Tree, ends: list[float | None]) -> Tree:
    if isinstance(tree, Placed):
        return replace(tree, content=_put(tree.content, ends))
    if not isinstance(tree, Tensor) or not tree.numel:
        return tree
    numbers = array_of(tree).copy()
    for place, end in zip((0, -1), ends, strict=True):
        if end is not None:
            numbers.reshape(-1)[place] = end
    return replace(tree, data=pack_array(numbers, tree.dtype).data)
