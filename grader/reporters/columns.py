"""Numbers of one table as texts of one kind: as many digits as tell them apart, decimal points below each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from grader.model.excerpt import Number

Write: TypeAlias = Callable[[Number], str]
Pair: TypeAlias = tuple[Number, Number]

# Numbers from here on, and numbers all of which are below there, are written with an exponent.
_LARGE, _TINY = 1e6, 1e-3
_DIGITS, _MOST_DECIMALS = 4, 7


def writer(numbers: Sequence[Number], pairs: Iterable[Pair]) -> Write:
    """How all of ``numbers`` are written, so that the two of each of ``pairs`` look different if they can."""
    apart = list(pairs)
    ways = list(_ways([part for number in numbers for part in _parts(number)]))
    return next((way for way in ways if all(way(one) != way(other) for one, other in apart)), ways[-1])


def aligned(texts: Sequence[str]) -> list[str]:
    """Texts of one width, with their decimal points below each other; what has none ends with the others."""
    halves = [text.partition(".") for text in texts if "." in text] or [("", "", "")]
    left = max(len(head) for head, _, _ in halves)
    right = max(len(point + tail) for _, point, tail in halves)
    wide = max(left + right, *map(len, texts))
    return [f"{_padded(text, right):>{wide}}" for text in texts]


def _padded(text: str, right: int) -> str:
    head, point, tail = text.partition(".")
    return f"{head}{point + tail:<{right}}" if point else text


def _ways(floats: Sequence[float]) -> Iterator[Write]:
    """Every way to write them, the shortest first."""
    finite = [abs(number) for number in floats if math.isfinite(number)]
    plain = [number for number in finite if number < _LARGE]
    largest = max(plain, default=0.0)
    if not finite or any(plain) is (largest >= _TINY) or not any(finite):
        fewest = next((d for d in range(1, _DIGITS) if all(_is_short(each, d) for each in plain)), _DIGITS)
        whole = len(str(int(largest)))
        for decimals in range(max(1, min(fewest, _DIGITS + 1 - whole)), _MOST_DECIMALS):
            yield _fixed(decimals)
    for digits in (3, 5, 8, 16):
        yield _scientific(digits)


def _fixed(decimals: int) -> Write:
    return lambda number: _written(number, lambda x: f"{x:.{decimals}f}" if abs(x) < _LARGE else f"{x:.3e}")


def _scientific(digits: int) -> Write:
    return lambda number: _written(number, lambda x: f"{x:.{digits}e}")


def _written(number: Number, write: Callable[[float], str]) -> str:
    if isinstance(number, complex):
        sign = "-" if math.copysign(1.0, number.imag) < 0 else "+"
        return f"{_float(number.real, write)}{sign}{_float(abs(number.imag), write)}j"
    return _float(number, write) if isinstance(number, float) else str(number)


def _float(number: float, write: Callable[[float], str]) -> str:
    if not math.isfinite(number):
        return str(number)
    text = write(number)
    # A right number that is nearly zero has no sign.
    return text.removeprefix("-") if not any(digit in text for digit in "123456789") else text


def _parts(number: Number) -> tuple[float, ...]:
    """What of it is written with a decimal point."""
    if isinstance(number, complex):
        return number.real, number.imag
    return (number,) if isinstance(number, float) else ()


def _is_short(number: float, decimals: int) -> bool:
    """Whether ``number`` has no more than so many decimals, but for the rounding of single precision."""
    return abs(number - round(number, decimals)) <= 1e-6 * number
