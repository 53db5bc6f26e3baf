"""A result for each student: what the grader found of the submission that counts, as JSON or as a page to hand back.

Exercises that were graded again later stand as they were then. What a person decided is said, and what lateness costs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classreport.folder import make_ready, safe_names
from grader.errors import MachineError
from grader.exports import exported, result_of
from grader.gradebook.standing import Attempt, Standing, Standings
from grader.model.result import Result
from grader.reporters.inert import inert
from grader.reporters.json_result import to_json
from grader.reporters.numbers import worth

RESULTS, FEEDBACK, MARK = "results", "feedback", ".grade-results"
_SAID = "written by `grade report --to results` or `--to feedback`: everything beside this file may be written anew\n"
_SUFFIX = {RESULTS: "json", FEEDBACK: "html"}


@dataclass(frozen=True, slots=True)
class Handed:
    """How many files there are now, and sentences on what is lacking."""

    files: int
    remarks: tuple[str, ...]


def hand_back(folder: Path, standings: Standings, kept: Callable[[int], bytes], to: str) -> Handed:
    """Write a file for each student who handed something in; ``kept`` gives the JSON of a grading.

    ``results`` are for instructors, and have hidden cases too; ``feedback`` is for students. Raises ``UsageError``
    where ``folder`` holds what is not ours.
    """
    counting = [(each, each.counts) for each in standings.students if each.counts is not None]
    names = safe_names(each.student.key for each, _ in counting)
    lacking = 0
    try:
        make_ready(folder, MARK, _SAID, ("*.json", "*.html"))
        for standing, attempt in counting:
            result = result_for(standing, attempt, kept)
            if result is None:
                lacking += 1
                continue
            file = folder / f"{names[standing.student.key]}.{_SUFFIX[to]}"
            file.write_text(_written(result, to), "utf-8", "backslashreplace")
    except OSError as error:
        raise MachineError(f"`{inert(str(folder))}` cannot be written: {error.strerror or error}") from None
    remarks = (f"of {lacking} of {len(counting)} students there is no result yet",) if lacking else ()
    return Handed(len(counting) - lacking, remarks)


def result_for(standing: Standing, attempt: Attempt, kept: Callable[[int], bytes]) -> Result | None:
    """The result of ``attempt`` with each exercise as it was last graded; None where there is none."""
    written = {mark.grading: kept(mark.grading) for mark in attempt.marks}
    results = {grading: result_of(json.loads(text)) for grading, text in written.items() if text}
    exercises = [
        each
        for mark in attempt.marks
        if mark.grading in results
        for each in results[mark.grading].exercises
        if each.id == mark.task.id
    ]
    if not exercises or len(exercises) < len(attempt.marks):
        return None
    first = results[min(results)]
    return replace(
        first,
        exercises=tuple(exercises),
        partial=False,
        notes=(*_counting(standing, attempt), *first.notes, *attempt.notes, *_later(attempt, results)),
    )


def _written(result: Result, to: str) -> str:
    if to == FEEDBACK:
        return exported(result, "html", {})
    return json.dumps(to_json(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _later(attempt: Attempt, results: dict[int, Result]) -> Iterator[str]:
    for grading in sorted(results)[1:]:
        names = ", ".join(f"`{mark.task.id}`" for mark in attempt.marks if mark.grading == grading)
        yield f"graded once more, from the seed {results[grading].seed}: {names}"


def _counting(standing: Standing, attempt: Attempt) -> Iterator[str]:
    """What stands in the gradebook, where that is another number than the sum, and why."""
    if standing.excused:
        yield "this does not count"
    elif standing.score is not None and standing.score != attempt.automatic:
        yield f"{worth(standing.score)} count in the end"
    if attempt.penalty:
        days = "1 day" if attempt.days_late == 1 else f"{attempt.days_late} days"
        yield f"handed in {days} late: {worth(attempt.penalty)} are taken off"
    for each in standing.overrides:
        of = f"`{each.exercise}`" if each.exercise else "all of it"
        what = "it does not count" if each.score is None else f"{worth(each.score)} count for {of}"
        yield f"decided by a person: {what} ({inert(each.reason)})"
