"""A folder that JPlag and compare50 read: what was handed in, a folder a submission, and what all of them began with.

JPlag takes every folder right in the one it is given for a submission, and reads those with a suffix of its language;
compare50 takes every folder for one too. Both leave out what stands in the starter as well. A student's folder has the
student's key for a name, made safe, and no two have one name. Notebooks are there as the text of their code, since both
read Python as text; files that neither reads are left as they are.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import MachineError, UsageError
from grader.gradebook.standing import Standings
from grader.notebooks import is_notebook, of_notebook
from grader.reporters.inert import inert

SUBMISSIONS, BASE, MARK = "submissions", "base", ".grade-similarity"
_SAID = "written by `grade report --to jplag`: everything beside this file may be written anew\n"
_UNSAFE = re.compile(r"[^\w.@+-]+", re.ASCII)
_LONGEST = 80
# Names that mean a device on one system or another, whatever follows the first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.I)
Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Laid:
    """What there is to compare now: how many submissions, and sentences on what is not as it was handed in."""

    folder: Path
    submissions: int
    remarks: tuple[str, ...]


def lay_out(folder: Path, standings: Standings, files: Callable[[str], Files], base: Files) -> Laid:
    """Write the submissions that count, and what they began with.

    ``files`` gives what was handed in by its digest. Raises ``UsageError`` where ``folder`` holds what is not ours.
    """
    counting = [(each.student.key, each.counts) for each in standings.students if each.counts is not None]
    names = safe_names(key for key, _ in counting)
    remarks: list[str] = []
    try:
        _make_ready(folder)
        for key, counts in counting:
            for name, content in _as_text(files(counts.digest), key, remarks):
                _write(folder / SUBMISSIONS / names[key], name, content)
        for name, content in _as_text(base, "the starter", remarks):
            _write(folder / BASE, name, content)
    except OSError as error:
        raise MachineError(f"`{inert(str(folder))}` cannot be written: {error.strerror or error}") from None
    renamed = sum(name != key for key, name in names.items())
    if renamed:
        remarks.insert(0, f"{renamed} of the keys are no names of folders, and were made ones")
    if not base:
        remarks.insert(0, "the starter is not there, so what all began with counts as similar")
    return Laid(folder, len(counting), tuple(remarks))


def safe_names(keys: Iterable[str]) -> Mapping[str, str]:
    """A name of a folder for each key, of letters that every system has; equal ones get a number, in any spelling."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(set(keys), key=lambda key: (_safe(key) != key, key)):
        name = wanted = _safe(key)
        number = 2
        while name.lower() in taken:
            name, number = f"{wanted}~{number}", number + 1
        taken.add(name.lower())
        found[key] = name
    return found


def commands(folder: Path, has_base: bool) -> tuple[str, str]:
    """The lines that compare what was laid out: for JPlag, and for compare50."""
    submissions, base, found = (shlex.quote(str(folder / name)) for name in (SUBMISSIONS, BASE, "compare50"))
    jplag = f"java -jar jplag.jar -l python3{f' -bc {base}' if has_base else ''} {submissions}"
    compare50 = f"compare50 {submissions}/*{f' -d {base}/*' if has_base else ''} -o {found}"
    return jplag, compare50


def _safe(key: str) -> str:
    """Neither hidden nor a way out of the folder, nor a name that some system keeps for itself."""
    name = _UNSAFE.sub("-", key)[:_LONGEST].lstrip(".-").rstrip(". ") or "student"
    return f"_{name}" if _DEVICES.match(name) else name


def _make_ready(folder: Path) -> None:
    """An empty folder, or one of ours with what we wrote into it taken away."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"`{inert(str(folder))}` is no folder: choose one that is empty, or not there yet")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise UsageError(f"`{inert(str(folder))}` has files in it that are not ours: choose a folder that is empty")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(_SAID, "utf-8")
    for name in (SUBMISSIONS, BASE):
        _remove(folder / name)
        (folder / name).mkdir()


def _remove(path: Path) -> None:
    """All of it, following no link."""
    if path.is_dir() and not path.is_symlink():
        for each in path.iterdir():
            _remove(each)
        path.rmdir()
    elif os.path.lexists(path):
        path.unlink()


def _as_text(files: Files, whose: str, remarks: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each file, a notebook as the text of all its code; one that cannot be read as it is, and that is said."""
    taken = {name for name, _ in files}
    for name, content in files:
        if not is_notebook(content):
            yield name, content
            continue
        module = f"{PurePosixPath(name).stem}.py"
        try:
            yield (
                module if module not in taken else f"{name}.py",
                of_notebook(name, content, module, (), (), whole=True).content,
            )
        except UsageError as error:
            remarks.append(f"a notebook of `{inert(whose, 60)}` is there as it is: {error}")
            yield name, content


def _write(folder: Path, name: str, content: bytes) -> None:
    """Below ``folder``, whatever the name says."""
    parts = [_safe(part) for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    target = folder.joinpath(*(parts or ["file"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
