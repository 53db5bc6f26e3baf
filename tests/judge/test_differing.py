"""The numbers behind a verdict: those that its check compared, at the place that it names."""

from __future__ import annotations

from collections.abc import Mapping as Map

import numpy as np
import pytest

from grader.judge import Compared, differing, judge_case
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Sequence, Tensor, Tree

RIGHT, WRONG = (1.0, 2.0, 3.0), (1.0, 2.0, 4.0)


def tensor(*numbers: float) -> Tensor:
    return Tensor("float32", (len(numbers),), np.array(numbers, "float32").tobytes())


def check(path: str, kind: str, argument: object) -> Check:
    return Check(Path.parse(path), kind, argument)


def found(
    expected: Map[str, Tree], actual: Map[str, Tree], *checks: Check, everything: bool = False
) -> dict[str, Compared]:
    """What differs, by the place that the verdict names."""
    case = Case(None, None, False, (), (), (), (), "train", (), 1, everything, checks)
    records = Record(dict(expected)), Record(dict(actual))
    verdicts = judge_case(case, *records, {})
    behind = differing(case, *records, {}, verdicts)
    return {verdicts[number].path: compared for number, compared in behind.items()}


LIKE, VALUE = check("result", "like", "reference"), check("result", "value", list(RIGHT))


@pytest.mark.parametrize("asked", [LIKE, VALUE], ids=["like", "value"])
def test_of_a_check(asked: Check) -> None:
    one = found({"result": tensor(*RIGHT)}, {"result": tensor(*WRONG)}, asked)["result"]
    assert one.check == asked
    assert (one.actual.tolist(), one.wanted.tolist()) == (list(WRONG), list(RIGHT))


def test_of_everything() -> None:
    ours: dict[str, Tree] = {
        "result": tensor(1, 2),
        "x.grad": tensor(*RIGHT),
        "self.*": Mapping((("w", tensor(5, 6)),)),
    }
    theirs: dict[str, Tree] = {**ours, "x.grad": tensor(*WRONG), "self.*": Mapping((("w", tensor(5, 7)),))}
    behind = found(ours, theirs, everything=True)
    assert sorted(behind) == ["self.w", "x.grad"]
    assert behind["self.w"].actual.tolist() == [5, 7]


def test_of_a_part() -> None:
    ours = Sequence("tuple", (tensor(1), tensor(*RIGHT)))
    theirs = Sequence("tuple", (tensor(1), tensor(*WRONG)))
    assert list(found({"result": ours}, {"result": theirs}, LIKE)) == ["result.1"]
    assert found({"result": ours}, {"result": theirs}, check("result.1[1:]", "like", "reference"))[
        "result.1[1:]"
    ].actual.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("actual", "asked"),
    [
        (tensor(*RIGHT), LIKE),
        (tensor(1, 2), LIKE),
        ("text", LIKE),
        (tensor(*WRONG), check("result", "not", (check("result", "like", "reference"),))),
        (tensor(*WRONG), check("result", "shape", [2])),
        (tensor(*WRONG), check("result", "any_of", ((check("result", "value", 1.0),),))),
    ],
    ids=["right", "shape", "no tensor", "not", "another kind", "any_of"],
)
def test_there_is_none_where_numbers_are_not_what_is_wrong(actual: Tree, asked: Check) -> None:
    assert found({"result": tensor(*RIGHT)}, {"result": actual}, asked) == {}


def test_there_is_none_where_it_stopped() -> None:
    case = Case(None, None, False, (), (), (), (), "train", (), 1, False, (LIKE,))
    records = Record({"result": tensor(*RIGHT)}), Record(raised=Raised("call", "ValueError"))
    assert differing(case, *records, {}, judge_case(case, *records, {})) == {}
