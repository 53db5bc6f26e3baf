"""Numbers compared: every dtype, the tolerance's formula, NaN and infinity, and memory that stays bounded."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from grader.judge.arrays import array_of
from grader.judge.close import Difference, differ
from grader.judge.compare import Comparison
from grader.judge.tolerance import EXACT, Rule, Tolerance, rule_for
from grader.model.record import Spent
from grader.model.values import ITEM_SIZES, Made, Sequence, Tensor, Tree

NAN, INF = float("nan"), float("inf")


def tensor(numbers: object, dtype: str = "float32") -> Tensor:
    if dtype == "bfloat16":
        words = np.asarray(numbers, "<f4").view("<u4")
        return Tensor(dtype, np.shape(numbers), ((words + 0x8000) >> 16).astype("<u2").tobytes())
    array = np.asarray(numbers).astype(dtype)
    return Tensor(dtype, array.shape, array.tobytes())


def check(actual: Tree, expected: Tree, agree: bool, rule: Rule | None = None) -> None:
    """Whether ``actual`` agrees with ``expected``, the reference's own value."""
    finding = Comparison(rule or Rule(), exact_structure=True).find(actual, expected, expected)
    assert (finding is None) is agree, finding


@pytest.mark.parametrize("dtype", ITEM_SIZES)
def test_arrays_of_every_dtype(dtype: str) -> None:
    array = array_of(tensor([[0, 1], [1, 0]], dtype))
    assert array.shape == (2, 2)
    assert array.tolist() == [[0, 1], [1, 0]]
    assert array_of(tensor(1, dtype)).shape == ()
    empty = array_of(tensor(np.empty((2, 0, 3)), dtype) if dtype != "bfloat16" else Tensor(dtype, (2, 0, 3), b""))
    assert empty.shape == (2, 0, 3)


def test_arrays_share_the_memory_of_the_tensor() -> None:
    sent = tensor(np.arange(6))
    assert np.shares_memory(array_of(sent), np.frombuffer(sent.data, np.uint8))


def test_every_byte_but_0_is_true() -> None:
    assert array_of(Tensor("bool", (3,), b"\x00\x02\xff")).tolist() == [False, True, True]
    check(Tensor("bool", (2,), b"\x02\x00"), Tensor("bool", (2,), b"\x01\x00"), agree=True)
    check(Tensor("bool", (2,), b"\x02\x02"), Tensor("bool", (2,), b"\x01\x00"), agree=False)


def test_bfloat16_is_widened_exactly() -> None:
    assert array_of(Tensor("bfloat16", (3,), bytes.fromhex("803f 00c0 807f"))).tolist() == [1.0, -2.0, INF]


