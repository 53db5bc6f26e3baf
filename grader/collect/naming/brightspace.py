"""Brightspace: `12345-67890 - Full Name - Oct 1, 2026 1234 PM`, a folder, or with ` - softmax.py` a file.

From programs that read its downloads: `^(student id)-(folder id) - (name) - (date and time) - (file)`, and folders
`39786-640693 - … - Oct 10, 2025 1022 AM`. An older form has no time. The time has no zone, and no `:`. Which of both
numbers stays the same for a student is not documented, so nobody is recognised by them.
"""

from __future__ import annotations

import re
from datetime import datetime

from grader.collect.naming.named import Named, Who
from grader.collect.times import MONTHS, local

_TIME = r"(?P<time>(?P<mo>[A-Z][a-z]{2})[a-z]* (?P<d>\d\d?), (?P<y>\d{4}) (?P<clock>\d\d?[:.]?\d\d) ?(?P<half>[AP]M))"
_NAMED = re.compile(rf"(?P<ids>\d+-\d+) - (?P<name>.+?) - {_TIME}(?: - (?P<file>.+))?")
_WITHOUT_TIME = re.compile(r"(?P<ids>\d+-\d+) - (?P<name>(?:(?! - ).)+)(?: - (?P<file>.+\.\w+))?")


def read(name: str, is_folder: bool) -> Named | None:
    found = _NAMED.fullmatch(name)
    at = _time(found) if found else None
    found = found or _WITHOUT_TIME.fullmatch(name)
    if found is None or is_folder == bool(found["file"]):
        return None
    person, told = found["name"].strip(), found.groupdict()
    who = Who(person, name=person, logins=(person,))
    return Named("Brightspace", who, found["file"] or "", ("Brightspace", person, told.get("time") or found["ids"]), at)


def _time(found: re.Match[str]) -> datetime | None:
    clock = re.sub(r"\D", "", found["clock"])
    hour, minute, month = int(clock[:-2]), int(clock[-2:]), MONTHS.get(found["mo"].casefold())
    if month is None or not 1 <= hour <= 12:
        return None
    return local(int(found["y"]), month, int(found["d"]), hour % 12 + 12 * (found["half"] == "PM"), minute)
