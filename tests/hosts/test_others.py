"""Classroom 50, GitLab and Gradescope: what each runs, run here as it does, and what it then reads."""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from grader.errors import UsageError
from grader.hosts import HOSTS, Graded
from grader.release.release import release
from grader.sandbox import Runner
from grader.spec import find_course
from tests.hosts.conftest import SCORE, WORTH, Bash, Release, text_of

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
METADATA = {
    "CLASSROOM": "deep-learning",
    "ASSIGNMENT": "sums",
    "OWNER": "alice",
    "SUBMISSION_TAG": "submit/2026-11-22T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/alice/sums/commit/a1b2c3d",
    "RELEASE_URL": "https://example.org/alice/sums/releases/tag/1",
}


def test_classroom50_gets_hundredths(released: Release, bash: Bash, tmp_path: Path) -> None:
    bundle = released("classroom50")
    student = tmp_path / "student"
    student.mkdir()
    shutil.move(bundle / "sums.py", student)
    # What a student puts beside it is not graded by, and not run.
    (student / "course.yaml").write_text("format: 1\n")
    for name in ("torch.py", "pip.py", "subprocess.py", "sitecustomize.py"):
        (student / name).write_text("open('was_run', 'w')\nraise SystemExit(9)\n")
    for name in ("result.json", "release-body.md"):
        (student / name).write_text('{"score": 350, "max-score": 350}')
    ran = bash(f"{sys.executable} {bundle}/autograder.py", student, **METADATA)
    assert ran.returncode == 0, ran.stderr
    assert not (student / "was_run").exists()
    result = json.loads((student / "result.json").read_text())
    assert (result["score"], result["max-score"]) == (SCORE * 100, WORTH * 100)
    assert (result["owner"], result["classroom"]) == ("alice", "deep-learning")
    assert f"{SCORE} of {WORTH} points" in (student / "release-body.md").read_text()


def test_classroom50_hears_that_nothing_could_be_graded(released: Release, bash: Bash, tmp_path: Path) -> None:
    bundle = released("classroom50")
    shutil.rmtree(bundle / "assignments/sums/expected")
    (bundle / "result.json").write_text("of the student's own")
    ran = bash(f"{sys.executable} {bundle}/autograder.py", bundle, **METADATA)
    assert ran.returncode != 0
    assert "Traceback" not in ran.stderr
    assert not (bundle / "result.json").exists()


def test_gitlab_shows_each_exercise_as_a_test(released: Release, bash: Bash) -> None:
    copy = released("gitlab")
    document = yaml.safe_load((copy / ".gitlab-ci.yml").read_text())
    job = document["grade sums"]
    assert job["extends"] == ".grade"
    assert "rules" not in job, "the only assignment is never left out"
    lines = [*document[".grade"]["before_script"], *job["script"]]
    ran = bash("\n".join(lines), copy)
    assert ran.returncode == 1, ran.stderr
    suite = next(ElementTree.parse(copy / "results/sums.xml").iter("testsuite"))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "<h1" in (copy / "results/sums.html").read_text()
    assert document[".grade"]["artifacts"]["reports"] == {"junit": "results/*.xml"}


def test_gitlab_takes_any_name() -> None:
    odd = Graded("it's: a #1", ("a b.py",))
    document = yaml.safe_load(text_of("gitlab", odd))
    assert "grade it's: a #1" in document
    assert """-a 'it'"'"'s: a #1'""" in document["grade it's: a #1"]["script"][0]


def unzipped(copy: Path, folder: Path) -> Path:
    """As Gradescope lays it out: the zip in `source`, and folders for what is handed in and what comes out."""
    with zipfile.ZipFile(copy / "autograder.zip") as bundle:
        assert bundle.getinfo("run_autograder").external_attr >> 16 & 0o111
        bundle.extractall(folder / "source")
    shutil.copy(folder / "source/run_autograder", folder)  # as is done when the image is built
    for name in ("submission", "results"):
        (folder / name).mkdir()
    return folder


def test_gradescope_gets_results(released: Release, bash: Bash, tmp_path: Path) -> None:
    copy = released("gradescope")
    place = unzipped(copy, tmp_path / "autograder")
    assert sorted(file.name for file in (place / "source").iterdir()) == [
        "assignments", "course.yaml", "requirements.txt", "run_autograder", "setup.sh"
    ]  # fmt: skip
    shutil.copy(copy / "sums.py", place / "submission")
    ran = bash(f"bash {place}/run_autograder", place, AUTOGRADER=str(place))
    assert ran.returncode == 0, ran.stderr
    results = json.loads((place / "results/results.json").read_text())
    assert results["score"] == SCORE
    assert [test["max_score"] for test in results["tests"]] == [2, 1.5]


def test_gradescope_says_what_to_hand_in(released: Release, bash: Bash, tmp_path: Path) -> None:
    place = unzipped(released("gradescope"), tmp_path / "autograder")
    (place / "submission" / "other.py").write_text("")
    assert bash(f"bash {place}/run_autograder", place, AUTOGRADER=str(place)).returncode == 0
    results = json.loads((place / "results/results.json").read_text())
    assert results["score"] == 0
    assert "no `sums.py` was handed in (there is: other.py)" in results["output"]


def test_gradescope_gets_no_results_where_nothing_could_be_graded(
    released: Release, bash: Bash, tmp_path: Path
) -> None:
    copy = released("gradescope")
    place = unzipped(copy, tmp_path / "autograder")
    shutil.copy(copy / "sums.py", place / "submission")
    (place / "source/course.yaml").write_text("format: 7\n")
    assert bash(f"bash {place}/run_autograder", place, AUTOGRADER=str(place)).returncode == 1
    assert not (place / "results/results.json").exists()


def test_the_same_zip_whenever_it_is_made(released: Release) -> None:
    first = (released("gradescope") / "autograder.zip").read_bytes()
    assert (released("gradescope") / "autograder.zip").read_bytes() == first


def test_a_release_stays_for_its_host_until_another_is_named(released: Release, fork: Runner, tmp_path: Path) -> None:
    copy = released("gitlab")
    course = find_course(tmp_path / "course")
    release(course, ("sums",), [copy], fork, lambda _: None)
    assert {name for name, host in HOSTS.items() if (copy / host.path).exists()} == {"gitlab"}
    release(course, ("sums",), [copy], fork, lambda _: None, "classroom")
    assert {name for name, host in HOSTS.items() if (copy / host.path).exists()} == {"classroom"}


def test_one_assignment_for_a_host_that_takes_one(released: Release, fork: Runner, tmp_path: Path) -> None:
    copy = released("classroom")
    course = tmp_path / "course"
    shutil.copytree(course / "assignments/sums", course / "assignments/again")
    shutil.copytree(course / "reference/sums", course / "reference/again")
    file = course / "assignments/again/assignment.yaml"
    file.write_text(file.read_text().replace("sums.py", "again.py"))
    with pytest.raises(UsageError, match="`--for classroom` takes one assignment a repository"):
        release(find_course(course), ("again",), [copy], fork, lambda _: None)


def test_each_host_is_named_by_its_file() -> None:
    assert list(HOSTS) == sorted(HOSTS)
    assert len({host.path for host in HOSTS.values()}) == len(HOSTS)
    for name, host in HOSTS.items():
        assert host.name == name
        assert host.about
