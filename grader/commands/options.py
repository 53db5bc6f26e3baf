"""What `check` and `submit` have in common: their options, and the runner that starts before everything else."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import TypeVar

import click

from grader.commands.wish import Wish
from grader.sandbox import BACKENDS, ISOLATED, start_runner

_DEVICE = re.compile(r"[a-z][a-z0-9_]*(:[0-9]{1,3})?")


def _points(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """A number of points is not negative, and finite."""
    if value is not None and not (isfinite(value) and value >= 0):
        raise click.BadParameter(f"{value} is not a number of points", ctx, param)
    return value


def device_name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """A kind of device, and maybe which of them: what there is of them is not known here."""
    if value and not _DEVICE.fullmatch(value):
        raise click.BadParameter(f"`{value}` is no device: say cpu, auto, cuda or cuda:1", ctx, param)
    return value


Decorated = TypeVar("Decorated", bound=Callable[..., None])

_OPTIONS = (
    click.argument("submission", required=False, type=click.Path(path_type=Path)),
    click.option("-a", "--assignment", metavar="NAME", help="The assignment; else it follows from the file's name."),
    click.option("-o", "--output", metavar="PATH", help="Where the JSON result goes; - is standard output."),
    click.option(
        "--seed", type=click.IntRange(0, 2**32 - 1), metavar="N", help="Draw the inputs that this seed gives."
    ),
    click.option(
        "--fail-under", type=float, callback=_points, metavar="POINTS", help="Exit with 0 from this many points on."
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 also where points were lost."),
    click.option(
        "--require", type=click.Choice([ISOLATED]), help="Grade nothing where student code cannot be isolated."
    ),
    click.option(
        "--device",
        default="",
        callback=device_name,
        metavar="NAME",
        help="Make the exercises on this device, such as cuda, or on the best one with auto; cpu leaves out what "
        "needs another.",
    ),
    click.option(
        "-v", "--verbose", is_flag=True, help="Say the address of each check too, and the line that asks for it."
    ),
    click.option(
        "--cells",
        type=click.Choice(["definitions", "all"]),
        default="definitions",
        help="Of a notebook, run imports, functions, classes and constants alone, or everything.",
    ),
    click.option("--backend", type=click.Choice(list(BACKENDS)), hidden=True),
)


def grading_options(function: Decorated) -> Decorated:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def grade_and_exit(wish: Wish, backend: str | None, *, watch: bool = False) -> None:
    """Grade as wished, with ``watch`` at every save, and end the command with its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a CI that gives up gets what there is, as Ctrl-C does
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, signal.default_int_handler)  # a terminal that is closed leaves nothing behind
    with start_runner(backend) as runner:
        # Here, not above: torch loads in the runner's process while this one imports NumPy and reads the specification.
        if watch:
            from grader.commands.watching import watch_and_report as do
        else:
            from grader.commands.grading import grade_and_report as do

        code = do(wish, runner)
    click.get_current_context().exit(code)
