"""Whole cases: which verdicts there are, in which order, and what they say."""

from __future__ import annotations

import random
from collections.abc import Mapping as Map
from dataclasses import replace

import numpy as np
import pytest

from grader.checks import KINDS
from grader.judge import MESSAGES, cause_of, judge_again, judge_case, message_of, reference_problem
from grader.model.path import Path
from grader.model.record import Frame, Raised, Record
from grader.model.result import Cause, Verdict
from grader.model.spec import Case, Check
from grader.model.values import Absent, Made, Mapping, Opaque, Same, Sequence, Tensor, Tree
from grader.model.written import Constant

TEMPLATES = {**MESSAGES, **{name: text for kind in KINDS.values() for name, text in kind.messages.items()}}


def t(numbers: object, dtype: str = "float32", **rest: object) -> Tensor:
    array = np.asarray(numbers, dtype=dtype)
    return Tensor(dtype, array.shape, array.tobytes(), **rest)  # type: ignore[arg-type]


def asked(*checks: tuple[str, str, object], everything: bool = False, **tolerances: float) -> Case:
    written = tuple(Check(Path.parse(path), kind, argument, line=7, **tolerances) for path, kind, argument in checks)
    given = (("x", Constant(None)),)
    return Case(None, None, False, (), (), given, (), "train", (), 1, everything, written, line=5)


X = t([1, 2, 3])
INPUTS: Map[str, Tree] = {"x": X}
GOOD: Map[str, Tree] = {
    "result": t([2, 4, 6]),
    "self.*": Mapping((("weight", t([[1, 2]])), ("bias", t([0])))),
    "x": X,
    "x.grad": t([2, 2, 2]),
    "self.*.grad": Mapping((("weight", t([[5, 5]])), ("bias", None))),
}
ALL = asked(everything=True)


def record(**changes: Tree) -> Record:
    """The good record with changes; ``x_grad`` is ``x.grad``."""
    names = {"x_grad": "x.grad", "parameters": "self.*", "gradients": "self.*.grad"}
    return Record({**GOOD, **{names.get(name, name): tree for name, tree in changes.items()}})


def check(
    case: Case, actual: Record, *failures: str, expected: Record | None = None, **rest: object
) -> tuple[Verdict, ...]:
    """Judge; ``failures`` are the failed verdicts in order, as ``path kind message``."""
    verdicts = judge_case(case, expected or record(), actual, INPUTS, **rest)  # type: ignore[arg-type]
    assert verdicts
    failed = [(v.path, v.kind, v.message) for v in verdicts if v.message is not None]
    assert [f"{path} {kind} {message.id}" for path, kind, message in failed] == list(failures)
    for _, _, message in failed:
        assert TEMPLATES[message.id].format(**message.parameters)
    return verdicts


def test_everything_agrees() -> None:
    verdicts = check(ALL, record())
    assert [(v.path, v.kind) for v in verdicts] == [
        ("result", "like"), ("self.*", "like"), ("x", "unchanged"), ("self.*.grad", "like"), ("x.grad", "like")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "failures"),
    [
        ({"result": t([2, 4, 7])}, ["result like value.differs"]),
        ({"result": t([2, 4, 6], "float64")}, ["result like dtype.differs"]),
        ({"result": t([2, 4, 6], device="cuda:0")}, ["result like device.differs"]),
        ({"result": t([2, 4, 6], type_name="Liar")}, ["result like type.differs"]),
        ({"x_grad": None}, ["x.grad like gradient.none"]),
        ({"x_grad": Absent()}, ["x.grad like gradient.none"]),
        ({"x": t([1, 2, 4])}, ["x unchanged input.changed"]),
        ({"x": t([1, 2, 3 + 5e-7])}, ["x unchanged input.changed"]),
        ({"x": None}, ["x unchanged input.changed"]),
        ({"parameters": Mapping((("weight", t([[1, 2]])),))}, ["self.* like keys.missing"]),
        ({"parameters": Mapping((("bias", t([0])), ("weight", t([[1, 3]]))))}, ["self.weight like value.differs"]),
        ({"gradients": Mapping((("weight", t([[5, 5]])), ("bias", t([1]))))}, ["self.bias.grad like type.differs"]),
        # Gradients of a result of the wrong form say nothing of their own.
        ({"result": t([2, 4]), "x_grad": t([2, 2, 0]), "x": t([0, 0, 0])}, [
            "result like shape.differs", "x unchanged input.changed", "x.grad like gradient.later",
        ]),
        ({"result": t([2, 4, 7]), "x_grad": t([2, 2, 0])}, [
            "result like value.differs", "x.grad like value.differs"
        ]),
    ],
)  # fmt: skip
def test_everything_compared(changes: Map[str, Tree], failures: list[str]) -> None:
    check(ALL, record(**changes), *failures)


