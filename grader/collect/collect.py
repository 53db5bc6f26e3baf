"""Finds submissions, one after the other: first where each lies and whose it is, then the bytes of one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from grader.collect.choose import choose
from grader.collect.disk import OnDisk
from grader.collect.found import Found
from grader.collect.group import Group, Item
from grader.collect.lookup import Lookup, holds_files, is_repository
from grader.collect.node import Untaken, is_code
from grader.collect.repository import committed_at
from grader.collect.roster import Roster
from grader.collect.shown import order, quoted
from grader.collect.split import Splitter
from grader.collect.whose import settle
from grader.errors import UsageError
from grader.model.spec import Assignment

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def collect(paths: Sequence[Path], assignment: Assignment, roster: Roster) -> Iterator[Found]:
    """Every submission of ``assignment`` that lies at ``paths``, by student, and each student's in order of time.

    The order is the same on every machine. At most one submission's bytes are held at a time. Raises ``UsageError`` at
    once for a path that is not there, and where there is only one, for what cannot be read or is no submission.
    """
    paths = list({os.path.abspath(path): path for path in paths}.values())  # noqa: PTH100 - without following links
    items = [_typed(path, is_only=len(paths) == 1) for path in paths]
    opened = ExitStack()
    try:
        groups = _in_order(_groups(paths, items, Splitter(Lookup(assignment, roster), opened)), roster)
    except BaseException:
        opened.close()
        raise
    return _read(groups, assignment, opened)


def _read(groups: Iterable[Group], assignment: Assignment, opened: ExitStack) -> Iterator[Found]:
    with opened:
        for group in groups:
            chosen = choose(group, assignment)
            notes = (*group.notes, *chosen.notes)
            yield Found(group.student.key, tuple(chosen.files), group.place, group.at, notes, chosen.undecided)


def _typed(path: Path, *, is_only: bool) -> Item:
    """A link is followed only where it alone was typed: of many, a student may have made it."""
    try:
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - the other way follows links
        is_there = os.path.lexists(path)
        node = OnDisk.at(path.resolve() if is_only else whole, whole.name)
    except (OSError, ValueError, RuntimeError):
        is_there = False
    if not is_there:
        raise UsageError(f"{quoted(str(path))} does not exist: name folders, files or zips with submissions")
    place = node.name if is_only and holds_files(node) else f"{whole.parent.name}/{node.name}"
    return Item(node, place, whole.parent.name)


def _groups(paths: Sequence[Path], items: Sequence[Item], splitter: Splitter) -> Iterator[Group]:
    node = items[0].node if len(items) == 1 else None
    if node and not (holds_files(node) or is_code(node) or node.why):
        raise UsageError(
            f"{quoted(str(paths[0]))} is no submission: expected a folder, a zip, a Python file or a notebook"
        )
    if node is None or not holds_files(node):
        return splitter.together(items)
    try:
        return splitter.alone(items[0])
    except Untaken as error:
        raise UsageError(f"{quoted(str(paths[0]))} {error}") from None


def _in_order(groups: Iterable[Group], roster: Roster) -> Iterator[Group]:
    """By student, and each student's with their times."""
    for key, of_student in groupby(sorted(settle(groups, roster), key=_place), key=lambda group: group.student.key):
        several = sorted((replace(group, at=group.at or _committed(group)) for group in of_student), key=_time)
        yield from _with_time(several, roster.times.get(key))


def _with_time(groups: list[Group], at: datetime | None) -> Iterator[Group]:
    """The last has the time that the class list tells, where none tells its own: a list has a student's last time."""
    *earlier, last = groups
    if at is None or last.at is not None:
        yield from groups
        return
    told = f"handed in before the one of {at.isoformat(' ', 'minutes')}; the class list does not tell when"
    yield from (replace(group, notes=(*group.notes, told)) for group in earlier)
    yield replace(last, at=at)


def _place(group: Group) -> tuple[tuple[str, str], int, tuple[str, str]]:
    return order(group.student.key), group.version, order(group.place)


def _time(group: Group) -> tuple[datetime, int, tuple[str, str]]:
    return group.at or _EARLIEST, group.version, order(group.place)


def _committed(group: Group) -> datetime | None:
    node = group.parts[0].node if group.parts else None
    return committed_at(node.path) if isinstance(node, OnDisk) and is_repository(node) else None
