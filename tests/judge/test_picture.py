"""Which matrix or image of a tensor is drawn, and what of it."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judge import Compared, Picture, picture_of
from grader.judge.arrays import Array
from grader.judge.tolerance import EXACT
from grader.model.path import Path
from grader.model.spec import Check

CHECK = Check(Path("result"), "like", "reference")


def picture(actual: Array, expected: Array) -> Picture | None:
    return picture_of(Compared(CHECK, "result", actual, expected, EXACT))


def drawn(actual: Array, expected: Array) -> Picture:
    found = picture(actual, expected)
    assert found is not None
    return found


def test_a_matrix() -> None:
    expected = np.array([[1, 2], [3, 4]])
    found = drawn(np.array([[1, 3], [3, 2]]), expected)
    assert found.expected.tolist() == [[1, 2], [3, 4]]
    assert found.actual.tolist() == [[1, 3], [3, 2]]
    assert found.difference.tolist() == [[0, 1], [0, -2]]
    assert (found.part, found.is_coloured, found.is_absolute) == ("", False, False)


def test_of_a_batch_the_first_matrix_that_differs() -> None:
    expected = np.zeros((4, 2, 5, 6))
    actual = expected.copy()
    actual[2, 1, 0, 0], actual[3, 0, 0, 0] = 1, 100
    found = drawn(actual, expected)
    assert found.part == "[2, 1]"
    assert found.difference.shape == (5, 6)
    assert found.difference.sum() == 1


def image(height: int = 6, width: int = 8) -> Array:
    """(height, width, 3), from 0 to 1."""
    return np.random.RandomState(0).random_sample((height, width, 3))


@pytest.mark.parametrize("channels_first", [True, False])
@pytest.mark.parametrize("is_byte", [True, False])
def test_three_channels_are_colours(channels_first: bool, is_byte: bool) -> None:
    ours = image()
    theirs = ours.copy()
    theirs[1, 2, 0] = 0.5
    pair = [np.moveaxis(each, -1, 0) if channels_first else each for each in (theirs, ours)]
    found = drawn(*[(each * 255).astype("uint8") if is_byte else each for each in pair])
    assert found.is_coloured
    assert found.expected.shape == found.actual.shape == (6, 8, 3)
    assert np.abs(found.expected - ours).max() < 1 / 255
    assert found.difference.shape == (6, 8)
    assert np.argwhere(found.difference).tolist() == [[1, 2]]


def test_of_a_batch_the_first_image_that_differs() -> None:
    ours = np.stack([np.moveaxis(image(), -1, 0)] * 3)
    theirs = ours.copy()
    theirs[1, 2, 3, 3] = 0
    found = drawn(theirs, ours)
    assert (found.part, found.is_coloured) == ("[1]", True)


@pytest.mark.parametrize(
    "expected",
    [image() * 3, -image(), (image() * 9).astype(int), image(3, 3), np.zeros((6, 8, 3))],
    ids=["beyond one", "negative", "whole numbers", "too small", "one colour"],
)
def test_other_threes_are_no_colours(expected: Array) -> None:
    expected = np.moveaxis(expected, -1, 0)
    found = drawn(expected + 1, expected)
    assert (found.part, found.is_coloured) == ("[0]", False)


def test_what_is_not_finite_is_no_number() -> None:
    expected = np.array([[1.0, np.inf], [2.0, -np.inf]])
    found = drawn(np.array([[np.nan, np.inf], [3.0, 0.0]]), expected)
    assert np.isnan(found.expected).tolist() == [[False, True], [False, True]]
    assert np.isnan(found.actual).tolist() == [[True, True], [False, False]]
    assert np.isnan(found.difference).tolist() == [[True, True], [False, True]]


def test_of_complex_numbers_the_absolute_value() -> None:
    found = drawn(np.full((2, 2), 3 + 4j), np.full((2, 2), 1j))
    assert found.is_absolute
    assert found.difference.tolist() == [[4, 4], [4, 4]]


def test_true_and_false_are_one_and_zero() -> None:
    assert drawn(np.eye(3, dtype=bool), np.ones((3, 3), bool)).difference.sum() == -6


def test_one_number_may_stand_for_all() -> None:
    assert drawn(np.eye(2), np.array(1.0)).expected.tolist() == [[1, 1], [1, 1]]


@pytest.mark.parametrize("shape", [(), (5,), (1, 5), (5, 1), (7, 5, 1), (2, 5000), (1100, 1000)])
def test_what_is_no_picture(shape: tuple[int, ...]) -> None:
    assert picture(np.ones(shape), np.zeros(shape)) is None


def test_what_agrees_is_not_drawn() -> None:
    assert picture(np.ones((3, 3)), np.ones((3, 3))) is None
