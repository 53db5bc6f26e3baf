"""Workflows on GitHub: what they may do, and their steps, run in the order of the file as a runner runs them."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest
import yaml

from grader.hosts import HOSTS, Graded
from tests.hosts.conftest import SCORE, WORTH, Bash, Release, text_of

ONE = Graded("autograd", ("autograd.py",))
TWO = Graded("two-files", ("model.py", "data.py"))
BASH = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")


def steps(text: str) -> list[dict[str, object]]:
    (job,) = yaml.safe_load(text)["jobs"].values()
    return job["steps"]


@pytest.mark.parametrize("host", ["actions", "classroom"])
def test_no_more_is_allowed_than_is_needed(host: str) -> None:
    document = yaml.safe_load(text_of(host, ONE))
    wanted = {"contents": "read"}
    assert document["permissions"] == (
        wanted if host == "actions" else {**wanted, "checks": "write", "actions": "read"}
    )
    assert document["defaults"]["run"]["shell"] == "bash"
    checkout, python, install, *_ = steps(text_of(host, ONE))
    assert checkout["with"] == {"persist-credentials": False}
    assert python["with"] == {"python-version": "3.12", "cache": "pip"}
    assert "whl/cpu" in str(install["env"])
    assert "secrets." not in text_of(host, ONE)


def test_forks_are_graded_without_rights() -> None:
    assert set(yaml.safe_load(text_of("actions", ONE))[True]) == {"push", "pull_request", "workflow_dispatch"}


def test_an_assignment_is_graded_whatever_became_of_those_before() -> None:
    own = {step["name"]: str(step["if"]) for step in steps(text_of("actions", ONE, TWO))[3:-1]}
    assert list(own) == ["autograd", "two-files", "Nothing to grade"]
    assert own.pop("Nothing to grade").endswith("== '' }}")
    for condition in own.values():
        assert "!cancelled()" in condition
        assert "steps.install.outcome == 'success'" in condition
    assert "hashFiles('autograd.py', 'autograd.ipynb') != ''" in own["autograd"]
    assert "hashFiles('model.py', 'data.py', 'model.ipynb', 'data.ipynb') != ''" in own["two-files"]


def test_the_older_classroom_finds_its_job_and_no_exercise_is_named() -> None:
    document = yaml.safe_load(text_of("classroom", ONE))
    job = document["jobs"]["run-autograding-tests"]
    assert job["if"] == "github.actor != 'github-classroom[bot]'"
    assert set(document[True]) == {"push", "repository_dispatch"}
    (reporter,) = [step for step in job["steps"] if "reporter" in str(step.get("uses"))]
    assert reporter["with"] == {"runners": "${{ env.GRADE_RUNNERS }}"}


@BASH
def test_a_push_is_graded(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("actions")
    found = steps((copy / HOSTS["actions"].path).read_text())
    ran = [bash(str(step["run"]), copy) for step in found if "run" in step]
    assert [each.returncode for each in ran] == [0, 1], ran
    assert "::error file=sums.py,line=5,endLine=6,title=doubled · Twice::" in ran[1].stdout
    assert f"## Sums: {SCORE} of {WORTH} points" in (tmp_path / "github_step_summary").read_text()
    result = json.loads((tmp_path / "temp/results/sums.json").read_text())
    assert result["score"] == SCORE
    assert "notes" not in result, "nothing was changed"


@BASH
def test_a_changed_workflow_and_specification_are_said(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("actions")
    workflow = HOSTS["actions"].path
    text = (copy / workflow).read_text()
    (copy / workflow).write_text(f"{text}# and more\n")
    file = copy / "assignments/sums/assignment.yaml"
    file.write_text(file.read_text().replace("points: 2", "points: 20"))
    ran = [bash(str(step["run"]), copy) for step in steps(text) if "run" in step]
    said = f"ot as it was released: `{workflow}`, `assignments/sums/assignment.yaml`"
    assert said in " ".join(ran[-1].stdout.split())
    (note,) = json.loads((tmp_path / "temp/results/sums.json").read_text())["notes"]
    assert said in note
    assert "Not as it was released" in (tmp_path / "github_step_summary").read_text()


@BASH
def test_what_was_not_handed_in_is_said_and_earns_nothing(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("actions")
    (copy / "sums.py").rename(copy / "my_sums.py")
    found = steps((copy / HOSTS["actions"].path).read_text())
    assert "hashFiles" not in str(found), "the only assignment is never left out"
    ran = [bash(str(step["run"]), copy) for step in found if "run" in step]
    assert ran[-1].returncode == 1
    said = "raded as an empty file: no `sums.py` was handed in (there is: my_sums.py)"
    assert said in " ".join(ran[-1].stdout.split())
    result = json.loads((tmp_path / "temp/results/sums.json").read_text())
    assert (result["score"], result["complete"]) == (0, True)
    assert said in result["notes"][0]
    assert "Graded as an empty file" in (tmp_path / "github_step_summary").read_text()


@BASH
def test_a_copy_that_cannot_be_read_is_no_zero(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("actions")
    (copy / "course.yaml").write_text("format: 1\nnothing: here\n")
    found = steps((copy / HOSTS["actions"].path).read_text())
    ran = [bash(str(step["run"]), copy) for step in found if "run" in step]
    assert ran[-1].returncode == 2
    assert "course.yaml:2" in ran[-1].stderr
    assert "Traceback" not in ran[-1].stderr
    assert not list((tmp_path / "temp/results").iterdir())


@BASH
def test_with_several_assignments_a_step_says_that_nothing_is_there(bash: Bash, tmp_path: Path) -> None:
    nothing = steps(text_of("actions", ONE, Graded("it's", ("$(touch made).py",))))[-2]
    ran = bash(str(nothing["run"]), tmp_path)
    assert ran.returncode == 1
    assert "is here: autograd.py, $(touch made).py" in ran.stdout
    assert not (tmp_path / "made").exists()


@BASH
def test_the_older_reporter_gets_each_exercise(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("classroom")
    assert not (copy / HOSTS["actions"].path).exists()
    found = steps((copy / HOSTS["classroom"].path).read_text())
    ran = [bash(str(step["run"]), copy) for step in found if "run" in step]
    assert [each.returncode for each in ran] == [0, 0], ran
    handed_on = dict(line.split("=", 1) for line in (tmp_path / "github_env").read_text().splitlines())
    runners = handed_on["GRADE_RUNNERS"].split(",")
    payloads = [json.loads(base64.b64decode(handed_on[f"{name.upper()}_RESULTS"])) for name in runners]
    assert sum(test["score"] for each in payloads for test in each["tests"]) == SCORE
    assert sum(each["max_score"] for each in payloads) == WORTH


@BASH
def test_a_folder_may_have_any_name(bash: Bash, tmp_path: Path) -> None:
    odd = "it's $(touch made) #1"
    _, _, install, one, *_ = steps(text_of("actions", Graded(odd, ("a.py",))))
    assert one["name"] == odd
    fake = tmp_path / "bin"
    fake.mkdir()
    for name in ("grade", "python"):
        (fake / name).write_text('#!/bin/sh\nprintf "%s|" "$@" >>asked\n')
        (fake / name).chmod(0o755)
    for step in (install, one):
        assert bash(str(step["run"]), tmp_path, PATH=f"{fake}:/usr/bin:/bin").returncode == 0
    assert (
        f"submit|a.py|-a|{odd}|--missing-is-empty|-o|{tmp_path}/temp/results/{odd}.json|"
        in (tmp_path / "asked").read_text()
    )
    assert not (tmp_path / "made").exists()
