"""Attention: scores that are not scaled, a softmax over the queries, the future in sight, rotations of other pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.activations import softmax
from grader.diagnoses.changed import refilled, with_inputs
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

_QUERIES = ("q", "query", "queries", "Q")
_KEYS = ("k", "key", "keys", "K")
_VALUES = ("v", "value", "values", "V")


def _unscaled_scores(s: Sight) -> Iterator[Finding]:
    if not _is_alike(s) or s.e is None:
        return
    q = next((s.arrays[name] for name in _QUERIES if name in s.arrays and s.arrays[name].ndim), None)
    if q is not None:
        name = next(name for name in _QUERIES if name in s.arrays)
        larger = refilled(s.inputs[name], q * q.shape[-1] ** 0.5) if name in s.inputs else None
        if larger is not None and s.near(s.a, s.instead(with_inputs(s.call, {name: larger}))):
            yield Finding("q")
        return
    for name, size in s.sizes.items():
        if s.near(s.a, s.e * size**0.5):
            yield Finding(f"scores {name}")
        elif _are_weights(s, s.e) and s.near(s.a, softmax(np.log(s.e) * size**0.5, -1)):
            yield Finding(f"weights {name}")


def _are_weights(s: Sight, x: Array) -> bool:
    """Whether they are probabilities along the last dimension."""
    return x.ndim > 0 and x.shape[-1] > 1 and bool(np.all(x > 0)) and s.near(x.sum(-1), np.ones(x.shape[:-1]))


def _softmax_over_queries(s: Sight) -> Iterator[Finding]:
    found = _scores(s)
    if found is None or not _is_alike(s):
        return
    scores, v = found
    if s.near(softmax(scores, -1) @ v, s.e) and s.near(softmax(scores, -2) @ v, s.a):
        yield Finding()


def _scores(s: Sight) -> tuple[Array, Array] | None:
    """The scaled scores of the inputs q and k, and v."""
    q, k, v = (
        next((s.arrays[name] for name in names if name in s.arrays), None) for names in (_QUERIES, _KEYS, _VALUES)
    )
    if q is None or k is None or v is None or min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        return None
    scores = q @ k.swapaxes(-1, -2) / q.shape[-1] ** 0.5
    return (scores, v) if scores.shape[-1] == v.shape[-2] else None


def _no_causal_mask(s: Sight) -> Iterator[Finding]:
    if not _is_alike(s) or s.a is None or s.e is None or s.e.ndim < 2:
        return
    if _is_unmasked_weights(s, s.a, s.e) or _is_unmasked(s):
        yield Finding()
        return
    for axis in dict.fromkeys((s.e.ndim - 2, 0 if s.e.ndim == 2 else 1)):
        a, e = (np.moveaxis(x, axis, 0) for x in (s.a, s.e))
        # The last position sees everything in any case.
        if len(e) < 2 or not s.near(a[-1], e[-1]):
            continue
        early = all(not s.near(one, other) for one, other in zip(a[:-1], e[:-1], strict=True))
        if early and _is_causal(s, axis):
            yield Finding()
            return


def _is_unmasked(s: Sight) -> bool:
    """Whether it is attention to everything, and attention to what came before is meant."""
    found = _scores(s)
    if found is None or found[0].shape[-1] != found[0].shape[-2]:
        return False
    scores, v = found
    masked = np.where(np.triu(np.ones(scores.shape[-2:], dtype=bool), 1), -np.inf, scores)
    return s.near(softmax(masked, -1) @ v, s.e) and s.near(softmax(scores, -1) @ v, s.a)


def _is_unmasked_weights(s: Sight, a: Array, e: Array) -> bool:
    """Whether ``e`` has nothing above the diagonal, and is what ``a`` would be without what it has there."""
    above = np.triu(np.ones(e.shape[-2:], dtype=bool), 1)
    if e.shape[-1] != e.shape[-2] or e.shape[-1] < 2 or not np.isfinite(a).all() or not np.all(a[..., above] != 0):
        return False
    if np.all(np.isneginf(e[..., above])):
        return s.near(np.where(above, -np.inf, a), e)
    kept = np.where(above, 0.0, a)
    with np.errstate(all="ignore"):
        return bool(np.all(e[..., above] == 0)) and s.near(kept / kept.sum(-1, keepdims=True), e)


def _is_causal(s: Sight, axis: int) -> bool:
    """Whether another last position in the inputs changes nothing before it, as the reference has it."""
    assert s.e is not None
    length = s.e.shape[axis]
    new = {}
    for name, x in s.arrays.items():
        if name in s.inputs and axis < x.ndim and x.shape[axis] == length and x.dtype.kind in "fi":
            other = np.moveaxis(x.copy(), axis, 0)
            # Of whole numbers, which may be tokens, one that is there is one that may be.
            other[-1] = other[-1] * 0.5 + 1 if x.dtype.kind == "f" else other[0]
            tree = refilled(s.inputs[name], np.moveaxis(other, 0, axis))
            if tree is not None:
                new[name] = tree
    found = s.instead(with_inputs(s.call, new)) if new else None
    if found is None or found.shape != s.e.shape:
        return False
    ours, theirs = (np.moveaxis(x, axis, 0) for x in (s.e, found))
    return s.near(theirs[:-1], ours[:-1]) and not s.near(theirs[-1], ours[-1])


def _rotary_layout(s: Sight) -> Iterator[Finding]:
    """The reference on entries that are laid out the other way, laid back, is what the submission gave."""
    if not _is_alike(s) or s.e is None or s.e.ndim < 2 or s.e.shape[-1] % 2 or s.e.shape[-1] < 4:
        return
    halves = np.arange(s.e.shape[-1]).reshape(2, -1).T.ravel()
    for way, order in (("halves", halves), ("pairs", np.argsort(halves))):
        for name, x in s.arrays.items():
            if name in s.inputs and x.shape == s.e.shape and x.dtype.kind == "f":
                tree = refilled(s.inputs[name], x[..., order])
                found = None if tree is None else s.instead(with_inputs(s.call, {name: tree}))
                if found is not None and s.near(s.a, found[..., np.argsort(order)]):
                    yield Finding(way, dict(zip(("taken", "wanted"), _pairs(way), strict=True)))


def _pairs(way: str) -> tuple[str, str]:
    halves, neighbours = "(i, i + d/2)", "(2i, 2i + 1)"
    return (halves, neighbours) if way == "halves" else (neighbours, halves)


def _is_alike(s: Sight) -> bool:
    """Whether both are several finite numbers of one shape, and not the same."""
    return s.a is not None and s.e is not None and s.a.shape == s.e.shape and s.e.size > 1 and not s.near(s.a, s.e)


RULES = (
    Rule(
        "unscaled_scores",
        _unscaled_scores,
        "the scores are not scaled: divide them by the root of the size of a query before the softmax",
    ),
    Rule(
        "softmax_dimension",
        _softmax_over_queries,
        "your softmax runs over the queries, and the weights of one query are to add up to 1 over the keys: `dim=-1`",
        variant="attention",
    ),
    Rule(
        "no_causal_mask",
        _no_causal_mask,
        "what comes later changes what a position gets: put -inf in the scores above the diagonal, before the softmax",
    ),
    Rule(
        "rotary_layout",
        _rotary_layout,
        "you rotate the pairs {taken}, and {wanted} are meant: see which two entries belong together",
    ),
)
