"""What a name on a folder or file tells: whose it is, what it was called, and when it was handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Who:
    """A student as a host knows them. ``key`` is what they are called where nobody of the class fits.

    ``logins`` are looked up in order, and then ``ends``, of which only one may be anybody's. ``squeezed`` is a name as
    Canvas writes it.
    """

    key: str
    name: str = ""
    email: str = ""
    squeezed: str = ""
    logins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Named:
    """``file`` is what the student called it; empty for a folder, and for what is the host's own.

    What has the same ``attempt`` was handed in together. ``at`` is None where the name does not tell it.
    """

    host: Literal["Canvas", "Moodle", "Blackboard", "Brightspace"]
    who: Who
    file: str
    attempt: tuple[str, ...]
    at: datetime | None = None
    notes: tuple[str, ...] = ()
