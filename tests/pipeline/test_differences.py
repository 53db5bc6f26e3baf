"""What is shown of numbers that differ: once for each kind of difference, and nothing of a hidden case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model.excerpt import Excerpt
from grader.model.result import Result
from grader.pipeline import Differing, Request, differences, grade
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment

Run = Callable[..., Result]

TURNED = """
- id: f
  call: f
  let: {N: 3..5}
  given: {x: {randn: [N, N]}}
  repeat: 4
  backward: ones
  cases:
    - {title: seen}
    - {title: kept, hidden: true}
"""
RIGHT, WRONG = "def f(x): return 2 * x", "def f(x): return torch.where(torch.ones_like(x).triu(1) > 0, 3 * x, 2 * x)"


def excerpts(found: Result) -> list[tuple[str | None, bool, str, Excerpt]]:
    return [
        (case.title, case.hidden, verdict.path, verdict.excerpt)
        for exercise in found.exercises
        for case in exercise.cases
        for verdict in case.verdicts
        if verdict.excerpt is not None
    ]


def test_of_equal_differences_the_smallest_is_shown_and_of_a_hidden_case_none(run: Run) -> None:
    found = run(TURNED, RIGHT, WRONG)
    assert [each[:3] for each in excerpts(found)] == [("seen", False, "result"), ("seen", False, "x.grad")]
    failed = [case for case in found.exercises[0].cases if not case.passed]
    assert {case.hidden for case in failed} == {False, True}
    _, _, _, shown = excerpts(found)[0]
    smallest = min(int(case.drawn["N"]) for case in failed if not case.hidden)
    assert shown.shape == (smallest, smallest)
    assert shown.region is not None
    assert shown.region.id == "region.above"


def test_a_hidden_exercise_shows_none(run: Run) -> None:
    found = run(TURNED.replace("  call: f", "  hidden: true\n  call: f"), RIGHT, WRONG)
    assert not found.passed
    assert excerpts(found) == []


def test_a_result_stays_small(run: Run) -> None:
    titles = ", ".join(f"{{title: c{number}}}" for number in range(30))
    found = run(f"- {{id: f, call: f, given: {{x: {{randn: [3]}}}}, cases: [{titles}]}}\n", RIGHT, "def f(x): return x")
    assert len(found.exercises[0].cases) == 30
    assert len(excerpts(found)) == 12


def test_what_cannot_be_shown_costs_nobody_a_grade(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise FloatingPointError

    monkeypatch.setattr(differences, "excerpt_of", broken)
    found = run(TURNED, RIGHT, WRONG)
    assert not found.passed
    assert found.complete
    assert excerpts(found) == []


def test_repeats_that_show_the_same_are_compared_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []
    differing = differences.differing
    monkeypatch.setattr(differences, "differing", lambda *a, **o: looked.append(a) or differing(*a, **o))
    assert len(excerpts(run(TURNED, RIGHT, WRONG))) == 2
    assert len(looked) == 1


def test_who_asks_hears_of_the_same_ones_with_whole_arrays(run: Run, fork: Runner, tmp_path: Path) -> None:
    found = run(TURNED, RIGHT, WRONG)
    course = find_course(tmp_path)
    assignment = load_assignment(tmp_path / "assignments/one/assignment.yaml", course)
    heard: list[Differing] = []
    again = grade(Request(tmp_path / "one.py", assignment, course, 0, "fresh"), fork, hear=heard.append)
    assert again.exercises == found.exercises
    assert [(each.exercise, each.case, each.path) for each in heard] == [
        ("f", "seen", "result"),
        ("f", "seen", "x.grad"),
    ]
    shown = [each[3] for each in excerpts(found)]
    assert [each.compared.actual.shape for each in heard] == [each.shape for each in shown]
    assert [each.compared.wanted[0, 0] for each in heard] == [pytest.approx(each.expected[0][0]) for each in shown]
