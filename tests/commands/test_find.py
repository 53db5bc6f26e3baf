"""What is meant by a file, a folder, a name: found, or refused in a sentence that says what there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.commands import find
from grader.errors import SpecificationError, UsageError
from grader.spec import find_course, load_assignment

LOOKED_FOR = "(looked for: first.py, other.py). `grade start NAME` begins one"


def resolved(course: Path, *arguments: str | None) -> tuple[str, str]:
    submission, name = (*arguments, None, None)[:2]
    assignment, file = find.resolve(find_course(course), Path(submission) if submission else None, name)
    return assignment.name, file.as_posix()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ("second", "other.py")),
        (("other.py",), ("second", "other.py")),
        (("sub",), ("first", "sub/first.py")),
        (("sub/first.py",), ("first", "sub/first.py")),
        (("sub", "first"), ("first", "sub/first.py")),
        ((None, "second"), ("second", "other.py")),
        (("odd.py", "first"), ("first", "odd.py")),
        (("../reference/first/solution.py", "first"), ("first", "../reference/first/solution.py")),
    ],
)
def test_found(course: Path, arguments: tuple[str | None, ...], found: tuple[str, str]) -> None:
    Path("sub").mkdir()
    for name in ("other.py", "odd.py", "sub/first.py"):
        Path(name).write_text("")
    assert resolved(course, *arguments) == found


@pytest.mark.parametrize(
    ("files", "arguments", "words"),
    [
        ([], (), f"there is no submission in this folder {LOOKED_FOR}"),
        (["first.py", "other.py"], (), "there are several submissions in this folder: first.py, other.py. "
                                       "Name the one to grade"),
        ([], ("..",), f"there is no submission in `..` {LOOKED_FOR}"),
        (["frist.py"], ("first.py",), "there is no file `first.py`. Did you mean `frist.py`?"),
        ([], ("first.py",), "there is no file `first.py`."),
        ([], ("nowhere/first.py",), "there is no file `nowhere/first.py`."),
        ([], (None, "first"), "there is no file `first.py`."),
        ([], (".", "frist"), "no assignment is called `frist`. Did you mean `first`? There is: first, second"),
        ([], (".", "../first"), "no assignment is called `../first`. Did you mean `first`? There is: first, second"),
        (["x.py"], ("x.py",), "no assignment of this course asks for a file named `x.py` "
                              "(there is: first.py (first), other.py (second)): say which it is with `-a NAME`"),
    ],
)  # fmt: skip
def test_refused(course: Path, files: list[str], arguments: tuple[str | None, ...], words: str) -> None:
    for name in files:
        Path(name).write_text("")
    with pytest.raises(UsageError) as refused:
        resolved(course, *arguments)
    assert str(refused.value) == words


def test_two_assignments_that_ask_for_one_file(course: Path) -> None:
    third = course / "assignments" / "third"
    third.mkdir()
    text = (course / "assignments/second/assignment.yaml").read_text()
    (third / "assignment.yaml").write_text(text)
    (course / "course.yaml").write_text("format: 1\ntitle: Three\nassignments: [first, second, third]\n")
    Path("other.py").write_text("")
    with pytest.raises(UsageError, match=r"`other\.py` is what second, third ask for: say which with `-a NAME`"):
        resolved(course, "other.py")


def test_a_mistake_in_another_specification_stops_nothing(course: Path) -> None:
    (course / "assignments/first/assignment.yaml").write_text("exercises: wrong\n")
    Path("other.py").write_text("")
    assert resolved(course)[0] == "second"
    with pytest.raises(SpecificationError):
        resolved(course, ".", "first")


def test_a_specification_that_cannot_be_read_is_a_reason(course: Path) -> None:
    Path("what.py").write_text("")
    (course / "assignments/first/assignment.yaml").write_text("format: 1\nsubmission: what.py\nexercises: wrong\n")
    for asked in (("what.py",), ()):
        with pytest.raises(UsageError, match=r"Not every specification .*\n.*first/assignment\.yaml:3: exercises: "):
            resolved(course, *asked)
    with pytest.raises(UsageError, match=r"no exercise `cube`[^\n]*\. Not every specification can be read:\n"):
        find.exercise_anywhere(find_course(course), "cube")
    (course / "course.yaml").write_text("format: 1\ntitle: One\nassignments: [first]\n")
    with pytest.raises(SpecificationError, match=r"first/assignment\.yaml:3: exercises: "):
        resolved(course, "what.py")


def test_a_course_that_was_handed_in_is_not_graded_by(course: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "course.yaml").write_text((course / "course.yaml").read_text())
    (theirs / "first.py").write_text("")
    assert find.course_for(theirs / "first.py").root.resolve() == course.resolve()


def test_no_course_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"course\.yaml"):
        find.course_for(None)


def test_the_course_around_the_submission_where_there_is_none_here(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / "work" / "first.py").write_text("")
    monkeypatch.chdir(tmp_path)
    for there in (course / "work" / "first.py", course / "work"):
        assert find.course_for(there).root.resolve() == course.resolve()


@pytest.mark.parametrize(
    ("address", "found"), [("cube", "first/cube"), ("first/square", "first/square"), ("second/square", "second/square")]
)
def test_exercises(course: Path, address: str, found: str) -> None:
    assignment, exercise = find.exercise_anywhere(find_course(course), address)
    assert f"{assignment.name}/{exercise.id}" == found


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("square", "there are several exercises `square`: say `first/square` or `second/square`"),
        ("cubes", "there is no exercise `cubes`. Did you mean `cube`? `grade list` shows all"),
        ("first/cubes", "there is no exercise `cubes` in `first`. Did you mean `cube`? There is: square, cube"),
        ("frist/cube", "no assignment is called `frist`. Did you mean `first`? There is: first, second"),
    ],
)
def test_exercises_refused(course: Path, address: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        find.exercise_anywhere(find_course(course), address)
    assert str(refused.value) == words


SEVERAL = "assignments: [first, second, third, fourth]\n"


@pytest.fixture
def several(course: Path) -> Path:
    """Two assignments more, of several files each; both ask for `train.py`."""
    for name, files in (("third", "[model.py, train.py]"), ("fourth", "[net.py, train.py, tests.py]")):
        file = course / "assignments" / name / "assignment.yaml"
        file.parent.mkdir()
        text = (course / "assignments/second/assignment.yaml").read_text()
        file.write_text(text.replace("other.py", files))
    text = (course / "course.yaml").read_text().splitlines()
    (course / "course.yaml").write_text("\n".join([*text[:-1], SEVERAL]))
    return course


@pytest.mark.parametrize(
    ("files", "arguments", "found"),
    [
        (["model.py", "train.py"], (), ("third", "model.py")),
        (["model.py", "train.py"], ("model.py",), ("third", "model.py")),
        (["model.py", "train.py"], ("train.py", "third"), ("third", "train.py")),
        (["model.py", "train.py"], (".", "third"), ("third", "model.py")),
        (["net.py", "train.py", "tests.py"], (), ("fourth", "net.py")),
        (["train.py", "tests.py"], ("tests.py",), ("fourth", "tests.py")),
        (["tests.py"], (), ("fourth", "tests.py")),
        (["train.py"], (".", "fourth"), ("fourth", "train.py")),
    ],
)
def test_several_files(several: Path, files: list[str], arguments: tuple[str, ...], found: tuple[str, str]) -> None:
    for name in files:
        Path(name).write_text("")
    assert resolved(several, *arguments) == found


@pytest.mark.parametrize(
    ("files", "arguments", "words"),
    [
        (["train.py"], (), "`train.py` is what third, fourth ask for: say which with `-a NAME`"),
        (["train.py"], ("train.py",), "`train.py` is what third, fourth ask for: say which with `-a NAME`"),
        ([], (".", "third"), "there is no file `model.py`."),
        ([], ("train.py", "third"), "there is no file `train.py`."),
        (["trainer.py"], ("trian.py", "third"), "there is no file `trian.py`. Did you mean `trainer.py`?"),
    ],
)
def test_several_files_refused(several: Path, files: list[str], arguments: tuple[str, ...], words: str) -> None:
    for name in files:
        Path(name).write_text("")
    with pytest.raises(UsageError) as refused:
        resolved(several, *arguments)
    assert str(refused.value) == words


def test_nothing_of_a_course_that_was_handed_in_is_run(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where a course is around the current folder, nor where none is."""
    theirs = tmp_path / "theirs"
    (theirs / "checks").mkdir(parents=True)
    (theirs / "course.yaml").write_text("format: 1\n")
    (theirs / "checks" / "evil.py").write_text("raise SystemExit('this was run')")
    (theirs / "first.py").write_text("")
    assert find.course_for(theirs / "first.py").root.resolve() == course.resolve()
    with pytest.raises(UsageError, match="has kinds or laws of its own"):
        find.course_around(theirs)
    monkeypatch.chdir(tmp_path)
    for there in (theirs, theirs / "first.py"):
        with pytest.raises(UsageError, match="if you trust it, change into its folder first"):
            find.course_for(there)
    monkeypatch.chdir(theirs)
    with pytest.raises(SpecificationError, match=r"^checks/evil\.py:1: SystemExit: this was run$"):
        find.course_for(None)


