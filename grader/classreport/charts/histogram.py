"""How many there are of each size, side by side, with the middle one marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.classreport.charts.sheet import SMALL, Paint, Sheet, fitting
from grader.exports.html_parts import Html

_WIDTH, _HEIGHT = 380.0, 172.0
_TOP, _FLOOR, _SIDE = 34.0, 132.0, 10.0
_GAP = 0.14
_NARROWEST = 2.0


@dataclass(frozen=True, slots=True)
class Histogram:
    """``ticks`` and ``middle`` are places between 0, where the first bar begins, and the number of bars."""

    counts: Sequence[int]
    ticks: Sequence[tuple[float, str]]
    axis: str
    middle: float | None = None
    middle_words: str = ""


def draw(histogram: Histogram, title: str, description: str) -> Html:
    sheet = Sheet(_WIDTH, _HEIGHT)
    step = (_WIDTH - 2 * _SIDE) / max(len(histogram.counts), 1)
    highest = max(histogram.counts, default=0)
    for number, count in enumerate(histogram.counts):
        height = max((_FLOOR - _TOP) * count / highest, _NARROWEST) if count else 0.0
        if count:
            sheet.bar(_SIDE + (number + _GAP / 2) * step, _FLOOR - height, step * (1 - _GAP), height)
    _label(sheet, histogram, step, highest)
    sheet.line(_SIDE, _FLOOR, _WIDTH - _SIDE, _FLOOR, Paint.DIM)
    for place, words in histogram.ticks:
        x = _SIDE + place * step
        sheet.line(x, _FLOOR, x, _FLOOR + 4, Paint.DIM)
        sheet.words(x, _FLOOR + 17, words, Paint.DIM, side="center", size=SMALL)
    sheet.words(_WIDTH - _SIDE, _HEIGHT - 6, histogram.axis, Paint.DIM, side="right", size=SMALL)
    if histogram.middle is not None:
        x = _SIDE + histogram.middle * step
        _mark(sheet, x, _clear(histogram.counts, x, step, highest), histogram.middle_words)
    return sheet.markup(title, description)


def _clear(counts: Sequence[int], x: float, step: float, highest: int) -> float:
    """How far down a line at ``x`` comes before it meets a bar or the number on it."""
    near = [count for number, count in enumerate(counts) if abs(_SIDE + (number + 0.5) * step - x) < step / 2 + 6]
    return _FLOOR - (_FLOOR - _TOP) * max(near, default=0) / max(highest, 1) - (17 if any(near) else 0)


def _label(sheet: Sheet, histogram: Histogram, step: float, highest: int) -> None:
    """The number of each bar on it, where that is not too narrow; else of the highest alone."""
    widest = len(str(highest)) * SMALL * 0.62
    for number, count in enumerate(histogram.counts):
        is_first_highest = count == highest and highest not in histogram.counts[:number]
        if count and (widest <= step or is_first_highest):
            top = _FLOOR - max((_FLOOR - _TOP) * count / highest, _NARROWEST)
            sheet.words(_SIDE + (number + 0.5) * step, top - 4, str(count), Paint.DIM, side="center", size=SMALL)


def _mark(sheet: Sheet, x: float, down_to: float, words: str) -> None:
    """The middle: a line from above down to the bars, and below them; its words on the side that has room."""
    sheet.line(x, 4, x, down_to, Paint.TEXT, 1.5)
    sheet.line(x, _FLOOR, x, _FLOOR + 6, Paint.TEXT, 1.5)
    is_left = x < _WIDTH / 2
    room = (_WIDTH - x if is_left else x) - 10
    sheet.words(
        x + (6 if is_left else -6),
        14,
        fitting(words, room, is_bold=True),
        side="left" if is_left else "right",
        is_bold=True,
    )
