"""Collections as instructors have them: which submissions are in them, and whose each is."""

from __future__ import annotations

import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.collect import Roster, collect, read_roster
from grader.errors import UsageError
from grader.gradebook.standing import Student
from tests.collect.made import CLASS, PAIR, SAY_WHICH, SOFTMAX, TWO, found, made, taken, zipped

METADATA = """\
submission_1:
  :submitters:
  - :name: Student One
    :sid: '0100'
    :email: student.one@example.org
  :created_at: 2026-10-01 18:25:53.109082000 -07:00
submission_2:
  :submitters:
  - :name: Student Two
    :email: student.two@example.org
  - :name: Student Four
    :email: four@example.org
  :created_at: 2026-10-02 18:25:53 Z
"""
MOODLE = "Student One_1234567_assignsubmission_"
# What lies in a folder or a zip of that name; whether the class list is given; what is found there.
COLLECTIONS: dict[str, tuple[dict[str, str | bytes], bool, list[tuple[str, dict[str, str]]]]] = {
    "folders": (
        {"s002/softmax.py": "2", "s001/softmax.py": "1", "s001/data.txt": "", ".git/config": "", "__MACOSX/s001": ""},
        False,
        [("s001", {"softmax.py": "1"}), ("s002", {"softmax.py": "2"})],
    ),
    "deep folders": (
        {"s001/a/b/c/softmax.py": "1", "s002/Work/softmax.ipynb": "2", "s003/x/homework.py": "3"},
        False,
        [("s001", {"softmax.py": "1"}), ("s002", {"softmax.ipynb": "2"}), ("s003", {"softmax.py": "3"})],
    ),
    "nbgrader": (
        {
            "s001/softmax/softmax.ipynb": "1",
            "s001/softmax/timestamp.txt": "2026-10-01 12:00:00.000000 UTC",
            "s001/linear/linear.ipynb": "",
            "s002/softmax/softmax.ipynb": "2",
        },
        False,
        [("s001", {"softmax.ipynb": "1"}), ("s002", {"softmax.ipynb": "2"})],
    ),
    "nbgrader of one": ({"s001/softmax/softmax.ipynb": "1"}, False, [("s001", {"softmax.ipynb": "1"})]),
    "files": (
        {
            "s001.py": "1",
            "softmax_s002.py": "2",
            "s003_softmax.ipynb": "3",
            "README.md": "",
            "s004-softmax (1).py": "4",
        },
        False,
        [(f"s00{n}", {"softmax.ipynb" if n == 3 else "softmax.py": str(n)}) for n in range(1, 5)],
    ),
    "files that are none": (
        {"s001.pdf": "", "s002.py": "2", "notes.txt": ""},
        True,
        [("s001", {}), ("s002", {"softmax.py": "2"})],
    ),
    "one student": ({"softmax.py": "1", "plot.py": ""}, False, [("THIS", {"softmax.py": "1"})]),
    "wrapped": ({"download/submissions/s001/x.py": "1"}, False, [("s001", {"softmax.py": "1"})]),
    "sections": (
        {
            "A/s001/softmax.py": "1",
            "A/s002/softmax.py": "2",
            "B/octo3/softmax.py": "3",
            "B/Two, Student/softmax.py": "2b",
        },
        True,
        [
            ("s001", {"softmax.py": "1"}),
            ("s002", {"softmax.py": "2"}),
            ("s002", {"softmax.py": "2b"}),
            ("s003", {"softmax.py": "3"}),
        ],
    ),
    "zips of students": (
        {
            "s001.zip": zipped({"softmax.py": "1"}),
            "softmax_s002.zip": zipped({"a/softmax.py": "2", "__MACOSX/a/._softmax.py": ""}),
        },
        False,
        [("s001", {"softmax.py": "1"}), ("s002", {"softmax.py": "2"})],
    ),
    "zips in folders": (
        {
            "s001/hw.zip": zipped({"softmax.py": "1", "old/softmax.py": "0"}),
            "s002/x.zip": zipped({"y.zip": zipped({"softmax.py": "2"})}),
        },
        False,
        [("s001", {"softmax.py": "1"}), ("s002", {})],
    ),
    "canvas": (
        {
            "onestudent_12345_67890_softmax.py": "1",
            "twostudent_LATE_1_67891_softmax-1.py": "2",
            "ångströmélodie_2_3_softmax.zip": zipped({"x/softmax.py": "3"}),
            "fourstudent_4_5_softmax.py": "4",
        },
        True,
        [(who, {"softmax.py": n}) for who, n in (("fourstudent_4", "4"), ("s001", "1"), ("s002", "2"), ("s003", "3"))],
    ),
    "canvas, several versions": (
        {f"onestudent_12345_{n}_softmax{v}.py": str(n) for n, v in ((7, "-2"), (8, ""), (9, "-10"))}
        | {"onestudent_12345_1_a.pdf": ""},
        True,
        [("s001", {"softmax.py": "8"}), ("s001", {"softmax.py": "7"}), ("s001", {"softmax.py": "9"})],
    ),
    "moodle": (
        {
            f"{MOODLE}file/softmax.py": "1",
            f"{MOODLE}onlinetext/onlinetext.html": "",
            "Student Two_7_assignsubmission_file_/sub/softmax.ipynb": "2",
            "Student Four_8_assignsubmission_onlinetext/onlinetext.html": "",
        },
        True,
        [("s001", {"softmax.py": "1"}), ("Student Four_8", {}), ("Student Two_7", {"softmax.ipynb": "2"})],
    ),
    "moodle in one folder": (
        {f"{MOODLE}file_softmax.py": "1", f"{MOODLE}onlinetext_onlinetext.html": ""},
        False,
        [("Student One_1234567", {"softmax.py": "1"})],
    ),
    "blackboard": (
        {
            "Soft_max_s001_attempt_2026-10-02-12-00-00.txt": "",
            "Soft_max_s001_attempt_2026-10-02-12-00-00_softmax.py": "1",
            "Soft_max_s001_attempt_2026-10-01-12-00-00_homework.py": "0",
            "Soft_max_s002_attempt_2026-10-01-12-00-00.txt": "",
        },
        True,
        [("s001", {"softmax.py": "0"}), ("s001", {"softmax.py": "1"}), ("s002", {})],
    ),
    "brightspace": (
        {
            "softmax/1-2 - Student One - Oct 2, 2026 935 AM/softmax.py": "1",
            "softmax/1-3 - Student One - Oct 1, 2026 935 PM/softmax.py": "0",
            "softmax/4-3 - Student Four - Oct 1, 2026 935 PM/x/softmax.py": "4",
            "softmax/index.html": "",
        },
        True,
        [("s001", {"softmax.py": "0"}), ("s001", {"softmax.py": "1"}), ("Student Four", {"softmax.py": "4"})],
    ),
    "gradescope": (
        {
            "assignment_1_export/submission_metadata.yml": METADATA,
            "assignment_1_export/submission_1/softmax.py": "1",
            "assignment_1_export/submission_2/softmax.py": "2",
        },
        True,
        [("s001", {"softmax.py": "1"}), ("s002", {"softmax.py": "2"}), ("four@example.org", {"softmax.py": "2"})],
    ),
    "zips of repositories": (
        {
            "dl-softmax-octo-two.zip": zipped({"dl-softmax-octo-two/softmax.py": "2"}),
            "softmax-octo3-main.zip": zipped({"softmax-octo3-main/softmax.py": "3"}),
        },
        True,
        [("s002", {"softmax.py": "2"}), ("s003", {"softmax.py": "3"})],
    ),
    "clones": (
        {
            "softmax-octo-two/softmax.py": "2",
            "softmax-octo-two/.git/HEAD": "",
            "dl-softmax-octo3/softmax.py": "3",
            "dl-softmax-octo3/.git/HEAD": "",
            "hw1-octo-two/softmax.py": "2b",
            "hw1-octo-two/.git/HEAD": "",
        },
        True,
        [("s002", {"softmax.py": "2b"}), ("s002", {"softmax.py": "2"}), ("s003", {"softmax.py": "3"})],
    ),
}


