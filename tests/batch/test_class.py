"""A class in one run: everybody gets what their work was made to earn, whatever the others do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.gradebook import Gradebook

from .conftest import scores
from .made import KINDS, SOLUTION, make_class


def test_one_of_each_kind(course: Path, batch, standings) -> None:
    must = make_class(course, len(KINDS))
    done = batch("handed-in", "--workers", 2)
    assert scores(standings()) == must
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{len(KINDS)} submissions of {len(KINDS)} students" in done.stdout


@pytest.mark.thorough
def test_three_hundred(course: Path, batch, standings) -> None:
    must = make_class(course, 300, slow=4)
    done = batch("handed-in", "--workers", 2)
    assert scores(standings()) == must
    assert done.returncode == 1


def test_again_is_nothing_and_more_is_only_more(course: Path, batch, standings) -> None:
    make_class(course, 3, {"right": KINDS["right"]})
    assert batch("handed-in").returncode == 0
    assert "nothing was left to grade" in batch("handed-in").stdout
    (course / "handed-in" / "s0009.py").write_text(SOLUTION)
    assert "graded now: 1 of 1 different submission" in batch("handed-in").stdout
    assert standings().gradings == 4


def test_the_same_bytes_are_graded_once(course: Path, batch, standings) -> None:
    folder = course / "handed-in"
    folder.mkdir()
    for number in range(5):
        (folder / f"s{number}.py").write_text(SOLUTION)
    assert "5 submissions of 5 students" in batch("handed-in").stdout
    assert standings().gradings == 1
    assert set(scores(standings()).values()) == {300}


def test_who_is_missing(course: Path, batch, standings, tmp_path: Path) -> None:
    make_class(course, 2, {"right": KINDS["right"]})
    roster = tmp_path / "roster.csv"
    roster.write_text("key,name\ns0000,Student 1\ns0001,Student 2\ns0002,Student 3\n")
    said = batch("handed-in", "--roster", roster).stdout
    assert "handed nothing in (1): s0002" in said
    assert [each.student.name for each in standings().students] == ["Student 1", "Student 2", "Student 3"]
    assert "Student" not in said


def test_a_roster_that_comes_later_knows_who_they_are(course: Path, batch, standings, tmp_path: Path) -> None:
    make_class(course, 2, {"right": KINDS["right"]})
    batch("handed-in")
    roster = tmp_path / "roster.csv"
    roster.write_text("key,name,github\none,Student 1,s0000\ntwo,Student 2,s0001\n")
    batch("--roster", roster)
    assert scores(standings()) == {"one": 300, "two": 300}


def test_which_file_is_meant_is_for_a_person_to_say(course: Path, batch, standings) -> None:
    home = course / "handed-in" / "s0"
    home.mkdir(parents=True)
    (home / "small_final.py").write_text(SOLUTION)
    (home / "small_v2.py").write_text("")
    (course / "handed-in" / "s1.py").write_text(SOLUTION)
    done = batch("handed-in")
    assert "not graded until you say which file is meant (1):" in done.stdout
    assert (done.returncode, scores(standings())) == (3, {"s0": None, "s1": 300})
    assert batch(home / "small_final.py", "--student", "s0").returncode == 0
    assert scores(standings()) == {"s0": 300, "s1": 300}


def test_whose_a_file_is_can_be_said(course: Path, batch, standings, tmp_path: Path) -> None:
    folder, roster = course / "handed-in", tmp_path / "roster.csv"
    folder.mkdir()
    (folder / "Somebody_small.py").write_text(SOLUTION)
    roster.write_text("key,name\ns1,Student 1\n")
    assert "not on the roster (1): Somebody" in batch("handed-in", "--roster", roster).stdout
    said = batch(folder / "Somebody_small.py", "--student", "s1").stdout
    assert "Somebody → s1" in said
    assert scores(standings()) == {"s1": 300}
    done = batch("handed-in", "--student", "s2")
    assert (done.returncode, done.stderr.strip()) == (2, "grade: the class knows no student `s2`.")


def test_no_name_is_in_a_result(course: Path, batch, gradebook: Path, tmp_path: Path) -> None:
    """And each is a record, of one seed for all."""
    make_class(course, 3, {"wrong": KINDS["wrong"]})
    roster = tmp_path / "roster.csv"
    roster.write_text("key,name,email\ns0000,Student 1,one@example.org\n")
    batch("handed-in", "--roster", roster)
    with Gradebook.open(gradebook) as book:
        gradings = {mark.grading for each in book.standings("small").students for mark in each.counts.marks}
        kept = [book.result(each).decode() for each in gradings]
    assert len(kept) == 3
    assert not any(word in each for each in kept for word in ("s000", "Student 1", "example.org", str(tmp_path)))
    found = [json.loads(each) for each in kept]
    assert {(each["authoritative"], each["confinement"]) for each in found} == {(True, "isolated")}
    assert {(each["seed"]["value"], each["seed"]["source"]) for each in found} == {(found[0]["seed"]["value"], "fresh")}


def test_grading_anew_says_what_changed_and_why(course: Path, batch, standings) -> None:
    make_class(course, 2, {"right": KINDS["right"], "half": KINDS["half"]})
    batch("handed-in")
    solution = course / "reference" / "small" / "solution.py"
    solution.write_text(SOLUTION.replace("2 * x", "3 * x"))
    said = batch()
    assert "nothing was left to grade" in said.stdout
    assert "2 submissions graded by another specification or reference: `--regrade changed`" in said.stdout
    assert scores(standings()) == {"s0000": 300, "s0001": 100}
    said = batch("--regrade", "changed")
    assert "changed, as the specification or its reference changed (2):" in said.stdout
    assert "double: 1 (passed) → 0 (wrong): 2 students, s0000, s0001" in said.stdout
    assert scores(standings()) == {"s0000": 200, "s0001": 0}
    # Of one exercise alone: what another one's reference says now is not asked.
    solution.write_text("def square(x):\n    return x\n\n\n" + SOLUTION[-32:])
    assert "graded now: 2 of 2 different submissions" in batch("--regrade", "exercise:double").stdout
    assert scores(standings()) == {"s0000": 300, "s0001": 100}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "grade: there is no `nowhere`"),
        (["handed-in", "--regrade", "square"], "grade: `--regrade square`: say `student:KEY`, `exercise:ID`, "),
        (["handed-in", "--regrade", "exercise:sqare"], "Did you mean `square`?"),
        (["handed-in", "--regrade", "student:s000"], "grade: the gradebook knows no student `s000`. Did you mean"),
        (["handed-in", "--roster", "nobody.csv"], "nobody.csv"),
        (["reference/small"], "reference"),
        ([], "grade: the gradebook holds nothing that was handed in for small: say where it is"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(course: Path, batch, arguments: list[str], said: str) -> None:
    make_class(course, 1, {"right": KINDS["right"]})
    done = batch(*arguments)
    assert said in done.stderr or arguments == ["reference/small"]
    assert "Traceback" not in done.stderr
    assert done.returncode == 2 or arguments == ["reference/small"]


def test_a_course_that_cannot_be_graded_says_so_once(course: Path, batch) -> None:
    make_class(course, 3, {"right": KINDS["right"]})
    (course / "assignments" / "small" / "assignment.yaml").write_text("format: 1\nsubmission: small.py\n")
    done = batch("handed-in")
    assert done.returncode == 2
    assert done.stderr.count("assignment.yaml:1") == 1


def test_a_reference_that_fails_leaves_all_ungraded(course: Path, batch, standings) -> None:
    make_class(course, 2, {"right": KINDS["right"]})
    (course / "reference" / "small" / "solution.py").write_text("def square(x):\n    raise ValueError\n")
    done = batch("handed-in")
    assert done.returncode == 3
    assert scores(standings()) == {"s0000": None, "s0001": None}
    assert "could not be graded" in done.stdout
    (course / "reference" / "small" / "solution.py").write_text(SOLUTION)
    assert batch().returncode == 0
    assert scores(standings()) == {"s0000": 300, "s0001": 300}
