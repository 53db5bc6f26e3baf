"""Every rule finds the fault that it is named after, and no rule finds anything where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.audit.findings import Finding
from grader.audit.lint import RULES, lint_findings
from grader.pipeline.expected import ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.plan import draw_exercises
from grader.sandbox import Policy, Runner, start_runner
from grader.spec import load_assignment, load_course

ROOT = Path(__file__).parents[3]
BAD = Path(__file__).parent / "bad"
COURSE = load_course(BAD / "course.yaml")
FAULTS, MENDED = (
    load_assignment(BAD / "assignments" / name / "assignment.yaml", COURSE) for name in ("faults", "mended")
)


@pytest.fixture(scope="module")
def warm() -> Iterator[Runner]:
    with start_runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def found(warm: Runner) -> Callable[..., list[Finding]]:
    """``found(course, name)``: what the rules say of an assignment."""

    @cache
    def find(course: Path, name: str) -> list[Finding]:
        loaded = load_course(course / "course.yaml")
        assignment = load_assignment(course / "assignments" / name / "assignment.yaml", loaded)
        plans = draw_exercises(assignment.exercises, 0, assignment.folder)
        expected: list[ExpectedExercise] = observe_reference(
            plans, References.of(loaded, assignment), warm, Policy(loaded.file)
        )
        assert [each.exercise.id for each in expected if each.fault is not None] == []
        return list(lint_findings(loaded, assignment, expected))

    return find


def rule_of(exercise: str) -> str:
    """The rule that an exercise is named after: with more than one, the id goes on."""
    return max((rule.name for rule in RULES if exercise.startswith(rule.name)), key=len)


@pytest.mark.parametrize("exercise", [each.id for each in FAULTS.exercises])
def test_a_fault_is_found_by_name(exercise: str, found) -> None:
    findings = [each for each in found(BAD, "faults") if each.exercise == exercise]
    assert [each.rule for each in findings] == [f"lint {rule_of(exercise)}"]
    (spec,) = (each for each in FAULTS.exercises if each.id == exercise)
    following = min((each.line for each in FAULTS.exercises if each.line > spec.line), default=10**6)
    assert spec.line <= findings[0].line < following


@pytest.mark.parametrize("exercise", [each.id for each in MENDED.exercises])
def test_what_is_mended_is_clean(exercise: str, found) -> None:
    assert [each for each in found(BAD, "mended") if each.exercise == exercise] == []


def test_every_rule_has_a_fault_and_a_twin() -> None:
    named = {rule_of(each.id) for each in FAULTS.exercises}
    assert named == {rule.name for rule in RULES}
    assert {each.id for each in FAULTS.exercises} <= {each.id for each in MENDED.exercises}


def test_rules_have_names_of_their_own_and_say_what_to_do() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.reason and rule.remedy
        assert rule.find.__doc__


@pytest.mark.parametrize("name", load_course(ROOT / "course.yaml").order)
def test_shipped_assignments_have_no_errors(name: str, found) -> None:
    assert [each for each in found(ROOT, name) if each.severity == "error"] == []


# What the rules say of exercises that were written to show the language, and is right.
KNOWN = {
    "attention": set(),
    "first": {("square", "small-integers"), ("softmax", "one-axis")},
    "layers": {("relu", "identical-repeats")},
    "page": {("gradient-at", "small-integers"), ("square", "small-integers"), ("video-batch", "only-shape")},
    "training": set(),
}


@pytest.mark.parametrize("name", KNOWN)
def test_real_exercises_raise_no_false_alarm(name: str, found) -> None:
    findings = found(ROOT / "tests" / "language" / "exercises", name)
    assert {(each.exercise, each.rule.removeprefix("lint ")) for each in findings} == KNOWN[name]


def test_authors_are_told_of_every_rule() -> None:
    page = (ROOT / "docs" / "authors.md").read_text("utf-8")
    assert [rule.name for rule in RULES if f"`{rule.name}`" not in page] == []
