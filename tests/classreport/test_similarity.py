"""The folder that JPlag and compare50 read: every submission once, under a safe name, and no other file touched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classreport.folder import safe_names
from grader.classreport.similarity import BASE, MARK, SUBMISSIONS, Files, commands, lay_out
from grader.errors import MachineError, UsageError
from grader.gradebook.standing import Standings, Student
from tests.classreport.classes import attempt, nasty, standing, standings, student
from tests.classreport.drawn import NAMES

CODE = b"def f(x):\n    return x\n"
STARTER = (("a.py", b"def f(x):\n    ...\n"),)


def notebook(*cells: str) -> bytes:
    made = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": [], "execution_count": None} for cell in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}).encode()


def class_of(**handed_in: Files) -> tuple[Standings, Callable[[str], Files]]:
    made = [standing(Student(key), replace(attempt(), digest=key)) for key in handed_in]
    return standings(standing(student(1)), *made), handed_in.__getitem__


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_a_folder_a_submission_and_what_all_began_with(tmp_path: Path) -> None:
    found, files = class_of(one=(("a.py", CODE),), two=(("a.py", CODE), ("part/b.py", b"1")))
    laid = lay_out(tmp_path / "new" / "out", found, files, STARTER)
    assert (laid.submissions, laid.remarks) == (2, ())
    written = tree(laid.folder)
    assert written.pop(MARK)
    assert written == {
        "submissions/one/a.py": CODE,
        "submissions/two/a.py": CODE,
        "submissions/two/part/b.py": b"1",
        "base/a.py": STARTER[0][1],
    }


def test_a_notebook_is_there_as_its_code(tmp_path: Path) -> None:
    found, files = class_of(
        one=(("work.ipynb", notebook("x = 1", "%matplotlib inline\ndef f(x):\n    return x\n")),),
        two=(("a.ipynb", notebook("y = 2")), ("a.py", b"z = 3\n")),
        three=(("a.ipynb", b'{"cells": [{"cell_type": "code", "source": "def ("}], "nbformat": 4}'),),
    )
    laid = lay_out(tmp_path / "out", found, files, ())
    written = tree(laid.folder)
    text = written["submissions/one/work.py"].decode()
    assert "x = 1" in text and "def f(x):\n    return x\n" in text and "submissions/one/work.ipynb" not in written
    assert b"y = 2" in written["submissions/two/a.ipynb.py"] and written["submissions/two/a.py"] == b"z = 3\n"
    assert laid.remarks[0].startswith("the starter is not there")


def test_running_it_again_leaves_what_is_there_now_and_nothing_else(tmp_path: Path) -> None:
    found, files = class_of(one=(("a.py", CODE),), two=(("a.py", CODE),))
    lay_out(tmp_path, found, files, STARTER)
    (tmp_path / "compare50").mkdir()
    fewer, files = class_of(two=(("b.py", CODE),))
    lay_out(tmp_path, fewer, files, ())
    assert set(tree(tmp_path)) == {MARK, "submissions/two/b.py"}
    assert (tmp_path / "compare50").is_dir()


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    found, files = class_of(one=(("a.py", CODE),))
    theirs = tmp_path / SUBMISSIONS / "mine.py"
    theirs.parent.mkdir()
    theirs.write_text("mine")
    with pytest.raises(UsageError, match="has files in it that are not ours: choose a folder that is empty"):
        lay_out(tmp_path, found, files, ())
    assert tree(tmp_path) == {"submissions/mine.py": b"mine"}
    for name in ("file", "link"):
        (tmp_path / "file").write_text("x")
        if name == "link":
            (tmp_path / name).symlink_to(tmp_path)
        with pytest.raises(UsageError, match="is no folder"):
            lay_out(tmp_path / name, found, files, ())


def test_a_link_in_our_folder_is_taken_away_and_not_followed(tmp_path: Path) -> None:
    found, files = class_of(one=(("a.py", CODE),))
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "theirs.py").write_text("theirs")
    out = tmp_path / "out"
    lay_out(out, found, files, ())
    (out / SUBMISSIONS / "link").symlink_to(kept)
    (out / BASE).rmdir()
    (out / BASE).symlink_to(kept)
    lay_out(out, found, files, STARTER)
    assert tree(kept) == {"theirs.py": b"theirs"}
    assert not (out / BASE).is_symlink() and not (out / SUBMISSIONS / "link").exists()


@pytest.mark.parametrize(
    "name", ["../../a.py", "/etc/a.py", "..\\..\\a.py", "a/../../../b.py", "", ".", "con.py", "\x00\ud800.py"]
)
def test_no_file_gets_out(name: str, tmp_path: Path) -> None:
    found, files = class_of(one=((name, CODE),))
    lay_out(tmp_path / "out", found, files, ())
    (written,) = [file for file in tree(tmp_path) if file != f"out/{MARK}"]
    assert written.startswith("out/submissions/one/")


def test_hostile_keys_are_folders_of_their_own(tmp_path: Path) -> None:
    found = nasty()
    laid = lay_out(tmp_path, found, lambda digest: (("a.py", CODE),), STARTER)
    assert len(os.listdir(tmp_path / SUBMISSIONS)) == laid.submissions == len(found.students)
    assert "of the keys are no names of folders, and were made ones" in laid.remarks[0]


@given(st.lists(st.one_of(NAMES, st.sampled_from(["a", "A", "a~2", "aux", "AUX.b", "...", "-r", "é"]))))
def test_no_two_keys_become_one(keys: list[str]) -> None:
    names = safe_names(keys)
    assert set(names) == set(keys)
    assert len({name.lower() for name in names.values()}) == len(names)
    for name in names.values():
        assert name.isascii() and 0 < len(name) < 100 and not set(name) & set('/\\:*?"<>| ')
        assert name[0] not in ".-" and name[-1] not in ". " and name.lower().partition(".")[0] not in ("con", "aux")


def test_a_plain_key_keeps_its_name() -> None:
    assert safe_names(["s001", "a b", "a-b", "A-B"]) == {"s001": "s001", "A-B": "A-B", "a-b": "a-b~2", "a b": "a-b~3"}


def test_the_commands_name_what_was_laid_out() -> None:
    assert commands(Path("out"), has_base=True) == (
        "java -jar jplag.jar -l python3 -bc out/base out/submissions",
        "compare50 out/submissions/* -d out/base/* -o out/compare50",
    )
    assert commands(Path("a b"), has_base=False) == (
        "java -jar jplag.jar -l python3 'a b/submissions'",
        "compare50 'a b/submissions'/* -o 'a b/compare50'",
    )


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    found, _ = class_of(one=())

    def full(digest: str) -> Files:
        raise OSError(28, "No space left on device")

    with pytest.raises(MachineError, match="cannot be written: No space left on device"):
        lay_out(tmp_path / "out", found, full, ())
