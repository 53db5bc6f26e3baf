"""`between`: every number within a range, both ends included.

Probabilities lie in 0 and 1, pixels below 256, token ids below the size of the vocabulary. An end may be a size of
`let`, and may be left out. NaN lies nowhere; a number that is an end but for its own rounding is within.
"""

from __future__ import annotations

from math import inf

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role, arrays_in
from grader.model.message import Message
from grader.model.ranges import ends_of, names_in, parse_range
from grader.model.values import EPSILON, type_name


def judge(argument: object, evidence: Evidence) -> Message | None:
    bounds = parse_range(str(argument))
    low, high = ends_of(bounds, evidence.drawn)
    wanted = f"{_end(low)}..{_end(high)}" if names_in(bounds) else str(argument)
    arrays = arrays_in(evidence.actual, evidence)
    if arrays is None:
        return Message("between.no_numbers", {"expected": wanted, "actual": type_name(evidence.actual)})
    total, outside, worst, distance = 0, 0, 0.0, -1.0
    rounding = EPSILON.get(getattr(evidence.actual, "dtype", ""), EPSILON["float32"])
    least = -inf if low is None else low - rounding * abs(low)
    most = inf if high is None else high + rounding * abs(high)
    for array in arrays:
        numbers = array.astype("float64")
        total += numbers.size
        wrong = numbers[~((numbers >= least) & (numbers <= most))]
        outside += wrong.size
        for number in (float(wrong.min()), float(wrong.max())) if wrong.size else ():
            off = max(least - number, number - most)
            if off > distance or number != number:
                worst, distance = number, inf if number != number else off
    if not outside:
        return None
    return Message(
        "between.outside", {"expected": wanted, "count": outside, "total": total, "worst": _read(worst, low, high)}
    )


def _end(number: int | float | None) -> str:
    return "" if number is None else str(number)


def _read(number: float, low: float | None, high: float | None) -> str:
    """A number that is not within, with as many digits as show it."""
    short = float(f"{number:.6g}")
    is_within = (low is None or low <= short) and (high is None or short <= high)
    return repr(number if is_within else short)


def _names(argument: object) -> tuple[Mention, ...]:
    return tuple(Mention(Role.SIZE, name) for name in names_in(parse_range(str(argument))))


KIND = Kind(
    name="between",
    summary="every number within a range, both ends included",
    schema={
        "type": "string",
        "pattern": r"\.\.",
        "description": "A range such as `0.0..1.0`, `0..V-1` or `0..`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "between.outside": "{count} of {total} numbers not in {expected}, the farthest is {worst}",
        "between.no_numbers": "expected numbers in {expected}, got {actual}",
    },
    example="""\
- id: sample-tokens
  call: sample_tokens
  let: {V: 5..20}
  given: {logits: {randn: [V]}, count: 8}
  expect:
    result: {between: 0..V-1}
""",
    names=_names,
    undecided=frozenset({"between.no_numbers"}),
)
