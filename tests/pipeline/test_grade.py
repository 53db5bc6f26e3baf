"""A whole run: each disaster has its cause, and costs nobody else anything."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from grader.commands.grading import exit_code
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.pipeline import Request
from grader.pipeline import grade as run
from grader.reporters.json_result import to_json
from grader.sandbox import Runner, start_runner
from grader.spec import load_assignment, load_course

Grade = Callable[..., dict[str, ExerciseResult]]
SHIPPED = Path(__file__).parents[2]


def causes(results: dict[str, ExerciseResult]) -> dict[str, str]:
    return {name: str(result.cause or result.outcome) for name, result in results.items()}


def comparable(result: Result) -> dict[str, object]:
    return {name: value for name, value in to_json(result).items() if name != "run"}


DISASTERS = {
    "loops": "timeout", "quits": "crash", "crashes": "crash", "floods": "output", "right": "passed", "hogs": "memory",
    "raises": "exception", "unwritten": "not_implemented", "missing": "not_implemented", "wrong": "wrong",
    "forges": "protocol", "also-right": "passed",
}  # fmt: skip


def test_every_disaster_has_its_cause_and_the_right_one_is_paid(
    runner: Runner, result_of: Callable[..., Result]
) -> None:
    """Both back ends agree."""
    result = result_of(runner, "hostile")
    results = {each.id: each for each in result.exercises}
    assert causes(results) == DISASTERS
    assert {name: each.score for name, each in results.items() if each.score} == {"right": 300, "also-right": 200}
    assert (result.score, result.complete, exit_code(result)) == (500, True, 1)
    assert (
        results["right"].output == "here\n" * 3
    )  # three draws; what the second run of the first prints is the grader's doing
    assert results["also-right"].output == "here\n"


def test_a_limit_is_told_as_the_author_wrote_it(fork: Runner, grade: Grade) -> None:
    message = grade(fork, "hostile", None, "loops")["loops"].message
    assert message is not None and message.parameters == {"seconds": "0.7"}


def test_the_same_submission_and_seed_give_the_same_result(fork: Runner, result_of: Callable[..., Result]) -> None:
    names = ("right", "raises", "unwritten", "missing", "wrong", "crashes", "quits", "loops", "hogs")
    first, second = (comparable(result_of(fork, "hostile", None, *names, seed=7)) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)


def test_another_seed_draws_other_numbers(fork: Runner, result_of: Callable[..., Result]) -> None:
    first, second = (result_of(fork, "hostile", None, "wrong", seed=seed).exercises[0] for seed in (1, 2))
    assert first.cases[0].snippet != second.cases[0].snippet


# ---- one exercise alone, and all of them


SWITCHES = {
    "gradient": "passed", "grad-off": "passed", "dtype-default": "passed", "dtype-changed": "passed",
    "random": "passed", "seeded": "passed", "gradient-after": "passed", "wrong": "wrong",
}  # fmt: skip


def test_what_an_exercise_leaves_changed_is_nobody_elses_business(fork: Runner, grade: Grade) -> None:
    assert causes(grade(fork, "switches")) == SWITCHES


@pytest.mark.parametrize("name", SWITCHES)
def test_one_exercise_alone_is_judged_as_in_the_full_run(
    name: str, fork: Runner, result_of: Callable[..., Result]
) -> None:
    whole, alone = (comparable(result_of(fork, "switches", None, *only)) for only in ((), (name,)))
    of_whole = [each for each in whole["exercises"] if each["id"] == name]  # type: ignore[index, union-attr]
    assert of_whole == alone["exercises"]


def test_any_order_gives_the_same(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    """The exercises of the assignment, written the other way round."""
    copytree(Path(__file__).parent / "course", tmp_path / "course")
    file = tmp_path / "course/assignments/switches/assignment.yaml"
    head, exercises = file.read_text().split("exercises:\n")
    file.write_text(head + "exercises:\n" + "".join(reversed(exercises.splitlines(keepends=True))))
    assert causes(grade(fork, "switches", root=tmp_path / "course")) == SWITCHES


@pytest.mark.thorough
@pytest.mark.parametrize("assignment", ["autograd", "linear"])
def test_shipped_exercises_alone_agree_with_the_full_run(
    assignment: str, fork: Runner, result_of: Callable[..., Result]
) -> None:
    """The starter for what fails, the reference for what passes."""
    for file in (f"reference/{assignment}/solution.py", f"assignments/{assignment}/starter.py"):
        whole = result_of(fork, assignment, SHIPPED / file, root=SHIPPED)
        for exercise in whole.exercises:
            alone = result_of(fork, assignment, SHIPPED / file, exercise.id, root=SHIPPED)
            (found,) = comparable(alone)["exercises"]  # type: ignore[misc]
            assert found in comparable(whole)["exercises"]  # type: ignore[operator]


# ---- our faults and the machine's


FAULTS = {
    "raises": "reference", "hangs": "reference", "quits": "reference", "not-finite": "reference",
    "finite-gradient": "reference", "missing": "reference", "cannot-be-drawn": "reference", "meant-infinite": "passed",
    "right": "passed",
}  # fmt: skip


def test_a_reference_at_fault_is_not_the_students(fork: Runner, result_of: Callable[..., Result]) -> None:
    result = result_of(fork, "faults", seed=1)
    results = {each.id: each for each in result.exercises}
    found = causes(results)
    assert found == FAULTS
    ungraded = [each for each in results.values() if each.cause is Cause.REFERENCE]
    assert all(each.outcome is Outcome.UNGRADED and each.score is None and each.message for each in ungraded)
    assert (result.complete, exit_code(result)) == (False, 3)
    assert result.max_score == result.points


@pytest.mark.parametrize("reference", [None, "def f(:", "raise ValueError('x')", "import os; os._exit(0)", ""])
def test_without_a_reference_nothing_is_graded(
    reference: str | None, fork: Runner, result_of: Callable[..., Result], tmp_path: Path
) -> None:
    copytree(Path(__file__).parent / "course", tmp_path / "course")
    file = tmp_path / "course/reference/outcomes/solution.py"
    file.unlink()
    if reference is not None:
        file.write_text(reference)
    result = result_of(fork, "outcomes", root=tmp_path / "course")
    assert {each.cause for each in result.exercises} <= {Cause.REFERENCE, Cause.UNAVAILABLE}
    assert (result.score, result.complete, exit_code(result)) == (0, False, 3)
    assert reference is not None or not result.authoritative


@pytest.mark.skipif(sys.platform != "linux", reason="kills the runner of the forking back end")
def test_a_runner_that_is_killed_ends_no_run(result_of: Callable[..., Result]) -> None:
    """Killed while the first exercise hangs: that one and the rest are ungraded, and there is a result."""
    with start_runner("fork") as runner:
        pid = runner.plain._process.pid  # type: ignore[attr-defined]
        told = threading.Event()

        def kill() -> None:
            told.wait()
            os.kill(pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        root = Path(__file__).parent / "course"
        course = load_course(root / "course.yaml")
        spec = load_assignment(root / "assignments/hostile/assignment.yaml", course)

        def progress(text: str) -> None:
            if "quits" in text:
                told.set()
                thread.join()

        result = run(Request(root / "submissions/hostile.py", spec, course, 0, "option"), runner, progress)
    found = causes({each.id: each for each in result.exercises})
    assert found["loops"] == "timeout"
    assert {cause for name, cause in found.items() if name != "loops"} == {"machine"}
    assert exit_code(result) == 3


# ---- what follows from the specification


def test_outcomes_and_points(fork: Runner, result_of: Callable[..., Result]) -> None:
    result = result_of(fork, "outcomes")
    results = {each.id: each for each in result.exercises}
    assert causes(results) == {
        "first": "wrong", "second": "needs", "third": "needs", "passes-anyway": "passed", "elsewhere": "unavailable",
        "by-case": "wrong", "partly-hidden": "passed", "hidden": "passed", "raises": "passed",
    }  # fmt: skip
    assert {name: each.score for name, each in results.items() if each.score} == {
        "passes-anyway": 100, "by-case": 150, "partly-hidden": 200, "hidden": 100, "raises": 100,
    }  # fmt: skip
    needs = results["third"].message
    assert needs is not None and needs.parameters["exercises"] == ("first",)
    assert (result.points, result.max_score, result.score) == (2050, 1550, 650)
    assert (result.complete, exit_code(result)) == (True, 1)


def test_each_case_has_its_own_cause(fork: Runner, grade: Grade) -> None:
    cases = grade(fork, "outcomes", None, "by-case")["by-case"].cases
    assert [(case.title, case.cause and str(case.cause)) for case in cases] == [
        *[("positive", None)] * 3, ("negative", "wrong"), ("crashing", "crash"), ("after the crash", None),
    ]  # fmt: skip


def test_hidden_cases_run_where_no_visible_one_did(fork: Runner, grade: Grade) -> None:
    """The submission counts its calls: in the hidden cases' own process it starts again from one."""
    results = grade(fork, "outcomes", None, "partly-hidden", "hidden")
    assert results["partly-hidden"].output == "seen 1\n", "what a hidden case prints is not shown"
    assert results["hidden"].output == "seen 3\n"
    assert [case.hidden for case in results["partly-hidden"].cases] == [False, True]


