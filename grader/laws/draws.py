"""Other numbers for an input, of the same range: what an honest function accepts in the old ones' place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.random import RandomState
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]


def others(numbers: Numbers, random: RandomState) -> Numbers:
    """Each number replaced by another between the least and the greatest that are there.

    Booleans are turned. Where all are equal, floats move up by as much as they are large, or by about one, and whole
    numbers by one towards zero.
    """
    kind = numbers.dtype.kind
    if not numbers.size:
        return numbers
    if kind == "b":
        return ~numbers
    if kind in "iu":
        return _other_integers(numbers, random)
    if kind == "c":
        drawn = numbers.copy()
        drawn.real, drawn.imag = _other_floats(numbers.real, random), _other_floats(numbers.imag, random)
        return drawn
    return _other_floats(numbers, random)


def _other_integers(numbers: Numbers, random: RandomState) -> Numbers:
    low, high = int(numbers.min()), int(numbers.max())
    if low == high:
        return numbers - 1 if low > 0 else numbers + 1
    drawn = random.randint(0, high - low, numbers.shape, dtype="int64")
    # One of the other numbers between both ends: those from the old one on move up by one.
    return (drawn + (drawn >= numbers - low) + low).astype(numbers.dtype)


def _other_floats(numbers: Numbers, random: RandomState) -> Numbers:
    wide = numbers.astype("float64")
    finite = wide[(wide - wide) == 0.0]
    if not finite.size or finite.min() == finite.max():
        about = max(1.0, abs(float(finite[0]))) if finite.size else 1.0
        return wide + about * random.uniform(0.5, 1.5, wide.shape)
    return wide * 0.0 + random.uniform(float(finite.min()), float(finite.max()), wide.shape)
