"""`grade release`: the students' copy of assignments, which grades without the reference."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from grader.commands.find import authors_course
from grader.errors import UsageError
from grader.hosts import HOSTS
from grader.model.spec import RELEASE_FILE, Course
from grader.release.copying import Brought
from grader.release.release import release
from grader.reporters.status import Status
from grader.sandbox import start_runner
from grader.spec import assignment_file, find_course
from grader.spec.problems import nearest

# Classroom 50 takes no bundle of more, and a clone of a class has as many copies as students.
_LARGE = 10 << 20


@click.command("release")
@click.argument("names", nargs=-1, required=True, metavar="[ASSIGNMENT]... DIR...")
@click.option(
    "--for", "host", type=click.Choice(list(HOSTS)), help="What grades there.  [default: as before, or actions]"
)
def command(names: tuple[str, ...], host: str | None) -> None:
    """Release each ASSIGNMENT, or the whole course, into DIR: what students get, without any answer.

    `grade check` and `grade submit` work there by recorded answers of the reference. Run it again after a change: a
    copy is brought up to date, and no student's file is touched. With several DIRs, such as the clones of a class, each
    is a copy that was made before.

    `--for` writes what the host reads: actions (plain GitHub Actions), classroom (GitHub Classroom's older reporter),
    classroom50 (Classroom 50's autograder.py), gitlab (GitLab CI), gradescope (the zip to upload).
    """
    course = authors_course(find_course(Path.cwd()))
    assignments, folders = _split(course, names)
    with start_runner() as runner, Status(sys.stderr) as status:
        found = release(course, assignments or course.order, folders, runner, status.say, host)
    for folder, brought in zip(folders, found, strict=True):
        click.echo("\n".join(_told(brought, str(folder))))
    click.echo("".join(f"{line}\n" for line in _large(folders[0], found[0])), nl=False)


def _split(course: Course, names: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The assignments that are named first, and the folders after them. Raises ``UsageError``."""
    count = next((number for number, name in enumerate(names) if name not in course.order), len(names))
    assignments, folders = list(dict.fromkeys(names[:count])), [Path(name) for name in dict.fromkeys(names[count:])]
    for name in assignments:
        assignment_file(course, name)
    if not folders:
        raise UsageError(f"say where: `grade release {' '.join(assignments)} DIR`")
    for folder in folders if len(folders) > 1 else ():
        if not (folder / RELEASE_FILE).is_file():
            meant = nearest(str(folder), course.order)
            remedy = f" Did you mean `{meant}`?" if meant else ""
            raise UsageError(f"`{folder}` is neither an assignment of this course nor a students' copy of it.{remedy}")
    return assignments, folders


def _told(brought: Brought, folder: str) -> list[str]:
    written, removed = len(brought.written), len(brought.removed)
    if not written and not removed:
        lines = [f"`{folder}` is up to date."]
    else:
        lines = [f"`{folder}`: {_files(written)} written, {removed} removed, {len(brought.unchanged)} as before."]
    lines += [f"  kept as it is, as it was changed there: {path}" for path in brought.kept]
    lines += [f"  replaced, what it held is in .grade/replaced: {path}" for path in brought.replaced]
    return lines


def _large(folder: Path, brought: Brought) -> list[str]:
    """Said of a copy that is more than a repository likes, with what makes it so."""
    sizes = {path: (folder / path).stat().st_size for path in (*brought.written, *brought.unchanged)}
    total, first = sum(sizes.values()), max(sizes, key=lambda path: sizes[path], default="")
    if total < _LARGE:
        return []
    return [
        f"  {total >> 20} MB in all, {sizes[first] >> 20} MB of them {first}: what the reference and each wrong file "
        "answered is kept whole, so smaller tensors in its cases make it small"
    ]


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
