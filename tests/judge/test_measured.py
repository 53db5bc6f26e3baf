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


def asked(path: str = "result", kind: str = "like", argument: object = "reference", *, measured: bool = False) -> Case:
    check = Check(Path.parse(path), kind, argument, measured=measured)
    return Case(None, None, False, (), (), (), (), "train", (), 1, False, (check,))


def errors(single: Tree, double: Tree, below: str = "") -> float:
    return own_errors(Record({"result": single}), Record({"result": double}))[f"result{below}"]


def test_the_largest_error_times_the_margin() -> None:
    assert errors(t([1.0, 2.0]), t([1.0, 2.0001], "float64")) == pytest.approx(MARGIN * 1e-4, rel=1e-2)
    nested = Sequence("tuple", (t([1.0]), Mapping((("a", t([2.0])),))))
    true = Sequence("tuple", (t([1.0], "float64"), Mapping((("a", t([2.00001], "float64")),))))
    assert errors(nested, true, ".1.a") == pytest.approx(MARGIN * 1e-5, rel=0.05)
    assert errors(nested, true, ".0") == 2.0**-23


def test_a_list_of_numbers_is_one_series() -> None:
    """The rounding of one number is a matter of luck; a loss over a hundred steps has one of its own."""
    assert errors(Sequence("list", (1.0, 2.0)), Sequence("list", (1.0, 2.0001))) == pytest.approx(MARGIN * 1e-4)


def test_the_rounding_of_a_large_item_allows_no_more_of_a_small_one() -> None:
    """A variance over n beside a sum of squares."""
    single = Record({"result": Sequence("tuple", (t(5.0e8), t(0.75)))})
    double = Record({"result": Sequence("tuple", (t(5.0e8 + 60, "float64"), t(0.75 + 1e-7, "float64")))})
    measured = own_errors(single, double)
    for way in (asked(), asked(measured=True), asked("result.1"), asked("result.1", measured=True)):
        for number, right in ((0.75, True), (0.7515, False)):
            actual = Record({"result": Sequence("tuple", (t(5.0e8), t(number)))})
            verdicts = judge_case(way, single, actual, {}, measured=measured)
            assert all(verdict.passed for verdict in verdicts) is right


@pytest.mark.parametrize("kind", ["like", "value"])
def test_each_parameter_has_a_rounding_of_its_own(kind: str) -> None:
    def parameters(first: float, second: float, dtype: str = "float32") -> Record:
        items = (("a.weight", t([first], dtype)), ("a", t([second], dtype)))
        return Record({"self.*": Mapping(items)})

    ours, wide = parameters(1.0, 1.0), parameters(1.0, 1.0001, "float64")
    case = asked("self.*", kind, "reference" if kind == "like" else 1.0, measured=True)
    for theirs, right in ((parameters(1.0, 1.0005), True), (parameters(1.0005, 1.0), False)):
        verdicts = judge_case(case, ours, theirs, {}, measured=own_errors(ours, wide))
        assert all(verdict.passed for verdict in verdicts) is right


def test_one_number_for_every_entry_of_a_dictionary_is_measured_by_entry() -> None:
    ours = Record({"result": Mapping((("a", t([1.0])), ("b", t([1.0]))))})
    measured = {"result.a": 1e-3, "result.b": 1e-6}
    for first, second, right in ((1.0005, 1.0, True), (1.0, 1.0005, False)):
        theirs = Record({"result": Mapping((("a", t([first])), ("b", t([second]))))})
        verdicts = judge_case(asked("result", "value", 1.0, measured=True), ours, theirs, {}, measured=measured)
        assert all(verdict.passed for verdict in verdicts) is right


def test_never_less_than_one_rounding_of_the_value() -> None:
    assert errors(t([1024.0]), t([1024.0], "float64")) == 1024 * 2.0**-23


@pytest.mark.parametrize(
    "double", [t([5.0, 1.0], "float64"), t([1.0], "float64"), "text", t([float("nan"), 2.0], "float64")]
)
def test_what_is_no_rounding_allows_nothing(double: Tree) -> None:
    """Other random numbers, another shape, no numbers at all."""
    assert errors(t([1.0, 2.0]), double) <= 2.0 * 2.0**-23


def test_only_numbers_that_vanish_in_double_precision_are_rounding() -> None:
    zeros: dict[str, Tree] = {
        "self.*.grad": Mapping((("w", t([2e-6])), ("b", t([2.0])))),
        "result": t(3e-6),
        "self.*": t(3e-6),
    }
    single = Record({"x.grad": t([3e-6, -2e-6]), "y.grad": t([3e-6]), "z.grad": t([0.5]), **zeros})
    gone: dict[str, Tree] = {path: t(0, "float64") for path in ("result", "self.*")}
    gone["self.*.grad"] = Mapping((("b", t([2.0], "float64")), ("w", t([1e-17], "float64"))))
    double = Record({"x.grad": t([1e-17, 0], "float64"), "y.grad": t([3e-6], "float64"), "z.grad": t([0], "float64")})
    cleared = without_rounding(single, Record({**double.values, **gone}))
    left = Mapping((("w", t([0.0])), ("b", t([2.0]))))
    assert cleared.values == {**single.values, "x.grad": t([0, 0]), "self.*.grad": left}


def test_a_result_that_is_nothing_but_rounding_is_still_asked_for() -> None:
    """The distance between one and the next number, or what summing in single precision loses."""
    single, double = Record({"result": t(2.0**-23)}), Record({"result": t(2.0**-52, "float64")})
    cleared, measured = without_rounding(single, double), own_errors(single, double)
    for number, right in ((2.0**-23, True), (0.0, False)):
        verdicts = judge_case(asked(), cleared, Record({"result": t(number)}), {}, measured=measured)
        assert all(verdict.passed for verdict in verdicts) is right


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
