"""Every kind on what is right, wrong and hostile, through the judge as a case would use it."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import KINDS
from grader.checks.kind import Mention, Role
from grader.judge import MESSAGES, judge_case
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.result import Verdict
from grader.model.spec import Case, Check
from grader.model.values import Absent, Mapping, Named, Opaque, Sequence, Tensor, Tree


def t(numbers: object, dtype: str = "float32", **rest: object) -> Tensor:
    array = np.asarray(numbers, dtype=dtype)
    return Tensor(dtype, array.shape, array.tobytes(), **rest)  # type: ignore[arg-type]


def case(*checks: Check) -> Case:
    return Case(None, None, False, (), (), (), (), "train", (), 1, False, checks)


def check(kind: str, argument: object, actual: Tree, expected: Tree, says: str | None, path: str = "result") -> Verdict:
    """Judge one check of one path; ``says`` is the message's id, None where it passes."""
    root = str(Path.parse(path).object)
    verdicts = judge_case(
        case(Check(Path.parse(path), kind, argument, line=7)),
        Record({root: expected}),
        Record({root: actual}),
        {},
        drawn={"B": 2, "H": 3, "n": 5},
    )
    (verdict,) = (verdict for verdict in verdicts if verdict.kind == kind)
    found = None if verdict.message is None else verdict.message.id
    assert found == says, verdict
    assert verdict.line == 7
    if verdict.message is not None:
        templates = {**MESSAGES, **{k: v for kind in KINDS.values() for k, v in kind.messages.items()}}
        assert templates[verdict.message.id].format(**verdict.message.parameters)
    return verdict


A = t([[1, 2, 3], [4, 5, 6]])
PARAMETER = t([1.0], type_name="torch.nn.parameter.Parameter")
SUBCLASS = t([1.0], type_name="Liar")
SIZE = Sequence("tuple", (2, 3), "torch.Size")
NAN, INF = float("nan"), float("inf")
COMPLEX = t([1 + 2j], "complex64")


