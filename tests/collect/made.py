"""Folders and zips as hosts and students make them, from a table of paths and texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.collect import Found, Roster, collect
from grader.gradebook.standing import Student
from grader.model.spec import Assignment

SOFTMAX = Assignment("softmax", Path("assignment.yaml"), "", "Softmax", "softmax.py", ())
PAIR = Assignment("pair", Path("assignment.yaml"), "", "Two files", "a.py", (), others=("b.py",))
TWO, SAY_WHICH = "several files may be `softmax.py`: ", "say which with `grade batch … PATH --student KEY`"
CLASS = Roster(
    [
        Student("s001", "One, Student", "student.one@example.org", "A", {"canvas_id": "12345", "moodle_id": "1234567"}),
        Student(
            "s002",
            "Two, Student",
            "student.two@example.org",
            "A",
            {"github": "octo-two", "sis_id": "900", "canvas_id": "1"},
        ),
        Student("s003", "Ångström, Élodie", "three@example.org", "B", {"github": "octo3", "canvas_id": "2"}),
    ]
)


def made(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """``root`` with ``files`` in it; a path that ends with `/` is an empty folder."""
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        file = root / path
        if path.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return made.getvalue()


def found(*paths: Path, assignment: Assignment = SOFTMAX, roster: Roster | None = None) -> list[Found]:
    return list(collect(paths, assignment, roster or Roster()))


def taken(
    *paths: Path, assignment: Assignment = SOFTMAX, roster: Roster | None = None
) -> list[tuple[str, dict[str, str]]]:
    """Each submission's student, and its files with their texts."""
    every = found(*paths, assignment=assignment, roster=roster)
    return [(each.student, {name: content.decode() for name, content in each.files}) for each in every]
