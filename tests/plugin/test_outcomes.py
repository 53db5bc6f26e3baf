"""What becomes of a result in pytest: outcomes, words, points, progress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader import progress
from grader.errors import MachineError
from grader.model.diagnosis import Confidence, Diagnosis
from grader.model.message import Message
from grader.model.result import OUTCOMES, Cause, Outcome
from grader.model.spec import Released
from grader.spec.released import write_released
from tests.plugin.conftest import Pipeline

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]
EXPECTED = {Outcome.PASSED: "passed", Outcome.FAILED: "failed", Outcome.SKIPPED: "skipped", Outcome.UNGRADED: "errors"}


@pytest.fixture(autouse=True)
def work(course: Path) -> Path:
    (course / "first.py").write_text("def square(x):\n    return x\n")
    return course / "first.py"


@pytest.mark.parametrize("cause", [None, *(each for each in Cause if each is not Cause.INTERRUPTED)])
def test_the_table(cause: Cause | None, run: Run, pipeline: Pipeline) -> None:
    if cause is not None:
        pipeline.causes["square"] = cause
    found = run("first.py::square", "-rsE")
    outcome = Outcome.PASSED if cause is None else OUTCOMES[cause]
    found.assert_outcomes(**{EXPECTED[outcome]: 1})
    assert found.ret == (0 if outcome in (Outcome.PASSED, Outcome.SKIPPED) else 1)
    for ours in ("grader/", "Traceback", "NotPassed", "Graded"):
        found.stdout.no_fnmatch_line(f"*{ours}*")


def test_what_is_not_written_is_work_to_do(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["square"] = Cause.NOT_IMPLEMENTED
    found = run()
    found.assert_outcomes(failed=1, passed=2)
    found.stdout.fnmatch_lines(["*square · Squares*", "not written yet", "FAILED first.py::square - not written yet"])


def test_what_was_begun_is_told_what_is_missing(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["square"] = Cause.NOT_IMPLEMENTED
    pipeline.diagnosis = Diagnosis("missing_return", Confidence.CERTAIN, Message("", said="it says so."))
    assert run("first.py::square").outlines.count("→ It says so.") == 1


def test_points_of_cases_are_told(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["cubed"], pipeline.partly = Cause.WRONG, 50
    assert "   The cases that passed earn points: 0.5/1.5" in run("first.py::cubed").outlines


def test_a_skip_says_why_and_where(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["square"] = Cause.NEEDS
    run("-rs").stdout.fnmatch_lines(["SKIPPED * first.py:1: not judged yet: it builds on *"])


def test_a_failure_has_the_report_and_what_to_type(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["cubed"] = Cause.TIMEOUT
    pipeline.printed["cubed"] = "a\x1b[31mred\nline\n"
    found = run("--junitxml=found.xml")
    text = found.stdout.str()
    for part in (
        '   In the case "small":\n     it took longer than allowed\n',
        "\n   A hint: `grade hint first/cubed`\n",
        "Captured stdout call",
        "red\nline\n",
        "grade: first.py: 2 of 3 exercises pass, 3/4.5 points\n",
        "FAILED first.py::cubed - it took longer than allowed\n",
    ):
        assert part in text
    assert "\x1b[31m" not in text
    failure = ElementTree.parse("found.xml").find(".//failure")
    assert failure is not None
    assert failure.get("message") == "it took longer than allowed"


def test_what_does_not_import_is_one_line_in_each(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes = dict.fromkeys(["square", "cubed", "layer"], Cause.IMPORT)
    found = run()
    found.assert_outcomes(failed=3)
    assert found.outlines.count("the file could not be imported") == 3
    assert len(pipeline.asked) == 1


def test_where_nothing_can_be_graded_each_is_an_error(run: Run, pipeline: Pipeline) -> None:
    pipeline.error = MachineError("torch does not start here")
    found = run()
    found.assert_outcomes(errors=3)
    assert found.outlines.count("torch does not start here") == 3
    found.stdout.fnmatch_lines(["ERROR first.py::square - torch does not start here"])
    assert len(pipeline.asked) == 1


def test_an_interruption_ends_it(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["cubed"] = Cause.INTERRUPTED
    found = run()
    assert found.ret == pytest.ExitCode.INTERRUPTED
    found.assert_outcomes(passed=1)
    found.stdout.fnmatch_lines(["*grading was interrupted*"])


def test_the_first_failure_can_end_it(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes = dict.fromkeys(["square", "cubed"], Cause.WRONG)
    run("-x").assert_outcomes(failed=1)


def test_what_failed_last_is_run_alone(run: Run, pipeline: Pipeline) -> None:
    pipeline.causes["cubed"] = Cause.WRONG
    arguments = ("-p", "cacheprovider", "--lf")
    run(*arguments).assert_outcomes(failed=1, passed=2)
    run(*arguments).assert_outcomes(failed=1, deselected=2)
    assert pipeline.asked == [(), ("cubed",)]


def test_progress_is_kept(course: Path, run: Run, pipeline: Pipeline) -> None:
    pipeline.causes = {"cubed": Cause.WRONG, "layer": Cause.MACHINE}
    run()
    kept = progress.read(course)
    assert kept.of("first", "square").passed
    assert kept.of("first", "cubed").tried
    assert not kept.of("first", "cubed").passed
    assert not kept.of("first", "layer").tried
    pipeline.causes = {}
    run("first.py::cubed")
    assert progress.read(course).of("first", "cubed").score == 150
    assert progress.read(course).of("first", "square").passed


def test_a_reference_is_nobodys_progress(course: Path, run: Run, pipeline: Pipeline) -> None:
    run("reference/first/solution.py", "--grade-assignment", "first").assert_outcomes(passed=3)
    assert not (course / ".grade").exists()


def test_two_submissions_of_an_assignment_are_told_apart(
    work: Path, course: Path, run: Run, pipeline: Pipeline
) -> None:
    for name in ("alice", "bob"):
        (course / name).mkdir()
        (course / name / "first.py").write_text(work.read_text())
    found = run("alice/first.py::square", "bob")
    found.assert_outcomes(passed=4)
    found.stdout.fnmatch_lines(
        [
            "grade: alice/first.py: 1 of 1 exercise passes, 2/2 points",
            "grade: bob/first.py: 3 of 3 exercises pass, 4.5/4.5 points",
        ]
    )


def test_what_may_have_made_a_difference_is_said_once(run: Run, pipeline: Pipeline) -> None:
    pipeline.notes = ("another torch",)
    assert run().outlines.count("grade: another torch") == 1


def test_hidden_checks_are_not_forgotten(course: Path, run: Run, pipeline: Pipeline) -> None:
    file = course / "assignments" / "first" / "expected" / "released.json"
    file.parent.mkdir()
    file.write_bytes(write_released(Released("0.1.0", "2.13.0", (7, 8), checks=2, points=5)))
    (course / "reference").rename(course / "elsewhere")
    found = run()
    found.stdout.fnmatch_lines(
        [
            "grade: self-check of first.py, assignment first, seed 7",
            "grade: 2 hidden checks (5 points) not run here",
        ]
    )
