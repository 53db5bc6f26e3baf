"""Gradescope's `results.json`. Gradescope itself keeps from students what is hidden, so it is told all of that.

It hides a student's total where any test is hidden: that is its rule, and not to be changed from here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from grader.exports.export import Export
from grader.exports.hidden import without_hidden
from grader.exports.names import distinct
from grader.exports.told import name_of, reason, remarks
from grader.exports.when import seconds
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.inert import inert
from grader.reporters.json_result import Json
from grader.reporters.numbers import points


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    # Hidden cases of exercises that students see are left out: their output has one reader only.
    shown = [
        whole if whole.hidden else seen
        for whole, seen in zip(result.exercises, without_hidden(result).exercises, strict=True)
    ]
    names = distinct(map(name_of, shown))
    took = seconds(result)
    found: dict[str, Json] = {
        "score": points(result.score),
        **({} if took is None else {"execution_time": took}),
        "output": "\n".join(remarks(result)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "extra_data": _extra(result),
        "tests": [_test(*each) for each in zip(shown, names, range(1, len(names) + 1), strict=True)],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _extra(result: Result) -> dict[str, Json]:
    return {
        "assignment": result.assignment,
        "seed": result.seed,
        "specification_digest": result.specification_digest,
        "submission_digest": result.submission_digest,
        "complete": result.complete,
    }


def _test(exercise: ExerciseResult, name: str, number: int) -> dict[str, Json]:
    return {
        **_score(exercise),
        "name": inert(name),
        "number": str(number),
        "output": reason(exercise),
        "visibility": "hidden" if exercise.hidden else "visible",
    }


def _score(exercise: ExerciseResult) -> dict[str, Json]:
    """What was not graded has neither score nor status, and what this machine lacks is worth nothing."""
    if exercise.outcome is Outcome.UNGRADED:
        return {"max_score": points(exercise.points)}
    if exercise.cause is Cause.UNAVAILABLE:
        return {"score": 0, "max_score": 0}
    status = "passed" if exercise.outcome is Outcome.PASSED else "failed"
    return {"score": points(exercise.score or 0), "max_score": points(exercise.points), "status": status}


EXPORT = Export(
    "`/autograder/results/results.json` of a Gradescope autograder",
    "a test without a score, its reason as output, and a sentence above",
    _render,
    keeps_hidden=True,
)
