"""Brings a students' copy up to date: writes what a release holds, and never touches what a student wrote.

Everything is looked at before anything is written. A run that was cut off is completed by the next one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePosixPath
from secrets import token_hex

from grader.errors import MachineError, UsageError
from grader.release.manifest import MANIFEST, Manifest, digest_of, is_within, manifest_of

# What the grader reads: here its word counts. All else of a release is for people, who may want it otherwise.
_OWN = ("course.yaml", "assignments", "checks", "laws")
_STATE = ".grade"
_REPLACED = f"{_STATE}/replaced"
EVERYTHING = ("",)


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of each path, sorted. ``kept`` are files of the surroundings that were changed here, and stay so.

    ``replaced`` are those among ``written`` and ``removed`` that were changed here: what they held was saved first, to
    the same path below ``.grade/replaced``. ``unchanged`` were up to date.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(slots=True)
class _Plan:
    """What is to be done in ``folder``, by path. ``before`` and ``after`` are the manifests."""

    folder: Path
    before: Manifest
    after: Manifest
    write: dict[str, bytes] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    save: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def bring(
    contents: Mapping[str, bytes],
    starters: Mapping[str, bytes],
    folder: Path,
    version: str,
    *,
    course_root: Path,
    scope: Collection[str] = EVERYTHING,
) -> Brought:
    """Bring ``folder`` to where it holds ``contents``, by path; its manifest says the grader's ``version``.

    ``starters`` are written where nothing is, and from then on are the student's. Of what an earlier release wrote,
    what ``contents`` lacks is removed if its path is one of ``scope``, or lies below one; all else stays as released.
    Raises ``UsageError`` where this must not be done, before anything is written, and ``MachineError`` where this
    machine fails; the next call then completes what was begun.
    """
    _check_paths([*contents, *starters])
    check_place(folder, course_root)
    plan = _plan(contents, starters, folder, version, scope)
    _carry_out(plan)
    return Brought(
        *(tuple(sorted(each)) for each in (plan.write, plan.remove, plan.kept, plan.save, plan.unchanged)),
    )


def read_manifest(folder: Path) -> Manifest | None:
    """What was released into ``folder`` before, or None. Raises ``UsageError`` where it cannot be told."""
    content = _read(folder, MANIFEST)
    return None if content is None else manifest_of(content, str(folder / MANIFEST))


def _plan(
    contents: Mapping[str, bytes], starters: Mapping[str, bytes], folder: Path, version: str, scope: Collection[str]
) -> _Plan:
    before = read_manifest(folder) or Manifest("", {})
    known = {**before.earlier, **before.files}
    dropped = [path for path in known if path not in contents and path not in starters and _is_in(path, scope)]
    staying = {path: digest for path, digest in known.items() if path not in {*dropped, *starters}}
    after = Manifest(version, {**staying, **{path: digest_of(content) for path, content in contents.items()}})
    plan = _Plan(folder, before, after)
    for path in (*contents, *dropped):
        _plan_one(plan, path, contents.get(path), _read(folder, path))
    for path, content in starters.items():
        _check_parents(folder, path)
        if not os.path.lexists(folder / path):
            plan.write[path] = content
    for path in (MANIFEST, *plan.save):
        _check_parents(folder, f"{_REPLACED}/{path}")
    return plan


def _plan_one(plan: _Plan, path: str, new: bytes | None, there: bytes | None) -> None:
    """What becomes of one path: ``new`` is what it should hold, ``there`` what it holds; None is nothing."""
    if new == there:
        if new is not None:
            plan.unchanged.append(path)
        return
    if there is not None and not plan.before.wrote(path, there):
        if PurePosixPath(path).parts[0] not in _OWN:
            plan.kept.append(path)
            return
        plan.save[path] = there
    if new is None:
        plan.remove.append(path)
    else:
        plan.write[path] = new


def _is_in(path: str, scope: Collection[str]) -> bool:
    return any(not each or path == each.rstrip("/") or path.startswith(f"{each.rstrip('/')}/") for each in scope)


def _check_paths(paths: Collection[str]) -> None:
    """Each within the folder, none the folder of another, none what is not released."""
    parents = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    for path in paths:
        ours = path == MANIFEST or PurePosixPath(path).parts[:1] == (_STATE,)
        if not is_within(path) or ours or path in parents:
            raise UsageError(f"a file `{path}` cannot be part of a release: give it another name")
    if len(set(paths)) < len(paths):
        raise UsageError("a file cannot be a starter and a part of the release: give the starter another name")


def check_place(folder: Path, course_root: Path) -> None:
    """Raises ``UsageError`` where no copy of the course at ``course_root`` must be made."""
    there = next(each for each in (folder, *folder.absolute().parents) if os.path.lexists(each))
    if not there.is_dir():
        raise UsageError(f"`{there}` is not a folder: name another one to release into")
    target, course = folder.resolve(), course_root.resolve()
    if target.is_relative_to(course) or course.is_relative_to(target):
        raise UsageError(
            f"`{folder}` and the course that is released lie within each other: students would get what they must not "
            "have. Name a folder beside the course"
        )


def _check_parents(folder: Path, path: str) -> None:
    """Raises ``UsageError`` where a folder of ``path`` is a link or a file."""
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        mode = _mode(folder / parent)
        if mode is not None and not stat.S_ISDIR(mode):
            what = "a link" if stat.S_ISLNK(mode) else "a file"
            raise UsageError(f"`{folder / parent}` is {what}, and must be a folder here: rename it first")


def _read(folder: Path, path: str) -> bytes | None:
    """What the file ``path`` holds, or None where nothing is there. Raises ``UsageError`` where it is no file."""
    _check_parents(folder, path)
    file = folder / path
    mode = _mode(file)
    if mode is None:
        return None
    if not stat.S_ISREG(mode):
        what = "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "something else"
        raise UsageError(f"`{file}` is {what}, and must be an ordinary file here: rename it first")
    try:
        return file.read_bytes()
    except OSError as error:
        raise MachineError(f"`{file}` cannot be read: {error.strerror}") from None


def _mode(file: Path) -> int | None:
    """Of what is there itself, not of what it leads to."""
    try:
        return file.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MachineError(f"`{file}` cannot be looked at: {error.strerror}") from None


def _carry_out(plan: _Plan) -> None:
    if plan.after == plan.before and not (plan.write or plan.remove):
        return
    during = Manifest(plan.after.grader, {**plan.before.files, **plan.after.files}, plan.before.files)
    is_new = not (plan.folder / _STATE).exists()
    try:
        for path, content in plan.save.items():
            _save(plan.folder, path, content)
        _write(plan.folder, MANIFEST, during.content())
        for path in plan.remove:
            _remove(plan.folder, path)
        for path, content in plan.write.items():
            _write(plan.folder, path, content)
        _write(plan.folder, MANIFEST, plan.after.content())
    except OSError as error:
        raise MachineError(
            f"`{error.filename2 or error.filename or plan.folder}` cannot be written: {error.strerror}"
        ) from None
    finally:
        if is_new:
            with suppress(OSError):  # what was saved is in it
                (plan.folder / _STATE).rmdir()


def _save(folder: Path, path: str, content: bytes) -> None:
    """Nothing that was saved before is lost: what differs from it gets a number."""
    names = chain([f"{_REPLACED}/{path}"], (f"{_REPLACED}/{path}.{number}" for number in count(2)))
    for name in names:
        mode = _mode(folder / name)
        if mode is None:
            return _write(folder, name, content)
        if stat.S_ISREG(mode) and (folder / name).read_bytes() == content:
            return None
    return None


def _remove(folder: Path, path: str) -> None:
    """The file, and the folders that are empty without it."""
    (folder / path).unlink(missing_ok=True)
    for parent in PurePosixPath(path).parents[:-1]:
        if any((folder / parent).iterdir()):
            break
        (folder / parent).rmdir()


def _write(folder: Path, path: str, content: bytes) -> None:
    """The whole file or nothing of it: it is written aside, and then put in its place."""
    target, aside = folder / path, folder / _STATE / f"releasing.{token_hex(8)}"
    for parent in (aside.parent, target.parent):
        parent.mkdir(parents=True, exist_ok=True)
    try:
        with aside.open("xb") as file:
            file.write(content)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
