"""``from``: the range that a maker draws from, where it begins to count, or the number that it repeats."""

from __future__ import annotations

from grader.model.expression import Expression
from grader.model.ranges import fixed_range, parse_range
from grader.model.written import Range
from grader.spec.names import Scope


def build_bounds(maker: str, value: float | str, scope: Scope) -> Range:
    """Raises ``ValueError`` or ``Misnamed`` with what is wrong."""
    if not isinstance(value, str):
        return fixed_range(value)
    if maker == "full":
        expression = Expression.parse(value.removeprefix("$"))
        scope.require_whole(expression)
        return Range(expression, expression)
    bounds = parse_range(value)
    for end in (bounds.low, bounds.high):
        if isinstance(end, Expression):
            scope.require_whole(end)
    if maker == "arange" and (bounds.low is None or bounds.high is not None):
        raise ValueError("expected where `arange` begins, such as `5..`; where it ends follows from its shape")
    if maker != "arange" and (bounds.low is None or bounds.high is None):
        raise ValueError("expected a range with both ends, such as `0..9`")
    if maker == "randint" and bounds.real:
        raise ValueError("expected a range of whole numbers, such as `0..9`")
    return bounds
