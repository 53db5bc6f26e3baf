"""An exercise laid open, as `grade audit --show` prints it: for its author, so nothing is held back."""

from __future__ import annotations

from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.audit import Margin, Near, Shown, ShownCase
from grader.reporters.inert import inert
from grader.reporters.marks import ASCII, marks_for
from grader.reporters.wording import say

_VALUE = 300
_NAME = 40
# The table needs as much, and is for an author: a narrower terminal folds it.
_NARROWEST = 100


def report_shown(shown: Shown, place: str, stream: TextIO) -> None:
    """Write all cases of one exercise; ``place`` is its file and line."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    console.width = max(console.width, _NARROWEST)
    console.print(Text.assemble((shown.exercise.id, "bold"), f"  {shown.exercise.title}  ", (place, "dim")))
    if shown.fault is not None:
        console.print(Text(say(shown.fault), "red"))
    for case in shown.cases:
        _case(case, console, ascii_only=marks_for(stream) is ASCII)


def _case(case: ShownCase, console: Console, *, ascii_only: bool) -> None:
    drawn = ", ".join(f"{name}={value!r}" for name, value in case.drawn.items())
    times = f"  the first of {case.repeat}" if case.repeat > 1 else ""
    console.print()
    console.print(Text.assemble((case.title or "the only case", "bold"), f"  {inert(drawn, _VALUE)}", (times, "dim")))
    console.print(Text.assemble(("checks", "bold"), f"  {inert(', '.join(case.checks), _VALUE)}"))
    console.print(Text(case.code, "cyan"))
    console.print()
    double = dict(case.double)
    for path, value in case.values:
        console.print(Text.assemble((path, "bold"), "  ", inert(value, _VALUE)))
        if path in double:
            console.print(Text.assemble(("  in float64", "dim"), "  ", inert(double[path], _VALUE)))
    if case.margins:
        console.print()
        console.print(_table(case.margins, ascii_only=ascii_only))
    if case.near:
        console.print(_used(case.near, ascii_only=ascii_only))


def _table(margins: tuple[Margin, ...], *, ascii_only: bool) -> Table:
    table = Table(box=box.ASCII if ascii_only else box.SIMPLE, pad_edge=False)
    table.add_column("path", overflow="fold")
    for name in ("allowed", "+ relative", "own error", "measured", "zeros", "constant"):
        table.add_column(name, justify="right", no_wrap=True)
    for margin in margins:
        table.add_row(
            margin.path,
            f"{margin.allowed:.2g}",
            f"{margin.relative:.2g}",
            f"{margin.error:.2g}",
            f"{margin.measured:.2g}",
            f"{margin.zeros:.3g} x",
            f"{margin.constant:.3g} x",
        )
    return table


def _used(near: tuple[Near, ...], *, ascii_only: bool) -> Table:
    """The share of each tolerance that right work uses up: a column for everybody."""
    everybody = list(dict.fromkeys(each.who for each in near))
    shares: dict[str, dict[str, float]] = {}
    for each in near:
        at = shares.setdefault(each.path, {})
        at[each.who] = max(each.used, at.get(each.who, 0.0))
    table = Table(box=box.ASCII if ascii_only else box.SIMPLE, pad_edge=False)
    table.add_column("share used", overflow="fold")
    for who in everybody:
        table.add_column(inert(who, _NAME), justify="right", overflow="fold")
    for path, at in shares.items():
        table.add_row(path, *(f"{at[who]:.2g}" if who in at else "" for who in everybody))
    return table