@pytest.mark.parametrize(("files", "is_listed", "expected"), COLLECTIONS.values(), ids=list(COLLECTIONS))
@pytest.mark.parametrize("is_zip", [False, True], ids=["folder", "zip"])
def test_a_collection(
    tmp_path: Path,
    files: dict[str, str | bytes],
    is_listed: bool,
    expected: list[tuple[str, dict[str, str]]],
    is_zip: bool,
) -> None:
    name = "s005"
    if is_zip:
        if any(".git" in path for path in files):
            pytest.skip("a clone in a zip is a folder")
        path = made(tmp_path, {f"{name}.zip": zipped(files)}) / f"{name}.zip"
    else:
        path = made(tmp_path / name, files)
    roster = Roster(CLASS.students) if is_listed else None
    wanted = sorted(
        ((name if who == "THIS" else who, texts) for who, texts in expected), key=lambda each: each[0].casefold()
    )
    assert taken(path, roster=roster) == wanted


def test_several_paths_are_one_submission_each(tmp_path: Path) -> None:
    made(
        tmp_path,
        {"s001/homework.py": "1", "s002/softmax.py": "2", "s003.zip": zipped({"x.py": "3"}), "softmax_s004.py": "4"},
    )
    paths = sorted(tmp_path.iterdir(), reverse=True)
    assert taken(*paths) == [(f"s00{n}", {"softmax.py": str(n)}) for n in range(1, 5)]


