"""What the report says below the line of an exercise that did not pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.model.diagnosis import Confidence
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
_TOLD = 1000
# Said of what follows from a difference that is shown.
_LATER = "gradient.later"
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
    if exercise.outcome is not Outcome.FAILED:
        page.say((say_cause(exercise.cause, exercise.message), "yellow"), indent=_INDENT)
        return
    differences = list(_differences(exercise))
    shown = _first(exercise, differences)
    _headline(page, exercise, shown)
    before: CaseResult | None = None
    for difference in shown:
        _difference(page, exercise, difference, again=difference.case is before)
        before = difference.case
    _remainder(page, len(differences) - len(shown), _place(specification, exercise, shown))
    tell(page, exercise)
    _code(page, exercise)
    _output(page, exercise)


def tell(page: Page, exercise: ExerciseResult) -> None:
    """The author's word on this very mistake, or else what can be known of it."""
    diagnosis = exercise.diagnosis
    if exercise.mistake is not None:
        text = inert(exercise.mistake.text, _TOLD)
    elif diagnosis is not None:
        text = say(diagnosis.message, _VALUE)
        text = f"Perhaps {text}" if diagnosis.confidence is Confidence.POSSIBLE else f"{text[:1].upper()}{text[1:]}"
    else:
        return
    page.say((f"{page.marks.arrow} ", "bold cyan"), (text, "bold"), indent=_INDENT)


def _differences(exercise: ExerciseResult) -> Iterator[Difference]:
    for case in exercise.cases:
        wrong = [verdict for verdict in case.verdicts if verdict.message and verdict.message.id != _LATER]
        yield from (Difference(case, verdict, verdict.message) for verdict in wrong)
        if case.cause is not None and not wrong:
            yield Difference(case, None, case.message)


def _first(exercise: ExerciseResult, differences: list[Difference]) -> list[Difference]:
    """The first three that are not the same thing again: a check in another repeat, an exception in another case."""
    found: dict[str, Difference] = {}
    for difference in differences:
        ended_early = difference.verdict is None or frames_of(difference.message)
        key = _words(difference) if ended_early else address(exercise, difference.case, difference.verdict)
        found.setdefault(key, difference)
    return list(found.values())[:_DIFFERENCES]


def _headline(page: Page, exercise: ExerciseResult, shown: list[Difference]) -> None:
    """What was said of the whole exercise, unless the differences below say it, or say more."""
    assert exercise.cause is not None
    headline = say_cause(exercise.cause, exercise.message, _VALUE)
    general = exercise.message is None or exercise.message.id == f"cause.{Cause.WRONG}"
    if shown and (general or headline in map(_words, shown)):
        return
    page.say((headline, "bold"), indent=_INDENT)
    _trace(page, exercise.message)


def _words(difference: Difference) -> str:
    return say_cause(difference.case.cause or Cause.WRONG, difference.message, _VALUE)


def _difference(page: Page, exercise: ExerciseResult, difference: Difference, *, again: bool) -> None:
    """``again``: another one of the case that was just spoken of."""
    case, verdict = difference.case, difference.verdict
    words = _words(difference)
    drawn = ", ".join(f"{name}={inert(text, 80)}" for name, text in case.drawn.items()) if not again else ""
    label = f"{' (hidden)' if case.hidden else ''}{'  ' if drawn else ''}{drawn}"
    where = address(exercise, case, verdict)
    indent = _INDENT
    if where != exercise.id or label:
        page.say((where, "bold"), (label, "dim"), indent=indent)
        indent += 2
    page.say(words, indent=indent)
    _trace(page, difference.message)
    # What was raised instead of a result is no value to set against one.
    stopped = difference.message is not None and difference.message.id.startswith("exception.")
    if verdict is not None and not stopped and not frames_of(difference.message):
        _values(page, verdict, words)


def _values(page: Page, verdict: Verdict, words: str) -> None:
    """Expected and actual, unless the sentence before has said both; of a large tensor the first wrong entries."""
    expected, actual = inert(verdict.expected, _VALUE), inert(verdict.actual, _VALUE)
    if expected == actual or len(expected) + len(actual) > page.width * 2:
        _entries(page, verdict.message)
    elif not (_bare(expected) in words and _bare(actual) in words):
        page.say(("expected  ", "dim"), (expected, "green"), indent=_INDENT + 2)
        page.say(("got       ", "dim"), (actual, "red"), indent=_INDENT + 2)


def _bare(value: str) -> str:
    """A value as a sentence names it: a tensor of one number by its number."""
    return value.removeprefix("tensor(").removesuffix(")") if value.startswith("tensor(") else value


def _entries(page: Page, message: Message | None) -> None:
    columns = [message.parameters.get(name) for name in ("where", "expected", "actual")] if message else []
    if not columns or not all(isinstance(column, tuple) and len(column) > 1 for column in columns):
        return
    rows = list(zip(*(map(inert, column) for column in columns if isinstance(column, tuple)), strict=False))
    wide = [max(len(row[number]) for row in rows) for number in range(2)]
    for where, wanted, got in rows:
        page.say(
            (f"{where:{wide[0]}}  expected ", "dim"), (f"{wanted:{wide[1]}}", "green"), ("  got ", "dim"), (got, "red"),
            indent=_INDENT + 2,
        )  # fmt: skip


def _trace(page: Page, message: Message | None) -> None:
    frames = frames_of(message)
    left_out = len(frames) - _FRAMES
    if left_out > 0:
        frames = [*frames[:1], f"… {left_out} more", *frames[len(frames) - _FRAMES + 1 :]]
    page.quote(frames, indent=_INDENT + 2)


def _place(specification: str, exercise: ExerciseResult, shown: list[Difference]) -> str:
    """The line of the YAML that the first difference comes from."""
    written = [difference.verdict.line for difference in shown if difference.verdict and difference.verdict.line]
    line = (written or [exercise.line])[0]
    return f"asked for at {specification}:{line}" if specification and line and shown else ""


def _remainder(page: Page, more: int, place: str) -> None:
    said = f"and {more} more {'difference' if more == 1 else 'differences'}" if more > 0 else ""
    text = f" {page.marks.dot} ".join(filter(None, [said, place]))
    if text:
        page.say((text, "dim"), indent=_INDENT)


def _code(page: Page, exercise: ExerciseResult) -> None:
    snippet = next((case.snippet for case in exercise.cases if not case.passed and case.snippet), "")
    lines = snippet.rstrip("\n").split("\n") if snippet else []
    if lines and len(lines) <= _CODE_LINES and max(map(len, lines)) <= _CODE_WIDTH:
        page.say("To see it yourself, paste into Python:", indent=_INDENT)
        page.blank()
        page.code(lines)
        page.blank()


def _output(page: Page, exercise: ExerciseResult) -> None:
    if exercise.output.strip():
        page.say("It printed:", indent=_INDENT)
        page.quote(inert_lines(exercise.output.strip("\n"), _OUTPUT_LINES, 200), indent=_INDENT + 2)
