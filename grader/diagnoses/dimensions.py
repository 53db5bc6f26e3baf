"""A dimension of size one too many or too few, or two shapes that broadcast."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

_TARGET_SIZE = "target size"


def _squeezed_batch(s: Sight) -> Iterator[Finding]:
    """Only where the batch is one, and larger batches keep their dimension; something must squeeze it."""
    if s.code.is_begun and not any(s.code.uses("squeeze", "squeeze_")):
        return
    if (
        s.a is None
        or s.e is None
        or s.a.ndim >= s.e.ndim
        or 1 not in s.e.shape
        or not s.near(s.a.squeeze(), s.e.squeeze())
    ):
        return
    if any(p.is_right and p.e is not None and p.e.ndim == s.e.ndim and 1 not in p.e.shape for p in s.peers):
        yield Finding()


def _extra_dimension(s: Sight) -> Iterator[Finding]:
    if s.a is not None and s.e is not None and s.a.ndim > s.e.ndim and s.near(s.a.squeeze(), s.e.squeeze()):
        fits = [d for d in range(s.a.ndim) if s.a.shape[d] == 1 and _without(s.a.shape, d) == s.e.shape]
        yield from _by_axis(fits)


def _missing_dimension(s: Sight) -> Iterator[Finding]:
    if s.a is not None and s.e is not None and s.a.ndim < s.e.ndim and s.near(s.a.squeeze(), s.e.squeeze()):
        fits = [d for d in range(s.e.ndim) if s.e.shape[d] == 1 and s.a.shape == _without(s.e.shape, d)]
        yield from _by_axis(fits)


def _by_axis(axes: list[int]) -> Iterator[Finding]:
    """Each dimension that could be meant: where several have size one, other cases tell which of them is."""
    for axis in axes:
        yield Finding(str(axis), {"which": f"dimension {axis}"})
    if not axes:
        yield Finding("several", {"which": "more than one dimension"})


def _broadcast(s: Sight) -> Iterator[Finding]:
    warned = any(_TARGET_SIZE in warning for warning in s.submission.warnings)
    if warned and s.a is not None and not s.near(s.a, s.e):
        yield Finding()
        return
    if s.a is None or s.e is None or s.a.ndim != 2 or s.a.shape[0] != s.a.shape[1] or s.a.shape[0] < 2:
        return
    if s.e.size == s.a.shape[0] and s.near(np.diagonal(s.a), s.e.ravel()):
        yield Finding()


def _only_shape(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape == s.e.shape or not s.near(s.a.ravel(), s.e.ravel()):
        return
    # Dimensions of size one alone are no other shape.
    if any(p.a is not None and p.e is not None and p.a.squeeze().shape != p.e.squeeze().shape for p in s.wrong_peers):
        yield Finding()


def _without(shape: tuple[int, ...], axis: int) -> tuple[int, ...]:
    return (*shape[:axis], *shape[axis + 1 :])


RULES = (
    Rule(
        "batch_squeezed",
        _squeezed_batch,
        "a batch of one loses its dimension, as `squeeze()` takes every dimension of size one: name the one that you "
        "mean, as in `squeeze(-1)`",
    ),
    Rule(
        "extra_dimension",
        _extra_dimension,
        "the right numbers with {which} of size one too many: `squeeze` takes it away, or leave out `keepdim=True`",
        is_whole=True,
    ),
    Rule(
        "missing_dimension",
        _missing_dimension,
        "the right numbers without {which} of size one: keep it with `keepdim=True`, or put it back with `unsqueeze`",
        is_whole=True,
    ),
    Rule(
        "broadcast",
        _broadcast,
        "two shapes such as (N, 1) and (N,) were stretched over each other to (N, N): give both the same shape first",
    ),
)
# Of all that differs in shape alone, what no rule before has named.
LAST = (
    Rule("only_shape", _only_shape, "the right numbers in the right order: only the shape is another, so `reshape` it"),
)
