"""Normalised with another variance, with eps elsewhere, or without the scale and shift that follow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.changed import refilled, with_inputs, with_parameters
from grader.diagnoses.offsets import is_bias
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

_SCALES = frozenset({"weight", "gamma", "scale", "g"})
_EPS = frozenset({"eps", "epsilon"})
# What layers normalise over, from the last dimension to all but the channels.
_AXES = ((-1,), (0,), (-2, -1), (0, 2, 3), (0, 2), (1, 2, 3))


def _correction(s: Sight) -> Iterator[Finding]:
    for x, axes in _normalised(s):
        count = int(np.prod([x.shape[axis] for axis in axes]))
        if count < 2:
            continue
        for eps in (*_eps(s), 1e-5, 0.0):
            n, less = (np.sqrt(x.var(axis=axes, ddof=ddof, keepdims=True) + eps) for ddof in (0, 1))
            if _is_instead(s, n, less):
                yield Finding("n - 1", {"taken": "n - 1", "wanted": "n", "correction": 0})
            elif _is_instead(s, less, n):
                yield Finding("n", {"taken": "n", "wanted": "n - 1", "correction": 1})


def _running(s: Sight) -> Iterator[Finding]:
    """A running variance that was moved towards the variance with the other divisor."""
    old = s.parameters.get(str(s.path.object).replace(".state_dict", ""))
    momentum = {**s.drawn, **s.inputs, **dict(s.call.init)}.get("momentum")
    if s.a is None or s.e is None or old is None or not isinstance(momentum, float) or s.a.shape != s.e.shape:
        return
    if old.shape != s.e.shape or s.near(s.a, s.e) or "var" not in str(s.path):
        return
    for part in (momentum, 1 - momentum):
        kept = (1 - part) * old
        for size in {x.shape[0] for x in s.arrays.values() if x.ndim and x.shape[0] > 1}:
            for taken, wanted, factor in (("n", "n - 1", (size - 1) / size), ("n - 1", "n", size / (size - 1))):
                if s.near(s.a, kept + (s.e - kept) * factor):
                    yield Finding(taken, {"taken": taken, "wanted": wanted, "correction": int(wanted != "n")})


def _eps_place(s: Sight) -> Iterator[Finding]:
    for x, axes in _normalised(s):
        for eps in _eps(s):
            for variance in (x.var(axis=axes, keepdims=True), (x**2).mean(axis=axes, keepdims=True)):
                inside, outside = np.sqrt(variance + eps), np.sqrt(variance) + eps
                if _is_instead(s, inside, outside):
                    yield Finding("outside", {"taken": "behind", "wanted": "inside", "call": "(variance + eps).sqrt()"})
                elif _is_instead(s, outside, inside):
                    yield Finding("inside", {"taken": "inside", "wanted": "behind", "call": "variance.sqrt() + eps"})


def _other_dimension(s: Sight) -> Iterator[Finding]:
    """Normalised over other dimensions; scale and shift may follow."""
    for x, wanted in _normalised(s):
        if not any(s.near(s.e, after) for after in _after(s, _standard(s, x, wanted))):
            continue
        for other, taken in _normalised(s):
            if other is x and taken != wanted and any(s.near(s.a, y) for y in _after(s, _standard(s, x, taken))):
                text = {"wanted": ", ".join(map(str, wanted)), "taken": ", ".join(map(str, taken))}
                yield Finding(f"{taken} for {wanted}", text)


def _standard(s: Sight, x: Array, axes: tuple[int, ...]) -> Array:
    eps = next(iter(_eps(s)), 0.0)
    with np.errstate(all="ignore"):
        return np.asarray(
            (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + eps), dtype=np.float64
        )


def _after(s: Sight, x: Array) -> Iterator[Array]:
    """``x``, and ``x`` scaled and shifted by what is there for that, along the last dimension or the channels."""
    yield x
    flat = {name: y for name, y in {**s.arrays, **s.parameters}.items() if y.ndim == 1}
    scales = [y for name, y in flat.items() if _is_scale(name)]
    shifts = [y for name, y in flat.items() if is_bias(name)]
    for axis, size in enumerate(x.shape):
        along = [-1 if each == axis else 1 for each in range(x.ndim)]
        for scale, shift in zip(scales, shifts, strict=False):
            if scale.size == shift.size == size:
                yield x * scale.reshape(along) + shift.reshape(along)


def _normalised(s: Sight) -> Iterator[tuple[Array, tuple[int, ...]]]:
    """The inputs that the result could be normalised from, with what they could be normalised over."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.size < 2 or s.near(s.a, s.e):
        return
    for x in s.arrays.values():
        if x.dtype.kind == "f" and x.shape == s.e.shape and np.isfinite(x).all():
            for axes in _AXES:
                if all(-x.ndim <= axis < x.ndim for axis in axes) and len({axis % x.ndim for axis in axes}) == len(
                    axes
                ):
                    yield x, axes


