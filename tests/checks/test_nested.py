"""Kinds that hold others, kinds at paths with a star, and what takes the submission's place."""

from __future__ import annotations

from collections.abc import Mapping as Map

import pytest

from grader.checks import KINDS
from grader.checks.kind import Mention, Role
from grader.judge import judge_case
from grader.model.record import Record
from grader.model.spec import Check
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tree
from tests.checks.table import at, case, check, judged, said, t

ONES, ZEROS = t([1, 1]), t([0, 0])
NAN = float("nan")


def ways(*options: tuple[Check, ...] | Check) -> tuple[tuple[Check, ...], ...]:
    return tuple(option if isinstance(option, tuple) else (option,) for option in options)


NONE_OR_ZEROS = ways(at("w.grad", "exists", False), at("w.grad", "value", 0.0))


@pytest.mark.parametrize(
    ("expected", "actual", "right"),
    [
        (None, None, True),
        (None, ZEROS, True),
        (ZEROS, None, True),
        (ZEROS, ZEROS, True),
        (None, ONES, False),
        (ZEROS, ONES, False),
        (ZEROS, t([0, 0], "float64"), False),  # the reference's way in another form
        (ZEROS, t([[0, 0]]), False),
        (ZEROS, t([NAN, 0]), False),
        (None, "none", False),
        (None, Opaque("Liar"), False),
    ],
)  # fmt: skip
def test_any_of_several_ways(expected: Tree, actual: Tree, right: bool) -> None:
    for everything in (False, True):
        asked = case(at("w.grad", "any_of", NONE_OR_ZEROS), everything=everything)
        verdicts = judge_case(asked, Record({"w.grad": expected}), Record({"w.grad": actual}), {"w": ONES})
        assert all(verdict.passed for verdict in verdicts) is right, verdicts


def test_any_of_says_what_is_allowed() -> None:
    verdict = judged(at("w.grad", "any_of", NONE_OR_ZEROS), Record({"w.grad": ONES}), Record({"w.grad": None}))
    assert verdict.message is not None
    assert verdict.message.parameters["ways"] == ("`exists: false`", "`value: 0.0`")
    assert verdict.expected == "[[exists: false], [value: 0.0]]"


def test_all_of_one_way_must_hold() -> None:
    option = (at("result", "type", "float"), at("result", "between", "0.0..1.0"))
    for actual, says in [(0.5, None), (1.5, "any_of.none"), (t(0.5), "any_of.none")]:
        verdict = judged(at("result", "any_of", ways(option)), Record({"result": actual}), Record({"result": t(0.5)}))
        assert said(verdict) == says


def test_a_way_is_compared_within_its_own_tolerance() -> None:
    near = ways(at("result", "like", "reference", atol=0.5))
    record, off = Record({"result": ONES}), Record({"result": t([1.4, 1])})
    assert judged(at("result", "any_of", near), off, record).passed
    exact = ways(at("result", "like", "reference"))
    assert not judged(at("result", "any_of", exact), off, record).passed


NOT_LIKE = (at("second", "like", "first"),)


@pytest.mark.parametrize(
    ("second", "failures"),
    [
        (t([1, 2]), []),
        (ONES, ["second not not.same"]),
        (t([1, 1], "float64"), ["second form dtype.differs", "second not not.same"]),
        (t([[1, 2]]), ["second form shape.differs"]),
        (None, ["second form type.none"]),
        (Absent(), ["second form absent"]),
        (t([NAN, 1]), ["second finite finite.not"]),
        (Opaque("Liar"), ["second form type.differs"]),
    ],
)
def test_not_keeps_the_form(second: Tree, failures: list[str]) -> None:
    asked = case(at("second", "not", NOT_LIKE))
    expected = Record({"first": ONES, "second": t([5, 6])})
    verdicts = judge_case(asked, expected, Record({"first": ONES, "second": second}), {})
    assert [f"{v.path} {v.kind} {said(v)}" for v in verdicts if not v.passed] == failures


