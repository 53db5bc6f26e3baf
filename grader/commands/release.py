"""`grade release`: the students' copy of assignments, which grades without the reference."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.commands.find import authors_course
from grader.errors import UsageError
from grader.hosts import HOSTS
from grader.release.copying import Brought
from grader.release.release import release
from grader.reporters.status import Status
from grader.sandbox import start_runner
from grader.spec import assignment_file, find_course


@click.command("release")
@click.argument("names", nargs=-1, required=True, metavar="[ASSIGNMENT]... DIR")
@click.option(
    "--for", "host", type=click.Choice(list(HOSTS)), help="What grades there.  [default: as before, or actions]"
)
def command(names: tuple[str, ...], host: str | None) -> None:
    """Release each ASSIGNMENT, or the whole course, into DIR: what students get, without any answer.

    `grade check` and `grade submit` work there by recorded answers of the reference. Run it again after a change: a
    copy is brought up to date, and no student's file is touched.

    `--for` writes what the host reads: actions (plain GitHub Actions), classroom (GitHub Classroom's older reporter),
    classroom50 (Classroom 50's autograder.py), gitlab (GitLab CI), gradescope (the zip to upload).
    """
    *assignments, folder = names
    course = authors_course(find_course(Path.cwd()))
    for name in assignments:
        assignment_file(course, name)
    if not assignments and folder in course.order:
        raise UsageError(f"say where: `grade release {folder} DIR`")
    with start_runner() as runner, Status(sys.stderr) as status:
        brought = release(
            course, tuple(dict.fromkeys(assignments)) or course.order, Path(folder), runner, status.say, host
        )
    click.echo("\n".join(_told(brought, folder)))


def _told(brought: Brought, folder: str) -> list[str]:
    written, removed = len(brought.written), len(brought.removed)
    if not written and not removed:
        lines = [f"`{folder}` is up to date."]
    else:
        lines = [f"`{folder}`: {_files(written)} written, {removed} removed, {len(brought.unchanged)} as before."]
    lines += [f"  kept as it is, as it was changed there: {path}" for path in brought.kept]
    lines += [f"  replaced, what it held is in .grade/replaced: {path}" for path in brought.replaced]
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
