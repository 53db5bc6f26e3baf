"""Numbers that differ as a small table: what was given, wrong ones marked, and below each of those the expected one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import TypeAlias

from rich.cells import cell_len

from grader.model.excerpt import Excerpt
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


def show(page: Page, excerpt: Excerpt, indent: int, rows: int) -> bool:
    """Put the region and a table of at most ``rows`` rows on the page; False where the page is too narrow."""
    lines = _fitting(excerpt, page.marks, page.width - indent, rows)
    if lines and excerpt.region is not None:
        words = say(excerpt.region)
        page.say(f"{words[:1].upper()}{words[1:]}.", indent=indent)
    for line in lines:
        page.whole(" " * indent, *line)
    return bool(lines)


def is_worth_a_table(excerpt: Excerpt) -> bool:
    """Whether there is more than reads well in one line: many numbers, or a few of two dimensions."""
    return prod(excerpt.shape) > _ONE_LINE or (min(excerpt.sizes) > 1 and len(excerpt.shape) > 1)


def _fitting(excerpt: Excerpt, marks: Marks, width: int, rows: int) -> list[Line]:
    """The table with as many columns as there is room for; nothing where that are too few."""
    most = len(excerpt.columns)
    if all(map(all, excerpt.differs)):
        rows = min(rows, _ROWS_OF_ALL)
    for columns in range(most, min(most, _FEWEST) - 1, -1):
        shown = _around(excerpt.rows, excerpt.worst[0], rows), _around(excerpt.columns, excerpt.worst[1], columns)
        lines = list(_Table(excerpt, *shown, marks).lines())
        if all(sum(cell_len(text) for text, _ in line) <= width for line in lines):
            return lines
    return []


def _around(indices: Sequence[int], worst: int, most: int) -> range:
    """Positions of at most ``most`` neighbours among ``indices``, that of ``worst`` with them: the first that do."""
    start = max(0, indices.index(worst) - most + 1)
    return range(start, min(start + most, len(indices)))


class _Table:
    """``rows`` and ``columns`` are positions in the excerpt."""

    def __init__(self, excerpt: Excerpt, rows: range, columns: range, marks: Marks) -> None:
        self._excerpt, self._rows, self._columns = excerpt, rows, columns
        self._sign, self._more = marks.wrong, marks.more
        self._labels = [f"row {excerpt.rows[row]}" if len(excerpt.shape) > 1 else "" for row in rows]
        self._wide = max(map(len, self._labels))
        self._above, self._below = _left_out(rows, excerpt.rows, excerpt.sizes[0])
        self._before, self._after = _left_out(columns, excerpt.columns, excerpt.sizes[1])
        self._cells = self._texts()

    def lines(self) -> Iterator[Line]:
        """From top to bottom, each as texts with their styles."""
        if self._excerpt.before:
            yield [(f"[{', '.join(map(str, self._excerpt.before))}, :, :]", "dim")]
        heads = [
            (f"{self._excerpt.columns[column]:>{len(cells[0])}} ", "dim")
            for column, cells in zip(self._columns, self._cells, strict=True)
        ]
        yield self._line("", " " * len(_GOT), heads, self._more)
        if self._above:
            yield [(self._more, "dim")]
        for number, row in enumerate(self._rows):
            wrong = [self._excerpt.differs[row][column] for column in self._columns]
            marked = [
                (f"{cells[2 * number]}{self._sign if is_wrong else ' '}", "red" if is_wrong else "")
                for cells, is_wrong in zip(self._cells, wrong, strict=True)
            ]
            yield self._line(self._labels[number], _GOT, marked, self._more)
            if any(wrong):
                below = [(f"{cells[2 * number + 1]} ", "green") for cells in self._cells]
                yield self._line("", _EXPECTED, below, " " * cell_len(self._more))
        if self._below:
            yield [(self._more, "dim")]

    def _line(self, label: str, word: str, cells: Line, more: str) -> Line:
        label = f"{label:{self._wide}}{_GAP}" if self._wide else ""
        parts: Line = [(f"{label}{word}{f' {more}' if self._before else ''}", "dim")]
        for text, style in cells:
            parts += [(_GAP, ""), (text, style)]
        return _trimmed([*parts, (f" {more}", "dim")] if self._after else parts)

    def _texts(self) -> list[list[str]]:
        """By column, for each row what was given and what was expected: that is empty where nothing is wrong."""
        excerpt, places = self._excerpt, [(row, column) for row in self._rows for column in self._columns]
        pairs = [(excerpt.actual[r][c], excerpt.expected[r][c]) for r, c in places if excerpt.differs[r][c]]
        given = [excerpt.actual[r][c] for r, c in places]
        write = writer([*given, *(expected for _, expected in pairs)], pairs)
        columns = []
        for c in self._columns:
            texts = []
            for r in self._rows:
                texts += [write(excerpt.actual[r][c]), write(excerpt.expected[r][c]) if excerpt.differs[r][c] else ""]
            texts = aligned(texts)
            wide = max(len(texts[0]), len(str(excerpt.columns[c])))
            columns.append([f"{text:>{wide}}" for text in texts])
        return columns


def _trimmed(line: Line) -> Line:
    """``line`` without blanks at its end."""
    while line and not line[-1][0].strip():
        line = line[:-1]
    return [*line[:-1], (line[-1][0].rstrip(), line[-1][1])] if line else []


def _left_out(shown: range, indices: Sequence[int], length: int) -> tuple[bool, bool]:
    """Whether something stands before and after what is shown of ``length`` indices."""
    return indices[shown.start] > 0, indices[shown.stop - 1] < length - 1
