"""``lo..hi``: how a range is read, and its ends once names are drawn. Nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.model.expression import Expression
from grader.model.written import Range

_REAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")


def parse_range(text: str) -> Range:
    """Read ``1..6``, ``0.5..1.5``, ``a..a+45`` or ``1..``. Raises ``ValueError`` with what is wrong."""
    low_text, dots, high_text = text.partition("..")
    if not dots or high_text.startswith(".") or not (low_text.strip() or high_text.strip()):
        raise ValueError("expected a range such as `1..6` or `-1.0..1.0`")
    low, high = _end(low_text.strip()), _end(high_text.strip())
    real = isinstance(low, float) or isinstance(high, float)
    if real:
        low, high = _as_real(low), _as_real(high)
    first, last = _number(low), _number(high)
    if first is not None and last is not None and first > last:
        raise ValueError("expected the smaller end of a range first")
    return Range(low, high, real)


def fixed_range(value: float | int) -> Range:
    """The range that holds one number only."""
    end = value if isinstance(value, float) else Expression.parse(value)
    return Range(end, end, isinstance(value, float))


def ends_of(bounds: Range, drawn: Mapping[str, object]) -> tuple[int | float | None, int | float | None]:
    """Both ends as numbers. Raises ``ValueError`` or ``KeyError`` where a name in them is no whole number drawn."""

    def end(of: Expression | float | None) -> int | float | None:
        return of.evaluate(drawn) if isinstance(of, Expression) else of

    return end(bounds.low), end(bounds.high)


def names_in(bounds: Range) -> tuple[str, ...]:
    """The arithmetic in its ends that has names to be drawn."""
    return tuple(end.text for end in (bounds.low, bounds.high) if isinstance(end, Expression) and end.names)


def _end(text: str) -> Expression | float | None:
    if not text:
        return None
    return float(text) if _REAL.fullmatch(text) else Expression.parse(text)


def _as_real(end: Expression | float | None) -> Expression | float | None:
    return float(end.evaluate({})) if isinstance(end, Expression) and not end.names else end


def _number(end: Expression | float | None) -> float | None:
    if isinstance(end, Expression):
        return None if end.names else end.evaluate({})
    return end