@pytest.mark.parametrize(
    ("checks", "actual", "failures"),
    [
        # Only what is asked for is compared, and the form of it.
        ([("result", "value", [2, 4, 6])], record(x_grad=None), []),
        ([("result", "value", [2, 4, 6])], record(result=t([2, 4, 6], "int64")), ["result value dtype.differs"]),
        ([("result", "value", [2, 4, 6]), ("result", "dtype", "any")], record(result=t([2, 4, 6], "int64")), []),
        ([("result", "like", "reference"), ("result", "dtype", ["int64", "float32"])],
         record(result=t([2, 4, 6], "int64")), []),
        ([("result", "like", "reference"), ("result", "type", "any")],
         record(result=Sequence("list", (2.0, 4.0, 6.0))), []),
        ([("result", "like", "reference"), ("result", "type", "any")],
         record(result=Sequence("list", (2.0, 4.0, 7.0))), ["result like value.differs"]),
        ([("result", "any", True)], record(result="anything"), []),
        ([("result", "shape", [3])], record(result=t([9, 9, 9])), []),
        ([("result", "shape", [3])], record(result=t([9, 9, 9], "int32")), ["result form dtype.differs"]),
        ([("result", "shape", [3])], record(result=t([9, 9, float("nan")])), ["result finite finite.not"]),
        ([("result", "shape", [3]), ("result", "finite", False)], record(result=t([9, 9, float("nan")])), []),
        ([("result", "shape", [3])], record(result=t([9, 9])), ["result shape shape.differs"]),
        ([("x.grad", "exists", True)], record(x_grad=None), ["x.grad exists exists.no_gradient"]),
        ([("x.grad", "exists", True)], record(x_grad=t([2, 2])), ["x.grad form shape.differs"]),
        ([("x", "any", True)], record(x=t([0, 0, 0])), []),
        ([("x", "like", "reference")], record(x=t([0, 0, 0])), ["x like value.differs"]),
        ([("x", "shape", [3])], record(x=t([0, 0, 0])), ["x unchanged input.changed"]),
        ([("result", "value", 2.0), ("result", "shape", "any")], record(result=t([])), ["result value shape.differs"]),
    ],
)  # fmt: skip
def test_what_is_asked_for(checks: list[tuple[str, str, object]], actual: Record, failures: list[str]) -> None:
    check(asked(*checks), actual, *failures)


def test_all_reference_stands_beside_other_checks() -> None:
    case = asked(("result", "is", "x"), ("x.grad", "any", True), everything=True)
    check(case, record(x_grad=t([0])), "result is is.not")
    check(asked(("result", "dtype", "any"), everything=True), record(result=t([2, 4, 6], "float64")))


def test_tolerances_of_the_check_then_of_the_course() -> None:
    off = record(result=t([2, 4, 6.5]))
    check(asked(("result", "like", "reference")), off, "result like value.differs")
    check(asked(("result", "like", "reference"), atol=0.5), off)
    check(asked(("result", "like", "reference")), off, atol=0.5)
    check(asked(("result", "like", "reference"), atol=0.1), off, "result like value.differs", atol=0.5)
    check(replace(ALL, atol=0.5), off)
    check(replace(ALL, atol=0.1), off, "result like value.differs", atol=0.5)


def test_a_courses_tolerance_leaves_whole_numbers_exact() -> None:
    """Also where the specification has written the course's tolerance onto each check."""
    whole, off = (record(result=t(numbers, "int64")) for numbers in ([2, 4, 6], [2, 4, 7]))
    course = asked(("result", "like", "reference"), atol=2.0)
    check(course, off, "result like value.differs", expected=whole, atol=2.0)
    check(course, off, expected=whole)


