"""`grade explain`: a word of the language, a rule of the audit, or an exercise with every default written out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import find
from grader.errors import GraderError, SpecificationError, UsageError
from grader.explain import FILES, Topic, explain_exercise, meant, named, topics
from grader.model.spec import Assignment, Course, Exercise
from grader.reporters import explain
from grader.spec import assignment_file, find_course, load_assignment

if TYPE_CHECKING:
    from grader.audit.lint import Rule

# How a finding of the audit begins.
_LINT = "lint "


@click.command("explain")
@click.argument("name", metavar="[WORD|RULE|EXERCISE]", required=False)
@click.option("-a", "--assignment", metavar="NAME", help="The assignment that the exercise is in.")
def command(name: str | None, assignment: str | None) -> None:
    """Explain a WORD of the language, a RULE that the audit reads specifications by, or an EXERCISE (or
    ASSIGNMENT/EXERCISE) with every default written out.

    Without a name it lists all words and rules.
    """
    course = _course()
    known = topics()
    if assignment is not None:
        _exercises(*_of_assignment(assignment, name))
    elif name is None:
        explain.write(sys.stdout, lambda page: explain.overview(page, known, _rules()))
    elif name in FILES:
        explain.write(sys.stdout, lambda page: explain.file(page, name, FILES[name]))
    elif found := named(name, known):
        explain.write(sys.stdout, lambda page: explain.words(page, found))
    elif "/" not in name and (rule := next((each for each in _rules() if each.name == name.removeprefix(_LINT)), None)):
        explain.write(sys.stdout, lambda page: explain.rule(page, rule))
    else:
        found_in, exercise = _anywhere(name, known, course)
        _exercises(found_in, [exercise])


def _rules() -> tuple[Rule, ...]:
    # Not above: the rules need NumPy, and words are explained without it.
    from grader.audit.lint import RULES

    return RULES


def _exercises(assignment: Assignment, exercises: list[Exercise]) -> None:
    for number, exercise in enumerate(exercises):
        if number:
            click.echo()
        told = explain_exercise(assignment, exercise)
        explain.write(sys.stdout, lambda page, told=told: explain.exercise(page, told))  # type: ignore[misc]


def _of_assignment(assignment: str, name: str | None) -> tuple[Assignment, list[Exercise]]:
    course = find_course(Path.cwd())
    found = load_assignment(assignment_file(course, assignment), course)
    return found, [find.exercise_named(found, name)] if name is not None else list(found.exercises)


def _anywhere(name: str, known: tuple[Topic, ...], course: Course | None) -> tuple[Assignment, Exercise]:
    """The exercise called ``name``; where there is none, what may have been meant among words and exercises."""
    if course is None:
        _say_what_is_wrong_with_the_course()
    if course is not None and "/" in name:
        return find.exercise_anywhere(course, name)
    everything = find.readable(course) if course is not None else []
    ids = tuple(exercise.id for assignment in everything for exercise in assignment.exercises)
    if course is not None and name in ids:
        return find.exercise_anywhere(course, name)
    close = meant(name, known, (*(rule.name for rule in _rules()), *ids))
    remedy = f" Did you mean `grade explain {close}`?" if close else " `grade explain` lists all words and rules."
    raise UsageError(f"there is no word, no rule and no exercise called `{name}`.{remedy}")


def _say_what_is_wrong_with_the_course() -> None:
    """The word may be one of a course whose files hold a mistake. No course at all is no mistake."""
    try:
        find_course(Path.cwd())
    except SpecificationError:
        raise
    except GraderError:
        return


def _course() -> Course | None:
    """The course around this folder, which may have kinds and laws of its own; words can be explained without one."""
    try:
        return find_course(Path.cwd())
    except GraderError:
        return None
