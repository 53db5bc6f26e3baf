"""Names that hosts and people give: whose a file is, what it was called, and when it was handed in."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.naming import read_name
from grader.collect.naming.gradescope import read_metadata
from grader.collect.naming.plain import owner, without_copy

# The name, and the key, the file and the time in it.
FILES = {
    "studentone_12345_67890_softmax.py": ("studentone_12345", "softmax.py", None),
    "studentone_LATE_12345_67890_softmax-1.py": ("studentone_12345", "softmax-1.py", None),
    "onestudent_12345_67890_my_file_1_2.py": ("onestudent_12345", "my_file_1_2.py", None),
    "ångströmélodie_7_8_softmax (1).ipynb": ("ångströmélodie_7", "softmax (1).ipynb", None),
    "anon_aB3xY_67890_softmax.py": ("anon_aB3xY", "softmax.py", None),
    "LATE_anon_aB3xY_67890_softmax.py": ("anon_aB3xY", "softmax.py", None),
    "studentone_12345_text.html": ("studentone_12345", "text.html", None),
    "Student One_1234567_assignsubmission_file_softmax.py": ("Student One_1234567", "softmax.py", None),
    "Participant_1234567_assignsubmission_file_a_b.py": ("Participant_1234567", "a_b.py", None),
    "softmax_s001_attempt_2026-10-01-12-00-05_softmax.py": ("s001", "softmax.py", datetime(2026, 10, 1, 12, 0, 5)),
    "Home Work 1_s001_attempt_2026-10-01-12-00-05.txt": ("s001", "", datetime(2026, 10, 1, 12, 0, 5)),
    "hw_s001_poging_2026-10-01-12-00-05_a_b.py": ("s001", "a_b.py", datetime(2026, 10, 1, 12, 0, 5)),
    "hw_s001_attempt_2026-13-01-12-00-05_a.py": ("s001", "a.py", None),
    "12345-67890 - Student One - Oct 1, 2026 1234 PM - softmax.py": (
        "Student One",
        "softmax.py",
        datetime(2026, 10, 1, 12, 34),
    ),
    "1-2 - Student One-Two - Oct 10, 2026 935 AM - a - b.py": (
        "Student One-Two",
        "a - b.py",
        datetime(2026, 10, 10, 9, 35),
    ),
    "1-2 - Student One - October 10, 2026 12:05 AM - a.py": ("Student One", "a.py", datetime(2026, 10, 10, 0, 5)),
    "1-2 - Student One - Foo 10, 2026 1205 AM - a.py": ("Student One", "a.py", None),
    "1-2 - Student One - a.py": ("Student One", "a.py", None),
}
FOLDERS = {
    "Student One_1234567_assignsubmission_file_": "Student One_1234567",
    "Student One_1234567_assignsubmission_file": "Student One_1234567",
    "Student One_1234567_assignsubmission_onlinetext": "Student One_1234567",
    "39786-640693 - Student One - Oct 10, 2026 1022 AM": "Student One",
}
NO_HOSTS = [
    "softmax.py",
    "s001.py",
    "softmax_s001.py",
    "s001_12.py",
    "a_b_c.py",
    "1-2.py",
    "assignsubmission_file",
    "",
    "x",
]


@pytest.mark.parametrize(("name", "told"), FILES.items(), ids=list(FILES))
def test_a_file_that_a_host_named(name: str, told: tuple[str, str, datetime | None]) -> None:
    found = read_name(name, is_folder=False)
    assert found is not None
    key, file, at = told
    assert (found.who.key, found.file) == (key, file)
    assert found.at == (at and at.astimezone())


@pytest.mark.parametrize(("name", "key"), FOLDERS.items(), ids=list(FOLDERS))
def test_a_folder_that_a_host_named(name: str, key: str) -> None:
    found = read_name(name, is_folder=True)
    assert found is not None
    assert (found.who.key, found.file) == (key, "")


@pytest.mark.parametrize("name", NO_HOSTS)
@pytest.mark.parametrize("is_folder", [False, True])
def test_a_name_that_no_host_wrote(name: str, is_folder: bool) -> None:
    assert read_name(name, is_folder=is_folder) is None


def test_what_canvas_says_of_the_time_is_no_time() -> None:
    found = read_name("studentone_LATE_12345_67890_softmax.py", is_folder=False)
    assert found is not None
    assert found.at is None
    assert found.notes == ("Canvas calls it late",)
    assert found.who.ids == (("canvas_id", "12345"),)


def test_what_was_handed_in_together_has_one_attempt() -> None:
    def attempt(name: str, is_folder: bool = False) -> object:
        found = read_name(name, is_folder=is_folder)
        return found and found.attempt

    first = "hw_s001_attempt_2026-10-01-12-00-05"
    assert attempt(f"{first}.txt") == attempt(f"{first}_a.py") == attempt(f"{first}_b.py")
    assert attempt(f"{first}_a.py") != attempt("hw_s001_attempt_2026-10-02-12-00-05_a.py")
    moodle = "Student One_1_assignsubmission_"
    assert attempt(f"{moodle}file", True) == attempt(f"{moodle}onlinetext", True) == attempt(f"{moodle}file_a.py")
    assert attempt("one_1_2_a.py") == attempt("one_LATE_1_3_b.py") != attempt("one_2_3_b.py")


# What a thing is called; whose it is without a class list; whether it is a repository.
OWNERS = [
    ("s001", "s001", False),
    ("softmax_s001", "s001", False),
    ("s001-softmax", "s001", False),
    ("softmax_s001 (1)", "s001", False),
    ("s001_Softmax", "s001", False),
    ("softmaxes", "softmaxes", False),
    ("softmax", None, False),
    ("softmax (2)", None, False),
    ("softmax-", None, False),
    ("softmax-octo-cat", "octo-cat", True),
    ("dl-softmax-octo-cat", "octo-cat", True),
    ("octo-cat", "octo-cat", True),
]


@pytest.mark.parametrize(("name", "key", "is_repository"), OWNERS, ids=str)
def test_a_name_by_hand(name: str, key: str | None, is_repository: bool) -> None:
    who = owner(name, ["softmax", "hw"], is_repository=is_repository)
    assert (who and who.key) == key


@pytest.mark.parametrize(
    "name", ["softmax (1)", "softmax(12)", "softmax - Copy", "softmax - Copy (2)", "softmax copy", "softmax copy 3"]
)
def test_a_copy_is_called_as_its_original(name: str) -> None:
    assert without_copy(name) == "softmax"


METADATA = """\
---
submission_123456:
  :submitters:
  - :name: Student O'One
    :sid: '0100'
    :email: one@example.org
  :created_at: 2026-10-01 18:25:53.109082000 -07:00
  :score: 0.0
  :results:
    tests:
    - output: |
        submission_9:
          :submitters:
          - :name: Somebody Else
  :history:
  - :id: 1
    :created_at: 2026-09-01 18:25:53.109082000 -07:00
    :submitters:
    - :name: Nobody