@pytest.mark.parametrize("typed", ["cubed", "The cube"])
def test_an_exercise_is_known_by_its_function_and_its_title(course: Path, typed: str) -> None:
    file = course / "assignments/first/assignment.yaml"
    assignment = load_assignment(file, find_course(course))
    cube = find.exercise_named(assignment, "cube")
    known = replace(assignment, exercises=(replace(cube, title="The cube", calls=("cubed",)),))
    with pytest.raises(UsageError, match="Did you mean `cube`"):
        find.exercise_named(known, typed)


@pytest.mark.parametrize(
    ("files", "arguments", "found"),
    [
        (["first.ipynb"], ("first.ipynb",), ("first", "first.ipynb")),
        (["work.ipynb"], ("work.ipynb", "first"), ("first", "work.ipynb")),
        (["first.ipynb"], (), ("first", "first.ipynb")),
        (["first.ipynb"], (".", "first"), ("first", "first.ipynb")),
        (["first.ipynb", "other.py"], (), ("second", "other.py")),
        (["first.ipynb", "first.py"], ("first.py",), ("first", "first.py")),
    ],
)
def test_a_notebook_stands_for_a_file(
    course: Path, files: list[str], arguments: tuple[str, ...], found: tuple[str, str]
) -> None:
    for name in files:
        Path(name).write_text("")
    assert resolved(course, *arguments) == found


@pytest.mark.parametrize(
    ("files", "arguments", "words"),
    [
        (["first.ipynb", "first.py"], (), "`first.py` and `first.ipynb` are both here: hand in one of them"),
        (["first.ipynb", "first.py"], (".", "first"), "are both here"),
        (["work.ipynb"], ("work.ipynb",), "no assignment of this course asks for a file named `work.ipynb`"),
        (["first.ipynb"], ("frist.ipynb",), "Did you mean `first.ipynb`?"),
    ],
)
def test_which_notebook_is_not_guessed(course: Path, files: list[str], arguments: tuple[str, ...], words: str) -> None:
    for name in files:
        Path(name).write_text("")
    with pytest.raises(UsageError) as raised:
        resolved(course, *arguments)
    assert words in str(raised.value)
