"""Times as files and lists write them. What has no zone is in this machine's; what cannot be read is None."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?"
    r"(?:(?P<utc>Z|UTC)|(?P<hours>[+-]\d\d)(?::?(?P<minutes>\d\d))?)?"
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)}
# `Monday, 5 October 2026, 2:14 PM` in Moodle's English, `Monday, October 5, 2026, 2:14 PM` in its American one; with 24
# hours where the person who exports has chosen them.
_MOODLE = re.compile(
    r"(?:[a-z]+, )?(?:(?P<d>\d\d?) (?P<mo>[a-z]{3})[a-z]*|(?P<mo2>[a-z]{3})[a-z]* (?P<d2>\d\d?),) (?P<y>\d{4}),? +"
    r"(?P<h>\d\d?):(?P<mi>\d\d)(?: ?(?P<half>[ap])m)?",
    re.I,
)


def local(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime | None:
    """A time without a zone is in this machine's; None where there is no such time."""
    try:
        return datetime(year, month, day, hour, minute, second).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def read_iso(text: str) -> datetime | None:
    """A day and a time of ISO 8601 in its common form; a space may be before the zone, as in a `due` of a course."""
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    zone = "+00:00" if found["utc"] else f"{found['hours']}:{found['minutes'] or '00'}" if found["hours"] else ""
    try:
        at = datetime.fromisoformat(f"{found['day']}T{found['clock']}{zone}")
        at = at if at.tzinfo else at.astimezone()
        at.astimezone(UTC)  # within the years that there are, also where it is written in another zone
    except (ValueError, OverflowError, OSError):
        return None
    return at


def read_moodle(text: str) -> datetime | None:
    """As Moodle writes it for a person whose language is English."""
    found = _MOODLE.fullmatch(" ".join(text.split()))
    month = MONTHS.get((found["mo"] or found["mo2"]).casefold()) if found else None
    if found is None or month is None:
        return None
    hour, half = int(found["h"]), (found["half"] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return local(int(found["y"]), month, int(found["d"] or found["d2"]), hour, int(found["mi"]))
