"""`grade report`: which assignments, by which policy, where it goes, and what is said beside it."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result as Outcome_

import grader.gradebook
from grader.classreport import FORMATS
from grader.commands import report
from grader.gradebook import Gradebook, Standings, Student
from grader.model.policy import Policy
from tests.classreport.classes import like_real

Run = Callable[..., Outcome_]
FIRST = like_real(20, name="first", title="The first steps")
SECOND = like_real(20, 3, name="second", title="More steps")


@dataclass
class Book:
    """Instead of a gradebook's file: the same questions, answered as a test wants. ``asked`` keeps the policies."""

    classes: dict[str, Standings]
    asked: list[Policy] = field(default_factory=list)

    def assignments(self) -> list[str]:
        return list(self.classes)

    def standings(self, name: str, policy: Policy) -> Standings:
        self.asked.append(policy)
        return self.classes[name]

    def files(self, digest: str) -> list[tuple[str, bytes]]:
        return [("first.py", b"def square(x):\n    return x * x\n")]


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    made = Book({"second": SECOND, "first": FIRST})

    class Opened:
        @staticmethod
        @contextmanager
        def open(path: Path) -> Iterator[Book]:
            yield made

    monkeypatch.setattr(grader.gradebook, "Gradebook", Opened)
    return made


def rows(done: Outcome_) -> list[dict[str, str]]:
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_the_formats_are_those_of_the_registry() -> None:
    assert list(report._FORMATS) == sorted([*FORMATS, "jplag", "feedback", "results"])


@pytest.mark.usefixtures("course")
def test_all_assignments_in_the_courses_order(book: Book, run: Run) -> None:
    done = run("report", "class.db", "--to", "csv")
    assert list(dict.fromkeys(row["assignment"] for row in rows(done))) == ["first", "second"]
    assert done.stderr == ""


@pytest.mark.usefixtures("course")
def test_some_assignments(book: Book, run: Run) -> None:
    assert {row["assignment"] for row in rows(run("report", "class.db", "--to", "csv", "-a", "first"))} == {"first"}
    done = run("report", "class.db", "--to", "csv", "-a", "first", "-a", "second")
    assert {row["assignment"] for row in rows(done)} == {"first", "second"}
    done = run("report", "class.db", "--to", "csv", "-a", "third")
    assert done.exit_code == 2
    words = "grade: the gradebook has no assignment `third`: it has `second`, `first`"
    assert " ".join(done.stderr.split()) == words


def test_the_courses_policy_counts(book: Book, run: Run, course: Path) -> None:
    text = (course / "course.yaml").read_text()
    (course / "course.yaml").write_text(f"{text}attempts: best\n")
    assert run("report", "class.db", "--to", "csv").exit_code == 0
    assert {policy.counts for policy in book.asked} == {"best"}


def test_a_course_above_the_gradebook_will_do(
    book: Book, run: Run, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", str(course / "work" / "class.db"), "--to", "html")
    assert "A small course" in done.stdout and done.stderr == ""


def test_without_a_course_it_says_what_that_means(
    book: Book, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", "spring.db", "--to", "html")
    assert done.exit_code == 0 and "<h1>spring</h1>" in done.stdout
    assert " ".join(done.stderr.split()).startswith("grade: no course.yaml here or above the gradebook")
    assert book.asked == [Policy(), Policy()]


@pytest.mark.usefixtures("course")
def test_it_goes_where_it_was_told_to(book: Book, run: Run, tmp_path: Path) -> None:
    done = run("report", "class.db", "--to", "html", "-o", str(tmp_path / "page.html"), "--names")
    assert (done.exit_code, done.output) == (0, "")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") and 'class="name"' in page
    assert 'class="name"' not in run("report", "class.db", "--to", "html").stdout
    done = run("report", "class.db", "--to", "csv", "-o", str(tmp_path / "none" / "x.csv"))
    assert done.exit_code == 3 and "cannot be written" in " ".join(done.stderr.split())


@pytest.mark.usefixtures("course")
def test_whom_a_format_leaves_out_is_told(book: Book, run: Run) -> None:
    nameless = [replace(each, student=replace(each.student, ids={})) for each in FIRST.students[:2]]
    book.classes = {"first": replace(FIRST, students=(*nameless, *FIRST.students[2:]))}
    done = run("report", "class.db", "--to", "moodle")
    assert done.exit_code == 0
    assert "grade: 2 students are left out, having no Moodle id: `s001`, `s002`" in done.stderr
    assert "left out" not in done.stdout


@pytest.mark.usefixtures("course")
def test_submissions_for_jplag(book: Book, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "similar"
    done = run("report", "class.db", "--to", "jplag", "-a", "first", "-o", str(out))
    assert done.exit_code == 0, done.output
    assert f"java -jar jplag.jar -l python3 -bc {out}/base {out}/submissions" in done.stdout
    assert (out / "base" / "first.py").read_text() == '"""Starter of first."""\n'
    assert len(list((out / "submissions").iterdir())) == sum(bool(each.attempts) for each in FIRST.students)
    done = run("report", "class.db", "--to", "jplag", "-o", str(out))
    assert done.exit_code == 2 and "say which, as in `-a first`, `-a second`" in " ".join(done.stderr.split())
    done = run("report", "class.db", "--to", "jplag", "-a", "first")
    assert done.exit_code == 2 and "-o FOLDER" in done.stderr


def test_submissions_without_a_course_have_no_starter(
    book: Book, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", "class.db", "--to", "jplag", "-a", "first", "-o", "similar")
    assert done.exit_code == 0 and "-bc" not in done.stdout and "the starter is not there" in done.stderr


@pytest.mark.usefixtures("course")
def test_without_the_extra_it_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("grader.gradebook", "grader.classreport", "sqlalchemy"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    done = run("report", "class.db", "--to", "csv")
    assert done.exit_code == 2 and "torch-grader[class]" in done.stderr and "Traceback" not in done.output
    assert run("report", "--help").exit_code == 0


@pytest.mark.usefixtures("course")
def test_a_real_gradebook(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "class.db"
    people = [Student(key, f"Student {key}", ids={"login": key}) for key in ("s1", "s2")]
    with Gradebook.open(file, make=True) as made:
        made.enrol(people)
        made.hand_in("first", people[0], [("first.py", b"x = 1\n")], found="s1", at=datetime(2026, 11, 20, tzinfo=UTC))
        made.decide("s2", "first", None, 300, "Shown in person.")
    found = {row["student"]: row for row in rows(run("report", str(file), "--to", "csv"))}
    assert (found["s1"]["score"], found["s1"]["ungraded"]) == ("", "yes")
    assert (found["s2"]["score"], found["s2"]["override"], found["s2"]["missing"]) == ("3.00", "3.00", "no")
    for to in FORMATS:
        assert run("report", str(file), "--to", to).exit_code == 0
    done = run("report", str(file), "--to", "jplag", "-o", str(tmp_path / "similar"))
    assert (tmp_path / "similar" / "submissions" / "s1" / "first.py").read_bytes() == b"x = 1\n", done.output
    assert run("report", str(tmp_path / "none.db"), "--to", "csv").exit_code == 2
