"""Specifications drawn, surveyed and completed as for grading, and made in a real child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from grader.model.calls import Call
from grader.model.record import Record
from grader.model.values import Tree
from grader.plan import Draft, draw_exercises
from grader.sandbox import Runner, Session
from grader.spec import load_assignment

Session_of = Callable[..., Session]


@dataclass(frozen=True)
class Made:
    """One drawn case, and what a child did."""

    draft: Draft
    call: Call
    record: Record

    def __getitem__(self, path: str) -> Tree:
        assert self.record.raised is None, self.record.raised
        return self.record.values[path]


@pytest.fixture
def drafts(tmp_path: Path) -> Callable[..., list[Draft]]:
    """Every drawn case of one exercise in YAML, with the author's ``inputs.py`` beside it."""

    def draw(exercise: str, seed: int = 0, *, inputs: str = "") -> list[Draft]:
        (tmp_path / "inputs.py").write_text(dedent(inputs))
        file = tmp_path / "assignment.yaml"
        file.write_text(f"format: 1\nsubmission: work.py\nexercises:\n{indent(dedent(exercise), '  ')}", "utf-8")
        (plan,) = draw_exercises(load_assignment(file, None).exercises, seed, tmp_path)
        assert not plan.problem, plan.problem
        return [*plan.visible, *plan.hidden]

    return draw


@pytest.fixture
def observed(fork: Runner, session_of: Session_of) -> Callable[..., list[Made]]:
    """``observed(drafts, text)``: the drafts made by the submission ``text``, which is its own reference."""

    def observe(drafts: list[Draft], text: str, **options: object) -> list[Made]:
        session = session_of(fork, text, **options)

        def ask(call: Call) -> Record:
            (answer,) = session.run([call], 10).answers
            assert isinstance(answer, Record), answer
            return answer

        found = []
        for draft in drafts:
            surveyed = ask(draft.survey) if draft.needs_survey else Record()
            if (second := draft.second_survey(surveyed)) is not None:
                surveyed = ask(second)
            call = draft.complete(surveyed)
            found.append(Made(draft, call, ask(call)))
        return found

    return observe


@pytest.fixture
def made(drafts: Callable[..., list[Draft]], observed: Callable[..., list[Made]]) -> Callable[..., list[Made]]:
    """``made(exercise, text)``: every case of the exercise in YAML, made by the submission ``text``."""

    def make(exercise: str, text: str, *, inputs: str = "") -> list[Made]:
        return observed(drafts(exercise, inputs=inputs), text, provided={"inputs.py": inputs} if inputs else {})

    return make
