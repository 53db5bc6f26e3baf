"""`grade audit`: is the exercise right? Right work earns everything, and nothing else does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from grader.model.spec import Assignment, Course
from grader.sandbox import Runner, start_runner

_FAULTY = 1


@click.command("audit")
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option(
    "--seeds",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Try right and wrong work on so many draws; mutants, on the first.",
)
@click.option(
    "--mutants",
    "most",
    type=click.IntRange(0),
    help="Try only so many mutants of the answers to an exercise, and of its text.  [default: all]",
)
@click.option("--workers", type=click.IntRange(1), help="Try so many things at once.  [default: one a processor]")
@click.option("--only", metavar="ID", multiple=True, help="Audit only this exercise; may be repeated.")
@click.option("--show", metavar="ID", help="Only show this exercise: its draws, calls, answers and tolerances.")
@click.option("--seed", type=click.IntRange(0), default=0, help="The first seed: the same one finds the same.")
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON, in the form grade-audit/v1.")
def command(
    assignments: tuple[str, ...],
    seeds: int,
    most: int | None,
    workers: int | None,
    only: tuple[str, ...],
    show: str | None,
    seed: int,
    as_json: bool,
) -> None:
    """Prove the exercises of ASSIGNMENT, or of the whole course.

    The reference must earn everything under every seed, the starter nothing, each wrong/ file must lose exactly what
    it redefines, each also/ file nothing. No mutant of the reference's answers, or of its text, may earn an exercise,
    unless it equals the reference in a thousand fresh cases.
    """
    with start_runner() as runner:
        # Here, not above: torch loads in the runner's process while this one imports NumPy and reads the specification.
        from grader.audit import audit
        from grader.commands.find import authors_course
        from grader.reporters.audit import report
        from grader.reporters.audit_json import audits_to_json
        from grader.reporters.bar import Bar
        from grader.spec import find_course

        course = authors_course(find_course(Path.cwd()))
        if show is not None:
            _show(course, assignments, show, seed, runner)
            return
        audits = []
        for assignment in _chosen(course, assignments, only):
            file = os.path.relpath(assignment.file)
            with Bar(sys.stderr, f"{assignment.name}: starting") as bar:
                found = audit(course, assignment, runner, bar.tell, seeds, seed, frozenset(only), workers or 0, most)
            audits.append((file, found))
            if not as_json:
                report(found, file, sys.stdout)
    if as_json:
        sys.stdout.write(audits_to_json(audits))
    green = all(found.is_green for _, found in audits)
    click.get_current_context().exit(0 if green else _FAULTY)


def _chosen(course: Course, names: tuple[str, ...], only: tuple[str, ...]) -> list[Assignment]:
    """The assignments that are meant, those with any exercise of ``only``. Raises ``UsageError`` where none has one."""
    from grader.commands.find import nearest
    from grader.errors import UsageError
    from grader.spec import assignment_file, load_assignment

    read = [load_assignment(assignment_file(course, name), course) for name in names or course.order]
    known = [exercise.id for assignment in read for exercise in assignment.exercises]
    for wanted in only:
        if wanted not in known:
            raise UsageError(f"no exercise is called `{wanted}` here{nearest(wanted, known)}")
    return [each for each in read if not only or any(exercise.id in only for exercise in each.exercises)]


def _show(course: Course, assignments: tuple[str, ...], wanted: str, seed: int, runner: Runner) -> None:
    """Lay one exercise open. Raises ``UsageError`` where no assignment that is meant has it."""
    from grader.audit import show
    from grader.commands.find import exercise_named, nearest
    from grader.errors import UsageError
    from grader.reporters.showing import report_shown
    from grader.spec import assignment_file, load_assignment

    known: list[str] = []
    for name in assignments or course.order:
        assignment = load_assignment(assignment_file(course, name), course)
        ids = [exercise.id for exercise in assignment.exercises]
        if wanted in ids:
            exercise = exercise_named(assignment, wanted)
            place = f"{os.path.relpath(assignment.file)}:{exercise.line}"
            report_shown(show(course, assignment, exercise, runner, seed), place, sys.stdout)
            return
        known += ids
    raise UsageError(f"no exercise is called `{wanted}` here{nearest(wanted, known)}")
