"""What lateness takes off, which attempt counts, and what a person's word does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook.policy import days_late, penalty, stand
from grader.gradebook.standing import Attempt, Override
from grader.model.policy import Late

from .conftest import NOON, STUDENTS, TASKS, mark

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAIN = {"due": None, "late": Late(), "counts": "last"}


def attempt(*scores: int | None, at: datetime | None = None) -> Attempt:
    return Attempt("there", "digest", at, tuple(mark(task, score) for task, score in zip(TASKS, scores, strict=False)))


def decided(score: int | None, exercise: str | None = None) -> Override:
    return Override(exercise, score, "agreed", NOON)


@pytest.mark.parametrize(
    ("at", "due", "late", "days"),
    [
        (None, NOON, Late(), 0),
        (NOON, None, Late(), 0),
        (NOON, NOON, Late(), 0),
        (NOON + timedelta(seconds=1), NOON, Late(), 1),
        (NOON + DAY, NOON, Late(), 1),
        (NOON + DAY + HOUR, NOON, Late(), 2),
        (NOON + HOUR, NOON, Late(grace=HOUR), 0),
        (NOON + DAY + HOUR, NOON, Late(grace=HOUR), 1),
        (NOON - 9 * DAY, NOON, Late(), 0),
    ],
)
def test_days_late(at: datetime | None, due: datetime | None, late: Late, days: int) -> None:
    assert days_late(at, due, late) == days


@pytest.mark.parametrize(
    ("earned", "days", "late", "off"),
    [
        (1000, 0, Late(10), 0),
        (1000, 1, Late(10), 100),
        (1000, 3, Late(10), 300),
        (1000, 11, Late(10), 1000),
        (333, 1, Late(10), 33),
        (335, 1, Late(10), 34),  # half up
        (1000, 3, Late(10, most_days=2), 1000),
        (1000, 2, Late(10, most_days=2), 200),
        (1000, 5, Late(), 0),
        (0, 5, Late(10), 0),
    ],
)
def test_penalty(earned: int, days: int, late: Late, off: int) -> None:
    assert penalty(earned, days, late) == off


@given(st.integers(0, 10**6), st.integers(0, 500), st.floats(0, 100), st.none() | st.integers(0, 30))
def test_a_penalty_is_part_of_what_there_is_and_grows(earned: int, days: int, share: float, most: int | None) -> None:
    late = Late(round(share, 2), most_days=most)
    assert 0 <= penalty(earned, days, late) <= penalty(earned, days + 1, late) <= earned


def test_the_last_attempt_counts() -> None:
    found = stand(STUDENTS[0], [attempt(200, 100), attempt(200, 0)], [], **PLAIN)
    assert (found.score, found.counts) == (200, found.attempts[1])


def test_the_best_attempt_counts_after_lateness() -> None:
    attempts = [attempt(200, 0, at=NOON), attempt(200, 100, at=NOON + 5 * DAY)]
    found = stand(STUDENTS[0], attempts, [], due=NOON, late=Late(10), counts="best")
    assert (found.score, found.counts) == (200, found.attempts[0])
    assert (found.attempts[1].days_late, found.attempts[1].penalty) == (5, 150)


def test_of_equals_the_last_is_the_best() -> None:
    found = stand(STUDENTS[0], [attempt(200, 0), attempt(200, 0)], [], **{**PLAIN, "counts": "best"})
    assert found.counts is found.attempts[1]


@pytest.mark.parametrize("attempts", [[], [attempt()], [attempt(200, None)]], ids=["none", "not graded", "part"])
def test_without_all_marks_there_is_no_score(attempts: list[Attempt]) -> None:
    assert stand(STUDENTS[0], attempts, [], **PLAIN).score is None


def test_a_best_attempt_is_a_graded_one() -> None:
    found = stand(STUDENTS[0], [attempt(0, 0), attempt(200, None)], [], **{**PLAIN, "counts": "best"})
    assert (found.score, found.counts) == (0, found.attempts[0])


def test_a_persons_word_on_an_exercise_is_part_of_the_sum() -> None:
    late = {"due": NOON, "late": Late(10), "counts": "last"}
    found = stand(STUDENTS[0], [attempt(0, None, at=NOON + HOUR)], [decided(200, "one"), decided(50, "two")], **late)
    assert found.score == 225
    assert found.counts.automatic is None


def test_a_persons_word_on_the_whole_counts_as_it_is() -> None:
    late = {"due": NOON, "late": Late(10), "counts": "last"}
    assert stand(STUDENTS[0], [attempt(0, 0, at=NOON + DAY)], [decided(250)], **late).score == 250
    assert stand(STUDENTS[0], [], [decided(250)], **PLAIN).score == 250


def test_excused() -> None:
    found = stand(STUDENTS[0], [attempt(200, 100)], [decided(None)], **PLAIN)
    assert (found.excused, found.score) == (True, None)
