"""A host's id decides whose a submission is, and no name does where the class has such ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.collect import Found, Roster, read_roster
from grader.gradebook.standing import Student
from tests.collect.made import found, made

CANVAS = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Li, Xin",7,u7,s7,A\n"Two, Student",8,u8,s8,A\n'
MOODLE = "Identifier,Full name,ID number,Email address\nParticipant 71,Xin Li,s7,seven@example.org\n"
PLAIN = "id,name\ns7,Xin Li\ns8,Student Two\n"
SOME = "id,name,canvas_id\ns7,Xin Li,7\ns8,Student Two,\n"
NUMBERS = ": each assignment has its own numbers, and they are in its grading worksheet"
AS = "`softmax-1.py` was taken for `softmax.py`"
TELL = ": a class list with these ids can tell"


def moodle(name: str) -> str:
    return f"{name}_assignsubmission_file/softmax.py"


# The class list; what was downloaded; each student, whether enrolled, and what is said.
CASES: dict[str, tuple[str, list[str], list[tuple[str, str]]]] = {
    "Canvas, another of that name": (
        CANVAS,
        ["lixin_9_10_softmax.py"],
        [("lixin_9?", "Canvas's user 9 is not in the class list; `s7` of that name has 7")],
    ),
    "Canvas, both of that name": (
        CANVAS,
        ["lixin_9_10_softmax.py", "lixin_7_8_softmax.py"],
        [("lixin_9?", "Canvas's user 9 is not in the class list; `s7` of that name has 7"), ("s7", "")],
    ),
    "Canvas, under a new name": (CANVAS, ["weixin_7_8_softmax.py"], [("s7", "")]),
    "Canvas, nobody": (
        CANVAS,
        ["x_9_10_softmax.py", "anon_aB3_11_softmax.py"],
        [
            ("anon_aB3?", "Canvas's user anon_aB3 is not in the class list"),
            ("x_9?", "Canvas's user 9 is not in the class list"),
        ],
    ),
    "Canvas, of that name without an id": (
        SOME,
        ["twostudent_9_10_softmax.py"],
        [("twostudent_9?", "Canvas's user 9 is not in the class list; `s8` of that name has no number there")],
    ),
    "Canvas, a list without ids": (PLAIN, ["lixin_9_10_softmax.py"], [("s7", "")]),
    "Canvas, versions of one": (PLAIN, ["lixin_9_10_softmax.py", "lixin_9_11_softmax-1.py"], [("s7", ""), ("s7", AS)]),
    "Canvas, two ids and a list without": (
        PLAIN,
        ["lixin_9_10_softmax.py", "xinli_7_8_softmax.py", "twostudent_3_4_softmax.py"],
        [
            ("lixin_9?", f"`lixin_9` may be `s7`, and so may `xinli_7`{TELL}"),
            ("s8", ""),
            ("xinli_7?", f"`xinli_7` may be `s7`, and so may `lixin_9`{TELL}"),
        ],
    ),
    "Moodle, another of that name": (
        MOODLE,
        [moodle("Xin Li_72")],
        [("Xin Li_72?", f"Moodle's participant 72 is not in the class list; `s7` of that name has 71{NUMBERS}")],
    ),
    "Moodle, of that name": (MOODLE, [moodle("Xin Li_71")], [("s7", "")]),
    "Moodle, Canvas's ids say nothing": (SOME, [moodle("Xin Li_72")], [("s7", "")]),
    "Moodle, two ids and a list without": (
        PLAIN,
        [moodle("Xin Li_71"), moodle("Xin Li_72")],
        [
            ("Xin Li_71?", f"`Xin Li_71` may be `s7`, and so may `Xin Li_72`{TELL}"),
            ("Xin Li_72?", f"`Xin Li_72` may be `s7`, and so may `Xin Li_71`{TELL}"),
        ],
    ),
    "two of that name in a list without ids": (
        "id,name\na,Xin Li\nb,Xin Li\n",
        ["lixin_9_10_softmax.py"],
        [("lixin_9?", "`lixin_9` may be `a`, `b`")],
    ),
    "two of that name in a list with ids": (
        "id,name,canvas_id\na,Xin Li,1\nb,Xin Li,2\n",
        ["lixin_9_10_softmax.py"],
        [("lixin_9?", "Canvas's user 9 is not in the class list; of that name are `a`, `b`")],
    ),
    "an id that the list has twice": (
        "id,name,canvas_id\na,Xin Li,1\nb,Student Two,1\nc,Student Three,3\n",
        ["lixin_1_10_softmax.py"],
        [("a", "")],
    ),
    "an id that the list has twice, and a third one's name": (
        "id,name,canvas_id\na,Xin Li,1\nb,Student Two,1\nc,Student Three,3\n",
        ["threestudent_1_11_softmax.py"],
        [("threestudent_1?", "`threestudent_1` may be `a`, `b`")],
    ),
}


def told(every: list[Found], roster: Roster) -> list[tuple[str, str]]:
    """Each student's key, with `?` where they are not enrolled, and the first note."""
    return [
        (each.student + "?" * (not roster.find(each.student).enrolled), each.notes[0] if each.notes else "")
        for each in every
    ]


