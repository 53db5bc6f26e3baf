"""Texts that share a child: each failure is its own, whatever the others leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.audit.bench import Bench
from grader.audit.trials import Failure, Trials
from grader.pipeline.references import References
from grader.sandbox import Runner, Source
from grader.spec import load_assignment, load_course

SPECIFICATION = """\
format: 1
submission: work.py
exercises:
  - id: one
    prompt: p
    hint: h
    call: f
    cases:
      - {title: first, given: {x: {tensor: [1.0, 2.0]}}}
      - {title: second, given: {x: {tensor: [-1.0, 2.0]}}}
"""
RIGHT = "import torch\n\n\ndef f(x):\n    return torch.relu(x)\n"
Failures = Callable[..., list[Failure | None]]


@pytest.fixture
def failures(fork: Runner, tmp_path: Path) -> Iterator[Failures]:
    """``failures(text, …)``: how each of them fails."""
    files = {
        "course.yaml": "format: 1\n",
        "assignments/a/assignment.yaml": SPECIFICATION,
        "reference/a/solution.py": RIGHT,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    course = load_course(tmp_path / "course.yaml")
    assignment = load_assignment(tmp_path / "assignments/a/assignment.yaml", course)
    with Bench(course, assignment, References.of(course, assignment), fork) as bench:

        def run(*texts: str) -> list[Failure | None]:
            sources: list[Source] = [replace(bench.solution, content=text.encode()) for text in texts]
            begun: list[int] = []
            found = Trials(bench, bench.expect(0)).failures(sources, begun.append)
            assert begun == list(range(len(texts)))
            return found

        yield run


def test_each_fails_where_it_is_wrong(failures: Failures) -> None:
    wrong = "def f(x):\n    return x + 1\n"
    later = "def f(x):\n    return x\n"
    broken = "def f(x):\n    return x\n\n\nraise ValueError\n"
    found = failures(RIGHT, wrong, later, broken, RIGHT)
    assert found == [None, Failure(0), Failure(1), Failure(0, is_broken=True), None]


def test_who_is_lost_takes_nobody_along(failures: Failures) -> None:
    lost = "import os\n\n\ndef f(x):\n    os._exit(3)\n"
    found = failures("def f(x):\n    return -x\n", lost, RIGHT, "def f(x):\n    return x\n")
    assert found == [Failure(0), Failure(0, is_lost=True), None, Failure(1)]


def test_what_one_leaves_behind_is_not_held_against_another(failures: Failures) -> None:
    poison = "import torch\n\ntorch.relu = torch.neg\n\n\ndef f(x):\n    return x.clamp(min=0)\n"
    assert failures(RIGHT, poison, RIGHT) == [None, None, None]


def test_an_assignment_can_be_loaded_over_and_over(failures: Failures) -> None:
    kept = "from dataclasses import dataclass\nimport torch\n\n\n@dataclass\nclass Point:\n    x: int = 0\n\n\n"
    assert failures(*[kept + "def f(x):\n    return torch.relu(x) + Point().x\n"] * 3) == [None, None, None]
