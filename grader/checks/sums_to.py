"""`sums_to`: what the numbers sum to, all of them or along `dim`.

Attention weights and probabilities sum to one along an axis, deviations from a mean to zero. What is allowed follows
from the precision of the numbers and how large they are, as their sum was rounded on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, prod, sqrt
from typing import TYPE_CHECKING, Any

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message
from grader.model.values import EPSILON, Tensor, type_name

if TYPE_CHECKING:  # kinds load without NumPy
    from numpy.typing import NDArray

_MOST = 1 << 16


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums, how far each is off, and how far it may be: one entry for each that the other axes say."""

    sums: NDArray[Any]
    errors: NDArray[Any]
    allowed: NDArray[Any]


def judge(argument: object, evidence: Evidence) -> Message | None:
    found = _sums(argument, evidence)
    if isinstance(found, Message):
        return found
    wrong = ~((found.errors <= found.allowed) & (found.errors < inf))
    if not wrong.any():
        return None
    # NaN is the worst there is.
    worst = int((wrong * (1 + found.errors)).argmax())
    return Message(
        "sums_to.differs",
        {
            "expected": f"{_wanted(argument):g}",
            "count": int(wrong.sum()),
            "total": int(found.sums.size),
            "worst": f"{float(found.sums[worst]):.6g}",
            "allowed": f"{float(found.allowed[worst]):.2g}",
        },
    )


def uses(argument: object, evidence: Evidence) -> float | None:
    found = _sums(argument, evidence)
    if isinstance(found, Message):
        return None
    shares = found.errors[found.errors > 0] / found.allowed[found.errors > 0]
    return float(shares.max(initial=0.0))


def _sums(argument: object, evidence: Evidence) -> _Sums | Message:
    wanted, dim = _wanted(argument), argument.get("dim") if isinstance(argument, dict) else None
    array = evidence.array(evidence.actual)
    if array is None or array.dtype.kind == "c":
        return Message("sums_to.no_numbers", {"expected": f"{wanted:g}", "actual": type_name(evidence.actual)})
    axes = range(array.ndim) if dim is None else dim if isinstance(dim, list | tuple) else (dim,)
    if not all(-array.ndim <= axis < array.ndim for axis in axes):
        return Message("sums_to.no_dim", {"dim": str(dim), "shape": str(array.shape)})
    axes = tuple({axis % array.ndim for axis in axes})
    # Along an axis of size 0 there are as many sums of nothing as the other axes say.
    if prod(size for axis, size in enumerate(array.shape) if axis not in axes) > max(array.size, _MOST):
        return Message("sums_to.no_numbers", {"expected": f"{wanted:g}", "actual": type_name(evidence.actual)})
    numbers = array.astype("float64")
    sums, sizes = numbers.sum(axis=axes).reshape(-1), abs(numbers).sum(axis=axes).reshape(-1)
    dtype = evidence.actual.dtype if isinstance(evidence.actual, Tensor) else "float32"
    terms = numbers.size / max(sums.size, 1)
    allowed = EPSILON.get(dtype, EPSILON["float64"]) * (8 + sqrt(terms)) * (sizes + abs(wanted))
    return _Sums(sums, abs(sums - wanted), allowed)


def _wanted(argument: object) -> float:
    written: Any = argument["value"] if isinstance(argument, dict) else argument
    return float(written)


KIND = Kind(
    name="sums_to",
    summary="what the numbers sum to, all of them or along `dim`",
    schema={
        "type": ["number", "object"],
        "if": {"type": "object"},
        "then": {
            "properties": {
                "value": {"type": "number"},
                "dim": {
                    "type": ["integer", "array"],
                    "if": {"type": "array"},
                    "then": {"items": {"type": "integer"}, "minItems": 1, "uniqueItems": True},
                },
            },
            "required": ["value"],
            "additionalProperties": False,
        },
        "description": "A number, or `{value: 1.0, dim: -1}`; `dim` may be a list.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "sums_to.differs": "expected a sum of {expected}, {count} of {total} sums differ, the worst is {worst} "
        "(allowed {allowed} off)",
        "sums_to.no_numbers": "expected numbers that sum to {expected}, got {actual}",
        "sums_to.no_dim": "there is no dimension {dim} in the shape {shape}",
    },
    example="""\
- id: attention-weights
  call: attention_weights
  let: {S: 2..6}
  given: {scores: {randn: [S, S]}}
  expect:
    result: {between: 0.0..1.0, sums_to: {value: 1.0, dim: -1}}
""",
    undecided=frozenset({"sums_to.no_numbers", "sums_to.no_dim"}),
    uses=uses,
)
