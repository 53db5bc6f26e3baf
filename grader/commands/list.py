"""`grade list`: what there is to do, what it is worth, and how far I am."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader import progress
from grader.model.spec import Assignment, Exercise
from grader.progress import Progress, Standing
from grader.reporters.marks import Marks, marks_for
from grader.reporters.numbers import points
from grader.score import hundredths
from grader.spec import assignment_file, find_course, load_assignment


@click.command("list")
@click.argument("assignment", required=False)
def command(assignment: str | None) -> None:
    """List assignments and exercises with their points, and how far you are (of all, or of ASSIGNMENT)."""
    course = find_course(Path.cwd())
    remembered = progress.read(course.root)
    if remembered.remark:
        click.echo(f"grade: {remembered.remark}", err=True)
    marks = marks_for(sys.stdout)
    names = [assignment] if assignment else course.order
    assignments = [load_assignment(assignment_file(course, name), course) for name in names]
    if assignment is None:
        click.echo(course.title)
    for each in assignments:
        click.echo()
        click.echo("\n".join(_table(each, remembered, marks)))
    click.echo()
    click.echo("`grade start ASSIGNMENT` begins one; `grade check` checks it.")


def _table(assignment: Assignment, remembered: Progress, marks: Marks) -> list[str]:
    standings = [(exercise, remembered.of(assignment.name, exercise.id)) for exercise in assignment.exercises]
    earned = sum(standing.score for _, standing in standings)
    total = sum(hundredths(exercise.points) for exercise in assignment.exercises)
    wide = max((len(exercise.id) for exercise in assignment.exercises), default=0)
    head = f"{assignment.name}  {assignment.title}, in {', '.join(assignment.files)}"
    return [f"{head}  {points(earned)}/{points(total)}", *(_row(e, s, wide, marks) for e, s in standings)]


def _row(exercise: Exercise, standing: Standing, wide: int, marks: Marks) -> str:
    mark = marks.passed if standing.passed else marks.failed if standing.tried else " "
    worth = points(hundredths(exercise.points))
    earned = f"{points(standing.score)}/{worth}" if standing.tried else f"{worth}"
    remark = " (hidden)" if exercise.hidden else ""
    remark += " (withdrawn)" if exercise.withdrawn else ""
    return f"  {mark} {exercise.id:{wide}}  {earned:>5}  {exercise.title}{remark}"
