"""How far a number may be from the expected one. The rule is DESIGN's; ``docs`` for authors explain it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np

from grader.judge.arrays import Array
from grader.model.record import Spent
from grader.model.values import EPSILON, Made, Tensor, Tree, everything_in

# torch.testing.assert_close's defaults, by dtype: (rtol, atol).
_TABLE = {"float16": (1e-3, 1e-5), "bfloat16": (1.6e-2, 1e-5), "float32": (1.3e-6, 1e-5), "float64": (1e-7, 1e-7)}
# On devices other than the CPU and CUDA, whose mathematics is faster than it is exact: what torch's own tests allow the
# least exact operations on Apple's (test/test_mps.py), by dtype: (rtol, atol).
_COARSE = {"float16": (1e-2, 2e-2), "bfloat16": (5e-2, 5e-2), "float32": (3e-5, 1e-4)}
_AS_EXACT_AS_THE_CPU = ("cpu", "cuda")
# TF32 reads the first ten bits of a number's fraction, as many as a float16 has (torch's notes on numerical accuracy).
_AS_TF32 = {"float32": "float16"}
_PARTS = {"complex64": "float32", "complex128": "float64"}
_LARGEST_SHARE = 0.01
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Tolerance:
    """``|actual − expected| ≤ atol + rtol·|expected|``; both 0 is exact."""

    rtol: float
    atol: float


EXACT = Tolerance(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a tolerance follows from in one case: what the author wrote, and the inputs as they were sent.

    ``elements`` is the largest input's number of elements, the length of the longest sum that an answer can rest on.
    ``python`` is the dtype that Python floats are judged as: students get them by ``.item()``, mostly from float32.
    Whole numbers agree exactly unless the check itself says otherwise (``is_explicit``); a course's default does not.
    ``measured`` is what the reference's own rounding asks for, by the place below what is compared (``.1``), and with
    ``is_measured`` all that is allowed; ``resolution`` is what no other way can be nearer than. ``device`` is where the
    reference was made, and ``tf32`` whether it had products in TF32 there.
    """

    rtol: float | None = None
    atol: float | None = None
    elements: int = 1
    python: str = "float32"
    is_explicit: bool = False
    measured: Map[str, float] = field(default_factory=dict)
    is_measured: bool = False
    resolution: float = 0.0
    device: str = "cpu"
    tf32: bool = False

    def tolerance(self, expected: Array, dtype: str, below: str = "") -> Tolerance:
        """For these expected numbers ``below`` the path, at the precision of the floating or complex ``dtype``."""
        dtype = _PARTS.get(dtype, dtype)
        if self.tf32:
            dtype = _AS_TF32.get(dtype, dtype)
        rtol, atol = _TABLE[dtype]
        if self.device not in _AS_EXACT_AS_THE_CPU:
            rtol, atol = _COARSE.get(dtype, (rtol, atol))
        if self.is_measured:
            atol = measured_at(self.measured, below)
        elif self.atol is None:
            rms, spread = _statistics(expected)
            atol = max(atol, 4 * EPSILON[dtype] * sqrt(self.elements) * rms, measured_at(self.measured, below))
            # Zeros, constants and the input must never pass as small numbers.
            atol = max(min(atol, _LARGEST_SHARE * spread) if spread > 0 else atol, self.resolution)
        else:
            atol = self.atol
        return Tolerance(rtol if self.rtol is None else self.rtol, atol)

    def within(self, below: str) -> Rule:
        """The rule for what is ``below``, which is then compared by itself."""
        inside = {
            place.removeprefix(below): allowed for place, allowed in self.measured.items() if is_within(place, below)
        }
        return replace(self, measured=inside or {"": measured_at(self.measured, below)})


def measured_at(measured: Map[str, float], place: str) -> float:
    """What was measured at ``place``, or nearest above it, where it is one of a series; otherwise nothing."""
    while place and place not in measured:
        place = place.rpartition(".")[0]
    return measured.get(place, 0.0)


def is_within(place: str, above: str) -> bool:
    """Whether ``place`` is ``above`` or something of it: ``.1.0`` of ``.1``, not ``.10``."""
    return place == above or place.startswith(f"{above}.")


def rule_for(inputs: list[Tree], spent: Spent | None = None) -> Rule:
    """The rule that follows from the inputs, and from what the reference took of a device.

    Python floats are as precise as the least precise floating input.
    """
    parts = [part for tree in inputs for part in everything_in(tree)]
    tensors = [part for part in parts if isinstance(part, Tensor)]
    floating = {_PARTS.get(tensor.dtype, tensor.dtype) for tensor in tensors if tensor.is_differentiable}
    builds = any(isinstance(part, Made) for part in parts)
    by_coarseness = sorted(floating | ({"float32"} if builds or not floating else set()), key=lambda d: -EPSILON[d])
    rule = Rule(elements=max([1, *(tensor.numel for tensor in tensors)]), python=by_coarseness[0])
    return rule if spent is None else replace(rule, device=spent.device, tf32=spent.tf32)


def _statistics(expected: Array) -> tuple[float, float]:
    """Root mean square and spread of the finite numbers; where all are equal the spread is their size."""
    flat = expected.reshape(-1)
    count, scale, squares = 0, 0.0, 0.0
    lowest, highest = np.full(2, np.inf), np.full(2, -np.inf)
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, _CHUNK):
            chunk = flat[start : start + _CHUNK]
            chunk = chunk[np.isfinite(chunk)].astype(np.complex128 if chunk.dtype.kind == "c" else np.float64)
            if not chunk.size:
                continue
            # Scaled sums of squares: numbers near the largest float64 do not overflow.
            largest = float(max(np.abs(chunk.real).max(), np.abs(chunk.imag).max()))
            if largest > scale:
                squares, scale = squares * (scale / largest) ** 2, largest
            if scale:
                squares += float(np.sum((chunk.real / scale) ** 2) + np.sum((chunk.imag / scale) ** 2))
            count += chunk.size
            parts = (chunk.real, chunk.imag)
            lowest = np.minimum(lowest, [part.min() for part in parts])
            highest = np.maximum(highest, [part.max() for part in parts])
        if not count:
            return 0.0, 0.0
        spread = float(np.max(highest - lowest))
    return scale * sqrt(squares / count), spread if 0 < spread < np.inf else scale
