"""Whose a submission is: what a name tells, looked up in the class. An id that a host wrote decides, and no name does.

Names are not unique. Only where the class has no ids of the host's kind is anybody found by name, and then not if
that name came with two ids: they are two people.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.collect.group import Group
from grader.collect.naming.named import Who
from grader.collect.naming.plain import GITHUB
from grader.collect.people import plain
from grader.collect.roster import Match, Roster
from grader.collect.shown import listed, quoted, shown
from grader.gradebook.standing import Student

# Each kind of id as a person calls it, and what else is to be said where none of them fits.
_CALLED = {
    "canvas_id": ("Canvas's user", ""),
    "moodle_id": (
        "Moodle's participant",
        ": each assignment has its own numbers, and they are in its grading worksheet",
    ),
    "sis_id": ("Gradescope's student", ""),
    GITHUB: ("GitHub's user", ""),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """``notes`` are what is to be said of it. ``by_name`` is set where a host gave an id and the name decided."""

    student: Student
    notes: tuple[str, ...] = ()
    by_name: Who | None = None


def whose(who: Who, roster: Roster) -> Owner:
    """The student, and what is to be said of that. Whoever is not of the class is remembered by the roster."""
    by_id = _first(roster.by_id(kind, value) for kind, value in who.ids)
    # Anybody may choose a login that is somebody else's key or address.
    is_login_unknown = any(kind == GITHUB and roster.knows(kind) for kind, _ in who.ids)
    sure = by_id if by_id.student or is_login_unknown else _first(_sure(who, roster))
    if sure.student:
        return Owner(sure.student)
    named = _first(_named(who, roster))
    if by_id.several:
        is_one = named.student in by_id.several
        return Owner(named.student) if named.student and is_one else _nobody(who, roster, by_id.several)
    strange = [(kind, value) for kind, value in who.ids if roster.knows(kind) or _has(kind, named)]
    if strange:
        return Owner(roster.remember(_stranger(who, roster)), _unknown(*strange[0], named, roster))
    if named.student:
        return Owner(named.student, by_name=who if who.ids else None)
    return _nobody(who, roster, sure.several or named.several)


def settle(groups: Iterable[Group], roster: Roster) -> list[Group]:
    """The same, without what a name gave to one student and ids say is of several: that is nobody's."""
    every = list(groups)
    same: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for group in every:
        for kind, value in group.by_name.ids if group.by_name else ():
            same[group.student.key, kind].setdefault(plain(value), group.by_name.key if group.by_name else "")
    return [_settled(group, group.by_name, same, roster) if group.by_name else group for group in every]


def _settled(group: Group, who: Who, same: dict[tuple[str, str], dict[str, str]], roster: Roster) -> Group:
    claims = [names for kind, _ in who.ids if len(names := same[group.student.key, kind]) > 1]
    if not claims:
        return group
    others = sorted(set(claims[0].values()) - {who.key})
    may_be = f"{quoted(who.key)} may be {quoted(group.student.key)}, and so may {listed(others)}"
    note = f"{may_be}: a class list with these ids can tell"
    return replace(group, student=roster.remember(_stranger(who, roster)), notes=(*group.notes, note))


def _nobody(who: Who, roster: Roster, several: Sequence[Student]) -> Owner:
    notes = (f"{quoted(who.key)} may be {listed([each.key for each in several])}",) if several else ()
    return Owner(roster.remember(_stranger(who, roster, is_shared=bool(several))), notes)


def _stranger(who: Who, roster: Roster, *, is_shared: bool = False) -> Student:
    """Under a key that is nobody's in the class, and the same on systems that write accents in another way."""
    key = shown(unicodedata.normalize("NFC", who.ends[0] if is_shared and who.ends else who.key))
    while roster.is_key(key):
        key = f"{key} (?)"
    name = "" if who.name == who.key else shown(who.name)
    return Student(key, name, shown(who.email), "", dict(who.ids), enrolled=False)


def _unknown(kind: str, value: str, named: Match, roster: Roster) -> tuple[str, ...]:
    """Why somebody is not taken for the student of that name. Where there is no class list, nothing is amiss."""
    if not roster.is_class:
        return ()
    called, remedy = _CALLED.get(kind, (kind, ""))
    note = f"{called} {shown(value)} is not in the class list"
    if named.student:
        other = named.student.ids.get(kind)
        note += f"; {quoted(named.student.key)} of that name has {shown(other) if other else 'no number there'}"
    elif named.several:
        note += f"; of that name are {listed([each.key for each in named.several])}"
    return (note + remedy,)


def _has(kind: str, match: Match) -> bool:
    return any(each.ids.get(kind) for each in match.all)


def is_known(who: Who | None, roster: Roster) -> bool:
    if who is None:
        return False
    by_id = (roster.by_id(kind, value) for kind, value in who.ids)
    return any(match.student is not None for match in (*by_id, *_sure(who, roster), *_named(who, roster)))


def _first(matches: Iterable[Match]) -> Match:
    """The first that is one student, or else the first that may be some."""
    several = Match()
    for match in matches:
        if match.student is not None:
            return match
        several = several if several.several else match
    return several


def _sure(who: Who, roster: Roster) -> Iterator[Match]:
    """By what is a person's alone."""
    if who.email:
        yield roster.match(who.email)
    yield from (roster.match(login) for login in who.logins if login)


def _named(who: Who, roster: Roster) -> Iterator[Match]:
    """By what says more of a person than of a place."""
    if who.squeezed:
        yield roster.by_squeezed(who.squeezed)
    if who.name:
        yield roster.match(who.name)
    yield _only([roster.match(end) for end in who.ends if end])


def _only(matches: Sequence[Match]) -> Match:
    """Who alone is meant by any of several readings of a name."""
    every = {student.key: student for match in matches for student in match.all}
    students = tuple(every.values())
    return Match(students[0]) if len(students) == 1 else Match(None, students)
