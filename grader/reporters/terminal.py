"""The report that a person reads: one line an exercise, below it what went wrong, and at the end what to do next.

Student text is only ever shown as ``Text`` that was made inert. ``lines`` is pure; ``report`` prints.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.failure import explain, tell
from grader.reporters.inert import inert
from grader.reporters.marks import Marks, marks_for
from grader.reporters.numbers import points
from grader.reporters.page import Page
from grader.reporters.summary import Surroundings, hints_left, summarise
from grader.reporters.wording import say_cause

__all__ = ["Surroundings", "console_for", "lines", "put", "report"]

_STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "red",
    Outcome.SKIPPED: "yellow",
    Outcome.UNGRADED: "bold yellow",
}

# One finding each, however many exercises it takes with it.
_ONCE = frozenset({Cause.IMPORT, Cause.CONFINEMENT, Cause.MACHINE, Cause.INTERRUPTED})


def report(result: Result, stream: TextIO, around: Surroundings) -> None:
    """Print the report: coloured on a terminal, plain under pipes and ``NO_COLOR``."""
    console = console_for(stream)
    put(console, lines(result, console.width, marks_for(stream), around))


def console_for(stream: TextIO) -> Console:
    """A console that writes to ``stream`` whatever its encoding, and reads no markup."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    plain = "NO_COLOR" in os.environ
    return Console(
        file=stream, markup=False, highlight=False, emoji=False, soft_wrap=True, color_system=None if plain else "auto"
    )


def put(console: Console, found: Iterable[Text]) -> None:
    """Print lines as they are: whoever made them has wrapped them."""
    for line in found:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)


def lines(result: Result, width: int, marks: Marks, around: Surroundings) -> list[Text]:
    """The report as lines of at most ``width`` columns; only code to paste may be wider."""
    page = Page(width, marks)
    page.blank()
    page.say((inert(result.title), "bold"), (f"  {inert(result.submission)}, seed {result.seed}", "dim"), indent=1)
    page.blank()
    seen: set[Cause] = set()
    for exercise in result.exercises:
        _exercise(page, exercise, result, around, seen)
    page.blank()
    summarise(page, result, around)
    return page.lines


def _exercise(page: Page, exercise: ExerciseResult, result: Result, around: Surroundings, seen: set[Cause]) -> None:
    if exercise.cause is Cause.NOT_IMPLEMENTED:
        _unwritten(page, exercise)
        return
    silent = exercise.cause is None or (exercise.cause in _ONCE and exercise.cause in seen)
    failed = exercise.outcome is Outcome.FAILED and not silent
    if failed:
        page.blank()
    page.row((page.marks.of(exercise), _STYLES[exercise.outcome]), _title(page, exercise), _earned(exercise))
    if exercise.cause is not None:
        seen.add(exercise.cause)
    if not silent:
        explain(page, exercise, around.specification if around.verbose else "")
    if failed:
        _hint(page, exercise, result, around)
        page.blank()


def _unwritten(page: Page, exercise: ExerciseResult) -> None:
    """One line, whatever there was to say; and one more where something is written, and not returned."""
    words = say_cause(Cause.NOT_IMPLEMENTED, exercise.message)
    earned = _earned(exercise)
    row = f"{_title(page, exercise)}: {words}"
    if cell_len(row) > page.width - len(earned) - 6:
        row = f"{_title(page, exercise)}: {say_cause(Cause.NOT_IMPLEMENTED, None)}"
    page.row((page.marks.of(exercise), "dim"), row, earned)
    tell(page, exercise)


def _title(page: Page, exercise: ExerciseResult) -> str:
    """The id first: the commands want it, and a narrow page cuts the end."""
    named = f"{exercise.id} {page.marks.dot} {exercise.title}" if exercise.title != exercise.id else exercise.id
    return f"{named}{' (hidden)' if exercise.hidden else ''}"


def _hint(page: Page, exercise: ExerciseResult, result: Result, around: Surroundings) -> None:
    left = hints_left(exercise, around)
    if left > 0 and exercise.cause is not Cause.IMPORT:
        there = "There is a hint" if left == 1 else f"There are {left} hints"
        shell = "!" if around.kernel else ""
        page.say(f"{there}: ", (f"{shell}grade hint {result.assignment}/{exercise.id}", "cyan"), indent=3)


def _earned(exercise: ExerciseResult) -> str:
    score = "?" if exercise.score is None else f"{points(exercise.score)}"
    return f"{'-' if exercise.cause is Cause.UNAVAILABLE else score}/{points(exercise.points)}"