def _is_instead(s: Sight, wanted: Array, taken: Array) -> bool:
    """Whether dividing by ``taken`` in place of ``wanted`` makes the actual numbers of the expected."""
    assert s.e is not None
    with np.errstate(all="ignore"):
        return any(s.near(s.a, (s.e - shift) * wanted / taken + shift) for shift in _shifts(s))


def _shifts(s: Sight) -> Iterator[Array]:
    """What may have been added after the division, as it lies along a dimension of the result."""
    assert s.e is not None
    yield np.zeros(())
    for name, bias in {**s.arrays, **s.parameters}.items():
        for axis, size in enumerate(s.e.shape):
            if is_bias(name) and bias.ndim == 1 and bias.size == size:
                yield bias.reshape([-1 if each == axis else 1 for each in range(s.e.ndim)])


def _eps(s: Sight) -> list[float]:
    known = {**s.drawn, **s.inputs, **dict(s.call.init)}
    return [float(value) for name, value in known.items() if name in _EPS and isinstance(value, float) and value > 0]


def _affine_missing(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.size < 2 or s.near(s.a, s.e):
        return
    assigned = [*s.call.assign, *(pair for turn in s.call.turns for pair in turn.assign)]
    trees = {**s.inputs, **dict(assigned)}
    flat = {name: x for name, x in {**s.arrays, **s.parameters}.items() if x.ndim == 1 and name in trees}
    scales = {name: refilled(trees[name], np.ones_like(x)) for name, x in flat.items() if _is_scale(name)}
    shifts = {name: refilled(trees[name], np.zeros_like(x)) for name, x in flat.items() if is_bias(name)}
    for parts in ({**scales, **shifts}, scales) if scales else ():
        new = {name: tree for name, tree in parts.items() if tree is not None}
        if s.near(s.a, s.instead(with_parameters(with_inputs(s.call, new), new))):
            names = " and ".join(f"`{name}`" for name in new)
            yield Finding(names, {"names": names})


def _is_scale(name: str) -> bool:
    return name.rpartition(".")[2] in _SCALES


RULES = (
    Rule(
        "wrong_dimension",
        _other_dimension,
        "mean and variance are taken over other dimensions: yours run over ({taken}), and ({wanted}) are meant",
        variant="normalised",
    ),
    Rule(
        "eps_place",
        _eps_place,
        "`eps` stands {taken} the root, and it belongs {wanted} it: `{call}`",
    ),
    Rule(
        "correction",
        _correction,
        "the variance divides by {taken}, and {wanted} is meant: `std` and `var` take `correction={correction}`",
        variant="normalised",
    ),
    Rule(
        "correction",
        _running,
        "the variance divides by {taken}, and what is kept of it divides by {wanted}: `correction={correction}`",
        variant="running",
    ),
    Rule(
        "affine_missing",
        _affine_missing,
        "normalised as it should be, and {names} not used: multiply and add after the division",
    ),
)
