"""Inputs of few small whole numbers, by which mistakes cannot be told apart.

Of two numbers such as 2 and 4, half, the square root and minus two are all the same: hints that name a mistake would be
guesses, and wrong formulas agree by chance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.audit.lint.asked import input_tensors
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import Array, array_of
from grader.pipeline.expected import Expected

_LARGEST = 10


def small_whole_numbers(examined: Examined) -> Iterator[Fault]:
    """A floating answer is compared, and every floating input of every draw is a small whole number."""
    floats = [each for each in examined.every_comparison if each.wanted.dtype.kind in "fc"]
    numbers = [found for draw in examined.draws for found in _floating(draw)]
    if not floats or not numbers:
        return
    whole = all(np.all(each == np.round(each)) and np.all(np.abs(each) <= _LARGEST) for each in numbers)
    differ = any(np.any(each != numbers[0].reshape(-1)[0]) for each in numbers) or np.abs(numbers[0]).max() > 1
    if whole and differ:  # zeros and ones alone are something to be filled
        yield Fault("every floating input is a small whole number")


def _floating(draw: Expected) -> list[Array]:
    """The floating tensors that are given; where there are none, the floats."""
    tensors = [array_of(each) for each in input_tensors(draw) if each.is_differentiable and each.numel]
    return tensors or [np.array([value]) for _, value in draw.call.given if isinstance(value, float)]


RULES = (
    Rule(
        "small-integers",
        "warning",
        "different formulas agree on them, so wrong ones pass and hints guess",
        "add a case with drawn numbers, as in `{randn: [N]}`",
        "given: {x: {tensor: [1.0, 2.0, 3.0]}}",
        "- {title: any numbers, given: {x: {randn: [N]}}}",
        small_whole_numbers,
    ),
)
