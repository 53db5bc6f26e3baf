"""The files around a release: what is read in them, and what the workflow does, run as GitHub runs it."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from grader.release.around import Told, surrounding_files

AUTOGRAD = Told("autograd", "Autograd", ("autograd.py",), (("square", "The slope of x²", 2), ("half", "A half", 0.5)))
SEVERAL = Told("two-files", "Two files", ("model.py", "data.py"), (("x", "X", 1),), checks=3, points=5)
WORKFLOW = ".github/workflows/grade.yml"


def around(
    *assignments: Told, title: str = "A course", torch: str | None = ">=2.4", version="0.1.0"
) -> Mapping[str, str]:
    return surrounding_files(title, assignments or (AUTOGRAD, SEVERAL), torch, version)


def test_what_is_there() -> None:
    files = around()
    assert set(files) == {
        "README.md",
        "requirements.txt",
        ".gitignore",
        ".gitattributes",
        ".editorconfig",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        WORKFLOW,
    }
    for name, text in files.items():
        assert text.endswith("\n") and not text.endswith("\n\n"), name
        assert "\r" not in text and "\t" not in text, name
        assert not re.search(r" $", text, re.M), name
    assert files == around(), "the same words every time"


def test_editors_can_read_their_settings() -> None:
    files = around()
    assert json.loads(files[".vscode/extensions.json"])["recommendations"][0] == "ms-python.python"
    settings = json.loads(files[".vscode/settings.json"])
    assert settings["files.exclude"]["**/.grade"] and settings["files.readonlyInclude"]["assignments/**"]
    assert not settings["python.testing.pytestEnabled"]
    editors = configparser.ConfigParser()
    editors.read_string(f"[top]\n{files['.editorconfig']}")
    assert editors["top"]["root"] == "true"
    assert editors["*.py"]["indent_size"] == "4"


@pytest.mark.parametrize("name", [".grade/", "grade-result.json", "__pycache__/", ".venv/"])
def test_git_leaves_out(name: str) -> None:
    assert name in around()[".gitignore"].splitlines()


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_git_keeps_the_bytes_of_what_is_recorded(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text(around()[".gitattributes"])
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    asked = ["git", "-C", str(tmp_path), "check-attr", "text", "eol", "--", "assignments/a/expected/x", "autograd.py"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert "assignments/a/expected/x: text: unset" in said
    assert "autograd.py: eol: lf" in said


@pytest.mark.parametrize(
    ("version", "torch", "yes", "no"),
    [
        ("0.1.0", ">=2.4", ["0.1.0", "0.1.9"], ["0.0.9", "0.2.0", "1.0.0"]),
        ("0.12.3", None, ["0.12.3", "0.12.40"], ["0.12.2", "0.13.0"]),
        ("1.4.2", ">= 2.4, <3", ["1.4.2", "1.9.0"], ["1.4.1", "2.0.0"]),
        ("2", None, ["2.0", "2.7"], ["1.9", "3.0"]),
    ],
)
def test_which_versions_are_installed(version: str, torch: str | None, yes: list[str], no: list[str]) -> None:
    lines = around(version=version, torch=torch)["requirements.txt"].splitlines()
    grader, library = (Requirement(line) for line in lines if not line.startswith("#"))
    assert (grader.name, library.name) == ("torch-grader", "torch")
    assert [each for each in (*yes, *no) if each in grader.specifier] == yes
    assert ("2.3" in library.specifier, "2.13" in library.specifier) == (torch is None, True)


def test_the_readme_tells_of_every_exercise() -> None:
    text = around(title="First steps")["README.md"]
    assert text.startswith("# First steps\n")
    for line in (
        "python -m pip install -r requirements.txt",
        "`autograd`, in `autograd.py`: 2.5 points",
        "| `square` | The slope of x² | 2 |",
        "| `half` | A half | 0.5 |",
        "`two-files`, in `model.py` and `data.py`: 6 points",
        "3 further checks (5 points) are not in this copy.",
    ):
        assert line in text.splitlines()
    assert text.count("not in this copy") == 1
    assert "whl/cpu" in text
    for command in ("list", "check autograd.py", "hint EXERCISE", "submit autograd.py"):
        assert f"| `grade {command}` |" in text


def test_with_one_assignment_no_file_need_be_named() -> None:
    text = around(AUTOGRAD)["README.md"]
    assert "| `grade check` |" in text and "| `grade submit` |" in text


def test_one_hidden_check_is_told_as_one() -> None:
    text = around(Told("a", "A", ("a.py",), (), checks=1, points=1))["README.md"]
    assert "1 further check (1 point) is not in this copy." in text
    assert "| exercise |" not in text


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a|b", r"a\|b"),
        ("__init__ and *", r"\_\_init\_\_ and \*"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("two\nlines", "two lines"),
        ("`x` [a](b)", r"\`x\` \[a\](b)"),
        ("50 % of {this}", "50 % of {this}"),
    ],
)
def test_titles_are_shown_as_they_are(title: str, shown: str) -> None:
    text = around(Told("a", title, ("a.py",), (("x", title, 1),)), title=title)["README.md"].splitlines()
    assert {f"# {shown}", f"### {shown}", f"| `x` | {shown} | 1 |"} <= set(text)


# The workflow.


def steps(*assignments: Told) -> list[dict[str, object]]:
    return yaml.safe_load(around(*assignments)[WORKFLOW])["jobs"]["grade"]["steps"]


def test_the_workflow_may_only_read() -> None:
    document = yaml.safe_load(around()[WORKFLOW])
    assert set(document[True]) == {"push", "pull_request", "workflow_dispatch"}  # `on`, as YAML 1.1 reads it
    assert document["permissions"] == {"contents": "read"}
    assert document["defaults"]["run"]["shell"] == "bash"
    checkout, python, install, *_ = document["jobs"]["grade"]["steps"]
    assert checkout["with"] == {"persist-credentials": False}
    assert python["with"] == {"python-version": "3.12", "cache": "pip"}
    assert "whl/cpu" in str(install["env"])


def test_an_assignment_is_graded_whatever_became_of_those_before() -> None:
    own = {step["name"]: step["if"] for step in steps()[3:-2]}
    assert list(own) == ["autograd", "two-files"]
    for condition in own.values():
        assert "!cancelled()" in condition and "steps.install.outcome == 'success'" in condition
    assert "hashFiles('autograd.py') != ''" in own["autograd"]
    assert "hashFiles('model.py', 'data.py') != ''" in own["two-files"]


GRADE = """\
#!/usr/bin/env python3
import pathlib, sys
pathlib.Path("asked").open("a").write(" ".join(sys.argv[1:]) + "\\n")
pathlib.Path(sys.argv[sys.argv.index("-o") + 1]).write_text("{}")
print("```\\n\\n# 1/3 points")
print("a remark", file=sys.stderr)
sys.exit(1)
"""


@pytest.fixture
def on_github(tmp_path: Path):
    """``on_github(step)`` runs its lines as GitHub does, with a `grade` that says a few things and exits with 1."""
    for name, text in (("grade", GRADE), ("python", "#!/bin/sh\n")):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}

    def run(step: Mapping[str, object]) -> subprocess.CompletedProcess[str]:
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", str(step["run"])]
        return subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True)

    return run


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
class TestSteps:
    def test_each_fails_as_grade_does_and_is_reported(self, on_github, tmp_path: Path) -> None:
        _, _, install, one, several, reports, _ = steps()
        assert on_github(install).returncode == 0
        for step in (one, several):
            done = on_github(step)
            assert done.returncode == 1
            assert "# 1/3 points" in done.stdout and "a remark" in done.stdout
        results = tmp_path / "results"
        assert (tmp_path / "asked").read_text().splitlines() == [
            f"submit autograd.py -a autograd -o {results}/autograd.json",
            f"submit . -a two-files -o {results}/two-files.json",
        ]
        assert on_github(reports).returncode == 0
        page = (tmp_path / "summary").read_text()
        assert page.count("\n```text\n") == page.count("\n```\n") == 2
        assert "\n    ```\n" in page, "what a student prints ends no block"
        assert [line for line in page.splitlines() if line.startswith("#")] == ["## autograd", "## two-files"]

    def test_without_a_submission_there_is_nothing_to_report(self, on_github, tmp_path: Path) -> None:
        _, _, install, *_, reports, _ = steps()
        on_github(install)
        assert on_github(reports).returncode == 0
        assert (tmp_path / "summary").read_text() == ""

    def test_a_page_is_never_longer_than_github_takes(self, on_github, tmp_path: Path) -> None:
        many = [Told(f"a{number}", "A", (f"a{number}.py",), (), 0, 0) for number in range(9)]
        _, _, install, *_, reports, _ = steps(*many)
        on_github(install)
        for each in many:
            (tmp_path / "results" / f"{each.name}.txt").write_text("\n" * 500_000)
        assert on_github(reports).returncode == 0
        assert 900_000 < (tmp_path / "summary").stat().st_size < 1 << 20

    def test_a_folder_may_have_any_name(self, on_github, tmp_path: Path) -> None:
        odd = "it's $(touch made) #1"
        _, _, install, one, *_ = steps(Told(odd, "A", ("a.py",), ()))
        on_github(install)
        assert one["name"] == odd
        assert on_github(one).returncode == 1
        assert f"-a {odd} -o {tmp_path}/results/{odd}.json" in (tmp_path / "asked").read_text()
        assert not (tmp_path / "made").exists()
