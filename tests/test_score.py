"""Points: DESIGN's table of outcomes, credit by case, rounding, prerequisites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.message import Message
from grader.model.result import OUTCOMES, CaseResult, Cause, Outcome
from grader.model.spec import Case, Exercise, Limits
from grader.score import MESSAGES, Attempt, hundredths, score_exercises

CASE = Case(None, None, False, (), (), (), (), "train", (), 1, False, ())


def exercise(
    name: str = "a", points: float = 2.0, *, needs: str = "", worth: tuple[float | None, ...] = (None,)
) -> Exercise:
    """``worth`` are the points of its cases, titled 0, 1, …; a single case has no title."""
    titles = [None] if len(worth) == 1 else [str(number) for number in range(len(worth))]
    cases = tuple(replace(CASE, title=title, points=each) for title, each in zip(titles, worth, strict=True))
    return Exercise(
        id=name, title=name.upper(), prompt="", hints=("look",), points=points, needs=tuple(needs.split()),
        hidden=False, calls=(name,), class_name=None, cases=cases, limits=Limits(), line=4,
    )  # fmt: skip


def result(cause: Cause | None = None, title: str | None = None, *, hidden: bool = False) -> CaseResult:
    message = Message(f"{cause}.{title}") if cause else None
    return CaseResult(title, hidden, None, (), cause, message)


def cases(*causes: Cause | None) -> Attempt:
    titles = [None] if len(causes) == 1 else [str(number) for number in range(len(causes))]
    return Attempt(tuple(result(cause, title) for cause, title in zip(causes, titles, strict=True)))


@pytest.mark.parametrize("cause", [None, *Cause])
def test_the_table(cause: Cause | None) -> None:
    """Passed earns all, a failure nothing, our fault has no score."""
    for attempt in (cases(cause), Attempt((), cause, Message("x")) if cause else cases(None)):
        if cause in (Cause.NEEDS, Cause.UNAVAILABLE) and attempt.cause is None:
            continue  # found of an exercise, never of a case
        (scored,) = score_exercises([exercise()], {"a": attempt})
        outcome = OUTCOMES[cause] if cause else Outcome.PASSED
        earned = {Outcome.PASSED: 200, Outcome.UNGRADED: None}.get(outcome, 0)
        assert (scored.outcome, scored.cause, scored.points, scored.score) == (outcome, cause, 200, earned)
        assert (scored.message is None) is (cause is None)
        assert (scored.id, scored.title, scored.hints, scored.line) == ("a", "A", 1, 4)


WRONG, SLOW, OURS = Cause.WRONG, Cause.TIMEOUT, Cause.REFERENCE


@pytest.mark.parametrize(
    ("worth", "attempt", "score", "cause"),
    [
        ((None, None), cases(None, None), 200, None),
        ((None, None), cases(None, WRONG), 0, WRONG),
        ((0.5, 1.5), cases(None, None), 200, None),
        ((0.5, 1.5), cases(None, WRONG), 50, WRONG),
        ((0.5, 1.5), cases(WRONG, None), 150, WRONG),
        ((0.5, 1.5), cases(WRONG, SLOW), 0, WRONG),
        ((0.67, 0.67, 0.66), cases(None, None, WRONG), 134, WRONG),
        ((0.1, 0.2, 1.7), cases(None, None, WRONG), 30, WRONG),
        # What our fault spoils is not graded at all.
        ((0.5, 1.5), cases(None, OURS), None, OURS),
        ((0.5, 1.5), cases(WRONG, OURS), None, OURS),
        # A case that was drawn several times passes where each of them did.
        ((0.5, 1.5), Attempt((result(None, "0"), result(WRONG, "0"), result(None, "1"))), 150, WRONG),
        # What ended early: the cases before it keep their points, those after it have none.
        ((0.5, 1.5), Attempt((result(None, "0"),), SLOW), 50, SLOW),
        ((0.5, 1.5), Attempt((result(WRONG, "0"),), SLOW), 0, SLOW),
        ((0.5, 1.5), Attempt((), Cause.IMPORT), 0, Cause.IMPORT),
        # Never silently full marks.
        ((0.5, 1.5), Attempt((result(None, "0"),)), None, Cause.MACHINE),
        ((None, None), Attempt((result(None, "0"),)), None, Cause.MACHINE),
        ((None,), Attempt(), None, Cause.MACHINE),
        # Not even a device that is absent hides that this exercise was not looked at.
        ((0.5, 1.5), Attempt((), Cause.UNAVAILABLE), 0, Cause.UNAVAILABLE),
    ],
)
def test_credit_by_case(
    worth: tuple[float | None, ...], attempt: Attempt, score: int | None, cause: Cause | None
) -> None:
    (scored,) = score_exercises([exercise(worth=worth)], {"a": attempt})
    assert (scored.score, scored.cause) == (score, cause)
    if scored.message and scored.message.id in MESSAGES:
        assert MESSAGES[scored.message.id].format(**scored.message.parameters)


def test_an_exercise_that_nobody_attempted_is_not_lost() -> None:
    (scored,) = score_exercises([exercise()], {})
    assert (scored.outcome, scored.score) == (Outcome.UNGRADED, None)


@pytest.mark.parametrize(
    ("points", "whole"),
    [(1, 100), (0.1, 10), (2.675, 268), (0.005, 1), (1.005, 101), (0.29, 29), (1e-7, 0), (3.0, 300)],
)
def test_points_are_rounded_half_up_from_their_digits(points: float, whole: int) -> None:
    assert hundredths(points) == whole


def test_rounding_happens_once() -> None:
    (scored,) = score_exercises([exercise(points=1, worth=(0.333, 0.333, 0.334))], {"a": cases(None, None, WRONG)})
    assert scored.score == 67


def test_the_headline_is_the_first_failure_that_the_student_may_see() -> None:
    attempt = Attempt((result(WRONG, "0", hidden=True), result(SLOW, "1")))
    (scored,) = score_exercises([exercise(worth=(None, None))], {"a": attempt})
    assert scored.message == Message("timeout.1")


@pytest.mark.parametrize(
    ("graph", "causes", "outcomes"),
    [
        # name: its needs; what each is found to be; what is said of each
        ({"a": "", "b": "a"}, {"a": WRONG, "b": WRONG}, {"a": "wrong", "b": "needs a"}),
        ({"a": "", "b": "a"}, {"a": WRONG, "b": None}, {"a": "wrong", "b": "passed"}),
        ({"a": "", "b": "a"}, {"a": None, "b": WRONG}, {"a": "passed", "b": "wrong"}),
        ({"a": "", "b": "a", "c": "b"}, {"a": WRONG, "b": WRONG, "c": SLOW},
         {"a": "wrong", "b": "needs a", "c": "needs a"}),
        ({"a": "", "b": "a", "c": "b"}, {"a": WRONG, "b": None, "c": WRONG},
         {"a": "wrong", "b": "passed", "c": "wrong"}),
        ({"a": "", "b": "", "c": "a b"}, {"a": WRONG, "b": WRONG, "c": WRONG},
         {"a": "wrong", "b": "wrong", "c": "needs a b"}),
        ({"d": "", "b": "d", "c": "d", "a": "b c"}, {"d": WRONG, "b": WRONG, "c": WRONG, "a": WRONG},
         {"d": "wrong", "b": "needs d", "c": "needs d", "a": "needs d"}),
        # The order in the file does not matter, nor a circle that a specification should not have.
        ({"b": "a", "a": ""}, {"a": WRONG, "b": WRONG}, {"a": "wrong", "b": "needs a"}),
        ({"a": "b", "b": "a"}, {"a": WRONG, "b": WRONG}, {"a": "needs b", "b": "needs a"}),
        # What has its own reason keeps it: an empty starter is not a chain of excuses.
        ({"a": "", "b": "a"}, {"a": Cause.NOT_IMPLEMENTED, "b": Cause.NOT_IMPLEMENTED},
         {"a": "not_implemented", "b": "not_implemented"}),
        ({"a": "", "b": "a"}, {"a": Cause.IMPORT, "b": Cause.IMPORT}, {"a": "import", "b": "import"}),
        ({"a": "", "b": "a"}, {"a": WRONG, "b": Cause.PROTOCOL}, {"a": "wrong", "b": "protocol"}),
        ({"a": "", "b": "a"}, {"a": Cause.NOT_IMPLEMENTED, "b": WRONG}, {"a": "not_implemented", "b": "needs a"}),
        # A prerequisite that nobody could judge explains nothing.
        ({"a": "", "b": "a"}, {"a": OURS, "b": WRONG}, {"a": "reference", "b": "wrong"}),
        ({"a": "", "b": "a"}, {"a": WRONG, "b": OURS}, {"a": "wrong", "b": "reference"}),
        ({"b": "cuda a"}, {"b": WRONG}, {"b": "wrong"}),
    ],
)  # fmt: skip
def test_prerequisites(graph: dict[str, str], causes: dict[str, Cause | None], outcomes: dict[str, str]) -> None:
    exercises = [exercise(name, needs=needs) for name, needs in graph.items()]
    scored = score_exercises(exercises, {name: cases(cause) for name, cause in causes.items()})
    told = {}
    for each in scored:
        told[each.id] = str(each.cause or "passed")
        if each.cause is Cause.NEEDS:
            assert each.message is not None
            assert MESSAGES[each.message.id].format(**each.message.parameters)
            named = each.message.parameters["exercises"]
            assert isinstance(named, tuple)
            told[each.id] = " ".join(["needs", *named])
            assert (each.outcome, each.score) == (Outcome.SKIPPED, 0)
    assert told == outcomes


def test_partial_credit_does_not_outlive_a_failed_prerequisite() -> None:
    exercises = [exercise("a"), exercise("b", needs="a", worth=(0.5, 1.5))]
    _, scored = score_exercises(exercises, {"a": cases(WRONG), "b": cases(None, WRONG)})
    assert (scored.cause, scored.score) == (Cause.NEEDS, 0)


@given(st.lists(st.tuples(st.integers(0, 1000), st.sampled_from([None, *set(Cause) - {Cause.NEEDS}])), max_size=8))
def test_sums(drawn: list[tuple[int, Cause | None]]) -> None:
    """No score is above its points; only what passed earns; a score is missing exactly where it is ungraded."""
    exercises = [exercise(str(number), whole / 100) for number, (whole, _) in enumerate(drawn)]
    attempts = {str(number): Attempt(cases(None).cases, cause) for number, (_, cause) in enumerate(drawn)}
    scored = score_exercises(exercises, attempts)
    assert [each.points for each in scored] == [whole for whole, _ in drawn]
    for each in scored:
        assert (each.score is None) is (each.outcome is Outcome.UNGRADED)
        assert (each.score or 0) == (each.points if each.outcome is Outcome.PASSED else 0)
