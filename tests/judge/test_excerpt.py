"""A few numbers around the worst: which rows and columns, of which matrix, and as what they are told."""

from __future__ import annotations

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from grader.judge.arrays import Array, array_of
from grader.judge.excerpt import excerpt_of
from grader.judge.margins import Compared
from grader.judge.tolerance import EXACT, Tolerance
from grader.model.excerpt import MOST_COLUMNS, MOST_ROWS, Excerpt
from grader.model.path import Path
from grader.model.spec import Check
from grader.model.values import Tensor

LOOSE = Tolerance(1e-6, 1e-6)


def excerpt(actual: Array, wanted: Array, tolerance: Tolerance = LOOSE) -> Excerpt | None:
    return excerpt_of(Compared(Check(Path("result"), "like", "reference"), "result", actual, wanted, tolerance))


def found(actual: Array, wanted: Array, tolerance: Tolerance = LOOSE) -> Excerpt:
    one = excerpt(actual, wanted, tolerance)
    assert one is not None
    return one


def test_a_small_matrix_is_shown_whole() -> None:
    wanted = np.arange(6.0).reshape(2, 3)
    actual = wanted.copy()
    actual[1, 2] = 9
    assert found(actual, wanted) == Excerpt(
        shape=(2, 3),
        before=(),
        rows=(0, 1),
        columns=(0, 1, 2),
        expected=((0.0, 1.0, 2.0), (3.0, 4.0, 5.0)),
        actual=((0.0, 1.0, 2.0), (3.0, 4.0, 9.0)),
        differs=((False, False, False), (False, False, True)),
        worst=(1, 2),
    )


def test_of_a_large_matrix_the_neighbours_of_the_worst() -> None:
    wanted = np.zeros((50, 60))
    actual = wanted.copy()
    actual[20:23, 30:33] = 1
    actual[21, 31] = 2
    one = found(actual, wanted)
    assert (len(one.rows), len(one.columns)) == (MOST_ROWS, MOST_COLUMNS)
    assert one.worst == (21, 31)
    assert {20, 21, 22} <= set(one.rows)
    assert {30, 31, 32} <= set(one.columns)
    assert one.region is not None


@pytest.mark.parametrize(("index", "rows"), [(0, range(6)), (49, range(44, 50)), (25, range(20, 26))])
def test_the_edge_is_kept_to(index: int, rows: range) -> None:
    wanted = np.zeros((50, 2))
    actual = wanted.copy()
    actual[index] = 1
    assert found(actual, wanted).rows == tuple(rows)


def test_of_many_matrices_the_one_with_the_worst() -> None:
    wanted = np.zeros((3, 4, 2, 2))
    actual = wanted.copy()
    actual[1, 2, 0, 0], actual[2, 3, 1, 1] = 1, 5
    one = found(actual, wanted)
    assert (one.before, one.worst, one.sizes) == ((2, 3), (1, 1), (2, 2))
    assert one.differs == ((False, False), (False, True))


def test_one_dimension_is_one_row() -> None:
    one = found(np.arange(20.0), np.zeros(20))
    assert (one.rows, one.sizes, one.worst) == ((0,), (1, 20), (0, 19))
    assert one.columns == tuple(range(12, 20))


def test_one_number_stands_for_all() -> None:
    one = found(np.array([1.0, 2.0]), np.array(1.0))
    assert (one.expected, one.differs) == (((1.0, 1.0),), ((False, True),))


@pytest.mark.parametrize("number", [3.0, True, 2j])
def test_of_a_single_number_there_is_none(number: complex) -> None:
    assert excerpt(np.array(number), np.array(0)) is None


def test_of_what_agrees_there_is_none() -> None:
    assert excerpt(np.ones(3), np.ones(3)) is None


@pytest.mark.parametrize(
    ("actual", "wanted", "kind"),
    [
        (np.array([[1, 2], [3, 4]]), np.array([[1, 2], [3, 5]]), int),
        (np.array([[True, False]]), np.array([[True, True]]), bool),
        (np.array([[1.5, np.nan]]), np.array([[1.5, 2.0]]), float),
        (np.array([[1 + 2j]], dtype="complex64"), np.array([[1 - 2j]], dtype="complex64"), complex),
        (np.array([[2**64 - 1]], dtype="uint64"), np.array([[0]], dtype="uint64"), int),
    ],
)
def test_numbers_are_python_s_own(actual: Array, wanted: Array, kind: type) -> None:
    one = found(actual, wanted, EXACT)
    assert {type(number) for row in (*one.actual, *one.expected) for number in row} == {kind}
    assert one.actual[0][0] == actual[0][0]


def test_numbers_have_six_digits_or_as_many_as_tell_them_apart() -> None:
    actual, wanted = np.array([[1 / 3, 1 / 3], [1.00000012, 1e-30]]), np.array([[1 / 3, 2 / 3], [1.0, 0.0]])
    one = found(actual, wanted, Tolerance(0, 1e-9))
    assert one.actual == ((0.333333, 0.333333), (1.00000012, 1e-30))
    assert one.expected == ((0.333333, 0.666667), (1.0, 0.0))
    assert one.differs == ((False, True), (True, False))
    assert found(np.array([1 + 1e-15]), np.array([1.0]), EXACT).actual == ((1 + 1e-15,),)


def test_bfloat16_is_read() -> None:
    halves = array_of(Tensor("bfloat16", (2,), np.array([0x3DCD, 0x3F80], "<u2").tobytes()))
    assert found(halves, np.zeros(2, "float32")).actual == ((0.100098, 1.0),)


def test_nan_and_infinity_differ_where_they_are() -> None:
    one = found(np.array([np.nan, np.inf, 1, np.nan]), np.array([np.nan, np.inf, np.nan, 1]))
    assert one.differs == ((False, False, True, True),)
    assert math.isnan(one.actual[0][3].real)


@pytest.mark.parametrize("shape", [(2000, 2000), (4_000_000,), (2, 2_000_000), (4_000_000, 1), (40, 100, 1000)])
def test_of_a_very_large_tensor_the_surroundings_of_the_worst(shape: tuple[int, ...]) -> None:
    wanted, actual = np.zeros(shape, "float32"), np.zeros(shape, "float32")
    middle = tuple(size // 2 for size in shape)
    actual[middle] = 1
    tracemalloc.start()
    try:
        one = found(actual, wanted)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 32 << 20
    assert one.region is None
    assert middle[-1] in one.columns
    assert len(one.rows) <= MOST_ROWS
    assert len(one.columns) <= MOST_COLUMNS
    assert sum(map(sum, one.differs)) == 1


def test_the_region_is_that_of_the_whole_tensor() -> None:
    wanted = np.zeros((40, 40))
    one = found(np.triu(np.ones((40, 40)), 1), wanted)
    assert one.region is not None
    assert one.region.id == "region.above"
    assert replace(one, region=None) != one
