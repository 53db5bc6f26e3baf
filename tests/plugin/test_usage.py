"""What is said before and instead of tests, and what the plugin costs where nobody asks for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.conftest import COURSE, PLUGIN, WORK, Pipeline

pytest_plugins = ["pytester"]

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def work(course: Path) -> Path:
    (course / "first.py").write_text(WORK)
    return course / "first.py"


def test_the_header_says_what_it_is(work: Path, run: Run, pipeline: Pipeline) -> None:
    run("--collect-only").stdout.fnmatch_lines(["grade: self-check of first.py, assignment first, seed 0"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["zzz.py"], "there is no file `zzz.py`."),
        (["frist.py"], "there is no file `frist.py`. Did you mean `first.py`?"),
        (["deeper"], "there is no submission in `*deeper` (looked for: first.py, other.py, model.py, train.py)*"),
        (["notes.py"], "no assignment of this course asks for a file named `notes.py` *--grade-assignment NAME`*"),
        (["first.py::sqare"], "there is no exercise `sqare` in `first`. Did you mean `square`?*"),
        (["--grade-assignment", "frist"], "no assignment is called `frist`. Did you mean `first`?*"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    arguments: list[str], said: str, work: Path, course: Path, run: Run, pipeline: Pipeline
) -> None:
    (course / "deeper").mkdir()
    (course / "notes.py").write_text("")
    refused(run(*arguments), said)


def refused(found: pytest.RunResult, said: str) -> None:
    assert found.ret == pytest.ExitCode.USAGE_ERROR
    found.stderr.fnmatch_lines([f"ERROR: {said}"])
    assert "Traceback" not in found.stdout.str() + found.stderr.str()


def test_no_course(pytester: pytest.Pytester, run: Run) -> None:
    refused(run(), "no course here: *course.yaml")


def test_nothing_handed_in(course: Path, run: Run) -> None:
    refused(run(), "there is no submission in this folder (looked for: *). `grade start NAME` begins one")


def test_a_specification_that_is_broken(work: Path, course: Path, run: Run, pipeline: Pipeline) -> None:
    broken = course / "assignments" / "first" / "assignment.yaml"
    broken.write_text(broken.read_text().replace("points: 2", "pionts: 2"))
    refused(run(), "assignments/first/assignment.yaml:*pionts*")
    refused(run("first.py"), "assignments/first/assignment.yaml:*pionts*")
    work.rename(course / "other.py")
    found = run()
    found.assert_outcomes(passed=1)  # another assignment's mistakes stop nobody
    found.stdout.fnmatch_lines(["grade: left out: assignments/first/assignment.yaml:*pionts*"])


def test_a_course_that_is_broken(work: Path, course: Path, run: Run) -> None:
    (course / "course.yaml").write_text(COURSE.replace("pair", "pear"))
    refused(run(), "course.yaml:3:*Did you mean `pair`?")


def test_a_file_that_two_assignments_ask_for(work: Path, course: Path, run: Run, pipeline: Pipeline) -> None:
    second = course / "assignments" / "second" / "assignment.yaml"
    second.write_text(second.read_text().replace("other.py", "first.py"))
    refused(run(), "`first.py` is what first, second ask for: say which with `--grade-assignment NAME`")
    run("--grade-assignment", "second").assert_outcomes(passed=1)
    run("first.py").assert_outcomes(passed=3)  # by its name, as `grade check` does


def test_it_costs_nothing_where_it_is_not_asked_for(tmp_path: Path) -> None:
    """Beside itself it loads nothing of ours, and nothing that pytest has not loaded."""
    program = (
        "import sys, pytest; before = set(sys.modules); import grader.plugin; print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["grader", "grader.plugin"]


def test_collecting_loads_neither_torch_nor_numpy(work: Path, course: Path) -> None:
    program = (
        "import sys, pytest; code = pytest.main(sys.argv[1:]); "
        "print('LOADED', *{'torch', 'numpy', 'rich'} & set(sys.modules)); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, *PLUGIN, "--grade", "--collect-only", "-q"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, check=True)
    assert "first.py::square" in done.stdout
    assert done.stdout.splitlines()[-1].strip() == "LOADED"
