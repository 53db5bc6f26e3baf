"""NaN and infinity, memory that nobody wrote, and what was made and never filled."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.judge.arrays import Array

_GARBAGE = frozenset({"empty", "empty_like", "new_empty", "empty_strided", "Tensor", "FloatTensor", "LongTensor"})
_MAKERS = frozenset({"zeros", "zeros_like", "new_zeros", "ones", "ones_like", "new_ones", "full", "full_like"})
# No number that an exercise asks for is as large as that.
_HUGE = 1e15
# The exponential of such a number is infinite in float32.
_EXP = 88


def _uninitialised(s: Sight) -> Iterator[Finding]:
    call = _call(s, _GARBAGE)
    if call is not None and s.raised is not None and "negative dimension" in s.raised.text:
        yield Finding(parameters={"line": call})
    if call is None or s.a is None or s.e is None:
        return
    with np.errstate(all="ignore"):
        garbage = bool(np.any(~np.isfinite(s.a.astype(float)) | (np.abs(s.a.astype(float)) > _HUGE)))
    sane = bool(np.isfinite(s.e).all()) and float(np.abs(s.e.astype(float)).max(initial=0.0)) < _HUGE
    if sane and (garbage or s.a.shape != s.e.shape):
        yield Finding(parameters={"line": call})


def _call(s: Sight, names: frozenset[str]) -> str | None:
    """The line where the first of ``names`` is called with sizes, quoted."""
    for use in s.code.uses(*names):
        if f"{use.name.rpartition('.')[2]}(" in str(use.place):
            return str(use.place)
    return None


def _not_finite(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.dtype.kind not in "fc" or s.a.shape != s.e.shape:
        return
    if not (np.isfinite(s.e) & ~np.isfinite(s.a)).any():
        return
    kind = "NaN" if np.isnan(s.a).any() else "infinite"
    for cause, what in _causes(s):
        yield Finding(cause, {"kind": kind, "what": what})


def _causes(s: Sight) -> Iterator[tuple[str, str]]:
    """What could be behind it, by what the code calls; what is true of any such number comes last."""
    largest = max((float(np.abs(x[np.isfinite(x)]).max(initial=0.0)) for x in _floats(s)), default=0.0)
    infinite_input = any(not np.isfinite(x).all() for x in _floats(s))
    if s.path.is_gradient:
        yield (
            "gradient",
            "backward also enters the branch that `where` or a mask leaves out, and 0 times infinity is NaN: replace "
            "what is harmful before the function, not after it",
        )
    if infinite_input:
        yield "input", "NaN times 0 is still NaN: choose what counts before you compute with it"
    if largest > _EXP and any(s.code.uses("exp", "softmax", "sigmoid")):
        yield (
            "exp",
            "the exponential of a large number is infinite and that of a very negative one is 0: subtract the largest "
            "first, or use `log_softmax`, `logsumexp` or `softplus`",
        )
    if any(s.code.uses("log")):
        yield "log", "the logarithm of 0 is infinite: keep what goes into it above 0, or use `log_softmax`"
    if _is_masked(s):
        yield "mask", "a row where all is masked with -inf has no softmax: leave each row something to look at"
    yield "any", "look for 0 divided by 0, the root or logarithm of what is not above 0, or the mean of nothing"


def _floats(s: Sight) -> list[Array]:
    return [x for x in (*s.arrays.values(), *s.parameters.values()) if x.dtype.kind == "f"]


def _is_masked(s: Sight) -> bool:
    return any(s.code.uses("masked_fill", "masked_fill_")) and any(s.code.uses("softmax", "log_softmax"))


def _never_filled(s: Sight) -> Iterator[Finding]:
    if (
        s.a is None
        or s.e is None
        or s.a.shape != s.e.shape
        or s.a.size < 2
        or s.path.is_gradient
        or s.path.root == "self"
    ):
        return
    if s.a.dtype.kind == "c" or not np.isfinite(s.a.astype(float)).all() or np.ptp(s.a.astype(float)):
        return
    value = float(s.a.flat[0])
    if (value == 0 or _call(s, _MAKERS)) and not np.all(s.e == s.e.flat[0]):
        yield Finding("zero" if value == 0 else "other", {"value": f"{value:g}"})


RULES = (
    Rule(
        "uninitialised",
        _uninitialised,
        "what it holds was in memory before, since {line} takes its numbers for a size and fills nothing in. Use "
        "`torch.tensor` for given numbers, `torch.zeros` or `torch.rand` for new ones",
        is_fact=True,
    ),
    Rule("not_finite", _not_finite, "there are numbers that are {kind}: {what}", is_fact=True, is_whole=True),
    Rule(
        "never_filled",
        _never_filled,
        "every number is {value}, as where a tensor is made and never written: put what you compute into it",
    ),
)
