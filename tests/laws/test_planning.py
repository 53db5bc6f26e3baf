"""What a law asks for: further calls of the same kind, or a sentence where it cannot be applied."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.random import RandomState

from grader.judge.arrays import array_of
from grader.laws.draws import others
from grader.model.record import Raised, Record
from grader.model.values import Tensor
from grader.plan import PlanError, law_calls
from tests.laws.drawn import Draw

X = "given: {x: {randn: [4, 3]}}"


@pytest.mark.parametrize(
    ("exercise", "reference", "says"),
    [
        ("given: {x: [{randn: [4, 3]}]}, laws: {causal: {of: x, dim: 2}}", "return x", "of shape (4, 3) has no dim 2"),
        (
            X + ", laws: {causal: {of: x, dim: 1}}",
            "return x.sum()",
            "no tensor of the result has 3",
        ),
        (X + ", laws: {causal: {of: x, dim: 1, in: result.1}}", "return x, 1", "no tensor of the result"),
        ("given: {x: {randn: [1, 3]}}, laws: {causal: {of: x, dim: 0}}", "return x", "let there be two at least"),
        ("given: {x: {randn: [1]}}, laws: {permutes: {of: x, dim: 0}}", "return x", "let there be two at least"),
        ("given: {x: [1, 2]}, laws: {permutes: {of: x, dim: 0}}", "return x", "`x` is no tensor"),
        (
            "given: {x: {randn: [2]}, y: {randn: [3]}}, laws: {permutes: {of: [x, y], dim: 0}}",
            "return x",
            "not equally long along dim 0: `x` 2, `y` 3",
        ),
        ("given: {x: a text}, laws: {unchanged_by: {add: 1, to: x}}", "return x", "there are no numbers at `x`"),
        ("given: {x: [1, 2]}, laws: {unchanged_by: {add: 0.5, to: x}}", "return x", "does not give such again"),
        ("given: {x: true}, laws: {unchanged_by: {add: 1, to: x}}", "return x", "does not give such again"),
        (X + ", laws: {depends_on: {of: result.3, input: x}}", "return x", "there is nothing at `result.3`"),
        (X + ', laws: {depends_on: {of: result, input: "x[9]"}}', "return x", "`x[9]`: index 9 is out of bounds"),
        ("given: {x: [1]}, laws: {depends_on: {of: result, input: 'x[0]'}}", "return x", "`x` is no tensor"),
        (
            X + ", laws: {splits: {of: x, dim: 0, parts: [1, 2]}}",
            "return x",
            "parts of 1, 2 do not make up 4",
        ),
        (
            X + ", laws: {splits: {of: x, dim: 0, parts: [-1, 5]}}",
            "return x",
            "parts of -1, 5 do not make up 4",
        ),
        (X + ", laws: {splits: {of: x, dim: 0, parts: [1, 3]}}", "return x[:2]", "no tensor of the result has 4"),
        (
            "given: {x: {arange: [3]}, w: {randn: [3]}}, backward: random, laws: {gradcheck: {of: x}}",
            "return x * w",
            "there is no floating input or parameter",
        ),
        ("given: {x: {iterator: [1, 2]}}, laws: {round_trip: [f, f]}", "return x", "what can be read only once"),
        ("given: {}, laws: {round_trip: [f, f]}", "return 1", "without an input nothing can come back"),
        ("given: {x: {class: torch.nn.ReLU}}, laws: {inverse: {of: f}}", "return 1", "an object cannot be compared"),
    ],
)
def test_what_cannot_be_applied_is_said(draw: Draw, exercise: str, reference: str, says: str) -> None:
    name = "x, w=None" if "w:" in exercise else "x, y=None"
    name = "x=None" if "given: {}" in exercise else name
    with pytest.raises(PlanError) as caught:
        draw(f"{{call: f, {exercise}}}", f"def f({name}): {reference}")
    assert says in str(caught.value)


def test_further_calls_keep_the_seed_and_look_at_results_only(draw: Draw) -> None:
    exercise = (
        "{call: f, given: {x: {randn: [4]}}, backward: random, "
        "laws: {permutes: {of: x, dim: 0}, unchanged_by: {multiply: 2, to: x}, depends_on: {of: result, input: x}}}"
    )
    (drawn,) = draw(exercise, "def f(x): return torch.sign(x)")
    for call in [call for group in drawn.calls for call in group]:
        assert (call.seed, call.memory, call.turns) == (drawn.call.seed, drawn.call.memory, drawn.call.turns)
        assert call.observe == ("result",) and not call.backward and not call.trace and not call.share


def test_what_is_the_same_object_stays_one(draw: Draw) -> None:
    """``k: $q`` follows q where both are named, and becomes an object of its own where only it is."""
    exercise = "{{call: f, given: {{q: {{randn: [2, 3]}}, k: $q}}, laws: {{permutes: {{of: {0}, dim: 0}}}}}}"
    (both,) = draw(exercise.format("[q, k]"), "def f(q, k): return q + k")
    (one,) = draw(exercise.format("k"), "def f(q, k): return k")
    assert dict(both.calls[0][0].given)["k"] == dict(both.call.given)["k"]
    moved = dict(one.calls[0][0].given)
    assert isinstance(moved["k"], Tensor) and moved["k"] != moved["q"] == dict(one.call.given)["q"]


def test_a_call_that_ends_in_an_exception_has_no_further_ones(draw: Draw) -> None:
    (drawn,) = draw("{call: f, given: {x: {randn: [4]}}, laws: {permutes: {of: x, dim: 0}}}", "def f(x): return x")
    case = drawn.draft.case
    raised = Record(raised=Raised("call", "ValueError"))
    assert law_calls(case, drawn.call, raised, RandomState(0)) == ((),)
    assert drawn.judge(raised, ((),)) == ()


@pytest.mark.parametrize(
    "law",
    [
        "causal: {of: x, dim: 0}",
        "permutes: {of: x, dim: 0}",
        "splits: {of: x, dim: 0, parts: [N-N//2, N//2]}",
        "unchanged_by: {add: 1, to: x}",
        "gradcheck: true",
    ],
)
@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_draw_that_is_too_small_is_passed_over(draw: Draw, law: str, size: int) -> None:
    """Whether an exercise can be graded must not hang on what is drawn for it."""
    exercise = (
        f"{{call: f, let: {{N: {size}..{size}}}, given: {{x: {{randn: [N]}}}}, backward: random, laws: {{{law}}}}}"
    )
    for drawn in draw(exercise, "def f(x): return torch.ones_like(x) * (x * 0 + 1)"):
        (calls,) = drawn.calls
        assert calls or size < 2
        assert drawn.message("def f(x): return torch.ones_like(x) * (x * 0 + 1)") is None


def test_the_same_seed_asks_for_the_same(draw: Draw) -> None:
    exercise = "{call: f, let: {N: 2..9}, given: {x: {randn: [N]}}, laws: {depends_on: {of: result, input: x}}}"
    first, again, other = ([each.calls for each in draw(exercise, "def f(x): return x", seed)] for seed in (3, 3, 4))
    assert first == again != other


@pytest.mark.parametrize("dtype", ["float32", "float16", "bfloat16", "complex64", "int64", "uint8", "bool"])
def test_other_numbers_are_others_of_the_same_range(dtype: str) -> None:
    kind = "float32" if dtype == "bfloat16" else dtype
    numbers = (RandomState(0).standard_normal((7, 5)) * 4 + 9).astype(kind)
    new = others(numbers, RandomState(1))
    assert (new != numbers).all()
    if dtype not in ("complex64", "bool"):
        assert numbers.min() <= new.min() and new.max() <= numbers.max()


@pytest.mark.parametrize("value", [0, 1, 7, 0.0, 1.0, -3e9, np.inf, True])
def test_equal_numbers_become_others_too(value: float) -> None:
    with np.errstate(all="ignore"):
        numbers = np.full((3,), value)
        new = others(numbers, RandomState(0))
    assert (new != numbers).all() or not np.isfinite(value)
    assert not (new < 0).any() or value < 0


def test_inputs_in_other_forms_are_changed_where_they_are(draw: Draw) -> None:
    exercise = (
        "{call: f, given: {xs: {dict: {a: {randn: [3, 2], as: numpy}, b: [{randn: [3, 2], layout: strided}]}}}, "
        "laws: {permutes: {of: xs, dim: 0}}}"
    )
    text = "def f(xs): return torch.from_numpy(xs['a']) + xs['b'][0]"
    (drawn,) = draw(exercise, text)
    assert drawn.message(text) is None
    assert drawn.message("def f(xs): return xs['b'][0].sort(0).values") is not None
    (mapping,) = (tree for _, tree in drawn.calls[0][0].given)
    (before,) = (tree for _, tree in drawn.call.given)
    (new,), (old,) = ([item.content for key, item in tree.items if key == "a"] for tree in (mapping, before))
    assert sorted(array_of(new).ravel()) == sorted(array_of(old).ravel()) and new != old
