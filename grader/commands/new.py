"""`grade new`: the beginnings of a course, of an assignment, and of an exercise."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import click

from grader.authoring import SCHEMAS, assignment_files, begin_exercise, course_files
from grader.commands.find import authors_course
from grader.errors import MachineError, UsageError
from grader.model.spec import Course
from grader.sandbox import start_runner
from grader.spec import find_course
from grader.version import __version__

_NAME = re.compile(r"^[A-Za-z0-9_][\w-]*$")
_FIRST = "row_means"
_NEEDED = ("assignment.schema.json", "course.schema.json")


@click.group("new")
def command() -> None:
    """Begin a course, an assignment, or an exercise from a function of its solution. Nothing is overwritten."""


@command.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default=None, help="What students read.  [default: the folder's name]")
def new_course(folder: Path, title: str | None) -> None:
    """Make FOLDER a course that has no assignment yet."""
    contents = course_files(title or folder.resolve().name, _schemas(), __version__)
    _put(folder, contents)
    click.echo(f"`{folder}` is a course.")
    for file in contents:
        click.echo(f"  {file}")
    click.echo(f"Next: `cd {folder}`, and `grade new assignment NAME`.")


@command.command("assignment")
@click.argument("name")
def new_assignment(name: str) -> None:
    """Begin the assignment NAME: a solution with one small function, and its exercise, which passes the audit."""
    course = authors_course(find_course(Path.cwd()))
    if not _NAME.match(name):
        raise UsageError(f"`{name}` cannot be the name of a folder: letters, digits, `_` and `-`")
    _put(course.root, assignment_files(name))
    _begin(course, name, _FIRST)
    click.echo(f"Put functions of your own into reference/{name}/solution.py, each with a docstring, and for each")
    click.echo(f"`grade new exercise {name} FUNCTION`.")


@command.command("exercise")
@click.argument("assignment")
@click.argument("function")
def new_exercise(assignment: str, function: str) -> None:
    """Begin an exercise of ASSIGNMENT on FUNCTION (or a class) of its solution.

    Its docstring becomes the task; shapes that it states (`x: a tensor of shape (N, D)`), annotations and what the
    function answers decide what is drawn.
    """
    _begin(authors_course(find_course(Path.cwd())), assignment, function)


def _begin(course: Course, name: str, function: str) -> None:
    folder = course.root / "assignments" / name
    with start_runner() as runner:
        begun = begin_exercise(course, name, function, _schema(course, folder), runner)
    click.echo(f"{begun.id} is an exercise of {name}. It draws {begun.drawn}.")
    for file in begun.written:
        click.echo(f"  {file}")
    if not any("/wrong/" in file for file in begun.written):
        click.echo(
            f"Write a mistake that students make into reference/{name}/wrong/: none could be made from the text."
        )
    if begun.survivors:
        ones = "One changed solution passes" if begun.survivors == 1 else f"{begun.survivors} changed solutions pass"
        click.echo(f"{ones} it still: `grade audit` says whether that is right after all, or what to tighten.")
    if not begun.is_listed:
        click.echo(f"Add {name} to `assignments` in course.yaml.")
    click.echo(f"Next: read what was written, then `grade audit {name} --only {begun.id}`.")


def _schemas() -> Mapping[str, str]:
    """Those that an author's editor needs, by name."""
    return {name: (files("grader") / SCHEMAS / name).read_text("utf-8") for name in _NEEDED}


def _schema(course: Course, folder: Path) -> str:
    """Where that of assignments lies, as an editor finds it from ``folder``: in the course, or with the grader."""
    own = course.root / SCHEMAS / _NEEDED[0]
    file = own if own.is_file() else Path(str(files("grader") / SCHEMAS / _NEEDED[0]))
    try:
        return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return file.as_uri()


def _put(folder: Path, contents: Mapping[str, str]) -> None:
    """Write all of ``contents`` below ``folder``, or nothing where one of them is there."""
    taken = [name for name in contents if os.path.lexists(folder / name)]
    if taken:
        raise UsageError(f"`{folder / taken[0]}` is already here, and is left as it is")
    for name, text in contents.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            raise MachineError(f"`{folder / name}` cannot be written: {error.strerror}") from None
