"""When a run began and how long it took: the two things of a result's ``run`` that hosts ask for."""

from __future__ import annotations

import re
from math import isfinite

from grader.model.result import Result

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")


def started(result: Result) -> str | None:
    """``2026-11-22T14:32:01Z``; None where that is not known."""
    stated = result.run.get("started")
    return stated if isinstance(stated, str) and _TIME.fullmatch(stated) else None


def seconds(result: Result) -> float | None:
    """None where that is not known."""
    stated = result.run.get("seconds")
    return float(stated) if isinstance(stated, int | float) and isfinite(stated) and stated >= 0 else None
