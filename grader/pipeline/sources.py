"""Reads the files that are run, submission and reference, each once: the bytes that everything later uses."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from grader.errors import UsageError
from grader.model.spec import Assignment, Course
from grader.sandbox import Source

# The files that an assignment provides, by name and content.
Provided: TypeAlias = tuple[tuple[str, bytes], ...]

LARGEST = 4 << 20
LARGEST_PROVIDED = 64 << 20
# Flags that Windows lacks: do not follow a link, do not wait for the other end of a pipe.
_NO_LINK, _NO_WAIT = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_NONBLOCK", 0)


def read_provided(assignment: Assignment) -> Provided:
    """What is put beside every submission of ``assignment``. Raises ``UsageError``."""
    left = LARGEST_PROVIDED
    found = []
    for name in assignment.provided:
        file = assignment.folder / name
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UsageError(f"`{file}` is provided, and cannot be read: {error.strerror}") from None
        left -= len(content)
        if left < 0:
            raise UsageError(f"`{file}` is provided, and cannot be read: more than {LARGEST_PROVIDED >> 20} MB in all")
        found.append((name, content))
    return tuple(found)


def read_submission(file: Path, assignment: Assignment, provided: Provided = ()) -> Source:
    """The student's files, under the names that the assignment gives them. Raises ``UsageError``.

    ``file`` is any of them; the others lie beside it. Only a regular file is read, never a link: it could lead to the
    reference.
    """
    if not assignment.others:
        return Source(assignment.submission, _read(file, LARGEST), provided=provided)
    names = assignment.files
    if file.name not in names:
        raise UsageError(f"`{file}` is not one of the files that {assignment.name} asks for: {', '.join(names)}")
    missing = [name for name in names if not os.path.lexists(file.with_name(name))]
    if missing:
        raise UsageError(f"{assignment.name} asks for {', '.join(names)}: there is no {', '.join(missing)} here")
    (name, content), *others = [(name, _read(file.with_name(name), LARGEST)) for name in names]
    return Source(name, content, tuple(others), provided)


def read_reference(course: Course, assignment: Assignment, provided: Provided = ()) -> Source | Path:
    """The reference solution, or where it was looked for in vain."""
    folder = course.references / assignment.name
    return _read_trusted(assignment, [*assignment.files] if assignment.others else ["solution.py"], folder, provided)


def empty(assignment: Assignment, provided: Provided = ()) -> Source:
    """Files with nothing in them."""
    return Source(assignment.submission, b"", tuple((name, b"") for name in assignment.others), provided)


def _read_trusted(assignment: Assignment, names: Sequence[str], folder: Path, provided: Provided) -> Source | Path:
    contents = []
    for name in names:
        try:
            contents.append((folder / name).read_bytes())
        except OSError:
            return folder / name
    (name, content), *others = zip(assignment.files, contents, strict=True)
    return Source(name, content, tuple(others), provided)


def digest(source: Source) -> str:
    """SHA-256 in hexadecimal: of the file's bytes, or of all names, lengths and bytes where there are several."""
    return _digest(b"", source.files) if source.others else hashlib.sha256(source.content).hexdigest()


def specification_digest(assignment: Assignment, provided: Provided) -> str:
    """That of the specification's bytes; where files are provided, of it and of them."""
    return _digest(assignment.digest.encode(), provided) if provided else assignment.digest


def digests(files: Provided) -> dict[str, str]:
    """SHA-256 of each file's bytes in hexadecimal, by its name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files}


def _digest(head: bytes, files: Iterable[tuple[str, bytes]]) -> str:
    found = hashlib.sha256(head)
    for name, content in files:
        found.update(f"{name}\n{len(content)}\n".encode("utf-8", "surrogateescape"))
        found.update(content)
    return found.hexdigest()


def _read(file: Path, largest: int) -> bytes:
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
        content = opened.read(largest + 1)
    if len(content) > largest:
        raise UsageError(f"`{file}` is larger than {largest >> 20} MB: hand in the Python file alone")
    return content
