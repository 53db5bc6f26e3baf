"""Blackboard: `softmax_login_attempt_2026-10-01-12-00-00_softmax.py`, and `…-12-00-00.txt` beside it.

From nbgrader's documentation of `zip_collect`, whose pattern is `.*_(student_id)_attempt_(timestamp)_(file_id)`, and
bb-file-cleanup (`assignmentname_username_attempt_datetime_filename.ext`). A Dutch Blackboard writes `poging`. The text
is Blackboard's own: what the student typed, and the names of the files. The time has no zone. An assignment's name and
a login may hold `_`, so that a class list decides where the login begins; without one it is what follows the last.
The first time is Blackboard's: whatever follows it the student may have typed.
"""

from __future__ import annotations

import re

from grader.collect.naming.named import Named, Who
from grader.collect.times import local

_TIME = r"(?P<time>(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)-(?P<h>\d\d)-(?P<mi>\d\d)-(?P<s>\d\d))"
_NAMED = re.compile(rf"(?P<before>.+?)_(?:attempt|poging)_{_TIME}(?:_(?P<file>.+)|(?P<text>\.txt)|)")


def read(name: str, is_folder: bool) -> Named | None:
    found = _NAMED.fullmatch(name)
    if found is None or (is_folder and found["file"]):
        return None
    words = found["before"].split("_")
    ends = tuple("_".join(words[start:]) for start in range(len(words)))
    at = local(*(int(found[part]) for part in ("y", "mo", "d", "h", "mi", "s")))
    who = Who(words[-1] or found["before"], ends=ends)
    return Named("Blackboard", who, found["file"] or "", ("Blackboard", found["before"], found["time"]), at)
