"""`trend`: where a series of numbers goes, `up` or `down` at every step, or `rising` or `falling` on the whole.

A schedule goes down and never up; a loss falls, with noise. `up` and `down` allow equal neighbours, but not a constant
series. On the whole means that the last third is above or below the first third, on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.checks.kind import Evidence, Kind, Observation
from grader.model.message import Message, Parameter
from grader.model.values import type_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UP = ("up", "rising")


def judge(argument: object, evidence: Evidence) -> Message | None:
    array = evidence.array(evidence.actual)
    if array is None or array.dtype.kind == "c" or array.size != max(array.shape, default=1):
        return Message("trend.no_series", {"actual": type_name(evidence.actual)})
    series = array.reshape(-1).astype("float64")
    if series.size < 2:
        return Message("trend.short", {"count": int(series.size)})
    if evidence.count_not_finite(evidence.actual):
        return Message("trend.not_finite")
    # Halved, so that no difference overflows.
    towards = series / 2 if argument in _UP else -series / 2
    if argument in ("up", "down"):
        return _steps(str(argument), towards, series)
    third = max(1, series.size // 3)
    first, last = (towards[:third] / third).sum(), (towards[-third:] / third).sum()
    if last > first:
        return None
    means = [float((part / third).sum()) for part in (series[:third], series[-third:])]
    ends = {"first": f"{means[0]:.6g}", "last": f"{means[1]:.6g}"}
    return Message("trend.not_rising" if argument in _UP else "trend.not_falling", ends)


def _steps(direction: str, towards: NDArray[Any], series: NDArray[Any]) -> Message | None:
    steps = towards[1:] - towards[:-1]
    back = (steps < 0).nonzero()[0]
    if back.size:
        at = int(back[0])
        parameters: dict[str, Parameter] = {
            "at": at + 1,
            "before": f"{float(series[at]):.6g}",
            "after": f"{float(series[at + 1]):.6g}",
        }
        return Message("trend.not_up" if direction == "up" else "trend.not_down", parameters)
    return None if steps.any() else Message("trend.constant", {"value": f"{float(series[0]):.6g}"})


KIND = Kind(
    name="trend",
    summary="where a series of numbers goes: up, down, rising or falling",
    schema={
        "enum": ["up", "down", "rising", "falling"],
        "description": "`up` or `down` at every step, `rising` or `falling` on the whole.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "trend.not_up": "it should go up and goes down from {before} to {after}, at index {at}",
        "trend.not_down": "it should go down and goes up from {before} to {after}, at index {at}",
        "trend.not_rising": "it should rise; its last third is {last} on average, its first {first}",
        "trend.not_falling": "it should fall; its last third is {last} on average, its first {first}",
        "trend.constant": "every number is {value}",
        "trend.not_finite": "there is NaN or infinity in it",
        "trend.short": "expected at least two numbers, got {count}",
        "trend.no_series": "expected a series of numbers, got {actual}",
    },
    example="""\
- id: losses
  call: losses
  given: {steps: 30}
  expect:
    result: {trend: falling}
""",
    undecided=frozenset({"trend.no_series", "trend.short"}),
)
