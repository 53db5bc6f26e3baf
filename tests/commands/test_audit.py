"""`grade audit`: what it is asked to try, and what it says where that is not there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli import cli

HEAD = "format: 1\nsubmission: {}.py\nexercises:\n"
EXERCISE = """\
  - id: {0}
    title: Number {0}
    prompt: Return the value of x.
    hint: h
    call: {0}
    given: {{x: {{randn: [3, 2]}}}}
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two assignments, of two exercises, one of which needs the other, and of one."""
    files = {"course.yaml": "format: 1\nassignments: [many, few]\n"}
    for name, ids in {"many": ["double", "triple"], "few": ["negative"]}.items():
        factors = {"double": "2", "triple": "3", "negative": "-1.5"}
        answers = [f"def {each}(x):\n    return x * {factors[each]}\n" for each in ids]
        files[f"assignments/{name}/assignment.yaml"] = HEAD.format(name) + "".join(map(EXERCISE.format, ids))
        files[f"assignments/{name}/assignment.yaml"] += "    needs: [double]\n" if "triple" in ids else ""
        files[f"assignments/{name}/starter.py"] = ""
        files[f"reference/{name}/solution.py"] = "\n\n".join(answers)
        files |= {f"reference/{name}/wrong/no_{each}.py": f"def {each}(x):\n    return x\n" for each in ids}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audited(*arguments: str) -> dict[str, Mapping[str, Any]]:
    """What ``grade audit --json`` finds, by assignment."""
    found = CliRunner().invoke(cli, ["audit", "--seeds", "1", "--json", *arguments])
    assert found.exit_code == 0, found.output
    return {each["name"]: each for each in json.loads(found.stdout)["assignments"]}


def test_only_some_exercises(course: Path) -> None:
    alone = audited("--only", "triple")
    assert alone.keys() == {"many"}
    assert alone["many"]["wrong"] == 1
    whole = audited()
    assert whole.keys() == {"many", "few"}
    assert alone["many"]["exercises"] == {"triple": whole["many"]["exercises"]["triple"]}
    several = audited("--only", "negative", "--only", "triple")
    assert several == {"many": alone["many"], "few": whole["few"]}


def test_an_exercise_that_is_not_there(course: Path) -> None:
    found = CliRunner().invoke(cli, ["audit", "many", "--only", "double", "--only", "tripel"])
    assert found.exit_code == 2
    said = "no exercise is called `tripel` here. Did you mean `triple`? There is: double, triple"
    assert said in " ".join(found.stderr.split())
    elsewhere = CliRunner().invoke(cli, ["audit", "few", "--only", "double"])
    assert elsewhere.exit_code == 2
    assert "no exercise is called `double` here. There is: negative" in " ".join(elsewhere.stderr.split())
