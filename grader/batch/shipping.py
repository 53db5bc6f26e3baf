"""A course on its way to another machine: what grading one assignment takes, as bytes."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError
from grader.model.spec import COURSE_FILE, RELEASE_FILE, Assignment, Course

_OWN = ("checks", "laws")
_LEFT = frozenset({"__pycache__"})


def pack(course: Course, assignment: Assignment) -> bytes:
    """The course's own files, and those of ``assignment``. Raises ``UsageError`` where references lie outside of it."""
    if not course.references.resolve().is_relative_to(course.root.resolve()):
        raise UsageError(
            f"`{course.references}` lies outside of the course: to grade on a cluster it must be in the course's folder"
        )
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for file in _files(course, assignment):
            archive.add(file, file.resolve().relative_to(course.root.resolve()), recursive=False)
    return written.getvalue()


def unpack(course: bytes, folder: Path) -> Path:
    """Put it into ``folder``; where its ``course.yaml`` is then."""
    with tarfile.open(fileobj=io.BytesIO(course), mode="r:gz") as archive:
        archive.extractall(folder, filter="data")
    return folder / COURSE_FILE


def _files(course: Course, assignment: Assignment) -> Iterator[Path]:
    yield from (file for name in (COURSE_FILE, RELEASE_FILE) if (file := course.root / name).is_file())
    # `course.yaml` names the other assignments: that they are there is looked at.
    others = (course.root / "assignments" / name / assignment.file.name for name in course.order)
    yield from (file for file in others if file.is_file() and file.parent != assignment.folder)
    for folder in (*(course.root / name for name in _OWN), assignment.folder, course.references / assignment.name):
        yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and _LEFT.isdisjoint(file.parts))
