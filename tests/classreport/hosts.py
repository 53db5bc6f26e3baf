"""Each host's rule, as far as it matters here: from a file to who gets how many points there."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime

from grader.gradebook.standing import Student

POINTS_POSSIBLE = "Points Possible"
CANVAS_IDS = (("canvas_id", 1), ("sis_id", 2), ("login", 3))
CALCULATED = re.compile(
    r"Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override (Score|Grade|Status)"
)


@dataclass
class Imported:
    """``scores`` by column and by whom the host takes a row for; ``excused`` likewise. ``most`` by column."""

    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    excused: dict[str, set[str]] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)


def rows_of(text: str) -> list[list[str]]:
    """A file with a mark of the byte order is read as one without; the delimiter is the one that is in all lines."""
    lines = text.encode("utf-8", "backslashreplace").decode("utf-8-sig")
    first = lines.splitlines()[:3]
    fields = {mark: {len(next(csv.reader([line], delimiter=mark), [])) for line in first} for mark in ",;"}
    counts = {mark: found.pop() if len(found) == 1 else 0 for mark, found in fields.items()}
    assert counts[","] >= counts[";"], "taken for a file with semicolons"
    rows = list(csv.reader(io.StringIO(lines), strict=True))
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    return rows


def canvas(text: str, people: list[Student]) -> Imported:
    """Canvas' import: whom and what it finds, at two decimals."""
    header, *rows = rows_of(text)
    assert len(header) > 3 and "Student" in header[0] and "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4]
    columns = {name: header.index(name) for name in header[5:] if not CALCULATED.search(name)}
    assert len(columns) == len(header) - 5, "a column is read twice, or passed over"
    found = Imported({name: {} for name in columns}, {name: set() for name in columns})
    for row in rows:
        if POINTS_POSSIBLE in row[0]:
            assert not found.most, "two rows of points"
            found.most = {name: float(row[number]) for name, number in columns.items()}
            continue
        who = _canvas_student(row, people)
        for name, number in columns.items():
            cell = row[number].strip()
            if cell.upper() == "EX":
                found.excused[name].add(who)
            elif cell not in ("", "-"):
                assert who not in found.scores[name]
                found.scores[name][who] = round(float(cell), 2)
    return found


def _canvas_student(row: list[str], people: list[Student]) -> str:
    for name, number in CANVAS_IDS:
        known = [each for each in people if row[number] and each.ids.get(name) == row[number]]
        if known:
            return meant(known)
    known = [each for each in people if each.name == row[0]]
    assert known, f"a row that is nobody's: {row}"
    return known[0].key


def moodle(text: str, people: list[Student], most: float) -> Imported:
    """Moodle's import of a grading worksheet."""
    header, *rows = rows_of(text)
    identifier, grade, modified = (header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)"))
    assert "Feedback comments" not in header, "an empty one takes away what is there"
    found = Imported({"": {}}, most={"": most})
    for row in rows:
        number = row[identifier][len("Participant ") :]
        known = [each for each in people if number_of(each) == number]
        who = meant(known)
        assert row[modified] == "-" or datetime.fromisoformat(row[modified]).tzinfo is not None
        if row[grade] == "" or not 0 <= float(row[grade]) <= most:
            continue
        found.scores[""][who] = float(row[grade])
    return found


def number_of(each: Student) -> str:
    return each.ids.get("moodle_id", "").strip().removeprefix("Participant").strip()


def meant(known: list[Student]) -> str:
    """A host has one account of an id. Of several whom the class has of it, it is that of the one who is enrolled."""
    found = {each.key for each in known}
    (who,) = found if len(found) == 1 else {each.key for each in known if each.enrolled}
    return who


def nbgrader(text: str) -> list[dict[str, str]]:
    header, *rows = rows_of(text)
    assert ",".join(header) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,"
        "raw_score,late_submission_penalty,score,max_score"
    )
    return [dict(zip(header, row, strict=True)) for row in rows]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute something of it, in this country or in one with semicolons."""
    parts = [cell, *cell.split(";")]
    return any(part.lstrip(" \"'") and part.lstrip(" ")[0] in "=+-@\t\r＝＋－＠" for part in parts if part.strip())
