"""`grade override`: what a person decided, kept beside what the grader found."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from grader.commands.extra import needs_extra
from grader.commands.find import did_you_mean
from grader.errors import UsageError
from grader.reporters.inert import inert
from grader.reporters.numbers import worth
from grader.score import hundredths

if TYPE_CHECKING:
    from grader.gradebook import Gradebook

_MOST = Decimal(100_000)


@click.command("override")
@click.argument("gradebook")
@click.argument("student")
@click.argument("address", metavar="ASSIGNMENT[/EXERCISE]")
@click.argument("points", required=False)
@click.option("--reason", metavar="TEXT", help="Why: it stands in every report, also the student's.")
@click.option("--excuse", is_flag=True, help="The assignment does not count for this student.")
@click.option("--undo", is_flag=True, help="What the grader found counts again.")
def command(
    gradebook: str, student: str, address: str, points: str | None, reason: str | None, excuse: bool, undo: bool
) -> None:
    """Let POINTS count for STUDENT, in an assignment or one exercise of it, whatever the grader found.

    That stays in the gradebook too, as does each earlier decision. What is decided of an assignment counts as it is,
    also where the work was late; what is decided of an exercise is part of the sum.
    """
    if [points is not None, excuse, undo].count(True) != 1:
        raise UsageError("say one of: how many POINTS, `--excuse`, or `--undo`")
    if not undo and not (reason or "").strip():
        raise UsageError("say why, with `--reason TEXT`: it stands beside the grade")
    score = None if points is None else _score(points)
    assignment, _, exercise = address.partition("/")
    if excuse and exercise:
        raise UsageError("an assignment can be excused, and not one exercise of it: give its points instead")
    with needs_extra("class"):
        from grader.gradebook import Gradebook
    with Gradebook.open(gradebook) as book:
        _check(book.assignments(), "assignment", assignment)
        _check([each.key for each in book.students()], "student", student)
        run = book.last(assignment)
        tasks = {task.id: task.points for task in run.tasks} if run is not None else {}
        if exercise:
            _check(list(tasks), "exercise", exercise)
            if not undo and not _has_handed_in(book, student, assignment):
                raise UsageError(f"`{inert(student)}` handed nothing in: decide of `{assignment}` as a whole")
        if undo:
            if not book.undo(student, assignment, exercise or None):
                raise UsageError(f"nothing was decided of `{address}` for `{inert(student)}`")
            click.echo(f"{inert(student)}: {address} counts as it was graded")
            return
        book.decide(student, assignment, exercise or None, score, (reason or "").strip())
    most = tasks.get(exercise, 0) if exercise else sum(tasks.values())
    more = f", more than its {worth(most)}" if score is not None and score > most else ""
    click.echo(f"{inert(student)}: {address} {'is excused' if score is None else f'counts {worth(score)}{more}'}")


def _has_handed_in(book: Gradebook, student: str, assignment: str) -> bool:
    return any(each.attempts for each in book.standings(assignment).students if each.student.key == student)


def _score(points: str) -> int:
    try:
        found = Decimal(points)
    except InvalidOperation:
        raise UsageError(f"`{inert(points)}` is not a number of points") from None
    if not found.is_finite() or not 0 <= found <= _MOST:
        raise UsageError(f"`{inert(points)}` is not a number of points")
    return hundredths(found)


def _check(there: list[str], kind: str, name: str) -> None:
    if name not in there:
        raise UsageError(f"the gradebook knows no {kind} `{inert(name)}`{did_you_mean(name, there)}")
