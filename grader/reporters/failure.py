"""What the report says below the line of an exercise that did not pass."""

from __future__ import annotations

from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome
from grader.reporters.differences import Difference, differences_of, told
from grader.reporters.excerpt import show
from grader.reporters.inert import inert
from grader.reporters.json_result import address
from grader.reporters.page import Page
from grader.reporters.telling import (
    Entry,
    advice,
    code_of,
    drawn_for,
    headline,
    others,
    printed,
    trace,
    values_of,
)
from grader.reporters.wording import say_cause

_OUTPUT_LINES = 5
_ROWS = 6
_EXPECTED = "expected  "
_INDENT = 3


def explain(page: Page, exercise: ExerciseResult, specification: str) -> None:
    """The headline, the first differences, how to see it oneself, what was printed.

    With the name of a ``specification`` each check is told by its address there, and the line that asks for it.
    """
    if exercise.cause is None or exercise.cause is Cause.NOT_IMPLEMENTED:
        return
    if exercise.outcome is not Outcome.FAILED:
        page.say((say_cause(exercise.cause, exercise.message), "yellow"), indent=_INDENT)
        tell(page, exercise)
        return
    differences = differences_of(exercise)
    shown = told(differences)
    if words := headline(exercise, shown):
        page.say((words, "bold"), indent=_INDENT)
        _trace(page, exercise.message)
    before: CaseResult | None = None
    for difference in shown:
        if difference.case is not before:
            _case(page, difference.case)
        _difference(page, exercise, difference, specification)
        before = difference.case
    if words := others(differences, shown):
        page.say((words, "dim"), indent=_INDENT)
    tell(page, exercise)
    _code(page, exercise)
    _output(page, exercise)


def tell(page: Page, exercise: ExerciseResult) -> None:
    """The author's word on this very mistake, or else what can be known of it."""
    if text := advice(exercise):
        page.say((f"{page.marks.arrow} ", "bold cyan"), (text, "bold"), indent=_INDENT)


def _case(page: Page, case: CaseResult) -> None:
    """Which case it is, and what was drawn for it; nothing where there is but one, and nothing is drawn."""
    drawn = drawn_for(case)
    hidden = "hidden " if case.hidden else ""
    if case.title:
        after = f" ({drawn})" if drawn else ""
        page.say(
            (f"In the {hidden}case ", "dim"), (f'"{inert(case.title)}"', "bold"), (f"{after}:", "dim"), indent=_INDENT
        )
    elif drawn or hidden:
        page.say((f"In a {hidden}case{' with ' if drawn else ''}{drawn}:", "dim"), indent=_INDENT)


def _difference(page: Page, exercise: ExerciseResult, difference: Difference, specification: str) -> None:
    verdict, place = difference.verdict, difference.place
    indent = _INDENT + 2 if difference.case.title or difference.case.drawn or difference.case.hidden else _INDENT
    page.say((place, "bold"), f"{': ' if place else ''}{difference.words}", indent=indent)
    _trace(page, difference.message)
    _values(page, difference, indent)
    if specification:
        line = verdict.line if verdict is not None and verdict.line else exercise.line
        asked = f", asked for at {specification}:{line}" if line else ""
        page.say((f"{address(exercise, difference.case, verdict)}{asked}", "dim"), indent=indent)


def _values(page: Page, difference: Difference, indent: int) -> None:
    values = values_of(difference, page.width, page.width - indent - len(_EXPECTED))
    if values.excerpt is not None and show(page, values.excerpt, indent, _ROWS):
        return
    if len(values.entries) > 1:
        _entries(page, values.entries, indent)
        return
    for _, expected, actual in values.entries:
        if expected is not None:
            page.say((_EXPECTED, "dim"), (expected, "green"), indent=indent)
        if actual is not None:
            page.say(("got       " if expected is not None else "got  ", "dim"), (actual, "red"), indent=indent)


def _entries(page: Page, entries: tuple[Entry, ...], indent: int) -> None:
    rows = [(where, expected or "", actual or "") for where, expected, actual in entries]
    wide = [max(len(row[number]) for row in rows) for number in range(2)]
    for where, wanted, got in rows:
        page.say(
            (f"{where:{wide[0]}}  expected ", "dim"), (f"{wanted:{wide[1]}}", "green"), ("  got ", "dim"), (got, "red"),
            indent=indent,
        )  # fmt: skip


def _trace(page: Page, message: Message | None) -> None:
    page.quote(trace(message), indent=_INDENT + 2)


def _code(page: Page, exercise: ExerciseResult) -> None:
    if lines := code_of(exercise):
        page.say("To see it yourself, paste into Python:", indent=_INDENT)
        page.blank()
        page.code(lines)
        page.blank()


def _output(page: Page, exercise: ExerciseResult) -> None:
    if lines := printed(exercise, _OUTPUT_LINES):
        page.say("It printed:", indent=_INDENT)
        page.quote(lines, indent=_INDENT + 2)
