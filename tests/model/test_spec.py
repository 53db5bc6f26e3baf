"""What a case calls its results."""

from __future__ import annotations

from grader.model.calls import Call, Turn
from grader.model.spec import Case, Step


def case(*steps: str) -> Case:
    named = tuple(Step(name, (), ()) for name in steps)
    return Case(None, None, False, (), (), (), (), "train", (), 1, False, (), steps=named)


def test_without_steps_there_is_one_result() -> None:
    assert case().results == ("result",)


def test_steps_name_their_results() -> None:
    assert case("fill", "again").results == ("fill", "again")


def test_a_repeated_turn_has_one_name() -> None:
    turns = tuple(Turn(name, "", ()) for name in ("fill", "again", "again"))
    assert Call(turns).results == ("fill", "again")
