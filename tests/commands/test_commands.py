"""`list`, `hint`, `start`, `validate`: what they print and leave behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader import progress
from grader.progress import Progress, Standing
from grader.spec import load_assignment, provided


def test_list(run, course: Path) -> None:
    before = Progress().with_standing("first", "square", Standing(200, passed=True, tried=True))
    progress.write(course, before.with_standing("first", "cube", Standing(0, tried=True)))
    found = run("list")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        "A small course",
        "",
        "first  The first steps, in first.py  2/3.5",
        "  ✓ square    2/2  Squares",
        "  ✗ cube    0/1.5  Cubes",
        "",
        "second  More steps, in other.py  0/1",
        "    square      1  square",
        "",
        "`grade start ASSIGNMENT` begins one; `grade check` checks it.",
    ]


def test_list_of_one(run, course: Path) -> None:
    found = run("list", "second")
    assert "second  More steps" in found.stdout
    assert "first" not in found.stdout
    assert run("list", "third").exit_code == 2


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2}', '{"format": 1, "assignments": 3}', "[" * 100_000])
def test_a_broken_state_is_ignored_with_a_word(run, course: Path, content: str) -> None:
    (course / ".grade").mkdir()
    (course / ".grade" / "progress.json").write_text(content)
    found = run("list")
    assert found.exit_code == 0
    assert "safe to delete" in found.stderr
    assert "0/3.5" in found.stdout


def test_state_of_odd_shape_counts_as_nothing(course: Path) -> None:
    (course / ".grade").mkdir()
    odd = {"a": 3, "first": {"square": {"score": -1, "passed": 1, "hints": True}, "cube": []}}
    (course / ".grade" / "progress.json").write_text(json.dumps({"format": 1, "assignments": odd}))
    found = progress.read(course)
    assert found.of("first", "square") == found.of("first", "cube") == found.of("a", "b") == Standing()


def test_hints_come_one_at_a_time(run, course: Path) -> None:
    assert "Did you" not in run("hint", "first/square").stdout
    said = [run("hint", "first/square").stdout for _ in range(3)]
    assert said[0] == "square, hint 2 of 2: `x * x`\n"
    assert said[1] == said[2]
    assert "That is the last one" in said[1]
    again = run("hint", "first/square", "--again").stdout
    assert again == "square, hint 1 of 2: Multiply.\nsquare, hint 2 of 2: `x * x`\n"


def test_hints_that_are_left(run, course: Path) -> None:
    assert run("hint", "first/square").stdout == "square, hint 1 of 2: Multiply.\n(1 more)\n"
    assert run("hint", "cube").stdout == "There are no hints for cube.\n"
    assert run("hint", "cubes").exit_code == 2


def test_no_hint_seen_yet(run, course: Path) -> None:
    assert run("hint", "first/square", "--again").stdout == "You have seen no hint for square yet.\n"


def test_start(run, course: Path) -> None:
    found = run("start", "second")
    assert found.exit_code == 0
    assert Path("other.py").read_text() == '"""Starter of second."""\n'
    Path("other.py").write_text("mine")
    refused = run("start", "second")
    assert refused.exit_code == 2
    assert "`other.py` is already here, and is left as it is" in refused.stderr
    assert "`mv other.py other-old.py`" in refused.stderr
    assert Path("other.py").read_text() == "mine"


def test_start_without_a_starter(run, course: Path) -> None:
    (course / "assignments/second/starter.py").unlink()
    found = run("start", "second")
    assert (found.exit_code, Path("other.py").exists()) == (2, False)
    assert "no starter" in found.stderr
    assert run("start", "secnd").exit_code == 2


def test_validate(run, course: Path) -> None:
    found = run("validate")
    assert (found.exit_code, found.stdout.splitlines()) == (
        0,
        ["ok ../course.yaml", "ok ../assignments/first/assignment.yaml", "ok ../assignments/second/assignment.yaml"],
    )


def test_validate_says_every_mistake(run, course: Path) -> None:
    broken = course / "assignments/first/assignment.yaml"
    broken.write_text(broken.read_text() + "  - {id: wrong, cal: wrong}\n")
    found = run("validate")
    assert found.exit_code == 2
    assert "assignment.yaml:" in found.stdout
    assert "ok ../assignments/second/assignment.yaml" in found.stdout
    assert run("validate", str(broken)).exit_code == 2
    assert run("validate", "../assignments/second/assignment.yaml").exit_code == 0


@pytest.mark.parametrize("name", ["second", "../assignments/second", "../assignments/second/assignment.yaml"])
def test_validate_by_name_folder_or_file(run, course: Path, name: str) -> None:
    found = run("validate", name)
    assert (found.exit_code, found.stdout) == (0, "ok ../assignments/second/assignment.yaml\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.yaml", "`missing.yaml` is neither a file nor an assignment. There is: first, second"),
        ("secnd", "`secnd` is neither a file nor an assignment. Did you mean `second`? There is: first, second"),
        (".", "the folder `.` holds no assignment.yaml"),
    ],
)
def test_validate_what_is_no_specification(run, course: Path, name: str, says: str) -> None:
    found = run("validate", name)
    assert (found.exit_code, found.stdout, " ".join(found.stderr.split())) == (2, "", f"grade: {says}")


def test_validate_a_name_outside_of_a_course(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("validate", "tensors")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "no file `tensors`, and no course here" in found.stderr


def test_what_is_asked_for_wrongly_is_said_within_the_terminal(
    run, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    found = run("start", "secnd")
    assert found.stderr.splitlines() == [
        "grade: no assignment is called `secnd`.",
        "       Did you mean `second`? There is:",
        "       first, second",
    ]
    broken = course / "assignments/first/assignment.yaml"
    broken.write_text(broken.read_text() + "  - {id: wrong, cal: wrong}\n")
    first, *_ = run("start", "first").stderr.splitlines()
    assert len(first) > 40  # a place in a file stands whole, as editors look for it


@pytest.mark.parametrize("command", [["list"], ["validate"], ["hint", "x"], ["start", "x"], ["check"], ["submit"]])
def test_outside_a_course(run, pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    found = run(*command)
    assert found.exit_code == 2
    assert found.stderr.startswith("grade: ")
    assert "course.yaml" in found.stderr


@pytest.fixture
def several(course: Path) -> Path:
    """The folder of an assignment of two files."""
    folder = course / "assignments/second"
    file = folder / "assignment.yaml"
    file.write_text(file.read_text().replace("other.py", "[model.py, train.py]"))
    (folder / "starter").mkdir()
    for name in ("model.py", "train.py"):
        (folder / "starter" / name).write_text(f"# {name}\n")
    return folder


def test_start_puts_every_file(run, several: Path) -> None:
    found = run("start", "second")
    assert found.stdout.startswith("model.py, train.py are here: More steps, 1 exercise.\nOpen them in your editor")
    assert [Path(name).read_text() for name in ("model.py", "train.py")] == ["# model.py\n", "# train.py\n"]
    assert "in model.py, train.py  0/1" in run("list", "second").stdout


def test_start_puts_nothing_where_one_is_there(run, several: Path) -> None:
    Path("train.py").write_text("mine")
    refused = run("start", "second")
    assert refused.exit_code == 2 and "`train.py` is already here" in refused.stderr
    assert (Path("train.py").read_text(), Path("model.py").exists()) == ("mine", False)


def test_start_without_one_of_the_starters(run, several: Path) -> None:
    (several / "starter/train.py").unlink()
    refused = run("start", "second")
    assert refused.exit_code == 2 and "has no starter train.py that can be read" in refused.stderr
    assert not Path("model.py").exists()


def test_prompts_come_from_every_starter(run, several: Path) -> None:
    (several / "starter/train.py").write_text('def square(x):\n    """Return x squared, please."""\n')
    file = several / "assignment.yaml"
    file.write_text("\n".join(line for line in file.read_text().splitlines() if "prompt" not in line))
    (exercise,) = load_assignment(file, None).exercises
    assert exercise.prompt == "Return x squared, please."


def test_too_much_is_provided(run, several: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provided, "LARGEST", 10)
    (several / "data.bin").write_bytes(b"1" * 11)
    found = run("validate")
    assert found.exit_code == 2
    assert "assignment.yaml:1: the files beside it are provided to every submission" in found.stdout


def test_what_is_provided(several: Path) -> None:
    for name in (
        "data/a.csv",
        "helpers.py",
        ".hidden",
        "__pycache__/x.pyc",
        "expected/1.json",
        "model.py",
        "README.md",
    ):
        (several / name).parent.mkdir(exist_ok=True)
        (several / name).write_text("")
    (several / "link.py").symlink_to("helpers.py")
    assert load_assignment(several / "assignment.yaml", None).provided == ("README.md", "data/a.csv", "helpers.py")
