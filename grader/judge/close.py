"""Two arrays element by element: how many differ, the worst of them and the first. Extra memory is a few chunks."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from grader.judge.arrays import Array
from grader.judge.tolerance import EXACT, Tolerance

_CHUNK = 1 << 16
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One element that differs: where, what was expected and what is there, and what would have been allowed."""

    index: tuple[int, ...]
    expected: bool | int | float | complex
    actual: bool | int | float | complex
    allowed: float


@dataclass(frozen=True, slots=True)
class Difference:
    """``not_finite`` counts the elements that are NaN or infinite where the expected one is not."""

    count: int
    total: int
    not_finite: int
    worst: Place
    first: tuple[Place, ...]


def differ(actual: Array, expected: Array, tolerance: Tolerance) -> Difference | None:
    """Compare two arrays of one shape; ``expected`` may also be a single number, which stands for every element.

    NaN and infinity agree by position and sign. Numbers of different dtypes are compared by value.
    """
    flat = actual.reshape(-1)
    wanted = expected.reshape(-1)
    single = expected.ndim == 0
    count, not_finite, worst, worst_error = 0, 0, -1, -1.0
    first: list[int] = []
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, _CHUNK):
            a = flat[start : start + _CHUNK]
            e = np.broadcast_to(wanted, a.shape) if single else wanted[start : start + _CHUNK]
            wrong, errors = wrong_in(a, e, tolerance)
            places = np.flatnonzero(wrong)
            if not places.size:
                continue
            count += places.size
            not_finite += int(np.count_nonzero(~np.isfinite(a[places]) & np.isfinite(e[places])))
            first += [start + int(place) for place in places[: _FIRST - len(first)]]
            errors = np.where(np.isnan(errors), np.inf, errors)[places]
            largest = int(np.argmax(errors))
            if errors[largest] > worst_error:
                worst, worst_error = start + int(places[largest]), float(errors[largest])
    if not count:
        return None

    def place(at: int) -> Place:
        index = tuple(map(int, np.unravel_index(at, actual.shape)))
        number = wanted[0 if single else at].item()
        allowed = tolerance.atol + (tolerance.rtol * _size(number) if tolerance.rtol else 0.0)
        return Place(index, number, flat[at].item(), float(allowed))

    return Difference(count, flat.size, not_finite, place(worst), tuple(map(place, first)))


def _size(number: complex) -> float:
    """The absolute value, infinite where that of a complex number is too large for one."""
    try:
        return abs(number)
    except OverflowError:
        return inf


def count_not_finite(array: Array) -> int:
    return int(array.size - np.count_nonzero(np.isfinite(array)))


def wrong_in(actual: Array, expected: Array, tolerance: Tolerance) -> tuple[Array, Array]:
    """Which elements differ, and by how much (NaN where that is no number). Extra memory is several times theirs."""
    with np.errstate(all="ignore"):
        equal = actual == expected
        wide = np.complex128 if "c" in (actual.dtype.kind, expected.dtype.kind) else np.float64
        a, e = actual.astype(wide), expected.astype(wide)
        errors = np.abs(a - e)
        if tolerance != EXACT:
            allowed = tolerance.atol + tolerance.rtol * np.abs(e)
            equal |= (errors <= allowed) & np.isfinite(errors) & np.isfinite(e)
        return ~(equal | (np.isnan(a) & np.isnan(e))), errors
