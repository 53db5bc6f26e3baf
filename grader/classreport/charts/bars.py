"""Counts by name, the largest first, each name above its bar so that it may be long."""

from __future__ import annotations

from collections.abc import Sequence

from grader.classreport.charts.sheet import SMALL, Paint, Sheet
from grader.exports.html_parts import Html

_WIDTH = 380.0
_ROW = 34.0
_BAR = 11.0
_LABEL = 40.0


def draw(counts: Sequence[tuple[str, int]], title: str, description: str) -> Html:
    sheet = Sheet(_WIDTH, len(counts) * _ROW + 4)
    most = max((count for _, count in counts), default=1)
    for number, (name, count) in enumerate(counts):
        y = number * _ROW
        length = max((_WIDTH - _LABEL) * count / most, 2.0)
        sheet.words(0, y + 13, name, room=_WIDTH * 0.94)
        sheet.bar(0, y + 18, length, _BAR, Paint.LOST)
        sheet.words(length + 5, y + 18 + _BAR - 1.5, str(count), size=SMALL, is_bold=True)
    return sheet.markup(title, description)
