"""The composite action: its steps, run in an empty folder as a runner runs them, but for what they would download."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from tests.hosts.conftest import HALF, SCORE, WORTH, Bash, Release

ACTION = Path(__file__).parents[2] / ".github/actions/grade"
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")


@pytest.fixture
def step(bash: Bash, tmp_path: Path) -> Bash:
    """``step(word, folder, …)``; the environment that `install` would make is this one."""
    environment = tmp_path / "temp/grader"
    environment.mkdir()
    (environment / "bin").symlink_to(Path(sys.executable).parent)

    def run(word: str, folder: Path, **variables: str):
        return bash(f'"$GITHUB_ACTION_PATH/grade.sh" {word}', folder, GITHUB_ACTION_PATH=str(ACTION), **variables)

    return run


def outputs(tmp_path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (tmp_path / "github_output").read_text().splitlines())


def test_the_action_and_its_script_agree() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text())
    steps = action["runs"]["steps"]
    assert [each["id"] for each in steps if "id" in each] == ["cache", "install", "grade"]
    script = (ACTION / "grade.sh").read_text()
    for each in steps:
        if "run" in each:
            assert each["shell"] == "bash"
            assert "${{" not in each["run"], "what is handed in is never a part of what is run"
            assert f"{each['id']}() {{" in script
    (grade,) = (each for each in steps if each.get("id") == "grade")
    used = set(re.findall(r"inputs\.([\w-]+)", str(steps)))
    assert used == set(action["inputs"])
    assert {f"${{{name}" in script for name in grade["env"]} == {True}
    assert "secrets" not in str(action)


def test_what_is_kept_between_runs_changes_with_the_pins(step: Bash, tmp_path: Path) -> None:
    assert step("cache", tmp_path).returncode == 0
    told = outputs(tmp_path)
    assert re.fullmatch(r"grader-cpython-3\d+-[\w-]+-[0-9a-f]{16}", told["key"])
    assert Path(told["path"]).is_absolute()


def test_a_submission_is_graded_and_reported(step: Bash, released: Release, tmp_path: Path) -> None:
    copy = released("actions")
    (copy / "mine").mkdir()
    shutil.move(copy / "sums.py", copy / "mine")
    ran = step("grade", copy, SUBMISSION="mine/sums.py", INSTALL_SECONDS="41")
    assert ran.returncode == 1, ran.stderr
    told = outputs(tmp_path)
    assert (told["score"], told["max-score"], told["passed"], told["complete"]) == (
        str(SCORE), str(WORTH), "false", "true"
    )  # fmt: skip
    assert Path(told["result"]).is_file()
    assert "::error file=mine/sums.py,line=5" in ran.stdout
    page = (tmp_path / "github_step_summary").read_text()
    assert f"{SCORE} of {WORTH} points" in page
    assert re.search(r"Installed in 41 s, graded in \d+ s\.", page)


def test_enough_points_are_enough(step: Bash, released: Release, tmp_path: Path) -> None:
    ran = step("grade", released("actions"), FAIL_UNDER="2", RESULT=str(tmp_path / "mine.json"), ASSIGNMENT="sums")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "mine.json").is_file()


def test_without_a_submission_nothing_is_told_as_graded(step: Bash, released: Release, tmp_path: Path) -> None:
    copy = released("actions")
    (tmp_path / "temp/grade-result.json").write_text("of an earlier run")
    ran = step("grade", copy, SUBMISSION="other.py")
    assert ran.returncode == 2, "it is not known what assignment that would be"
    assert not (tmp_path / "github_output").exists()
    assert "Nothing could be graded" in (tmp_path / "github_step_summary").read_text()


def test_a_name_is_no_command(step: Bash, released: Release, tmp_path: Path) -> None:
    copy = released("actions")
    odd = copy / "$(touch made)"
    odd.mkdir()
    (odd / "sums.py").write_text(HALF)
    ran = step("grade", copy, SUBMISSION="$(touch made)")
    assert ran.returncode == 1, ran.stderr
    assert "::error file=$(touch made)/sums.py,line=5" in ran.stdout
    assert not list(tmp_path.rglob("made"))
