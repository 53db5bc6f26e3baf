"""Numbers that differ as a small table: what was given, wrong ones marked, and below each of those the expected one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

from rich.cells import cell_len

from grader.model.excerpt import MOST_COLUMNS, Excerpt
from grader.reporters.columns import aligned, writer
from grader.reporters.marks import Marks
from grader.reporters.page import Page
from grader.reporters.wording import say

Line: TypeAlias = list[tuple[str, str]]

_GAP = "  "
_GOT, _EXPECTED = "got     ", "expected"
# A table of fewer columns says too little; then something else must.
_FEWEST = 2
# Where everything differs, more rows tell no more.
_ROWS_OF_ALL = 3
# So many numbers are shown in one line.
_ONE_LINE = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """``expected`` is blank where nothing is wrong; both texts are as wide as all of their column."""

    got: str
    expected: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The part of an excerpt that is shown; ``above``, ``below``, ``before``, ``after``: whether there is more there.

    ``matrix`` says which one of a tensor it is, ``columns`` are indices, ``rows`` names with a cell for each column.
    """

    matrix: str
    columns: tuple[int, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    above: bool
    below: bool
    before: bool
    after: bool


def show(page: Page, excerpt: Excerpt, indent: int, rows: int) -> bool:
    """Put the region and a table of at most ``rows`` rows on the page; False where the page is too narrow."""
    lines = _fitting(excerpt, page.marks, page.width - indent, rows)
    if lines and (words := region_of(excerpt)):
        page.say(words, indent=indent)
    for line in lines:
        page.whole(" " * indent, *line)
    return bool(lines)


def is_worth_a_table(excerpt: Excerpt) -> bool:
    """Whether there is more than reads well in one line: many numbers, or a few of two dimensions."""
    return prod(excerpt.shape) > _ONE_LINE or (min(excerpt.sizes) > 1 and len(excerpt.shape) > 1)


def region_of(excerpt: Excerpt) -> str:
    """Where all entries lie that differ, as a sentence; empty where nothing can be said."""
    words = say(excerpt.region) if excerpt.region is not None else ""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def grid_of(excerpt: Excerpt, rows: int, columns: int = MOST_COLUMNS) -> Grid:
    """At most so many rows and columns of it, the worst entry among them."""
    if all(map(all, excerpt.differs)):
        rows = min(rows, _ROWS_OF_ALL)
    down, across = _around(excerpt.rows, excerpt.worst[0], rows), _around(excerpt.columns, excerpt.worst[1], columns)
    above, below = _left_out(down, excerpt.rows, excerpt.sizes[0])
    before, after = _left_out(across, excerpt.columns, excerpt.sizes[1])
    is_matrix = len(excerpt.shape) > 1
    cells = zip(*_cells(excerpt, down, across), strict=True)
    return Grid(
        matrix=f"[{', '.join(map(str, excerpt.before))}, :, :]" if excerpt.before else "",
        columns=tuple(excerpt.columns[column] for column in across),
        rows=tuple(
            (f"row {excerpt.rows[row]}" if is_matrix else "", found) for row, found in zip(down, cells, strict=True)
        ),
        above=above,
        below=below,
        before=before,
        after=after,
    )


def _fitting(excerpt: Excerpt, marks: Marks, width: int, rows: int) -> list[Line]:
    """The table with as many columns as there is room for; nothing where that are too few."""
    most = len(excerpt.columns)
    for columns in range(most, min(most, _FEWEST) - 1, -1):
        lines = list(_lines(grid_of(excerpt, rows, columns), marks))
        if all(sum(cell_len(text) for text, _ in line) <= width for line in lines):
            return lines
    return []


def _around(indices: Sequence[int], worst: int, most: int) -> range:
    """Positions of at most ``most`` neighbours among ``indices``, that of ``worst`` with them: the first that do."""
    start = max(0, indices.index(worst) - most + 1)
    return range(start, min(start + most, len(indices)))


def _cells(excerpt: Excerpt, rows: range, columns: range) -> list[list[Cell]]:
    """By column; ``rows`` and ``columns`` are positions in the excerpt."""
    places = [(row, column) for row in rows for column in columns]
    pairs = [(excerpt.actual[r][c], excerpt.expected[r][c]) for r, c in places if excerpt.differs[r][c]]
    given = [excerpt.actual[r][c] for r, c in places]
    write = writer([*given, *(expected for _, expected in pairs)], pairs)
    found = []
    for c in columns:
        texts = []
        for r in rows:
            texts += [write(excerpt.actual[r][c]), write(excerpt.expected[r][c]) if excerpt.differs[r][c] else ""]
        wide = len(str(excerpt.columns[c]))
        texts = [f"{text:>{wide}}" for text in aligned(texts)]
        wrong = [excerpt.differs[r][c] for r in rows]
        found.append([Cell(*each) for each in zip(texts[::2], texts[1::2], wrong, strict=True)])
    return found


def _lines(grid: Grid, marks: Marks) -> Iterator[Line]:
    """From top to bottom, each as texts with their styles."""
    wide, more, blank = max(len(label) for label, _ in grid.rows), marks.more, " " * cell_len(marks.more)
    if grid.matrix:
        yield [(grid.matrix, "dim")]
    heads = [(f"{column:>{len(cell.got)}} ", "dim") for column, cell in zip(grid.columns, grid.rows[0][1], strict=True)]
    yield _line(grid, " " * wide, " " * len(_GOT), heads, more)
    if grid.above:
        yield [(more, "dim")]
    for label, cells in grid.rows:
        signs = [(marks.wrong, "red") if cell.is_wrong else (" ", "") for cell in cells]
        marked = [(f"{cell.got}{sign}", style) for cell, (sign, style) in zip(cells, signs, strict=True)]
        yield _line(grid, f"{label:{wide}}", _GOT, marked, more)
        if any(cell.is_wrong for cell in cells):
            below = [(f"{cell.expected} ", "green") for cell in cells]
            yield _line(grid, " " * wide, _EXPECTED, below, blank)
    if grid.below:
        yield [(more, "dim")]


def _line(grid: Grid, label: str, word: str, cells: Line, more: str) -> Line:
    label = f"{label}{_GAP}" if label else ""
    parts: Line = [(f"{label}{word}{f' {more}' if grid.before else ''}", "dim")]
    for text, style in cells:
        parts += [(_GAP, ""), (text, style)]
    return _trimmed([*parts, (f" {more}", "dim")] if grid.after else parts)


def _trimmed(line: Line) -> Line:
    """``line`` without blanks at its end."""
    while line and not line[-1][0].strip():
        line = line[:-1]
    return [*line[:-1], (line[-1][0].rstrip(), line[-1][1])] if line else []


def _left_out(shown: range, indices: Sequence[int], length: int) -> tuple[bool, bool]:
    """Whether something stands before and after what is shown of ``length`` indices."""
    return indices[shown.start] > 0, indices[shown.stop - 1] < length - 1
