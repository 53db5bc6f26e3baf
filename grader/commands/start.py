"""`grade start`: an assignment's starter, put into the current folder: as the submission's files, or as a notebook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from grader.errors import MachineError, UsageError
from grader.model.spec import Assignment, Course
from grader.notebooks.naming import NOTEBOOK, as_notebook
from grader.notebooks.started import started
from grader.spec import assignment_file, find_course, load_assignment
from grader.spec.marked import BEGIN
from grader.spec.starter import starter_files


@click.command("start")
@click.argument("assignment")
@click.option("--notebook", is_flag=True, help="As a notebook: each exercise with its task in cells of its own.")
def command(assignment: str, notebook: bool) -> None:
    """Put the starter of ASSIGNMENT into this folder. A file that is there is never overwritten."""
    course = find_course(Path.cwd())
    found = load_assignment(assignment_file(course, assignment), course)
    contents = {Path(name): content for name, content in _starters(found, course).items()}
    if notebook:
        contents = {_notebook(found): started(found, {str(name): content for name, content in contents.items()})}
    for target in contents:
        if os.path.lexists(target):
            raise _taken(target)
    _leave_one(found, notebook=notebook)
    for target, content in contents.items():
        _put(target, content)
    names = ", ".join(map(str, contents))
    is_here, it = ("are here", "them") if len(contents) > 1 else ("is here", "it")
    exercises = "1 exercise" if len(found.exercises) == 1 else f"{len(found.exercises)} exercises"
    click.echo(f"{names} {is_here}: {found.title}, {exercises}.")
    click.echo(_next(found, it, notebook=notebook))


def _next(assignment: Assignment, it: str, *, notebook: bool) -> str:
    if not notebook:
        return f"Open {it} in your editor, then `grade check`."
    where = "in Jupyter, VS Code or Colab: its last cell checks what you ran"
    if assignment.others:
        return f"Open {it} {where}. Its cells write {', '.join(assignment.files)}, which `grade check` checks."
    return f"Open {it} {where}, and `grade check` what you saved."


def _notebook(assignment: Assignment) -> Path:
    """What the notebook is called: it stands for the file, and where there are several for none of them."""
    if not assignment.others:
        return Path(as_notebook(assignment.submission))
    taken = {as_notebook(name) for name in assignment.files}
    name = f"{assignment.name}{NOTEBOOK}"
    return Path(f"{assignment.name}_notebook{NOTEBOOK}" if name in taken else name)


def _leave_one(assignment: Assignment, *, notebook: bool) -> None:
    """A file and the notebook that stands for it are never both begun: which of them counts?"""
    if assignment.others and notebook:
        return
    for name in assignment.files:
        other = name if notebook else as_notebook(name)
        if os.path.lexists(other):
            begun = as_notebook(name) if notebook else name
            raise UsageError(f"`{other}` is already here, and one of it and `{begun}` is handed in: go on with that")


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
