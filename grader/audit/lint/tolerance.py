"""Tolerances that an author wrote, beside the numbers that they are for.

`atol: 0.01` reads like little. Beside the probabilities of a hundred classes it is everything: zeros pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import numpy as np

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import Array
from grader.judge.margins import Compared
from grader.model.spec import COURSE_FILE

_LARGEST_SHARE = 0.01
_REMEDY = "leave `rtol` and `atol` out, or write `atol: measured`"


def zeros_pass(examined: Examined) -> Iterator[Fault]:
    """A tolerance that was written takes zeros for what is expected in every draw, though that is not zero."""
    for group in _stated(examined):
        nonzero = [each for each in group if np.any(each.wanted)]
        if nonzero and all(map(_takes_zeros, nonzero)):
            yield Fault(f"{_tolerance(group[0], examined)} takes zeros for `{group[0].path}`", group[0].check.line)


def too_wide(examined: Examined) -> Iterator[Fault]:
    """A tolerance that was written is more than a hundredth of the spread of what is expected, in most draws."""
    for group in _stated(examined):
        shares = [share for each in group if (share := _share(each, group)) is not None]
        nonzero = [each for each in group if np.any(each.wanted)]
        if shares and median(shares) > _LARGEST_SHARE and not all(map(_takes_zeros, nonzero)):
            text = f"{_tolerance(group[0], examined)} is {median(shares):.0%} of the spread of `{group[0].path}`"
            yield Fault(text, group[0].check.line)


def _stated(examined: Examined) -> list[list[Compared]]:
    """What is compared within a tolerance that somebody wrote in numbers: one group for each check and place."""
    course = examined.course
    groups: dict[tuple[str, str], list[Compared]] = {}
    for each in (*examined.every_comparison, *(compared for ways in examined.ways for compared in ways)):
        numbers = (each.check.rtol, each.check.atol, course.rtol, course.atol)
        is_stated = not each.check.measured and any(number is not None for number in numbers)
        if is_stated and not each.is_exact and np.all(np.isfinite(each.wanted)):
            groups.setdefault((repr(each.check), each.path), []).append(each)
    return list(groups.values())


def _takes_zeros(each: Compared) -> bool:
    sizes = np.abs(each.wanted)
    return bool(np.all(sizes <= each.tolerance.atol + each.tolerance.rtol * sizes))


def _share(each: Compared, group: list[Compared]) -> float | None:
    """What is allowed beside how far the numbers are apart; beside their size where all are one number."""
    spread = _spread(each.wanted) or _spread(np.concatenate([other.wanted.reshape(-1) for other in group]))
    spread = spread or float(np.abs(each.wanted).max())
    size = float(np.sqrt(np.mean(np.abs(each.wanted.astype(np.complex128)) ** 2)))
    allowed = each.tolerance.atol + each.tolerance.rtol * size
    if spread == 0 or (each.wanted.dtype.kind in "biu" and allowed < 1):
        return None
    return allowed / spread


def _spread(numbers: Array) -> float:
    wide = numbers.astype(np.complex128)
    return float(max(np.ptp(wide.real), np.ptp(wide.imag)))


def _tolerance(each: Compared, examined: Examined) -> str:
    rtol, atol, course = each.tolerance.rtol, each.tolerance.atol, examined.course
    of_course = (each.check.rtol, each.check.atol) in ((None, None), (course.rtol, course.atol))
    whose = f", that of `{COURSE_FILE}`," if of_course else ""
    return f"a tolerance of {atol:.2g}" + (f" + {rtol:.2g} of each number" if rtol else "") + whose


RULES = (
    Rule(
        "zeros-pass",
        "error",
        "a function that computes nothing passes",
        _REMEDY,
        "expect: {result: {like: reference, atol: 0.5}}",
        "expect: {result: {like: reference, atol: measured}}",
        zeros_pass,
    ),
    Rule(
        "wide-tolerance",
        "error",
        "wrong answers that come near pass",
        _REMEDY,
        "expect: {result: {like: reference, atol: 0.02}}",
        "expect: {result: {like: reference, rtol: 1.0e-5, atol: 1.0e-6}}",
        too_wide,
    ),
)