@pytest.mark.parametrize(
    ("actual", "expected", "agree"),
    [
        (tensor(9.0), tensor(9.0), True),
        (tensor(9.0 + 1e-6), tensor(9.0), True),
        (tensor(9.0 + 1e-3), tensor(9.0), False),
        (tensor(9.0 + 1e-5, "float64"), tensor(9.0, "float64"), False),
        (tensor([1.0, 1.001], "float16"), tensor([1.0, 1.0], "float16"), True),
        (tensor([1.0, 1.01], "float16"), tensor([1.0, 1.0], "float16"), False),
        (tensor([1.0, 1.01], "bfloat16"), tensor([1.0, 1.0], "bfloat16"), True),
        (tensor([1.0, 1.1], "bfloat16"), tensor([1.0, 1.0], "bfloat16"), False),
        (tensor([NAN, 1]), tensor([NAN, 1]), True),
        (tensor([1, NAN]), tensor([NAN, 1]), False),
        (tensor([INF, -INF]), tensor([INF, -INF]), True),
        (tensor([INF, INF]), tensor([INF, -INF]), False),
        (tensor([INF, 1.0]), tensor([3e38, 1.0]), False),
        (tensor([3e38, 1.0]), tensor([INF, 1.0]), False),
        (tensor([1.7e308, 1], "float64"), tensor([-1.7e308, 1], "float64"), False),
        (tensor([1.7e308, -1.7e308], "float64"), tensor([1.7e308, -1.7e308], "float64"), True),
        (tensor([65504, 1], "float16"), tensor([-65504, 1], "float16"), False),
        (tensor([3, 4], "int64"), tensor([3, 4], "int64"), True),
        (tensor([2**53 + 1], "int64"), tensor([2**53], "int64"), False),
        (tensor([2**63 - 1], "int64"), tensor([-(2**63)], "int64"), False),
        (tensor([2**64 - 1], "uint64"), tensor([2**64 - 1], "uint64"), True),
        (tensor([2**63], "uint64"), tensor([-(2**63)], "int64"), False),
        (tensor([2**53 + 1], "uint64"), tensor([2**53], "int64"), False),
        (tensor([255], "uint8"), tensor([-1], "int8"), False),
        (tensor([True, False], "bool"), tensor([True, False], "bool"), True),
        (tensor([True, True], "bool"), tensor([True, False], "bool"), False),
        (tensor([1 + 1j], "complex64"), tensor([1 + 1j], "complex64"), True),
        (tensor([1 + 1.001j], "complex64"), tensor([1 + 1j], "complex64"), False),
        (tensor([complex(NAN, 1)], "complex64"), tensor([complex(1, NAN)], "complex64"), True),
        (tensor([complex(INF, 1)], "complex64"), tensor([complex(INF, 2)], "complex64"), False),
        (tensor([1e200 + 1e200j], "complex128"), tensor([1e200 - 1e200j], "complex128"), False),
        (tensor(np.empty((0, 3))), tensor(np.empty((0, 3))), True),
        (tensor(np.empty((0, 3))), tensor(np.empty((3, 0))), False),
        (tensor([[1.0]]), tensor([1.0]), False),
        (6.0000005, 6.0, True),
        (6.001, 6.0, False),
        (6, 6, True),
        (7, 6, False),
        (10**400, 10**400, True),
        (10**400, 10**400 + 1, False),
        (10**400, 1.0, False),
        (1.0, 10**400, False),
        (10**400, INF, False),
        (INF, 10**400, False),
        (tensor([INF]), 10**400, False),
        (1e308, -1e308, False),
        (complex(1, NAN), complex(1, NAN), True),
        (2j, 2.0, False),
        (tensor([2], "int64"), tensor([2.0]), True),
        (tensor([2.0]), tensor([2], "int64"), True),
        (tensor([2.5]), tensor([2], "int64"), False),
        (Sequence("list", (1.0, 2.0)), tensor([1.0, 2.0]), True),
        (Sequence("list", (1.0, "2")), tensor([1.0, 2.0]), False),
        (Sequence("list", (1.0, Sequence("list", ()))), tensor([1.0, 2.0]), False),
    ],
)  # fmt: skip
def test_numbers(actual: Tree, expected: Tree, agree: bool) -> None:
    check(actual, expected, agree)


def test_a_coarse_answer_is_not_allowed_more() -> None:
    """With the dtype released, float16 numbers are held to the reference's float32."""
    check(tensor([1.0005, 2.0], "float16"), tensor([1.0, 2.0]), agree=False)
    check(tensor([1.0, 2.0], "float16"), tensor([1.0, 2.0]), agree=True)


@pytest.mark.parametrize(
    ("rule", "agree"),
    [
        (Rule(), False),
        (Rule(rtol=0.2, is_explicit=True), True),
        (Rule(atol=1.0, is_explicit=True), True),
        (Rule(rtol=0.0, atol=0.0, is_explicit=True), False),
        (Rule(rtol=1e300, atol=0.0, is_explicit=True), True),
    ],
)
def test_what_the_author_writes_replaces_the_default(rule: Rule, agree: bool) -> None:
    check(tensor([1.1]), tensor([1.0]), agree, rule)
    check(tensor([11], "int64"), tensor([10], "int64"), agree, rule)
    check(tensor([NAN]), tensor([1.0]), agree=False, rule=rule)
    check(tensor([INF]), tensor([1.0]), agree=False, rule=rule)


