"""`grade submit`: the official grade, and its JSON result."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands.options import grade_and_exit, grading_options
from grader.commands.wish import Wish

_RESULT = "grade-result.json"


@click.command("submit")
@grading_options
@click.option("--missing-is-empty", is_flag=True, help="For hosts: grade what was not handed in as an empty file.")
@click.option("--push", is_flag=True, help="Hand in by Git: commit what was graded, and push it.")
@click.option("-m", "--message", metavar="TEXT", help="What the commit says, with --push.")
def command(
    submission: Path | None,
    assignment: str | None,
    output: str | None,
    seed: int | None,
    fail_under: float | None,
    exit_zero: bool,
    require: str | None,
    device: str,
    verbose: bool,
    backend: str | None,
    cells: str,
    missing_is_empty: bool,
    push: bool,
    message: str | None,
) -> None:
    """Grade SUBMISSION officially, on freshly drawn inputs, and write the JSON result (grade-result.json).

    SUBMISSION is a file, or a folder that holds it; without it, the file in this folder.
    With --push the submission is handed in after that, whatever its grade, and you are told where the grade appears.
    Exit codes: 0 all points, 1 some lost, 2 usage or specification, 3 something could not be graded.
    """
    if message is not None and not push:
        raise click.UsageError("--message is what a commit says, and only --push makes one")
    if message is not None and not message.strip():
        raise click.UsageError("--message says nothing")
    wish = Wish(
        submission,
        assignment,
        output or _RESULT,
        seed,
        True,
        fail_under,
        exit_zero,
        require=require,
        device=device,
        verbose=verbose,
        missing_is_empty=missing_is_empty,
        push=push,
        message=message,
        whole=cells == "all",
    )
    grade_and_exit(wish, backend)
