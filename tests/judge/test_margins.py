"""How much of a tolerance is used up, comparison by comparison."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judge.margins import comparisons
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.spec import Case, Check
from grader.model.values import Sequence, Tensor, Tree


def tensor(*numbers: float, dtype: str = "float32") -> Tensor:
    return Tensor(dtype, (len(numbers),), np.array(numbers, dtype).tobytes())


def case(*checks: Check, everything: bool = False) -> Case:
    return Case(None, None, False, (), (), (), (), "train", (), 1, everything, checks)


def result(kind: str, argument: object, rtol: float | None = None, atol: float | None = None) -> Check:
    return Check(Path("result"), kind, argument, rtol, atol, line=7)


def used(of: Case, expected: Tree, actual: Tree) -> dict[str, float]:
    records = (Record({"result": tree}) for tree in (expected, actual))
    return {each.path: round(each.used(), 3) for each in comparisons(of, *records, {})}


@pytest.mark.parametrize(
    ("check", "expected", "actual", "wanted"),
    [
        (result("like", "reference", 0, 0.1), tensor(1, 2, 3), tensor(1, 2.05, 3), {"result": 0.5}),
        (result("like", "reference", 0.1, 0), tensor(1, 2, 4), tensor(1, 2.1, 4.1), {"result": 0.5}),
        (result("like", "reference", 0, 0.1), tensor(1, np.inf), tensor(1.2, np.inf), {"result": 2.0}),
        (result("value", [1.0, 2.0], 0, 0.1), tensor(1, 2), tensor(1, 2.01), {"result": 0.1}),
        (result("value", 1.0, 0, 0.1), tensor(1, 1), tensor(1, 1.04), {"result": 0.4}),
        (result("like", "reference", 0, 0), tensor(1, 2), tensor(1, 2), {"result": 0.0}),
        (result("like", "reference", 0, 0.1), tensor(1, 2), tensor(1, 2, 3), {}),
        (result("shape", [2]), tensor(1, 2), tensor(1, 3), {}),
        (result("not", (result("like", "reference"),)), tensor(1, 2), tensor(1, 3), {}),
    ],
)
def test_the_share_that_is_used(check: Check, expected: Tree, actual: Tree, wanted: dict[str, float]) -> None:
    assert used(case(check), expected, actual) == wanted


def test_items_by_place() -> None:
    trees = (Sequence("tuple", (tensor(1, 2), 3.0, "text", last)) for last in (tensor(1, 3), tensor(1, 3)))
    assert used(case(everything=True), *trees) == {"result.0": 0.0, "result.1": 0.0, "result.3": 0.0}


def test_whole_numbers_are_exact() -> None:
    (found,) = comparisons(case(everything=True), *[Record({"result": tensor(1, 2, dtype="int64")})] * 2, {})
    assert found.is_exact


def test_nothing_is_compared_with_what_raised() -> None:
    there, raised = Record({"result": tensor(1, 2)}), Record(raised=Raised("call", "ValueError"))
    assert not list(comparisons(case(everything=True), there, raised, {}))
    assert not list(comparisons(case(everything=True), raised, there, {}))