def test_a_courses_tolerance_leaves_whole_numbers_exact() -> None:
    check(tensor([1.1]), tensor([1.0]), agree=True, rule=Rule(rtol=0.2))
    check(tensor([11], "int64"), tensor([10], "int64"), agree=False, rule=Rule(rtol=0.2))


@pytest.mark.parametrize("seed", range(5))
def test_an_honest_sum_in_another_order_agrees(seed: int) -> None:
    """The product of a 4,096-long sum in float32, in chunks against one after the other."""
    random = np.random.RandomState(seed)
    x, w = (random.standard_normal(shape).astype(np.float32) for shape in ((8, 4096), (4096, 8)))
    whole = x @ w
    chunked = sum((x[:, i : i + 8] @ w[i : i + 8] for i in range(0, 4096, 8)), np.zeros((8, 8), np.float32))
    table = Tolerance(1.3e-6, 1e-5)
    assert differ(chunked, whole, table) is not None
    rule = rule_for([tensor(x), tensor(w)])
    assert rule.elements == 8 * 4096
    check(tensor(chunked), tensor(whole), agree=True, rule=rule)
    check(tensor(whole * np.float32(1.01)), tensor(whole), agree=False, rule=rule)


def test_the_formula() -> None:
    expected = np.array([3.0, -4.0, 5.0], np.float32)
    rms, spread = sqrt(50 / 3), 9.0
    for elements in (100, 10_000):
        got = Rule(elements=elements).tolerance(expected, "float32")
        assert got.rtol == 1.3e-6
        assert got.atol == pytest.approx(min(max(1e-5, 4 * 2**-23 * sqrt(elements) * rms), 0.01 * spread))
    assert Rule(elements=10**12).tolerance(expected, "float32").atol == pytest.approx(0.09)
    assert Rule().tolerance(np.full(4, -2.0), "float64").atol == pytest.approx(1e-7)
    assert Rule(elements=10**18).tolerance(np.full(4, -2.0), "float32").atol == pytest.approx(0.02)
    assert Rule(elements=10**18).tolerance(np.zeros(4), "float32").atol == 1e-5
    assert Rule().tolerance(np.array([NAN, INF]), "float32").atol == 1e-5
    assert Rule().tolerance(np.array([NAN, 1e-9, 2e-9]), "float32").atol == pytest.approx(1e-11)
    assert Rule().tolerance(np.array([1.7e308, -1.7e308]), "float64").atol < 1e308


@pytest.mark.parametrize("scale", [1e-30, 1e-9, 1e-5, 1.0, 1e20])
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize("elements", [1, 10**9])
def test_zeros_never_pass(scale: float, dtype: str, elements: int) -> None:
    expected = np.random.RandomState(1).standard_normal((3, 4)) * scale
    tolerance = Rule(elements=elements).tolerance(expected, dtype)
    assert differ(np.zeros_like(expected), expected, tolerance) is not None
    assert differ(np.full_like(expected, expected.mean()), expected, tolerance) is not None
    assert differ(-expected, expected, tolerance) is not None
    single = np.array(scale)
    assert differ(np.array(0.0), single, Rule(elements=elements).tolerance(single, dtype)) is not None


@pytest.mark.parametrize(
    ("inputs", "elements", "python"),
    [
        ([], 1, "float32"),
        ([3.0], 1, "float32"),
        ([tensor([1.0] * 7), tensor([1.0] * 3)], 7, "float32"),
        ([tensor([1.0], "float64")], 1, "float64"),
        ([tensor([1.0], "float64"), tensor([1.0], "float16")], 1, "float16"),
        ([tensor([1.0], "complex128")], 1, "float64"),
        ([tensor([1], "int64")], 1, "float32"),
        ([Sequence("list", (tensor([1.0] * 5),))], 5, "float32"),
        ([tensor([1.0], "float64"), Made("torch.nn.Linear", ())], 1, "float32"),
    ],
)  # fmt: skip
def test_the_rule_follows_from_the_inputs(inputs: list[Tree], elements: int, python: str) -> None:
    rule = rule_for(inputs)
    assert (rule.elements, rule.python) == (elements, python)


