"""A library that an exercise needs: absent, broken, or here."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from grader.model.result import Cause, Outcome, Result
from grader.pipeline import availability
from grader.sandbox import Runner, why_not_imported

# Of Python's own, installed everywhere, and imported on no Linux.
BROKEN = "asyncio.windows_events"
EXERCISES = f"""
  - {{id: f, call: f, given: {{x: 2.0}}, needs: [{BROKEN}]}}
  - {{id: g, call: g, given: {{x: 2.0}}, needs: [json]}}
"""
WITH = """
    def f(x):
        from asyncio import windows_events
        return x

    def g(x):
        import json
        return json.loads(str(x))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is no broken one")


def test_a_broken_library_takes_the_exercise_out_with_its_reason(run: Callable[..., Result]) -> None:
    result = run(EXERCISES, WITH, WITH)
    f, g = result.exercises
    assert (f.outcome, f.cause, f.message and f.message.id) == (
        Outcome.SKIPPED,
        Cause.UNAVAILABLE,
        "unavailable.broken",
    )
    assert f.message is not None and "ImportError: win32 only" in str(f.message.parameters["reason"])
    assert (g.outcome, result.max_score, result.complete) == (Outcome.PASSED, 100, True)


def test_a_reference_that_fails_by_itself_is_no_broken_library(run: Callable[..., Result]) -> None:
    _, g = run(EXERCISES, WITH.replace("json.loads(str(x))", "json.loads('')"), WITH).exercises
    assert g.cause is Cause.REFERENCE


def test_libraries_are_imported_only_where_something_failed(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(availability, "why_not_imported", lambda runner, name: asked.append(name) or "")
    run(EXERCISES, WITH.replace("from asyncio import windows_events", ""), WITH)
    assert asked == []
    run(EXERCISES, WITH, WITH)
    assert asked == [BROKEN]


def test_what_hinders_an_import(fork: Runner) -> None:
    assert why_not_imported(fork, "json") == ""
    assert why_not_imported(fork, BROKEN) == "ImportError: win32 only"
    assert why_not_imported(fork, "no_such_library").startswith("ModuleNotFoundError")
