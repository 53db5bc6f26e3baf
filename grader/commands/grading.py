"""From a wish to a graded, reported and remembered result: what `check`, `submit` and `grader.grade` share."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click

from grader import progress
from grader.commands import find
from grader.commands.wish import Wish
from grader.errors import UsageError
from grader.model.result import Result
from grader.model.spec import Assignment, Course
from grader.pipeline import Request
from grader.pipeline import grade as run_pipeline
from grader.reporters import json_result, terminal
from grader.reporters.status import Status
from grader.sandbox import Runner, start_runner

SPECIFICATION_SEED = 0


def grade(submission: str | os.PathLike[str], assignment: str | None = None, seed: int | None = None) -> Result:
    """Grade a file, or the one in a folder, as `grade submit` does, and return the result. Raises ``GraderError``."""
    with start_runner() as runner:
        wish = Wish(Path(submission), assignment, None, seed, official=True)
        _, request = _request(wish)
        return run_pipeline(request, runner)


def grade_and_report(wish: Wish, runner: Runner) -> int:
    """Do all of it and return the exit code."""
    course, request = _request(wish)
    with Status(sys.stderr, quiet=wish.debug) as status:
        result = run_pipeline(request, runner, status.say)
    to_stdout = wish.output == json_result.STDOUT
    if wish.output is not None:
        json_result.write(result, wish.output)
    remembered = progress.read(course.root)
    around = terminal.Surroundings(
        specification=_shown(request.assignment.file),
        arguments=_typed(wish),
        official=wish.official,
        hints_shown={each.id: remembered.of(result.assignment, each.id).hints for each in result.exercises},
        written_to=None if to_stdout else wish.output,
    )
    terminal.report(result, sys.stderr if to_stdout else sys.stdout, around)
    notes = [remembered.remark, *_remember(course, request, remembered, result)]
    for note in filter(None, notes):
        click.echo(f"grade: {note}", err=True)
    return exit_code(result, wish.fail_under, wish.exit_zero)


def exit_code(result: Result, fail_under: float | None = None, exit_zero: bool = False) -> int:
    """0 all passed or enough points, 1 graded and below, 3 something was ungraded or nothing was confined."""
    if not result.complete or result.confinement == "none":
        return 3
    enough = result.passed if fail_under is None else result.score >= round(fail_under * 100)
    return 0 if enough or exit_zero else 1


def _request(wish: Wish) -> tuple[Course, Request]:
    course = find.course_for(wish.submission)
    assignment, submission = find.resolve(course, wish.submission, wish.assignment)
    only = _only(assignment, wish.only)
    if wish.seed is not None:
        seed, source = wish.seed, "option"
    elif wish.official:
        seed, source = secrets.randbelow(2**32), "fresh"
    else:
        seed, source = SPECIFICATION_SEED, "specification"
    return course, Request(submission, assignment, course, seed, source, only, wish.require, debug=wish.debug)


def _only(assignment: Assignment, addresses: tuple[str, ...]) -> tuple[str, ...]:
    for address in addresses:
        name, _, case = address.partition("/")
        exercise = find.exercise_named(assignment, name)
        titles = [each.title for each in exercise.cases if each.title]
        if case and case not in titles:
            raise UsageError(f"there is no case `{case}` in `{name}`{find.nearest(case, titles)}")
    return addresses


def _shown(file: Path) -> str:
    """A path as a person here would type it."""
    try:
        return os.path.relpath(file)
    except ValueError:  # another drive
        return str(file)


def _typed(wish: Wish) -> tuple[str, ...]:
    """What repeats the command's choice of submission."""
    submission = () if wish.submission is None else (str(wish.submission),)
    return submission if wish.assignment is None else (*submission, "-a", wish.assignment)


def _remember(course: Course, request: Request, before: progress.Progress, result: Result) -> list[str]:
    """Keep how far the student is; a reference that is graded is nobody's progress."""
    if request.submission.resolve().is_relative_to(course.references.resolve()):
        return []
    return [progress.write(course.root, before.with_results(result.assignment, result.exercises))]
