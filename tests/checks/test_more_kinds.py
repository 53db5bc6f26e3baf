"""Kinds of one value each: what is right, what is wrong, and what a hostile process might send instead."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import KINDS
from grader.checks.kind import Mention, Role
from grader.model.record import Raised, Record
from grader.model.values import Absent, Mapping, Named, Opaque, Sequence, Tensor, Tree
from tests.checks.table import at, check, judged, said, t

NAN, INF = float("nan"), float("inf")
HUGE = Tensor("float32", (0, 2**62, 2**62), b"")


def several(*items: Tree) -> Sequence:
    return Sequence("list", items)


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        ("0.0..1.0", t([0, 0.5, 1]), None),
        ("0.0..1.0", t([0, 0.5, 1.1]), "between.outside"),
        ("0.0..0.1", t(0.1), None),
        ("0.0..0.1", t(0.1001), "between.outside"),
        ("0.0..0.1", t([0.1], "float64"), None),
        ("0.0..0.1", t([0.1 + 1e-12], "float64"), "between.outside"),
        ("0..n-1", t([0, 4], "int64"), None),
        ("0..n-1", t([0, 5], "int64"), "between.outside"),
        ("0..", 10**30, None),
        ("..0", -1.5, None),
        ("0..", -1, "between.outside"),
        ("0..1", t([NAN]), "between.outside"),
        ("0..", t([INF]), None),
        ("0.0..", several(t([1, 2]), Mapping((("a", 3.0),))), None),
        ("0.0..2.5", several(t([1, 2]), Mapping((("a", 3.0),))), "between.outside"),
        ("0.0..1.0", t([]), None),
        ("0.0..1.0", t([True], "bool"), None),
        ("0.0..1.0", t([1j], "complex64"), "between.no_numbers"),
        ("0.0..1.0", "0.5", "between.no_numbers"),
        ("0.0..1.0", Opaque("Liar"), "between.no_numbers"),
        ("0.0..1.0", None, "between.no_numbers"),
        ("0.0..1.0", HUGE, "between.no_numbers"),
    ],
)  # fmt: skip
def test_between(argument: str, actual: Tree, says: str | None) -> None:
    check("between", argument, actual, says)


def test_between_names_the_farthest() -> None:
    verdict = check("between", "0..9", t([-3, 4, 14]), "between.outside")
    assert verdict.message is not None
    assert dict(verdict.message.parameters) == {
        "place": "result", "expected": "0..9", "count": 2, "total": 3, "worst": "14.0"
    }  # fmt: skip
    assert KINDS["between"].names("0..2*n-1") == (Mention(Role.SIZE, "2*n-1"),)
    assert KINDS["between"].names("0.0..1.0") == ()


ROWS = np.full((3, 4), 0.25)


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        (3.0, t(ROWS), None),
        (3.0, t(ROWS * 1.01), "sums_to.differs"),
        ({"value": 1.0, "dim": -1}, t(ROWS), None),
        ({"value": 1.0, "dim": 0}, t(ROWS), "sums_to.differs"),
        ({"value": 3, "dim": [0, 1]}, t(ROWS), None),
        ({"value": 3, "dim": [0, -1]}, t(ROWS), None),
        ({"value": 1.0, "dim": 2}, t(ROWS), "sums_to.no_dim"),
        ({"value": 1.0, "dim": -1}, t(np.zeros((3, 4))), "sums_to.differs"),
        ({"value": 1.0, "dim": -1}, t(np.full((2, 3), 1 / 3)), None),
        (0.0, t([1e4, -1e4, 1e-3]), None),
        (0.0, t([1, -0.99]), "sums_to.differs"),
        (6, t([1, 2, 3], "int64"), None),
        (6, t([1, 2, 4], "int64"), "sums_to.differs"),
        (1.0, several(0.5, 0.5), None),
        (1.0, t([1, NAN]), "sums_to.differs"),
        (1.0, t([1, INF]), "sums_to.differs"),
        (0.0, t([]), None),
        (1.0, t([]), "sums_to.differs"),
        ({"value": 1.0, "dim": -1}, t(np.zeros((0, 3))), None),
        (1.0, t(1.0), None),
        ({"value": 1.0, "dim": 0}, t(1.0), "sums_to.no_dim"),
        (1.0, "1.0", "sums_to.no_numbers"),
        (1.0, t([1j], "complex64"), "sums_to.no_numbers"),
        (1.0, Mapping((("a", 1.0),)), "sums_to.no_numbers"),
        (1.0, HUGE, "sums_to.no_numbers"),
    ],
)  # fmt: skip
def test_sums_to(argument: object, actual: Tree, says: str | None) -> None:
    check("sums_to", argument, actual, says)


def test_sums_of_half_precision_may_be_less_exact() -> None:
    probabilities = np.full((1, 30), 1 / 30)
    check("sums_to", 1.0, t(probabilities, "float16"), None)
    check("sums_to", 1.0, t(probabilities.astype("float16"), "float64"), "sums_to.differs")


NOISY = [5, 4, 4.2, 3, 3.1, 2, 2.2, 1]


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        ("up", t([1, 2, 2, 3]), None),
        ("up", t([1, 2, 1.9, 3]), "trend.not_up"),
        ("down", t([3, 2, 2, 1]), None),
        ("down", t(NOISY), "trend.not_down"),
        ("up", t([1, 1, 1]), "trend.constant"),
        ("falling", t(NOISY), None),
        ("rising", t(NOISY), "trend.not_rising"),
        ("falling", t(NOISY[::-1]), "trend.not_falling"),
        ("falling", t([1, 1]), "trend.not_falling"),
        ("falling", several(3.0, 2.0), None),
        ("falling", several(t(3.0), t(2.0)), None),
        ("falling", several(t([3.0]), t([2.0])), None),
        ("rising", t([[1, 2], [3, 4]]), "trend.no_series"),
        ("up", t([1], "float32"), "trend.short"),
        ("up", 1.0, "trend.short"),
        ("up", t([]), "trend.short"),
        ("up", t([1, NAN, 3]), "trend.not_finite"),
        ("up", t([1, 2, INF]), "trend.not_finite"),
        ("up", t([-1.7e308, 1.7e308], "float64"), None),
        ("falling", t([1.7e308] * 3 + [-1.7e308] * 3, "float64"), None),
        ("up", "123", "trend.no_series"),
        ("up", several(1, "2"), "trend.no_series"),
        ("up", t([1j, 2j], "complex64"), "trend.no_series"),
    ],
)  # fmt: skip
def test_trend(argument: str, actual: Tree, says: str | None) -> None:
    check("trend", argument, actual, says)


@pytest.mark.parametrize(
    ("actual", "says"),
    [
        (t([3, 1, 2]), None),
        (t([3, 1, 3]), "distinct.number"),
        (t([[1, 2], [3, 1]]), "distinct.number"),
        (t([True, False], "bool"), None),
        (t([1j, 1j], "complex64"), "distinct.number"),
        (t([NAN, NAN]), None),
        (t([0.0, -0.0]), "distinct.number"),
        (t([]), "distinct.few"),
        (t([1]), "distinct.few"),
        (t(1.0), "distinct.no_items"),
        (several(t([1, 2]), t([2, 1])), None),
        (several(t([1, 2]), t([1, 2])), "distinct.equal"),
        (several(1, 2.0, "1"), None),
        (several(1, 1.0), "distinct.equal"),
        (several(NAN, NAN), "distinct.equal"),
        (several(Mapping((("a", 1), ("b", 2))), Mapping((("b", 2), ("a", 1)))), "distinct.equal"),
        (several(several(1), several(2)), None),
        (several(Opaque("A"), Opaque("A")), "distinct.equal"),
        (several(Named("numpy.float64", 1.0), 1.0), "distinct.equal"),
        (several(10**5000, 10**5000), "distinct.equal"),
        (several(), "distinct.few"),
        (several(1), "distinct.few"),
        ("abc", "distinct.no_items"),
        (None, "distinct.no_items"),
        (HUGE, "distinct.no_items"),
    ],
)  # fmt: skip
def test_distinct(actual: Tree, says: str | None) -> None:
    check("distinct", True, actual, says)


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        (2, several(1, 2), None),
        (2, several(1), "length.wrong"),
        ("n", t(np.zeros((5, 2))), None),
        ("n-1", t(np.zeros((5, 2))), "length.wrong"),
        ("2..n", "abc", None),
        ("4..n", "abc", "length.wrong"),
        ("..2", Mapping((("a", 1),)), None),
        ("2..", Mapping((("a", 1),)), "length.wrong"),
        (0, several(), None),
        (2, b"ab", None),
        (1, t(1.0), "length.none"),
        (1, 7, "length.none"),
        (1, None, "length.none"),
        (1, Opaque("Liar"), "length.none"),
    ],
)  # fmt: skip
def test_length(argument: object, actual: Tree, says: str | None) -> None:
    check("length", argument, actual, says)


def test_a_length_need_not_be_the_references() -> None:
    for actual in (several(1.0), several(1.0, 2.0, 3.0), several(1.0, "2"), several()):
        verdicts = [
            judged(at("result", "length", "1..2"), Record({"result": actual}), Record({"result": several(1.0)}))
        ]
        assert [said(verdict) for verdict in verdicts] == ([None] if 1 <= len(actual.items) <= 2 else ["length.wrong"])


def test_a_lengths_items_still_have_the_references_type() -> None:
    from_text = judged(at("result", "length", 2), Record({"result": "ab"}), Record({"result": "cd"}))
    assert from_text.passed and (from_text.expected, from_text.actual) == ("2", "2")
    assert KINDS["length"].names("n") == (Mention(Role.SIZE, "n"),)
    assert KINDS["length"].names("1..2*n") == (Mention(Role.SIZE, "2*n"),)
    assert KINDS["length"].names(3) == ()


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        ("cat", "a cat sat", None),
        ("dog", "a cat sat", "contains.missing"),
        (["cat", "sat"], "a cat sat", None),
        (["sat", "cat"], "a cat sat", "contains.order"),
        (["a", "a"], "a cat", None),
        (["a", "a", "a"], "a cat", "contains.order"),
        (3, several(1, 2, 3), None),
        (4, several(1, 2, 3), "contains.missing"),
        ([1, 3], several(1, 2, 3), None),
        ([3, 1], several(1, 2, 3), "contains.order"),
        (2.0, several(t(2.0)), None),
        (2.0, several(Named("numpy.float32", 2.0)), None),
        (None, several(None), None),
        ("loss", Mapping((("loss", 1.0), ("step", 2))), None),
        (["step", "loss"], Mapping((("loss", 1.0), ("step", 2))), None),
        ("lr", Mapping((("loss", 1.0),)), "contains.missing"),
        (1, Mapping(((several(), 1),)), "contains.missing"),
        (0.1, t([0.1, 0.2]), None),
        (0.3, t([0.1, 0.2]), "contains.missing"),
        ([0.2, 0.1], t([0.1, 0.2]), "contains.order"),
        (300, t([1, 2], "int8"), "contains.missing"),
        (10**400, t([1, 2]), "contains.nowhere"),
        ("1", t([1, 2]), "contains.nowhere"),
        (1, t([1j], "complex64"), "contains.nowhere"),
        (1, HUGE, "contains.nowhere"),
        (1, 1, "contains.nowhere"),
        ("x", Opaque("Liar"), "contains.nowhere"),
        ("x", None, "contains.nowhere"),
    ],
)  # fmt: skip
def test_contains(argument: object, actual: Tree, says: str | None) -> None:
    check("contains", argument, actual, says)


def test_what_else_is_in_there_does_not_matter() -> None:
    expected = Record({"result": Mapping((("loss", 1.0),))})
    more = Record({"result": Mapping((("loss", 2.0), ("seconds", 3.0)))})
    assert judged(at("result", "contains", "loss"), more, expected).passed


@pytest.mark.parametrize(
    ("argument", "actual", "says"),
    [
        (r"loss: 0\.\d+", "step 1, loss: 0.25", None),
        (r"loss: 0\.\d+", "loss: 1.5", "matches.not"),
        ("^b", "a\nb", None),
        ("end$", "x" * 10_000 + "end", "matches.not"),
        ("(", "anything", "matches.pattern"),
        ("1", 1, "matches.no_text"),
        ("1", b"1", "matches.no_text"),
        ("1", None, "matches.no_text"),
    ],
)  # fmt: skip
def test_matches(argument: str, actual: Tree, says: str | None) -> None:
    check("matches", argument, actual, says)


def test_what_is_no_expression_is_refused() -> None:
    assert KINDS["matches"].names(r"a\d+") == ()
    with pytest.raises(ValueError, match="expected a regular expression"):
        KINDS["matches"].names("(")


SHAPES = Raised("call", "RuntimeError", ("RuntimeError", "Exception"), "shapes (2, 3) and (3, 2) cannot be added")


@pytest.mark.parametrize(
    ("kind", "argument", "raised", "says"),
    [
        ("contains", "(2, 3)", SHAPES, None),
        ("contains", ["(3, 2)", "(2, 3)"], SHAPES, "contains.order"),
        ("contains", "x", None, "contains.no_exception"),
        ("matches", r"cannot be \w+", SHAPES, None),
        ("matches", "dtype", SHAPES, "matches.not"),
        ("matches", "x", None, "matches.no_exception"),
        ("any_of", ((at("raises", "type", "ValueError"),), (at("raises", "contains", "shapes"),)), SHAPES, None),
        ("any_of", ((at("raises", "type", "ValueError"),),), SHAPES, "any_of.none"),
        ("any_of", ((at("raises", "type", "ValueError"),),), None, "any_of.none"),
        ("not", (at("raises", "type", "ValueError"),), SHAPES, None),
        ("not", (at("raises", "type", "RuntimeError"),), SHAPES, "not.holds"),
        ("not", (at("raises", "type", "ValueError"),), None, "not.no_exception"),
    ],
)  # fmt: skip
def test_what_an_exception_says(kind: str, argument: object, raised: Raised | None, says: str | None) -> None:
    record = Record({"result": 1.0 if raised is None else Absent()}, raised=raised)
    assert said(judged(at("raises", kind, argument), record, Record({"result": Absent()}, raised=SHAPES))) == says


W, B = t(np.zeros((3, 2))), t(np.zeros(3))


def module(*parameters: tuple[str, Tree]) -> Record:
    return Record({"self": Opaque("Affine"), "self.*": Mapping(parameters)})


@pytest.mark.parametrize(
    ("argument", "parameters", "says"),
    [
        (9, (("weight", W), ("bias", B)), None),
        ("H*B + H", (("weight", W), ("bias", B)), None),
        (9, (("weight", W),), "parameters.count"),
        ("6..9", (("weight", W),), None),
        ("7..", (("weight", W),), "parameters.count"),
        (9, (), "parameters.none"),
        (0, (), None),
        ({"weight": ["H", 2], "bias": [3]}, (("weight", W), ("bias", B)), None),
        ({"weight": [3, 2]}, (("weight", W), ("bias", B)), "parameters.extra"),
        ({"weight": [3, 2], "bias": [3]}, (("weight", W),), "parameters.missing"),
        ({"weight": [2, 3], "bias": [3]}, (("weight", W), ("bias", B)), "parameters.shape"),
        ({"weight": [3, 2]}, (), "parameters.missing"),
        ({}, (), None),
        ("reference", (("weight", W), ("bias", B)), None),
        ("reference", (("weight", B), ("bias", B)), "parameters.shape"),
        ("reference", (("weight", W), ("bias", B), ("{x}", B)), "parameters.extra"),
        (9, (("weight", "W"), ("bias", None)), "parameters.count"),
    ],
)  # fmt: skip
def test_parameters(argument: object, parameters: tuple[tuple[str, Tree], ...], says: str | None) -> None:
    expected = module(("weight", W), ("bias", B))
    assert said(judged(at("self", "parameters", argument), module(*parameters), expected)) == says


def test_parameters_of_what_is_no_module() -> None:
    nothing = Record({"self": 3, "self.*": Absent()})
    assert said(judged(at("self", "parameters", 3), nothing, nothing)) == "parameters.none"
    mentions = KINDS["parameters"].names({"weight": ["O", 2], "bias": ["O"]})
    assert mentions == (Mention(Role.SIZE, "O"), Mention(Role.SIZE, "O"))
    assert KINDS["parameters"].names("I*O") == (Mention(Role.SIZE, "I*O"),)
    assert KINDS["parameters"].names("reference") == KINDS["parameters"].names(9) == ()


@pytest.mark.parametrize(
    ("argument", "shares", "says"),
    [
        ("x", ("x",), None),
        ("x", ("y", "x"), None),
        ("x", (), "shares_memory.missing"),
        ("x", ("y",), "shares_memory.missing"),
        ("none", (), None),
        ("none", ("result",), None),
        ("none", ("x",), "shares_memory.unwanted"),
    ],
)
def test_shares_memory(argument: str, shares: tuple[str, ...], says: str | None) -> None:
    record = Record({"result": t([1.0])}, shares={"result": shares})
    verdict = judged(at("result", "shares_memory", argument), record, Record({"result": t([1.0])}))
    assert said(verdict) == says
    assert verdict.claimed


@pytest.mark.parametrize(("argument", "same"), [("x", ("x",)), ("self", ("self",)), ("first", ("x", "first"))])
def test_is_any_root(argument: str, same: tuple[str, ...]) -> None:
    record = Record({"result": t([1.0])}, {"result": same})
    assert judged(at("result", "is", argument), record, record).passed
    assert KINDS["is"].names(argument) == (Mention(Role.OBJECT, argument),)


CALLED = Sequence("list", ("Optimizer.zero_grad", "torch.mean", "Tensor.mean", "Tensor.backward", "Adam.step"))


@pytest.mark.parametrize(
    ("path", "kind", "argument", "says"),
    [
        ("calls", "contains", ["zero_grad", "backward", "step"], None),
        ("calls", "contains", ["backward", "zero_grad"], "contains.order"),
        ("calls", "contains", "torch.mean", None),
        ("calls", "contains", "clip_grad_norm_", "contains.missing"),
        ("calls.mean", "value", 2, None),
        ("calls.torch.mean", "value", 1, None),
        ("calls.mean", "value", 1, "value.wrong"),
        ("calls.softmax", "value", 0, None),
        ("calls", "length", 5, None),
    ],
)  # fmt: skip
def test_calls_are_counted_and_claimed(path: str, kind: str, argument: object, says: str | None) -> None:
    """The reference may call other things: only the check counts."""
    verdict = judged(at(path, kind, argument), Record({"calls": CALLED}), Record({"calls": Sequence("list", ())}))
    assert said(verdict) == says
    assert verdict.claimed


def test_calls_that_were_not_noted_are_not_there() -> None:
    assert said(judged(at("calls.mean", "value", 0), Record(), Record({"calls": CALLED}))) == "value.other"
    hostile = Record({"calls": Sequence("list", (1, None, Opaque("x")))})
    assert judged(at("calls.mean", "value", 0), hostile, Record({"calls": CALLED})).passed


@pytest.mark.parametrize(
    ("kind", "argument", "says"),
    [("value", "loss 0.5", None), ("value", "loss 0.6", "value.other"), ("contains", "0.5", None)],
)
def test_printed_text(kind: str, argument: str, says: str | None) -> None:
    record = Record({"stdout": "loss 0.5"})
    assert said(judged(at("stdout", kind, argument), record, record)) == says
