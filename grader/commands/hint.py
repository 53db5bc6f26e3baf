"""`grade hint`: the hints of an exercise, one more each time."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import click

from grader import progress
from grader.commands import find
from grader.model.spec import Assignment, Course, Exercise
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
    if again and found.hints:
        click.echo("\n".join(_shown(found, range(seen))))
        return
    lines, remark = next_hint(course, assignment, found)
    click.echo("\n".join(lines))
    if found.hints and seen == len(found.hints):
        click.echo(f"That is the last one; `grade hint {exercise} --again` shows all.")
    for note in filter(None, [remembered.remark, remark]):
        click.echo(f"grade: {note}", err=True)


def next_hint(course: Course, assignment: Assignment, exercise: Exercise) -> tuple[list[str], str]:
    """The hint after those that were seen, or the last, as lines; and what hindered remembering it, if anything."""
    if not exercise.hints:
        return [f"There are no hints for {exercise.id}."], ""
    remembered = progress.read(course.root)
    standing = remembered.of(assignment.name, exercise.id)
    seen = min(standing.hints, len(exercise.hints))
    if seen == len(exercise.hints):
        return _shown(exercise, range(seen - 1, seen)), ""
    after = remembered.with_standing(assignment.name, exercise.id, replace(standing, hints=seen + 1))
    return _shown(exercise, range(seen, seen + 1)), progress.write(course.root, after)


def _shown(exercise: Exercise, which: range) -> list[str]:
    lines = []
    for number in which:
        head = f"{exercise.id}, hint {number + 1} of {len(exercise.hints)}: "
        lines += textwrap.wrap(head + exercise.hints[number], 80, break_long_words=False)
    if not which:
        return [f"You have seen no hint for {exercise.id} yet."]
    left = len(exercise.hints) - which.stop
    return [*lines, f"({left} more)"] if left else lines
