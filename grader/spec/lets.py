"""``let``: from nodes to what is drawn, in an order in which it can be drawn."""

from __future__ import annotations

from collections.abc import Mapping

from grader.model.expression import Expression
from grader.model.mentions import names_in_draw
from grader.model.ranges import parse_range
from grader.model.written import Choice, Draw, Fixed, Range
from grader.spec.circles import circles
from grader.spec.corrections import as_range
from grader.spec.foreign import refuse_foreign
from grader.spec.node import Listing, Map, Node, Scalar
from grader.spec.problems import Misnamed, Problems
from grader.spec.values import NOTHING, Values


def build_draws(let: Map | None, grid: Mapping[str, Node], values: Values) -> tuple[tuple[str, Draw], ...]:
    """The draws of one case. A name of ``grid`` has one value here, whatever ``let`` says of it."""
    entries = {name: node for name, node in (let.sound() if let is not None else ()) if name not in grid}
    draws = {name: _draw(node, values) for name, node in entries.items()}
    draws |= {name: Fixed(values.build(node)) for name, node in grid.items()}
    return tuple((name, draws[name]) for name in _in_order(draws, entries, values.problems))


def is_whole(node: Node) -> bool:
    """Whether ``node``, after a name of ``let``, stands for whole numbers only."""
    match node:
        case Scalar(value=bool() | float() | None) | Map():
            return False
        case Scalar(value=str() as text):
            return not any("." in end for end in text.split("..", 1))
        case Listing():
            return all(isinstance(item, Scalar) and type(item.value) is int for item in node.items)
    return True


def draws_anew(draws: tuple[tuple[str, Draw], ...]) -> bool:
    """Whether drawing twice can give two things."""
    return any(
        (isinstance(draw, Range) and draw.low != draw.high) or (isinstance(draw, Choice) and len(draw.options) > 1)
        for _, draw in draws
    )


def _draw(node: Node, values: Values) -> Draw:
    if isinstance(node, Listing):
        return Choice(tuple(map(values.build, node.items)))
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or node.value.startswith("$"):
        return Fixed(values.build(node))
    if not refuse_foreign(node, values.problems):
        try:
            return _written(node.value, values)
        except Misnamed as error:
            values.problems.add(node, error.text, error.suggestion)
        except ValueError as error:
            values.problems.add(node, f"{error}, got `{node.value}`", as_range(node.value))
    return Fixed(NOTHING)


def _written(text: str, values: Values) -> Draw:
    if ".." in text:
        draw = parse_range(text)
        if draw.low is None or draw.high is None:
            raise ValueError("expected a range with both ends, such as `1..6`")
        for end in (draw.low, draw.high):
            if isinstance(end, Expression):
                values.scope.require_whole(end)
        return draw
    try:
        expression = Expression.parse(text)
    except ValueError:
        raise ValueError(
            "expected a range such as `1..6`, a list such as `[sum, mean]`, or arithmetic such as `2*d`"
        ) from None
    if as_range(text):
        raise ValueError("expected a range such as `1..6`")
    unknown = sorted(expression.names - set(values.scope.drawn))
    if unknown == [text]:
        known = ", ".join(values.scope.drawn)
        raise Misnamed(
            f"nothing else in `let` is called `{text}` (there is: {known}); a fixed text is written `[{text}]`"
        )
    values.scope.require_whole(expression)
    return expression


def _in_order(draws: Mapping[str, Draw], entries: Mapping[str, Node], problems: Problems) -> list[str]:
    """The names so that each comes after those that it needs. Reports names that need themselves."""
    needs = {name: sorted(set(names_in_draw(draw)) & set(draws)) for name, draw in draws.items()}
    for circle in circles(needs):
        text = f"`{circle[0]}` cannot be drawn, because it needs itself: {' → '.join(circle)}"
        problems.add(entries[circle[0]], text)
    ordered: dict[str, None] = {}

    def visit(name: str, above: frozenset[str]) -> None:
        for other in needs[name]:
            if other not in ordered and other not in above:
                visit(other, above | {other})
        ordered[name] = None

    for name in draws:
        if name not in ordered:
            visit(name, frozenset({name}))
    return list(ordered)
