"""The right numbers in another dtype, what that dtype did to them, and the wrong device."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import FLOATING, Named, Tensor, tensors_in

_WHOLE = frozenset({"uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64"})
_BYTE = 256


def _dtypes(s: Sight) -> tuple[str, str] | None:
    """The expected dtype and the actual one, where they differ and both are tensors."""
    if not isinstance(s.actual, Tensor) or not isinstance(s.expected, Tensor) or s.actual.dtype == s.expected.dtype:
        return None
    return s.expected.dtype, s.actual.dtype


def _integers(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[0] in FLOATING and pair[1] in _WHOLE and (s.is_free or s.near(s.a, s.e)):
        yield Finding(parameters={"actual": pair[1], "expected": pair[0]})


def _default_dtype(s: Sight) -> Iterator[Finding]:
    """float32 where inputs, and so the answer, are of another dtype."""
    pair = _dtypes(s)
    given = {tensor.dtype for tree in s.inputs.values() for _, tensor in tensors_in(tree)}
    given = given & FLOATING or given
    if (
        pair
        and pair[1] == "float32"
        and given == {pair[0]}
        and (_about(s) if pair[0] in FLOATING else s.near(s.a, s.e))
    ):
        yield Finding(parameters={"expected": pair[0]})


def _double(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[1] == "float64" and pair[0] in FLOATING and (s.is_free or _about(s)):
        yield Finding(parameters={"expected": pair[0]})


def _booleans(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[1] == "bool":
        yield Finding(parameters={"expected": pair[0]})


def _labels_not_long(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[0] == "int64" and pair[1] != "bool" and (s.near(s.a, s.e) or _is_empty(s)):
        yield Finding(parameters={"actual": pair[1]})


def _truncated(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.dtype.kind != "f" or not s.e.size:
        return
    if not np.isfinite(s.e).all():
        return
    if np.array_equal(s.e, np.trunc(s.e)) or s.near(s.a, s.e):
        # Whole numbers lose nothing, and are in the wrong dtype as all the others.
        if s.a.dtype.kind in "iu" and np.array_equal(s.a, s.e) and any(map(_loses, s.wrong_peers)):
            yield from (Finding(how) for how in ("trunc", "floor"))
        return
    for how, cut in (("trunc", np.trunc(s.e)), ("floor", np.floor(s.e))):
        # Floats that are all 0 were cut off, or never written.
        if np.array_equal(s.a, cut) and (np.any(cut) or s.a.dtype.kind in "iu" or any(map(_keeps, s.wrong_peers))):
            yield Finding(how)


def _loses(s: Sight) -> bool:
    return s.e is not None and s.e.dtype.kind == "f" and not np.array_equal(s.e, np.trunc(s.e))


def _keeps(s: Sight) -> bool:
    """Whether something is left where the decimals are cut off."""
    return s.a is not None and bool(np.any(s.a)) and _loses(s)


def _wrapped(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or not s.e.size or not np.isfinite(s.e).all():
        return
    if np.all(s.e == np.round(s.e)) and not np.array_equal(s.a, s.e) and np.array_equal(s.a, np.mod(s.e, _BYTE)):
        yield Finding()


def _wrong_device(s: Sight) -> Iterator[Finding]:
    ours, theirs = s.expected, s.actual
    if isinstance(theirs, Tensor) and isinstance(ours, Tensor) and theirs.device != ours.device:
        yield Finding(parameters={"actual": theirs.device, "expected": ours.device})
    if not isinstance(ours, Named) or not isinstance(theirs, Named) or s.path.steps[-1:] != ("device",):
        return
    if ours.value != theirs.value:
        yield Finding(parameters={"actual": str(theirs.value), "expected": str(ours.value)})


def _is_empty(s: Sight) -> bool:
    """Whether nothing is in it, as should be: of that, only the dtype can be wrong."""
    return s.a is not None and s.e is not None and s.a.shape == s.e.shape and not s.e.size


def _about(s: Sight) -> bool:
    """Whether the numbers agree to the precision of the coarser of the two dtypes."""
    if s.a is None or s.e is None or s.a.shape != s.e.shape:
        return False
    with np.errstate(all="ignore"):
        return bool(np.allclose(s.a, s.e, rtol=1e-2, atol=1e-2 * float(np.abs(s.e).max(initial=0.0)), equal_nan=True))


RULES = (
    Rule(
        "wrong_device",
        _wrong_device,
        "the answer lies on {actual}, and {expected} is asked for: `.to(…)` moves it there and returns a new tensor",
        is_fact=True,
    ),
    Rule(
        "booleans",
        _booleans,
        "a comparison gives True and False, and {expected} is asked for: convert it with `.to(…)`, or count "
        "with `.sum()`",
        is_fact=True,
    ),
    Rule(
        "integers",
        _integers,
        "the right numbers as {actual}, and {expected} is asked for: whole numbers make an integer tensor, so write "
        "`1.` or `dtype=torch.{expected}`",
        is_fact=True,
    ),
    Rule(
        "labels_not_long",
        _labels_not_long,
        "the right numbers as {actual}: indices and labels are `torch.long`, which `.long()` makes",
        is_fact=True,
        is_whole=True,
    ),
    Rule(
        "double",
        _double,
        "the right numbers as float64, and {expected} is asked for: NumPy and Python floats have double precision, so "
        "convert them with `.to(torch.{expected})`",
        is_fact=True,
    ),
    Rule(
        "default_dtype",
        _default_dtype,
        "the input is {expected} and your answer float32: new tensors have torch's default dtype, so make them with "
        "`torch.zeros_like(x)` or `dtype=x.dtype`",
        is_fact=True,
    ),
    Rule(
        "wrapped",
        _wrapped,
        "uint8 holds 0 to 255 and begins again beyond either end: convert it before you compute, to a dtype that has "
        "room for what comes out",
    ),
    Rule(
        "truncated",
        _truncated,
        "the decimals are lost: `//` or an integer tensor cuts them off, so compute with floats",
    ),
)
