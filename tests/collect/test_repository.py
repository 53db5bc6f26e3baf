"""When the last commit of a clone was made: as Git says it, without running Git."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect.repository import committed_at, is_clone
from tests.collect.made import found, made

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no Git here")
CONFIG = (
    "user.name=Student",
    "user.email=student@example.org",
    "commit.gpgsign=false",
    "init.defaultBranch=main",
    "gc.auto=0",
)


def git(root: Path, *arguments: str, at: str = "") -> str:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_DATE": at,
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
    }
    if not at:
        del environment["GIT_COMMITTER_DATE"]
    options = [option for each in CONFIG for option in ("-c", each)]
    done = subprocess.run(
        ["git", *options, *arguments], cwd=root, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(root: Path, at: str, message: str = "Work") -> None:
    git(root, "add", "softmax.py")
    git(root, "commit", "-q", "--allow-empty", "-m", message, at=at)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Of a student's repository with two commits."""
    root = made(tmp_path / "all" / "softmax-s001", {"softmax.py": "1"})
    git(root, "init", "-q")
    commit(root, "2026-10-01T12:00:00+02:00")
    commit(root, "2026-10-02T12:00:00-03:30")
    return root


LAST = datetime.fromisoformat("2026-10-02T12:00:00-03:30")


def test_the_last_commit_tells_it(clone: Path) -> None:
    (only,) = found(clone.parent)
    assert (only.student, only.at, [name for name, _ in only.files]) == ("s001", LAST, ["softmax.py"])
    assert only.at is not None
    assert only.at.utcoffset() == LAST.utcoffset()


@pytest.mark.parametrize(
    "packed", [("pack-refs", "--all"), ("gc", "-q"), ("repack", "-q", "-a", "-d", "-f", "--depth=50")], ids=" ".join
)
def test_packed_or_not(clone: Path, packed: tuple[str, ...]) -> None:
    git(clone, *packed)
    assert committed_at(clone) == LAST


def test_a_commit_that_is_kept_as_a_difference(clone: Path) -> None:
    """Git chooses what is one, so there are many that resemble each other; each is looked up."""
    lines = [f"A line of a long message, {number}" for number in range(200)]
    for number in range(12):
        commit(clone, f"2026-10-03T12:00:{number:02d}Z", "\n".join([*lines, str(number)]))
    git(clone, "repack", "-q", "-a", "-d", "-f", "--window=50", "--depth=50")
    commits = git(clone, "rev-list", "HEAD").splitlines()
    deltas = git(
        clone, "cat-file", "--batch-check=%(objectname) %(objecttype) %(deltabase)", "--batch-all-objects"
    ).splitlines()
    assert any(" commit " in line and not line.endswith("0" * 40) for line in deltas)
    for each in commits:
        git(clone, "checkout", "-q", each)
        assert committed_at(clone) == datetime.fromisoformat(git(clone, "log", "-1", "--format=%cI"))


def test_a_branch_and_a_tag_and_nothing(clone: Path, tmp_path: Path) -> None:
    git(clone, "checkout", "-q", "-b", "work/one")
    commit(clone, "2026-10-04T12:00:00Z")
    assert committed_at(clone) == datetime.fromisoformat("2026-10-04T12:00:00+00:00")
    empty = made(tmp_path / "empty", {})
    git(empty, "init", "-q")
    assert is_clone(empty)
    assert committed_at(empty) is None
    assert not is_clone(tmp_path)


def test_a_real_clone(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--no-local", str(clone), "again")
    assert committed_at(tmp_path / "again") == LAST
    git(tmp_path, "clone", "-q", "--depth=1", clone.as_uri(), "shallow")
    assert committed_at(tmp_path / "shallow") == LAST


def test_nothing_that_its_configuration_names_is_run(clone: Path, tmp_path: Path) -> None:
    run = tmp_path / "run.sh"
    run.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    run.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "core.alternateRefsCommand"):
        git(clone, "config", name, str(run))
    git(clone, "config", "log.showSignature", "true")
    for hook in ("post-checkout", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(run, clone / ".git" / "hooks" / hook)
    found(clone.parent)
    assert not (tmp_path / "ran").exists()


def test_several_clones_of_one_student_come_in_order_of_time(clone: Path) -> None:
    shutil.copytree(clone, clone.parent / "a-softmax-s001")
    commit(clone.parent / "a-softmax-s001", "2026-11-01T12:00:00Z")
    assert [each.place for each in found(clone.parent)] == ["all/softmax-s001", "all/a-softmax-s001"]


HEADS = [
    "",
    "ref: ",
    "ref: refs/heads/../../../../x",
    "ref: /etc/passwd",
    "ref: refs/heads/\0",
    "0" * 40,
    "x" * 40,
    "ref: refs/heads/é",
]


@pytest.mark.parametrize("head", HEADS)
def test_whatever_head_says_nothing_else_is_read(clone: Path, head: str) -> None:
    (clone / ".git" / "HEAD").write_text(head, "utf-8")
    assert committed_at(clone) is None


def test_a_link_is_not_followed(clone: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "other", {"softmax.py": "1"})
    (other / ".git").symlink_to(clone / ".git")
    assert not is_clone(other)
    (clone / ".git" / "HEAD").rename(tmp_path / "HEAD")
    (clone / ".git" / "HEAD").symlink_to(tmp_path / "HEAD")
    assert committed_at(clone) is None


def test_a_commit_that_unpacks_to_gigabytes_is_read_to_its_limit(clone: Path) -> None:
    name = git(clone, "rev-parse", "HEAD")
    file = clone / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o600)
    file.write_bytes(zlib.compress(b"commit 9\0" + bytes(200 << 20), 1))
    assert committed_at(clone) is None


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=12), st.integers(0, 5000))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_damaged_pack_tells_nothing_or_some_time(
    packed: dict[Path, bytes], changes: list[tuple[int, int]], cut: int
) -> None:
    for file, content in packed.items():
        broken = bytearray(content)
        for at, value in changes:
            broken[at % len(broken)] = value
        file.write_bytes(broken[: cut % len(broken)] if cut % 2 else broken)
    committed_at(next(iter(packed)).parents[3])


@pytest.fixture
def packed(clone: Path) -> dict[Path, bytes]:
    git(clone, "gc", "-q")
    files = sorted((clone / ".git" / "objects" / "pack").glob("pack-*.[ip]*"))
    for file in files:
        file.chmod(0o600)
    return {file: file.read_bytes() for file in files}
