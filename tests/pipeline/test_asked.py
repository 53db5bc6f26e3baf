"""What a case asks for beside its plain record, from a specification to a result: each with right and wrong work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from grader.model.result import ExerciseResult, Result
from grader.sandbox import Runner

Try = Callable[..., dict[str, ExerciseResult]]

SPECIFICATION = """
format: 1
submission: work.py
exercises:
  - id: in-torchs-place
    call: softmax
    let: {B: 1..4, C: 2..5}
    given: {x: {randn: [B, C]}, dim: 1}
    expect: {result: {like: torch.nn.functional.softmax}}
  - id: a-variant
    call: rounded
    given: {x: {tensor: [0.4, 1.6]}}
    expect: {result: {any_of: [reference, {like: also/upwards}]}}
  - id: a-snapshot
    call: primes
    expect: {result: {like: primes.npy}}
  - id: a-secret-snapshot
    call: primes
    expect: {result: {like: secret.json}}
  - id: measured
    call: norm
    given: {x: {randn: [1000]}}
    expect: {result: {like: reference, atol: measured}}
  - id: printed
    call: greet
    given: {name: Ada}
    expect: {stdout: reference}
  - id: said
    call: greet
    given: {name: Ada}
    expect: {stdout: {contains: Ada, matches: '^Hello'}}
  - id: quick
    call: total
    given: {x: {randn: [60000]}}
    cases:
      - {title: right}
      - {title: in time, limits: {slowdown: 5}}
  - id: few-operators
    call: total
    given: {x: {randn: [50]}}
    limits: {operators: 3}
  - id: in-order
    call: learn
    given:
      w: {randn: [3], requires_grad: true}
      optimizer: {class: torch.optim.SGD, init: {params: [$w], lr: 0.1}}
    expect:
      all: reference
      calls: {contains: [zero_grad, backward, step]}
      calls.step: 1
  - id: fair-coin
    call: coin
    repeat: 2000
    expect: {result: {distribution: {choices: [0, 1], weights: [0.5, 0.5]}}}
  - id: never-twice
    call: ticket
    repeat: 5
    expect: {results: {distinct: true}, result: {type: int}}
  - id: ahead
    call: halves
    let: {n: 2..40}
    given: {n: $n}
    repeat: 12
  - id: unbent
    call: unbent
    given: {x: {randn: [4]}}
    source: {forbid: [relu]}
"""
SOLUTION = """
import random
import torch
import torch.nn.functional as F

def softmax(x, dim):
    return x.exp() / x.exp().sum(dim, keepdim=True)
def rounded(x):
    return x.floor()
def primes():
    return torch.tensor([2, 3, 5, 7])
def norm(x):
    return (x * x).sum().sqrt()
def greet(name):
    print(f"Hello, {name}!")
def total(x):
    return x.sum()
def learn(w, optimizer):
    optimizer.zero_grad()
    (w * w).sum().backward()
    optimizer.step()
def coin():
    return random.randrange(2)
def ticket():
    return random.getrandbits(60)
def halves(n):
    return n // 2
def unbent(x):
    return x + 1
"""
UPWARDS = """
def rounded(x):
    return x.ceil()
"""
WRONG = {
    "in-torchs-place": "def softmax(x, dim):\n    return x.exp() / x.exp().sum()",
    "a-variant": "def rounded(x):\n    return x.round()",
    "a-snapshot": "def primes():\n    return torch.tensor([2, 3, 5, 9])",
    "measured": "def norm(x):\n    return (x * x).sum().sqrt() * 1.00001",
    "printed": 'def greet(name):\n    print(f"Hello, {name}")',
    "said": 'def greet(name):\n    print("Hello")',
    "quick": "def total(x):\n    s = 0.0\n    for v in x:\n        s = s + v\n    return x.sum()",
    "few-operators": "def total(x):\n    return x.mul(1).mul(1).mul(1).sum()",
    "in-order": "def learn(w, optimizer):\n    (w * w).sum().backward()\n"
    "    optimizer.step()\n    optimizer.zero_grad()",
    "fair-coin": "def coin():\n    return int(random.random() < 0.6)",
    "never-twice": "def ticket():\n    return 7",
    "ahead": "def halves(n):\n    return n // 2 if n < 9 else 0",
    "unbent": "def unbent(x):\n    F.relu(x)\n    return x + 1",
}
ALSO_LOST = {"a-snapshot": ["a-secret-snapshot"], "said": ["printed"], "quick": ["few-operators"]}


@pytest.fixture
def attempt(fork: Runner, tmp_path: Path, result_of: Callable[..., Result]) -> Try:
    assignment, reference = tmp_path / "assignments" / "work", tmp_path / "reference" / "work"
    (reference / "also").mkdir(parents=True)
    assignment.mkdir(parents=True)
    (tmp_path / "course.yaml").write_text("format: 1\n")
    (assignment / "assignment.yaml").write_text(SPECIFICATION)
    np.save(assignment / "primes.npy", np.array([2, 3, 5, 7]))
    (reference / "secret.json").write_text("[2, 3, 5, 7]")
    (reference / "solution.py").write_text(SOLUTION)
    (reference / "also" / "upwards.py").write_text(UPWARDS)

    def grade(text: str, *only: str) -> dict[str, ExerciseResult]:
        submission = tmp_path / "work.py"
        submission.write_text(f"{SOLUTION}\n{dedent(text)}")
        result = result_of(fork, "work", submission, *only, root=tmp_path)
        return {each.id: each for each in result.exercises}

    return grade


def test_right_work_passes(attempt: Try) -> None:
    found = attempt(UPWARDS)
    assert {name: each.outcome for name, each in found.items()} == dict.fromkeys(found, "passed"), [
        (each.id, each.cause, each.message) for each in found.values() if each.outcome != "passed"
    ]


@pytest.mark.parametrize("exercise", WRONG)
def test_wrong_work_loses_what_it_gets_wrong(attempt: Try, exercise: str) -> None:
    found = attempt(WRONG[exercise], exercise, *ALSO_LOST.get(exercise, []))
    assert all(each.outcome == "failed" for each in found.values())
    assert found[exercise].cause in ("wrong", "timeout", "forbidden")
    assert found[exercise].message is not None


def test_the_smallest_failing_case_comes_first(attempt: Try) -> None:
    cases = attempt(WRONG["ahead"], "ahead")["ahead"].cases
    failed = [int(case.drawn["n"]) for case in cases if not case.passed]
    assert failed == sorted(failed)
    assert failed and not cases[0].passed