@pytest.mark.parametrize(
    ("expected", "actual", "place", "message"),
    [
        (Sequence("tuple", (t([1]), t([2]))), Sequence("tuple", (t([1]), t([3]))), "result.1", "value.differs"),
        (Sequence("tuple", (t([1]), t([2]))), Sequence("tuple", (t([1]), t([[2]]))), "result.1", "shape.differs"),
        (Sequence("tuple", (t([1]), t([2]))), Sequence("tuple", (t([1]),)), "result", "length.differs"),
        (Sequence("tuple", (1, 2)), Sequence("list", (1, 2)), "result", "type.differs"),
        (Sequence("tuple", (1, 2), "Pair"), Sequence("tuple", (1, 2)), "result", None),
        (Mapping((("a", Sequence("list", (1,))),)), Mapping((("a", Sequence("list", (2,))),)),
         "result.a.0", "value.wrong"),
        (Mapping((("a", 1), ("b", 2))), Mapping((("b", 2), ("a", 1))), "result", None),
        (Mapping((("a", 1),)), Mapping((("a", 1), ("b", 1))), "result", "keys.extra"),
        (Mapping((("a", 1),)), Mapping((("b", 1),)), "result", "keys.differ"),
        (Mapping(((1, 1),)), Mapping((("1", 1),)), "result", "keys.differ"),
        (Mapping(((1, 1), (2, 2))), Mapping(((2, 2), (1, 1))), "result", None),
        (Sequence("list", (None,)), Sequence("list", (1,)), "result.0", "type.differs"),
    ],
)  # fmt: skip
def test_places_below_a_path(expected: Tree, actual: Tree, place: str, message: str | None) -> None:
    verdict, *_ = check(
        asked(("result", "like", "reference")),
        Record({"result": actual}),
        *([f"{place} like {message}"] if message else []),
        expected=Record({"result": expected}),
    )
    assert verdict.path == place
    assert verdict.message is None or verdict.message.parameters["place"] == place


def test_a_message_tells_how_many_the_worst_and_the_first_three() -> None:
    numbers = record(result=t(np.arange(6).reshape(2, 3)))
    wrong = record(result=t([[0, 1, 2.5], [3, 9, 4]]))
    (verdict, *_) = check(asked(("result", "like", "reference")), wrong, "result like value.differs", expected=numbers)
    assert verdict.message is not None
    assert dict(verdict.message.parameters) == {
        "place": "result", "count": 3, "total": 6, "not_finite": 0, "worst_at": "[1, 1]", "worst_expected": "4.0",
        "worst_actual": "9.0", "difference": "5.0", "allowed": "1.5e-05", "where": ("[0, 2]", "[1, 1]", "[1, 2]"),
        "expected": ("2.0", "4.0", "5.0"), "actual": ("2.5", "9.0", "4.0"),
    }  # fmt: skip
    assert (verdict.expected, verdict.line) == ("tensor([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])", 7)


def test_in_place_exercises_need_no_word() -> None:
    """Inputs end as the reference leaves them, within the tolerance where it changes them."""
    doubled = record(x=t([2, 4, 6]))
    check(ALL, doubled, expected=doubled)
    check(ALL, record(x=t([2, 4, 6 + 2e-6])), expected=doubled)
    check(ALL, record(), "x unchanged input.left", expected=doubled)


def test_parameters_of_a_module_that_was_given() -> None:
    """What was put there is not known here, only what the reference left."""
    values: dict[str, Tree] = {"result": t([1]), "x": Opaque("torch.nn.Linear"), "x.*": Mapping((("weight", X),))}
    wrong = Record({**values, "x.*": Mapping((("weight", t([1, 2, 9])),))})
    inputs: dict[str, Tree] = {"x": Made("torch.nn.Linear", ())}
    assert all(v.passed for v in judge_case(ALL, Record(values), Record(values), inputs))
    assert [v.message.id for v in judge_case(ALL, Record(values), wrong, inputs) if v.message] == ["input.differs"]


