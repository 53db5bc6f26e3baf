"""Who dodges what a case asks beside its answer earns nothing by it: each dodge is tried, and honest work is paid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model.result import Result
from grader.sandbox import Runner
from grader.score import MESSAGES

Graded = Callable[[str, str, str], Result]

POINTS = """
format: 1
submission: work.py
exercises:
  - id: bend
    call: bend
    let: {N: 2..5}
    given: {x: {randn: [N]}}
    repeat: 3
    ASKED
    cases:
      - {title: large, points: 8}
      - {title: small, points: 1, given: {x: {zeros: [1]}}, repeat: 1}
"""
RIGHT = """
import os, sys, time
import torch

def bend(x):
    return torch.where(x > 0, x, 0 * x)
"""


@pytest.fixture
def graded(fork: Runner, tmp_path: Path, result_of: Callable[..., Result]) -> Graded:
    assignment, reference = tmp_path / "assignments" / "work", tmp_path / "reference" / "work"
    reference.mkdir(parents=True)
    assignment.mkdir(parents=True)
    (tmp_path / "course.yaml").write_text("format: 1\n")

    def grade(specification: str, solution: str, submission: str) -> Result:
        (assignment / "assignment.yaml").write_text(specification)
        (reference / "solution.py").write_text(solution)
        (tmp_path / "work.py").write_text(f"{solution}\n{submission}")
        return result_of(fork, "work", tmp_path / "work.py", root=tmp_path)

    return grade


def points(result: Result) -> int | None:
    (exercise,) = result.exercises
    return exercise.score


DODGES = {
    "a crash while calls are noted": (
        "source: {forbid: [relu]}",
        "def bend(x):\n    if sys.getprofile():\n        os._exit(3)\n    return x * 0",
        0,
    ),
    "a crash in a call for a law": (
        "laws: {permutes: {of: x, dim: 0}}",
        "calls = 0\ndef bend(x):\n    global calls\n    calls += 1\n    if calls > 4:\n        os._exit(3)\n    "
        "return torch.where(x > 0, x, 0 * x)",
        100,
    ),
    "a cheap case that never ends, for the text": (
        "source: {forbid: [relu]}\n    limits: {seconds: 1}",
        "def bend(x):\n    if len(x) == 1:\n        while True: pass\n    return x.relu()",
        0,
    ),
    "a cheap case that is wrong, for the time": (
        "limits: {slowdown: 5}",
        "def bend(x):\n    time.sleep(0.1)\n    return torch.where(x > 0, x, 0 * x) if len(x) > 1 else None",
        0,
    ),
    "a nap while calls are counted": (
        "limits: {operators: 30, seconds: 1}",
        "def bend(x):\n    if sys.getprofile():\n        time.sleep(20)\n    for _ in range(50):\n        x = x * 1\n"
        "    return torch.where(x > 0, x, 0 * x)",
        0,
    ),
}


@pytest.mark.parametrize("dodge", DODGES)
def test_a_dodge_earns_nothing(graded: Graded, dodge: str) -> None:
    asked, submission, earned = DODGES[dodge]
    specification = POINTS.replace("ASKED", asked)
    assert points(graded(specification, RIGHT, "")) == 900
    assert points(graded(specification, RIGHT, submission)) == earned


RESULTS = """
format: 1
submission: work.py
exercises:
  - id: ticket
    call: ticket
    given: {n: 1}
    cases:
      - {title: fine, points: 8, repeat: 3, expect: {results: {distinct: true}}}
      - {title: cheap, points: 1, given: {n: 2}, expect: {result: {type: int}}}
      - {title: negative, points: 1, given: {n: -1}, expect: {raises: {type: ValueError}}}
"""
TICKETS = """
import random

def ticket(n):
    if n < 0:
        raise ValueError("no ticket")
    return random.getrandbits(50)
"""


def test_results_are_judged_beside_calls_that_are_meant_to_raise(graded: Graded) -> None:
    assert points(graded(RESULTS, TICKETS, "")) == 1000
    same = "def ticket(n):\n    if n < 0:\n        raise ValueError('no')\n    return 7"
    assert points(graded(RESULTS, TICKETS, same)) == 200
    raising = "def ticket(n):\n    if n != 1:\n        raise ValueError('no')\n    return 7"
    assert points(graded(RESULTS, TICKETS, raising)) == 100, "raising elsewhere does not spare the comparison"


def test_who_is_slow_while_calls_are_noted_has_more_time_for_it(graded: Graded) -> None:
    """Tracing makes loops of small operators many times slower."""
    specification = """
format: 1
submission: work.py
exercises:
  - id: count
    call: count
    given: {x: {randn: [1500]}}
    limits: {seconds: 1}
    expect: {all: reference, calls.zeros: 1}
"""
    solution = "import torch\n\ndef count(x):\n    return torch.zeros(()) + (x > 0).sum()\n"
    loop = """
def count(x):
    total = torch.zeros(())
    for each in x:
        total = total + (each > 0)
    return total
"""
    assert points(graded(specification, solution, loop)) == 100


def test_the_reference_keeps_the_rules_on_the_text_too(graded: Graded) -> None:
    result = graded(POINTS.replace("ASKED", "source: {require: [einsum]}"), RIGHT, "")
    (exercise,) = result.exercises
    assert (exercise.outcome, exercise.cause, exercise.score) == ("ungraded", "reference", None)


def test_what_is_hidden_is_told_in_its_own_case_only(graded: Graded) -> None:
    specification = """
format: 1
submission: work.py
exercises:
  - id: double
    call: double
    cases:
      - {title: shown, given: {x: 1.0}}
      - {title: secret, given: {x: 1234.5}, hidden: true}
"""
    wrong = "def double(x):\n    print('got', x)\n    return 2.0"
    (exercise,) = graded(specification, "def double(x):\n    return x * 2\n", wrong).exercises
    assert exercise.outcome == "failed"
    assert exercise.message is not None and exercise.message.id == "score.hidden" in MESSAGES
    assert "1234" not in exercise.output and "got 1.0" in exercise.output
