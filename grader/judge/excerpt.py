"""A few rows and columns around the worst of the numbers that differ. Bounded, whatever was compared."""

from __future__ import annotations

import numpy as np

from grader.judge.arrays import Array
from grader.judge.close import Difference, differ, wrong_in
from grader.judge.margins import Compared
from grader.judge.region import region
from grader.model.excerpt import MOST_COLUMNS, MOST_ROWS, Excerpt, Number, Table

# Of more elements not all are looked at: the excerpt then stands around the worst, and no region is named.
_LARGEST = 1 << 20
# Significant digits: the last ones of single precision depend on the machine.
_DIGITS = (6, 9, 12)


def excerpt_of(compared: Compared) -> Excerpt | None:
    """An excerpt of what was ``compared``; None for single numbers, and where nothing differs."""
    actual, tolerance = compared.actual, compared.tolerance
    expected = np.broadcast_to(compared.wanted, actual.shape)
    difference = differ(actual, compared.wanted, tolerance)
    if difference is None or actual.ndim == 0:
        return None
    is_small = actual.size <= _LARGEST
    before, worst = _matrix_of(difference)
    ours, theirs = (np.atleast_2d(array[before]) for array in (expected, actual))
    whole = wrong_in(theirs, ours, tolerance)[0] if ours.size <= _LARGEST else None
    rows = _window(None if whole is None else np.asarray(whole.any(axis=1)), worst[0], ours.shape[0], MOST_ROWS)
    seen = None if whole is None else np.asarray(whole[rows].any(axis=0))
    columns = _window(seen, worst[1], ours.shape[1], MOST_COLUMNS)
    ours, theirs = ours[rows, columns], theirs[rows, columns]
    differs = wrong_in(theirs, ours, tolerance)[0]
    wanted, given = _tables(ours, theirs, differs)
    return Excerpt(
        shape=actual.shape,
        before=before,
        rows=tuple(range(rows.start, rows.stop)),
        columns=tuple(range(columns.start, columns.stop)),
        expected=wanted,
        actual=given,
        differs=tuple(tuple(map(bool, row)) for row in differs),
        worst=worst,
        region=region(wrong_in(actual, expected, tolerance)[0]) if is_small else None,
    )


def _matrix_of(difference: Difference) -> tuple[tuple[int, ...], tuple[int, int]]:
    """The index of the matrix that the worst entry is in, and its row and column there."""
    index = difference.worst.index
    return index[:-2], (index[-2] if len(index) > 1 else 0, index[-1])


def _window(wrong: Array | None, worst: int, length: int, most: int) -> slice:
    """``most`` neighbours, ``worst`` among them: those of which most are ``wrong``, of equal ones the first."""
    if length <= most:
        return slice(0, length)
    starts = range(max(0, worst - most + 1), min(worst, length - most) + 1)
    if wrong is None:
        start = min(max(starts.start, worst - most // 2), starts.stop - 1)
    else:
        start = max(starts, key=lambda at: (int(np.count_nonzero(wrong[at : at + most])), -at))
    return slice(start, start + most)


def _tables(expected: Array, actual: Array, differs: Array) -> tuple[Table, Table]:
    """Both as Python's numbers, with as many digits as tell those apart that differ."""
    rows = zip(expected.tolist(), actual.tolist(), differs.tolist(), strict=True)
    pairs = [[_rounded(*each) for each in zip(*row, strict=True)] for row in rows]
    return tuple(tuple(e for e, _ in row) for row in pairs), tuple(tuple(a for _, a in row) for row in pairs)


def _rounded(expected: Number, actual: Number, differ: bool) -> tuple[Number, Number]:
    for digits in _DIGITS:
        pair = _round(expected, digits), _round(actual, digits)
        if not differ or pair[0] != pair[1]:
            return pair
    return expected, actual


def _round(number: Number, digits: int) -> Number:
    if isinstance(number, complex):
        return complex(float(f"{number.real:.{digits}g}"), float(f"{number.imag:.{digits}g}"))
    return float(f"{number:.{digits}g}") if isinstance(number, float) else number
