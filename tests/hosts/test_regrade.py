"""The example that regrades a class, its steps run as a runner runs them, with a `gh` that copies what is prepared."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.hosts.conftest import HALF, SOLUTION, Bash, Release

EXAMPLE = Path(__file__).parents[2] / "docs/examples/regrade.yml"
pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("git") is None, reason="there is no bash or no git here"
)
# What `gh` does here: lists the prepared repositories, and clones one of them.
GH = """\
#!/usr/bin/env bash
set -e
test "$GH_TOKEN" = the-token
if [ "$2" = list ]; then ls "$PREPARED"; exit; fi
if [ "$4" = sums-grace ]; then mkdir "$4"; exit 128; fi
git clone --quiet "$PREPARED/${3#*/}" "$4"
"""


def repository(folder: Path, files: dict[str, str | Path]) -> None:
    """With these texts in it; a path is what a link leads to."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        if isinstance(content, Path):
            (folder / name).symlink_to(content)
        else:
            (folder / name).write_text(content)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@y", *command], cwd=folder, check=True)


def test_the_token_is_in_one_step_only() -> None:
    job = yaml.safe_load(EXAMPLE.read_text())["jobs"]["regrade"]
    assert "env" not in job
    with_token = [step["name"] for step in job["steps"] if "secrets." in str(step)]
    assert with_token == ["Clone"]
    for step in job["steps"]:
        assert "${{" not in step.get("run", ""), "what was typed is never a part of what is run"


def test_no_repository_is_said(bash: Bash, tmp_path: Path) -> None:
    (tmp_path / "prepared").mkdir()
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)
    clone = next(
        step["run"]
        for step in yaml.safe_load(EXAMPLE.read_text())["jobs"]["regrade"]["steps"]
        if step.get("name") == "Clone"
    )
    told = {"OWNER": "school", "PREFIX": "sums-", "PREPARED": str(tmp_path / "prepared"), "GH_TOKEN": "the-token"}
    ran = bash(f'PATH="{gh.parent}:$PATH"\n{clone}', tmp_path, **told)
    assert ran.returncode == 1
    assert "no repository of school begins with sums-" in ran.stdout


def test_every_repository_is_graded_and_none_stops_the_others(released: Release, bash: Bash, tmp_path: Path) -> None:
    released("actions")
    prepared = tmp_path / "prepared"
    repository(prepared / "sums-bob", {"sums.py": HALF})
    repository(prepared / "sums-carol", {"README.md": "nothing yet"})
    repository(prepared / "other-work", {"sums.py": SOLUTION})
    (tmp_path / "secret.py").write_text(SOLUTION)
    repository(prepared / "sums-eve", {"sums.py": tmp_path / "secret.py"})
    (prepared / "sums-grace").mkdir()
    repository(prepared / "sums-frank", {"sums.py": SOLUTION, "torch.py": "raise SystemExit(1)\n"})
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)

    steps = {
        step["name"]: step["run"]
        for step in yaml.safe_load(EXAMPLE.read_text())["jobs"]["regrade"]["steps"]
        if "run" in step
    }
    course = tmp_path / "course"
    told = {"OWNER": "school", "PREFIX": "sums-", "ASSIGNMENT": "sums", "PREPARED": str(prepared)}
    cloned = bash(f'PATH="{gh.parent}:$PATH"\n{steps["Clone"]}', course, GH_TOKEN="the-token", **told)
    assert cloned.returncode == 0, cloned.stderr
    submissions = tmp_path / "temp/submissions"
    assert sorted(each.name for each in submissions.iterdir()) == [
        f"sums-{name}" for name in ("bob", "carol", "eve", "frank")
    ]
    assert not list(submissions.rglob(".git"))

    graded = bash(steps["Grade"], course, **told)
    assert graded.returncode == 0, graded.stderr
    page = (tmp_path / "github_step_summary").read_text().splitlines()
    assert "| sums-bob | 2 of 3.5 |  |" in page
    assert "| sums-carol | 0 of 3.5 | graded as an empty file: no `sums.py` was handed in |" in page
    assert "| sums-eve | 0 of 3.5 | graded as an empty file: `sums.py` is a link: hand in the file itself |" in page
    assert "| sums-grace | | could not be cloned, so it was not graded |" in page, "nobody has 0 for that"
    assert "| sums-frank | 3.5 of 3.5 |  |" in page, "what lies beside the submission is not imported"
    results = tmp_path / "temp/results"
    commits = [line.split("\t") for line in (results / "commits.tsv").read_text().splitlines()]
    assert [name for name, *_ in commits] == [f"sums-{name}" for name in ("bob", "carol", "eve", "frank")]
    assert all(len(commit) == 40 and when for _, commit, when in commits)
    assert json.loads((results / "sums-bob.json").read_text())["score"] == 2
    assert "<h1" in (results / "sums-bob.html").read_text()
    assert "Traceback" not in "".join(file.read_text() for file in results.glob("*.txt"))
