"""The lists of students that hosts export, each known by its header.

Where each was looked up: Canvas's and Classroom 50's (`roster.csv`, once `students.csv`) in their own importers;
Moodle's worksheet in its plugin `mod/assign/feedback/offline` and in scripts that read it; GitHub Classroom's in files
that it wrote, with `group_name` where there are groups. Column names are compared in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from grader.collect.times import read_iso, read_moodle

Row = Mapping[str, str]
SUBMITTED = "submitted"
_NUMBER = re.compile(r"\d+$")
# What a simple list may call an id, and what we call it.
_IDS = {
    "login": "login",
    "username": "login",
    "user name": "login",
    "sid": "sis_id",
    "sis_id": "sis_id",
    "student_id": "student_id",
    "student id": "student_id",
    "orgdefinedid": "student_id",
    "canvas_id": "canvas_id",
    "moodle_id": "moodle_id",
    "id number": "id_number",
    "github": "github",
    "github_username": "github",
    "github_id": "github_id",
}
_NAMES = ("name", "full name", "full_name")
_FIRST = ("first_name", "first name", "firstname")
_LAST = ("last_name", "last name", "surname", "lastname")
_EMAIL = ("email", "email address", "e-mail", "e-mail address")
_SECTION = ("section", "group", "groups", "group_name")


@dataclass(frozen=True, slots=True)
class Format:
    """``known_by``: a header with all of these columns is of it. ``keys`` are columns of which the first with a value
    is the student's key. ``ids`` says what we call what stands in a column."""

    name: str
    known_by: frozenset[str]
    keys: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    # The host's own column of when something was handed in, in a form that is the reader's language.
    handed_in: str = ""

    def ids_of(self, row: Row) -> dict[str, str]:
        """What other places know the student by."""
        found: dict[str, str] = {}
        for column, kind in self.ids.items():
            if row.get(column):
                found.setdefault(kind, _cleaned(kind, row[column]))
        return found

    def key_of(self, row: Row) -> str:
        return next((row[column].removeprefix("#") for column in self.keys if row.get(column)), "")

    def is_person(self, row: Row) -> bool:
        """Classroom 50 lists teachers too. Canvas has lines that are nobody: points possible, a test student."""
        if self.name != "Canvas":
            return self.name != "Classroom 50" or row.get("role", "").casefold() in ("", "student")
        student = row.get("student", "")
        return bool(row.get("id")) and student != "Student, Test" and not student.startswith("Points Possible")


def _cleaned(kind: str, value: str) -> str:
    """Moodle writes `Participant 1234567` in the language of the person who exports; Brightspace `#` before an id."""
    if kind == "moodle_id":
        number = _NUMBER.search(value)
        return number[0] if number else value
    return value.removeprefix("#")


# The first that fits counts.
FORMATS = (
    Format(
        "Classroom 50",
        frozenset({"username", "first_name", "last_name", "github_id"}),
        ("username", "email"),  # who has not accepted the invitation has no login yet
        {"username": "github", "github_id": "github_id"},
    ),
    Format(
        "GitHub Classroom",
        frozenset({"identifier", "github_username"}),
        ("identifier", "github_username"),
        {"github_username": "github", "github_id": "github_id"},
    ),
    Format(
        "Canvas",
        frozenset({"student", "id", "section"}),
        ("sis login id", "sis user id", "id"),
        {"id": "canvas_id", "sis user id": "sis_id", "sis login id": "login", "integration id": "integration_id"},
    ),
    Format(
        "Moodle's grading worksheet",
        frozenset({"identifier", "full name"}),
        ("username", "id number", "email address", "identifier"),
        {"identifier": "moodle_id", "id number": "id_number", "username": "login"},
        "last modified (submission)",
    ),
    Format(
        "Moodle's participants",
        frozenset({"first name", "email address"}),
        ("username", "id number", "email address"),
        {"id number": "id_number", "username": "login"},
    ),
    *(
        Format("a simple list", frozenset({column}), (column, *_EMAIL), _IDS)
        for column in ("key", "id", "login", "username", "student_id", "orgdefinedid", "github", *_EMAIL)
    ),
)


def format_of(header: frozenset[str]) -> Format | None:
    return next((each for each in FORMATS if each.known_by <= header), None)


def name_of(row: Row) -> str:
    """The full name: as it is written, or made of its parts."""
    written = _first(row, ("student", *_NAMES))
    return written or " ".join(part for part in (_first(row, _FIRST), _first(row, _LAST)) if part)


def email_of(row: Row) -> str:
    return _first(row, _EMAIL)


def time_of(form: Format, row: Row) -> datetime | None:
    """When the student handed in. Raises ``ValueError`` for a time that somebody wrote and that is none."""
    if form.handed_in:
        return read_moodle(row.get(form.handed_in, ""))
    written = row.get(SUBMITTED, "")
    at = read_iso(written) if written else None
    if written and at is None:
        raise ValueError(written)
    return at


def section_of(row: Row) -> str:
    return _first(row, _SECTION)


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")
