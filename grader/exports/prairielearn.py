"""PrairieLearn's `results.json` of an external grader: a score from 0 to 1, and each exercise with its points.

What could not be graded whole is not gradable there: PrairieLearn then takes no attempt away and keeps no score. So is
a result in which no point could be earned, for neither 0 nor 1 would be true of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from grader.exports.export import Export
from grader.exports.fitting import fitted, size
from grader.exports.names import distinct
from grader.exports.told import in_short, name_of, reason, remarks, shortened
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.json_result import Json
from grader.reporters.numbers import points

LARGEST = 1_000_000
_NO_POINTS = "There is no point to be earned here: this machine could run nothing that is worth any."


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    names = distinct(map(name_of, result.exercises))
    reasons = [reason(each) for each in result.exercises]

    def written(longest: int) -> str:
        tests: list[Json] = [_test(*each, longest) for each in zip(result.exercises, names, reasons, strict=True)]
        found = {**_score(result, names, longest), "tests": tests}
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    return fitted(written, lambda text: size(text) <= LARGEST, "PrairieLearn")


def _score(result: Result, names: list[str], longest: int) -> dict[str, Json]:
    message = "\n".join(remarks(result))
    if result.complete and result.max_score:
        return {"gradable": True, "score": result.score / result.max_score, **({"message": message} if message else {})}
    errors: list[Json] = [
        f"{name}: {in_short(each)}"[: max(longest, len(name))]
        for each, name in zip(result.exercises, names, strict=True)
        if each.outcome is Outcome.UNGRADED
    ]
    if result.complete:
        errors, message = [_NO_POINTS], "\n".join(filter(None, (_NO_POINTS, message)))
    return {"gradable": False, "format_errors": errors, "message": message}


def _test(exercise: ExerciseResult, name: str, said: str, longest: int) -> dict[str, Json]:
    """Points stand on every test, or PrairieLearn shows none of them; 0 of 0 is shown as neither good nor bad."""
    counts = exercise.cause is not Cause.UNAVAILABLE and exercise.outcome is not Outcome.UNGRADED
    return {
        "name": name,
        "points": points(exercise.score or 0),
        "max_points": points(exercise.points) if counts else 0,
        "output": shortened(said, longest),
    }


EXPORT = Export(
    "`/grade/results/results.json` of an external grader in PrairieLearn",
    "the whole is not gradable, with the reasons as its errors: no attempt is lost, and no score is kept",
    _render,
)
