"""How near right work comes to a tolerance, in the audit and where an exercise is laid open."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.audit import show
from grader.audit.bench import Bench
from grader.audit.findings import Finding
from grader.audit.margins import margin_findings
from grader.model.spec import Assignment, Course
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.references import References
from grader.reporters.showing import report_shown
from grader.sandbox import Runner, start_runner
from grader.spec import load_assignment, load_course

SPECIFICATION = """\
format: 1
submission: a.py
exercises:
  - id: sums
    prompt: The sum of each row.
    call: sums
    let: {{R: 2..4}}
    given: {{x: {{rand: [R, 1000]}}}}
    expect: {{result: {check}}}
"""
FILES = {
    "course.yaml": "format: 1\n",
    "reference/one/solution.py": "def sums(x): return x.sum(1)\n",
    "reference/one/also/in_order.py": "def sums(x): return x.cumsum(1)[:, -1]\n",
    "reference/one/also/in_double.py": "def sums(x): return x.double().sum(1).float()\n",
}


@pytest.fixture(scope="module")
def warm() -> Iterator[Runner]:
    with start_runner() as runner:
        yield runner


def assignment(root: Path, check: str) -> tuple[Course, Assignment]:
    specification = {"assignments/one/assignment.yaml": SPECIFICATION.format(check=check)}
    for name, text in {**FILES, **specification}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    course = load_course(root / "course.yaml")
    return course, load_assignment(root / "assignments/one/assignment.yaml", course)


def margins(root: Path, check: str, runner: Runner) -> list[Finding]:
    course, found = assignment(root, check)
    bench = Bench(course, found, References.of(course, found), runner)
    also = [each for each in overlays(root / "reference/one", "also", bench.solution) if isinstance(each, Overlay)]
    return list(margin_findings(bench, bench.expect(0), also))


def test_a_tight_tolerance_is_told(tmp_path: Path, warm: Runner) -> None:
    (found,) = margins(tmp_path, "{like: reference, rtol: 0, atol: 4.0e-5}", warm)
    assert (found.rule, found.exercise, found.severity, found.line) == ("margin", "sums", "warning", 9)
    assert (
        found.text.startswith("`result` of ")
        and "its tolerance: right work" in found.text
        and "`atol: measured`" in found.text
    )


@pytest.mark.parametrize("check", ["{like: reference}", "{like: reference, atol: 0.01}"])
def test_a_tolerance_with_room_is_not(check: str, tmp_path: Path, warm: Runner) -> None:
    assert margins(tmp_path, check, warm) == []


def test_all_of_them_are_shown(tmp_path: Path, warm: Runner) -> None:
    course, found = assignment(tmp_path, "{like: reference}")
    shown = show(course, found, found.exercises[0], warm, seed=0)
    (case,) = shown.cases
    assert case.repeat == 10
    assert case.checks == ("result.like",)
    assert {each.who for each in case.near} == {"once more", "in float64", "also/in_double", "also/in_order"}
    assert all(each.used < 0.5 for each in case.near)
    stream = io.StringIO()
    report_shown(shown, "assignment.yaml:4", stream)
    assert "share used" in stream.getvalue() and "also/in_order" in stream.getvalue()


def test_within_any_of_the_way_that_is_gone_counts(tmp_path: Path, warm: Runner) -> None:
    tight = "{like: reference, rtol: 0, atol: 4.0e-5}"
    (found,) = margins(tmp_path / "tight", f"{{any_of: [{tight}, 0.0]}}", warm)
    assert (found.rule, found.line) == ("margin", 9)
    assert margins(tmp_path / "wide", f"{{any_of: [{tight}, {{like: reference, atol: 0.01}}]}}", warm) == []


@pytest.mark.parametrize(("off", "count"), [(20, 1), (2, 0)])
def test_a_kind_with_a_tolerance_of_its_own_counts_too(off: int, count: int, tmp_path: Path, warm: Runner) -> None:
    """Rows of 1000 shares that sum to one, and an ``also/`` whose sums are off by some of float32's epsilons."""
    check = "{like: reference, rtol: 1.0e-3, sums_to: {value: 1.0, dim: 1}}"
    assignment(tmp_path, check)
    shares = "x / x.sum(1, keepdim=True)"
    (tmp_path / "reference/one/solution.py").write_text(f"def sums(x): return {shares}\n")
    for name in ("in_order", "in_double"):
        (tmp_path / f"reference/one/also/{name}.py").write_text(
            f"def sums(x): return {shares} * (1 + {off} * 2**-22)\n"
        )
    course = load_course(tmp_path / "course.yaml")
    found = load_assignment(tmp_path / "assignments/one/assignment.yaml", course)
    bench = Bench(course, found, References.of(course, found), warm)
    also = [each for each in overlays(tmp_path / "reference/one", "also", bench.solution) if isinstance(each, Overlay)]
    told = list(margin_findings(bench, bench.expect(0), also))
    assert len(told) == count
    assert all("its tolerance" in each.text and "compare it with `like: reference`" in each.text for each in told)
