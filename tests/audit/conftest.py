"""Writes a course of one exercise, and audits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from grader.audit import AuditReport, audit
from grader.sandbox import Runner
from grader.spec import load_assignment, load_course

HEAD = "format: 1\nsubmission: work.py\nexercises:\n  - id: one\n    prompt: p\n    hint: h\n"
Audited = Callable[..., AuditReport]


@pytest.fixture
def audited(fork: Runner, tmp_path: Path) -> Audited:
    """``audited(exercise, solution)``: the report on a single exercise."""

    def run(
        exercise: str,
        solution: str,
        *,
        seed: int = 0,
        seeds: int = 1,
        most: int | None = None,
        wrong: str = "def f(*_): return None\nF = None\n",
        also: str = "",
        only: str = "",
    ) -> AuditReport:
        files = {
            "course.yaml": "format: 1\n",
            "assignments/a/assignment.yaml": HEAD + indent(dedent(exercise), "    "),
            "assignments/a/starter.py": "",
            "reference/a/solution.py": dedent(solution),
            "reference/a/wrong/none.py": wrong,
            **({"reference/a/also/other.py": also} if also else {}),
        }
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        course = load_course(tmp_path / "course.yaml")
        assignment = load_assignment(tmp_path / "assignments/a/assignment.yaml", course)
        return audit(
            course, assignment, fork, lambda *_: None, seeds=seeds, seed=seed, only=frozenset(only.split()), most=most
        )

    return run