def test_what_does_not_import_is_one_finding(fork: Runner, grade: Grade, tmp_path: Path) -> None:
    file = tmp_path / "outcomes.py"
    file.write_text("def first(x):\n    return x + 1\n\nraise ValueError('at import')\n")
    results = grade(fork, "outcomes", file)
    judged = [each for each in results.values() if each.cause is not Cause.UNAVAILABLE]
    assert {each.cause for each in judged} == {Cause.IMPORT}
    assert len({(each.message.id, each.message.parameters["line"]) for each in judged if each.message}) == 1
    assert sum(len(each.cases) for each in judged) == 0


def test_a_hang_at_import_takes_one_limit_although_there_are_hidden_cases(
    fork: Runner, grade: Grade, tmp_path: Path
) -> None:
    """Counted, not timed: one process is asked to load the module, whatever the number of exercises."""
    file = tmp_path / "outcomes.py"
    file.write_text("while True:\n    pass\n")
    asked: list[object] = []
    made = fork.child

    class Counting:
        facts = staticmethod(fork.facts)
        close = staticmethod(fork.close)
        device_layers = None

        def child(self, *, with_device: bool = False) -> object:
            assert not with_device
            asked.append(child := made())
            return child

    results = grade(Counting(), "outcomes", file)
    assert {each.cause for each in results.values()} == {Cause.IMPORT, Cause.UNAVAILABLE}
    assert len(asked) == 3  # which libraries are absent, the reference, the submission


# ---- the shipped course


@pytest.mark.parametrize("assignment", ["autograd", "linear"])
@pytest.mark.parametrize("seed", range(10))
def test_references_are_full_whatever_is_drawn(
    assignment: str, seed: int, fork: Runner, result_of: Callable[..., Result]
) -> None:
    file = SHIPPED / "reference" / assignment / "solution.py"
    result = result_of(fork, assignment, file, root=SHIPPED, seed=seed)
    assert result.passed and result.score == result.points > 0, causes({each.id: each for each in result.exercises})


@pytest.mark.parametrize("assignment", ["autograd", "linear"])
@pytest.mark.parametrize("empty", [False, True])
def test_nothing_earns_nothing(
    assignment: str, empty: bool, fork: Runner, result_of: Callable[..., Result], tmp_path: Path
) -> None:
    file = SHIPPED / "assignments" / assignment / "starter.py"
    if empty:
        file = tmp_path / f"{assignment}.py"
        file.touch()
    result = result_of(fork, assignment, file, root=SHIPPED)
    assert result.score == 0 and result.complete
    assert {each.cause for each in result.exercises} == {Cause.NOT_IMPLEMENTED}
