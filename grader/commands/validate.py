"""`grade validate`: are the specifications right? All mistakes at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from grader.commands.find import course_around, nearest
from grader.errors import GraderError, SpecificationError, UsageError
from grader.model.spec import COURSE_FILE, Course
from grader.reporters.inert import inert_lines
from grader.spec import ASSIGNMENT_FILE, assignment_file, find_course, load_assignment

_WRONG = 2


@click.command("validate")
@click.argument("specs", metavar="[SPEC]...", nargs=-1)
def command(specs: tuple[str, ...]) -> None:
    """Check all specifications of the course, or each SPEC, and say every mistake with its line.

    SPEC is the name of an assignment, its YAML file, or the folder that holds it; `course.yaml` is one too.
    """
    if specs:
        right = [_holds(file, _named(file)) for file in map(_file_of, specs)]
    else:
        course = find_course(Path.cwd())
        click.echo(f"ok {_shown(course.root / COURSE_FILE)}")
        files = [assignment_file(course, name) for name in course.order]
        right = [_holds(file, _of(course, file)) for file in files]
    if not all(right):
        click.get_current_context().exit(_WRONG)


def _file_of(spec: str) -> Path:
    """The file that is meant: itself, that of a folder, or that of an assignment. Raises ``UsageError``."""
    path = Path(spec)
    if path.is_file():
        return path
    if (path / ASSIGNMENT_FILE).is_file():
        return path / ASSIGNMENT_FILE
    try:
        course = find_course(Path.cwd())
    except SpecificationError:
        raise
    except UsageError:
        raise UsageError(f"there is no file `{spec}`, and no course here that has assignments by name") from None
    if spec in course.order:
        return assignment_file(course, spec)
    if path.is_dir():
        raise UsageError(f"the folder `{spec}` holds no {ASSIGNMENT_FILE}")
    raise UsageError(f"`{spec}` is neither a file nor an assignment{nearest(spec, list(course.order))}")


def _of(course: Course, file: Path) -> Callable[[], object]:
    return lambda: load_assignment(file, course, is_authors=True)


def _named(file: Path) -> Callable[[], object]:
    """A file that was named: `course.yaml` itself, or a specification with the course around it, if there is one."""

    def load() -> object:
        folder = file.resolve().parent
        course = course_around(folder)
        if file.name == COURSE_FILE:
            return course or find_course(folder)
        return load_assignment(file, course, is_authors=True)

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
