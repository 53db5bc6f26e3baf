"""Which names an author's values and draws speak of."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model.expression import Expression
from grader.model.written import (
    CallMaker,
    Choice,
    Constant,
    Dollar,
    Draw,
    Entries,
    FileMaker,
    Fixed,
    Items,
    ObjectMaker,
    Range,
    TensorMaker,
    ValueSpec,
)


def names_in_draw(draw: Draw) -> Iterator[str]:
    """The names that ``draw`` is computed from."""
    match draw:
        case Expression():
            yield from draw.names
        case Range():
            for end in (draw.low, draw.high):
                if isinstance(end, Expression):
                    yield from end.names
        case Choice():
            for option in draw.options:
                yield from names_in_value(option)
        case Fixed():
            yield from names_in_value(draw.value)


def names_in_value(value: ValueSpec) -> Iterator[str]:
    """The roots of all ``$paths`` in a value, and the names in its shapes."""
    match value:
        case Dollar():
            yield value.path.root
        case Items():
            for item in value.items:
                yield from names_in_value(item)
        case Entries(named) | ObjectMaker(_, named) | CallMaker(_, named):
            for _, item in named:
                yield from names_in_value(item)
        case TensorMaker():
            for size in value.shape or ():
                yield from size.names
            if value.bounds is not None:
                yield from names_in_draw(value.bounds)
            if isinstance(value.numbers, Dollar):
                yield value.numbers.path.root
        case Constant() | FileMaker():
            pass
