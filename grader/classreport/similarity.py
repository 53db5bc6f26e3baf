"""A folder that JPlag and compare50 read: what was handed in, a folder a submission, and what all of them began with.

JPlag takes every folder right in the one it is given for a submission, and reads those with a suffix of its language;
compare50 takes every folder for one too. Both leave out what stands in the starter as well. A student's folder has the
student's key for a name, made safe, and no two have one name. Notebooks are there as the text of their code, since both
read Python as text; files that neither reads are left as they are.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.classreport.folder import make_ready, safe_names, write_below
from grader.errors import MachineError, UsageError
from grader.gradebook.standing import Standings
from grader.notebooks import is_notebook, of_notebook
from grader.reporters.inert import inert

SUBMISSIONS, BASE, MARK = "submissions", "base", ".grade-similarity"
_SAID = "written by `grade report --to jplag`: everything beside this file may be written anew\n"
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
        make_ready(folder, MARK, _SAID, (SUBMISSIONS, BASE))
        for part in (SUBMISSIONS, BASE):
            (folder / part).mkdir()
        for key, counts in counting:
            for name, content in _as_text(files(counts.digest), key, remarks):
                write_below(folder / SUBMISSIONS / names[key], name, content)
        for name, content in _as_text(base, "the starter", remarks):
            write_below(folder / BASE, name, content)
    except OSError as error:
        raise MachineError(f"`{inert(str(folder))}` cannot be written: {error.strerror or error}") from None
    renamed = sum(name != key for key, name in names.items())
    if renamed:
        remarks.insert(0, f"{renamed} of the keys are no names of folders, and were made ones")
    if not base:
        remarks.insert(0, "the starter is not there, so what all began with counts as similar")
    return Laid(folder, len(counting), tuple(remarks))


def commands(folder: Path, has_base: bool) -> tuple[str, str]:
    """The lines that compare what was laid out: for JPlag, and for compare50."""
    submissions, base, found = (shlex.quote(str(folder / name)) for name in (SUBMISSIONS, BASE, "compare50"))
    jplag = f"java -jar jplag.jar -l python3{f' -bc {base}' if has_base else ''} {submissions}"
    compare50 = f"compare50 {submissions}/*{f' -d {base}/*' if has_base else ''} -o {found}"
    return jplag, compare50


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
