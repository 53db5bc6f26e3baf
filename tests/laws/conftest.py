"""The exercise that a test of laws is about, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.plan import draw_exercises
from grader.runner.switches import restore_torch
from grader.spec import load_assignment
from tests.laws.drawn import Draw, Drawn, drawn_from


@pytest.fixture
def draw(tmp_path: Path) -> Iterator[Draw]:
    """Every drawn case of an exercise, a map of YAML without its id, with a reference's text."""

    def make(exercise: str, reference: str, seed: int = 1) -> list[Drawn]:
        file = tmp_path / "lawful" / "assignment.yaml"
        file.parent.mkdir(exist_ok=True)
        body = exercise.removeprefix("{")
        file.write_text(
            f"format: 1\ntitle: Laws\nsubmission: lawful.py\nexercises:\n  - {{id: lawful, {body}\n", "utf-8"
        )
        (plan,) = draw_exercises(load_assignment(file, None).exercises, seed)
        assert not plan.problem, plan.problem
        return [drawn_from(draft, reference) for draft in plan.visible]

    yield make
    restore_torch()
