"""The names of the files that an assignment provides: all that lies in its folder but what is the grader's own."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.spec.problems import Problems
from grader.spec.starter import STARTER, STARTERS

LARGEST = 64 << 20
MOST = 10_000
_NOT_PROVIDED = frozenset({"assignment.yaml", STARTER, STARTERS, "expected", "grade-result.json"})
_LEFT_BEHIND = "__pycache__"


def provided_files(folder: Path, submissions: Collection[str], problems: Problems) -> tuple[str, ...]:
    """Every regular file below ``folder``, by its path from there. Links and hidden files are left out.

    So is what has the name of a submission's file, which is the student's. Too much is one problem.
    """
    found, size = [], 0
    for name, bytes_ in _walk(folder, ""):
        if name.partition("/")[0] not in _NOT_PROVIDED and name not in submissions:
            found.append(name)
            size += bytes_
        if size > LARGEST or len(found) > MOST:
            text = f"the files beside it are provided to every submission, and are more than {LARGEST >> 20} MB"
            problems.at_line(1, f"{text} or {MOST:,} files; move away what is not needed")
            return ()
    return tuple(sorted(found))


def _walk(folder: Path, above: str) -> Iterator[tuple[str, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == _LEFT_BEHIND:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield f"{above}{entry.name}", entry.stat(follow_symlinks=False).st_size
