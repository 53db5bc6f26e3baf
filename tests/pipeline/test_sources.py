"""What is read as a submission: a regular file of bounded size, and nothing that only looks like one."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.errors import UsageError
from grader.pipeline import sources
from grader.pipeline.sources import LARGEST, read_submission

ASSIGNMENT = SimpleNamespace(name="work", submission="work.py", others=(), files=("work.py",), provided=())


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
