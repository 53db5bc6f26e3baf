"""What became of each of several things: of how many, and of the others why.

Where there is room, rows by columns of bars on one scale: it says what a stack of colours says, without a colour to
learn. On a small screen it is one bar a row, the hoped for first, with the others below it in words, in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.charts.sheet import NORMAL, SMALL, Paint, Sheet, fitting
from grader.exports.html_parts import Html

_NARROW, _WIDE, _NAME = 380.0, 900.0, 250.0
_ROW, _HIGH_ROW = 32.0, 58.0
_LINE, _BAR, _BETWEEN = 14.0, 14.0, 14.0
_THINNEST, _SEAM = 1.5, 1.5
# A count's digit, and what stands around it.
_DIGIT, _AROUND = 0.62, 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """``said`` stands behind the row's name."""

    name: str
    said: str
    counts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The first column is what is hoped for. A head may have two lines."""

    heads: Sequence[str]
    rows: Sequence[Row]


def narrow(matrix: Matrix, title: str, description: str) -> Html:
    sheet = Sheet(_NARROW, len(matrix.rows) * _HIGH_ROW)
    one = _NARROW / max((sum(row.counts) for row in matrix.rows), default=1)
    for number, row in enumerate(matrix.rows):
        y = number * _HIGH_ROW
        sheet.words(0, y + 13, row.name, is_bold=True, room=_NARROW - len(row.said) * SMALL * _DIGIT - 12)
        sheet.words(_NARROW, y + 13, row.said, side="right")
        _stack(sheet, row, one, y + 19)
        sheet.words(0, y + 46, _listed(matrix.heads[1:], row.counts[1:]), Paint.DIM, size=SMALL, room=_NARROW)
    return sheet.markup(title, description, "chart narrow")


def _listed(heads: Sequence[str], counts: Sequence[int]) -> str:
    """As many of the others as one line has room for, and how many there are beside them."""
    parts = [f"{count} {' '.join(head.split())}" for head, count in zip(heads, counts, strict=True) if count]
    for left in range(len(parts)):
        told = sum(counts) - sum(int(part.split()[0]) for part in parts[: len(parts) - left])
        words = " · ".join((*parts[: len(parts) - left], *([f"{told} more"] if left else [])))
        if fitting(words, _NARROW, SMALL) == words:
            return words
    return " · ".join(parts)


def _stack(sheet: Sheet, row: Row, one: float, y: float) -> None:
    x = 0.0
    for number, count in enumerate(row.counts):
        if count:
            sheet.bar(x, y, max(count * one - _SEAM, _THINNEST), _BAR, Paint.LOST if number else Paint.MAIN)
        x += count * one


def wide(matrix: Matrix, title: str, description: str) -> Html:
    lines = max(head.count("\n") for head in matrix.heads) + 1
    top = lines * _LINE + 8
    sheet = Sheet(_WIDE, top + len(matrix.rows) * _ROW + 4)
    starts, one = _columns(matrix, _WIDE - _NAME)
    for head, x in zip(matrix.heads, starts, strict=True):
        for number, words in enumerate(reversed(head.split("\n"))):
            sheet.words(_NAME + x, top - 8 - number * _LINE, words, Paint.DIM)
    sheet.line(0, top, _WIDE, top)
    for number, row in enumerate(matrix.rows):
        y = top + number * _ROW
        sheet.words(0, y + 21, row.name, is_bold=True, room=_NAME - 80)
        sheet.words(_NAME - 20, y + 21, row.said, side="right")
        _bars(sheet, row, starts, one, y + 10)
    return sheet.markup(title, description, "chart wide")


def _columns(matrix: Matrix, width: float) -> tuple[list[float], float]:
    """Where each column begins, and how long a count of one is in all of them."""
    most = [max(row.counts[number] for row in matrix.rows) for number in range(len(matrix.heads))]
    around = [_AROUND + len(str(count)) * NORMAL * _DIGIT for count in most]
    heads = [max(map(len, head.split("\n"))) * NORMAL * 0.54 for head in matrix.heads]

    def widths(one: float) -> list[float]:
        return [max(count * one + label, head) for count, label, head in zip(most, around, heads, strict=True)]

    # Heads need room as well, so the longest that fits is halved in on.
    low, high = 0.0, width
    for _ in range(40):
        one = (low + high) / 2
        fits = sum(widths(one)) + _BETWEEN * (len(most) - 1) <= width
        low, high = (one, high) if fits else (low, one)
    found = widths(low)
    return [sum(found[:number]) + number * _BETWEEN for number in range(len(found))], low


def _bars(sheet: Sheet, row: Row, starts: Sequence[float], one: float, y: float) -> None:
    for number, (count, x) in enumerate(zip(row.counts, starts, strict=True)):
        if not count:
            sheet.words(_NAME + x, y + _BAR - 3, "·", Paint.DIM)
            continue
        length = max(count * one, _THINNEST)
        sheet.bar(_NAME + x, y, length, _BAR, Paint.LOST if number else Paint.MAIN)
        sheet.words(_NAME + x + length + 4, y + _BAR - 2.5, str(count))
