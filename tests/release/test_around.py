"""The files around a release: what is read in them, and what the workflow does, run as GitHub runs it."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from grader.release.around import Told, ToldExercise, surrounding_files

AUTOGRAD = Told(
    "autograd",
    "Autograd",
    ("autograd.py",),
    (ToldExercise("square", "The slope of x²", 2), ToldExercise("half", "A half", 0.5, "Return *half*\nof x.")),
)
SEVERAL = Told("two-files", "Two files", ("model.py", "data.py"), (ToldExercise("x", "X", 1),), checks=3, points=5)


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
    assert settings["python.testing.pytestEnabled"] and settings["python.testing.pytestArgs"] == ["--grade"]
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
    grader, library, panel = (Requirement(line) for line in lines if not line.startswith("#"))
    assert (grader.name, library.name, panel.name) == ("torch-grader", "torch", "pytest")
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
        "**`half`**: Return \\*half\\* of x.",
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
    assert "| `grade submit --push` |" in text


def test_what_is_uploaded_is_not_pushed() -> None:
    assert "--push" not in surrounding_files("A course", [AUTOGRAD], None, "0.1.0", is_pushed=False)["README.md"]


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
    text = around(Told("a", title, ("a.py",), (ToldExercise("x", title, 1),)), title=title)["README.md"].splitlines()
    assert {f"# {shown}", f"### {shown}", f"| `x` | {shown} | 1 |"} <= set(text)
