"""One submission as it was found, with its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Found:
    """``student`` is a ``Student.key``. ``files`` have the names that are asked for, or those of notebooks for them.

    ``place`` is where it lay, beginning with the last name of the path that was typed. ``at`` knows its time zone, and
    is None where nothing tells it. ``notes`` are sentences without an end: what was taken for what, and what could not
    be taken and why. ``undecided`` says that there were several files of which any may be meant, and none was taken.
    """

    student: str
    files: tuple[tuple[str, bytes], ...]
    place: str
    at: datetime | None = None
    notes: tuple[str, ...] = ()
    undecided: bool = False
