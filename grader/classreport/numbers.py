"""Numbers of a class, as people read them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from statistics import median

from grader.reporters.numbers import points

_MINUTE = 60


def middle(hundredths: Sequence[int]) -> float:
    """The median, in hundredths of a point."""
    return float(median(hundredths))


def shown(hundredths: float) -> str:
    """Points with at most two decimals: of two scores, the median may lie between hundredths."""
    return str(points(round(hundredths)))


def share(part: float, whole: float) -> str:
    """A percentage that is 0 or 100 only where it is so exactly."""
    if whole == 0:
        return "–"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "<1 %"
    return ">99 %" if 99 < percent < 100 else f"{percent:.0f} %"


def many(count: int, what: str, plural: str = "") -> str:
    """``1 student``, ``2 students``."""
    return f"1 {what}" if count == 1 else f"{count:,} {plural or what + 's'}"


def seconds(time: float) -> str:
    """``0.42 s``, ``3.4 s``, ``45 s``, ``3 min 20 s``, ``2 h 5 min``."""
    if not math.isfinite(time) or time < 0:
        return "–"
    if time < 10:
        return f"{time:.2g} s" if time < 1 else f"{time:.1f} s"
    whole = round(time)
    if whole < 2 * _MINUTE:
        return f"{whole} s"
    minutes, left = divmod(whole, _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {left} s"


def moment(at: datetime | None) -> str:
    """To the minute, and where on earth: ``2026-11-22 14:32 UTC``."""
    if at is None:
        return "–"
    zone = at.strftime("%Z") or at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M} {zone}".rstrip()


def named(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
