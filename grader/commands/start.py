"""`grade start`: an assignment's starter, put into the current folder under the names of the submission's files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.errors import MachineError, UsageError
from grader.model.spec import Assignment
from grader.spec import assignment_file, find_course, load_assignment

_STARTER, _STARTERS = "starter.py", "starter"


@click.command("start")
@click.argument("assignment")
def command(assignment: str) -> None:
    """Put the starter of ASSIGNMENT into this folder. A file that is there is never overwritten."""
    course = find_course(Path.cwd())
    found = load_assignment(assignment_file(course, assignment), course)
    contents = {Path(name): _read(found, starter) for name, starter in _starters(found).items()}
    for target in contents:
        if os.path.lexists(target):
            raise _taken(target)
    for target, content in contents.items():
        _put(target, content)
    names = ", ".join(map(str, contents))
    is_here, it = ("are here", "them") if found.others else ("is here", "it")
    click.echo(f"{names} {is_here}: {found.title}, {len(found.exercises)} exercises.")
    click.echo(f"Open {it} in your editor, then `grade check`.")


def _starters(assignment: Assignment) -> dict[str, Path]:
    """Where each file begins, by its name."""
    if assignment.others:
        return {name: assignment.folder / _STARTERS / name for name in assignment.files}
    return {assignment.submission: assignment.folder / _STARTER}


def _read(assignment: Assignment, starter: Path) -> bytes:
    try:
        return starter.read_bytes()
    except OSError as error:
        what = f"no starter {starter.name}" if assignment.others else "no starter"
        raise UsageError(f"the assignment `{assignment.name}` has {what} that can be read: {error.strerror}") from None


def _put(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise _taken(target) from None
    except OSError as error:
        raise MachineError(f"`{target}` cannot be written here: {error.strerror}") from None


def _taken(target: Path) -> UsageError:
    return UsageError(
        f"`{target}` is already here, and is left as it is. To begin again, rename it first: "
        f"`{'ren' if os.name == 'nt' else 'mv'} {target} {target.stem}-old{target.suffix}`"
    )
