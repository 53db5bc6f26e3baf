"""`grade start`: an assignment's starter, put into the current folder under the submission's name."""

from __future__ import annotations

import os
from pathlib import Path

import click

from grader.errors import MachineError, UsageError
from grader.spec import assignment_file, find_course, load_assignment

_STARTER = "starter.py"


@click.command("start")
@click.argument("assignment")
def command(assignment: str) -> None:
    """Put the starter file of ASSIGNMENT into this folder. A file that is there is never overwritten."""
    course = find_course(Path.cwd())
    found = load_assignment(assignment_file(course, assignment), course)
    starter = found.folder / _STARTER
    try:
        content = starter.read_bytes()
    except OSError as error:
        raise UsageError(f"the assignment `{found.name}` has no starter that can be read: {error.strerror}") from None
    target = Path(found.submission)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(
            f"`{target}` is already here, and is left as it is. To begin again, rename it first: "
            f"`{'ren' if os.name == 'nt' else 'mv'} {target} {target.stem}-old{target.suffix}`"
        ) from None
    except OSError as error:
        raise MachineError(f"`{target}` cannot be written here: {error.strerror}") from None
    click.echo(f"{target} is here: {found.title}, {len(found.exercises)} exercises.")
    click.echo("Open it in your editor, then `grade check`.")
