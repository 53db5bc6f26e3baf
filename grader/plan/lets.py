"""Draws the names of ``let``: ranges, choices, arithmetic of other names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from numpy.random import RandomState

from grader.model.expression import Expression
from grader.model.mentions import names_in_draw
from grader.model.written import Choice, Constant, Dollar, Draw, Entries, Fixed, Items, Range, ValueSpec
from grader.plan.errors import PlanError

Names = Mapping[str, object]
_TRIES = 1_000


def draw_names(lets: tuple[tuple[str, Draw], ...], sizes: frozenset[str], random: RandomState) -> dict[str, object]:
    """One value for each name. Those in ``sizes`` (used in shapes) come out pairwise different wherever that can be.

    Equal sizes would hide a swapped axis; ranges too narrow to differ are drawn as they are.
    """
    fixed = {name for name, draw in lets if isinstance(draw, Fixed)}
    watched = [pair for pair in combinations(sorted(sizes), 2) if not fixed.issuperset(pair)]
    names: dict[str, object] = {}
    for _ in range(_TRIES):
        names = _draw_once(dict(lets), random)
        if all(names[a] != names[b] for a, b in watched if a in names and b in names):
            break
    return names


def _draw_once(lets: dict[str, Draw], random: RandomState) -> dict[str, object]:
    names: dict[str, object] = {}

    def value_of(name: str) -> None:
        if name not in names:
            draw = lets[name]
            for used in sorted(set(names_in_draw(draw))):
                value_of(used)
            names[name] = _draw(name, draw, names, random)

    for name in lets:
        value_of(name)
    return names


def _draw(name: str, draw: Draw, names: Names, random: RandomState) -> object:
    match draw:
        case Range():
            return _draw_range(name, draw, names, random)
        case Expression():
            return draw.evaluate(names)
        case Choice(options):
            return plain(options[random.randint(len(options))], names)
        case Fixed(value):
            return plain(value, names)


def _draw_range(name: str, draw: Range, names: Names, random: RandomState) -> object:
    low, high = (end.evaluate(names) if isinstance(end, Expression) else end for end in (draw.low, draw.high))
    if low is None or high is None or low > high:
        raise PlanError(f"let: `{name}` has nothing to be drawn from: {low}..{high}")
    if draw.real:
        return float(random.uniform(low, high))
    return int(random.randint(int(low), int(high) + 1, dtype="int64"))


def plain(value: ValueSpec, names: Names) -> object:
    """A value without makers, as plain Python."""
    match value:
        case Constant(content):
            return content
        case Dollar(path):
            return names[path.root]
        case Items(kind, items):
            made = [plain(item, names) for item in items]
            return made if kind == "list" else tuple(made)
        case Entries(items=entries):
            return {name: plain(item, names) for name, item in entries}
    raise PlanError("let: expected a number, a text or a list of them")