def test_a_list_has_no_clone() -> None:
    rows, longer = Sequence("list", (1.0, 2.0)), Sequence("list", (1.0, 2.0, 0.0))
    values: dict[str, Tree] = {"result": t([1]), "x": rows}
    verdicts = judge_case(ALL, Record(values), Record({**values, "x": longer}), {"x": rows})
    assert [v.message.id for v in verdicts if v.message] == ["input.written"]


def test_an_input_that_is_passed_twice() -> None:
    values: dict[str, Tree] = {"result": t([1]), "q": X, "k": X}
    inputs: dict[str, Tree] = {"q": X, "k": Same("q")}
    verdicts = judge_case(ALL, Record(values), Record({**values, "k": t([1, 2, 9])}), inputs)
    assert [v.message.id for v in verdicts if v.message] == ["input.changed"]


@pytest.mark.parametrize(
    ("kind", "argument", "expected", "actual"),
    [
        ("shape", "reference", "(3,)", "(2,)"),
        ("dtype", "int64", "int64", "float64"),
        ("device", "cpu", "cpu", "cuda:0"),
        ("requires_grad", False, "false", "true"),
        ("type", "reference", "torch.Tensor", "Liar"),
        ("finite", True, "true", "tensor([1.0, nan], float64)"),
        ("value", [1, 2], "[1, 2]", "tensor([1.0, nan], float64)"),
        ("like", "reference", "tensor([2.0, 4.0, 6.0])", "tensor([1.0, nan], float64)"),
    ],
)
def test_short_texts_are_of_the_side_that_is_looked_at(kind: str, argument: object, expected: str, actual: str) -> None:
    wrong = t([1, float("nan")], "float64", device="cuda:0", requires_grad=True)
    if kind == "type":
        wrong = replace(wrong, type_name="Liar")
    verdicts = judge_case(asked(("result", kind, argument)), record(), record(result=wrong), INPUTS)
    (verdict,) = (verdict for verdict in verdicts if verdict.kind == kind)
    assert (verdict.expected, verdict.actual) == (expected, actual)


def test_places_are_never_named_by_what_a_submission_chose() -> None:
    hostile = "\x1b[31m"
    case = asked(("result", "value", 1), ("result", "type", "any"))
    verdicts = judge_case(case, record(result=Mapping((("a", 1),))), record(result=Mapping(((hostile, 2),))), INPUTS)
    assert not any(hostile in verdict.path for verdict in verdicts)
    assert any(not verdict.passed for verdict in verdicts)


def test_an_opaque_result_is_only_a_claim() -> None:
    case = asked(("result", "like", "reference"))
    (verdict, *_) = check(case, record(result=Opaque("Thing")), expected=record(result=Opaque("Thing")))
    assert verdict.claimed
    assert not check(case, record())[0].claimed


ORDERED = [
    ("x.grad", "value", 3), ("result", "shape", [3]), ("result", "value", 1), ("result[0]", "value", 2),
    ("result", "finite", True), ("x", "shape", [3]), ("x.grad", "exists", True), ("self.*", "like", "reference"),
]  # fmt: skip


def test_integers_too_long_for_python_to_write() -> None:
    long = 10**5000
    case = asked(("result", "like", "reference"))
    for expected, actual in [(long, long + 1), (Mapping(((long, 1),)), Mapping(((long, 2),))), (1.0, long)]:
        verdicts = judge_case(case, Record({"result": expected}), Record({"result": actual}), {})
        assert not verdicts[0].passed
    same = Record({"result": Mapping(((long, long),))})
    assert judge_case(case, same, same, {})[0].passed


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_checks_changes_nothing(seed: int) -> None:
    checks = random.Random(seed).sample(ORDERED, len(ORDERED))
    actual = record(result=t([2, 4]), x=t([0, 0, 0]))
    assert judge_case(asked(*checks), record(), actual, INPUTS) == judge_case(asked(*ORDERED), record(), actual, INPUTS)


MINE = (Frame("autograd.py", 3, "square", "raise NotImplementedError"),)
TORCHS = (Frame("autograd.py", 3, "square", "return torch.ops.thing(x)"),)


