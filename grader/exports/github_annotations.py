"""Workflow commands of GitHub: notes at the student's own lines and the total; what costs most first.

A page shows ten of a kind for each step. Where the files do not lie at the root, `GRADE_FOLDER` names their folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.exports.export import Export
from grader.exports.told import in_short, name_of, said_before
from grader.model.message import Message
from grader.model.result import Cause, ExerciseResult, Outcome, Place, Result
from grader.reporters.differences import differences_of, told
from grader.reporters.inert import inert
from grader.reporters.numbers import points, worth
from grader.reporters.wording import FRAMES, say

FOLDER = "GRADE_FOLDER"
MOST = 10
_FRAME = re.compile(r"(?P<file>[^:]+):(?P<line>[0-9]{1,7})\b")
_LONGEST = 800


def _render(result: Result, environment: Mapping[str, str]) -> str:
    folder = environment.get(FOLDER, "").strip("/")
    lost = sorted(
        (each for each in result.exercises if each.outcome in (Outcome.FAILED, Outcome.UNGRADED)),
        key=lambda each: (each.cause is Cause.NOT_IMPLEMENTED, (each.score or 0) - each.points),
    )
    # A file that cannot be imported is one finding, at the line where that went wrong.
    before = said_before(lost)
    findings = [(each, before.count(number)) for number, each in enumerate(lost) if before[number] is None]
    lines = [_line(each, more, result, folder) for each, more in findings[:MOST]]
    total = f"{points(result.score)} of {worth(result.max_score)}"
    rest = f"; {len(findings) - MOST} more in the summary" if len(findings) > MOST else ""
    unfinished = "" if result.complete else "; not everything could be graded"
    lines.append(f"::notice title={_property(inert(result.title))}::{_data(total + unfinished + rest)}")
    return "".join(f"{line}\n" for line in lines)


def _line(exercise: ExerciseResult, more: int, result: Result, folder: str) -> str:
    """``more`` are other exercises of which the very same is to be said."""
    kind = "error" if exercise.outcome is Outcome.FAILED else "warning"
    place = _place(exercise, result)
    at = []
    if place is not None:
        file = inert(f"{folder}/{place.file}" if folder not in ("", ".") else place.file)
        at = [f"file={_property(file)}"]
        # The lines of a cell are none of its file.
        at += [] if place.cell else [f"line={place.line}", f"endLine={place.end}"]
    others = f" and {more} more" if more else ""
    where = f" (cell {place.cell}, line {place.line})" if place is not None and place.cell else ""
    properties = ",".join([*at, f"title={_property(name_of(exercise) + others + where)}"])
    return f"::{kind} {properties}::{_data(_said(exercise))}"


def _place(exercise: ExerciseResult, result: Result) -> Place | None:
    """Where an exception came from, if it names a file that was handed in; else where the function is defined."""
    frames = _first(exercise).parameters.get(FRAMES, ())
    found = _FRAME.match(frames[-1]) if isinstance(frames, tuple) and frames else None
    if found and found["file"] in (result.submission, *result.files):
        return Place(found["file"], int(found["line"]), int(found["line"]))
    return None if exercise.cause is Cause.IMPORT else exercise.place


def _first(exercise: ExerciseResult) -> Message:
    shown = told(differences_of(exercise))
    return (shown[0].message if shown else exercise.message) or Message("")


def _said(exercise: ExerciseResult) -> str:
    """The first difference, and what is known of the mistake."""
    shown = told(differences_of(exercise))
    parts = [f"{each.place}{': ' if each.place else ''}{each.words}" for each in shown[:1]] or [in_short(exercise)]
    if exercise.mistake is not None:
        parts.append(inert(exercise.mistake.text, _LONGEST))
    elif exercise.diagnosis is not None:
        parts.append(say(exercise.diagnosis.message))
    return "\n".join(parts)[:_LONGEST]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


EXPORT = Export("the log of a step on GitHub", "a warning, and a word beside the total", _render)
