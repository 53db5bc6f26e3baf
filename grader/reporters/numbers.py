"""Hundredths of a point as people and programs read them."""

from __future__ import annotations


def points(hundredths: int) -> int | float:
    """A number of points: 700 is 7, 750 is 7.5."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def worth(hundredths: int) -> str:
    """``1 point``, ``2.5 points``."""
    return f"{points(hundredths)} {'point' if hundredths == 100 else 'points'}"
