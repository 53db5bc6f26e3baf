"""Every rule finds the fault that it is named after, and no rule finds anything where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.audit.findings import Finding
from grader.audit.lint import RULES, lint_findings
from grader.audit.lint.rule import Rule
from grader.pipeline.availability import not_run
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
            plans,
            References.of(loaded, assignment),
            warm,
            Policy(loaded.file),
            skip=not_run(assignment.exercises, warm),
        )
        assert [each.exercise.id for each in expected if each.fault is not None] == []
        return list(lint_findings(loaded, assignment, expected))

    return find


def rule_of(exercise: str) -> str:
    """The rule that an exercise is named after: with more than one, the id goes on. Others are found by mutants."""
    return max((rule.name for rule in RULES if exercise.startswith(rule.name)), key=len, default="")


@pytest.mark.parametrize("exercise", [each.id for each in FAULTS.exercises if rule_of(each.id)])
def test_a_fault_is_found_by_name(exercise: str, found) -> None:
    findings = [each for each in found(BAD, "faults") if each.exercise == exercise]
    assert [each.rule for each in findings] == [f"lint {rule_of(exercise)}"]
    (spec,) = (each for each in FAULTS.exercises if each.id == exercise)
    following = min((each.line for each in FAULTS.exercises if each.line > spec.line), default=10**6)
    assert spec.line <= findings[0].line < following


# Faults that real courses' tests have, the exercise that has each, and the rule that finds it. Those that only a trial
# can find are in `test_named.py`.
BY_RULE = {
    "a tolerance that passes zeros": ("zeros-pass", "zeros-pass"),
    "a tolerance above a hundredth of the spread": ("wide-tolerance", "wide-tolerance"),
    "a gradient of zero: softmax": ("zero-gradient", "zero-gradient"),
    "a gradient of zero: normalisation": ("zero-gradient-of-a-normalisation", "zero-gradient"),
    "a parameter of zeros": ("plain-parameter", "plain-parameter"),
    "a parameter that is the identity": ("plain-parameter-of-identity", "plain-parameter"),
    "a constant answer": ("constant-answer", "constant-answer"),
    "tiny whole numbers": ("small-integers", "small-integers"),
    "square inputs": ("equal-sizes", "equal-sizes"),
    "equal widths": ("equal-widths", "equal-widths"),
    "identical cases": ("identical-cases", "identical-cases"),
    "nothing but shape": ("only-shape", "only-shape"),
    "nothing but claims": ("only-claims", "only-claims"),
    "whole numbers without their ends": ("no-boundary", "no-boundary"),
    "names that differ from the reference's": ("other-names", "other-names"),
    "graded and not stated": ("unstated", "unstated"),
    "stated and not graded": ("never-asked", "never-asked"),
}


@pytest.mark.parametrize("fault", BY_RULE)
def test_faults_of_real_courses_have_a_rule_that_is_named_after_them(fault: str, found) -> None:
    exercise, rule = BY_RULE[fault]
    assert f"lint {rule}" in {each.rule for each in found(BAD, "faults") if each.exercise == exercise}
    assert exercise in {each.id for each in MENDED.exercises}
    assert exercise not in {each.exercise for each in found(BAD, "mended")}


@pytest.mark.parametrize("exercise", [each.id for each in MENDED.exercises])
def test_what_is_mended_is_clean(exercise: str, found) -> None:
    assert [each for each in found(BAD, "mended") if each.exercise == exercise] == []


def test_every_rule_has_a_fault_and_a_twin() -> None:
    named = {rule_of(each.id) for each in FAULTS.exercises}
    assert named - {""} == {rule.name for rule in RULES}
    assert {each.id for each in FAULTS.exercises} <= {each.id for each in MENDED.exercises}


def test_rules_have_names_of_their_own_and_say_what_to_do() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.finds.endswith(".") and rule.reason and rule.remedy


def exercise_text(name: str, exercise: str) -> list[str]:
    """The lines of one exercise, without what they are indented by."""
    text = (BAD / "assignments" / name / "assignment.yaml").read_text("utf-8")
    (found,) = (each for each in text.split("\n  - id: ") if each.startswith(f"{exercise}\n"))
    return [line.strip() for line in found.splitlines()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples_of_a_rule_are_lines_that_are_tried(rule: Rule) -> None:
    exercises = [each.id for each in FAULTS.exercises if rule_of(each.id) == rule.name]
    for name, example in (("faults", rule.bad), ("mended", rule.good)):
        lines = {line.strip() for line in example.splitlines()}
        assert lines and any(lines <= set(exercise_text(name, each)) for each in exercises)


def test_a_tolerance_of_the_course_is_told_as_its(found, tmp_path: Path) -> None:
    lines = ["prompt: Return twice x.", "call: double", "given: {x: {randn: [40]}}"]
    files = {
        "course.yaml": "format: 1\nrtol: 0.01\natol: 0.4\n",
        "assignments/a/assignment.yaml": "\n    ".join(
            ["format: 1\nsubmission: a.py\nexercises:\n  - id: one", *lines]
        ),
        "reference/a/solution.py": "def double(x):\n    return 2 * x\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (finding,) = found(tmp_path, "a")
    assert finding.text.startswith("a tolerance of 0.4 + 0.01 of each number, that of `course.yaml`, is "), finding.text


@pytest.mark.parametrize("name", load_course(ROOT / "course.yaml").order)
def test_shipped_assignments_have_no_errors(name: str, found) -> None:
    assert [each for each in found(ROOT, name) if each.severity == "error"] == []


# What the rules say of exercises that were written to show the language, and is right.
KNOWN = {
    "attention": set(),
    "first": {("square", "small-integers"), ("softmax", "one-axis")},
    "layers": {("relu", "identical-repeats"), ("lora", "one-size")},
    "page": {
        ("gradient-at", "small-integers"),
        ("linear", "neutral-value"),
        ("square", "small-integers"),
        ("video-batch", "only-shape"),
    },
    "training": {("gradient-accumulation", "one-size")},
}


@pytest.mark.parametrize("name", KNOWN)
def test_real_exercises_raise_no_false_alarm(name: str, found) -> None:
    findings = found(ROOT / "tests" / "language" / "exercises", name)
    assert {(each.exercise, each.rule.removeprefix("lint ")) for each in findings} == KNOWN[name]
