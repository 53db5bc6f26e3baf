"""`grade check`: the same grading for oneself, on the specification's seed, of all exercises or a few."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands.options import grade_and_exit, grading_options
from grader.commands.wish import Wish


@click.command("check")
@grading_options
@click.option("--debug", is_flag=True, help="Run one case of -e ID unconfined, in this terminal: for breakpoint().")
@click.option("--watch", is_flag=True, help="Stay, and check again at every save.")
@click.option("-e", "--exercise", "only", multiple=True, metavar="ID", help="Only this exercise, or exercise/case.")
def command(
    submission: Path | None,
    assignment: str | None,
    output: str | None,
    seed: int | None,
    fail_under: float | None,
    exit_zero: bool,
    require: str | None,
    verbose: bool,
    backend: str | None,
    only: tuple[str, ...],
    debug: bool,
    watch: bool,
) -> None:
    """Check SUBMISSION: the same inputs every time, full feedback, no result file unless -o asks for one.

    SUBMISSION is a file, or a folder that holds it; without it, the file in this folder.
    """
    if debug and len(only) != 1:
        raise click.UsageError("--debug runs one case: say of which exercise with `-e ID`, or `-e ID/CASE`")
    if watch and (debug or output == "-"):
        raise click.UsageError(
            f"--watch shows reports in this terminal, and takes no {'--debug' if debug else '`-o -`'}"
        )
    wish = Wish(
        submission,
        assignment,
        output,
        seed,
        False,
        fail_under,
        exit_zero,
        only,
        require=require,
        debug=debug,
        verbose=verbose,
    )
    grade_and_exit(wish, backend, watch=watch)
