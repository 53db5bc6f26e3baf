"""`grade batch`: a class, graded into a gradebook."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from grader.commands.extra import needs_extra
from grader.commands.options import device_name
from grader.sandbox import BACKENDS, ISOLATED, PROCESS


@click.command("batch")
@click.argument("assignment")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--gradebook",
    required=True,
    metavar="FILE|URL",
    help="Where all of it is kept, made where there is none: a file, or postgresql://USER@HOST/DATABASE.",
)
@click.option("--roster", metavar="FILE", type=click.Path(path_type=Path), help="Who is in the class: a CSV file.")
@click.option("--student", metavar="KEY", help="PATHS are what this student handed in, whatever they are called.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="How many to grade at a time.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), metavar="N", help="Draw the inputs that this seed gives.")
@click.option(
    "--regrade",
    multiple=True,
    metavar="WHAT",
    help="Grade anew: student:KEY, exercise:ID, changed (what another specification graded), or all.",
)
@click.option(
    "--require",
    type=click.Choice([ISOLATED, PROCESS]),
    default=ISOLATED,
    show_default=True,
    help="The least confinement under which student code is run.",
)
@click.option(
    "--device",
    default="",
    callback=device_name,
    metavar="NAME",
    help="Make the exercises on this device, such as cuda, or on the best one with auto.",
)
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Grade on the nodes of this Ray cluster, such as auto or 10.0.0.1:6379; --workers is for each node then.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also where points were lost.")
@click.option("--backend", type=click.Choice(list(BACKENDS)), hidden=True)
@click.pass_context
def command(
    ctx: click.Context,
    assignment: str,
    paths: tuple[Path, ...],
    gradebook: str,
    roster: Path | None,
    student: str | None,
    workers: int | None,
    seed: int | None,
    regrade: tuple[str, ...],
    require: str,
    device: str,
    ray: str | None,
    exit_zero: bool,
    backend: str | None,
) -> None:
    """Grade what a class handed in for ASSIGNMENT, and keep it in a gradebook.

    PATHS are folders, files, zip files or clones: a folder with one for each student, or each by itself. Run it again
    after it was interrupted, or when more was handed in: only the rest is graded. Without PATHS it grades what the
    gradebook holds already, such as with `--regrade`.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with needs_extra("class"):
        from grader.commands.batching import BatchWish, grade_class
        from grader.gradebook import Place
    wish = BatchWish(
        assignment,
        paths,
        Place.of(gradebook),
        roster,
        student,
        workers,
        seed,
        regrade,
        require,
        exit_zero,
        backend,
        device,
        ray,
    )
    ctx.exit(grade_class(wish))
