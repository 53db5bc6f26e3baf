"""What a check asks for, with the sizes of the draw."""

from __future__ import annotations

import pytest

from grader.judge import judge_case
from grader.judge.asked import asked
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Check
from tests.checks.table import at, case, t

DRAWN = {"H": 5, "W": 7, "V": 20, "p": 0.5}


@pytest.mark.parametrize(
    ("kind", "argument", "text"),
    [
        ("shape", [3, "H", "W"], "[3, 5, 7], that is [3, H, W]"),
        ("shape", ["H*W", "W"], "[35, 7], that is [H*W, W]"),
        ("shape", [3, 4], "[3, 4]"),
        ("between", "0..V-1", "0..19, that is 0..V-1"),
        ("between", "0.0..1.0", "0.0..1.0"),
        ("length", "H", "5, that is H"),
        ("parameters", {"weight": ["W", "H"]}, "{weight: [7, 5]}, that is {weight: [W, H]}"),
        ("distribution", {"uniform": "0..V-1"}, "{uniform: 0..19}, that is {uniform: 0..V-1}"),
        ("shape", ["p"], "[p]"),
        ("shape", ["Q"], "[Q]"),
        ("value", "H", "H"),
    ],
)
def test_sizes_are_numbers(kind: str, argument: object, text: str) -> None:
    assert asked(Check(Path("result"), kind, argument), DRAWN) == text


def test_those_of_checks_inside_too() -> None:
    inside = Check(Path("result"), "shape", ["H"])
    assert asked(Check(Path("result"), "not", (inside,)), DRAWN) == "[shape: [5]], that is [shape: [H]]"


def test_like_shows_what_it_compares_with() -> None:
    asked_for = case(at("result", "like", "x"))
    record = Record({"result": t([1, 2]), "x": t([1, 2])})
    (verdict, *_) = judge_case(asked_for, record, Record({"result": t([3, 2]), "x": t([1, 2])}), {"x": t([1, 2])})
    assert (verdict.expected, verdict.actual) == ("tensor([1.0, 2.0])", "tensor([3.0, 2.0])")


def test_like_of_a_slice_that_cannot_be_taken_raises_nothing() -> None:
    number = Record({"result": t(1), "x": t(1)})
    for verdict in judge_case(case(at("result", "like", "x[:, 9]")), number, number, {"x": t(1)}):
        assert verdict.expected