@pytest.mark.parametrize(
    ("raised", "cause", "message"),
    [
        (Raised("find", text="square", names=("other",)), "not_implemented", "not_written.missing"),
        (Raised("find", text="square", names=("sqaure",)), "not_implemented", "not_written.near"),
        (Raised("set", text="self.weight"), "wrong", "set.none"),
        (Raised("set", "empty", text="self.weight"), "not_implemented", "not_written.empty"),
        (Raised("step", text="x.1"), "wrong", "step.missing"),
        (Raised("step", text="x.1", names=("second",)), "wrong", "step.item"),
        (Raised("step", text="x.cache[0]", names=("second",)), "wrong", "step.taken"),
        (Raised("set", text="self.weight", names=("w", "b")), "wrong", "set.missing"),
        (Raised("set", text="self.weight", names=("weigth", "b")), "wrong", "set.near"),
        (Raised("set", "shape", text="self.weight", names=("(2, 3)", "(3, 2)")), "wrong", "set.shape"),
        (Raised("set", "RuntimeError", text="a view"), "exception", "exception.set"),
        (Raised("call", "NotImplementedError", frames=MINE), "not_implemented", "not_written.raised"),
        (Raised("build", "NotImplementedError", frames=MINE), "not_implemented", "not_written.raised"),
        (Raised("call", "NotImplementedError", text="Could not run", frames=TORCHS), "exception", "exception.call_at"),
        (Raised("call", "NotImplementedError", text='Module [A] is missing the required "forward" function'),
         "not_implemented", "not_written.raised"),
        (Raised("call", "ValueError", text="no"), "exception", "exception.call"),
        (Raised("call", "ValueError", text="no", frames=TORCHS), "exception", "exception.call_at"),
        (Raised("build", "TypeError", text="no"), "exception", "exception.build"),
        (Raised("backward", "RuntimeError", text="no", frames=TORCHS), "exception", "exception.backward_at"),
        (Raised("import", "SyntaxError", text="no"), "import", "exception.import"),
        (Raised("observe", "WireError", text="too large"), "exception", "exception.observe"),
        (Raised("call", "MemoryError"), "memory", "exception.memory"),
        (Raised("call", "torch.OutOfMemoryError", text="CUDA"), "memory", "exception.memory"),
        (Raised("call", "RuntimeError", text="[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
         "memory", "exception.memory"),
        (Raised("call", "Sneaky", ("Sneaky", "MemoryError")), "memory", "exception.memory"),
        (Raised("call", "ValueError", text="out of memory"), "exception", "exception.call"),
        (Raised("nonsense", "", text=""), "exception", "exception.call"),
    ],
)  # fmt: skip
def test_why_a_call_stopped(raised: Raised, cause: str, message: str) -> None:
    actual = Record({"result": Absent()}, raised=raised)
    where = {"set.shape": "self shape", "set.missing": "self exists", "set.near": "self exists"}
    where |= {"set.none": "self exists", "not_written.empty": "self exists"}
    where |= {"step.missing": "x exists", "step.item": "x exists", "step.taken": "x exists"}
    verdicts = check(ALL, actual, f"{where.get(message, 'result raises')} {message}")
    assert cause_of(ALL, record(), actual, verdicts) == cause
    said = message_of(ALL, record(), actual, verdicts)
    assert said is not None
    assert said.id == message
    if message.startswith("exception.") and raised.frames:
        assert said.parameters["frames"] == (f"autograd.py:3 square: {raised.frames[0].text}",)


@pytest.mark.parametrize(
    ("changes", "cause", "message"),
    [
        ({}, None, None),
        ({"result": None, "x_grad": None}, Cause.NOT_IMPLEMENTED, "not_written.none"),
        ({"result": t([0, 0, 0])}, Cause.WRONG, "value.differs"),
        ({"x": t([0, 0, 0])}, Cause.WRONG, "input.changed"),
    ],
)
def test_causes(changes: Map[str, Tree], cause: Cause | None, message: str | None) -> None:
    actual = record(**changes)
    verdicts = judge_case(ALL, record(), actual, INPUTS)
    said = message_of(ALL, record(), actual, verdicts)
    assert cause_of(ALL, record(), actual, verdicts) == cause
    assert (said and said.id) == message


def test_none_where_an_exception_is_expected_is_not_written_yet() -> None:
    case, expected = asked(("raises", "type", "ValueError")), Record({"result": Absent()}, raised=STOPPED.raised)
    for result, cause in ((None, Cause.NOT_IMPLEMENTED), (t([1]), Cause.WRONG)):
        actual = record(result=result)
        verdicts = judge_case(case, expected, actual, INPUTS)
        said = message_of(case, expected, actual, verdicts)
        assert cause_of(case, expected, actual, verdicts) is cause
        assert said is not None
        assert said.id == ("not_written.no_exception" if result is None else "type.no_exception")


def test_none_may_be_the_right_answer() -> None:
    nothing = record(result=None)
    assert cause_of(ALL, nothing, nothing, judge_case(ALL, nothing, nothing, INPUTS)) is None
    touched = record(result=None, x=t([0, 0, 0]))
    assert cause_of(ALL, nothing, touched, judge_case(ALL, nothing, touched, INPUTS)) is Cause.WRONG


STOPPED = Record({"result": Absent(), "x": X}, raised=Raised("call", "IndexError", ("IndexError",), "out of range"))
NAN = t([float("nan"), 1, 2])
EXPECTS = asked(("raises", "type", "IndexError"))


@pytest.mark.parametrize(
    ("case", "reference", "problem"),
    [
        (ALL, record(), None),
        (ALL, STOPPED, "reference.raises"),
        (EXPECTS, STOPPED, None),
        (EXPECTS, record(), "reference.returns"),
        (EXPECTS, Record(raised=Raised("import", "SyntaxError")), "reference.raises"),
        (asked(("raises", "exists", False)), record(), None),
        (ALL, record(result=NAN), "reference.not_finite"),
        (ALL, record(x_grad=NAN), "reference.not_finite"),
        (ALL, record(x=NAN), None),
        (ALL, record(result=Sequence("list", (float("inf"),))), "reference.not_finite"),
        (asked(("result", "finite", False)), record(result=NAN), None),
        (asked(("result", "finite", True)), record(result=NAN), "reference.not_finite"),
        (asked(("result", "value", [float("nan"), 1, 2])), record(result=NAN), None),
        (asked(("result", "value", [0, 1, 2])), record(result=NAN), "reference.not_finite"),
        (asked(("result[1:]", "value", [1, 2]), ("result", "any", True)), record(result=NAN), None),
    ],
)  # fmt: skip
def test_a_reference_at_fault(case: Case, reference: Record, problem: str | None) -> None:
    found = reference_problem(reference, case)
    assert (found and found.id) == problem
    if found:
        assert TEMPLATES[found.id].format(**found.parameters)


def test_with_raises_the_result_is_not_compared_but_inputs_are() -> None:
    case = asked(("raises", "type", "IndexError"), everything=True)
    check(case, STOPPED, expected=STOPPED)
    changed = Record({**STOPPED.values, "x": t([0, 0, 0])}, raised=STOPPED.raised)
    check(case, changed, "x unchanged input.changed", expected=STOPPED)
    check(case, record(), "raises type type.no_exception", expected=STOPPED)


@pytest.mark.parametrize(
    ("expected", "actual", "differs"),
    [
        (({}, {}), ({}, {}), None),
        (({}, {}), ({}, {"result": t([2, 4, 7])}), "result"),
        (({}, {}), ({}, {"x_grad": None}), "x.grad"),
        (({}, {}), ({"result": NAN}, {"result": NAN}), None),
        (({}, {}), ({}, {"result": t([2, 4])}), "result"),
        (({}, {}), ({"x": t([5])}, {}), None),
        # Where the reference differs from run to run, anything may.
        (({}, {"result": t([0, 0, 0])}), ({}, {"result": t([2, 4, 7])}), None),
    ],
)
def test_a_second_run(
    expected: tuple[Map[str, Tree], ...], actual: tuple[Map[str, Tree], ...], differs: str | None
) -> None:
    verdict = judge_again(ALL, *(record(**changes) for changes in (*expected, *actual)))
    assert (verdict and verdict.path) == differs


def test_a_second_run_that_stops() -> None:
    verdict = judge_again(ALL, record(), record(), record(), STOPPED)
    assert verdict is not None and verdict.message is not None
    assert TEMPLATES[verdict.message.id].format(**verdict.message.parameters)
    assert judge_again(ALL, STOPPED, STOPPED, STOPPED, STOPPED) is None