def test_several_paths_may_be_sections(tmp_path: Path) -> None:
    blackboard = {f"hw_s00{n}_attempt_2026-10-01-12-00-00_x.py": str(n) for n in (1, 2)}
    made(tmp_path, {"A.zip": zipped(blackboard), "B/s003/softmax.py": "3", "B/s004/softmax.py": "4"})
    paths = tmp_path / "A.zip", tmp_path / "B"
    assert taken(*paths, roster=Roster([*CLASS.students, Student("s004")])) == [
        ("s001", {"softmax.py": "1"}),
        ("s002", {"softmax.py": "2"}),
        ("s003", {"softmax.py": "3"}),
        ("s004", {"softmax.py": "4"}),
    ]
    first, *_ = found(*paths)
    assert (first.student, first.files) == ("A", ())


def test_folders_in_what_is_typed_are_no_students_where_no_list_says_so(tmp_path: Path) -> None:
    files = {
        "s001/hw/softmax.py": "1",
        "s002.zip": zipped({"hw/softmax.py": "2"}),
        "s003/a/softmax.py": "",
        "s003/b/softmax.py": "",
    }
    made(tmp_path, files)
    every = found(*tmp_path.iterdir())
    assert [(each.student, len(each.files)) for each in every] == [("s001", 1), ("s002", 1), ("s003", 0)]
    assert every[2].notes == (TWO + "`a/softmax.py`, `b/softmax.py`; " + SAY_WHICH,)


def test_a_name_that_only_resembles_one_of_canvas_is_none(tmp_path: Path) -> None:
    data = {
        "run_2026_10_results.csv": "",
        "run_2026_10_01.csv": "",
        "softmax.py": "1",
        "d2l/.git/HEAD": "",
        "x": "",
        "y": "",
        "z": "",
    }
    assert taken(made(tmp_path / "s001", data)) == [("s001", {"softmax.py": "1"})]
    typed = made(
        tmp_path, {"A_2026_10_all.zip": zipped({"s002.py": "2"}), "B_2026_10_all.zip": zipped({"s003.py": "3"})}
    )
    assert taken(typed / "A_2026_10_all.zip") == [("s002", {"softmax.py": "2"})]
    both = taken(typed / "A_2026_10_all.zip", typed / "B_2026_10_all.zip")
    assert both == [("A_2026_10_all", {"softmax.py": "2"}), ("B_2026_10_all", {"softmax.py": "3"})]


def test_a_name_with_two_readings_is_nobodys(tmp_path: Path) -> None:
    roster = Roster([Student("doe"), Student("j_doe"), Student("two"), Student("octo-two")])
    files = {f"hw_{who}_attempt_2026-10-01-12-00-00_x.py": who for who in ("j_doe", "doe")}
    files |= {"hw1-octo-two/.git/HEAD": "", "softmax-octo-two/.git/HEAD": "", "hw1-two/.git/HEAD": ""}
    every = found(made(tmp_path / "all", files), roster=roster)
    assert [(each.student, each.place.partition("/")[2]) for each in every] == [
        ("doe", "hw_doe_attempt_2026-10-01-12-00-00_x.py"),
        ("hw1-octo-two", "hw1-octo-two"),
        ("hw_j_doe", "hw_j_doe_attempt_2026-10-01-12-00-00_x.py"),
        ("octo-two", "softmax-octo-two"),
        ("two", "hw1-two"),
    ]


