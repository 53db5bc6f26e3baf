"""What the report says below the line of an exercise that did not pass."""

from __future__ import annotations

from rich.cells import cell_len

from grader.model.diagnosis import Confidence
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Verdict
from grader.reporters.differences import Difference, differences_of, left_out, other_cases, told
from grader.reporters.excerpt import is_worth_a_table, show
from grader.reporters.inert import inert, inert_lines
from grader.reporters.json_result import address
from grader.reporters.page import Page
from grader.reporters.wording import frames_of, say, say_cause

_TITLES = 3
_FRAMES = 6
_CODE_LINES = 15
_CODE_WIDTH = 1000
_OUTPUT_LINES = 5
_VALUE = 300
_TOLD = 1000
_ROWS = 6
_EXPECTED = "expected  "
_INDENT = 3
# Kinds of which expected and actual are two values; of others the sentence says all.
_OF_VALUES = frozenset({"value", "like", "form", "unchanged"})
_SHAPE, _NAMED = "shape", ", that is "
# How a tensor is shown of which only its form is: the sentence says what is wrong with it.
_LARGE = "tensor of shape "


def explain(page: Page, exercise: ExerciseResult, specification: str) -> None:
    """The headline, the first differences, how to see it oneself, what was printed.

    With the name of a ``specification`` each check is told by its address there, and the line that asks for it.
    """
    if exercise.cause is None or exercise.cause is Cause.NOT_IMPLEMENTED:
        return
    if exercise.outcome is not Outcome.FAILED:
        page.say((say_cause(exercise.cause, exercise.message), "yellow"), indent=_INDENT)
        return
    differences = differences_of(exercise)
    shown = told(differences)
    _headline(page, exercise, shown)
    before: CaseResult | None = None
    for difference in shown:
        if difference.case is not before:
            _case(page, difference.case)
        _difference(page, exercise, difference, specification)
        before = difference.case
    _others(page, differences, shown)
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


def _headline(page: Page, exercise: ExerciseResult, shown: list[Difference]) -> None:
    """What was said of the whole exercise, unless the differences below say it, or say more."""
    assert exercise.cause is not None
    headline = say_cause(exercise.cause, exercise.message, _VALUE)
    general = exercise.message is None or exercise.message.id == f"cause.{Cause.WRONG}"
    if shown and (general or headline in [difference.words for difference in shown]):
        return
    page.say((headline, "bold"), indent=_INDENT)
    _trace(page, exercise.message)


def _case(page: Page, case: CaseResult) -> None:
    """Which case it is, and what was drawn for it; nothing where there is but one, and nothing is drawn."""
    drawn = ", ".join(f"{name}={_number(text)}" for name, text in case.drawn.items())
    hidden = "hidden " if case.hidden else ""
    if case.title:
        after = f" ({drawn})" if drawn else ""
        page.say(
            (f"In the {hidden}case ", "dim"), (f'"{inert(case.title)}"', "bold"), (f"{after}:", "dim"), indent=_INDENT
        )
    elif drawn or hidden:
        page.say((f"In a {hidden}case{' with ' if drawn else ''}{drawn}:", "dim"), indent=_INDENT)


def _number(text: str) -> str:
    """A drawn number with as many digits as one reads."""
    try:
        return f"{float(text):.6g}" if "." in text else inert(text, 80)
    except ValueError:
        return inert(text, 80)


def _difference(page: Page, exercise: ExerciseResult, difference: Difference, specification: str) -> None:
    verdict, place = difference.verdict, difference.place
    indent = _INDENT + 2 if difference.case.title or difference.case.drawn or difference.case.hidden else _INDENT
    page.say((place, "bold"), f"{': ' if place else ''}{difference.words}", indent=indent)
    _trace(page, difference.message)
    # What was raised instead of a result is no value to set against one.
    stopped = difference.message is not None and difference.message.id.startswith("exception.")
    if verdict is not None and not stopped and not frames_of(difference.message):
        _values(page, verdict, difference.words, indent)
    if specification:
        line = verdict.line if verdict is not None and verdict.line else exercise.line
        asked = f", asked for at {specification}:{line}" if line else ""
        page.say((f"{address(exercise, difference.case, verdict)}{asked}", "dim"), indent=indent)


def _values(page: Page, verdict: Verdict, words: str, indent: int) -> None:
    """Expected and actual, unless the sentence before has said both; of what does not fit into a line an excerpt."""
    expected, actual = inert(verdict.expected, _VALUE), inert(verdict.actual, _VALUE)
    fits = indent + len(_EXPECTED) + max(map(cell_len, (expected, actual))) <= page.width
    excerpt = verdict.excerpt
    if excerpt is not None and (is_worth_a_table(excerpt) or not fits) and show(page, excerpt, indent, _ROWS):
        return
    if expected == actual or len(expected) + len(actual) > page.width * 2:
        _entries(page, verdict.message, indent)
    elif all(text.startswith(_LARGE) or _bare(text) in words for text in (expected, actual)):
        return
    elif verdict.kind == _SHAPE:
        # The sentence has the numbers; the names behind them say which size is which.
        if _NAMED in expected:
            page.say((_EXPECTED, "dim"), (expected, "green"), indent=indent)
    elif verdict.kind in _OF_VALUES:
        page.say((_EXPECTED, "dim"), (expected, "green"), indent=indent)
        page.say(("got       ", "dim"), (actual, "red"), indent=indent)
    elif not actual.startswith(_LARGE) and actual not in words:
        page.say(("got  ", "dim"), (actual, "red"), indent=indent)


def _bare(value: str) -> str:
    """A value as a sentence names it: a tensor of one number by its number."""
    return value.removeprefix("tensor(").removesuffix(")") if value.startswith("tensor(") else value


def _entries(page: Page, message: Message | None, indent: int) -> None:
    columns = [message.parameters.get(name) for name in ("where", "expected", "actual")] if message else []
    if not columns or not all(isinstance(column, tuple) and len(column) > 1 for column in columns):
        return
    rows = list(zip(*(map(inert, column) for column in columns if isinstance(column, tuple)), strict=False))
    wide = [max(len(row[number]) for row in rows) for number in range(2)]
    for where, wanted, got in rows:
        page.say(
            (f"{where:{wide[0]}}  expected ", "dim"), (f"{wanted:{wide[1]}}", "green"), ("  got ", "dim"), (got, "red"),
            indent=indent,
        )  # fmt: skip


def _trace(page: Page, message: Message | None) -> None:
    frames = frames_of(message)
    left_out = len(frames) - _FRAMES
    if left_out > 0:
        frames = [*frames[:1], f"… {left_out} more", *frames[len(frames) - _FRAMES + 1 :]]
    page.quote(frames, indent=_INDENT + 2)


def _others(page: Page, differences: list[Difference], shown: list[Difference]) -> None:
    """What else is wrong: by the titles of other cases, or at least how much."""
    titles, more = other_cases(differences, shown), left_out(differences, shown)
    if titles:
        left = len(titles) - _TITLES
        named = ", ".join(f'"{inert(title, 80)}"' for title in titles[:_TITLES])
        after = f" and {left} more" if left > 0 else ""
        text = f"{'Another case fails' if len(titles) == 1 else 'Other cases fail'} too: {named}{after}."
    elif more > 0:
        text = f"There {'is 1 more difference' if more == 1 else f'are {more} more differences'}."
    else:
        return
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
