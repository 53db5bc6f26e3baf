"""`grade validate`: are the specifications right? All mistakes at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from grader.commands.find import course_around
from grader.errors import GraderError, UsageError
from grader.model.spec import COURSE_FILE, Course
from grader.reporters.inert import inert_lines
from grader.spec import assignment_file, find_course, load_assignment

_WRONG = 2


@click.command("validate")
@click.argument("specs", metavar="[SPEC]...", nargs=-1, type=click.Path(path_type=Path))
def command(specs: tuple[Path, ...]) -> None:
    """Check all specifications of the course, or the files SPEC, and say every mistake with its line."""
    if specs:
        right = [_holds(file, _named(file)) for file in specs]
    else:
        course = find_course(Path.cwd())
        click.echo(f"ok {_shown(course.root / COURSE_FILE)}")
        files = [assignment_file(course, name) for name in course.order]
        right = [_holds(file, _of(course, file)) for file in files]
    if not all(right):
        click.get_current_context().exit(_WRONG)


def _of(course: Course, file: Path) -> Callable[[], object]:
    return lambda: load_assignment(file, course)


def _named(file: Path) -> Callable[[], object]:
    """A file that was named: `course.yaml` itself, or a specification with the course around it, if there is one."""

    def load() -> object:
        if file.is_dir():
            raise UsageError(f"`{file}` is a folder; name the YAML file in it")
        folder = file.resolve().parent
        course = course_around(folder)
        return (course or find_course(folder)) if file.name == COURSE_FILE else load_assignment(file, course)

    return load


def _holds(file: Path, load: Callable[[], object]) -> bool:
    try:
        load()
    except GraderError as error:
        for line in inert_lines(str(error)):
            click.echo(line)
        return False
    except OSError as error:
        click.echo(f"{file}: cannot be read: {error.strerror}")
        return False
    click.echo(f"ok {_shown(file)}")
    return True


def _shown(file: Path) -> str:
    return os.path.relpath(file)
