"""`grade start`: an assignment's starter, put into the current folder under the names of the submission's files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from grader.errors import MachineError, UsageError
from grader.model.spec import Assignment, Course
from grader.spec import assignment_file, find_course, load_assignment
from grader.spec.marked import BEGIN
from grader.spec.starter import starter_files


@click.command("start")
@click.argument("assignment")
def command(assignment: str) -> None:
    """Put the starter of ASSIGNMENT into this folder. A file that is there is never overwritten."""
    course = find_course(Path.cwd())
    found = load_assignment(assignment_file(course, assignment), course)
    contents = {Path(name): content for name, content in _starters(found, course).items()}
    for target in contents:
        if os.path.lexists(target):
            raise _taken(target)
    for target, content in contents.items():
        _put(target, content)
    names = ", ".join(map(str, contents))
    is_here, it = ("are here", "them") if found.others else ("is here", "it")
    click.echo(f"{names} {is_here}: {found.title}, {len(found.exercises)} exercises.")
    click.echo(f"Open {it} in your editor, then `grade check`.")


def _starters(assignment: Assignment, course: Course) -> Mapping[str, bytes]:
    """What each file begins with, by its name."""
    reference = course.references / assignment.name
    found = starter_files(assignment.folder, reference, assignment.files)
    if isinstance(found, Path):
        what = f"no starter {found.name}" if assignment.others else "no starter"
        remedy = f", and its solution no `{BEGIN}` to make one from" if reference.is_dir() else ""
        raise UsageError(f"the assignment `{assignment.name}` has {what} that can be read{remedy}")
    return found


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
