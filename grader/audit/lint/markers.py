"""Numbers that mark an element as one that does not count: padding, labels to be ignored."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from grader.audit.lint.asked import arguments
from grader.audit.lint.rule import Examined, Fault, Rule
from grader.judge.arrays import array_of
from grader.model.values import Tensor

_MARKER = re.compile(r"(^|_)(pad|padding|ignore|ignored|blank|eos|unk|missing)(_|$)")
_WHOLE = frozenset({"uint8", "int8", "int16", "int32", "int64"})
_SIZES = ("_size", "_length", "_mode")


def never_there(examined: Examined) -> Iterator[Fault]:
    """A number that marks what does not count, such as `pad`, is in none of the integer tensors that are given."""
    seen: dict[str, bool] = {}
    for draw in examined.draws:
        for _, given in arguments(draw):
            whole = [array_of(each) for each in given.values() if isinstance(each, Tensor) and each.dtype in _WHOLE]
            for name, value in given.items():
                is_marker = type(value) is int and _MARKER.search(name) and not name.endswith(_SIZES)
                if is_marker and whole:
                    seen[name] = seen.get(name, False) or any(np.any(array == value) for array in whole)
    yield from (Fault(f"`{name}` occurs in no input") for name, is_there in seen.items() if not is_there)


RULES = (
    Rule(
        "never-there",
        "warning",
        "a function that counts every element passes",
        "draw it too, or write a case that has it",
        "given: {logits: {randn: [B, C]}, targets: {randint: [B], from: 1..5}, pad: $P}",
        "given: {logits: {randn: [B, C]}, targets: {randint: [B], from: 0..5}, pad: $P}",
        never_there,
    ),
)
