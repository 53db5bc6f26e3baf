"""What the report says below the line of an exercise that did not pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Verdict
from grader.reporters.inert import inert, inert_lines
from grader.reporters.json_result import address
from grader.reporters.page import Page
from grader.reporters.wording import frames_of, say, say_cause

_DIFFERENCES = 3
_FRAMES = 6
_CODE_LINES = 15
_CODE_WIDTH = 1000
_OUTPUT_LINES = 5
_VALUE = 300
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is wrong: a check's verdict, or (None) a case that ended early."""

    case: CaseResult
    verdict: Verdict | None
    message: Message | None


def explain(page: Page, exercise: ExerciseResult, specification: str) -> None:
    """The headline, the first differences, how to see it oneself, what was printed."""
    if exercise.cause is None or exercise.cause is Cause.NOT_IMPLEMENTED:
        return
    differences = list(_differences(exercise))
    headline = say_cause(exercise.cause, exercise.message)
    shown = differences[:_DIFFERENCES]
    if exercise.outcome is not Outcome.FAILED:
        page.say((headline, "yellow"), indent=_INDENT)
        return
    if headline not in [_words(difference) for difference in shown]:
        page.say((headline, "bold"), indent=_INDENT)
        _trace(page, exercise.message)
    for difference in shown:
        _difference(page, exercise, difference)
    _remainder(page, differences, specification or "", exercise)
    _code(page, exercise)
    _output(page, exercise)


def _differences(exercise: ExerciseResult) -> Iterator[Difference]:
    for case in exercise.cases:
        wrong = [verdict for verdict in case.verdicts if not verdict.passed]
        yield from (Difference(case, verdict, verdict.message) for verdict in wrong)
        if case.cause is not None and not wrong:
            yield Difference(case, None, case.message)


def _words(difference: Difference) -> str:
    if difference.message is not None:
        return say(difference.message)
    return say_cause(difference.case.cause or Cause.WRONG, None)


def _difference(page: Page, exercise: ExerciseResult, difference: Difference) -> None:
    case, verdict = difference.case, difference.verdict
    words = _words(difference)
    drawn = ", ".join(f"{name}={inert(text, 80)}" for name, text in case.drawn.items())
    label = " (hidden)" if case.hidden else ""
    where = inert(address(exercise, case, verdict))
    page.say((where, "bold"), (f"{label}{'  ' if drawn else ''}{drawn}", "dim"), indent=_INDENT)
    page.say(words, indent=_INDENT + 2)
    _trace(page, difference.message)
    if verdict is not None:
        _values(page, verdict, words)


def _values(page: Page, verdict: Verdict, words: str) -> None:
    """Expected and actual, unless the sentence before has said both."""
    expected, actual = inert(verdict.expected, _VALUE), inert(verdict.actual, _VALUE)
    if not (expected or actual) or (expected in words and actual in words):
        return
    page.say(("expected  ", "dim"), (expected, "green"), indent=_INDENT + 2)
    page.say(("got       ", "dim"), (actual, "red"), indent=_INDENT + 2)


def _trace(page: Page, message: Message | None) -> None:
    frames = frames_of(message)
    left_out = len(frames) - _FRAMES
    if left_out > 0:
        frames = [*frames[:1], f"… {left_out} more", *frames[len(frames) - _FRAMES + 1 :]]
    page.quote(frames, indent=_INDENT + 2)


def _remainder(page: Page, differences: list[Difference], specification: str, exercise: ExerciseResult) -> None:
    more = len(differences) - _DIFFERENCES
    lines = [each.verdict.line for each in differences[:_DIFFERENCES] if each.verdict and each.verdict.line]
    place = f"{specification}:{(lines or [exercise.line])[0]}" if specification else ""
    said = f"and {more} more {'difference' if more == 1 else 'differences'}" if more > 0 else ""
    if said or (place and differences):
        page.say((f" {page.marks.dot} ".join(filter(None, [said, f"asked for at {place}" if place else ""])), "dim"),
                 indent=_INDENT)  # fmt: skip


def _code(page: Page, exercise: ExerciseResult) -> None:
    snippet = next((case.snippet for case in exercise.cases if not case.passed and case.snippet), "")
    lines = snippet.rstrip("\n").split("\n") if snippet else []
    if lines and len(lines) <= _CODE_LINES and max(map(len, lines)) <= _CODE_WIDTH:
        page.say("To see it yourself, paste into Python:", indent=_INDENT)
        page.code(lines)


def _output(page: Page, exercise: ExerciseResult) -> None:
    if exercise.output.strip():
        page.say("It printed:", indent=_INDENT)
        page.quote(inert_lines(exercise.output.strip("\n"), _OUTPUT_LINES, 200), indent=_INDENT + 2)
