"""Reads the files that are run, submission and reference, each once: the bytes that everything later uses."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from grader.errors import UsageError
from grader.model.spec import Assignment, Course
from grader.sandbox import Source

LARGEST = 4 << 20
# Flags that Windows lacks: do not follow a link, do not wait for the other end of a pipe.
_NO_LINK, _NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)


def read_submission(file: Path, assignment: Assignment) -> Source:
    """The student's file, under the name that the assignment gives it. Raises ``UsageError``.

    Only a regular file is read, never a link: it could lead to the reference.
    """
    if file.is_symlink():
        raise UsageError(f"`{file}` is a link: hand in the file itself")
    try:
        descriptor = os.open(file, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    except OSError as error:
        raise UsageError(f"`{file}` cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UsageError(f"`{file}` is not a file of text: hand in the Python file itself")
    with os.fdopen(descriptor, "rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UsageError(f"`{file}` is larger than {LARGEST >> 20} MB: hand in the Python file alone")
    return Source(assignment.submission, content)


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
