"""The reference's own rounding: measured against double precision, and told from small true numbers."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judge import MARGIN, judge_case, own_errors, resolution, without_rounding
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Sequence, Tensor, Tree


def t(numbers: object, dtype: str = "float32") -> Tensor:
    array = np.asarray(numbers, dtype=dtype)
    return Tensor(dtype, array.shape, array.tobytes())


def errors(single: Tree, double: Tree) -> float:
    return own_errors(Record({"result": single}), Record({"result": double}))["result"]


def test_the_largest_error_times_the_margin() -> None:
    assert errors(t([1.0, 2.0]), t([1.0, 2.0001], "float64")) == pytest.approx(MARGIN * 1e-4, rel=1e-2)
    nested = Sequence("tuple", (t([1.0]), Mapping((("a", t([2.0])),))))
    true = Sequence("tuple", (t([1.0], "float64"), Mapping((("a", t([2.00001], "float64")),))))
    assert errors(nested, true) == pytest.approx(MARGIN * 1e-5, rel=0.05)


def test_never_less_than_one_rounding_of_the_value() -> None:
    assert errors(t([1024.0]), t([1024.0], "float64")) == 1024 * 2.0**-23


@pytest.mark.parametrize(
    "double", [t([5.0, 1.0], "float64"), t([1.0], "float64"), "text", t([float("nan"), 2.0], "float64")]
)
def test_what_is_no_rounding_allows_nothing(double: Tree) -> None:
    """Other random numbers, another shape, no numbers at all."""
    assert errors(t([1.0, 2.0]), double) <= 2.0 * 2.0**-23


def test_only_numbers_that_vanish_in_double_precision_are_rounding() -> None:
    single = Record({"x.grad": t([3e-6, -2e-6]), "y.grad": t([3e-6]), "z.grad": t([0.5])})
    double = Record({"x.grad": t([1e-17, 0], "float64"), "y.grad": t([3e-6], "float64"), "z.grad": t([0], "float64")})
    cleared = without_rounding(single, double)
    assert cleared.values == {**single.values, "x.grad": t([0, 0])}


def test_zeros_and_other_rounding_pass_where_the_truth_is_zero_and_nothing_else_does() -> None:
    single, double = Record({"x.grad": t([2e-5, -3e-5])}), Record({"x.grad": t([1e-16, 0], "float64")})
    cleared, measured = without_rounding(single, double), own_errors(single, double)
    case = Case(
        None, None, False, (), (), (), (), "train", (), 1, False, (Check(Path.parse("x.grad"), "like", "reference"),)
    )

    def passes(numbers: list[float]) -> bool:
        verdicts = judge_case(case, cleared, Record({"x.grad": t(numbers)}), {}, measured=measured)
        return all(verdict.passed for verdict in verdicts)

    assert passes([2e-5, -3e-5]) and passes([-9e-5, 4e-5]) and passes([0, 0])
    assert not passes([1e-3, 0]) and not passes([1.0, 1.0])


def test_own_rounding_never_lets_zeros_or_a_constant_pass() -> None:
    """However large it is: a hundredth of the expected spread is the most that is allowed."""
    expected = t(np.linspace(1.0, 1.001, 8))
    case = Case(
        None, None, False, (), (), (), (), "train", (), 1, False, (Check(Path.parse("result"), "like", "reference"),)
    )
    for wrong in (np.zeros(8), np.full(8, 1.0005)):
        verdicts = judge_case(
            case, Record({"result": expected}), Record({"result": t(wrong)}), {}, measured={"result": 0.5}
        )
        assert not all(verdict.passed for verdict in verdicts)


def test_a_gradient_is_never_asked_to_be_nearer_than_what_is_sent_backwards_is_rounded() -> None:
    finest = resolution([("result", t([0.5, -3.0]))])
    assert finest == 6 * 2.0**-23
    assert resolution([("result", t([1.0], "float64"))]) == 2 * 2.0**-52
    saturated = Record({"x.grad": t([5.7e-18, -5.7e-18])})
    case = Case(
        None, None, False, (), (), (), (), "train", (), 1, False, (Check(Path.parse("x.grad"), "like", "reference"),)
    )
    for numbers, right in (([0, 0], True), ([1e-3, 0], False)):
        verdicts = judge_case(case, saturated, Record({"x.grad": t(numbers)}), {}, resolution=finest)
        assert all(verdict.passed for verdict in verdicts) is right
