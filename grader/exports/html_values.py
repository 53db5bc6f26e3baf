"""Expected and given values on the page: two lines, a list of places, or a table of the numbers around them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.exports.html_parts import NOTHING, Html, element, joined, prose, scrolling, sign, text, unseen
from grader.model.excerpt import Excerpt
from grader.reporters.differences import Difference
from grader.reporters.excerpt import Cell, Grid, grid_of, region_of
from grader.reporters.marks import UNICODE
from grader.reporters.telling import Entry, values_of

# What takes more characters is no line to read.
_WIDTH, _ROOM = 96, 80
_ROWS = 6
_EXPECTED, _GOT = "expected", "got"


def values(difference: Difference, about: str) -> Html:
    """What stands below the sentence on a difference; ``about`` names it for who does not see where it stands."""
    found = values_of(difference, _WIDTH, _ROOM)
    if found.excerpt is not None:
        return _excerpt(found.excerpt, about)
    if len(found.entries) > 1:
        return scrolling(f"Places that differ: {about}", _places(found.entries))
    return joined(map(_both, found.entries))


def _both(entry: Entry) -> Html:
    lines = [
        element("div", element("dt", text(word)), element("dd", element("code", text(value))))
        for word, value in zip((_EXPECTED, _GOT), entry[1:], strict=True)
        if value is not None
    ]
    return element("dl", *lines, class_="values")


def _places(entries: tuple[Entry, ...]) -> Html:
    heads = [element("th", text(word), scope="col") for word in ("at", _EXPECTED, _GOT)]
    rows = [
        element(
            "tr",
            element("th", text(where), scope="row"),
            element("td", text(expected or "")),
            element("td", text(actual or "")),
        )
        for where, expected, actual in entries
    ]
    return element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="numbers")


def _excerpt(excerpt: Excerpt, about: str) -> Html:
    grid = grid_of(excerpt, _ROWS)
    words = region_of(excerpt)
    table = element("table", *_table(grid), class_="numbers")
    region = element("p", prose(words)) if words else NOTHING
    return joined((region, scrolling(f"Numbers that differ: {about}", table)))


def _table(grid: Grid) -> Iterator[Html]:
    """A body for each row of the tensor: what was given, and below it what was expected where something is wrong."""
    heads = 2 if grid.rows[0][0] else 1
    across = str(heads + len(grid.columns) + grid.before + grid.after)
    if grid.matrix:
        yield element("caption", element("code", text(grid.matrix)))
    more = element("td", sign(UNICODE.more), unseen("more columns"))
    columns = [element("th", unseen("column "), text(str(column)), scope="col") for column in grid.columns]
    yield element("thead", element("tr", element("td", colspan=str(heads)), *_between(grid, columns, more)))
    rows = element("tr", element("td", sign(UNICODE.more), unseen("more rows"), class_="more", colspan=across))
    if grid.above:
        yield element("tbody", rows)
    for label, cells in grid.rows:
        yield element("tbody", *_row(grid, label, cells))
    if grid.below:
        yield element("tbody", rows)


def _row(grid: Grid, label: str, cells: tuple[Cell, ...]) -> Iterator[Html]:
    wrong = any(cell.is_wrong for cell in cells)
    head = element("th", text(label), scope="rowgroup", rowspan="2" if wrong else "1") if label else NOTHING
    more = element("td", sign(UNICODE.more))
    given = [_given(cell) for cell in cells]
    yield element("tr", head, element("th", text(_GOT), scope="row"), *_between(grid, given, more))
    if wrong:
        below = [element("td", text(cell.expected), class_="right") for cell in cells]
        yield element("tr", element("th", text(_EXPECTED), scope="row"), *_between(grid, below, element("td")))


def _given(cell: Cell) -> Html:
    if not cell.is_wrong:
        return element("td", text(cell.got))
    return element("td", text(cell.got), sign(UNICODE.wrong), unseen(" wrong"), class_="wrong")


def _between(grid: Grid, cells: list[Html], more: Html) -> list[Html]:
    """``cells`` with ``more`` on the sides where columns are left out."""
    return [*([more] if grid.before else []), *cells, *([more] if grid.after else [])]
