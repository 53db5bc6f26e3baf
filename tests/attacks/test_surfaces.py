"""Attacks on what naive graders lack: steps, laws, traces, data sets, checks of numbers' sums. None gets anything."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from grader.confine import landlock
from grader.pipeline import Request, grade
from grader.reporters import json_result
from grader.sandbox import Runner, default_backend
from grader.spec import assignment_file, find_course, load_assignment
from tests.attacks.attack import CLASSES, FOLDER, Attack, read
from tests.attacks.graded import _page
from tests.attacks.shown import acts

ASSIGNMENT = """\
format: 1
title: A target
submission: target.py
exercises:
  - id: sums
    prompt: Return the softmax of each row.
    call: sums
    given: {x: {randn: [4, 3]}}
    expect: {result: {sums_to: {value: 1.0, dim: -1}}}
  - id: many
    prompt: Return x.
    call: many
    given: {x: {randn: [4]}}
    repeat: 20
  - id: lawful
    prompt: Return the sum of both.
    call: lawful
    given: {x: {randn: [4]}, y: {randn: [4]}}
    repeat: 4
    limits: {seconds: 0.5}
    laws: {depends_on: {of: result, input: [x, y]}}
  - id: dataset
    prompt: Return twice the data set.
    call: dataset
    given: {data: {call: numbers}}
  - id: stepwise
    prompt: Return x.
    call: stepwise
    given: {x: {randn: [4]}}
    steps:
      first: {given: {x: $x}}
      second: {given: {x: $first}}
    expect: {second: {like: first}}
  - id: trained
    prompt: Make one step.
    call: trained
    given: {model: {class: torch.nn.Linear, init: {in_features: 2, out_features: 1}}, x: {randn: [3, 2]}}
    expect: {result: {type: Linear}, model.weight: {like: reference}}
  - id: traced
    prompt: Return the sum of x.
    call: traced
    given: {x: {randn: [4]}}
    source: {only: [sum]}
  - id: honest
    prompt: Return 2x + 1.
    call: honest
    given: {x: {randn: [64]}}
    backward: random
"""
REFERENCE = """\
import torch


def sums(x):
    return x.softmax(-1)


def many(x):
    return x + 0


def lawful(x, y):
    return x + y


def dataset(data):
    return data * 2


def stepwise(x):
    return x + 0


def trained(model, x):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    model(x).square().sum().backward()
    optimizer.step()
    return model


def traced(x):
    return x.sum()


def honest(x):
    return 2 * x + 1
"""
FILES = {
    "course.yaml": "format: 1\ntitle: A course under attack\nassignments: [target]\n",
    "assignments/target/assignment.yaml": ASSIGNMENT,
    "assignments/target/inputs.py": "import torch\n\n\ndef numbers():\n    return torch.arange(8.0) + 1\n",
    "reference/target/solution.py": REFERENCE,
}
ALL = [read(file) for kind in CLASSES for file in sorted((FOLDER / "surfaces" / kind).glob("*.py"))]
# Thirty times the half second that its exercise has, and some more for all the others.
LONGEST = 35.0

pytestmark = pytest.mark.skipif(default_backend() != "fork" or not landlock.version(), reason="for Linux with Landlock")


@pytest.mark.parametrize("attack", ALL, ids=[attack.name for attack in ALL])
def test_it_fails(attack: Attack, fork: Runner, tmp_path: Path) -> None:
    names: dict[str, Any] = {}
    if attack.placed == "made":
        exec(attack.text, names)
    submission = names["source"]() if names else attack.text
    for name, text in {**FILES, "handed/target.py": submission}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    course = find_course(tmp_path)
    assignment = load_assignment(assignment_file(course, "target"), course)
    only, started = (attack.target, "honest"), time.monotonic()
    request = Request(tmp_path / "handed/target.py", assignment, course, seed=7, seed_source="option", only=only)
    result = grade(request, fork)
    assert time.monotonic() - started < LONGEST
    exercises = {each["id"]: each for each in json_result.to_json(result)["exercises"]}
    attacked, honest = exercises[attack.target], exercises["honest"]
    assert not attacked["score"], attacked
    assert str(attacked["cause"]).lower() in attack.ends, attacked
    assert honest["score"] == honest["points"]
    assert not acts(_page(result))
    assert not acts(json.dumps(json_result.to_json(result), ensure_ascii=False))
