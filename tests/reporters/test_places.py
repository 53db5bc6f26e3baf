"""Places in words, and what is wrong said once."""

from __future__ import annotations

import pytest

from grader.model.message import Message
from grader.model.result import CaseResult, Cause, ExerciseResult, Outcome, Verdict
from grader.reporters.differences import Difference, differences_of, left_out, other_cases, told
from grader.reporters.places import needs_place, spoken, written
from grader.reporters.wording import say


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("result", "the result"),
        ("result.0", "result[0]"),
        ("result.1.2", "result[1][2]"),
        ("result.shape", "`shape` of the result"),
        ("result.0.device", "`device` of result[0]"),
        ("result[:, 0]", "result[:, 0]"),
        ("result.0[1]", "result[0][1]"),
        ("x.grad", "the gradient of x"),
        ("result.grad", "the gradient of the result"),
        ("x.grad[0]", "the gradient of x[0]"),
        ("self.layers.0.weight.grad", "the gradient of self.layers[0].weight"),
        ("parameters.0", "parameters[0]"),
        ("model.*", "the values in model"),
        ("self.*.grad", "the gradients in self"),
        ("stdout", "what it prints"),
        ("results", "the results of all its calls"),
        ("calls.torch.relu", "the calls of torch.relu"),
        ("raises", ""),
        ("no path", "no path"),
    ],
)
def test_a_place_in_words(path: str, words: str) -> None:
    assert spoken(path) == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("second", "the result `second`"),
        ("second.0", "the result `second[0]`"),
        ("second[0]", "the result `second[0]`"),
        ("second.grad", "the gradient of second"),
        ("w", "w"),
        ("result", "the result"),
    ],
)
def test_the_name_of_a_call_is_said_to_be_one(path: str, words: str) -> None:
    assert spoken(path, ("first", "second")) == words


def test_repeats_of_what_is_told_are_no_more_differences() -> None:
    repeats = differences_of(exercise(*(case("one", Verdict("result", "shape", SMALL)) for _ in range(5))))
    assert left_out(repeats, told(repeats)) == 0


def test_a_path_as_python_has_it() -> None:
    assert written("result.0.weight") == "result[0].weight"


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("value.differs", True),
        ("shape.no_tensor", True),
        ("keys.extra", True),
        ("between.outside", True),
        ("exists.missing", False),
        ("type.no_exception", False),
        ("like.exception", False),
        ("input.changed", False),
        ("exception.call_at", False),
        ("forbid.written", False),
        ("depends_on.not", False),
    ],
)
def test_which_messages_leave_out_the_place(name: str, needed: bool) -> None:
    assert needs_place(Message(name)) is needed


def test_messages_name_places_as_python_does() -> None:
    assert say(Message("exists.missing", {"path": "result.0"})) == "expected something at `result[0]`, found nothing"
    assert say(Message("input.changed", {"input": "batch.0"})).startswith("your function changed its input `batch[0]`")
    text = "a.py line 3: `x.0`"
    assert say(Message("at_most.index", {"allowed": 1, "count": 2, "place": text})).endswith(text)
    assert "`model`" in say(Message("input.differs", {"input": "model.*"}))


SHAPE = Message("shape.no_tensor", {"expected": "()", "actual": "float"})
TYPE = Message("type.differs", {"expected": "torch.Tensor", "actual": "float"})
SMALL = Message("shape.differs", {"expected": "()", "actual": "(1,)"})
LEFT = "input.left"


def case(title: str | None, *verdicts: Verdict, cause: Cause = Cause.WRONG) -> CaseResult:
    return CaseResult(title, False, None, verdicts, cause, Message("cause.wrong"))


def exercise(*cases: CaseResult) -> ExerciseResult:
    return ExerciseResult("scalar", "A number", 100, 0, Outcome.FAILED, Cause.WRONG, cases=cases)


def lines(*cases: CaseResult) -> list[str]:
    return [f"{each.case.title}: {each.place}: {each.words}" for each in told(differences_of(exercise(*cases)))]


def test_another_type_is_said_once_a_value() -> None:
    found = case("one", Verdict("result", "shape", SHAPE), Verdict("result", "value", TYPE))
    assert lines(found) == ["one: the result: expected a tensor of shape (), got float"]


def test_shape_and_dtype_are_two_things() -> None:
    dtype = Message("dtype.differs", {"expected": "int64", "actual": "float32"})
    assert len(lines(case("one", Verdict("result", "shape", SMALL), Verdict("result", "dtype", dtype)))) == 2


def test_the_same_in_another_case_is_said_once() -> None:
    cases = [case(title, Verdict("result", kind, SMALL)) for title, kind in [("one", "shape"), ("two", "like")]]
    assert lines(*cases) == ["one: the result: expected shape (), got (1,)"]
    everything = differences_of(exercise(*cases))
    assert other_cases(everything, told(everything)) == ["two"]


def test_the_same_at_two_places_of_a_case_is_one_line() -> None:
    nan = Message("finite.not", {"count": 6})
    (line,) = lines(case("one", *(Verdict(path, "finite", nan) for path in ("result", "x.grad", "x.grad"))))
    assert line.startswith("one: the result and the gradient of x: NaN or infinite in 6")


def test_of_an_input_and_its_part_the_part_is_told() -> None:
    paths = ("parameters", "parameters.0", "parameters.1")
    found = lines(case("one", *(Verdict(path, "unchanged", Message(LEFT, {"input": path})) for path in paths)))
    assert [line.split("`")[1] for line in found] == ["parameters[0]", "parameters[1]"]


def test_an_exception_in_the_same_line_is_said_once_whatever_sizes_it_names() -> None:
    def stopped(size: int) -> CaseResult:
        text = f"The size of tensor a ({size}) must match"
        parameters = {"line": 3, "type": "RuntimeError", "text": text, "frames": ("a.py:3 f: x + y",)}
        return case("any", Verdict("result", "raises", Message("exception.call_at", parameters)))

    assert len(lines(stopped(2), stopped(3), stopped(4))) == 1


def test_a_case_that_ended_early_is_told() -> None:
    lost = CaseResult("one", False, None, (), Cause.TIMEOUT, Message("sandbox.timeout", {"seconds": "2"}))
    (difference,) = told(differences_of(exercise(lost)))
    assert isinstance(difference, Difference) and difference.place == "" and "2 s" in difference.words