@pytest.mark.parametrize(
    ("kind", "argument", "actual", "says"),
    [
        ("sums_to", {"value": 1.0, "dim": 2}, t([1, 2]), "sums_to.no_dim"),
        ("sums_to", 1.0, "text", "sums_to.no_numbers"),
        ("trend", "up", t([1]), "trend.short"),
        ("trend", "up", "text", "trend.no_series"),
        ("contains", "loss", 3.0, "contains.nowhere"),
        ("matches", "loss", 3.0, "matches.no_text"),
        ("between", "0..1", "text", "between.no_numbers"),
        ("length", 3, 2.0, "length.none"),
        ("length", "n-9..n-8", t([1, 2]), None),
        ("length", "2//(n-5)", t([1, 2]), "argument.impossible"),
        ("distinct", True, t([1]), "distinct.few"),
        ("like", "nowhere", t([1]), "like.nothing"),
        ("value", "$nowhere", t([1]), "value.nothing"),
    ],
)
def test_what_cannot_be_judged_is_no_difference(kind: str, argument: object, actual: Tree, says: str | None) -> None:
    """Neither the opposite of a check passes by it, nor the opposite of several ways."""
    inner = at("result", kind, argument)
    check("not", (inner,), actual, says)
    check("not", (at("result", "not", (inner,)),), actual, says or "not.holds")
    several = at("result", "any_of", ways(inner, at("result", "type", "Other")))
    check("not", (several,), actual, says and "any_of.undecided")


def test_what_does_not_hold_comes_before_what_cannot_be_judged() -> None:
    undecided, wrong = at("result", "trend", "up"), at("result", "value", 5.0)
    for both in ((undecided, wrong), (wrong, undecided)):
        check("not", both, t([1]), None)


def test_a_way_that_cannot_be_judged_of_the_reference_releases_no_form() -> None:
    asked = at("result", "any_of", ways(at("result", "sums_to", {"value": 3.0, "dim": 1}), at("result", "value", 9.0)))
    verdict = judged(asked, Record({"result": t([[1, 2]])}), Record({"result": t([9, 9])}))
    assert said(verdict) == "any_of.none"


def test_not_released_of_its_dtype_is_still_not() -> None:
    asked = case(at("second", "not", NOT_LIKE), at("second", "dtype", "any"))
    actual = Record({"first": ONES, "second": t([1, 1], "float64")})
    verdicts = judge_case(asked, Record({"first": ONES, "second": t([5, 6])}), actual, {})
    assert [said(verdict) for verdict in verdicts if not verdict.passed] == ["not.same"]


def test_kinds_nest_in_each_other() -> None:
    neither = (at("result", "any_of", ways(at("result", "value", 0.0), at("result", "value", 1.0))),)
    check("not", neither, t([2, 2]), None)
    check("not", neither, ONES, "not.holds")
    claimed = ways(at("result", "not", (at("result", "requires_grad", True),)))
    assert check("any_of", claimed, ONES, None).claimed
    assert not check("not", neither, t([2, 2]), None).claimed


def parameters(**entries: Tree) -> Mapping:
    return Mapping(tuple((name, item) for name, item in entries.items()))


