"""Canvas: `lastfirst_LATE_12345_67890_softmax-1.py`.

From `lib/content_zipper.rb` of instructure/canvas-lms: the sortable name in lower case, `LATE` if it is, and the user's
id, joined by `_` and with everything else than word characters left out; then the file's id and its name as displayed.
Where students are anonymous, there is no name and the id is `anon_` with letters and digits. `-1` before the suffix is
what `Attachment.make_unique_filename` adds where the student uploaded a file of that name before. Texts and links are
`…_text.html` and `…_link.html`, without an id of a file.
"""

from __future__ import annotations

import re

from grader.collect.naming.named import Named, Who

_NAMED = re.compile(
    r"(?P<name>\w+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<rest>(?P<id>\d+)_(?P<file>.+)|text\.html|link\.html)"
)
_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?(?P<name>(?P<user>anon_[0-9A-Za-z]+))_(?P<rest>(?P<id>\d+)_(?P<file>.+)|text\.html|link\.html)"
)
# `data_2026_10_01.csv` has a date where Canvas has the user's number.
_DATED = re.compile(r"_(?:19|20)\d\d_\d{1,2}_\d{1,2}(?!\d)")
# A display name may hold numbers that look like Canvas's own, which then follow: whose it is cannot be told.
_NUMBERED = re.compile(r"_*\d+_\d+_")
_LATE = "Canvas calls it late"


def read(name: str, is_folder: bool) -> Named | None:
    found = None if is_folder else _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name)
    if found is None or _DATED.match(name, found.start("user") - 1) or _NUMBERED.match(found["file"] or ""):
        return None
    user = found["user"]
    if user == found["name"]:
        who = Who(user, ids=(("canvas_id", user),))
    else:
        who = Who(f"{found['name']}_{user}", squeezed=found["name"], ids=(("canvas_id", user),))
    notes = (_LATE,) if found["late"] else ()
    return Named("Canvas", who, found["file"] or found["rest"], ("Canvas", user), notes=notes)
