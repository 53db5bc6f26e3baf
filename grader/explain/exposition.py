"""An exercise with every default written out, before anybody decides how it is shown: sections of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``label`` is a name or a path, or empty; ``line`` where it stands in the specification, None for a default.

    ``note`` says what the words of ``text`` mean: worth reading once.
    """

    label: str
    text: str
    line: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CaseExposition:
    title: str
    line: int | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Exposition:
    """``sections`` hold for every case; ``cases`` say what is particular to each, ``left`` how many more there are."""

    address: str
    title: str
    file: str
    line: int
    sections: tuple[Section, ...]
    cases: tuple[CaseExposition, ...] = ()
    left: int = 0


def section(heading: str, rows: Iterable[Row]) -> Section:
    return Section(heading, tuple(rows))


def in_common(cases: list[tuple[Section, ...]]) -> tuple[Section, ...]:
    """The rows that are the same in every case, under their headings."""
    first, *others = cases
    rest = [{(each.heading, row) for each in sections for row in each.rows} for sections in others]
    shared = (
        Section(each.heading, tuple(row for row in each.rows if all((each.heading, row) in other for other in rest)))
        for each in first
    )
    return tuple(each for each in shared if each.rows)


def without(sections: tuple[Section, ...], common: tuple[Section, ...]) -> tuple[Section, ...]:
    """What is left of ``sections`` when the rows of ``common`` are gone."""
    gone = {(each.heading, row) for each in common for row in each.rows}
    left = (
        Section(each.heading, tuple(row for row in each.rows if (each.heading, row) not in gone)) for each in sections
    )
    return tuple(each for each in left if each.rows)
