"""What a course says of time and repetition: when work is due, what lateness costs, and which attempt counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

Counts: TypeAlias = Literal["last", "best"]


@dataclass(frozen=True, slots=True)
class Late:
    """``per_day`` percent of what was earned are taken off for each day begun after ``grace``.

    What comes more than ``most_days`` late earns nothing; None where there is no such end.
    """

    per_day: float = 0.0
    grace: timedelta = timedelta(0)
    most_days: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """``due`` by assignment; of several attempts ``counts`` says which is the one."""

    due: Mapping[str, datetime] = field(default_factory=dict, hash=False)
    late: Late = field(default_factory=Late)
    counts: Counts = "last"