@pytest.mark.parametrize(("listed", "names", "expected"), CASES.values(), ids=list(CASES))
def test_an_id_decides(tmp_path: Path, listed: str, names: list[str], expected: list[tuple[str, str]]) -> None:
    made(tmp_path, {"list.csv": listed})
    roster = read_roster(tmp_path / "list.csv")
    assert told(found(made(tmp_path / "all", dict.fromkeys(names, "x = 1")), roster=roster), roster) == expected


GRADESCOPE = """\
submission_1:
  :submitters:
  - :name: Xin Li
    :sid: 'u9'
    :email: {email}
"""


@pytest.mark.parametrize(
    ("email", "key"), [("other@example.org", "u9?"), ("seven@example.org", "s7")], ids=["unknown", "known"]
)
def test_an_address_is_a_persons_too(tmp_path: Path, email: str, key: str) -> None:
    roster = Roster([Student("s7", "Xin Li", "seven@example.org", ids={"sis_id": "u7"})])
    files = {"submission_1/softmax.py": "1", "submission_metadata.yml": GRADESCOPE.format(email=email)}
    ((whose, note),) = told(found(made(tmp_path / "all", files), roster=roster), roster)
    said = "Gradescope's student u9 is not in the class list; `s7` of that name has u7"
    assert (whose, note) == (key, said if key == "u9?" else "")


def test_without_a_class_list_nothing_is_amiss(tmp_path: Path) -> None:
    """Whoever handed in before is known by the gradebook, with the ids that they had."""
    known = Student("Xin Li_71", "Xin Li", ids={"moodle_id": "71"}, enrolled=False)
    roster = Roster([known, Student("s8", "Student Two", enrolled=False)])
    names = [moodle("Xin Li_71"), moodle("Xin Li_72"), moodle("Student Two_5")]
    every = told(found(made(tmp_path / "all", dict.fromkeys(names, "x = 1")), roster=roster), roster)
    assert every == [("s8?", ""), ("Xin Li_71?", ""), ("Xin Li_72?", "")]


def test_ids_of_those_who_are_not_enrolled_say_nothing_of_the_class(tmp_path: Path) -> None:
    roster = Roster([Student("s7", "Xin Li"), Student("x_4", ids={"canvas_id": "4"}, enrolled=False)])
    every = found(made(tmp_path / "all", {"lixin_9_10_softmax.py": "1"}), roster=roster)
    assert told(every, roster) == [("s7", "")]


def owners(root: Path, files: list[str], *students: Student) -> list[str]:
    made(root, dict.fromkeys(files, "x = 1"))
    return [each.student for each in found(root, roster=Roster(students))]


def test_what_follows_blackboards_own_time_is_the_students(tmp_path: Path) -> None:
    forged = "softmax_s7_attempt_2026-10-09-12-00-00_softmax_s8_attempt_2026-09-01-00-00-00_softmax.py"
    (one,) = found(made(tmp_path, {forged: "x = 1"}), roster=Roster([Student("s7"), Student("s8")]))
    assert (one.student, one.at is not None and one.at.day) == ("s7", 9)


def test_a_login_of_a_repository_is_nobodys_key_or_address(tmp_path: Path) -> None:
    known = Student("s7", "Xin Li", "xin@example.org", ids={"github": "lixin99"})
    files = ["softmax-xin/softmax.py", "softmax-s7/softmax.py", "softmax-lixin99/softmax.py"]
    for name in files:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).parent.joinpath(".git").mkdir()
        (tmp_path / name).parent.joinpath(".git", "HEAD").write_text("ref: refs/heads/main\n")
    assert sorted(owners(tmp_path, files, known)) == ["s7", "s7 (?)", "xin"]


def test_a_display_name_with_numbers_is_not_taken_for_canvass(tmp_path: Path) -> None:
    files = ["lixin_7_8_softmax.py", "lixin_7_222__999_8888_softmax.py", "two_8_9_softmax.py"]
    students = Student("s7", "Xin Li", ids={"canvas_id": "7"}), Student("s8", "Two", ids={"canvas_id": "8"})
    assert [key for key in owners(tmp_path, files, *students) if key in ("s7", "s8")] == ["s7", "s8"]


def test_dated_files_of_one_do_not_hide_canvass_names_from_all(tmp_path: Path) -> None:
    files = ["lixin_7_8_softmax.py", *(f"two_8_{number}_d_2026_10_01_{number}.py" for number in range(10, 16))]
    students = Student("s7", "Xin Li", ids={"canvas_id": "7"}), Student("s8", "Two", ids={"canvas_id": "8"})
    assert set(owners(tmp_path, files, *students)) == {"s7", "s8"}


def test_several_folders_without_a_class_list_are_one_students_each(tmp_path: Path) -> None:
    made(tmp_path, {"s7/s8/softmax.py": "x = 1", "s7/s8/.git/HEAD": "ref: x", "s8/softmax.py": "y = 1"})
    assert [each.student for each in found(tmp_path / "s7", tmp_path / "s8")] == ["s7", "s8"]
