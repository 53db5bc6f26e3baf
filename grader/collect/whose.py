"""Whose a submission is: what a name tells, looked up in the class."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from grader.collect.naming.named import Who
from grader.collect.roster import Match, Roster
from grader.collect.shown import listed, quoted, shown
from grader.gradebook.standing import Student


def whose(who: Who, roster: Roster) -> tuple[Student, tuple[str, ...]]:
    """The student, and what is to be said of that. Whoever is not of the class is remembered by the roster."""
    several: tuple[Student, ...] = ()
    for match in _matches(who, roster):
        if match.student is not None:
            return match.student, ()
        several = several or match.several
    notes = (f"{quoted(who.key)} may be {listed([each.key for each in several])}",) if several else ()
    return roster.remember(_stranger(who, roster, is_shared=bool(several))), notes


def _stranger(who: Who, roster: Roster, *, is_shared: bool) -> Student:
    """Under a key that is nobody's in the class, and the same on systems that write accents in another way."""
    key = shown(unicodedata.normalize("NFC", who.ends[0] if is_shared and who.ends else who.key))
    while roster.is_key(key):
        key = f"{key} (?)"
    name = "" if who.name == who.key else shown(who.name)
    return Student(key, name, shown(who.email), "", dict(who.ids), enrolled=False)


def is_known(who: Who | None, roster: Roster) -> bool:
    return who is not None and any(match.student is not None for match in _matches(who, roster))


def _matches(who: Who, roster: Roster) -> Iterator[Match]:
    """By the ids of the host that named it, then by what says more of a person than of a place."""
    yield from (roster.by_id(kind, value) for kind, value in who.ids)
    if who.email:
        yield roster.match(who.email)
    if who.squeezed:
        yield roster.by_squeezed(who.squeezed)
    yield from (roster.match(login) for login in who.logins if login)
    if who.name:
        yield roster.match(who.name)
    yield _only([roster.match(end) for end in who.ends if end])


def _only(matches: Sequence[Match]) -> Match:
    """Who alone is meant by any of several readings of a name."""
    every = {student.key: student for match in matches for student in (match.student, *match.several) if student}
    students = tuple(every.values())
    return Match(students[0]) if len(students) == 1 else Match(None, students)
