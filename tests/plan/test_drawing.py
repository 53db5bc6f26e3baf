"""What is drawn: frozen numbers, ranges and choices, sizes that differ, every maker and dtype as torch has it."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from grader.model.expression import Expression
from grader.model.path import Path
from grader.model.values import ITEM_SIZES, Made, Mapping, Placed, Same, Sequence, Tensor
from grader.model.written import (
    CallMaker,
    Choice,
    Constant,
    Dollar,
    Draw,
    Entries,
    Fixed,
    Items,
    ObjectMaker,
    Range,
    TensorMaker,
)
from grader.plan.errors import PlanError
from grader.plan.lets import draw_names
from grader.plan.streams import call_seed, stream
from grader.plan.tensors import pack_array
from grader.plan.trees import tree_of
from grader.plan.values import Maker
from grader.runner.build import tensor_from


def size(text: str | int) -> Expression:
    return Expression.parse(text)


def whole(low: str | int, high: str | int) -> Range:
    return Range(size(low), size(high))


def draw(lets: dict[str, Draw], sizes: tuple[str, ...] = (), seed: int = 0) -> dict[str, object]:
    return draw_names(tuple(lets.items()), frozenset(sizes), stream(seed, "test"))


def make(value: TensorMaker, there: Tensor | None = None, **names: object) -> Tensor:
    made = Maker(names, stream(0, "make"), differentiable=False).make(value, there)
    assert isinstance(made, Tensor)
    return made


# ---- streams


def test_the_stream_is_frozen() -> None:
    """These numbers may never change: a seed in an old result must draw the same inputs."""
    random = stream(42, "square", "a vector", "0")
    assert random.standard_normal(3).tolist() == FROZEN_NORMAL
    assert random.randint(0, 1000, 4).tolist() == FROZEN_WHOLE
    assert call_seed("square", "a vector", "0") == FROZEN_SEED


FROZEN_NORMAL = [0.41627329133894886, -0.29848544284008816, 0.898934348587616]
FROZEN_WHOLE = [487, 299, 673, 159]
FROZEN_SEED = 2627386235


@pytest.mark.parametrize("place", [("a", "b", "1"), ("a", "b"), ("a", "", "0"), ("b", "a", "0"), ("ab", "0")])
def test_places_do_not_share_a_stream(place: tuple[str, ...]) -> None:
    assert stream(1, *place).randint(2**31) != stream(1, "a", "b", "0").randint(2**31)
    assert stream(1, *place).randint(2**31) != stream(2, *place).randint(2**31)
    assert call_seed(*place) != call_seed("a", "b", "0")


def test_what_torch_is_seeded_with_says_nothing_of_the_seed() -> None:
    """It is made of the place alone, so it is the same whatever the inputs were drawn from."""
    assert call_seed("a", "b", "0") == call_seed("a", "b", "0")
    assert 0 <= call_seed("a") < 2**32


# ---- let


def test_ranges_reach_both_ends() -> None:
    assert {draw({"n": whole(2, 4)}, seed=seed)["n"] for seed in range(60)} == {2, 3, 4}


def test_real_ranges_are_real() -> None:
    drawn = [draw({"p": Range(0.0, 1.0, real=True)}, seed=seed)["p"] for seed in range(30)]
    assert all(isinstance(p, float) and 0 <= p <= 1 for p in drawn) and len(set(drawn)) == 30


def test_choices_arithmetic_and_names_in_any_order() -> None:
    lets: dict[str, Draw] = {
        "D": size("H*d"),
        "b": whole("a", "a + 5"),
        "H": whole(2, 4),
        "d": whole(2, 5),
        "a": whole(-3, 3),
        "kind": Choice((Constant("sum"), Constant(None), Dollar(Path("a")))),
        "pair": Fixed(Items("tuple", (Constant(1), Dollar(Path("H"))))),
    }
    for seed in range(20):
        names = draw(lets, seed=seed)
        assert names["D"] == names["H"] * names["d"]  # type: ignore[operator]
        assert names["a"] <= names["b"] <= names["a"] + 5  # type: ignore[operator]
        assert names["kind"] in ("sum", None, names["a"])
        assert names["pair"] == (1, names["H"])


def test_sizes_come_out_different_where_they_can() -> None:
    lets: dict[str, Draw] = {"A": whole(2, 4), "B": whole(2, 4), "C": whole(2, 4)}
    for seed in range(20):
        assert len(set(draw(lets, ("A", "B", "C"), seed=seed).values())) == 3
    assert any(len(set(draw(lets, seed=seed).values())) < 3 for seed in range(20))
    assert draw({"A": Fixed(Constant(3)), "B": Fixed(Constant(3))}, ("A", "B")) == {"A": 3, "B": 3}
    assert set(draw({"A": whole(3, 3), "B": whole(3, 3)}, ("A", "B")).values()) == {3}


@pytest.mark.parametrize("empty", [whole(5, 4), Range(1.0, 0.5, real=True), Range(None, size(3)), Range(size(3), None)])
def test_a_range_of_nothing_is_said(empty: Range) -> None:
    with pytest.raises(PlanError, match="nothing to be drawn"):
        draw({"n": empty})


@pytest.mark.parametrize("text", ["N // (N - N)", "word"])
def test_arithmetic_that_does_not_work_out_is_said(text: str) -> None:
    with pytest.raises(ValueError):
        draw({"N": whole(1, 1), "word": Fixed(Constant("x")), "bad": size(f"{text} + 1")})


# ---- makers, as torch would make them


FLOATS = ["float16", "bfloat16", "float32", "float64"]
EXACT = [
    (TensorMaker("zeros", (size(2), size("N"))), lambda: torch.zeros(2, 3)),
    (TensorMaker("ones", (size("N - 1"),), dtype="int8"), lambda: torch.ones(2, dtype=torch.int8)),
    (TensorMaker("ones", ()), lambda: torch.ones(())),
    (TensorMaker("zeros", (size(0), size(3)), dtype="bool"), lambda: torch.zeros(0, 3, dtype=torch.bool)),
    (TensorMaker("full", (size(2),), bounds=Range(7.0, 7.0, real=True)), lambda: torch.full((2,), 7.0)),
    (TensorMaker("full", (size(2),), bounds=whole(7, 7)), lambda: torch.full((2,), 7)),
    (TensorMaker("full", (size(2),), bounds=whole(7, 7), dtype="float64"), lambda: torch.full((2,), 7.0).double()),
    (TensorMaker("arange", (size(6),)), lambda: torch.arange(6)),
    (TensorMaker("arange", (size(2), size(3)), bounds=Range(size(5), None)), lambda: torch.arange(5, 11).reshape(2, 3)),
    (TensorMaker("arange", (size(3),), bounds=Range(0.5, None, real=True)), lambda: torch.arange(0.5, 3)),
    (TensorMaker("arange", (size(3),), dtype="float32"), lambda: torch.arange(3.0)),
    (TensorMaker("tensor", numbers=Constant(3.0)), lambda: torch.tensor(3.0)),
    (TensorMaker("tensor", numbers=Constant([[1, 2], [3, 4]])), lambda: torch.tensor([[1, 2], [3, 4]])),
    (TensorMaker("tensor", numbers=Constant([1, 2.5])), lambda: torch.tensor([1, 2.5])),
    (TensorMaker("tensor", numbers=Constant([True, False])), lambda: torch.tensor([True, False])),
    (TensorMaker("tensor", numbers=Constant([])), lambda: torch.tensor([])),
    (TensorMaker("tensor", numbers=Constant([1 + 2j])), lambda: torch.tensor([1 + 2j])),
    (TensorMaker("tensor", numbers=Dollar(Path("N"))), lambda: torch.tensor(3)),
    (TensorMaker("tensor", numbers=Constant([1e30]), dtype="float16"), lambda: torch.tensor([math.inf]).half()),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "expected"), EXACT)
def test_makers_make_what_torch_makes(maker: TensorMaker, expected: object) -> None:
    made, wanted = tensor_from(make(maker, N=3)), expected()  # type: ignore[operator]
    assert (made.dtype, made.shape) == (wanted.dtype, wanted.shape)
    assert torch.equal(made, wanted)


@pytest.mark.parametrize("dtype", sorted(ITEM_SIZES))
def test_every_dtype_is_rounded_as_torch_rounds(dtype: str) -> None:
    numbers = np.array([0.0, 1.0, 2.0, 3.0, 100.0, 1 / 3, 1e-3, 65504.0 / 2, 1.00390625, 1.01171875])
    numbers = numbers if dtype in FLOATS or dtype.startswith("complex") else numbers[:5]
    made = tensor_from(pack_array(numbers, dtype))
    wanted = torch.from_numpy(numbers).to(torch.float32 if dtype == "bfloat16" else torch.float64).to(made.dtype)
    assert torch.equal(made, wanted)


def test_bfloat16_is_rounded_to_the_nearest_even() -> None:
    bits = np.arange(0, 2**32, 65_521, dtype="<u4").view("<f4")
    finite = bits[np.isfinite(bits)]
    made = tensor_from(pack_array(finite, "bfloat16"))
    assert torch.equal(made, torch.from_numpy(finite.copy()).to(torch.bfloat16))
    special = tensor_from(pack_array(np.array([math.nan, math.inf, -math.inf, -0.0], "<f4"), "bfloat16"))
    assert special[0].isnan() and special[1:].tolist() == [math.inf, -math.inf, 0.0] and special[3].signbit()


@pytest.mark.parametrize("dtype", [*FLOATS, "complex64", "complex128"])
@pytest.mark.parametrize("maker", ["randn", "rand"])
def test_random_numbers_have_their_form(maker: str, dtype: str) -> None:
    made = tensor_from(make(TensorMaker(maker, (size(50), size(3)), dtype=dtype)))
    assert (str(made.dtype), made.shape) == (f"torch.{dtype}", (50, 3))
    spread = made.abs().double().max().item()
    assert 0.5 < spread < (6 if maker == "randn" else 1.001)


def test_bounds_of_random_numbers() -> None:
    real = tensor_from(make(TensorMaker("rand", (size(500),), bounds=Range(-2.0, 3.0, real=True))))
    assert -2 <= real.min() < -1.8 and 2.8 < real.max() <= 3
    drawn = tensor_from(make(TensorMaker("randint", (size(500),), bounds=whole("-N", 2)), N=1))
    assert drawn.dtype == torch.int64 and set(drawn.tolist()) == {-1, 0, 1, 2}
    named = tensor_from(make(TensorMaker("randint", (size(5),), bounds=whole(0, "N"), dtype="uint8"), N=255))
    assert named.dtype == torch.uint8


def test_same_is_the_shape_and_dtype_that_is_there() -> None:
    there = Tensor("float64", (2, 3), bytes(48))
    made = make(TensorMaker("randn"), there)
    assert (made.shape, made.dtype, made.requires_grad) == ((2, 3), "float64", False)
    assert make(TensorMaker("zeros", dtype="float32"), there).dtype == "float32"
    with pytest.raises(PlanError, match="same"):
        make(TensorMaker("randn"))


@pytest.mark.parametrize("shape", [(-1,), (2**20, 2**20), (2**40, 2**40, 2**40)])
def test_sizes_beyond_reason_are_said(shape: tuple[int, ...]) -> None:
    with pytest.raises(PlanError):
        make(TensorMaker("zeros", tuple(map(size, shape))))


@pytest.mark.parametrize(
    ("dtype", "asked", "differentiable", "expected"),
    [
        ("float32", None, True, True), ("float32", None, False, False), ("float32", False, True, False),
        ("float32", True, False, True), ("int64", None, True, False), ("complex64", None, True, True),
        ("bool", True, True, False),
    ],
)  # fmt: skip
def test_floating_inputs_require_grad_with_backward(
    dtype: str, asked: bool | None, differentiable: bool, expected: bool
) -> None:
    maker = TensorMaker("ones", (size(1),), dtype=dtype, requires_grad=asked)
    made = Maker({}, stream(0), differentiable=differentiable).make(maker)
    assert isinstance(made, Tensor) and made.requires_grad is expected


def test_values_that_are_no_tensors() -> None:
    maker = Maker({"N": 3, "word": "a"}, stream(0), differentiable=False)
    assert maker.make(Constant({"a": [1, (2, None)]})) == Mapping(
        (("a", Sequence("list", (1, Sequence("tuple", (2, None))))),)
    )
    assert maker.make(Items("tuple", (Dollar(Path("N")), Constant(b"x")))) == Sequence("tuple", (3, b"x"))
    assert maker.make(Dollar(Path("layer", ("weight",)))) == Same("layer.weight")
    assert maker.make(ObjectMaker("torch.nn.Linear", (("bias", Dollar(Path("word"))),))) == Made(
        "torch.nn.Linear", (("bias", "a"),)
    )
    with pytest.raises(PlanError, match="set cannot be given"):
        tree_of({1})


def test_values_in_other_places_and_forms() -> None:
    maker = Maker({"N": 3}, stream(0), differentiable=True)
    shape = (size("N"),)
    made = {form: maker.make(TensorMaker("ones", shape, form=form)) for form in ("list", "tuple", "numpy", "parameter")}  # type: ignore[arg-type]
    assert all(isinstance(tree, Placed) and tree.form == form for form, tree in made.items())
    grads = {form: tree.content.requires_grad for form, tree in made.items()}  # type: ignore[union-attr]
    assert grads == {"list": False, "tuple": False, "numpy": False, "parameter": True}
    frozen = maker.make(TensorMaker("ones", shape, form="parameter", requires_grad=False))
    assert isinstance(frozen, Placed) and not frozen.content.requires_grad  # type: ignore[union-attr]
    whole = Maker({}, stream(0), differentiable=False).make(TensorMaker("arange", (size(4),), form="numpy"))
    assert isinstance(whole, Placed) and whole.content.dtype == "int64"  # type: ignore[union-attr]
    placed = maker.make(TensorMaker("ones", shape, device="cuda", layout="strided"))
    assert isinstance(placed, Placed) and (placed.device, placed.layout, placed.form) == ("cuda", "strided", "")
    assert isinstance(maker.make(TensorMaker("ones", shape, layout="contiguous")), Tensor)
    entries = Entries((("a", Dollar(Path("N"))), ("b", TensorMaker("ones", shape))))
    assert isinstance(seen := maker.make(entries), Mapping) and seen.items[0] == ("a", 3)
    once = maker.make(Items("iterator", (Constant(1), Dollar(Path("x")))))
    assert once == Placed(Sequence("list", (1, Same("x"))), form="iterator")
    assert maker.make(CallMaker("spirals", (("n", Dollar(Path("N"))),))) == Made("spirals", (("n", 3),), provided=True)


@pytest.mark.parametrize(
    ("maker", "words"),
    [
        (TensorMaker("ones", (Expression.parse(2),), dtype="bfloat16", form="numpy"), "bfloat16"),
        (TensorMaker("ones", (Expression.parse(2),), layout="channels_last"), "4 or 5 axes"),
    ],
)
def test_forms_that_cannot_be_are_said(maker: TensorMaker, words: str) -> None:
    with pytest.raises(PlanError, match=words):
        make(maker)


@pytest.mark.parametrize("numbers", ["text", ["a"], [None], [2**70], {"a": 1}, [{}], [[1], [2, 3]]])
def test_what_is_no_number_is_said(numbers: object) -> None:
    with pytest.raises(PlanError, match="expected numbers"):
        make(TensorMaker("tensor", numbers=Constant(numbers)))
