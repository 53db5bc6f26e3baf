"""Reads the files that are run, submission and reference, each once: the bytes that everything later uses."""

from __future__ import annotations

import hashlib
from pathlib import Path

from grader.errors import UsageError
from grader.model.spec import Assignment, Course
from grader.sandbox import Source

LARGEST = 4 << 20


def read_submission(file: Path, assignment: Assignment) -> Source:
    """The student's file, under the name that the assignment gives it. Raises ``UsageError``."""
    try:
        if not file.is_file():
            raise UsageError(f"{file} is not a file")
        if file.stat().st_size > LARGEST:
            raise UsageError(f"{file} is larger than {LARGEST >> 20} MB: hand in the Python file alone")
        return Source(assignment.submission, file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None


def read_reference(course: Course, assignment: Assignment) -> Source | Path:
    """The reference solution, or where it was looked for in vain."""
    file = course.references / assignment.name / "solution.py"
    try:
        return Source(assignment.submission, file.read_bytes())
    except OSError:
        return file


def digest(source: Source) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    return hashlib.sha256(source.content).hexdigest()