def test_files_of_one_submission_that_are_typed_one_by_one(tmp_path: Path) -> None:
    names = [f"pair_s001_attempt_2026-10-01-12-00-00{end}" for end in (".txt", "_a.py", "_b.py")]
    made(tmp_path, dict.fromkeys(names, "x"))
    assert taken(*(tmp_path / name for name in names), assignment=PAIR) == [("s001", {"a.py": "x", "b.py": "x"})]


def test_the_file_alone_is_named_after_its_folder(tmp_path: Path) -> None:
    made(tmp_path, {"s001/softmax.py": "1", "s002/softmax.py": "2"})
    assert taken(tmp_path / "s001" / "softmax.py") == [("s001", {"softmax.py": "1"})]
    both = found(tmp_path / "s001" / "softmax.py", tmp_path / "s002" / "softmax.py")
    assert [(each.student, each.place) for each in both] == [("s001", "s001/softmax.py"), ("s002", "s002/softmax.py")]


def test_a_student_cannot_hand_in_as_another(tmp_path: Path) -> None:
    theirs = {"softmax.py": "1", "s002/softmax.py": "bad", "s003/softmax.py": "bad", "s002.py": "bad"}
    files = {f"s001/{name}": text for name, text in theirs.items()} | {"s002/softmax.py": "2"}
    made(tmp_path / "all", files)
    for roster in (Roster(CLASS.students), Roster()):
        expected = [("s001", {"softmax.py": "1"}), ("s002", {"softmax.py": "2"})]
        assert taken(tmp_path / "all", roster=roster) == expected
        assert taken(*sorted((tmp_path / "all").iterdir()), roster=roster) == expected
    blackboard = {"s001/hw_s002_attempt_2026-10-01-12-00-00_x.py": "1", "s002/softmax.py": "2"}
    assert taken(made(tmp_path / "more", blackboard)) == [("s001", {"softmax.py": "1"}), ("s002", {"softmax.py": "2"})]


def test_where_it_lay_is_told_from_what_was_typed(tmp_path: Path) -> None:
    made(tmp_path / "all", {"s001/softmax.py": "", "s002.zip": zipped({"softmax.py": ""}), "softmax_s003.py": ""})
    assert [each.place for each in found(tmp_path / "all")] == ["all/s001", "all/s002.zip", "all/softmax_s003.py"]


def test_times_are_those_that_a_host_wrote(tmp_path: Path) -> None:
    blackboard = made(tmp_path / "bb", {"hw_s001_attempt_2026-10-02-12-00-00_x.py": ""})
    gradescope = made(tmp_path / "gs", {"submission_1/softmax.py": "", "submission_metadata.yml": METADATA})
    plain = made(tmp_path / "plain", {"s001.py": ""})
    assert [each.at for each in found(blackboard)] == [datetime(2026, 10, 2, 12).astimezone()]
    assert [each.at for each in found(gradescope)] == [datetime.fromisoformat("2026-10-01T18:25:53-07:00")]
    assert [each.at for each in found(plain)] == [None]


def test_times_of_nbgrader(tmp_path: Path) -> None:
    stamp, stamps = "2026-10-05 12:00:00.000000 UTC\n", "softmax/timestamp.txt"
    files: dict[str, str | bytes] = {f"s00{n}/softmax/softmax.ipynb": "" for n in range(1, 5)}
    files |= {
        f"s001/{stamps}": stamp,
        f"s002/{stamps}": "soon UTC",
        "s003/timestamp.txt": stamp,
        f"s004/{stamps}": stamp,
    }
    files |= {"s005/softmax.py": "", "s005.zip": zipped({"softmax/softmax.py": "5", stamps: stamp})}
    listed = datetime(2026, 10, 6, tzinfo=UTC)
    every = found(made(tmp_path / "all", files), roster=Roster([Student("s004")], {"s004": listed}))
    noon = datetime(2026, 10, 5, 12, tzinfo=UTC)
    assert [each.at for each in every] == [noon, None, None, listed, None, None]
    assert [each.at for each in found(tmp_path / "all" / "s001" / "softmax")] == [noon]
    hosted = made(tmp_path / "moodle", {f"{MOODLE}file/softmax/softmax.py": "", f"{MOODLE}file/{stamps}": stamp})
    assert [each.at for each in found(hosted)] == [None]


