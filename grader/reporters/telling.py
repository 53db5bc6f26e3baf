"""What is told of an exercise that did not pass, as plain texts: the terminal and a page for a browser lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len

from grader.model.diagnosis import Confidence
from grader.model.excerpt import Excerpt
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result
from grader.reporters.differences import Difference, left_out, other_cases
from grader.reporters.excerpt import is_worth_a_table
from grader.reporters.inert import inert, inert_lines
from grader.reporters.numbers import worth
from grader.reporters.wording import frames_of, say, say_cause

# Where, what was expected, what was given; None where the sentence above has said it.
Entry: TypeAlias = tuple[str, str | None, str | None]

VALUE = 300
_TOLD = 1000
_TITLES = 3
_FRAMES = 6
_CODE_LINES = 15
_CODE_WIDTH = 1000
# Kinds of which expected and actual are two values; of others the sentence says all.
_OF_VALUES = frozenset({"value", "like", "form", "unchanged"})
_SHAPE, _NAMED = "shape", ", that is "
# How a tensor is shown of which only its form is: the sentence says what is wrong with it.
_LARGE = "tensor of shape "
# What is told of work that gives nothing back, and was begun all the same.
_BEGUN = frozenset({"missing_return", "printed"})


@dataclass(frozen=True, slots=True)
class Values:
    """What stands below the sentence on a difference: ``excerpt`` where there is room for it, or else ``entries``."""

    excerpt: Excerpt | None = None
    entries: tuple[Entry, ...] = ()


def passing(result: Result) -> str:
    """``7 of 10 exercises pass``, of those that this machine can run."""
    judged = [each for each in result.exercises if each.cause is not Cause.UNAVAILABLE]
    passed = sum(each.outcome is Outcome.PASSED for each in judged)
    return f"{passed} of {len(judged)} {'exercise passes' if len(judged) == 1 else 'exercises pass'}"


def not_here(result: Result) -> str:
    """What a students' copy lacks; empty where that is nothing."""
    if not result.hidden_checks:
        return ""
    checks = "1 hidden check" if result.hidden_checks == 1 else f"{result.hidden_checks} hidden checks"
    return f"{checks} ({worth(result.hidden_points)}) not run here."


def headline(exercise: ExerciseResult, shown: list[Difference]) -> str:
    """What was said of the whole exercise; empty where the differences that are ``shown`` say it, or say more."""
    assert exercise.cause is not None
    words = say_cause(exercise.cause, exercise.message, VALUE)
    general = exercise.message is None or exercise.message.id == f"cause.{Cause.WRONG}"
    return "" if shown and (general or words in [difference.words for difference in shown]) else words


def drawn_for(case: CaseResult) -> str:
    """``B=2, S=4``."""
    return ", ".join(f"{name}={_number(text)}" for name, text in case.drawn.items())


def trace(message: Message | None) -> list[str]:
    """The student's own lines that led to an exception, those in the middle left out where they are many."""
    frames = frames_of(message)
    left = len(frames) - _FRAMES
    return [*frames[:1], f"… {left} more", *frames[len(frames) - _FRAMES + 1 :]] if left > 0 else frames


def values_of(difference: Difference, width: int, room: int) -> Values:
    """Expected and actual, unless the sentence has said both; an excerpt where one of them needs more than ``room``.

    What takes more than two lines of ``width`` is shown by its entries.
    """
    verdict, message = difference.verdict, difference.message
    # What was raised instead of a result is no value to set against one.
    stopped = message is not None and message.id.startswith("exception.")
    if verdict is None or stopped or frames_of(message):
        return Values()
    expected, actual = inert(verdict.expected, VALUE), inert(verdict.actual, VALUE)
    fits = max(map(cell_len, (expected, actual))) <= room
    excerpt = verdict.excerpt
    if excerpt is not None and fits and not is_worth_a_table(excerpt):
        excerpt = None
    if expected == actual or len(expected) + len(actual) > width * 2:
        return Values(excerpt, _entries(message))
    return Values(excerpt, _both(verdict.kind, expected, actual, difference.words))


def others(differences: list[Difference], shown: list[Difference]) -> str:
    """What else is wrong: by the titles of other cases, or at least how much; empty where nothing is."""
    titles, more = other_cases(differences, shown), left_out(differences, shown)
    if titles:
        left = len(titles) - _TITLES
        named = ", ".join(f'"{inert(title, 80)}"' for title in titles[:_TITLES])
        after = f" and {left} more" if left > 0 else ""
        return f"{'Another case fails' if len(titles) == 1 else 'Other cases fail'} too: {named}{after}."
    return f"There {'is 1 more difference' if more == 1 else f'are {more} more differences'}." if more > 0 else ""


def advice(exercise: ExerciseResult) -> str:
    """The author's word on this very mistake, or else what can be known of it; empty where there is nothing to say.

    Of what is not written yet: only where something is written, and not given back.
    """
    diagnosis = exercise.diagnosis
    if exercise.cause is Cause.NOT_IMPLEMENTED and (diagnosis is None or diagnosis.id not in _BEGUN):
        return ""
    if exercise.mistake is not None:
        return inert(exercise.mistake.text, _TOLD)
    if diagnosis is None:
        return ""
    text = say(diagnosis.message, VALUE)
    return f"Perhaps {text}" if diagnosis.confidence is Confidence.POSSIBLE else f"{text[:1].upper()}{text[1:]}"


def code_of(exercise: ExerciseResult) -> list[str]:
    """The first failing call as lines to paste into Python; none where they would be many."""
    snippet = next((case.snippet for case in exercise.cases if not case.passed and case.snippet), "")
    lines = snippet.rstrip("\n").split("\n") if snippet else []
    return lines if len(lines) <= _CODE_LINES and max(map(len, lines), default=0) <= _CODE_WIDTH else []


def printed(exercise: ExerciseResult, lines: int) -> list[str]:
    """The first ``lines`` of what it printed."""
    return inert_lines(exercise.output.strip("\n"), lines, 200) if exercise.output.strip() else []


def _number(text: str) -> str:
    """A drawn number with as many digits as one reads."""
    try:
        return f"{float(text):.6g}" if "." in text else inert(text, 80)
    except ValueError:
        return inert(text, 80)


def _both(kind: str, expected: str, actual: str, words: str) -> tuple[Entry, ...]:
    if all(text.startswith(_LARGE) or _bare(text) in words for text in (expected, actual)):
        return ()
    if kind == _SHAPE:
        # The sentence has the numbers; the names behind them say which size is which.
        return (("", expected, None),) if _NAMED in expected else ()
    if kind in _OF_VALUES:
        return (("", expected, actual),)
    return (("", None, actual),) if not actual.startswith(_LARGE) and actual not in words else ()


def _bare(value: str) -> str:
    """A value as a sentence names it: a tensor of one number by its number."""
    return value.removeprefix("tensor(").removesuffix(")") if value.startswith("tensor(") else value


def _entries(message: Message | None) -> tuple[Entry, ...]:
    """The places that differ, where the message has some."""
    columns = [message.parameters.get(name) for name in ("where", "expected", "actual")] if message else []
    if not columns or not all(isinstance(column, tuple) and len(column) > 1 for column in columns):
        return ()
    where, expected, actual = (list(map(inert, column)) for column in columns if isinstance(column, tuple))
    return tuple(zip(where, expected, actual, strict=False))
