"""Classroom 50's `result.json`, in the form `classroom50/result/v1`, as a custom grader of it writes.

Its scores are integers, so they are hundredths of a point. What the result does not know comes from the environment
that Classroom 50 gives such a grader; its runner sets owner, type and time once more. It has no word for what could
not be graded: its graders then fail, and an error of 0 of 0 points is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from grader.errors import UsageError
from grader.exports.export import Export
from grader.exports.fitting import fitted, size
from grader.exports.names import distinct
from grader.exports.told import name_of, reason, shortened
from grader.exports.when import started
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.inert import inert

FORM = "classroom50/result/v1"
# Its collector reads 10 MB; a release shows 2,000 characters of a test.
LARGEST = 10_000_000
_LONGEST = 2000
_TAG = "submit/"
# The last is newer than the published schema, and its runner asks for it by name.
_TYPES = ("individual", "group", "team")


def _render(result: Result, environment: Mapping[str, str]) -> str:
    head = _head(result, environment)
    names = distinct(name_of(each) or "exercise" for each in result.exercises)
    reasons = [reason(each) for each in result.exercises]

    def written(longest: int) -> str:
        texts = [shortened(text, min(longest, _LONGEST)) for text in reasons]
        tests = [_test(*each) for each in zip(result.exercises, names, texts, strict=True)]
        found = {**head, "score": result.score, "max-score": result.max_score, "tests": tests}
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    return fitted(written, lambda text: size(text) <= LARGEST, "Classroom 50")


def _head(result: Result, environment: Mapping[str, str]) -> dict[str, str]:
    """What it asks for beside the scores. Raises ``UsageError`` where it cannot be said."""
    _refuse_ungraded(result)
    commit = environment.get("COMMIT_URL", "")
    wanted = {
        "CLASSROOM": environment.get("CLASSROOM", ""),
        "ASSIGNMENT": environment.get("ASSIGNMENT", "") or result.assignment,
        "OWNER (or USERNAME)": environment.get("OWNER", "") or environment.get("USERNAME", ""),
        "SUBMISSION_TAG": environment.get("SUBMISSION_TAG", ""),
        "COMMIT_URL": commit,
        "RELEASE_URL": environment.get("RELEASE_URL", ""),
        "REVIEW_URL": environment.get("REVIEW_URL", "") or commit,
    }
    missing = [name for name, value in wanted.items() if not value and (name != "REVIEW_URL" or commit)]
    if missing:
        raise UsageError(
            f"Classroom 50 needs these environment variables, which are not set here: {', '.join(missing)}. "
            "Its workflow sets them for a custom grader: run `grade export` in that step"
        )
    kind = environment.get("ASSIGNMENT_TYPE", "") or _TYPES[0]
    _refuse_wrong(wanted["SUBMISSION_TAG"], kind)
    when = started(result)
    if when is None:
        raise UsageError("Classroom 50 needs the time of a submission, and this result does not say when it was made")
    keys = ("classroom", "assignment", "owner", "submission", "commit", "release", "review")
    found = dict(zip(keys, map(inert, wanted.values()), strict=True))
    return {"schema": FORM, **found, "assignment_type": kind, "datetime": when}


def _refuse_ungraded(result: Result) -> None:
    ungraded = [inert(each.id) for each in result.exercises if each.outcome is Outcome.UNGRADED]
    if ungraded:
        raise UsageError(
            f"Classroom 50 has no word for what could not be graded, which would count as 0 there: "
            f"{', '.join(ungraded)}. Grade again, and let the step fail meanwhile"
        )


def _refuse_wrong(tag: str, kind: str) -> None:
    if not tag.startswith(_TAG):
        raise UsageError(f"SUBMISSION_TAG is `{inert(tag, 80)}`: Classroom 50 expects one that starts with `{_TAG}`")
    if kind not in _TYPES:
        raise UsageError(f"ASSIGNMENT_TYPE is `{inert(kind, 80)}`: Classroom 50 expects one of {', '.join(_TYPES)}")


def _test(exercise: ExerciseResult, name: str, said: str) -> dict[str, str | int | bool]:
    """One item. What this machine lacks counts for nobody: 0 of 0, which is all there is to have."""
    unavailable = exercise.cause is Cause.UNAVAILABLE
    return {
        "test-name": name,
        "passed": exercise.outcome is Outcome.PASSED or unavailable,
        "score": exercise.score or 0,
        "max-score": 0 if unavailable else exercise.points,
        **({"message": said} if said else {}),
    }


EXPORT = Export(
    "`result.json` of a custom grader in Classroom 50",
    "refused: its grader then fails, and an error is recorded, 0 of 0",
    _render,
)