def test_times_that_the_class_list_tells(tmp_path: Path) -> None:
    canvas = {
        "onestudent_12345_7_softmax.py": "1",
        "twostudent_1_8_softmax.py": "2",
        "twostudent_1_9_softmax-1.py": "3",
    }
    told = datetime(2026, 10, 5, 12, tzinfo=UTC)
    roster = Roster(CLASS.students, {"s002": told, "s003": told})
    one, first, last = found(made(tmp_path / "all", canvas), roster=roster)
    assert (one.at, first.at, last.at) == (None, None, told)
    before = "handed in before the one of 2026-10-05 12:00+00:00; the class list does not tell when"
    assert (first.notes[0], len(last.notes)) == (before, 1)
    blackboard = made(tmp_path / "bb", {"hw_s003_attempt_2026-10-02-12-00-00_x.py": ""})
    assert [each.at for each in found(blackboard, roster=roster)] == [datetime(2026, 10, 2, 12).astimezone()]


def test_an_ambiguous_name_is_nobodys_and_said(tmp_path: Path) -> None:
    made(
        tmp_path,
        {"list.csv": "id,name\nx1,Student One\nx2,One Student\nx3,Student One\n", "all/Student One/softmax.py": "1"},
    )

    (only,) = found(tmp_path / "all", roster=read_roster(tmp_path / "list.csv"))
    assert only.student == "Student One"
    assert only.notes == ("`Student One` may be `x1`, `x3`",)


@pytest.mark.parametrize("name", ["nothing", "nothing.zip", "no\0name"])
def test_what_is_not_there_is_said_at_once(tmp_path: Path, name: str) -> None:
    made(tmp_path, {"s001.py": ""})
    with pytest.raises(UsageError, match="does not exist"):
        found(tmp_path / "s001.py", tmp_path / name)


def test_a_file_that_is_no_submission_is_said_where_it_is_the_only_path(tmp_path: Path) -> None:
    made(tmp_path, {"s001.pdf": "", "s002.py": "2"})
    with pytest.raises(UsageError, match="expected a folder, a zip, a Python file or a notebook"):
        found(tmp_path / "s001.pdf")
    assert taken(tmp_path / "s001.pdf", tmp_path / "s002.py") == [("s002", {"softmax.py": "2"})]


def test_a_zip_that_is_none_is_an_error_where_it_is_the_only_path(tmp_path: Path) -> None:
    made(tmp_path, {"all.zip": "PK", "s001.py": "1"})
    with pytest.raises(UsageError, match="is no zip that can be read"):
        found(tmp_path / "all.zip")
    first, second = found(tmp_path / "all.zip", tmp_path / "s001.py")
    assert (first.student, first.files, first.notes[-1]) == ("all", (), "`all.zip` is no zip that can be read")
    assert second.student == "s001"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not keep this user from reading")
def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    made(tmp_path / "all", {"s001/softmax.py": "", "s002/softmax.py": "2"})
    (tmp_path / "all" / "s001").chmod(0)
    try:
        first, second = found(tmp_path / "all")
        assert first.files == ()
        assert "`s001` cannot be read: Permission denied" in first.notes
        assert second.files
    finally:
        (tmp_path / "all" / "s001").chmod(0o700)


@pytest.mark.parametrize("is_zip", [False, True], ids=["folder", "zip"])
def test_one_submission_at_a_time_is_held(tmp_path: Path, is_zip: bool) -> None:
    files: dict[str, str | bytes] = {f"s{number:03}/softmax.py": b"#" * (1 << 20) for number in range(40)}
    path = made(tmp_path, {"all.zip": zipped(files)}) / "all.zip" if is_zip else made(tmp_path / "all", files)
    del files
    tracemalloc.start()
    try:
        assert sum(len(each.files) for each in collect([path], SOFTMAX, Roster())) == 40
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:

    made(tmp_path / "all", {f"s{n}/softmax.py": "old" for n in range(3)})
    each = collect([tmp_path / "all"], SOFTMAX, Roster())
    next(each)
    made(tmp_path / "all", {f"s{n}/softmax.py": "new" for n in range(3)})
    assert [dict(one.files) for one in each] == [{"softmax.py": b"new"}] * 2