@pytest.mark.parametrize(
    ("kind", "argument", "actual", "expected", "says"),
    [
        ("any", True, "anything", A, None),
        ("any", "any", Absent(), A, None),
        ("device", "cpu", A, A, None),
        ("device", "cuda", A, A, "device.differs"),
        ("device", "cuda", t(1.0, device="cuda:1"), A, None),
        ("device", "cuda:0", t(1.0, device="cuda:1"), A, "device.differs"),
        ("device", "reference", A, A, None),
        ("device", "any", t(1.0, device="moon"), A, None),
        ("device", "cpu", 3.0, A, "device.no_tensor"),
        ("dtype", "float32", A, A, None),
        ("dtype", "float32", t([1], "int64"), A, "dtype.differs"),
        ("dtype", ["float32", "float64"], t([1], "float64"), A, None),
        ("dtype", ["float32", "float64"], t([1], "int64"), A, "dtype.not_among"),
        ("dtype", "reference", t([1], "int64"), A, "dtype.differs"),
        ("dtype", "any", t([1], "int64"), A, None),
        ("dtype", "float32", [], A, "dtype.no_tensor"),
        ("exists", True, A, A, None),
        ("exists", True, None, A, "exists.missing"),
        ("exists", True, Absent(), A, "exists.missing"),
        ("exists", True, Absent(("a", "b")), A, "exists.missing_among"),
        ("exists", False, A, None, "exists.unwanted"),
        ("exists", False, None, None, None),
        ("finite", True, A, A, None),
        ("finite", True, t([1, NAN, INF]), A, "finite.not"),
        ("finite", True, Sequence("list", (1.0, NAN)), A, "finite.not"),
        ("finite", True, Mapping((("a", t(-INF)),)), A, "finite.not"),
        ("finite", True, t([1, complex(0, INF)], "complex64"), A, "finite.not"),
        ("finite", True, NAN, A, "finite.not"),
        ("finite", True, "nan", A, None),
        ("finite", False, t([NAN]), t([NAN]), None),
        ("requires_grad", True, t(1.0, requires_grad=True), A, None),
        ("requires_grad", True, A, A, "requires_grad.missing"),
        ("requires_grad", False, t(1.0, requires_grad=True), A, "requires_grad.unwanted"),
        ("requires_grad", "reference", A, A, None),
        ("requires_grad", True, Opaque("Liar"), A, "requires_grad.no_tensor"),
        ("shape", [2, 3], A, A, None),
        ("shape", ["B", "H"], A, A, None),
        ("shape", ["H-1", "n//2 + 1"], A, A, None),
        ("shape", [3, 2], A, A, "shape.differs"),
        ("shape", [], t(1.0), t(1.0), None),
        ("shape", [1], t(1.0), t(1.0), "shape.differs"),
        ("shape", "reference", t([1]), A, "shape.differs"),
        ("shape", "any", t([1]), A, None),
        ("shape", [2, 3], SIZE, A, "shape.no_tensor"),
        ("type", "torch.Tensor", A, A, None),
        ("type", "Tensor", PARAMETER, A, None),
        ("type", "torch.nn.Parameter", PARAMETER, A, None),
        ("type", "torch.Tensor", SUBCLASS, A, "type.differs"),
        ("type", "numpy.ndarray", t(1.0, type_name="numpy.ndarray"), A, None),
        ("type", "torch.Tensor", t(1.0, type_name="numpy.ndarray"), A, "type.differs"),
        ("type", "float", 1.0, 1.0, None),
        ("type", "float", 1, 1.0, "type.differs"),
        ("type", "int", True, 1, "type.differs"),
        ("type", "float", Named("numpy.float64", 1.0), 1.0, None),
        ("type", "float", None, 1.0, "type.none"),
        ("type", ["int", "float"], 1, 1.0, None),
        ("type", ["int", "float"], "1", 1.0, "type.differs"),
        ("type", "tuple", SIZE, SIZE, None),
        ("type", "torch.Size", SIZE, SIZE, None),
        ("type", "torch.Size", Sequence("tuple", (2, 3)), SIZE, "type.differs"),
        ("type", "dict", Mapping((), "collections.OrderedDict"), Mapping(()), None),
        ("type", "torch.nn.Linear", Opaque("torch.nn.modules.linear.Linear"), Opaque("x"), None),
        ("type", "torch.nn.Linear", Opaque("NotLinear"), Opaque("x"), "type.differs"),
        ("type", "reference", SIZE, Sequence("tuple", ()), None),
        ("type", "any", Opaque("x"), A, None),
        ("value", [[1, 2, 3], [4, 5, 6]], A, A, None),
        ("value", [[1, 2, 3], [4, 5, 7]], A, A, "value.differs"),
        ("value", 9.0, t(9.0), t(9.0), None),
        ("value", 9, t(9.0), t(9.0), None),
        ("value", 9.0, t(8.0), t(9.0), "value.wrong"),
        ("value", 9.0, t([9.0]), t(9.0), "shape.differs"),
        ("value", 1, t(np.ones((2, 2))), t(np.ones((2, 2))), None),
        ("value", 0.0, t(np.empty(0)), t(np.empty(0)), None),
        ("value", [1, 2], t([[1, 2]]), t([[1, 2]]), "shape.differs"),
        ("value", "$n", 5, 5, None),
        ("value", "$n", 6, 5, "value.wrong"),
        ("value", ["$n", 1], Sequence("list", (5, 1)), Sequence("list", (5, 1)), None),
        ("value", "$$n", "$n", "$n", None),
        ("value", "cat", "cat", "cat", None),
        ("value", "cat", "dog", "cat", "value.other"),
        ("value", None, None, None, None),
        ("value", True, True, True, None),
        ("value", True, False, True, "value.wrong"),
        ("value", {"tuple": [1, 2]}, SIZE, SIZE, "value.wrong"),
        ("value", {"tuple": [2, 3]}, SIZE, SIZE, None),
        ("value", {"python": "(2, 3)"}, SIZE, SIZE, None),
        ("value", {"tensor": [[1, 2, 3], [4, 5, 6]]}, A, A, None),
        ("value", {"dict": {"a": 1}}, Mapping((("a", 1),)), Mapping((("a", 1),)), None),
        ("value", {"dict": {"a": 1}}, Mapping((("a", 2),)), Mapping((("a", 1),)), "value.wrong"),
        ("value", INF, t(INF), t(INF), None),
        ("value", INF, t(-INF), t(INF), "value.wrong"),
        ("value", NAN, t([NAN, NAN]), t([NAN, NAN]), None),
        ("value", 2.0, t([2], "int64"), t([2], "int64"), None),
        ("value", 10**30, 10**30, 10**30, None),
        ("value", 10**30, 10**30 + 1, 10**30, "value.other"),
        ("value", 1e30, 10**30, 10**30, None),
        ("value", 9.0, Opaque("EqualToEverything"), t(9.0), "type.differs"),
        ("value", 9.0, SUBCLASS, t(9.0), "type.differs"),
        ("like", "reference", A, A, None),
        ("like", "reference", t(np.zeros((2, 3))), A, "value.differs"),
        ("like", "reference", t([1, 2, 3]), A, "shape.differs"),
        ("like", "reference", t([[NAN] * 3] * 2), A, "value.not_finite"),
        ("like", "reference", Absent(), A, "absent"),
        ("like", "reference", None, A, "type.none"),
        ("like", "reference", 1.0, t(1.0), "type.differs"),
        ("like", "reference", t(1.0), 1.0, "type.differs"),
        ("like", "reference", 1, 1.0, "type.differs"),
        ("like", "reference", True, 1, "type.differs"),
        ("like", "reference", COMPLEX, COMPLEX, None),
        ("like", "reference", t([1 - 2j], "complex64"), COMPLEX, "value.differs"),
        ("like", "reference", "text", "text", None),
        ("like", "reference", b"1", b"2", "value.other"),
        ("like", "reference", Opaque("autograd.Thing"), Opaque("solution.Thing"), None),
        ("like", "reference", Opaque("Other"), Opaque("Thing"), "type.differs"),
        ("like", "x", A, A, "like.nothing"),
    ],
)  # fmt: skip
def test_kinds(kind: str, argument: object, actual: Tree, expected: Tree, says: str | None) -> None:
    check(kind, argument, actual, expected, says)


