"""A small course in a folder of its own, the command run in it, and a pipeline that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Outcome_

from grader.cli import cli
from grader.commands import grading, options
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result
from grader.pipeline import Differing, Hear, Request

COURSE = """\
format: 1
title: A small course
assignments: [first, second]
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
    hint: [Multiply., "`x * x`"]
    call: square
    given: {x: {tensor: 3.0}}
  - id: cube
    title: Cubes
    points: 1.5
    prompt: Return x cubed.
    call: cube
    cases:
      - {title: small, given: {x: {tensor: 2.0}}}
      - {title: large, given: {x: {tensor: 200.0}}}
"""
SECOND = """\
format: 1
title: More steps
submission: other.py
exercises:
  - id: square
    prompt: Return x squared.
    call: square
    given: {x: {tensor: 3.0}}
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's root, with an empty folder `work` in it, which is the current folder."""
    root = tmp_path / "course"
    for name, text in (("first", FIRST), ("second", SECOND)):
        folder = root / "assignments" / name
        folder.mkdir(parents=True)
        (folder / "assignment.yaml").write_text(text, encoding="utf-8")
        (folder / "starter.py").write_text(f'"""Starter of {name}."""\n', encoding="utf-8")
    (root / "course.yaml").write_text(COURSE, encoding="utf-8")
    (root / "reference" / "first").mkdir(parents=True)
    (root / "reference" / "first" / "solution.py").write_text("")
    (root / "work").mkdir()
    monkeypatch.chdir(root / "work")
    monkeypatch.setenv("COLUMNS", "80")
    return root


@pytest.fixture
def run() -> Callable[..., Outcome_]:
    """``run("check", "-e", "square")`` in this process."""
    return lambda *arguments: CliRunner().invoke(cli, list(arguments), prog_name="grade")


@dataclass
class Pipeline:
    """What `grade` will find, by exercise; every other one passes. ``requests`` keeps what it was asked.

    ``differing`` is what is told of numbers that differ, where somebody asks.
    """

    causes: dict[str, Cause] = field(default_factory=dict)
    confinement: str = "process"
    error: BaseException | None = None
    requests: list[Request] = field(default_factory=list)
    differing: list[Differing] = field(default_factory=list)

    def grade(
        self,
        request: Request,
        runner: object,
        progress: Callable[[str], None] | None = None,
        hear: Hear | None = None,
    ) -> Result:
        self.requests.append(request)
        for each in self.differing if hear is not None else ():
            hear(each)
        if progress is not None:
            progress("grading")
        if self.error is not None:
            raise self.error
        asked = {address.partition("/")[0] for address in request.only}
        return Result(
            assignment=request.assignment.name,
            title=request.assignment.title,
            specification_digest="ab" * 32,
            submission=request.submission.name,
            submission_digest="cd" * 32,
            seed=request.seed,
            seed_source=request.seed_source,
            exercises=tuple(
                self.exercise(each.id, each.title, round(each.points * 100), len(each.hints))
                for each in request.assignment.exercises
                if not asked or each.id in asked
            ),
            confinement=self.confinement,
            authoritative=False,
            reason="not isolated",
            versions={"grader": "0", "python": "3", "torch": "2", "numpy": "2"},
            partial=bool(asked),
        )

    def exercise(self, name: str, title: str, points: int, hints: int) -> ExerciseResult:
        cause = self.causes.get(name)
        if cause is None:
            return ExerciseResult(name, title, points, points, Outcome.PASSED, hints=hints)
        ungraded = cause in (Cause.MACHINE, Cause.REFERENCE)
        message = Message(f"cause.{cause}")
        return ExerciseResult(
            name,
            title,
            points,
            None if ungraded else 0,
            Outcome.UNGRADED if ungraded else Outcome.FAILED,
            cause,
            message,
            cases=(CaseResult(None, False, None, (), cause, message),),
            hints=hints,
        )


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    """Instead of the real one; no process is started."""
    fake = Pipeline()

    @contextmanager
    def no_runner(backend: str | None = None) -> Iterator[None]:
        yield None

    monkeypatch.setattr(grading, "run_pipeline", fake.grade)
    monkeypatch.setattr(grading, "start_runner", no_runner)
    monkeypatch.setattr(options, "start_runner", no_runner)
    return fake
