"""What the terminal's report says of an exercise, as lines of plain text: every host shows at least that."""

from __future__ import annotations

from collections.abc import Sequence

from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.failure import explain
from grader.reporters.inert import inert
from grader.reporters.marks import UNICODE
from grader.reporters.numbers import points
from grader.reporters.page import Page
from grader.reporters.telling import not_here
from grader.reporters.wording import say_cause

_WIDTH = 96
# A line of code to paste is the longest there is.
_LONGEST_LINE = 4000
_LONGEST_NAME = 200
_LONGEST = 8000
_ONCE = frozenset({Cause.IMPORT, Cause.CONFINEMENT, Cause.MACHINE, Cause.INTERRUPTED})
_OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.SKIPPED: "not judged yet",
    Outcome.UNGRADED: "could not be graded",
}
_CAUSES = {Cause.NOT_IMPLEMENTED: "not written yet", Cause.UNAVAILABLE: "not run here", Cause.WITHDRAWN: "withdrawn"}


def told(exercise: ExerciseResult, width: int = _WIDTH) -> str:
    """Why it did not pass, in lines of at most ``width`` columns but for code; empty where there is nothing to say."""
    page = Page(width, UNICODE)
    explain(page, exercise, "")
    return "\n".join(inert(line.plain.rstrip(), _LONGEST_LINE) for line in page.lines).strip("\n")


def reason(exercise: ExerciseResult) -> str:
    """Why it did not pass, for a field of text: all of it that is not too much to read."""
    return shortened((told(exercise) if exercise.outcome is Outcome.FAILED else "") or in_short(exercise), _LONGEST)


def shortened(text: str, longest: int) -> str:
    """``text``, or where that has more than ``longest`` characters its beginning, and "…"."""
    return text if len(text) <= longest else f"{text[: max(0, longest - 1)].rstrip()}…"[:longest]


def in_short(exercise: ExerciseResult) -> str:
    """The same in one line."""
    return "" if exercise.cause is None else say_cause(exercise.cause, exercise.message)


def earned(exercise: ExerciseResult) -> str:
    """``2.5/3``; ``?/3`` where it could not be graded."""
    return f"{'?' if exercise.score is None else points(exercise.score)}/{points(exercise.points)}"


def came_to(exercise: ExerciseResult) -> str:
    """What became of it, in two or three words."""
    words = _CAUSES.get(exercise.cause) if exercise.cause is not None else None
    return words or _OUTCOMES[exercise.outcome]


def name_of(exercise: ExerciseResult) -> str:
    """The id, and the title where it says more."""
    title = inert(exercise.title)
    name = inert(exercise.id)
    whole = name if title in (name, "") else f"{name} · {title}"
    return shortened(whole, _LONGEST_NAME)


def said_before(exercises: Sequence[ExerciseResult]) -> list[int | None]:
    """For each the first exercise of which the very same was said, if that is another: a file that is not imported, a
    machine that fails are one finding, however many exercises they take with them.
    """
    first: dict[tuple[str, str], int] = {}
    found: list[int | None] = []
    for number, each in enumerate(exercises):
        before = first.setdefault((str(each.cause), in_short(each)), number) if each.cause in _ONCE else number
        found.append(before if before != number else None)
    return found


def remarks(result: Result) -> list[str]:
    """What the total does not say by itself, in whole sentences."""
    found = []
    if not result.complete:
        found.append(
            "Not everything could be graded. That is no fault of the submission, and the score is not complete."
        )
    if lacking := not_here(result):
        found.append(lacking)
    if result.partial:
        found.append("Only some exercises were graded.")
    if not result.authoritative:
        found.append(f"Not authoritative: {inert(result.reason)}.")
    return found + [f"{inert(note)[:1].upper()}{inert(note)[1:]}." for note in result.notes]
