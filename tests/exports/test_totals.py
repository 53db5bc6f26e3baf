"""Every format, read back by its host's rule, says the result's total to a hundredth of a point, or that it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from grader.errors import UsageError
from grader.exports import EXPORTS, exported
from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Result
from tests.exports.drawn import results
from tests.exports.hosts import ENVIRONMENT, HOSTS, Total, classroom_payloads
from tests.reporters.conftest import RESULTS, SQUARE, UNAVAILABLE, UNGRADED, result


def check(drawn: Result, name: str, with_hidden: bool) -> None:
    host = HOSTS[name]
    try:
        total = host.read(exported(drawn, name, ENVIRONMENT, with_hidden=with_hidden))
    except UsageError:
        assert name == "classroom50"
        assert host.refuses(drawn)
        return
    if host.refuses(drawn):
        assert total == Total(None, None)
    else:
        assert total.score == pytest.approx(drawn.score / 100, abs=0.01)
        assert total.most == pytest.approx(host.most(drawn), abs=0.01)


def test_every_format_has_its_host() -> None:
    assert set(HOSTS) == set(EXPORTS)


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("with_hidden", [False, True], ids=["for-students", "with-hidden"])
def test_results_made_by_hand(name: str, with_hidden: bool) -> None:
    for drawn, _ in RESULTS.values():
        check(drawn, name, with_hidden)
    check(result(), name, with_hidden)
    check(result(UNAVAILABLE), name, with_hidden)
    check(result(UNGRADED), name, with_hidden)


@pytest.mark.parametrize("name", HOSTS)
@settings(max_examples=40, deadline=None)
@given(drawn=results())
def test_random_results(name: str, drawn: Result) -> None:
    check(drawn, name, with_hidden=False)
    check(drawn, name, with_hidden=True)


@pytest.mark.parametrize("name", ["classroom", "classroom50", "gradescope", "prairielearn"])
@settings(max_examples=40, deadline=None)
@given(drawn=results(complete=True))
def test_random_results_in_which_all_is_graded(name: str, drawn: Result) -> None:
    check(drawn, name, with_hidden=False)
    check(drawn, name, with_hidden=True)


def case(title: str, points: float, passed: bool = True, hidden: bool = False) -> CaseResult:
    return CaseResult(title, hidden, points, (), None if passed else Cause.WRONG, None if passed else Message("x"))


def partly(score: int, points: int, *cases: CaseResult, name: str = "a-b", **changes: object) -> ExerciseResult:
    made = ExerciseResult(name, "Title", points, score, Outcome.FAILED, Cause.WRONG, Message("x"), cases=cases)
    return replace(made, **changes)


# What was found, and the runners that GitHub Classroom is told of: how many of their tests pass, and their worth.
TABLE = {
    "all or nothing": (partly(0, 300), {"a_b": (0, 1, 3)}),
    "all of it": (SQUARE, {"square": (1, 1, 2)}),
    "cases of equal points": (
        partly(100, 300, case("x", 1), case("y", 1, False), case("z", 1, False)),
        {"a_b": (1, 3, 3)},
    ),
    "drawn several times": (
        partly(100, 200, case("x", 1), case("x", 1), case("y", 1), case("y", 1, False)),
        {"a_b": (1, 2, 2)},
    ),
    "hidden and drawn several times": (
        partly(100, 200, case("x", 1), case("y", 1, hidden=True), case("y", 1, False, hidden=True)),
        {"a_b": (1, 2, 2)},
    ),
    "cases of other points": (
        partly(250, 400, case("x", 2.5), case("y", 1, False), case("z", 0.5, False)),
        {"a_b_1": (1, 1, 2.5), "a_b_2": (0, 1, 1), "a_b_3": (0, 1, 0.5)},
    ),
    "points that were rounded": (
        partly(67, 100, case("x", 0.333), case("y", 0.333), case("z", 0.333, False)),
        {"a_b_1": (1, 1, 0.33), "a_b_2": (1, 1, 0.34), "a_b_3": (0, 1, 0.33)},
    ),
    "a case that does not count, since not all of it ran": (
        partly(100, 400, case("x", 1), case("y", 3)),
        {"a_b_earned": (1, 1, 1), "a_b_lost": (0, 1, 3)},
    ),
    "hidden as a whole": (
        partly(100, 300, case("x", 1), case("y", 2, False), hidden=True),
        {"hidden_1_earned": (1, 1, 1), "hidden_1_lost": (0, 1, 2)},
    ),
    "waits for another": (
        partly(0, 200, case("x", 1), case("y", 1, False), outcome=Outcome.SKIPPED, cause=Cause.NEEDS),
        {"a_b": (0, 1, 2)},
    ),
    "not here": (UNAVAILABLE, {"moved": (1, 1, 0)}),
    "not graded": (UNGRADED, {"frozen": (0, 1, 0)}),
}


@pytest.mark.parametrize("name", TABLE)
def test_runners_of_classroom(name: str) -> None:
    exercise, runners = TABLE[name]
    check(result(exercise), "classroom", with_hidden=False)
    payloads = classroom_payloads(exported(result(exercise), "classroom", {}))
    found = {
        runner: (
            sum(each["status"] == "pass" for each in payload["tests"]),
            len(payload["tests"]),
            payload["max_score"],
        )
        for runner, payload in payloads.items()
    }
    assert found == runners
    for payload in payloads.values():
        statuses = {test["status"] for test in payload["tests"]}
        assert payload["status"] == ("error" if "error" in statuses else "fail" if "fail" in statuses else "pass")


def test_runners_do_not_clash() -> None:
    uneven = (case("x", 2), case("y", 1, False))
    drawn = result(
        partly(200, 300, *uneven, name="a"), partly(0, 100, name="a-1"), partly(0, 100, name="a-2"),
        partly(0, 100, name="a_1"), partly(0, 100, name="github-x"), partly(0, 100, name="1"), partly(0, 100, name=""),
    )  # fmt: skip
    names = list(classroom_payloads(exported(drawn, "classroom", {})))
    assert names == ["a_1", "a_2", "a_1_2", "a_2_2", "a_1_3", "q_github_x", "q_1", "q_"]
    check(drawn, "classroom", with_hidden=False)
