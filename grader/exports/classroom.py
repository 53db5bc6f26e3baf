"""GitHub Classroom's older reporter: lines for `$GITHUB_ENV`, one runner for each exercise, then the list of runners.

Its table counts the tests that pass, its notice adds up their scores. Tests are made such that both say the same.
A workflow then passes `runners: ${{ env.GRADE_RUNNERS }}`, and need not know the exercises.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping

from grader.exports.export import Export
from grader.exports.fitting import fitted, size
from grader.exports.names import distinct
from grader.exports.runners import Runner, Test, runners_of
from grader.exports.told import shortened
from grader.model.result import Result
from grader.reporters.json_result import Json
from grader.reporters.numbers import points

RUNNERS = "GRADE_RUNNERS"
# Linux passes on no variable of 128 KiB or more, its name included.
LARGEST_VALUE = 131_000
LARGEST = 1_000_000
_OTHER = re.compile(r"[^a-z0-9_]")
# What starts like the names that GitHub keeps for itself, or like none at all, gets a letter of its own.
_KEPT = re.compile(r"github|runner|actions|[0-9_]|$")
_LONGEST_NAME = 60


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    runners = [runner for exercise in result.exercises for runner in runners_of(exercise)]
    names = distinct((_name(each) for each in runners), "{}_{}")

    def written(longest: int) -> str:
        lines = [f"{name.upper()}_RESULTS={_encoded(each, longest)}" for name, each in zip(names, runners, strict=True)]
        return "".join(f"{line}\n" for line in [*lines, f"{RUNNERS}={','.join(names)}"])

    return fitted(written, _fits, "GitHub Classroom")


def _fits(text: str) -> bool:
    return size(text) <= LARGEST and all(size(line) <= LARGEST_VALUE for line in text.splitlines())


def _name(runner: Runner) -> str:
    name = _OTHER.sub("_", "_".join(filter(None, (runner.exercise.lower(), runner.part))))[:_LONGEST_NAME]
    return f"q_{name}" if _KEPT.match(name) else name


def _encoded(runner: Runner, longest: int) -> str:
    found = {
        "version": 1,
        "status": runner.status,
        "max_score": points(runner.points),
        "tests": [_test(each, longest) for each in runner.tests],
    }
    text = json.dumps(found, ensure_ascii=False)
    return base64.b64encode(text.encode("utf-8", "backslashreplace")).decode("ascii")


def _test(test: Test, longest: int) -> dict[str, Json]:
    """Each key that the reporter reads is there: it stops without `tests`, and prints a `line_no` that is not 0."""
    return {
        "name": test.name,
        "status": test.status,
        "score": points(test.score),
        "message": shortened(test.message, longest) or None,
        "test_code": test.code,
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


EXPORT = Export(
    "`$GITHUB_ENV`, before the reporter of GitHub Classroom",
    "a runner with the status `error`, in neither total",
    _render,
)
