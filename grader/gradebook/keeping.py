"""People and what they handed in, put into a gradebook. Whoever calls commits."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from grader.gradebook.standing import Student
from grader.gradebook.tables import files, overrides, parts, students, submissions

Files: TypeAlias = Sequence[tuple[str, bytes]]


def enrol(connection: Connection, people: Iterable[Student]) -> None:
    """Those of a roster, in its order. Who was enrolled and is not on it any more stays, and no longer is."""
    connection.execute(update(students).values(enrolled=False))
    for place, student in enumerate(people):
        values = {**_values(student), "enrolled": True, "place": place}
        added = insert(students).values(key=student.key, **values)
        connection.execute(added.on_conflict_do_update(index_elements=["key"], set_=values))


def merge(connection: Connection, key: str, into: str) -> None:
    """Whatever the student ``key`` handed in, and was decided of them, is that of ``into``; ``key`` is gone."""
    ids = {row.key: row.id for row in connection.execute(select(students).where(students.c.key.in_((key, into))))}
    old, new = ids[key], ids[into]
    for table in (submissions, overrides):
        moved = update(table).where(table.c.student == old).values(student=new)
        connection.execute(moved.prefix_with("OR IGNORE"))  # the same bytes are one attempt
        connection.execute(delete(table).where(table.c.student == old))
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
) -> str:
    """Keep one submission of ``student``, and return its digest. The same bytes of the same student are one attempt."""
    digest = digest_of(content)
    for name, data in content:
        file = hashlib.sha256(data).hexdigest()
        connection.execute(insert(files).values(digest=file, content=zlib.compress(data)).on_conflict_do_nothing())
        part = insert(parts).values(submission=digest, name=name, file=file)
        connection.execute(part.on_conflict_do_nothing())
    handed_in = insert(submissions).values(
        student=_known(connection, student),
        assignment=assignment,
        digest=digest,
        found=found,
        at=at,
        notes=list(notes),
    )
    connection.execute(handed_in.on_conflict_do_nothing())
    return digest


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


def roster_of(connection: Connection) -> list[Student]:
    """Everybody, those that are enrolled first and in the roster's order."""
    query = select(students).order_by(students.c.enrolled.desc(), students.c.place, students.c.id)
    return [student_of(row) for row in connection.execute(query)]


def student_of(row: Row[tuple[object, ...]]) -> Student:
    return Student(row.key, row.name, row.email, row.section, row.ids, row.enrolled)


def _known(connection: Connection, student: Student) -> int:
    """The row of a student, who is added where no roster named them."""
    found = connection.execute(select(students.c.id).where(students.c.key == student.key)).scalar()
    if found is not None:
        return int(found)
    last = connection.execute(select(func.coalesce(func.max(students.c.place), -1))).scalar_one()
    values = {**_values(student), "enrolled": False, "place": last + 1}
    return int(
        connection.execute(insert(students).values(key=student.key, **values).returning(students.c.id)).scalar_one()
    )


def _values(student: Student) -> dict[str, object]:
    return {"name": student.name, "email": student.email, "section": student.section, "ids": dict(student.ids)}
