"""People and what they handed in, put into a gradebook. Whoever calls commits."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import TypeAlias

from sqlalchemy import Connection, delete, func, select, tuple_, update

from grader.gradebook.inserting import insert
from grader.gradebook.standing import Student
from grader.gradebook.tables import files, overrides, parts, students, submissions

Files: TypeAlias = Sequence[tuple[str, bytes]]
# The keys of students, by where a submission was found and its digest.
Owners: TypeAlias = Mapping[tuple[str, str], set[str]]


def enrol(connection: Connection, people: Iterable[Student]) -> None:
    """Those of a roster, in its order. Who was enrolled and is not on it any more stays, and no longer is."""
    connection.execute(update(students).values(enrolled=False))
    for place, student in enumerate(people):
        values = {**_values(student), "enrolled": True, "listed": True, "place": place}
        added = insert(connection, students).values(key=student.key, **values)
        connection.execute(added.on_conflict_do_update(index_elements=["key"], set_=values))


def merge(connection: Connection, key: str, into: str) -> None:
    """Whatever the student ``key`` handed in, and was decided of them, is that of ``into``; ``key`` is gone."""
    ids = {row.key: row.id for row in connection.execute(select(students).where(students.c.key.in_((key, into))))}
    old, new = ids[key], ids[into]
    theirs = select(submissions.c.assignment, submissions.c.digest).where(submissions.c.student == new)
    same = tuple_(submissions.c.assignment, submissions.c.digest).in_(theirs)
    connection.execute(delete(submissions).where(submissions.c.student == old, same))  # one attempt
    for table in (submissions, overrides):
        connection.execute(update(table).where(table.c.student == old).values(student=new))
    connection.execute(delete(students).where(students.c.id == old))


def hand_in(
    connection: Connection,
    assignment: str,
    student: Student,
    content: Files,
    *,
    found: str,
    at: datetime | None,
    notes: Sequence[str],
    undecided: bool,
) -> tuple[str, bool]:
    """Keep one submission of ``student``; its digest, and whether it is new.

    What has the same bytes as what they handed in last is the same attempt.
    """
    # Nothing was taken of it: it is known by what is said of it.
    digest = digest_of([("", "\n".join(notes).encode())] if undecided else content)
    for name, data in content:
        file = hashlib.sha256(data).hexdigest()
        connection.execute(
            insert(connection, files).values(digest=file, content=zlib.compress(data)).on_conflict_do_nothing()
        )
        part = insert(connection, parts).values(submission=digest, name=name, file=file)
        connection.execute(part.on_conflict_do_nothing())
    owner = _known(connection, student)
    at = None if at is None else at.replace(microsecond=0)  # as it is kept
    if not _is_new(connection, owner, assignment, digest, found, at):
        return digest, False
    handed_in = insert(connection, submissions).values(
        student=owner,
        assignment=assignment,
        digest=digest,
        found=found,
        at=at,
        notes=list(notes),
        undecided=undecided,
    )
    connection.execute(handed_in)
    return digest, True


def _is_new(connection: Connection, owner: int, assignment: str, digest: str, found: str, at: datetime | None) -> bool:
    """Whether it is another attempt than those that are known: other bytes than those that were handed in last.

    A time that is learnt later is kept with the attempt that it is of.
    """
    mine = select(submissions).where(submissions.c.student == owner, submissions.c.assignment == assignment)
    rows = connection.execute(mine.order_by(submissions.c.id)).all()
    same = [row for row in rows if row.digest == digest]
    if not same or any((row.found, row.at) == (found, at) for row in same):
        return not same
    untimed = next((row for row in same if row.at is None and row.found == found), None)
    if at is not None and untimed is not None:
        connection.execute(update(submissions).where(submissions.c.id == untimed.id).values(at=at))
        return False
    timed = [row for row in rows if row.at is not None]
    latest = max(timed, key=lambda row: row.at) if at is not None and timed else rows[-1]
    return latest.digest != digest and all(row.found != found or row.at is not None for row in same)


def settle(connection: Connection, assignment: str, owners: Owners) -> list[tuple[str, str]]:
    """What was collected is nobody's any more who does not own it now; whose it was and is, by key.

    ``owners`` of a submission, by where it was found and its digest, are who hands it in after all that is known today.
    A stranger has nothing that somebody of the class hands in under the same name.
    """
    names = {(PurePath(found).name, digest): keys for (found, digest), keys in owners.items()}
    query = select(submissions, students.c.key, students.c.enrolled).join(students)
    moved = []
    for row in connection.execute(query.where(submissions.c.assignment == assignment)).all():
        now = owners.get((row.found, row.digest), set())
        if not now and not row.enrolled:
            now = names.get((PurePath(row.found).name, row.digest), set())
        if now and row.key not in now:
            connection.execute(delete(submissions).where(submissions.c.id == row.id))
            moved += [(row.key, key) for key in sorted(now)]
    return moved


def digest_of(content: Files) -> str:
    """SHA-256 in hexadecimal of all names, lengths and bytes."""
    digest = hashlib.sha256()
    for name, data in content:
        digest.update(f"{name}\n{len(data)}\n".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def files_of(connection: Connection, digest: str) -> list[tuple[str, bytes]]:
    """What was handed in under ``digest``, by name; nothing where nothing could be taken."""
    query = select(parts.c.name, files.c.content).join(files, files.c.digest == parts.c.file)
    found = connection.execute(query.where(parts.c.submission == digest).order_by(parts.c.name))
    return [(name, zlib.decompress(content)) for name, content in found]


def everybody(connection: Connection) -> dict[int, Student]:
    """By row, those that are enrolled first and in the roster's order."""
    query = select(students).order_by(students.c.enrolled.desc(), students.c.place, students.c.id)
    return {
        row.id: Student(row.key, row.name, row.email, row.section, row.ids, row.enrolled)
        for row in connection.execute(query)
    }


def whose(connection: Connection, assignment: str) -> dict[str, list[str]]:
    """The keys of those who handed in each submission, in the order in which they were found; none undecided."""
    query = select(submissions.c.digest, students.c.key).join(students, students.c.id == submissions.c.student)
    decided = query.where(submissions.c.assignment == assignment, submissions.c.undecided.is_(False))
    found: dict[str, list[str]] = {}
    for digest, key in connection.execute(decided.order_by(submissions.c.id)):
        found.setdefault(digest, []).append(key)
    return found


def strangers_of(connection: Connection) -> list[str]:
    """The keys of those whom no roster ever named."""
    return list(connection.execute(select(students.c.key).where(students.c.listed.is_(False))).scalars())


def _known(connection: Connection, student: Student) -> int:
    """The row of a student, who is added where no roster named them."""
    found = connection.execute(select(students.c.id).where(students.c.key == student.key)).scalar()
    if found is not None:
        return int(found)
    last = connection.execute(select(func.coalesce(func.max(students.c.place), -1))).scalar_one()
    values = {**_values(student), "enrolled": False, "listed": False, "place": last + 1}
    # Somebody else may be adding the same student just now.
    connection.execute(insert(connection, students).values(key=student.key, **values).on_conflict_do_nothing())
    return int(connection.execute(select(students.c.id).where(students.c.key == student.key)).scalar_one())


def _values(student: Student) -> dict[str, object]:
    return {"name": student.name, "email": student.email, "section": student.section, "ids": dict(student.ids)}
