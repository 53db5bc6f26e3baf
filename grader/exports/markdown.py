"""Markdown, as the summary of a step on GitHub shows it: a table of the exercises, and below it what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.exports.export import Export
from grader.exports.fitting import size
from grader.exports.told import came_to, earned, in_short, name_of, remarks, said_before, told
from grader.model.result import Cause, ExerciseResult, Result
from grader.reporters.inert import inert
from grader.reporters.marks import UNICODE
from grader.reporters.numbers import points, worth

# A step's summary is dropped as a whole above 1,024 KiB.
LARGEST = 1_000_000
_LEFT_OUT = "\n*More was found than fits here: `grade check` on your own machine says all of it.*\n"
_PUNCTUATION = re.compile(r"([\\`*_\[\]<>|#~&!$])")
# What makes a list, a rule or a heading where a line starts with it.
_START = re.compile(r"^([0-9]{0,9})([-+=.)])")


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    text = f"## {plain(result.title)}: {points(result.score)} of {worth(result.max_score)}\n\n"
    room = LARGEST - size(text) - size(_LEFT_OUT)
    for block in _blocks(result):
        if (room := room - size(block)) < 0:
            return text + _LEFT_OUT
        text += block
    return text


def _blocks(result: Result) -> Iterator[str]:
    """From top to bottom: what it comes to, the table, what was found."""
    yield from (f"{plain(text)}\n\n" for text in remarks(result))
    yield "| | exercise | | points |\n|---|---|---|---:|\n"
    yield from (f"{_row(each)}\n" for each in result.exercises)
    yield "\n"
    before = said_before(result.exercises)
    yield from (_details(each) for each, same in zip(result.exercises, before, strict=True) if same is None)


def _row(exercise: ExerciseResult) -> str:
    points_here = earned(exercise) if exercise.cause is not Cause.UNAVAILABLE else f"–/{points(exercise.points)}"
    return f"| {UNICODE.of(exercise)} | {plain(name_of(exercise))} | {came_to(exercise)} | {points_here} |"


def _details(exercise: ExerciseResult) -> str:
    if exercise.cause in (None, Cause.NOT_IMPLEMENTED):
        return ""
    head = f"### {plain(name_of(exercise))}\n\n"
    said = told(exercise)
    return f"{head}{fenced(said)}\n" if said else f"{head}{plain(in_short(exercise))}\n\n"


def plain(text: str) -> str:
    """``text`` on one line, shown as it is: nothing of it is markup, also in a table."""
    marked = _PUNCTUATION.sub(r"\\\1", inert(" ".join(text.split()), 2000))
    return _START.sub(r"\1\\\2", marked)


def fenced(text: str) -> str:
    """``text`` as a block that nothing in it ends."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}\n"


EXPORT = Export(
    "`$GITHUB_STEP_SUMMARY`, an issue, a comment", '"could not be graded", `?` for its points, and a sentence', _render
)
