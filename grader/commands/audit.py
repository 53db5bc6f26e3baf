"""`grade audit`: is the exercise right? Right work earns everything, and nothing else does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from grader.sandbox import start_runner

_FAULTY = 1


@click.command("audit")
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--seeds", type=click.IntRange(1, 100), default=5, show_default=True, help="Draw the cases this often.")
def command(assignments: tuple[str, ...], seeds: int) -> None:
    """Prove the exercises of ASSIGNMENT, or of the whole course.

    The reference must earn everything under every seed, the starter nothing, each wrong/ file must lose exactly what
    it redefines, each also/ file nothing, and no mutant of the reference's answers may earn an exercise.
    """
    with start_runner() as runner:
        # Here, not above: torch loads in the runner's process while this one imports NumPy and reads the specification.
        from grader.audit import audit
        from grader.reporters.audit import report
        from grader.reporters.status import Status
        from grader.spec import assignment_file, find_course, load_assignment

        course = find_course(Path.cwd())
        green = True
        for name in assignments or course.order:
            file = assignment_file(course, name)
            assignment = load_assignment(file, course)
            with Status(sys.stderr) as status:
                found = audit(course, assignment, runner, status.say, seeds)
            report(found, os.path.relpath(file), sys.stdout)
            green = green and found.is_green
    click.get_current_context().exit(0 if green else _FAULTY)
