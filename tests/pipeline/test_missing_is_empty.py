"""What a host was not handed is graded as an empty file, and the result says so; a person hears an error instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.model.result import Cause
from grader.pipeline import Request, grade
from grader.sandbox import Runner
from grader.spec import find_course, load_assignment

COURSE = find_course(Path(__file__).parents[2])
ASSIGNMENT = load_assignment(COURSE.root / "assignments/autograd/assignment.yaml", COURSE)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "no `autograd.py` was handed in"),
        (lambda file: file.with_name("mine.py").write_text(""), "no `autograd.py` was handed in (there is: mine.py)"),
        (lambda file: file.symlink_to("/etc/hostname"), "`autograd.py` is a link: hand in the file itself"),
        (lambda file: file.mkdir(), "`autograd.py` is "),
        (lambda file: file.write_bytes(b"#" * (5 << 20)), "`autograd.py` is larger than 4 MB"),
    ],
    ids=["nothing", "another name", "a link", "a folder", "too large"],
)
def test_it_earns_nothing_and_says_why(make, said: str, tmp_path: Path, fork: Runner) -> None:
    file = tmp_path / "autograd.py"
    make(file)
    with pytest.raises(UsageError):
        grade(Request(file, ASSIGNMENT, COURSE, 1, "fresh"), fork)
    found = grade(Request(file, ASSIGNMENT, COURSE, 1, "fresh", missing_is_empty=True), fork)
    assert (found.score, found.complete, {each.cause for each in found.exercises}) == (0, True, {Cause.NOT_IMPLEMENTED})
    (note,) = found.notes
    assert note.startswith(f"graded as an empty file: {said}")
    assert str(tmp_path) not in note, "a result names no folder"
