"""`grade hint`: the hints of an exercise, one more each time."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import click

from grader import progress
from grader.commands import find
from grader.model.spec import Exercise
from grader.spec import find_course


@click.command("hint")
@click.argument("exercise", metavar="ID")
@click.option("--again", is_flag=True, help="Show those seen before, and no new one.")
def command(exercise: str, again: bool) -> None:
    """Show the next hint for the exercise ID (or ASSIGNMENT/ID)."""
    course = find_course(Path.cwd())
    assignment, found = find.exercise_anywhere(course, exercise)
    remembered = progress.read(course.root)
    standing = remembered.of(assignment.name, found.id)
    seen = min(standing.hints, len(found.hints))
    if not found.hints:
        click.echo(f"There are no hints for {found.id}.")
    elif again:
        _show(found, range(seen))
    elif seen < len(found.hints):
        _show(found, range(seen, seen + 1))
        after = remembered.with_standing(assignment.name, found.id, replace(standing, hints=seen + 1))
        remark = progress.write(course.root, after)
        for note in filter(None, [remembered.remark, remark]):
            click.echo(f"grade: {note}", err=True)
    else:
        _show(found, range(seen - 1, seen))
        click.echo(f"That is the last one; `grade hint {exercise} --again` shows all.")


def _show(exercise: Exercise, which: range) -> None:
    for number in which:
        head = f"{exercise.id}, hint {number + 1} of {len(exercise.hints)}: "
        click.echo("\n".join(textwrap.wrap(head + exercise.hints[number], 80, break_long_words=False)))
    left = len(exercise.hints) - which.stop
    if which and left:
        click.echo(f"({left} more)")
    if not which:
        click.echo(f"You have seen no hint for {exercise.id} yet.")
