"""A file for each student: what was found of the submission that counts, by the exercises' last gradings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from grader.classreport.results import FEEDBACK, MARK, RESULTS, hand_back
from grader.errors import UsageError
from grader.gradebook.standing import Attempt, Mark, Override, Standing, Standings, Student, Task
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result
from grader.reporters.json_result import to_json
from tests.classreport.classes import GRADED

TASKS = (Task("one", "The first", 200), Task("two", "The second", 100))
HIDDEN = CaseResult("behind", True, None, (), Cause.WRONG, Message("cause.wrong", {}, "a secret"))


def exercise(task: Task, passed: bool) -> ExerciseResult:
    if passed:
        return ExerciseResult(task.id, task.title, task.points, task.points, Outcome.PASSED)
    said = Message("score.hidden")
    return ExerciseResult(task.id, task.title, task.points, 0, Outcome.FAILED, Cause.WRONG, said, cases=(HIDDEN,))


def result(seed: int, *exercises: ExerciseResult) -> bytes:
    versions = {"grader": "0.1.0", "python": "3.11", "torch": "2.13.0", "numpy": "2.4"}
    made = Result(
        "small", "Small", "0" * 64, "small.py", "0" * 64, seed, "fresh", exercises, "isolated", True, "", versions
    )
    run = {"started": "2026-10-05T12:00:00Z", "seconds": 1.0, "backend": "fork"}
    return json.dumps(to_json(replace(made, run=run))).encode()


def mark(task: Task, passed: bool, grading: int) -> Mark:
    outcome, cause = (Outcome.PASSED, None) if passed else (Outcome.FAILED, Cause.WRONG)
    return Mark(task, task.points if passed else 0, outcome, cause, grading=grading)


def class_of(*marks: Mark, overrides: tuple[Override, ...] = (), score: int | None = None, **more: int) -> Standings:
    attempt = Attempt("s1", "digest", None, marks, notes=("`small.py` was handed in as `mine.py`",), **more)
    one = Standing(Student("s1"), (attempt,), attempt, overrides, attempt.automatic if score is None else score)
    return Standings("small", "Small", TASKS, (one, Standing(Student("s2"), (), None)))


WHOLE = {1: result(7, exercise(TASKS[0], passed=False), exercise(TASKS[1], passed=True))}


def read(folder: Path) -> Mapping[str, object]:
    return json.loads((folder / "s1.json").read_text("utf-8"))


def test_a_result_as_it_was(tmp_path: Path) -> None:
    found = class_of(mark(TASKS[0], False, 1), mark(TASKS[1], True, 1))
    handed = hand_back(tmp_path / "out", found, WHOLE.__getitem__, RESULTS)
    assert (handed.files, handed.remarks) == (1, ())
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [MARK, "s1.json"]
    document = read(tmp_path / "out")
    assert (document["score"], document["max_score"], document["seed"]["value"]) == (1, 3, 7)
    assert document["notes"] == ["`small.py` was handed in as `mine.py`"]


def test_an_exercise_stands_as_it_was_last_graded(tmp_path: Path) -> None:
    kept = {**WHOLE, 4: result(9, exercise(TASKS[0], passed=True))}
    found = class_of(mark(TASKS[0], True, 4), mark(TASKS[1], True, 1))
    hand_back(tmp_path, found, kept.__getitem__, RESULTS)
    document = read(tmp_path)
    assert (document["score"], document["passed"], document["partial"]) == (3, True, False)
    assert "graded once more, from the seed 9: `one`" in document["notes"]


def test_why_another_grade_counts(tmp_path: Path) -> None:
    word = Override("one", 150, "seen in class", GRADED)
    found = class_of(
        mark(TASKS[0], False, 1), mark(TASKS[1], True, 1), overrides=(word,), score=200, days_late=2, penalty=50
    )
    hand_back(tmp_path, found, WHOLE.__getitem__, RESULTS)
    assert read(tmp_path)["notes"][:-1] == [
        "2 points count in the end",
        "handed in 2 days late: 0.5 points are taken off",
        "decided by a person: 1.5 points count for `one` (seen in class)",
    ]


def test_a_page_says_nothing_of_hidden_cases(tmp_path: Path) -> None:
    found = class_of(mark(TASKS[0], False, 1), mark(TASKS[1], True, 1))
    hand_back(tmp_path, found, WHOLE.__getitem__, FEEDBACK)
    page = (tmp_path / "s1.html").read_text("utf-8")
    assert "The first" in page
    assert "a secret" not in page


def test_without_a_result_there_is_no_file_and_that_is_said(tmp_path: Path) -> None:
    handed = hand_back(tmp_path, class_of(mark(TASKS[0], False, 1), mark(TASKS[1], True, 1)), lambda _: b"", RESULTS)
    assert handed.files == 0
    assert handed.remarks == ("of 1 of 1 students there is no result yet",)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    with pytest.raises(UsageError, match="has files in it that are not ours"):
        hand_back(tmp_path, class_of(mark(TASKS[0], True, 1)), WHOLE.__getitem__, RESULTS)


def test_a_second_time_takes_away_who_is_gone(tmp_path: Path) -> None:
    found = class_of(mark(TASKS[0], False, 1), mark(TASKS[1], True, 1))
    hand_back(tmp_path, found, WHOLE.__getitem__, FEEDBACK)
    hand_back(tmp_path, found, WHOLE.__getitem__, RESULTS)
    assert sorted(file.name for file in tmp_path.iterdir()) == [MARK, "s1.json"]
