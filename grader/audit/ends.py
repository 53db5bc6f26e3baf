"""Draws at the ends of their ranges: numbers of `let` that have one, and elements of tensors drawn `from:` one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.model.expression import Expression
from grader.model.spec import Case, Draw, Exercise, Range, TensorMaker
from grader.model.values import Placed, Tensor, Tree
from grader.plan import Draft
from grader.plan.tensors import array_of, pack_array

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
    """The inputs of ``case`` that ``makers`` draw from a range that is written."""
    return tuple(name for name, value in case.given if _range_of(value, makers) is not None)


def with_ends(draft: Draft, makers: frozenset[str]) -> Draft:
    """``draft`` with both ends of their ranges among the elements of its tensors: the first, and the last."""
    written = dict(draft.case.given)

    def ended(name: str, tree: Tree) -> Tree:
        bounds = _range_of(written.get(name), makers)
        return tree if bounds is None else _put(tree, [_number(end, draft) for end in (bounds.low, bounds.high)])

    given = tuple((name, ended(name, tree)) for name, tree in draft.survey.given)
    return replace(draft, survey=replace(draft.survey, given=given))


def _range_of(value: object, makers: frozenset[str]) -> Range | None:
    return value.bounds if isinstance(value, TensorMaker) and value.maker in makers else None


def _number(end: Expression | float | None, draft: Draft) -> float | None:
    return end.evaluate(draft.names) if isinstance(end, Expression) else end


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
