"""The right numbers with their axes in another order, or laid out anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

# Of more axes all orders are too many to try.
_MOST_AXES = 5


def _transposed(s: Sight) -> Iterator[Finding]:
    if s.a is not None and s.a.ndim == 2 and s.near(s.a.T, s.e):
        yield Finding()


def _batch_first(s: Sight) -> Iterator[Finding]:
    recurrent = any(True for _ in s.code.uses("RNN", "LSTM", "GRU", "pad_sequence", "pad_packed_sequence"))
    if recurrent and s.a is not None and s.a.ndim in (2, 3) and s.near(s.a.swapaxes(0, 1), s.e):
        yield Finding()


def _permuted(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or not 2 < s.a.ndim <= _MOST_AXES or s.a.ndim != s.e.ndim:
        return
    for order in permutations(range(s.a.ndim)):
        if order != tuple(range(s.a.ndim)) and s.near(s.a.transpose(order), s.e):
            text = ", ".join(map(str, order))
            yield Finding(text, {"order": text})


def _reshaped(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.size < 2 or s.a.size != s.e.size or s.near(s.a.ravel(), s.e.ravel()):
        return
    if not s.near(np.sort(s.a, axis=None), np.sort(s.e, axis=None)):
        return
    for name, x in s.arrays.items():
        if x.size == s.a.size and x.shape != s.a.shape and s.near(s.a.ravel(), x.ravel()):
            yield Finding(name, {"name": f"all of `{name}`"})
    for order in permutations(range(s.e.ndim)) if 1 < s.e.ndim <= _MOST_AXES and s.a.shape == s.e.shape else ():
        # The numbers in the order of other axes, cut anew.
        if sum(size > 1 for size in s.e.shape) > 1 and s.near(s.a.ravel(), s.e.transpose(order).ravel()):
            yield Finding(str(order), {"name": "all that is wanted"})


RULES = (
    Rule(
        "batch_first",
        _batch_first,
        "sequence and batch are exchanged: recurrent layers and `pad_sequence` put the sequence first, unless they are "
        "told `batch_first=True`",
    ),
    Rule("transposed", _transposed, "it is the transpose of what is wanted: swap the two dimensions with `.T`"),
    Rule(
        "axes_permuted",
        _permuted,
        "the right numbers with the axes in another order: `.permute({order})` of it is what is wanted",
    ),
    Rule(
        "reshaped",
        _reshaped,
        "{name} is there and in the wrong places: `view` and `reshape` keep the order in memory, while "
        "`transpose` and `permute` exchange axes",
    ),
)
