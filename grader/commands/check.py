"""`grade check`: the same grading for oneself, on the specification's seed, of all exercises or a few."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from grader.commands.options import grade_and_exit, grading_options
from grader.commands.wish import Wish
from grader.errors import UsageError

# What draws is loaded when there is something to draw; that it is there is seen before anything is graded.
_DRAWING = "matplotlib"


@click.command("check")
@grading_options
@click.option("--debug", is_flag=True, help="Run one case of -e ID unconfined, in this terminal: for breakpoint().")
@click.option("--watch", is_flag=True, help="Stay, and check again at every save.")
@click.option("--plot", is_flag=True, help="Draw matrices and images that differ: expected, got, difference.")
@click.option(
    "--plot-dir", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="The same, into this folder."
)
@click.option("-e", "--exercise", "only", multiple=True, metavar="ID", help="Only this exercise, or exercise/case.")
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
    only: tuple[str, ...],
    debug: bool,
    watch: bool,
    plot: bool,
    plot_dir: Path | None,
) -> None:
    """Check SUBMISSION: the same inputs every time, full feedback, no result file unless -o asks for one.

    SUBMISSION is a file, or a folder that holds it; without it, the file in this folder.
    """
    if debug and len(only) != 1:
        raise click.UsageError("--debug runs one case: say of which exercise with `-e ID`, or `-e ID/CASE`")
    plot = plot or plot_dir is not None
    if watch and (debug or plot or output == "-"):
        other = "--debug" if debug else "--plot" if plot else "`-o -`"
        raise click.UsageError(f"--watch shows reports in this terminal, and takes no {other}")
    if plot and find_spec(_DRAWING) is None:
        raise UsageError(f"--plot needs {_DRAWING}: `python -m pip install {_DRAWING}`")
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
        device=device,
        debug=debug,
        verbose=verbose,
        plot=plot,
        plot_dir=plot_dir,
        whole=cells == "all",
    )
    grade_and_exit(wish, backend, watch=watch)
