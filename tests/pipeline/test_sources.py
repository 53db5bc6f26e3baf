"""What is read as a submission: regular files of bounded size, and nothing that only looks like one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.spec import Assignment, Course
from grader.pipeline import sources
from grader.pipeline.sources import (
    LARGEST,
    digest,
    empty,
    read_provided,
    read_reference,
    read_submission,
    specification_digest,
)
from grader.pipeline.variants import lay_over, read_variant, variant_files
from grader.sandbox import Source


def asking_for(*files: str, folder: Path = Path(), provided: tuple[str, ...] = ()) -> Assignment:
    return Assignment("work", folder / "assignment.yaml", "ab" * 32, "Work", files[0], (), files[1:], provided)


ASSIGNMENT = asking_for("work.py")
SEVERAL = asking_for("model.py", "train.py")


def test_a_file_is_read_under_the_name_that_the_assignment_gives(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_bytes(b"x = 1\r\n")
    source = read_submission(tmp_path / "other.py", ASSIGNMENT)
    assert (source.name, source.content) == ("work.py", b"x = 1\r\n")


def test_the_largest_file_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "work.py").write_bytes(b"#" * LARGEST)
    assert len(read_submission(tmp_path / "work.py", ASSIGNMENT).content) == LARGEST
    (tmp_path / "work.py").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(UsageError, match="larger than 4 MB"):
        read_submission(tmp_path / "work.py", ASSIGNMENT)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("kind", ["link", "link to nothing", "pipe", "device", "folder"])
def test_what_only_looks_like_a_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "work.py"
    (tmp_path / "solution.py").write_text("right = True")
    match kind:
        case "link":
            file.symlink_to("solution.py")
        case "link to nothing":
            file.symlink_to("nothing.py")
        case "pipe":
            os.mkfifo(file)
        case "device":
            file = Path("/dev/zero")
        case "folder":
            file.mkdir()
    with pytest.raises(UsageError, match="is a link" if "link" in kind else "is not a file"):
        read_submission(file, ASSIGNMENT)


def test_a_link_that_appears_after_the_look_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "solution.py").write_text("right = True")
    (tmp_path / "work.py").symlink_to("solution.py")
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)
    with pytest.raises(UsageError, match="cannot be read"):
        read_submission(tmp_path / "work.py", ASSIGNMENT)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sources.os, "open", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        read_submission(tmp_path / "work.py", ASSIGNMENT)


@pytest.mark.parametrize("named", ["model.py", "train.py"])
def test_the_others_lie_beside_the_one_that_is_named(named: str, tmp_path: Path) -> None:
    for name in ("model.py", "train.py", "other.py"):
        (tmp_path / name).write_text(name)
    source = read_submission(tmp_path / named, SEVERAL, (("data.txt", b"1"),))
    assert source == Source("model.py", b"model.py", (("train.py", b"train.py"),), (("data.txt", b"1"),))


def test_all_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("")
    with pytest.raises(UsageError, match=r"^work asks for a.py, b.py, c.py: there is no a.py, c.py here$"):
        read_submission(tmp_path / "b.py", asking_for("a.py", "b.py", "c.py"))
    with pytest.raises(UsageError, match=r"d.py` is not one of the files that work asks for: model.py, train.py$"):
        read_submission(tmp_path / "d.py", SEVERAL)


@pytest.mark.parametrize(
    ("what", "words"), [("link", "is a link"), ("large", "larger than 4 MB"), ("folder", "is not")]
)
def test_each_of_several_is_an_ordinary_file(what: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "model.py").write_text("")
    other = tmp_path / "train.py"
    match what:
        case "link":
            other.symlink_to("model.py")
        case "large":
            other.write_bytes(b"#" * (LARGEST + 1))
        case "folder":
            other.mkdir()
    with pytest.raises(UsageError, match=words):
        read_submission(tmp_path / "model.py", SEVERAL)


def test_a_digest_is_of_all_files_and_of_one_as_ever() -> None:
    one = Source("a.py", b"x = 1")
    assert digest(one) == digest(Source("b.py", b"x = 1")) == hashlib.sha256(b"x = 1").hexdigest()
    two = [
        Source("a.py", b"x", (("b.py", b"y"),)),
        Source("a.py", b"xy", (("b.py", b""),)),
        Source("a.py", b"x", (("c.py", b"y"),)),
        Source("a.py", b"y", (("b.py", b"x"),)),
    ]
    assert len({digest(each) for each in (one, *two)}) == 5
    assert digest(two[0]) == digest(Source("a.py", b"x", (("b.py", b"y"),), (("data", b"1"),)))


def test_what_is_provided_counts_as_part_of_the_specification(tmp_path: Path) -> None:
    assert specification_digest(ASSIGNMENT, ()) == ASSIGNMENT.digest
    found = set()
    for text in ("1", "2"):
        (tmp_path / "data.txt").write_text(text)
        assignment = asking_for("work.py", folder=tmp_path, provided=("data.txt",))
        provided = read_provided(assignment)
        assert provided == (("data.txt", text.encode()),)
        found.add(specification_digest(assignment, provided))
    assert len(found | {ASSIGNMENT.digest}) == 3


def test_what_is_provided_is_bounded_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_PROVIDED", 3)
    for name in "ab":
        (tmp_path / name).write_bytes(b"12")
    with pytest.raises(UsageError, match="is provided, and cannot be read: more than"):
        read_provided(asking_for("work.py", folder=tmp_path, provided=("a", "b")))
    with pytest.raises(UsageError, match=r"`.*gone` is provided, and cannot be read: No such file"):
        read_provided(asking_for("work.py", folder=tmp_path, provided=("gone",)))


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file = file.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_reference_of_several(tmp_path: Path) -> None:
    course = Course(tmp_path, "", (), tmp_path / "reference")
    folder = tmp_path / "assignments/work"
    assignment = asking_for("model.py", "train.py", folder=folder)
    write(tmp_path / "reference/work", model="1", solution="never")
    assert read_reference(course, assignment) == tmp_path / "reference/work/train.py"
    write(tmp_path / "reference/work", train="2")
    assert read_reference(course, assignment) == Source("model.py", b"1", (("train.py", b"2"),))
    assert empty(assignment) == Source("model.py", b"", (("train.py", b""),))


SOLUTION = Source("model.py", b"def f(): return 1\nx = 1", (("train.py", b"from model import f\ndef g(): return 2"),))


@pytest.mark.parametrize(
    ("overlay", "laid"),
    [
        ({"m": "def g(): return 3"}, {"train.py"}),
        ({"m": "def f(): return 3"}, {"model.py"}),
        ({"m": "def f(): return 3\ndef g(): return 4"}, {"model.py", "train.py"}),
        ({"m": "def new(): return 3"}, {"model.py"}),
        ({"m__train": "def f(): return 3"}, {"train.py"}),
        ({"m__train": "def g(): return 3", "m__model": "x = 3"}, {"model.py", "train.py"}),
    ],
)
def test_a_variant_is_laid_over_what_it_redefines(overlay: dict[str, str], laid: set[str], tmp_path: Path) -> None:
    write(tmp_path / "also", **overlay)
    source = read_variant(tmp_path, "also/m", SOLUTION)
    assert source is not None
    changed = {name for (name, text), (_, before) in zip(source.files, SOLUTION.files, strict=True) if text != before}
    assert changed == laid
    assert all(text.startswith(before) for (_, text), (_, before) in zip(source.files, SOLUTION.files, strict=True))


def test_what_is_no_variant(tmp_path: Path) -> None:
    write(tmp_path / "also", wrong="def f(:", a="x = 1")
    for name in ("also/nothing", "also/wrong", "also/../also/a", "also/", "also"):
        assert read_variant(tmp_path, name, SOLUTION) is None


def test_future_imports_of_a_variant_stay_on_top(tmp_path: Path) -> None:
    write(tmp_path, m='"""A mistake."""\nfrom __future__ import annotations\ndef f(): return 3')
    found = lay_over(SOLUTION, variant_files(tmp_path / "m.py", SOLUTION))
    assert found.content.startswith(b"from __future__ import annotations\ndef f(): return 1")
    compile(found.content, "model.py", "exec")
