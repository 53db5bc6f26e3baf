"""`grade report`: what a gradebook says of a class, as a page, or as a table that another gradebook reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands.extra import needs_extra
from grader.commands.find import course_around
from grader.commands.output import STDOUT, write_text
from grader.errors import GraderError, UsageError
from grader.model.policy import Policy
from grader.model.spec import Course
from grader.reporters.inert import inert
from grader.spec import assignment_file, load_assignment
from grader.spec.starter import starter_files

if TYPE_CHECKING:
    from grader.gradebook import Gradebook, Standings

_JPLAG, _RESULTS = "jplag", ("feedback", "results")
# As the registry has them, which loads only where the extra `class` is installed: a test holds the two together.
_FORMATS = ("canvas", "csv", "feedback", "html", _JPLAG, "moodle", "nbgrader", "results")
_NO_COURSE = (
    "no course.yaml here or above the gradebook, so nothing is late, and of several submissions the last one counts: "
    "run it in the course if that is not so"
)
_LONGEST = 60


@click.command("report")
@click.argument("gradebook")
@click.option(
    "--to", required=True, metavar="FORMAT", type=click.Choice(_FORMATS), help=f"One of {', '.join(_FORMATS)}."
)
@click.option("-o", "--output", default=STDOUT, metavar="PATH", help="Where it goes; - is standard output, as is none.")
@click.option("-a", "--assignment", "wanted", multiple=True, metavar="NAME", help="Only this one; may be said again.")
@click.option("--names", is_flag=True, help="With people's names and addresses, and not by their keys alone.")
def command(gradebook: str, to: str, output: str, wanted: tuple[str, ...], names: bool) -> None:
    """Write what GRADEBOOK says of a class: a page to look at, or a table that another gradebook imports.

    What has no score is never written as 0 points. Three formats fill a FOLDER with files of one assignment: `jplag`
    puts the submissions where JPlag and compare50 look for similar ones, `feedback` is a page for each student without
    hidden cases, `results` is each whole result as JSON.
    """
    with needs_extra("class"):
        from grader.classreport import FORMATS, outdated
        from grader.gradebook import Gradebook, Place
    place = Place.of(gradebook)
    course = course_around(Path.cwd())
    if course is None and not place.is_on_server:
        course = course_around(place.file.absolute().parent)
    with Gradebook.open(place) as book:
        classes = _standings(book, wanted, course)
        if to == _JPLAG:
            _lay_out(book, classes, course, output)
            return
        if to in _RESULTS:
            _hand_back(book, classes, to, output)
            return
    written = FORMATS[to].render(classes, course.title if course is not None else place.name, names)
    for remark in (*(() if course is not None else (_NO_COURSE,)), *map(outdated, classes), *written.remarks):
        _say(remark)
    write_text(written.text, output)


def _standings(book: Gradebook, wanted: Sequence[str], course: Course | None) -> list[Standings]:
    """In the course's order. Raises ``UsageError`` where the gradebook has no such assignment."""
    known = book.assignments()
    for name in wanted:
        if name not in known:
            there = ", ".join(f"`{inert(each, _LONGEST)}`" for each in known) or "none"
            raise UsageError(f"the gradebook has no assignment `{inert(name, _LONGEST)}`: it has {there}")
    order = {name: number for number, name in enumerate(course.order)} if course is not None else {}
    chosen = sorted(
        (name for name in known if not wanted or name in wanted), key=lambda name: order.get(name, len(order))
    )
    return [book.standings(name, course.policy if course is not None else Policy()) for name in chosen]


def _lay_out(book: Gradebook, classes: Sequence[Standings], course: Course | None, output: str) -> None:
    """The folder for JPlag and compare50, and the commands that read it."""
    from grader.classreport import similarity

    _check_folder(classes, output)
    base = _starter(classes[0].assignment, course)
    laid = similarity.lay_out(Path(output), classes[0], book.files, base)
    for remark in laid.remarks:
        _say(remark)
    click.echo(f"{inert(output)}: {laid.submissions} submissions. To compare them:")
    for line in similarity.commands(Path(output), has_base=bool(base)):
        click.echo(f"  {line}")


def _hand_back(book: Gradebook, classes: Sequence[Standings], to: str, output: str) -> None:
    """A file for each student."""
    from grader.classreport import results

    _check_folder(classes, output)
    handed = results.hand_back(Path(output), classes[0], book.result, to)
    for remark in handed.remarks:
        _say(remark)
    click.echo(f"{inert(output)}: {handed.files} {'file' if handed.files == 1 else 'files'}")


def _check_folder(classes: Sequence[Standings], output: str) -> None:
    """Raises ``UsageError`` unless there is one assignment, and a folder for it."""
    if output == STDOUT:
        raise UsageError("say which folder the files go to, with `-o FOLDER`: an empty one, or one that is not there")
    if len(classes) != 1:
        some = ", ".join(f"`-a {inert(each.assignment, _LONGEST)}`" for each in classes[:3])
        raise UsageError(f"this is for one assignment at a time: say which{f', as in {some}' if some else ''}")


def _starter(name: str, course: Course | None) -> list[tuple[str, bytes]]:
    """What everybody began with; nothing where it cannot be found here."""
    if course is None:
        return []
    try:
        assignment = load_assignment(assignment_file(course, name), course)
        found = starter_files(assignment.folder, course.references / name, assignment.files)
    except GraderError:
        return []
    return [] if isinstance(found, Path) else list(found.items())


def _say(remark: str) -> None:
    if remark:
        click.echo(f"grade: {remark}", err=True)
