"""A small course, a pytest that runs in it with our plugin, and a pipeline that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.model.diagnosis import Diagnosis
from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, Cause, ExerciseResult, Outcome, Result
from grader.pipeline import Request

# Loaded before any pytest within this one, which forgets what it has loaded: NumPy cannot be loaded twice.
from grader.plugin import checking, panel

# Whether or not the entry point is installed here, and in whatever environment.
PLUGIN = ("-p", "grader.plugin", "-p", "no:cacheprovider")

COURSE = """\
format: 1
title: A small course
assignments: [first, second, pair]
"""
FIRST = """\
format: 1
title: The first steps
submission: first.py
exercises:
  - id: square
    title: Squares
    points: 2
    prompt: Return x squared.
    hint: [Multiply.]
    call: square
    given: {x: {tensor: 3.0}}
  - id: cubed
    title: Cubes
    points: 1.5
    prompt: Return x cubed.
    needs: [square]
    call: cube
    cases:
      - {title: small, given: {x: {tensor: 2.0}}}
      - {title: large, given: {x: {tensor: 200.0}}}
  - id: layer
    prompt: A layer.
    class: Layer
    given: {x: {tensor: 3.0}}
"""
SECOND = """\
format: 1
title: More steps
submission: other.py
exercises:
  - id: double
    prompt: Return 2 x.
    call: double
    given: {x: {tensor: 3.0}}
"""
PAIR = """\
format: 1
title: Two files
submission: [model.py, train.py]
exercises:
  - id: forward
    prompt: Return x.
    call: forward
    given: {x: {tensor: 3.0}}
  - id: train
    prompt: Return x.
    call: train
    given: {x: {tensor: 3.0}}
  - id: later
    prompt: Return x.
    call: later
    given: {x: {tensor: 3.0}}
"""
# Whoever imports it is found out.
WORK = """\
raise SystemExit("this file was imported")


def square(x):
    return x * x


@decorated
def cube(x):
    return x**3


class Layer:
    pass
"""
SOLUTION = """\
import torch


def square(x):
    return x * x


def cube(x):
    return x**3


class Layer(torch.nn.Module):
    def forward(self, x):
        return 2 * x
"""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other plugin is loaded."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)


@pytest.fixture
def course(pytester: pytest.Pytester) -> Path:
    """The course's root, which is the current folder; nothing is handed in yet."""
    root = pytester.path
    for name, text in (("first", FIRST), ("second", SECOND), ("pair", PAIR)):
        folder = root / "assignments" / name
        folder.mkdir(parents=True)
        (folder / "assignment.yaml").write_text(text, encoding="utf-8")
    (root / "course.yaml").write_text(COURSE, encoding="utf-8")
    (root / "reference" / "first").mkdir(parents=True)
    (root / "reference" / "first" / "solution.py").write_text(SOLUTION, encoding="utf-8")
    return root


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """``run("first.py")`` is `pytest --grade first.py` in this process."""
    return lambda *arguments: pytester.runpytest_inprocess(*PLUGIN, "--grade", *arguments)


@dataclass
class Pipeline:
    """What is found, by exercise; every other one passes. ``asked`` keeps which exercises were graded together."""

    causes: dict[str, Cause] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    error: GraderError | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    diagnosis: Diagnosis | None = None
    partly: int = 0
    started: int = 0

    def grade(self, request: Request) -> Result:
        self.asked.append(request.only)
        if self.error is not None:
            raise self.error
        exercises = [each for each in request.assignment.exercises if not request.only or each.id in request.only]
        return Result(
            assignment=request.assignment.name,
            title=request.assignment.title,
            specification_digest="",
            submission=request.submission.name,
            submission_digest="",
            seed=request.seed,
            seed_source=request.seed_source,
            exercises=tuple(self.exercise(each.id, each.title, round(each.points * 100)) for each in exercises),
            confinement="isolated",
            authoritative=False,
            reason="",
            versions={},
            notes=self.notes,
        )

    def exercise(self, id_: str, title: str, points: int) -> ExerciseResult:
        cause = self.causes.get(id_)
        outcome = Outcome.PASSED if cause is None else OUTCOMES[cause]
        score = {Outcome.PASSED: points, Outcome.UNGRADED: None}.get(outcome, self.partly)
        message = None if cause is None else Message(f"cause.{cause}")
        cases = (CaseResult("small", False, None, (), cause, message),) if outcome is Outcome.FAILED else ()
        printed = self.printed.get(id_, "")
        return ExerciseResult(
            id_,
            title,
            points,
            score,
            outcome,
            cause,
            message,
            cases=cases,
            output=printed,
            hints=1,
            diagnosis=self.diagnosis,
        )


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """Instead of the real one; no process is started."""
    fake = Pipeline()

    @contextmanager
    def no_runner() -> Iterator[None]:
        fake.started += 1
        yield None

    @contextmanager
    def prepared(request: Request, runner: None) -> Iterator[Pipeline]:
        yield fake

    monkeypatch.setattr(panel, "start_runner", no_runner)
    monkeypatch.setattr(checking, "Prepared", prepared)
    return fake
