"""Reads a list of students from a CSV file, whoever exported it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from grader.collect.roster import Roster
from grader.collect.roster_formats import SUBMITTED, Format, Row, email_of, format_of, name_of, section_of, time_of
from grader.collect.shown import quoted, shown
from grader.errors import UsageError
from grader.gradebook.standing import Student

_LARGEST = 16 << 20
_DELIMITERS = (",", ";", "\t")
_ASKED = (
    "expected columns as Canvas, Moodle, GitHub Classroom or Classroom 50 export them, or one of `id`, `key`, `login` "
    "and `email` with `name`, `section` and `github` as you like"
)


def read_roster(path: Path) -> Roster:
    """The students that the file names. Raises ``UsageError`` for what is not such a list, with its line."""
    text = _read(path)
    if not text.strip():
        raise UsageError(f"`{path}` is empty")
    lines = text.splitlines(keepends=True)
    for delimiter in _DELIMITERS:
        header = _cells(next(csv.reader(lines[:1], delimiter=delimiter), []))
        found = format_of(frozenset(header))
        if found is not None:
            return _roster(path, found, _rows(path, header, lines, delimiter))
    first = shown(lines[0].strip())
    raise UsageError(f"`{path}` is no list of students that is known: its first line is `{first}`; {_ASKED}")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"`{path}` cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise UsageError(f"`{path}` is larger than {_LARGEST >> 20} MB: that is no list of students")
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        raise UsageError(f"`{path}` is not a CSV file: it is a zip, or a workbook that must be saved as CSV")
    if b"\0" in content:
        raise UsageError(f"`{path}` is not a CSV file: expected text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # as Excel saves on Windows


def _rows(path: Path, header: list[str], lines: list[str], delimiter: str) -> Iterator[tuple[int, Row]]:
    """Each with the line on which it begins."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if any(cell.strip() for cell in cells[len(header) :]):
                    raise UsageError(f"{path}:{line}: expected {len(header)} columns as in the first line, got more")
                yield line, dict(zip(header, map(str.strip, cells), strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: this is no line of a CSV file: {error}") from None


def _cells(cells: list[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def _roster(path: Path, found: Format, rows: Iterator[tuple[int, Row]]) -> Roster:
    students: dict[str, tuple[int, Student]] = {}
    times: dict[str, datetime] = {}
    for line, row in rows:
        if not found.is_person(row):
            continue
        student = _student(found, row)
        if not student.key:
            raise UsageError(f"{path}:{line}: expected a value in the column `{found.keys[0]}`, got none")
        before = students.get(student.key.casefold())
        if before is not None:
            raise UsageError(
                f"{path}:{line}: {quoted(student.key)} stands in line {before[0]} too: each student needs a key alone"
            )
        students[student.key.casefold()] = line, student
        at = _time(path, line, found, row)
        if at is not None:
            times[student.key] = at
    if not students:
        raise UsageError(f"`{path}` names no students: it has a header as {found.name} has it, and no lines after that")
    return Roster([student for _, student in students.values()], times)


def _time(path: Path, line: int, found: Format, row: Row) -> datetime | None:
    try:
        return time_of(found, row)
    except ValueError as error:
        raise UsageError(
            f"{path}:{line}: expected a day and a time in the column `{SUBMITTED}`, such as `2026-10-05T23:59+02:00`, "
            f"got {quoted(str(error))}"
        ) from None


def _student(found: Format, row: Row) -> Student:
    return Student(found.key_of(row), name_of(row), email_of(row), section_of(row), found.ids_of(row))