def found(actual: object, expected: object) -> Difference:
    difference = differ(np.asarray(actual), np.asarray(expected), EXACT)
    assert difference is not None
    return difference


def test_a_difference_says_how_many_the_worst_and_the_first() -> None:
    difference = found([[1.0, 2.0], [3.0, 9.0], [0.0, 7.0]], [[1.0, 2.5], [3.0, 4.0], [1.0, 6.0]])
    assert (difference.count, difference.total) == (4, 6)
    assert (difference.worst.index, difference.worst.expected, difference.worst.actual) == ((1, 1), 4.0, 9.0)
    assert [place.index for place in difference.first] == [(0, 1), (1, 1), (2, 0)]


def test_the_worst_is_found_in_any_chunk() -> None:
    expected = np.zeros(200_000)
    actual = expected.copy()
    actual[[5, 70_000, 190_000]] = [1.0, -3.0, 2.0]
    difference = found(actual, expected)
    assert (difference.count, difference.worst.index, difference.worst.actual) == (3, (70_000,), -3.0)
    assert [place.index for place in difference.first] == [(5,), (70_000,), (190_000,)]


def test_differences_of_large_integers_are_exact() -> None:
    place = found(np.array([2**63 - 1]), np.array([-(2**63)])).worst
    assert place.actual - place.expected == 2**64 - 1


def test_memory_is_bounded() -> None:
    """A large comparison needs less than one more array of its size."""
    actual, expected = np.zeros(4_000_000, np.float32), np.ones(4_000_000, np.float32)
    tracemalloc.start()
    try:
        differ(actual, expected, Rule(elements=5).tolerance(expected, "float32"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < actual.nbytes


def test_a_complex_number_may_be_too_large_for_an_absolute_value() -> None:
    found = differ(np.array([0j, 1j]), np.array([1.5e308 + 1.5e308j, 1j]), Tolerance(1e-5, 1e-5))
    assert found is not None
    assert (found.count, found.worst.index, found.worst.allowed) == (1, (0,), INF)


def test_tolerances_by_device() -> None:
    wide = np.linspace(-1, 1, 64, dtype=np.float32)
    there = rule_for([tensor(wide)], Spent("cuda")).tolerance(wide, "float32")
    assert there == rule_for([tensor(wide)]).tolerance(wide, "float32")
    assert rule_for([tensor(wide)], Spent("mps")).tolerance(wide, "float32") == Tolerance(3e-5, 1e-4)
    assert rule_for([tensor(wide)], Spent("npu")).tolerance(wide, "float64").rtol == 1e-7
    own = rule_for([tensor(wide)], Spent("mps"))
    assert replace(own, rtol=0.0, atol=0.0).tolerance(wide, "float32") == EXACT


def test_products_in_tf32_are_as_coarse_as_float16() -> None:
    """A product as TF32 makes it: what is multiplied is read to ten bits of fraction, sums are float32."""
    random = np.random.RandomState(0)
    a, b = random.randn(64, 256).astype("f4"), random.randn(256, 64).astype("f4")
    cut = [(m.view("u4") + 0x1000 & 0xFFFFE000).astype("u4").view("f4") for m in (a, b)]
    exact, coarse = a @ b, cut[0] @ cut[1]
    for tf32 in (False, True):
        rule = rule_for([tensor(a), tensor(b)], Spent("cuda", tf32=tf32))
        assert (differ(coarse, exact, rule.tolerance(exact, "float32")) is None) is tf32
        assert differ(exact * 1.1, exact, rule.tolerance(exact, "float32")) is not None
