"""One small histogram a row over a common axis, to compare where their weight lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.charts.sheet import SMALL, Paint, Sheet
from grader.exports.html_parts import Html

_WIDTH = 380.0
_ROW = 52.0
_HEIGHT = 26.0
_SIDE = 8.0


@dataclass(frozen=True, slots=True)
class Ridge:
    """``middle`` is a place between 0 and the number of counts."""

    name: str
    said: str
    counts: Sequence[int]
    middle: float | None = None


def draw(
    ridges: Sequence[Ridge],
    ticks: Sequence[tuple[float, str]],
    axis: str,
    title: str,
    description: str,
    paint: Paint = Paint.MAIN,
) -> Html:
    """``ticks`` are places between 0 and 1."""
    floor = len(ridges) * _ROW
    sheet = Sheet(_WIDTH, floor + 38)
    room = _WIDTH - 2 * _SIDE
    for place, words in ticks:
        x = _SIDE + place * room
        for number in range(len(ridges)):
            sheet.line(x, number * _ROW + _ROW - 6 - _HEIGHT, x, number * _ROW + _ROW - 6)
        sheet.words(x, floor + 17, words, Paint.DIM, side="center", size=SMALL)
    sheet.words(_WIDTH - _SIDE, floor + 33, axis, Paint.DIM, side="right", size=SMALL)
    for number, ridge in enumerate(ridges):
        _ridge(sheet, ridge, number * _ROW, room, paint)
    return sheet.markup(title, description)


def _ridge(sheet: Sheet, ridge: Ridge, y: float, room: float, paint: Paint) -> None:
    sheet.words(0, y + 13, ridge.name, is_bold=True, room=_WIDTH - len(ridge.said) * SMALL * 0.56 - 12)
    sheet.words(_WIDTH, y + 13, ridge.said, Paint.DIM, side="right", size=SMALL)
    floor, step = y + _ROW - 6, room / len(ridge.counts)
    highest = max(ridge.counts)
    for number, count in enumerate(ridge.counts):
        if count:
            height = max(_HEIGHT * count / highest, 2.0)
            sheet.bar(_SIDE + number * step + 0.5, floor - height, step - 1, height, paint)
    sheet.line(_SIDE, floor, _SIDE + room, floor, Paint.DIM)
    if ridge.middle is not None:
        x = _SIDE + ridge.middle * step
        sheet.line(x, floor - _HEIGHT - 2, x, floor + 3, Paint.TEXT, 1.5)
