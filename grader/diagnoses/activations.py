"""A function at the end is missing, or one too many, or runs along another dimension."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from grader.diagnoses.ratios import enough, is_refuted
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

Function = Callable[[Array], Array]


def softmax(x: Array, axis: int) -> Array:
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def log_softmax(x: Array, axis: int) -> Array:
    shifted = x - x.max(axis=axis, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True)))


# In the order in which they are tried: softmax(log_softmax(x)) is softmax(x).
_ELEMENTWISE: Mapping[str, Function] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "abs": np.abs,
    "square": np.square,
}
_LOGS = ("log", "log_softmax", "logsigmoid", "logsumexp")


def _functions(x: Array) -> Iterator[tuple[str, Function]]:
    yield from _ELEMENTWISE.items()
    for axis in range(x.ndim):
        if x.shape[axis] > 1:
            yield f"softmax(dim={axis})", partial(softmax, axis=axis)
            yield f"log_softmax(dim={axis})", partial(log_softmax, axis=axis)


def _pair(s: Sight) -> tuple[Array, Array] | None:
    """The actual and the expected numbers, where a function of the one could be the other."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.path.is_gradient:
        return None
    if s.e.dtype.kind != "f" or s.a.dtype.kind != "f":
        return None
    return (s.a, s.e) if s.e.size and enough(s) and np.isfinite(s.e).all() and not s.near(s.a, s.e) else None


def _activation_missing(s: Sight) -> Iterator[Finding]:
    pair = _pair(s)
    if pair is None:
        return
    for name, function in _functions(pair[0]):
        if name == "square" or not _is(s, function, pair):
            continue
        if name == "exp" and any(s.code.uses(*_LOGS)) and not any(s.code.uses("exp")):
            return  # It is the logarithm that was taken once too often.
        yield Finding(name, {"name": name})


def _activation_twice(s: Sight) -> Iterator[Finding]:
    pair = _pair(s)
    if pair is None:
        return
    for name, function in _functions(pair[1]):
        if _is(s, function, (pair[1], pair[0])):
            yield Finding(name, {"name": name})


def _is(s: Sight, function: Function, pair: tuple[Array, Array]) -> bool:
    """Whether ``function`` of the one is the other."""
    with np.errstate(all="ignore"):
        found = function(pair[0])
    # Where all is 0 in each case, many a function would do.
    is_something = any(peer.a is not None and np.any(peer.a) and np.any(peer.e) for peer in (s, *s.peers))
    fits = bool(np.isfinite(found).all()) and is_something and s.near(found, pair[1])
    return fits and not is_refuted(s, lambda peer: function(np.zeros(()) if peer.e is None else peer.e))


def _softmax_dimension(s: Sight) -> Iterator[Finding]:
    pair = _pair(s)
    if pair is None:
        return
    for how in (np.asarray, np.exp):
        with np.errstate(all="ignore"):
            actual, expected = (_sums_to_one(how(x)) for x in pair)
        taken, wanted = actual - expected, expected - actual
        if len(taken) == 1 and len(wanted) == 1:
            (wrong,), (right,) = taken, wanted
            yield Finding(f"{wrong} for {right}", {"taken": wrong, "wanted": right})


def _sums_to_one(x: Array) -> frozenset[int]:
    """The dimensions along which ``x`` are probabilities."""
    if not np.isfinite(x).all() or np.any(x < 0):
        return frozenset()
    return frozenset(axis for axis in range(x.ndim) if np.allclose(x.sum(axis=axis), 1, atol=1e-4))


RULES = (
    Rule(
        "softmax_dimension",
        _softmax_dimension,
        "your softmax runs along dimension {taken}, where the numbers of dimension {wanted} are to add up to 1: say "
        "`dim={wanted}`",
    ),
    Rule(
        "activation_missing",
        _activation_missing,
        "the last function is missing: `{name}` of your result is what is wanted",
    ),
    Rule(
        "activation_twice",
        _activation_twice,
        "`{name}` is applied once too often: without it the result is right, so give it back as it was before",
    ),
)