@pytest.mark.parametrize(
    ("path", "kind", "argument", "actual", "places"),
    [
        ("self.*.grad", "exists", False, parameters(weight=None, bias=None), []),
        ("self.*.grad", "exists", False, parameters(weight=None, bias=ONES), ["self.bias.grad"]),
        ("self.*.grad", "exists", True, parameters(weight=ONES, bias=None), ["self.bias.grad"]),
        ("self.*", "requires_grad", True, parameters(weight=t([1], requires_grad=True)), []),
        ("self.*", "requires_grad", True, parameters(weight=t([1], requires_grad=True), bias=ONES), ["self.bias"]),
        ("self.*", "dtype", "float32", parameters(weight=ONES, bias=t([1], "float64")), ["self.bias"]),
        ("self.*", "shape", [2], parameters(weight=ONES, bias=t([1])), ["self.bias"]),
        ("self.*", "type", ["torch.Tensor"], parameters(weight=ONES, bias=1.0), ["self.bias"]),
        ("self.*", "between", "0.0..1.0", parameters(weight=ONES, bias=t([2])), ["self.bias"]),
        ("self.*", "value", 0.0, parameters(weight=ZEROS, bias=ONES), ["self.bias"]),
        ("self.*", "value", [0, 0], parameters(weight=ZEROS, bias=ZEROS), []),
        ("result.*", "sums_to", 2.0, parameters(**{"0": ONES, "1": ZEROS}), ["result.1"]),
        ("self.*", "any_of", ways(at("self.*", "value", 0.0), at("self.*", "shape", [1])),
         parameters(weight=ZEROS, bias=t([7])), []),
        ("self.*", "any_of", ways(at("self.*", "value", 0.0), at("self.*", "shape", [1])),
         parameters(weight=ZEROS, bias=ONES), ["self.bias"]),
        ("self.*", "not", (at("self.*", "value", 0.0),), parameters(weight=ONES, bias=ZEROS), ["self.bias"]),
        ("self.*", "finite", True, parameters(weight=ONES, bias=t([NAN])), ["self.bias"]),
        ("self.*", "exists", True, Absent(), ["self.*"]),
        ("self.*", "exists", True, parameters(), []),
        ("self.*", "exists", True, parameters(**{"\x1b[31m": None}), ["self.*"]),
        ("self.*", "exists", True, parameters(**{"": None}), ["self.*"]),
    ],
)  # fmt: skip
def test_a_kind_at_a_star_holds_for_each(
    path: str, kind: str, argument: object, actual: Tree, places: list[str]
) -> None:
    verdict = judged(at(path, kind, argument), Record({path: actual}), Record({path: actual}))
    assert ([verdict.path] if verdict.message else []) == places


def test_each_item_is_compared_with_its_own() -> None:
    """Within a kind that holds others, a path with a star means the item that is judged."""
    values: dict[str, Tree] = {"new.*": parameters(w=ONES, b=ZEROS), "old.*": parameters(w=ONES, b=ZEROS)}
    asked = at("new.*", "any_of", ways(at("new.*", "like", "old.*"), at("new.*", "value", 7.0)))
    assert judged(asked, Record(values), Record(values)).passed
    changed = Record({**values, "new.*": parameters(w=t([7, 7]), b=ONES)})
    assert judged(asked, changed, Record(values)).path == "new.b"


OTHERS: Map[str, Map[str, Tree]] = {
    "torch.optim.Adam": {"w": t([1, 2]), "self.*": parameters(weight=ONES)},
    "also/loop": {"w": t([3, 4]), "result": Sequence("tuple", (t([5, 6]),))},
    "points.npy": {"": t([7, 8])},
}


@pytest.mark.parametrize(
    ("path", "name", "actual", "says"),
    [
        ("w", "torch.optim.Adam", t([1, 2]), None),
        ("w", "torch.optim.Adam", t([3, 4]), "value.differs"),
        ("w", "also/loop", t([3, 4]), None),
        ("w[1:]", "also/loop", t([0, 4]), None),
        ("result.0", "also/loop", t([5, 6]), None),
        ("w", "points.npy", t([7, 8]), None),
        ("w[:2]", "points.npy", t([7, 8, 9]), None),
        ("w", "other.npy", t([7, 8]), "like.nothing"),
        ("x", "also/loop", t([7, 8]), "like.nothing"),
        ("w", "torch.optim.SGD", t([7, 8]), "like.nothing"),
        ("self.*", "torch.optim.Adam", parameters(weight=ONES), None),
    ],
)  # fmt: skip
def test_what_takes_the_submissions_place(path: str, name: str, actual: Tree, says: str | None) -> None:
    root = path.partition("[")[0]
    assert said(judged(at(path, "like", name), Record({root: actual}), Record({root: actual}), others=OTHERS)) == says
    several = ways(at(path, "like", "also/none"), at(path, "like", name))
    verdict = judged(at(path, "any_of", several), Record({root: actual}), Record({root: actual}), others=OTHERS)
    assert verdict.passed is (says is None)


@pytest.mark.parametrize("name", ["torch.optim.Adam", "also/loop", "a.npy", "b.safetensors", "c.json", "d.txt"])
def test_what_is_no_path_is_not_mentioned_as_one(name: str) -> None:
    assert KINDS["like"].names(name) == (Mention(Role.ELSEWHERE, name),)
