"""Inputs that hide which is which, or what is where: two that are the same, and one that is one number everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from grader.audit.lint.asked import arguments, every_check
from grader.audit.lint.parameters import NAMES
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import array_of
from grader.judge.case import is_pooled
from grader.model.values import Tensor
from grader.pipeline.expected import Expected


def same_inputs(examined: Examined) -> Iterator[Fault]:
    """Two tensors that a function is given are the same in every case."""
    pairs: dict[tuple[str, str], list[bool]] = {}
    for given in _given(examined):
        for (a, one), (b, other) in combinations(given.items(), 2):
            pairs.setdefault((a, b), []).append(one == other and not _is_constant(one))
    told: set[str] = set()
    for first in dict.fromkeys(name for name, _ in pairs):
        others = [b for (a, b), are_same in pairs.items() if a == first and all(are_same)]
        if others and first not in told:
            told.update(others)
            yield Fault(f"`{first}` and {' and '.join(f'`{name}`' for name in others)} are the same in every case")


def one_number(examined: Examined) -> Iterator[Fault]:
    """A tensor that a function is given, and leaves as it is, holds one number everywhere in every case."""
    if any(is_pooled(check) for case in examined.exercise.cases for check in every_check(case)):
        return  # chance is best seen where everything else is the same
    found: dict[str, list[Tensor]] = {}
    for given in _given(examined):
        for name, tensor in given.items():
            found.setdefault(name, []).append(tensor)
    filled = {name for draw in examined.draws for name in _changed(draw)}
    for name, tensors in found.items():
        if name not in filled | NAMES and all(map(_is_constant, tensors)) and any(each.numel > 1 for each in tensors):
            yield Fault(f"every element of `{name}` is one number in every case")


def _given(examined: Examined) -> Iterator[dict[str, Tensor]]:
    """For each function that is called in a draw, the tensors that it is given."""
    for draw in examined.draws:
        for _, given in arguments(draw):
            yield {name: tree for name, tree in given.items() if isinstance(tree, Tensor)}


def _changed(draw: Expected) -> Iterator[str]:
    for name, sent in draw.draft.inputs.items():
        after = draw.record.values.get(name)
        if isinstance(sent, Tensor) and isinstance(after, Tensor) and bytes(sent.data) != bytes(after.data):
            yield name


def _is_constant(tensor: Tensor) -> bool:
    array = array_of(tensor).reshape(-1)
    return bool(np.all(array == array[:1]))


RULES = (
    Rule(
        "same-inputs",
        "warning",
        "a function that takes one for the other passes",
        "draw each of them in at least one case",
        "given: {q: {randn: [B, S, D]}, k: $q, v: $q}",
        "given: {q: {randn: [B, S, D]}, k: {randn: [B, S, D]}, v: {randn: [B, S, D]}}",
        same_inputs,
    ),
    Rule(
        "constant-input",
        "warning",
        "what is taken from the wrong place, or left out, is the same number",
        "draw it, as in `{randn: [B, C]}` or `{randint: [B], from: 0..C-1}`",
        "given: {x: {randn: [B, C]}, y: {zeros: [B], dtype: int64}}",
        "given: {x: {randn: [B, C]}, y: {randint: [B], from: 0..C-1}}",
        one_number,
    ),
)
