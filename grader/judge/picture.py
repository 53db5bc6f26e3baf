"""Numbers that differ as pictures: one matrix or image of a tensor, as expected, as given, and the difference. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.judge.arrays import Array
from grader.judge.close import differ
from grader.judge.margins import Compared

# A side of one number is no picture, a longer one no legible picture.
_SHORTEST, _LONGEST = 2, 4096
_LARGEST = 1 << 20
# From this height and width on three channels may be colours.
_SMALLEST_IMAGE = 4
_COLOURS = 3
_BYTE = 255


@dataclass(frozen=True, eq=False)
class Picture:
    """``expected`` and ``actual`` are (height, width) in double precision, or (height, width, 3) of colours in [0, 1].

    ``difference`` is (height, width): ``actual`` less ``expected``, of colours the largest of the three by its size.
    What is not finite is NaN. ``part`` is the subscript that leads there (``[2, 0]``), empty for the whole tensor;
    ``is_absolute`` where absolute values of complex numbers are shown.
    """

    expected: Array
    actual: Array
    difference: Array
    part: str = ""
    is_absolute: bool = False

    @property
    def is_coloured(self) -> bool:
        return self.expected.ndim > self.difference.ndim


def picture_of(compared: Compared) -> Picture | None:
    """A picture of what was ``compared``, where it is a matrix or an image, or holds some; otherwise None.

    Of several it is the one with the first number that differs.
    """
    actual, expected = compared.actual, np.broadcast_to(compared.wanted, compared.actual.shape)
    if actual.ndim < 2 or actual.size > _LARGEST:
        return None
    difference = differ(actual, compared.wanted, compared.tolerance)
    if difference is None:
        return None
    first = difference.first[0].index
    if actual.ndim > 2 and (found := _in_colour(expected[first[:-3]], actual[first[:-3]], first[:-3])) is not None:
        return found
    return _matrix(expected[first[:-2]], actual[first[:-2]], first[:-2])


def _matrix(expected: Array, actual: Array, index: tuple[int, ...]) -> Picture | None:
    if min(actual.shape) < _SHORTEST or max(actual.shape) > _LONGEST:
        return None
    is_complex = "c" in (expected.dtype.kind, actual.dtype.kind)
    ours, theirs = _floats(expected), _floats(actual)
    return Picture(ours, theirs, _less(theirs, ours), _subscript(index), is_complex)


def _in_colour(expected: Array, actual: Array, index: tuple[int, ...]) -> Picture | None:
    """An image of three channels, which come first (as in torch) or last, and hold bytes or numbers from 0 to 1."""
    channel = next((axis for axis in (0, 2) if actual.shape[axis] == _COLOURS), None)
    if channel is None or expected.dtype.kind not in "uf":
        return None
    most = 1.0 if expected.dtype.kind == "f" else _BYTE
    ours, theirs = (np.moveaxis(_floats(array), channel, -1) / most for array in (expected, actual))
    if min(ours.shape[:2]) < _SMALLEST_IMAGE or max(ours.shape[:2]) > _LONGEST:
        return None
    if not np.all((ours >= 0) & (ours <= 1)) or np.all(ours == ours.flat[0]):
        return None
    errors = _less(theirs, ours)
    largest = np.argmax(np.abs(np.nan_to_num(errors)), axis=-1)[..., None]
    return Picture(ours, theirs, np.take_along_axis(errors, largest, axis=-1)[..., 0], _subscript(index))


def _floats(array: Array) -> Array:
    """In double precision, with NaN for what is not finite."""
    with np.errstate(all="ignore"):
        numbers = (np.abs(array) if array.dtype.kind == "c" else array).astype(np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _less(actual: Array, expected: Array) -> Array:
    with np.errstate(all="ignore"):
        difference = actual - expected
    return np.where(np.isfinite(difference), difference, np.nan)


def _subscript(index: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, index))}]" if index else ""
