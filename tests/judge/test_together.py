"""What spans more than one value: steps, what `all: reference` stands for, results of several calls, tolerances."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace

import pytest

from grader.judge import (
    cause_of,
    judge_again,
    judge_case,
    judge_laws,
    judge_pooled,
    judge_results,
    message_of,
    reference_fails,
    reference_problem,
)
from grader.model.calls import Call, Turn
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.result import Cause, Verdict
from grader.model.spec import Case, Check, Demand, Step
from grader.model.values import Absent, Mapping, Opaque, Sequence, Tree
from grader.model.written import Constant
from tests.checks.table import TEMPLATES, at, case, t

ONES, TWOS = t([1, 1]), t([2, 2])
NAN = float("nan")


def failures(verdicts: tuple[Verdict, ...]) -> list[str]:
    for verdict in verdicts:
        if verdict.message is not None:
            assert TEMPLATES[verdict.message.id].format(**verdict.message.parameters)
    return [f"{v.path} {v.kind} {v.message.id}" for v in verdicts if v.message is not None]


def steps(*names: str, checks: tuple[Check, ...] = (), everything: bool = True) -> Case:
    return replace(case(*checks, everything=everything), steps=tuple(Step(name, (), ()) for name in names))


STEPPED: Map[str, Tree] = {"first": ONES, "second": Sequence("tuple", (TWOS,)), "x": ONES, "x.grad": TWOS}


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({}, []),
        ({"second": Sequence("tuple", (ONES,))}, ["second.0 like value.differs"]),
        ({"first": t([1])}, ["first like shape.differs"]),
        ({"first": t([1]), "x.grad": ONES}, ["first like shape.differs", "x.grad like gradient.later"]),
        ({"x": TWOS}, ["x unchanged input.changed"]),
        ({"first": Absent()}, ["first like absent"]),
    ],
)
def test_every_steps_result_is_compared(changes: Map[str, Tree], failed: list[str]) -> None:
    verdicts = judge_case(steps("first", "second"), Record(dict(STEPPED)), Record({**STEPPED, **changes}), {"x": ONES})
    assert failures(verdicts) == failed


def test_the_step_that_stopped_is_named() -> None:
    stopped = Record({"first": ONES, "second": Absent()}, raised=Raised("call", "ValueError", text="no"))
    verdicts = judge_case(steps("first", "second"), Record(dict(STEPPED)), stopped, {"x": ONES})
    assert failures(verdicts) == ["second raises exception.call"]


@pytest.mark.parametrize("written", ["Value: 3\n", "Value: 3"])
def test_the_end_of_the_last_line_of_what_is_printed_does_not_matter(written: str) -> None:
    for printed, right in (("Value: 3", True), ("Value: 4", False), ("Value: 3\n\n", False)):
        verdicts = judge_case(
            case(at("stdout", "value", written)), Record({"stdout": "Value: 3"}), Record({"stdout": printed}), {}
        )
        assert all(verdict.passed for verdict in verdicts) is right
    record = Record({"stdout": "two\n"})
    assert failures(judge_case(case(at("stdout", "like", "reference")), record, record, {})) == []


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        (Raised("call", "TypeError", text="'NoneType' object is not subscriptable"), "not_written.step"),
        (Raised("step", text="first.1", names=("second",)), "not_written.step"),
        (Raised("call", "PermissionError", text="[Errno 13] Permission denied"), "forbidden.file"),
    ],
)
def test_a_step_that_returned_none_is_why_a_later_one_stopped(raised: Raised, says: str) -> None:
    asked, expected = steps("first", "second"), Record(dict(STEPPED))
    stopped = Record({"first": None, "second": Absent()}, raised=raised)
    verdicts = judge_case(asked, expected, stopped, {"x": ONES})
    place = "first" if says == "not_written.step" else "second"
    assert failures(verdicts) == [f"{place} raises {says}"]
    said = message_of(asked, expected, stopped, verdicts)
    assert said is not None
    assert said.id == says
    assert (cause_of(asked, expected, stopped, verdicts) is Cause.NOT_IMPLEMENTED) is (place == "first")


def test_a_step_that_returns_none_by_right_hides_no_exception() -> None:
    asked, expected = steps("first", "second"), Record({**STEPPED, "first": None})
    stopped = Record({"first": None, "second": Absent()}, raised=Raised("call", "TypeError", text="no"))
    assert failures(judge_case(asked, expected, stopped, {"x": ONES})) == ["second raises exception.call"]


def test_a_second_run_agrees_within_the_tolerance_of_the_case() -> None:
    def again(asked: Case, near: float = 1.001, **rest: object) -> Verdict | None:
        first, second = Record({"result": t([1, 2])}), Record({"result": t([near, 2])})
        return judge_again(asked, first, first, first, second, **rest)  # type: ignore[arg-type]

    whole = case(everything=True)
    assert again(whole) is not None
    assert again(whole, atol=0.01) is None
    assert again(replace(whole, atol=0.01)) is None
    assert again(case(at("result", "like", "reference", atol=0.01))) is None
    assert again(replace(whole, measured=True), measured={"result": 0.01}) is None
    assert again(whole, 1.00005) is not None
    assert again(whole, 1.00005, inputs={"x": t(range(100_000))}) is None


def test_what_was_measured_counts_for_several_results_too() -> None:
    check = at("results", "like", "reference", measured=True)
    ours, theirs = ([Record({"result": t([1, number])}) for number in numbers] for numbers in ((2, 3), (2, 3.001)))
    for measured, right in (({"result": 0.01}, True), ({"result": 0.0001}, False)):
        (verdict, *_) = judge_results(case(check), ours, theirs, {}, measured=[{"result": 0.0001}, measured])
        assert verdict.passed is right
    drawn = at("result", "distribution", {"uniform": "0..9"})
    otherwise = at("result", "any_of", ((at("result", "like", "reference", measured=True),), (drawn,)))
    for allowed, right in ((0.01, True), (0.0001, False)):
        (verdict,) = judge_pooled(case(otherwise), ours[1:], theirs[1:], {}, measured=[{"result": allowed}])
        assert verdict.passed is right


def test_what_was_measured_counts_for_laws_too() -> None:
    call = Call((Turn("result", "", ("f",)),))
    asked = replace(case(), laws=(Demand("unchanged_by", {"add": 100.0, "to": "x"}),), measured=True)
    first, again = Record({"result": t([1, 2])}), Record({"result": t([1.001, 2])})
    for measured, right in (({"result": 0.01}, True), ({"result": 0.0001}, False)):
        (verdict,) = judge_laws(asked, call, first, ((call,),), ((again,),), {"x": ONES}, measured=measured)
        assert verdict.passed is right


def test_steps_may_pass_objects_on() -> None:
    made = Record({"first": Opaque("Thing"), "second": ONES})
    assert reference_problem(made, steps("first", "second")) is None
    asked = steps("first", "second", checks=(at("first", "like", "reference"),))
    problem = reference_problem(made, asked)
    assert problem is not None and problem.id == "reference.opaque"
    assert reference_problem(Record({"first": t([NAN])}), steps("first")) is not None


def test_steps_that_differ_from_run_to_run() -> None:
    one, other = Record({"first": ONES}), Record({"first": TWOS})
    assert judge_again(case(everything=True), one, one, one, other) is None
    differs = judge_again(steps("first"), one, one, one, other)
    assert differs is not None and differs.path == "first"


PARAMETERS = Mapping((("hidden.weight", ONES), ("hidden.bias", TWOS), ("lora", ONES)))
OBJECT: Map[str, Tree] = {
    "result": Sequence("tuple", (ONES, TWOS)),
    "self.*": PARAMETERS,
    "self.*.grad": Mapping((("hidden.weight", ONES), ("hidden.bias", None), ("lora", ONES))),
    "self.state_dict": Mapping((*PARAMETERS.items, ("mean", ONES))),
    "self.lora": ONES,
    "stdout": "1\n",
    "calls": Sequence("list", ("a",)),
}


def entries(tree: Tree, **changes: Tree) -> Tree:
    assert isinstance(tree, Mapping)
    by_name = {key.replace(".", "_"): key for key, _ in tree.items if isinstance(key, str)}
    new = {by_name[name]: value for name, value in changes.items()}
    return Mapping(tuple((key, new.get(key, item)) for key, item in tree.items if isinstance(key, str)))


@pytest.mark.parametrize(
    ("checks", "changes", "failed"),
    [
        ([], {}, []),
        ([], {"stdout": "2\n", "calls": Sequence("list", ())}, []),
        ([], {"self.*": entries(PARAMETERS, lora=TWOS)}, ["self.lora like value.differs"]),
        ([], {"self.state_dict": entries(OBJECT["self.state_dict"], mean=TWOS)},
         ["self.state_dict.mean like value.differs"]),
        # A parameter whose initial value is what is checked is compared by that check only.
        ([at("self.lora", "between", "0.0..9.0")], {"self.*": entries(PARAMETERS, lora=TWOS), "self.lora": TWOS}, []),
        ([at("self.lora", "between", "0.0..9.0")],
         {"self.state_dict": entries(OBJECT["self.state_dict"], lora=TWOS), "self.lora": TWOS}, []),
        ([at("self.lora", "between", "0.0..9.0")], {"self.*": entries(PARAMETERS, hidden_bias=ONES)},
         ["self.hidden.bias like value.differs"]),
        ([at("self.lora", "value", 1.0)], {"self.lora": TWOS}, ["self.lora value value.differs"]),
        ([at("self.hidden.*", "any", True)], {"self.*": entries(PARAMETERS, hidden_bias=ONES)}, []),
        ([at("self.lora.grad", "any", True)],
         {"self.*.grad": entries(OBJECT["self.*.grad"], lora=TWOS)}, []),
        # The form alone leaves the values to be compared.
        ([at("self.lora", "shape", [2])], {"self.*": entries(PARAMETERS, lora=TWOS), "self.lora": TWOS},
         ["self.lora like value.differs"]),
        ([at("self.lora", "dtype", "any")],
         {"self.*": entries(PARAMETERS, lora=t([1, 1], "float64")), "self.lora": t([1, 1], "float64"),
          "self.state_dict": entries(OBJECT["self.state_dict"], lora=t([1, 1], "float64"))}, []),
        # What is looked at only because a check asks is left to the check.
        ([at("self.hidden", "type", ["Linear", "LazyLinear"])],
         {"self.hidden": Opaque("torch.nn.modules.linear.LazyLinear")}, []),
        ([at("self.hidden", "type", ["Linear"])], {"self.hidden": Opaque("Other")}, ["self.hidden type type.differs"]),
        # Parts of a result.
        ([at("result.1", "any", True)], {"result": Sequence("tuple", (ONES, ONES))}, []),
        ([at("result.1", "any", True)], {"result": Sequence("tuple", (TWOS, ONES))}, ["result.0 like value.differs"]),
        ([at("result.1", "any", True)], {"result": Sequence("tuple", (ONES,))}, ["result like length.differs"]),
        ([at("result.0", "dtype", "any")], {"result": Sequence("tuple", (t([1, 1], "float64"), TWOS))}, []),
        ([at("result.0", "dtype", "any")], {"result": Sequence("tuple", (t([1, 3], "float64"), TWOS))},
         ["result.0 like value.differs"]),
        ([at("result.*", "dtype", "any")],
         {"result": Sequence("tuple", (t([1, 1], "float64"), t([2, 2], "float64")))}, []),
        ([at("result.1", "any_of", ((at("result.1", "value", 5.0),), (at("result.1", "like", "reference"),)))],
         {"result": Sequence("tuple", (ONES, t([5, 5])))}, []),
        ([at("result.1", "between", "0.0..9.0")], {"result": Sequence("tuple", (ONES, ONES))},
         ["result.1 like value.differs"]),
    ],
)  # fmt: skip
def test_what_all_reference_leaves_to_other_checks(
    checks: list[Check], changes: Map[str, Tree], failed: list[str]
) -> None:
    observed: dict[str, Tree] = {}
    if any(str(check.path) == "result.*" for check in checks):
        observed["result.*"] = Mapping((("0", ONES), ("1", TWOS)))
    if any(str(check.path) == "self.hidden" for check in checks):
        observed["self.hidden"] = Opaque("torch.nn.modules.linear.Linear")
    asked = case(*checks, everything=True)
    expected = Record({**OBJECT, **observed})
    actual = Record({**OBJECT, **observed, **changes})
    result = actual.values["result"]
    if "result.*" in observed and isinstance(result, Sequence):
        actual.values["result.*"] = Mapping(tuple((str(at), item) for at, item in enumerate(result.items)))
    assert failures(judge_case(asked, expected, actual, {})) == failed
    assert failures(judge_case(asked, expected, expected, {})) == []


def test_an_input_is_left_to_the_check_of_a_part_of_it() -> None:
    """A layer that was given, of which one parameter is drawn anew."""
    values: dict[str, Tree] = {"result": ONES, "layer.*": PARAMETERS, "layer.lora": ONES}
    drawn = Record({**values, "layer.*": entries(PARAMETERS, lora=TWOS), "layer.lora": TWOS})
    asked = case(at("layer.lora", "between", "0.0..9.0"), everything=True)
    inputs: dict[str, Tree] = {"layer": Opaque("Layer")}
    assert failures(judge_case(asked, Record(values), drawn, inputs)) == []
    wrong = Record({**values, "layer.*": entries(PARAMETERS, hidden_bias=ONES)})
    assert failures(judge_case(asked, Record(values), wrong, inputs)) == ["layer.* unchanged input.differs"]


def results(*trees: Tree) -> list[Record]:
    return [Record({"result": tree}) for tree in trees]


@pytest.mark.parametrize(
    ("checks", "actual", "failed"),
    [
        ([at("results", "distinct", True)], results(ONES, TWOS), []),
        ([at("results", "distinct", True)], results(ONES, ONES), ["results distinct distinct.equal"]),
        ([at("results", "distinct", True)], results(ONES, t([1])),
         ["results.1 form shape.differs"]),
        ([at("results", "length", 2)], results(ONES, TWOS), []),
        ([at("results", "length", 3)], results(ONES, TWOS), ["results length length.wrong"]),
        ([at("results.*", "between", "0.0..1.0")], results(ONES, ONES), []),
        ([at("results.*", "between", "0.0..1.0")], results(ONES, TWOS), ["results.1 between between.outside"]),
        ([at("results.0", "like", "reference")], results(ONES, ONES), []),
        ([at("results.1", "like", "reference")], results(ONES, ONES), ["results.1 like value.differs"]),
        ([at("results.0", "not", (at("results.0", "like", "results.1"),))], results(ONES, ONES),
         ["results.0 not not.same"]),
        ([at("results", "distribution", {"normal": [0, 1]})], results(ONES, TWOS),
         ["results distribution distribution.few"]),
        ([at("results", "trend", "up")], results(t(1.0), t(2.0)), []),
        ([at("result", "value", 7.0)], results(ONES, ONES), []),
    ],
)  # fmt: skip
def test_results_of_all_calls(checks: list[Check], actual: list[Record], failed: list[str]) -> None:
    expected = results(t(1.0), t(2.0)) if checks[0].kind == "trend" else results(ONES, TWOS)
    verdicts = judge_results(case(*checks), expected, actual, {})
    assert failures(verdicts) == failed
    # A single case says nothing of them, nor do they stop it from being judged.
    assert not any(v.path.startswith("results") for v in judge_case(case(*checks), expected[0], actual[0], {}))


def test_results_of_steps_are_theirs() -> None:
    asked = steps("first", "second", checks=(at("results", "length", 4),), everything=False)
    records = [Record({"first": ONES, "second": TWOS})] * 2
    assert failures(judge_results(asked, records, records, {})) == []


@pytest.mark.parametrize(
    ("measured", "off", "passes"), [({"result": 0.5}, 0.4, True), ({"result": 0.1}, 0.4, False), ({}, 0.4, False)]
)
def test_measured_tolerances(measured: Map[str, float], off: float, passes: bool) -> None:
    wrong = Record({"result": t([1 + off, 1])})
    for asked in (
        case(at("result", "like", "reference", measured=True)),
        case(at("result[:1]", "like", "reference", measured=True)),
        replace(case(everything=True), measured=True),
    ):
        verdicts = judge_case(asked, Record({"result": ONES}), wrong, {}, measured=measured)
        assert all(verdict.passed for verdict in verdicts) is passes
    not_asked = case(at("result", "like", "reference"))
    assert failures(judge_case(not_asked, Record({"result": ONES}), wrong, {}, measured=measured))


def test_what_is_measured_leaves_whole_numbers_exact() -> None:
    asked = case(at("result", "like", "reference", measured=True))
    whole, off = (Record({"result": t(numbers, "int64")}) for numbers in ([1, 2], [1, 3]))
    assert failures(judge_case(asked, whole, off, {}, measured={"result": 8.0}))


@pytest.mark.parametrize(
    ("asked", "values", "problem"),
    [
        (at("result", "value", 2.0), {"result": TWOS}, None),
        (at("result", "value", 3.0), {"result": TWOS}, "result.value"),
        (at("result", "between", "0.0..1.0"), {"result": TWOS}, "result.between"),
        (at("self.*", "between", "0.0..1.0"), {"self.*": PARAMETERS}, "self.hidden.bias.between"),
        (at("result", "matches", "("), {"result": "text"}, "result.matches"),
    ],
)
def test_a_reference_that_fails_its_own_checks(asked: Check, values: dict[str, Tree], problem: str | None) -> None:
    record = Record(values)
    found = reference_fails(judge_case(case(asked), record, record, {}))
    assert (found and found.parameters["check"]) == problem
    assert found is None or TEMPLATES[found.id].format(**found.parameters)


def test_sizes_that_do_not_work_out_are_no_students_fault() -> None:
    record = Record({"result": ONES})
    verdicts = judge_case(case(at("result", "length", "2//n")), record, record, {}, drawn={"n": 0})
    assert failures(verdicts) == ["result length argument.impossible"]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (at("result", "any_of", ((at("result", "value", NAN),), (at("result", "value", 0.0),))), None),
        (at("result", "any_of", ((at("result", "finite", False),),)), None),
        (at("result", "any_of", ((at("result", "value", 1.0),),)), "reference.not_finite"),
        (at("result", "between", "0.0..1.0"), "reference.not_finite"),
        (at("result", "distribution", {"normal": [0, 1]}), "reference.not_finite"),
    ],
)
def test_a_reference_that_is_not_finite(asked: Check, problem: str | None) -> None:
    found = reference_problem(Record({"result": t([NAN])}), case(asked))
    assert (found and found.id) == problem


def test_an_object_that_a_way_compares_must_be_seen() -> None:
    record = Record({"result": Opaque("Thing")})
    assert reference_problem(record, case(at("result", "any_of", ((at("result", "like", "reference"),),)))) is not None
    assert reference_problem(record, case(at("result", "any_of", ((at("result", "type", "Thing"),),)))) is None


def test_inputs_do_not_count_as_seen() -> None:
    asked = replace(case(everything=True), given=(("x", Constant(None)),))
    assert reference_problem(Record({"x": t([NAN]), "calls": Sequence("list", (NAN,))}), asked) is None
    assert Path.parse("x.grad").is_gradient
