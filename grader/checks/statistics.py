"""Samples and chance: what tells one from the distribution that it should have, and how far chance alone takes that.

Plain arithmetic in Python: nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import erf, exp, inf, lgamma, log, sqrt
from statistics import NormalDist

_TINY = 1e-300
_PRECISE = 1e-14
# Above so many degrees of freedom the cube root of chi-square is normal to more digits than a bound needs.
_MANY = 5000


@dataclass(slots=True)
class Part:
    """The kinds from ``first`` to ``last``, counted together: how many were seen, and how many are to be expected."""

    first: str
    last: str
    seen: int
    expected: float

    @property
    def chi_square(self) -> float:
        return (self.seen - self.expected) ** 2 / self.expected


def join_rare(kinds: Iterable[tuple[str, int, float]], least: float) -> list[Part]:
    """Name, count and expected count of each kind; neighbours are joined until ``least`` are expected of each part."""
    parts: list[Part] = []
    for name, seen, expected in kinds:
        if parts and parts[-1].expected < least:
            last = parts[-1]
            last.last, last.seen, last.expected = name, last.seen + seen, last.expected + expected
        else:
            parts.append(Part(name, name, seen, expected))
    if len(parts) > 1 and parts[-1].expected < least:
        rest, last = parts.pop(), parts[-1]
        last.last, last.seen, last.expected = rest.last, last.seen + rest.seen, last.expected + rest.expected
    return parts


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a share ``seen`` of a sample lies up to ``value``, and ``expected`` should."""

    value: float
    seen: float
    expected: float

    @property
    def distance(self) -> float:
        return abs(self.seen - self.expected)


def largest_gap(numbers: Iterable[float], share: Callable[[float], float]) -> Gap:
    """The Kolmogorov–Smirnov distance: ``share`` is what should lie below a number. There must be one at least."""
    ordered = sorted(numbers)
    count = len(ordered)
    gaps = (
        (abs(seen / count - share(number)), number, seen) for at, number in enumerate(ordered) for seen in (at, at + 1)
    )
    _, value, seen = max(gaps)
    return Gap(value, seen / count, share(value))


def normal_share(value: float, mean: float, std: float) -> float:
    """The share of a normal distribution below ``value``."""
    return 0.5 * (1 + erf((value - mean) / (std * sqrt(2))))


def normal_bound(alpha: float) -> float:
    """How many standard deviations a normal number exceeds with probability ``alpha``."""
    return -NormalDist().inv_cdf(alpha)


def gap_bound(count: int, alpha: float) -> float:
    """The Kolmogorov–Smirnov distance that ``count`` samples exceed with probability at most ``alpha``.

    The Dvoretzky–Kiefer–Wolfowitz inequality with Massart's constant: it holds for every ``count``, and far out it is
    the first term of Kolmogorov's series, beside which the others vanish.
    """
    return sqrt(log(2 / alpha) / (2 * count))


def chi_square_bound(degrees: float, alpha: float) -> float:
    """The value that chi-square with ``degrees`` of freedom exceeds with probability ``alpha``."""
    if degrees > _MANY:
        return _cubed(degrees, normal_bound(alpha))
    return 2 * _above(lambda half: 1 - lower_gamma(degrees / 2, half), alpha, degrees / 2)


def chi_square_floor(degrees: float, alpha: float) -> float:
    """The value that chi-square with ``degrees`` of freedom stays below with probability ``alpha``."""
    if degrees > _MANY:
        return _cubed(degrees, -normal_bound(alpha))
    return 2 * _above(lambda half: 1 - lower_gamma(degrees / 2, half), 1 - alpha, degrees / 2)


def counts_bound(expected: Sequence[float], alpha: float) -> float:
    """The chi-square statistic of counts that honest samples exceed with probability ``alpha``.

    ``expected`` are the counts to expect. Chi-square itself is the limit of many samples; for fewer its mean, variance
    and skewness are put right, the skewness as that of independent Poisson counts.
    """
    degrees, total = len(expected) - 1, sum(expected)
    inverse = sum(1 / each for each in expected)
    bins = len(expected)
    variance = 2 * degrees + inverse - (bins * bins + 2 * bins - 2) / total
    third = 8 * degrees + 22 * inverse + sum(1 / each**2 for each in expected)
    scale = third / (4 * variance)
    matched = 8 * variance**3 / third**2
    return degrees + scale * (chi_square_bound(matched, alpha) - matched)


def lower_gamma(shape: float, value: float) -> float:
    """The regularised lower incomplete gamma function P(shape, value): a series below the peak, a fraction above."""
    if value <= 0:
        return 0.0
    scale = exp(shape * log(value) - value - lgamma(shape))
    return scale * _series(shape, value) if value < shape + 1 else 1 - scale * _fraction(shape, value)


def _series(shape: float, value: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > total * _PRECISE:
        step += 1
        term *= value / step
        total += term
    return total


def _fraction(shape: float, value: float) -> float:
    """Lentz's evaluation of the continued fraction of the upper function."""
    b = value + 1 - shape
    c, d = 1 / _TINY, 1 / b
    total, step, change = d, 0, inf
    while abs(change - 1) > _PRECISE:
        step += 1
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or _TINY)
        c = b + a / c or _TINY
        change = d * c
        total *= change
    return total


def _above(upper: Callable[[float], float], alpha: float, start: float) -> float:
    """Where the falling function ``upper`` comes down to ``alpha``, by halving."""
    low, high = 0.0, max(start, 1.0)
    while upper(high) > alpha:
        low, high = high, 2 * high
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if upper(middle) > alpha else (low, middle)
    return high


def _cubed(degrees: float, deviations: float) -> float:
    """Wilson and Hilferty: the cube root of chi-square over its degrees of freedom is nearly normal."""
    return degrees * (1 - 2 / (9 * degrees) + deviations * sqrt(2 / (9 * degrees))) ** 3