@pytest.mark.parametrize(
    ("kind", "argument", "same", "says"),
    [("is", "x", ("x",), None), ("is", "x", (), "is.not"), ("is", "x", ("y", "z"), "is.other")],
)
def test_identity_is_what_the_process_claims(kind: str, argument: str, same: tuple[str, ...], says: str | None) -> None:
    actual = Record({"result": A}, {"result": same})
    verdicts = judge_case(case(Check(Path.parse("result"), kind, argument)), Record({"result": A}), actual, {})
    (verdict,) = (verdict for verdict in verdicts if verdict.kind == kind)
    assert (verdict.message and verdict.message.id) == says
    assert verdict.claimed


INDEX = Raised("call", "IndexError", ("IndexError", "LookupError", "Exception", "BaseException"), "out of range")
STUB = Raised("call", "NotImplementedError", ("NotImplementedError", "RuntimeError", "Exception"), "")
RUNTIME = Raised("call", "RuntimeError", ("RuntimeError", "Exception"), "shapes")


@pytest.mark.parametrize(
    ("kind", "argument", "actual", "expected", "says"),
    [
        ("type", "IndexError", INDEX, INDEX, None),
        ("type", "LookupError", INDEX, INDEX, None),
        ("type", ["RuntimeError", "IndexError"], INDEX, INDEX, None),
        ("type", "ValueError", INDEX, INDEX, "type.exception"),
        ("type", "IndexError", None, INDEX, "type.no_exception"),
        ("type", "any", None, INDEX, "type.no_exception"),
        ("type", "any", RUNTIME, INDEX, None),
        ("type", "reference", INDEX, INDEX, None),
        ("type", "RuntimeError", STUB, RUNTIME, "not_written.raised"),
        ("type", "NotImplementedError", STUB, STUB, None),
        ("like", "reference", INDEX, INDEX, None),
        ("like", "reference", RUNTIME, INDEX, "like.exception"),
        ("like", "reference", STUB, RUNTIME, "not_written.raised"),
        ("like", "reference", None, INDEX, "like.no_exception"),
        ("exists", True, INDEX, INDEX, None),
        ("exists", True, None, INDEX, "exists.no_exception"),
        ("any", True, RUNTIME, INDEX, None),
        ("any", True, None, INDEX, "any.no_exception"),
        ("type", "IndexError", Raised("find", text="f"), INDEX, "not_written.missing"),
        ("type", "Exception", Raised("import", "SyntaxError", ("SyntaxError", "Exception")), INDEX, "exception.import"),
    ],
)  # fmt: skip
def test_exceptions(kind: str, argument: object, actual: Raised | None, expected: Raised, says: str | None) -> None:
    record = Record({"result": None if actual is None else Absent()}, raised=actual)
    asked = case(Check(Path.parse("raises"), kind, argument))
    (verdict,) = judge_case(asked, Record({"result": Absent()}, raised=expected), record, {})
    assert (verdict.message and verdict.message.id) == says
    if says in KINDS[kind].messages:
        assert KINDS[kind].messages[says].format(**verdict.message.parameters)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "actual", "expected", "says"),
    [
        ("result[0]", t([[1, 2, 3], [0, 0, 0]]), A, None),
        ("result[1]", t([[1, 2, 3], [0, 0, 0]]), A, "value.differs"),
        ("result[:, -1]", t([[0, 0, 3], [0, 0, 6]]), A, None),
        ("result[..., None]", A, A, None),
        ("result[5]", A, A, "slice.outside"),
        ("result[0, 0, 0]", A, A, "slice.outside"),
        ("result[0]", t([1.0]), A, "shape.differs"),
        ("result[0]", Sequence("list", (1,)), A, "slice.outside"),
        ("result[0]", Absent(), A, "slice.outside"),
        ("result.0", Sequence("tuple", (A,)), Sequence("tuple", (A,)), None),
        ("result.1", Sequence("tuple", (A,)), Sequence("tuple", (A, A)), "absent"),
        ("result.a", Mapping((("a", A),)), Mapping((("a", A),)), None),
        ("result.a", Mapping((("b", A),)), Mapping((("a", A),)), "absent"),
        ("result.a.0[1]", Mapping((("a", Sequence("list", (A,))),)), Mapping((("a", Sequence("list", (A,))),)), None),
    ],
)  # fmt: skip
def test_slices_and_items(path: str, actual: Tree, expected: Tree, says: str | None) -> None:
    """Only ``result`` was looked at: items below it are found in it."""
    asked = case(Check(Path.parse(path), "like", "reference"))
    verdict, *_ = judge_case(asked, Record({"result": expected}), Record({"result": actual}), {})
    assert (verdict.message and verdict.message.id) == says


def test_like_another_path_reads_it_after_the_call_or_as_it_was_sent() -> None:
    values: dict[str, Tree] = {"result.0": t([1, 2, 3]), "result.1": t([2, 3, 4])}
    asked = case(Check(Path.parse("result.1[:-1]"), "like", "result.0[1:]"), Check(Path.parse("result.0"), "like", "x"))
    good = judge_case(asked, Record(values), Record(values), {"x": t([1, 2, 3])})
    assert all(verdict.passed for verdict in good)
    wrong: dict[str, Tree] = {**values, "result.1": t([9, 9, 4])}
    bad = judge_case(asked, Record(values), Record(wrong), {"x": t([1, 2, 3])})
    assert [verdict.path for verdict in bad if not verdict.passed] == ["result.1[:-1]"]


def test_kinds_say_which_names_they_mention() -> None:
    assert KINDS["like"].names("result.0[:, 1]") == (Mention(Role.PATH, "result.0[:, 1]"),)
    assert KINDS["like"].names("reference") == ()
    dollars = [mention.text for mention in KINDS["value"].names(["$x", {"tuple": ["$y.0", "$$z", 1]}])]
    assert dollars == ["x", "y.0"]
