"""The faults of real courses' tests that no rule can see are caught by what earns the exercise, and told by line."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader.audit import AuditReport, audit
from grader.model.spec import Assignment
from grader.reporters.audit import report
from grader.sandbox import Runner
from grader.spec import load_assignment, load_course

BAD = Path(__file__).parent / "bad"
COURSE = load_course(BAD / "course.yaml")
# What no rule can see: the fault, the exercise, and what the audit says that earns it.
BY_TRIAL = {
    "the blank template passes": ("blank-template", "starter"),
    "a wrong shape broadcasts": ("wrong-shape-broadcasts", "shows an axis more at the end"),
    "only row 0 is compared": ("only-first-row", "shows its first along the first of 2 axes everywhere"),
    "only column 0 is compared": ("only-first-column", "shows its first along the last of 2 axes everywhere"),
    "the dtype is released though it is stated": ("dtype-not-looked-at", "shows wrong dtype"),
}


def audited(name: str, exercise: str, runner: Runner) -> AuditReport:
    """The report on one exercise alone."""
    whole = load_assignment(BAD / "assignments" / name / "assignment.yaml", COURSE)
    chosen: Assignment = replace(whole, exercises=tuple(each for each in whole.exercises if each.id == exercise))
    return audit(COURSE, chosen, runner, lambda *_: None, seeds=1)


@pytest.mark.parametrize("fault", BY_TRIAL)
def test_what_earns_it_is_named_with_the_line_to_tighten(fault: str, fork: Runner) -> None:
    exercise, named = BY_TRIAL[fault]
    found = audited("faults", exercise, fork)
    lines = {each.rule: each.line for each in found.findings}
    lines |= {each.mutant: each.line for each in found.survivors if not each.excused}
    assert not found.is_green and named in lines
    text = io.StringIO()
    report(found, "a.yaml", text)
    assert re.search(rf"^a.yaml:{lines[named]}: ", text.getvalue(), re.M)
    written = (BAD / "assignments" / "faults" / "assignment.yaml").read_text("utf-8").splitlines()
    expected = f"- id: {exercise}" if named == "starter" else "expect: "
    assert written[lines[named] - 1].lstrip().startswith(expected)


@pytest.mark.parametrize("fault", BY_TRIAL)
def test_the_mended_exercise_is_green(fault: str, fork: Runner) -> None:
    found = audited("mended", BY_TRIAL[fault][0], fork)
    assert not found.findings
    assert found.is_green and found.tally.made > 5