submission_123457:
  :submitters:
  - :name: "Student \\"Two\\""
    :sid:
    :email: two@example.org
  - :name: Student Three
    :sid: null
    :email: three@example.org
  :created_at: 2026-10-01 18:25:53 Z
submission_123458:
  :submitters:
  - :name: 'O''Four'
  :created_at: yesterday
"""


def test_gradescope_says_whose_it_is_and_when_it_came() -> None:
    told = read_metadata(METADATA.encode())
    assert list(told) == ["submission_123456", "submission_123457", "submission_123458"]
    first, second, third = told.values()
    assert [(who.key, who.name, who.email) for who in first.students] == [("0100", "Student O'One", "one@example.org")]
    assert first.at == datetime.fromisoformat("2026-10-01T18:25:53-07:00")
    assert [(who.key, who.name) for who in second.students] == [
        ("two@example.org", 'Student "Two"'),
        ("three@example.org", "Student Three"),
    ]
    assert second.at == datetime.fromisoformat("2026-10-01T18:25:53+00:00")
    assert [who.name for who in third.students] == ["O'Four"]
    assert third.at is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_the_metadata_is_it_is_read(content: bytes) -> None:
    read_metadata(content)


WORDS = st.sampled_from(
    [
        "s001",
        "softmax",
        "_",
        "-",
        " - ",
        "LATE",
        "12345",
        "attempt",
        "assignsubmission_file_",
        "2026-10-01-12-00-00",
        ".py",
    ]
)


@given(st.lists(WORDS | st.text(max_size=4)).map("".join), st.booleans())
def test_whatever_the_name_is_it_is_read(name: str, is_folder: bool) -> None:
    read_name(name, is_folder=is_folder)
    owner(name, ["softmax", "İ"], is_repository=is_folder)
