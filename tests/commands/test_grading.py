"""`check`, `submit` and `grader.grade`: what they ask of the pipeline, write, remember and exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import grader
from grader.errors import MachineError, UsageError
from grader.model.result import Cause

ALL = ["square", "cube"]


@pytest.fixture(autouse=True)
def submission(course: Path) -> Path:
    file = course / "work" / "first.py"
    file.write_text("")
    return file


@pytest.mark.parametrize(
    ("arguments", "causes", "code"),
    [
        ([], {}, 0),
        ([], {"square": Cause.WRONG}, 1),
        ([], dict.fromkeys(ALL, Cause.NOT_IMPLEMENTED), 1),
        ([], {"square": Cause.MACHINE}, 3),
        ([], {"square": Cause.REFERENCE, "cube": Cause.WRONG}, 3),
        (["--fail-under", "1.5"], {"square": Cause.WRONG}, 0),
        (["--fail-under", "1.51"], {"square": Cause.WRONG}, 1),
        (["--fail-under", "0"], {"square": Cause.MACHINE}, 3),
        (["--exit-zero"], {"square": Cause.WRONG}, 0),
        (["--exit-zero"], {"square": Cause.MACHINE}, 3),
    ],
)
@pytest.mark.parametrize("command", ["check", "submit"])
def test_exit_codes(run, pipeline, command: str, arguments: list[str], causes: dict[str, Cause], code: int) -> None:
    pipeline.causes = causes
    assert run(command, *arguments).exit_code == code


def test_unconfined_is_never_a_success(run, pipeline) -> None:
    pipeline.confinement = "none"
    assert run("check", "--exit-zero", "--fail-under", "0").exit_code == 3


def test_check_takes_the_specification_s_seed_and_writes_nothing(run, pipeline, course: Path) -> None:
    found = run("check")
    request = pipeline.requests[0]
    assert (request.seed, request.seed_source, request.only) == (0, "specification", ())
    assert request.submission == Path("first.py")
    assert sorted(file.name for file in (course / "work").iterdir()) == ["first.py"]
    assert "3.5 of 3.5 points" in found.stdout
    assert "Next: grade submit" in found.stdout


def test_submit_takes_a_fresh_seed_and_writes_the_result(run, pipeline) -> None:
    found = [run("submit") for _ in range(2)]
    assert [each.exit_code for each in found] == [0, 0]
    first, second = pipeline.requests
    assert first.seed != second.seed
    assert first.seed_source == "fresh"
    written = json.loads(Path("grade-result.json").read_text(encoding="utf-8"))
    assert (written["score"], written["seed"]) == (3.5, {"value": second.seed, "source": "fresh"})
    assert "Written to grade-result.json" in found[0].stdout


def test_a_seed_can_be_given(run, pipeline) -> None:
    run("submit", "--seed", "7")
    assert (pipeline.requests[0].seed, pipeline.requests[0].seed_source) == (7, "option")
    assert run("submit", "--seed", "-1").exit_code == 2


def test_json_on_stdout_and_the_report_on_stderr(run, pipeline) -> None:
    found = run("submit", "-o", "-")
    assert json.loads(found.stdout)["format"] == "grade-result/v1"
    assert "3.5 of 3.5 points" in found.stderr
    assert not Path("grade-result.json").exists()


def test_some_exercises_only(run, pipeline) -> None:
    found = run("check", "-e", "cube/large", "-e", "square", "-o", "some.json")
    assert pipeline.requests[0].only == ("cube/large", "square")
    # A case alone is nobody's progress.
    assert "The whole assignment so far: 2 of 3.5 points, 1 of 2 exercises." in " ".join(found.stdout.split())
    assert json.loads(Path("some.json").read_text(encoding="utf-8"))["partial"] is True


def test_what_comes_after_the_one_that_was_asked_for(run, pipeline) -> None:
    found = run("check", "-e", "square")
    assert "Next: grade check -e cube  for the next exercise" in found.stdout
    assert "grade check          for all exercises" in found.stdout
    found = run("check", "-e", "cube")
    assert "The whole assignment so far: 3.5 of 3.5 points, 2 of 2 exercises." in " ".join(found.stdout.split())
    assert "for the next exercise" not in found.stdout


def test_what_is_not_written_is_not_tried(run, pipeline) -> None:
    pipeline.causes = {"cube": Cause.NOT_IMPLEMENTED}
    run("check")
    assert "  ✓ square    2/2  Squares\n    cube      1.5  Cubes\n" in run("list", "first").stdout


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqare", "there is no exercise `sqare` in `first`. Did you mean `square`? There is: square, cube"),
        ("cube/larg", "there is no case `larg` in `cube`. Did you mean `large`? There is: small, large"),
    ],
)
def test_unknown_exercises(run, pipeline, address: str, words: str) -> None:
    found = run("check", "-e", address)
    assert (found.exit_code, " ".join(found.stderr.split())) == (2, f"grade: {words}")
    assert pipeline.requests == []


def test_what_to_type_next_repeats_what_was_typed(run, pipeline, course: Path) -> None:
    pipeline.causes = {"square": Cause.TIMEOUT}
    found = run("submit", "../reference/first/solution.py", "-a", "first")
    assert "Next: grade check ../reference/first/solution.py -a first -e square" in found.stdout
    assert "grade hint first/square" in found.stdout


def test_progress_is_remembered_but_never_a_reference_s(run, pipeline, course: Path) -> None:
    run("check", str(course / "reference/first/solution.py"), "-a", "first")
    assert not (course / ".grade").exists()
    pipeline.causes = {"square": Cause.WRONG}
    run("check")
    assert "1.5/3.5" in run("list").stdout
    pipeline.causes = {"square": Cause.MACHINE, "cube": Cause.MACHINE}
    run("check")
    assert "1.5/3.5" in run("list").stdout


def test_unwritable_state_costs_a_remark_only(run, pipeline, course: Path) -> None:
    (course / ".grade").write_text("in the way")
    found = run("check")
    assert found.exit_code == 0
    assert "progress is not remembered" in found.stderr


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("no"), 2, "grade: no\n"),
        (MachineError("the disk\x1b is full"), 3, "grade: the disk\\x1b is full\n"),
        (KeyboardInterrupt(), 130, "grade: interrupted\n"),
    ],
)
def test_errors_are_one_sentence(run, pipeline, error: BaseException, code: int, words: str) -> None:
    pipeline.error = error
    found = run("submit")
    assert (found.exit_code, found.stderr) == (code, words)
    assert not Path("grade-result.json").exists()


def test_a_defect_is_one_line_unless_more_is_wanted(run, pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.error = ZeroDivisionError("by\nzero")
    monkeypatch.delenv("GRADE_DEBUG", raising=False)
    found = run("submit")
    assert found.exit_code == 3
    assert found.stderr.count("\n") == 1
    assert "ZeroDivisionError at commands/conftest.py:" in found.stderr
    assert r"by\nzero" in found.stderr
    monkeypatch.setenv("GRADE_DEBUG", "1")
    assert "Traceback" in run("submit").stderr


def test_a_result_that_cannot_be_written(run, pipeline) -> None:
    found = run("submit", "-o", "no/such/folder.json")
    assert found.exit_code == 2
    assert "there is no folder `no/such` for the result" in found.stderr


def test_a_report_is_not_lost_with_the_result(run, pipeline, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    found = run("submit", "-o", str(tmp_path / "taken"))
    assert found.exit_code == 3
    assert "could not be written" in found.stderr
    assert "points" in found.stdout
    assert "Written to" not in found.stdout


@pytest.mark.parametrize("typed", ["square/result.value", "square/x.grad.like"])
def test_a_checks_whole_address_names_its_exercise(run, pipeline, typed: str) -> None:
    assert run("check", "-e", typed).exit_code in (0, 1)
    assert pipeline.requests[-1].only == ("square",)


@pytest.mark.parametrize("points", ["nan", "inf", "-1"])
def test_points_are_not_negative_and_finite(run, pipeline, points: str) -> None:
    found = run("check", "--fail-under", points)
    assert found.exit_code == 2
    assert "is not a number of points" in found.stderr


def test_from_python(pipeline, submission: Path) -> None:
    result = grader.grade(submission, seed=5)
    assert (result.seed, result.score) == (5, 350)
    assert grader.grade(str(submission.parent), assignment="first").seed_source == "fresh"
    with pytest.raises(UsageError):
        grader.grade("nothing.py")
    with pytest.raises(AttributeError, match="grde"):
        _ = grader.grde
