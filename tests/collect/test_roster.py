"""Lists of students as hosts export them, and whose a name is."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import Roster, read_roster
from grader.collect.times import read_iso, read_moodle
from grader.errors import UsageError
from grader.gradebook.standing import Student

ONE = Student("s001", "Student One", "one@example.org", "A")
# The file, and its first student.
LISTS = {
    "classroom 50": (
        "username,first_name,last_name,email,section,github_id\ns001,Student,One,one@example.org,A,77\n",
        Student("s001", "Student One", "one@example.org", "A", {"github": "s001", "github_id": "77"}),
    ),
    "classroom 50 with roles": (
        "username,first_name,last_name,email,section,github_id,role\nt,T,T,,,1,instructor\na,A,A,,,2,ta\n"
        ",Student,One,one@example.org,A,,student\n",
        Student("one@example.org", "Student One", "one@example.org", "A"),
    ),
    "github classroom": (
        '"identifier","github_username","github_id","name"\n"s001","octo","77","Student One"\n',
        Student("s001", "Student One", "", "", {"github": "octo", "github_id": "77"}),
    ),
    "canvas": (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,HW1 (12345)\n    Points Possible,,,,,10\n"
        '"One, Student",101,u1,s001,A,7.5\n"Student, Test",999,,abc,A,\n',
        Student("s001", "One, Student", "", "A", {"canvas_id": "101", "sis_id": "u1", "login": "s001"}),
    ),
    "canvas without logins": (
        "Student;ID;Section\n;;\n Points Possible;;\nOne, Student;101;A\n",
        Student("101", "One, Student", "", "A", {"canvas_id": "101"}),
    ),
    "moodle's worksheet": (
        'Identifier,"Full name","ID number","Email address",Status,Grade\n'
        '"Participant 1234567","Student One",s001,one@example.org,Submitted,\n',
        Student("s001", "Student One", "one@example.org", "", {"moodle_id": "1234567", "id_number": "s001"}),
    ),
    "moodle's participants": (
        '"First name","Last name","Email address",Groups\nStudent,One,one@example.org,A\n',
        Student("one@example.org", "Student One", "one@example.org", "A"),
    ),
    "brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email\n#900,s001,One,Student,one@example.org\n",
        Student("s001", "Student One", "one@example.org", "", {"student_id": "900", "login": "s001"}),
    ),
    "simple": ("id;name;email;section\ns001;Student One;one@example.org;A\n", ONE),
    "simple with tabs": ("key\tname\temail\tsection\r\n\r\ns001\tStudent One\tone@example.org\tA\r\n", ONE),
    "by login": ("login,github\ns001,octo\n", Student("s001", ids={"login": "s001", "github": "octo"})),
    "by email": ("E-Mail\none@example.org\n", Student("one@example.org", "", "one@example.org")),
}


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "roster.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize(("content", "student"), LISTS.values(), ids=list(LISTS))
def test_a_list_is_known_by_its_header(tmp_path: Path, content: str, student: Student) -> None:
    assert read_roster(written(tmp_path, content)).students == (student,)


def test_a_list_as_excel_saves_it(tmp_path: Path) -> None:
    read = read_roster(written(tmp_path, "id;name\ns001;Ren\u00e9e One\n".encode("cp1252")))
    assert read.students[0].name == "Renée One"


WRONG = {
    "nothing": ("", r"roster\.csv` is empty$"),
    "as good as nothing": ("\ufeff\r\n \n", r"roster\.csv` is empty$"),
    "a zip": ("PK\3\4\24\0", r"roster\.csv` is not a CSV file: it is a zip, or a workbook"),
    "another code": ("i\0d\0\n\0", r"roster\.csv` is not a CSV file: expected text in UTF-8$"),
    "no time": (
        "id,submitted\ns001,\ns002,2026-10-05\n",
        r"roster\.csv:3: expected a day and a time in the column `submitted`, such as `2026-.*, got `2026-10-05`$",
    ),
    "no such time": ("id,submitted\ns001,2026-02-30 12:00\n", r"roster\.csv:2: expected .*, got `2026-02-30 12:00`$"),
    "no header": ("s001,Student One\n", r"its first line is `s001,Student One`; expected columns"),
    "no students": ("id,name\n\n", "names no students"),
    "no key": ("id,name\ns001,One\n\n,Two\n", r"roster\.csv:4: expected a value in the column `id`, got none"),
    "a key twice": ("id,name\ns001,One\ns002,Two\nS001,Three\n", r"roster\.csv:4: `S001` stands in line 2 too"),
    "too many cells": (
        "id,name\ns001,One, Student\n",
        r"roster\.csv:2: expected 2 columns as in the first line, got more",
    ),
    "an open quote": ('id,name\ns001,"' + "x" * 200_000, r"roster\.csv:2: this is no line of a CSV file"),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_roster(written(tmp_path, content))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path / "roster.csv")
    with pytest.raises(UsageError, match="cannot be read"):
        read_roster(tmp_path)


@given(
    st.binary(max_size=300)
    | st.text(alphabet='idlogin,;\t"\r\n\0é', max_size=60).map(lambda text: f"id,name\n{text}".encode())
)
def test_any_bytes_are_a_list_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    with suppress(UsageError):
        read_roster(written(tmp_path_factory.getbasetemp(), content))


TIMES = {
    "2026-10-05T12:00:00Z": "2026-10-05T12:00:00+00:00",
    "2026-10-05T12:00:00.5+02:00": "2026-10-05T12:00:00+02:00",
    "2026-10-05 12:00 -0330": "2026-10-05T12:00:00-03:30",
    "2026-10-05T12:00": "2026-10-05T12:00:00",
}
WORKSHEET_TIMES = {
    "Monday, 5 October 2026, 2:14 PM": "2026-10-05T14:14",
    "Monday, October 5, 2026, 12:05 AM": "2026-10-05T00:05",
    "Monday, 5 October 2026, 23:59": "2026-10-05T23:59",
    "5 Oct 2026, 02:14 pm": "2026-10-05T14:14",
    "Montag, 5. Oktober 2026, 14:14": None,
    "Monday, 31 February 2026, 2:14 PM": None,
    "Monday, 5 October 2026, 0:14 PM": None,
    "Monday, 5 Foo 2026, 2:14 PM": None,
    "-": None,
    "": None,
}


@pytest.mark.parametrize(("text", "at"), TIMES.items(), ids=str)
def test_a_time_that_a_list_tells(tmp_path: Path, text: str, at: str) -> None:
    roster = read_roster(written(tmp_path, f"Student;ID;Section;Submitted\nOne;1;;\nTwo;2;;{text}\n"))
    expected = datetime.fromisoformat(at)
    assert roster.times == {"2": expected if expected.tzinfo else expected.astimezone()}


@pytest.mark.parametrize(("text", "at"), WORKSHEET_TIMES.items(), ids=str)
def test_a_time_that_moodles_worksheet_tells(tmp_path: Path, text: str, at: str | None) -> None:
    row = f'Participant 7,One,s001,Submitted,"{text}"'
    roster = read_roster(
        written(tmp_path, f"Identifier,Full name,ID number,Status,Last modified (submission)\n{row}\n")
    )
    assert roster.times == ({"s001": datetime.fromisoformat(at).astimezone()} if at else {})


@given(st.text(max_size=30) | st.from_regex(r"\d{4}-\d\d-\d\d \d\d:\d\d ?(Z|[+-]\d{2,4})?", fullmatch=True))
def test_any_text_is_a_time_or_none(text: str) -> None:
    for read in (read_iso, read_moodle):
        at = read(text)
        assert at is None or at.utcoffset() is not None


STUDENTS = Roster(
    [
        Student("s001", "One, Student", "student.one@example.org", ids={"github": "Octo", "canvas_id": "s002"}),
        Student("s002", "Student Two", "two@example.org", ids={"sis_id": "77"}),
        Student("s003", "Ångström, Élodie", "shared@example.org"),
        Student("s004", "Student  Five", "shared@example.com"),
        Student("s005", "Student Five", "77@example.org"),
    ]
)
NAMES = {
    "s001": "s001",
    "S001": "s001",
    "s002": "s002",  # by key, before it is somebody's id
    "octo": "s001",
    "77": "s002",  # by id, before it is somebody's mail
    "Student.One@Example.org": "s001",
    "student.one": "s001",
    "Student One": "s001",
    "one, student": "s001",
    "Two, Student": "s002",
    "Elodie Angstrom": "s003",
    "angstrom,  élodie": "s003",
    "shared": None,
    "Student Five": None,
    "Student_Five": None,
    "Two Student": "s002",
    "Student_Two": "s002",
    "two-student": "s002",
    "Angstrom_Elodie": "s003",
    "One_Student": "s001",
    "student-one": None,  # it may be another's login at GitHub
    "Student_Tw": None,
    "Two_Student_1": None,
    "five, student": None,
    "Student": None,
    "s00": None,
    "": None,
}


@pytest.mark.parametrize(("name", "key"), NAMES.items(), ids=list(NAMES))
def test_whose_a_name_is(name: str, key: str | None) -> None:
    found = STUDENTS.find(name)
    assert (found.key, found.enrolled) == (key or name, key is not None)


def test_who_shares_a_name_is_said() -> None:
    assert [student.key for student in STUDENTS.match("student five").several] == ["s004", "s005"]
    assert STUDENTS.match("nobody").several == ()


def test_a_number_of_one_host_is_no_number_of_another() -> None:
    assert STUDENTS.by_id("sis_id", "77").student is not None
    assert STUDENTS.by_id("canvas_id", "77").student is None


@pytest.mark.parametrize(
    ("name", "key"), [("onestudent", "s001"), ("twostudent", "s002"), ("ångströmélodie", "s003"), ("studentone", None)]
)
def test_a_name_as_canvas_squeezes_it(name: str, key: str | None) -> None:
    found = STUDENTS.by_squeezed(name).student
    assert (found and found.key) == key


def test_a_stranger_is_found_again() -> None:
    roster = Roster([ONE])
    stranger = Student("x_5", ids={"canvas_id": "5"}, enrolled=False)
    assert roster.remember(stranger) is stranger
    assert roster.find("x_5") is stranger
    assert roster.students == (ONE,)
