"""What the audit says of an assignment's files: what is missing, what does not belong, what cannot be used there."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.audit.files import file_findings
from grader.pipeline.overlays import overlays
from grader.sandbox import Source
from grader.spec import load_assignment, load_course

HEAD = "format: 1\nsubmission: {files}\nexercises:\n"
EXERCISE = "  - {id: one, prompt: p, hint: h, call: f, expect: {result: {like: reference}}}\n"
ONE = {
    "assignments/one/starter.py": "",
    "reference/one/solution.py": "def f(): return 1",
    "reference/one/wrong/m.py": "def f(): return 2",
}
SEVERAL = {
    "assignments/one/starter/a.py": "",
    "assignments/one/starter/b.py": "",
    "reference/one/a.py": "def f(): return 1",
    "reference/one/b.py": "",
    "reference/one/wrong/m/a.py": "def f(): return 2",
}


def found(root: Path, files: dict[str, str], submission: str = "a.py", exercise: str = EXERCISE) -> list[str]:
    """What is said where ``files`` are there."""
    specification = {"assignments/one/assignment.yaml": HEAD.format(files=submission) + exercise}
    for name, text in {"course.yaml": "format: 1\n", **specification, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    course = load_course(root / "course.yaml")
    assignment = load_assignment(root / "assignments/one/assignment.yaml", course)
    return [finding.text for finding in file_findings(course, assignment)]


@pytest.mark.parametrize(("files", "submission"), [(ONE, "a.py"), (SEVERAL, "[a.py, b.py]")])
def test_all_is_well(files: dict[str, str], submission: str, tmp_path: Path) -> None:
    provided = dict.fromkeys(("data/x.csv", "helpers.py", "README.md", ".keep"), "")
    assert found(tmp_path, {**files, **{f"assignments/one/{name}": "" for name in provided}}, submission) == []


@pytest.mark.parametrize(
    ("files", "submission", "gone"),
    [(ONE, "a.py", name) for name in list(ONE)[:2]] + [(SEVERAL, "[a.py, b.py]", name) for name in list(SEVERAL)[:4]],
)
def test_what_is_missing(files: dict[str, str], submission: str, gone: str, tmp_path: Path) -> None:
    there = {name: text for name, text in files.items() if name != gone}
    remedy = (
        "write it, or put `# BEGIN SOLUTION` and `# END SOLUTION` around what students are to write in the reference"
    )
    said = f"there is no {gone}: {remedy}" if gone.startswith("assignments/") else f"there is no {gone}"
    assert found(tmp_path, there, submission) == [said]


NOT_THERE = "does not belong there"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("reference/one/notes.txt", f"reference/one/notes.txt {NOT_THERE}"),
        ("reference/one/solution.py", f"reference/one/solution.py {NOT_THERE}"),
        ("reference/one/wrong/notes.txt", "reference/one/wrong/notes.txt is no Python file"),
        ("reference/one/wrong/m/c.py", f"reference/one/wrong/m/c.py {NOT_THERE}"),
        ("reference/one/also/k/notes.txt", "reference/one/also/k is no Python file"),
        (
            "assignments/one/random.py",
            "random.py cannot be imported by students: Python or torch has a module random; rename it",
        ),
        (
            "assignments/one/torch/data.py",
            "torch/data.py cannot be imported by students: Python or torch has a module torch; rename it",
        ),
        ("assignments/one/b.py", "b.py is what students hand in, so that file is not provided; remove it"),
    ],
)
def test_what_cannot_be_used(file: str, said: str, tmp_path: Path) -> None:
    assert found(tmp_path, {**SEVERAL, file: ""}, "[a.py, b.py]") == [said]


def test_files_that_could_not_import_each_other(tmp_path: Path) -> None:
    files = {name.replace("/b.py", "/random.py"): text for name, text in SEVERAL.items()}
    words = "random.py cannot be imported by the other files: Python or torch has a module random; rename it"
    assert found(tmp_path, files, "[a.py, random.py]") == [words]


NO_F = (
    "asks for `f`, which is not in {}: begin it there, as in `def f…`; "
    "where students write it from nothing, name it in a comment there"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "import torch\ndef f(:\n",
            "{}:2 is not Python: invalid syntax; mend it, students would begin with this error",
        ),
        ("import torch\n", NO_F),
        ("def g(): ...\n", NO_F),
        ("", ""),
        ('"""Write everything yourself."""\n# Good luck.\n', ""),
        ("import torch\n\n# Write f here.\n", ""),
        ("import torch\nf = torch.nn.Identity()\n", ""),
    ],
)
def test_what_students_cannot_begin_with(text: str, said: str, tmp_path: Path) -> None:
    file = "assignments/one/starter.py"
    assert found(tmp_path, {**ONE, file: text}) == ([said.format(file)] if said else [])


def test_what_the_solution_lacks_too_is_no_fault_of_the_starter(tmp_path: Path) -> None:
    files = {**ONE, "assignments/one/starter.py": "def f(): ...\n"}
    assert found(tmp_path, files, exercise=EXERCISE.replace("call: f", "call: misspelt")) == []


def test_a_solution_that_is_no_python(tmp_path: Path) -> None:
    solution = {"reference/one/solution.py": "import torch\ndef f(:\n"}
    assert found(tmp_path, {**ONE, **solution}) == [
        "reference/one/solution.py:2 is not Python: invalid syntax; mend it"
    ]


def test_a_starter_of_several_files(tmp_path: Path) -> None:
    (said,) = found(tmp_path, {**SEVERAL, "assignments/one/starter/b.py": "import torch\n"}, "[a.py, b.py]")
    assert said.startswith("asks for `f`, which is not in assignments/one/starter/a.py or assignments/one/starter/b.py")
    files = {**SEVERAL, "assignments/one/starter/b.py": "def f(): ...\n"}
    assert found(tmp_path, files, "[a.py, b.py]") == []


def test_students_get_no_hint_to_what_they_do_not_see(tmp_path: Path) -> None:
    without = EXERCISE.replace("hint: h, ", "")
    assert found(tmp_path, ONE, exercise=without) == ["has no hint: what would you tell a student who is stuck?"]
    assert found(tmp_path, ONE, exercise=without.replace("call: f", "call: f, hidden: true")) == []
    starter = {"assignments/one/starter.py": "import torch\n\n\ndef g(): ...\n"}
    assert found(tmp_path, {**ONE, **starter}, exercise=EXERCISE.replace("call: f", "call: f, hidden: true")) == []


def test_a_link_is_not_provided(tmp_path: Path) -> None:
    found(tmp_path, ONE)
    (tmp_path / "assignments/one/data.csv").symlink_to(tmp_path / "course.yaml")
    assert found(tmp_path, ONE) == [
        "assignments/one/data.csv is a link, and is not provided; put the file itself there"
    ]


@pytest.mark.parametrize("check", ["{like: answer.npy}", "{any_of: [{like: answer.npy}, {value: 1}]}"])
def test_an_answer_that_students_could_read(check: str, tmp_path: Path) -> None:
    exercise = EXERCISE.replace("{like: reference}", check)
    words = "answer.npy is put beside students' code, which can read the answer: move it to reference/one"
    assert found(tmp_path, {**ONE, "assignments/one/answer.npy": ""}, exercise=exercise) == [words]
    (tmp_path / "assignments/one/answer.npy").rename(tmp_path / "reference/one/answer.npy")
    assert found(tmp_path, ONE, exercise=exercise) == []


def test_overlays_are_files_and_folders(tmp_path: Path) -> None:
    files = {
        "a.py": "def f(): return 2",
        "b/a.py": "x = 3",
        "b/c.py": "y = 4",
        "d.py": "def (",
        "e.txt": "",
        "g/h.txt": "",
    }
    for name, text in files.items():
        (tmp_path / "wrong" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "wrong" / name).write_text(text)
    solution = Source("a.py", b"def f(): return 1", (("c.py", b"y = 1"),), (("data", b""),))
    first, second, third = overlays(tmp_path, "wrong", solution)
    assert not isinstance(first, SyntaxError) and not isinstance(second, SyntaxError)
    assert (first.name, first.redefines, first.source.others) == ("wrong/a", {"f"}, solution.others)
    assert (second.name, second.redefines) == ("wrong/b", {"x", "y"})
    assert second.source.others == (("c.py", b"y = 1\n\ny = 4"),)
    assert first.source.provided == second.source.provided == solution.provided
    assert isinstance(third, SyntaxError) and third.filename == "wrong/d.py"
