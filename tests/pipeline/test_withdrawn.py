"""An exercise that was withdrawn is not run, and everybody has its points."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.result import Cause, Outcome, Result
from grader.reporters.marks import UNICODE
from grader.reporters.terminal import Surroundings, lines

REASON = "The sum of no numbers was not explained."
EXERCISES = f"""\
  - {{id: square, call: square, points: 2, given: {{x: {{tensor: [1.0, 2.0]}}}}, withdrawn: {REASON}}}
  - {{id: cube, call: cube, needs: [square], given: {{x: {{tensor: [1.0, 2.0]}}}}}}
"""
REFERENCE = """
def square(x):
    return x**2

def cube(x):
    return x**3
"""


@pytest.mark.parametrize(
    ("work", "cube"),
    [
        (REFERENCE, None),
        ("def cube(x): return x * square(x)\ndef square(x): return x", Cause.WRONG),
        ("def cube(x): return x**3", None),
        ("1 / 0", Cause.IMPORT),
    ],
    ids=["right", "wrong", "missing", "broken"],
)
def test_everybody_has_its_points(work: str, cube: Cause | None, run: Callable[..., Result]) -> None:
    result = run(EXERCISES, REFERENCE, work)
    first, second = result.exercises
    assert (first.outcome, first.cause, first.score, first.cases) == (Outcome.PASSED, Cause.WITHDRAWN, 200, ())
    assert second.cause is cube
    assert (result.score, result.max_score, result.complete) == (200 + 100 * (cube is None), 300, True)


def test_the_report_says_so(run: Callable[..., Result]) -> None:
    result = run(EXERCISES, REFERENCE, REFERENCE)
    said = [line.plain.rstrip() for line in lines(result, 80, UNICODE, Surroundings())]
    at = next(at for at, line in enumerate(said) if line.startswith(" ✓ square"))
    assert said[at].endswith("2/2")
    assert said[at + 1].strip() == f"withdrawn, everybody has its points: {REASON}"


def test_not_even_a_reference_that_fails_takes_them(run: Callable[..., Result]) -> None:
    result = run(EXERCISES, "def square(x): raise ValueError\ndef cube(x): return x**3", REFERENCE)
    assert (result.score, result.complete) == (300, True)


def test_there_is_nothing_to_debug_and_that_is_said(run: Callable[..., Result]) -> None:
    result = run(EXERCISES, REFERENCE, REFERENCE, only=("square",), debug=True)
    assert [(each.id, each.cause) for each in result.exercises] == [("square", Cause.WITHDRAWN)]
