"""Fair to right work and closed to wrong work, in runs of the real pipeline on a course that each test writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.result import Cause, Outcome
from grader.pipeline import attempts
from grader.spec.own import forget_own
from tests.pipeline.conftest import Run

NORM = """
class Norm(torch.nn.Module):
    def __init__(self, size):
        super().__init__()
        self.register_buffer("mean", torch.zeros(size))

    def forward(self, x):
        {update}
        return x - x.mean(0)
"""


@pytest.mark.parametrize(("update", "passes"), [("self.mean += x.mean(0)", True), ("pass", False)])
def test_buffers_are_compared(run: Run, update: str, passes: bool) -> None:
    exercise = "- {id: norm, class: Norm, init: {size: 3}, given: {x: {randn: [4, 3]}}}\n"
    right = NORM.format(update="self.mean = self.mean + x.mean(0)")
    (norm,) = run(exercise, right, NORM.format(update=update)).exercises
    assert (norm.outcome is Outcome.PASSED) is passes


@pytest.mark.parametrize("result", ["{1, 2}", "torch.eye(3).to_sparse()", "iter([1])", "[1, object()]"])
def test_what_cannot_be_seen_is_never_paid_by_its_types_name(run: Run, result: str) -> None:
    found = run("- {id: f, call: f}\n", f"def f(): return {result}", f"def f(): return {result}")
    assert found.exercises[0].cause is Cause.REFERENCE
    assert found.exercises[0].message is not None and found.exercises[0].message.id == "reference.opaque"
    assert not found.authoritative


def test_only_its_type_may_be_asked_for(run: Run) -> None:
    exercise = "- {id: f, call: f, expect: {result: {type: torch.nn.Linear}}}\n"
    text = "def f(): return torch.nn.Linear(2, 1)"
    assert run(exercise, text, text).passed


def test_the_second_run_takes_no_time_from_the_student(run: Run) -> None:
    """Right work that takes most of its time once is not run out of it by the grader's own curiosity."""
    exercise = "- {id: f, call: f, limits: {seconds: 1}, expect: {result: 1}}\n"
    slow = "import time\ndef f():\n    time.sleep(0.7)\n    return 1"
    found = run(exercise, "def f(): return 1", slow)
    assert found.passed


def test_what_differs_from_run_to_run_fails(run: Run) -> None:
    (f,) = run(
        "- {id: f, call: f}\n", "def f(): return 1", "n = 0\ndef f():\n    global n\n    n += 1\n    return n"
    ).exercises
    assert f.cause is Cause.WRONG
    assert f.message is not None and f.message.id == "again.differs"


def test_a_missing_class_of_an_input_is_not_written_yet(run: Run) -> None:
    exercise = "- {id: f, call: f, given: {model: {class: Net}}, expect: {result: 1}}\n"
    net = "class Net(torch.nn.Module): pass\n"
    (f,) = run(exercise, net + "def f(model): return 1", "def f(model): return 1").exercises
    assert f.cause is Cause.NOT_IMPLEMENTED


def test_an_interruption_keeps_what_was_judged(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = attempts._attempt

    def interrupted(each: object, *more: object) -> None:
        if each.exercise.id == "second":  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        attempt(each, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(attempts, "_attempt", interrupted)
    text = "def f(): return 1"
    exercises = "".join(f"- {{id: {name}, call: f, expect: {{result: 1}}}}\n" for name in ("first", "second", "third"))
    found = run(exercises, text, text)
    assert [each.cause for each in found.exercises] == [None, Cause.INTERRUPTED, Cause.INTERRUPTED]
    assert [each.score for each in found.exercises] == [100, None, None]
    assert not found.complete and not found.authoritative


def test_one_case_is_worth_its_own_points(run: Run) -> None:
    exercise = """
    - id: f
      call: f
      given: {x: $x}
      cases:
        - {title: small, points: 1, let: {x: 1}}
        - {title: large, points: 4, let: {x: 9}}
    """
    found = run(exercise, "def f(x): return x * 2", "def f(x): return x * 2", only=("f/small",))
    assert (found.points, found.score, found.partial) == (100, 100, True)


def test_an_interruption_of_further_calls_leaves_nothing_passed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(attempts.Further, "judge_laws", interrupted)
    (f,) = run("- {id: f, call: f, expect: {result: 1}}\n", "def f(): return 1", "def f(): return 1").exercises
    assert (f.cause, f.score) == (Cause.INTERRUPTED, None)


def test_the_end_of_the_last_printed_line_is_no_matter_and_a_blank_line_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "assignments/one").mkdir(parents=True, exist_ok=True)
    (tmp_path / "assignments/one/table.txt").write_text("a\nb\n")
    exercises = """
    - {id: bare, call: line, expect: {stdout: "Value: 3"}}
    - {id: ended, call: line, expect: {stdout: "Value: 3\\n"}}
    - {id: same, call: line, expect: {stdout: reference}}
    - {id: file, call: table, expect: {stdout: {like: table.txt}}}
    """
    right = "def line(): print('Value: 3')\ndef table(): print('a', 'b', sep='\\n')"
    cases = {
        right: 4,
        right.replace("3'", "3', end=''").replace("n')", "n', end='')"): 4,
        right.replace("3'", "3\\n'").replace("'b'", "'b\\n'"): 0,
    }
    for work, passed in cases.items():
        found = run(exercises, right, work)
        assert sum(each.cause is None for each in found.exercises) == passed, work


def test_a_kind_of_the_course_that_gives_up_decides_nothing(
    run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(forget_own)
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks/shaky.py").write_text(
        '"""Shaky."""\nfrom grader.checks.kind import Kind\n\n'
        "def judge(argument, evidence):\n    return [][evidence.actual]\n\n"
        'KIND = Kind("shaky", "For a test.", {"const": True}, frozenset(), judge, {}, "")\n'
    )
    for argument in ("{shaky: true}", "{not: {shaky: true}}", "{any_of: [{not: {shaky: true}}]}"):
        exercise = f"- {{id: f, call: f, expect: {{result: {argument}}}}}\n"
        (f,) = run(exercise, "def f(): return 1", "def f(): return 1").exercises
        assert f.cause is not None, argument
