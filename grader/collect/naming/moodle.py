"""Moodle: `Full Name_1234567_assignsubmission_file/softmax.py`, or all in one folder with `…_file_softmax.py`.

From `mod/assign/classes/downloader.php` of moodle/moodle (earlier `download_submissions` in `locallib.php`): the full
name without `_`, the number that the grading worksheet calls `Participant 1234567`, the kind of plugin and the plugin.
Older versions end the folder with `_`. With hidden names it begins `Participant_1234567`, and for groups it is the
group's name and id. `onlinetext` is what a student typed on the page.
"""

from __future__ import annotations

import re

from grader.collect.naming.named import Named, Who

_FOLDER = re.compile(r"(?P<name>[^_]*)_(?P<id>\d+)_assignsubmission_(?P<plugin>[a-z]+)_?")
_FILE = re.compile(r"(?P<name>[^_]*)_(?P<id>\d+)_assignsubmission_(?P<plugin>[a-z]+)_(?P<file>.+)")


def read(name: str, is_folder: bool) -> Named | None:
    found = (_FOLDER if is_folder else _FILE).fullmatch(name)
    if found is None:
        return None
    person, number = found["name"].strip(), found["id"]
    who = Who(f"{person}_{number}", name=person, ids=(("moodle_id", number),))
    return Named("Moodle", who, "" if is_folder else found["file"], ("Moodle", person, number))
