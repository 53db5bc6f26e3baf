"""Tables read back by their hosts' rules: the same totals for the same people, and nothing that has no score is 0."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from grader.classreport import FORMATS
from grader.errors import UsageError
from grader.gradebook.standing import Override, Standing, Standings, Student
from grader.model.result import Cause
from tests.classreport import hosts
from tests.classreport.classes import (
    GRADED,
    NASTY,
    NOBODY,
    TASKS,
    UNGRADED,
    attempt,
    like_real,
    mark,
    nasty,
    standing,
    standings,
    student,
)
from tests.classreport.drawn import classes
from tests.classreport.drawn import standings as drawn_standings

NUMBER = re.compile(r"-?\d+\.\d\d|\d+|")
REAL = like_real(60)


def write(to: str, *found: Standings, names: bool = False) -> str:
    return FORMATS[to].render(found, "A course", names).text


def remarks(to: str, *found: Standings, names: bool = False) -> str:
    return "\n".join(FORMATS[to].render(found, "A course", names).remarks)


def rows(text: str) -> list[dict[str, str]]:
    header, *others = hosts.rows_of(text)
    assert len(set(header)) == len(header)
    return [dict(zip(header, row, strict=True)) for row in others]


def scores_of(found: Standings) -> dict[str, float]:
    return {each.student.key: each.score / 100 for each in found.students if each.score is not None}


def test_the_registry_is_in_order_and_says_how_no_score_is_told() -> None:
    assert list(FORMATS) == sorted(FORMATS)
    assert all(each.reader and each.no_score for each in FORMATS.values())


# csv


def test_csv_says_all_of_a_student() -> None:
    found = {row["student"]: row for row in rows(write("csv", REAL))}
    assert list(found) == [each.student.key for each in REAL.students]
    for each in REAL.students:
        row = found[each.student.key]
        assert row["score"] == ("" if each.score is None else f"{each.score / 100:.2f}")
        assert row["max_score"] == "15.00"
        if each.counts:
            assert [row[task.id] for task in TASKS] == [
                "" if one.score is None else f"{one.score / 100:.2f}" for one in each.counts.marks
            ]
            given = each.counts.automatic
            assert row["automatic"] == ("" if given is None else f"{given / 100:.2f}")
            assert row["late_penalty"] == f"{each.counts.penalty / 100:.2f}"
    excused = found["s043"]
    assert (excused["score"], excused["excused"], excused["missing"]) == ("", "yes", "no")
    assert found["s042"]["override"] == found["s042"]["score"] == "11.00"
    assert "name" not in excused and rows(write("csv", REAL, names=True))[0]["name"] == "Student 1"


def test_csv_keeps_the_exercises_of_assignments_apart() -> None:
    other = replace(like_real(3, 5), assignment="other")
    found = rows(write("csv", like_real(3, 4), other))
    assert {"attention/square", "other/square"} <= set(found[0])
    assert found[0]["other/square"] == "" == found[-1]["attention/square"]


def test_what_has_no_score_is_empty_everywhere() -> None:
    for found in (NOBODY, UNGRADED):
        assert {row["score"] for row in rows(write("csv", found))} == {""}
        assert {row["score"] for row in hosts.nbgrader(write("nbgrader", found))} == {""}
        assert set(hosts.moodle(write("moodle", found), people(found), 15).scores[""]) == set()
        assert len(hosts.rows_of(write("canvas", found))) == 2


def test_csv_has_no_column_twice() -> None:
    task = replace(TASKS[0], id="score")
    (row,) = rows(write("csv", standings(standing(student(1), attempt(mark(task))), tasks=[task])))
    assert row["attention/score"] == row["score"] == "2.00"


# Canvas


def people(*found: Standings) -> list[Student]:
    return [each.student for one in found for each in one.students]


def test_canvas_finds_everybody_by_id() -> None:
    imported = hosts.canvas(write("canvas", REAL), people(REAL))
    assert imported.scores == {"Attention, from the bottom up": scores_of(REAL)}
    assert imported.excused == {"Attention, from the bottom up": {"s043"}}
    assert imported.most == {"Attention, from the bottom up": 15}


def test_the_first_rows_for_canvas() -> None:
    alone = standings(standing(student(1), attempt(mark(TASKS[0]), mark(TASKS[1], Cause.WRONG))), tasks=TASKS[:2])
    assert write("canvas", alone, names=True) == (
        'Student,ID,SIS User ID,SIS Login ID,Section,"Attention, from the bottom up"\n'
        "    Points Possible,,,,,4.00\n"
        "Student 1,1001,n1,s001,2,2.00\n"
    )


def only(*who: Student) -> Standings:
    return standings(*(standing(each, attempt(mark(TASKS[0]))) for each in who), tasks=TASKS[:1])


def test_canvas_leaves_out_whom_it_could_take_for_somebody_else() -> None:
    found = only(
        Student("a", "Student A"),
        Student("b", "Student A", enrolled=False),
        Student("c", "", ids={"canvas_id": "7"}),
        Student("d", "", ids={"canvas_id": "7"}, enrolled=False),
        Student("e", "", ids={"login": "e"}),
        Student("f", "", ids={"login": "e"}),
        Student("g", "Student G", enrolled=False),
    )
    assert [row["Student"] for row in rows(write("canvas", found))[1:]] == ["c"]
    assert remarks("canvas", found).split("\n") == [
        "3 students are left out, having no Canvas id, SIS id or login (with `--names`, Canvas finds those of a roster "
        "by their names): `a`, `b`, `g`",
        "3 students are left out, sharing a Canvas id, SIS id or login with somebody else: `d`, `e`, `f`",
    ]
    named = rows(write("canvas", found, names=True))[1:]
    assert [row["Student"] for row in named] == ["Student A", "c"]
    assert "finds these by their names alone" in remarks("canvas", found, names=True)


@pytest.mark.parametrize("title", ["Final Score of it", "Homework (12)", "", "Current Grade"])
def test_a_title_that_canvas_reads_otherwise_is_not_written(title: str) -> None:
    found = replace(only(student(1)), title=title)
    assert list(hosts.canvas(write("canvas", found), people(found)).scores) == ["attention"]
    assert "`attention` has the column `attention`" in remarks("canvas", found)


def test_two_assignments_of_one_title() -> None:
    found = [replace(only(student(1)), assignment=name, title="Same") for name in ("one", "two")]
    assert list(hosts.canvas(write("canvas", *found), people(*found)).scores) == ["one", "two"]
    found = [replace(only(student(1)), assignment=name, title=title) for name, title in (("one", ""), ("two", "one"))]
    assert list(hosts.canvas(write("canvas", *found), people(*found)).scores) == ["one~2", "one"]


def test_a_student_called_points_possible_has_no_row_of_points() -> None:
    found = only(Student("Points Possible", "x Points Possible", ids={"canvas_id": "1"}))
    for names in (False, True):
        assert hosts.canvas(write("canvas", found, names=names), people(found)).most == {found.title: 2}


# Moodle


def test_moodle_finds_everybody_by_its_number() -> None:
    imported = hosts.moodle(write("moodle", REAL), people(REAL), 15)
    assert imported.scores[""] == scores_of(REAL)
    assert "excused, which a worksheet cannot say: 1" in remarks("moodle", REAL)


def test_the_first_rows_for_moodle() -> None:
    found = only(student(1), Student("no-id"), Student("whole", ids={"moodle_id": "Participant 5"}))
    assert write("moodle", found).splitlines() == [
        "Identifier,Full name,Email address,Grade,Maximum Grade,Last modified (submission),Last modified (grade)",
        "Participant 90001,,,2.00,2.00,2026-11-20T19:00:00+00:00,2026-11-22T14:32:01+00:00",
        "Participant 5,,,2.00,2.00,2026-11-20T19:00:00+00:00,2026-11-22T14:32:01+00:00",
    ]
    assert remarks("moodle", found) == "1 student is left out, having no Moodle id: `no-id`"


def test_moodle_takes_one_assignment_a_file() -> None:
    with pytest.raises(UsageError, match="one assignment, and there are 2: say which, as in `-a attention`"):
        write("moodle", REAL, replace(REAL, assignment="other"))
    with pytest.raises(UsageError, match="there are 0"):
        write("moodle")


def test_moodle_passes_over_more_than_the_maximum() -> None:
    bonus = Override(None, 300, "More than asked.", GRADED)
    found = standings(standing(student(1), attempt(mark(TASKS[0])), overrides=(bonus,), score=300), tasks=TASKS[:1])
    assert "1 of the grades are below 0 or above 2" in remarks("moodle", found)


# nbgrader


def test_nbgrader_has_its_columns() -> None:
    found = standings(standing(replace(student(1), name="Last, First Second"), attempt(mark(TASKS[0]), penalty=50)))
    (row,) = hosts.nbgrader(write("nbgrader", found, names=True))
    assert row == {
        "assignment": "attention", "duedate": "2026-11-20 22:00:00", "timestamp": "2026-11-20 19:00:00",
        "student_id": "s001", "last_name": "Last", "first_name": "First Second", "email": "s001@example.org",
        "raw_score": "2.00", "late_submission_penalty": "0.50", "score": "1.50", "max_score": "15.00",
    }  # fmt: skip
    (row,) = hosts.nbgrader(write("nbgrader", found))
    assert (row["last_name"], row["first_name"], row["email"]) == ("", "", "")
    named = standings(standing(replace(student(1), name="First Second Last")))
    assert hosts.nbgrader(write("nbgrader", named, names=True))[0]["last_name"] == "Last"


# All of them


@settings(max_examples=150, deadline=None)
@given(found=classes())
def test_totals_agree_wherever_they_are_read(found: list[Standings]) -> None:
    for row, each in zip(rows_or_none(write("csv", *found)), pairs(found), strict=True):
        assert row["score"] == shown(each[1].score) and float(row["max_score"]) == each[0].points / 100
    for row, each in zip(hosts.nbgrader(write("nbgrader", *found)), pairs(found), strict=True):
        assert row["score"] == shown(each[1].score) and float(row["max_score"]) == each[0].points / 100


def rows_or_none(text: str) -> list[dict[str, str]]:
    """Two exercises may have one name where that is hidden; the totals are at the end."""
    header, *others = hosts.rows_of(text)
    return [dict(zip(header, row, strict=True)) for row in others]


def pairs(found: list[Standings]) -> list[tuple[Standings, Standing]]:
    return [(each, one) for each in found for one in each.students]


def shown(score: int | None) -> str:
    return "" if score is None else f"{score / 100:.2f}"


def plain(found: list[Standings]) -> bool:
    """Whether the ids are what a host can have: others are made harmless, and then find nobody."""
    return all(
        re.fullmatch(r"(?!=)[\w.@+-]*", value, re.ASCII) for each in people(*found) for name, value in each.ids.items()
    )


@settings(max_examples=150, deadline=None)
@given(found=classes())
def test_canvas_reads_the_totals_of_everybody_it_finds(found: list[Standings]) -> None:
    if not found or not plain(found):
        return
    written = FORMATS["canvas"].render(found, "", False)
    who = list({each.key: each for each in people(*found)}.values())
    imported = hosts.canvas(written.text, who)
    listed = {key for scores in (*imported.scores.values(), *imported.excused.values()) for key in scores}
    for each, column in zip(found, imported.scores, strict=True):
        expected = {key: score for key, score in scores_of(each).items() if key in listed}
        assert imported.scores[column] == pytest.approx(expected, abs=0.005)
        assert imported.most[column] == each.points / 100
        assert imported.excused[column] == {one.student.key for one in each.students if one.excused} & listed
    told = {one.student.key for _, one in pairs(found) if one.excused or one.score is not None}
    assert told == listed or "left out" in "\n".join(written.remarks)


@settings(max_examples=150, deadline=None)
@given(found=drawn_standings())
def test_moodle_reads_the_totals_of_everybody_it_finds(found: Standings) -> None:
    if not plain([found]):
        return
    written = FORMATS["moodle"].render([found], "", False)
    imported = hosts.moodle(written.text, people(found), found.points / 100)
    most = found.points / 100
    expected = {key: score for key, score in scores_of(found).items() if 0 <= score <= most}
    assert imported.scores[""].items() <= expected.items()
    assert imported.scores[""] == expected or "left out" in "\n".join(written.remarks)


# What a spreadsheet makes of it


@pytest.mark.parametrize("to", ["canvas", "csv", "moodle", "nbgrader"])
@settings(max_examples=80, deadline=None)
@given(found=drawn_standings())
def test_no_cell_is_a_formula(to: str, found: Standings) -> None:
    check(write(to, found, names=True))


@pytest.mark.parametrize("to", ["canvas", "csv", "moodle", "nbgrader"])
def test_no_cell_of_hostile_people_is_a_formula(to: str) -> None:
    check(write(to, nasty(), names=True))
    assert NASTY not in write(to, nasty(), names=True)


def check(text: str) -> None:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            plain_id = re.fullmatch(r"[\w.@+-]+", cell, re.ASCII) and not cell.startswith("=")
            assert plain_id or cell == "-" or not hosts.is_formula(cell), cell
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", cell)


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("s001", "s001"),
        ("-abc", "-abc"),
        ("+1-2", "+1-2"),
        ("@me", "@me"),
        ("=1", "'=1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("a;=1+1", "a;'=1+1"),
        ('a;"=1', "a;'\"=1"),
        ("＝1", "'＝1"),
        ("\t=1", "\\t=1"),
        ("a b", "a b"),
        ("Doe, Jane", "Doe, Jane"),
    ],
)
def test_what_becomes_of_a_key(key: str, cell: str) -> None:
    (row,) = rows(write("csv", only(Student(key))))
    assert row["student"] == cell


# The page on it


@pytest.mark.parametrize("name", FORMATS)
def test_the_documentation_says_how_no_score_is_told(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "class-report.md").read_text("utf-8")
    assert f"| `{name}` | {FORMATS[name].reader} | {FORMATS[name].no_score} |" in page.splitlines()
