"""An assignment without a starter of its own has the one that its solution makes, wherever one is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.spec import load_assignment, load_course

EXERCISE = "  - {{id: {0}, title: Number {0}, hint: h, call: {0}, given: {{x: {{randn: [3, 2]}}}}}}\n"
MARKED = '''\
"""What is asked."""


def {0}(x):
    """Return x times {1}, of the same shape and dtype."""
    # BEGIN SOLUTION
    return x * {1}
    # END SOLUTION
'''
STARTER = '''\
"""What is asked."""


def {0}(x):
    """Return x times {1}, of the same shape and dtype."""
    raise NotImplementedError
'''


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Assignments of one file and of two, none with a starter; the current folder is `work`."""
    one = EXERCISE.format("double")
    write(
        tmp_path,
        {
            "course.yaml": "format: 1\nassignments: [one, two]\n",
            "assignments/one/assignment.yaml": f"format: 1\nsubmission: one.py\nexercises:\n{one}",
            "assignments/two/assignment.yaml": f"format: 1\nsubmission: [a.py, b.py]\nexercises:\n{one}"
            + EXERCISE.format("triple"),
            "reference/one/solution.py": MARKED.format("double", 2),
            "reference/two/a.py": MARKED.format("double", 2),
            "reference/two/b.py": MARKED.format("triple", 3),
            "reference/one/wrong/same.py": "def double(x):\n    return x\n",
            "reference/two/wrong/same.py": "def double(x):\n    return x\ntriple = double\n",
            "work/.keep": "",
        },
    )
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def prompts(course: Path, name: str) -> list[str]:
    file = course / "assignments" / name / "assignment.yaml"
    return [each.prompt for each in load_assignment(file, load_course(course / "course.yaml")).exercises]


def test_start_and_prompts(run, course: Path) -> None:
    assert run("start", "one").exit_code == 0
    assert Path("one.py").read_text() == STARTER.format("double", 2)
    assert run("start", "two").exit_code == 0
    assert (Path("a.py").read_text(), Path("b.py").read_text()) == (
        STARTER.format("double", 2),
        STARTER.format("triple", 3),
    )
    assert prompts(course, "one") == ["Return x times 2, of the same shape and dtype."]
    assert [text[:16] for text in prompts(course, "two")] == ["Return x times 2", "Return x times 3"]


def test_a_given_starter_wins(run, course: Path) -> None:
    given = {"assignments/one/starter.py": "def double(x):\n    'Given.'\n", "assignments/two/starter/a.py": ""}
    write(course, {**given, "reference/one/solution.py": "# BEGIN SOLUTION\n"})  # never looked at
    assert run("start", "one").exit_code == 0
    assert Path("one.py").read_text() == given["assignments/one/starter.py"]
    assert prompts(course, "one") == ["Given."]
    refused = run("start", "two")
    assert refused.exit_code == 2 and "has no starter b.py that can be read" in refused.stderr
    assert prompts(course, "two") == ["", ""]


def test_neither_given_nor_marked(run, course: Path) -> None:
    write(course, {"reference/one/solution.py": "def double(x):\n    'The task.'\n    return x * 2\n"})
    refused = run("start", "one")
    assert (refused.exit_code, Path("one.py").exists()) == (2, False)
    assert "has no starter that can be read, and its solution no `# BEGIN SOLUTION` to make one from" in refused.stderr
    assert prompts(course, "one") == [""]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"reference/one/solution.py": "x = 1\n# BEGIN SOLUTION\n"},
            "reference/one/solution.py:2: `# BEGIN SOLUTION` is never ended",
        ),
        (
            {"reference/two/b.py": "def triple(x):\n    return x * 3\n"},
            "`reference/two/b.py` would be given to students as it is: it has no `# BEGIN SOLUTION`",
        ),
    ],
)
@pytest.mark.parametrize("command", [("start",), ("audit", "--seeds", "1"), ("validate",)])
def test_marks_that_are_wrong_are_one_sentence(
    run, course: Path, files: dict[str, str], said: str, command: tuple[str, ...]
) -> None:
    write(course, files)
    (name,) = {file.split("/")[1] for file in files}
    refused = run(*command, name)
    assert refused.exit_code == 2, refused.output
    assert said in refused.output
    assert not list(Path().glob("*.py"))


def test_encodings_are_kept(run, course: Path) -> None:
    text = "# coding: latin-1\r\n" + MARKED.format("double", 2).replace("asked", "asked: ä").replace("\n", "\r\n")
    (course / "reference/one/solution.py").write_bytes(text.encode("latin-1"))
    assert run("start", "one").exit_code == 0
    content = Path("one.py").read_bytes()
    assert b"asked: \xe4." in content and content.count(b"\n") == content.count(b"\r\n") > 5
    (course / "reference/one/solution.py").write_bytes(b"# coding: unknown\n# BEGIN SOLUTION\n")
    Path("one.py").unlink()
    assert "no starter that can be read" in run("start", "one").stderr


def audited(*names: str) -> list[dict[str, str]]:
    found = CliRunner().invoke(cli, ["audit", "--seeds", "1", "--mutants", "0", "--json", *names])
    assert found.exit_code in (0, 1), found.output
    return [each for assignment in json.loads(found.stdout)["assignments"] for each in assignment["findings"]]


def test_the_audit_grades_the_starter_that_is_made(course: Path) -> None:
    assert audited("one", "two") == []
    leaking = "x = 0\n# BEGIN SOLUTION\n# END SOLUTION\n\n\ndef triple(x):\n    'Times three.'\n    return x * 3\n"
    write(course, {"reference/two/b.py": leaking})
    (finding,) = audited("two")
    assert "earns 1 points without any work" in json.dumps(finding) and "starter" in json.dumps(finding)
