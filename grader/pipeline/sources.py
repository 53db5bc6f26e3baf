"""Reads the files that are run, submission and reference, each once: the bytes that everything later uses.

A notebook that was handed in becomes the text of a module here: nothing later knows of cells but the places it tells.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from grader.errors import UsageError
from grader.model.origin import EXECUTED
from grader.model.spec import Assignment, Course
from grader.notebooks import LARGEST as LARGEST_NOTEBOOK
from grader.notebooks import Converted, is_notebook, of_executed, of_notebook, of_script
from grader.notebooks.naming import NOTEBOOK, as_notebook, find_file, too_large
from grader.sandbox import Source

# The files that an assignment provides, by name and content.
Provided: TypeAlias = tuple[tuple[str, bytes], ...]

LARGEST = 4 << 20
_MOST_NAMED = 3
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


def read_submission(file: Path, assignment: Assignment, provided: Provided = (), *, whole: bool = False) -> Source:
    """The student's files, under the names that the assignment gives them. Raises ``UsageError``.

    ``file`` is any of them; the others lie beside it. Only a regular file is read, never a link: it could lead to the
    reference. A notebook may stand for each; with ``whole`` everything in it is run, and not its definitions alone.
    """
    if not assignment.others:
        return _source(assignment, provided, [(file, _read_text(file))], whole=whole)
    names = assignment.files
    if file.name not in names and file.name not in map(as_notebook, names):
        raise UsageError(f"`{file}` is not one of the files that {assignment.name} asks for: {', '.join(names)}")
    files = [find_file(file.parent, name) for name in names]
    missing = [each.name for each in files if not os.path.lexists(each)]
    if missing:
        raise UsageError(f"{assignment.name} asks for {', '.join(names)}: there is no {', '.join(missing)} here")
    return _source(assignment, provided, [(each, _read_text(each)) for each in files], whole=whole)


def read_cells(cells: bytes, assignment: Assignment, provided: Provided, folder: Path) -> Source:
    """What a kernel that works in ``folder`` executed, as a notebook's text, for what ``assignment`` asks for.

    Raises ``UsageError``.
    """
    if assignment.others:
        return _several(cells, assignment, provided, folder)
    name = assignment.submission
    taken = [name, *(each for each, _ in provided)]
    found = of_notebook(EXECUTED, cells, name, _asked(assignment), taken)
    beside = (*provided, *dict(found.provided).items())
    return Source(name, found.content, found.others, beside, found.origins, ((EXECUTED, cells),), found.notes)


def _several(cells: bytes, assignment: Assignment, provided: Provided, folder: Path) -> Source:
    """Each file is what cells wrote, or what is saved; one of them may be the other cells."""

    def saved(name: str) -> bytes | None:
        return _read_text(folder / name) if os.path.lexists(folder / name) else None

    beside = [name for name, _ in provided]
    found = of_executed(cells, assignment.files, _asked(assignment), beside, saved)
    (name, content), *others = [*found.files, *found.others]
    return Source(
        name,
        content,
        tuple(others),
        (*provided, *dict(found.provided).items()),
        found.origins,
        ((EXECUTED, cells), *found.saved),
        found.notes,
    )


def _source(assignment: Assignment, provided: Provided, files: Sequence[tuple[Path, bytes]], *, whole: bool) -> Source:
    """``files``, one for each that is asked for, with notebooks among them as what they come to."""
    taken = [*assignment.files, *(name for name, _ in provided)]
    made = [
        _converted(file, name, content, assignment, taken, whole=whole)
        for name, (file, content) in zip(assignment.files, files, strict=True)
    ]
    texts = [
        (name, content if found is None else found.content)
        for name, (_, content), found in zip(assignment.files, files, made, strict=True)
    ]
    notebooks = [each for each in made if each is not None]
    further = {name: content for each in notebooks for name, content in each.others}
    beside = {name: content for each in notebooks for name, content in each.provided}
    handed_in = [
        (name if found is None else _shown(file, name), content)
        for name, (file, content), found in zip(assignment.files, files, made, strict=True)
    ]
    (name, content), *others = [*texts, *further.items()]
    return Source(
        name,
        content,
        tuple(others),
        (*provided, *beside.items()),
        tuple(origin for each in notebooks for origin in each.origins),
        tuple(handed_in) if notebooks else (),
        tuple(note for each in notebooks for note in each.notes),
    )


def _converted(
    file: Path, name: str, content: bytes, assignment: Assignment, taken: Sequence[str], *, whole: bool
) -> Converted | None:
    """``content`` as the text of ``name``; None where it is that already."""
    shown = _shown(file, name)
    asked = _asked(assignment)
    if file.suffix == NOTEBOOK:
        return of_notebook(shown, content, name, asked, taken, whole=whole)
    if is_notebook(content):
        found = of_notebook(shown, content, name, asked, taken, whole=whole)
        return replace(found, notes=(f"`{shown}` is a notebook, and is graded as one", *found.notes))
    return of_script(name, content, asked, taken, whole=whole)


def _shown(file: Path, name: str) -> str:
    """What ``file`` is called where it is told of; it stands for ``name``."""
    return file.name if file.name.isprintable() else as_notebook(name)


def _asked(assignment: Assignment) -> set[str]:
    """All names that exercises may ask for: those that they call, and every word of what they give."""
    found = {name for each in assignment.exercises for name in each.names}
    for case in (case for each in assignment.exercises for case in each.cases):
        found.update(re.findall(r"[^\W\d]\w*", repr((case.init, case.given, case.assign, case.steps))))
    return found


def read_reference(course: Course, assignment: Assignment, provided: Provided = ()) -> Source | Path:
    """The reference solution, or where it was looked for in vain."""
    folder = course.references / assignment.name
    return _read_trusted(assignment, [*assignment.files] if assignment.others else ["solution.py"], folder, provided)


def empty(assignment: Assignment, provided: Provided = ()) -> Source:
    """Files with nothing in them."""
    return Source(assignment.submission, b"", tuple((name, b"") for name in assignment.others), provided)


def why_empty(file: Path, error: UsageError) -> str:
    """Why ``file`` was graded as an empty one: reading it ended in ``error``. No folder is named."""
    if os.path.lexists(file):
        return f"graded as an empty file: {str(error).replace(str(file), file.name)}"
    beside = sorted(each.name for each in file.parent.glob("*.py"))[:_MOST_NAMED]
    there = f" (there is: {', '.join(beside)})" if beside else ""
    return f"graded as an empty file: no `{file.name}` was handed in{there}"


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
    files = source.originals
    return _digest(b"", files) if len(files) > 1 else hashlib.sha256(files[0][1]).hexdigest()


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


def _read_text(file: Path) -> bytes:
    """A file of Python; or a notebook, which holds its outputs too."""
    content = _read(file, LARGEST_NOTEBOOK)
    if len(content) > LARGEST and file.suffix != NOTEBOOK and not is_notebook(content):
        raise _too_large(file, LARGEST)
    return content


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
        raise _too_large(file, largest)
    return content


def _too_large(file: Path, largest: int) -> UsageError:
    if file.suffix == NOTEBOOK:
        return too_large(str(file), largest)
    return UsageError(f"`{file}` is larger than {min(largest, LARGEST) >> 20} MB: hand in the Python file alone")
