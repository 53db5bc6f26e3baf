"""What pytest shows of a folder: exercises as tests, where the student's functions are; and nothing is imported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.conftest import PLUGIN, WORK, Pipeline

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]
FIRST = ["first.py::square", "first.py::cubed", "first.py::layer"]
# Reads what an editor's own plugin reads when it looks for tests.
EDITOR = """
import json

def pytest_sessionfinish(session):
    found = [
        {"name": item.name, "path": str(item.path), "id": item.nodeid, "location": item.location,
         "file": str(item.parent.path), "kind": type(item.parent).__name__}
        for item in session.items
    ]
    session.config.rootpath.joinpath("found.json").write_text(json.dumps(found))
"""


@pytest.fixture
def work(course: Path) -> Path:
    (course / "first.py").write_text(WORK)
    return course / "first.py"


def ids(found: pytest.RunResult) -> list[str]:
    return [line for line in found.outlines if "::" in line]


@pytest.mark.parametrize("arguments", [[], ["first.py"], ["."], ["./first.py"], ["first.py", "."]])
def test_each_exercise_is_a_test(arguments: list[str], work: Path, run: Run, pipeline: Pipeline) -> None:
    found = run("--collect-only", "-q", *arguments)
    assert found.ret == 0
    assert ids(found) == FIRST
    assert not pipeline.started


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["first.py::square"], ["first.py::square"]),
        (["-k", "cube"], ["first.py::cubed"]),  # the function's name
        (["-k", "not square"], ["first.py::cubed", "first.py::layer"]),
        (["--deselect", "first.py::cubed"], ["first.py::square", "first.py::layer"]),
    ],
)
def test_what_is_selected_is_collected(arguments: list[str], expected: list[str], work: Path, run: Run) -> None:
    assert ids(run("--collect-only", "-q", *arguments)) == expected


def test_only_what_is_selected_is_graded_and_together(work: Path, run: Run, pipeline: Pipeline) -> None:
    run().assert_outcomes(passed=3)
    run("-k", "square or layer").assert_outcomes(passed=2, deselected=1)
    run(f"{work}::cubed").assert_outcomes(passed=1)  # as an editor names it
    assert pipeline.asked == [(), ("square", "layer"), ("cubed",)]


def test_editors_find_them(work: Path, course: Path, pytester: pytest.Pytester) -> None:
    (course / "editor.py").write_text(EDITOR)
    arguments = [*PLUGIN, "-p", "editor", "--collect-only", f"--rootdir={course}", "--grade"]
    pytester.syspathinsert(course)
    assert pytester.runpytest_inprocess(*arguments).ret == 0
    found = json.loads((course / "found.json").read_text())
    assert [each["name"] for each in found] == ["square", "cubed", "layer"]
    assert [each["location"] for each in found] == [
        ["first.py", 3, "square · Squares"],
        ["first.py", 8, "cubed · Cubes"],  # below its decorator
        ["first.py", 12, "layer"],
    ]
    assert {each["path"] for each in found} == {each["file"] for each in found} == {str(work)}
    assert {each["kind"] for each in found} == {"SubmissionFile"}


@pytest.mark.parametrize("text", ["", "def square(:", "\0", "x = '\ud800'".encode("utf-8", "surrogatepass")])
def test_what_is_no_python_is_shown_by_its_first_line(
    text: str | bytes, course: Path, pytester: pytest.Pytester
) -> None:
    (course / "first.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    items, _ = pytester.inline_genitems(*PLUGIN, "--grade")
    assert [(item.name, item.location[1]) for item in items] == [("square", 0), ("cubed", 0), ("layer", 0)]


def test_of_several_files_each_shows_what_it_defines(course: Path, run: Run) -> None:
    (course / "model.py").write_text("def forward(x):\n    return x\n")
    (course / "train.py").write_text("def train(x):\n    return x\n")
    everything = ["model.py::forward", "model.py::later", "train.py::train"]
    assert ids(run("--collect-only", "-q")) == everything
    assert ids(run("--collect-only", "-q", "train.py")) == ["train.py::train"]


def test_a_folder_has_its_own_submissions_only(work: Path, course: Path, run: Run) -> None:
    (course / "other.py").write_text("")
    for name in ("deeper", "reference/second"):
        (course / name).mkdir()
        (course / name / "other.py").write_text("")
    assert ids(run("--collect-only", "-q")) == [*FIRST, "other.py::double"]
    assert ids(run("--collect-only", "-q", "deeper")) == ["deeper/other.py::double"]


def test_nothing_of_a_submission_is_imported(work: Path, course: Path, run: Run, pipeline: Pipeline) -> None:
    (course / "__init__.py").write_text("raise SystemExit('imported')\n")
    for more in ([], ["--doctest-modules"], ["-o", "python_files=*.py"]):
        run("first.py", *more).assert_outcomes(passed=3)


def test_own_tests_are_collected_as_ever(work: Path, course: Path, run: Run, pipeline: Pipeline) -> None:
    (course / "test_mine.py").write_text("def test_one(): pass\n")
    assert ids(run("--collect-only", "-q")) == [*FIRST, "test_mine.py::test_one"]
    run("test_mine.py::test_one").assert_outcomes(passed=1)
    assert not pipeline.started


def test_a_submission_may_be_named_as_tests_are(course: Path, run: Run, pipeline: Pipeline) -> None:
    file = course / "assignments" / "first" / "assignment.yaml"
    file.write_text(file.read_text().replace("first.py", "test_first.py"))
    (course / "test_first.py").write_text(WORK)
    for arguments in ([], ["test_first.py"]):
        run(*arguments).assert_outcomes(passed=3)


def test_a_file_of_another_name(course: Path, run: Run, pipeline: Pipeline) -> None:
    (course / "mine.py").write_text(WORK)
    found = run("--grade-assignment", "first", "mine.py", "--collect-only", "-q")
    assert ids(found) == ["mine.py::square", "mine.py::cubed", "mine.py::layer"]


def test_without_the_option_nothing_is_collected(work: Path, pytester: pytest.Pytester) -> None:
    assert pytester.runpytest_inprocess(*PLUGIN).ret == pytest.ExitCode.NO_TESTS_COLLECTED
