"""The right numbers in another dtype, what that dtype did to them, and the wrong device."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.values import FLOATING, Tensor

_WHOLE = frozenset({"uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64"})
_BYTE = 256


def _dtypes(s: Sight) -> tuple[str, str] | None:
    """The expected dtype and the actual one, where they differ and both are tensors."""
    if not isinstance(s.actual, Tensor) or not isinstance(s.expected, Tensor) or s.actual.dtype == s.expected.dtype:
        return None
    return s.expected.dtype, s.actual.dtype


def _integers(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[0] in FLOATING and pair[1] in _WHOLE and s.near(s.a, s.e):
        yield Finding(parameters={"actual": pair[1], "expected": pair[0]})


def _default_dtype(s: Sight) -> Iterator[Finding]:
    """float32 where inputs, and so the answer, are of another precision."""
    pair = _dtypes(s)
    given = {tree.dtype for tree in s.inputs.values() if isinstance(tree, Tensor) and tree.dtype in FLOATING}
    if pair and pair[1] == "float32" and pair[0] in FLOATING and given == {pair[0]} and _about(s):
        yield Finding(parameters={"expected": pair[0]})


def _double(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[1] == "float64" and pair[0] in FLOATING and _about(s):
        yield Finding(parameters={"expected": pair[0]})


def _booleans(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[1] == "bool":
        yield Finding(parameters={"expected": pair[0]})


def _labels_not_long(s: Sight) -> Iterator[Finding]:
    pair = _dtypes(s)
    if pair and pair[0] == "int64" and pair[1] != "bool" and s.near(s.a, s.e):
        yield Finding(parameters={"actual": pair[1]})


def _truncated(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or s.e.dtype.kind != "f" or not s.e.size:
        return
    if not np.isfinite(s.e).all() or np.array_equal(s.e, np.trunc(s.e)) or s.near(s.a, s.e):
        return
    for how, cut in (("trunc", np.trunc(s.e)), ("floor", np.floor(s.e))):
        # Floats that are all 0 were cut off, or never written.
        if np.array_equal(s.a, cut) and (np.any(cut) or s.a.dtype.kind in "iu"):
            yield Finding(how)


def _wrapped(s: Sight) -> Iterator[Finding]:
    if s.a is None or s.e is None or s.a.shape != s.e.shape or not s.e.size or not np.isfinite(s.e).all():
        return
    if np.all(s.e == np.round(s.e)) and not np.array_equal(s.a, s.e) and np.array_equal(s.a, np.mod(s.e, _BYTE)):
        yield Finding()


def _wrong_device(s: Sight) -> Iterator[Finding]:
    if isinstance(s.actual, Tensor) and isinstance(s.expected, Tensor) and s.actual.device != s.expected.device:
        yield Finding(parameters={"actual": s.actual.device, "expected": s.expected.device})


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
        "numbers above 255 began again at 0: convert pictures from uint8 to float before you compute",
    ),
    Rule(
        "truncated",
        _truncated,
        "the decimals are lost: `//` or an integer tensor cuts them off, so compute with floats",
    ),
)
