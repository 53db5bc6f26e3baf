"""`distribution`: numbers that are drawn as they should be, judged over all repeats of a case together.

A dropout that keeps too much, an initialisation with the wrong spread and a batch that never starts at the last place
look right in every single call. Bounds follow from how many numbers there are: an honest sample of independent numbers
is failed once in a million, whatever its size. A uniform range with whole ends holds whole numbers, each as likely as
any other (chi-square of the counts; rare ones are counted together). A real range and `normal` are compared by the
largest gap between the two distributions (Kolmogorov and Smirnov), `normal` by mean and spread as well. Of `choices`
every number must be one, as often as `weights` say. At least a hundred numbers are needed, and enough to expect ten of
two kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from grader.checks.kind import Evidence, Kind, Mention, Observation, Role, arrays_in
from grader.checks.statistics import (
    chi_square_bound,
    chi_square_floor,
    counts_bound,
    gap_bound,
    join_rare,
    largest_gap,
    normal_bound,
    normal_share,
)
from grader.model.message import Message
from grader.model.ranges import ends_of, names_in, parse_range
from grader.model.values import EPSILON, type_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

# One false alarm in a million, all tests of one check together.
_ALPHA = 1e-6
_FEWEST = 100
# A kind of number that is expected less often is counted together with its neighbours.
_RARE = 10
# So many numbers tell all that a bound can see; of more, every so many-th is counted.
_MOST = 1 << 18


def judge(argument: object, evidence: Evidence) -> Message | None:
    arrays: list[NDArray[Any]] = []
    for tree in evidence.pooled:
        found = arrays_in(tree, evidence)
        if found is None:
            return Message("distribution.no_numbers", {"actual": type_name(tree)})
        arrays += found
    total = sum(array.size for array in arrays)
    if total < _FEWEST:
        return Message("distribution.few", {"count": total, "needed": _FEWEST})
    wanted = argument if isinstance(argument, dict) else {}
    if "choices" in wanted:
        return _choices(wanted, arrays)
    if "normal" in wanted:
        return _normal(wanted["normal"], arrays)
    text = str(wanted.get("uniform"))
    low, high = ends_of(parse_range(text), evidence.drawn)
    if low is None or high is None or not low < high:
        return Message("distribution.impossible", {"range": text})
    if isinstance(low, float):
        return _real(low, float(high), arrays)
    return _whole(low, int(high), arrays)


def _whole(low: int, high: int, arrays: list[NDArray[Any]]) -> Message | None:
    """Whole numbers, each as likely as any other; a range too wide to count is cut into equal parts."""
    wrong = [part for array in arrays if (part := _outside(array, low, high, whole=True)).size]
    if wrong:
        return _not_among(f"{low}..{high}", arrays, wrong)
    kinds = high - low + 1
    width = -(-kinds // min(kinds, _MOST))
    counts = [0] * -(-kinds // width)
    for number in _numbers(arrays):
        counts[(int(number) - low) // width] += 1
    shares = [min(width, kinds - at * width) / kinds for at in range(len(counts))]
    names = [f"{low + at * width}" for at in range(len(counts))]
    return _counted(counts, shares, names)


def _real(low: float, high: float, arrays: list[NDArray[Any]]) -> Message | None:
    wrong = [part for array in arrays if (part := _outside(array, low, high)).size]
    if wrong:
        return _not_among(f"{low:g}..{high:g}", arrays, wrong)
    return _gap(_numbers(arrays), lambda number: min(1.0, max(0.0, (number - low) / (high - low))), _ALPHA)


def _normal(written: Sequence[float], arrays: list[NDArray[Any]]) -> Message | None:
    mean, std = map(float, written)
    if any(not bool((abs(array.astype("float64")) < 1e300).all()) for array in arrays):
        return Message("distribution.not_finite")
    numbers = _numbers(arrays)
    count = len(numbers)
    shifted = [(number - mean) / std for number in numbers]
    off = sum(shifted) / count
    allowed = normal_bound(_ALPHA / 6) / sqrt(count)
    if abs(off) > allowed:
        return Message(
            "distribution.mean",
            {"expected": mean, "actual": mean + off * std, "allowed": allowed * std, "total": count},
        )
    squares = sum((number - off) ** 2 for number in shifted)
    least, most = chi_square_floor(count - 1, _ALPHA / 6), chi_square_bound(count - 1, _ALPHA / 6)
    if not least <= squares <= most:
        low, high = (std * sqrt(bound / (count - 1)) for bound in (least, most))
        actual = std * sqrt(squares / (count - 1))
        return Message(
            "distribution.spread", {"expected": std, "actual": actual, "low": low, "high": high, "total": count}
        )
    return _gap(numbers, lambda number: normal_share(number, mean, std), _ALPHA / 3)


def _choices(written: dict[str, Any], arrays: list[NDArray[Any]]) -> Message | None:
    choices = sorted(
        zip(map(float, written["choices"]), written.get("weights") or [1] * len(written["choices"]), strict=False)
    )
    near = 64 * EPSILON["float32"] * max(abs(choice) for choice, _ in choices)
    counts, wrong = [0] * len(choices), []
    for array in arrays:
        numbers = array.astype("float64")
        rest = numbers == numbers
        for at, (choice, _) in enumerate(choices):
            is_it = rest & (abs(numbers - choice) <= near)
            counts[at] += int(is_it.sum())
            rest = rest & ~is_it
        if (left := numbers[rest | (numbers != numbers)]).size:
            wrong.append(left)
    names = [f"{choice:g}" for choice, _ in choices]
    if wrong:
        return _not_among(", ".join(names), arrays, wrong)
    whole = sum(weight for _, weight in choices)
    return _counted(counts, [weight / whole for _, weight in choices], names)


def _outside(array: NDArray[Any], low: float, high: float, *, whole: bool = False) -> NDArray[Any]:
    numbers = array.astype("float64")
    rounding = 0.0 if whole else EPSILON["float32"] * max(abs(low), abs(high))
    right = (numbers >= low - rounding) & (numbers <= high + rounding)
    return numbers[~(right & (numbers.round() == numbers) if whole else right)]


def _not_among(wanted: str, arrays: list[NDArray[Any]], wrong: list[NDArray[Any]]) -> Message:
    count, total = sum(part.size for part in wrong), sum(array.size for array in arrays)
    return Message(
        "distribution.outside",
        {"expected": wanted, "count": int(count), "total": int(total), "first": f"{float(wrong[0][0]):.6g}"},
    )


def _numbers(arrays: list[NDArray[Any]]) -> list[float]:
    step = -(-sum(array.size for array in arrays) // _MOST)
    return [number for array in arrays for number in array[::step].astype("float64").tolist()]


def _counted(counts: list[int], shares: list[float], names: list[str]) -> Message | None:
    """Chi-square of the counts, rare kinds with their neighbours."""
    total = sum(counts)
    parts = join_rare(zip(names, counts, (share * total for share in shares), strict=True), _RARE)
    if len(parts) < 2:
        half = max(min(share, 1 - share) for share in list(accumulate(shares))[:-1])
        return Message("distribution.few", {"count": total, "needed": ceil(_RARE / half)})
    worst = max(parts, key=lambda part: part.chi_square)
    statistic = sum(part.chi_square for part in parts)
    allowed = counts_bound([part.expected for part in parts], _ALPHA)
    if statistic <= allowed:
        return None
    return Message(
        "distribution.counts",
        {
            "value": worst.first if worst.first == worst.last else f"{worst.first} to {worst.last}",
            "actual": worst.seen,
            "total": total,
            "expected": round(worst.expected, 1),
            "statistic": round(statistic, 1),
            "allowed": round(allowed, 1),
        },
    )


def _gap(numbers: list[float], share: Callable[[float], float], alpha: float) -> Message | None:
    gap, allowed = largest_gap(numbers, share), gap_bound(len(numbers), alpha)
    if gap.distance <= allowed:
        return None
    return Message(
        "distribution.gap",
        {
            "value": f"{gap.value:.4g}",
            "actual": f"{100 * gap.seen:.1f} %",
            "expected": f"{100 * gap.expected:.1f} %",
            "allowed": f"{100 * allowed:.1f} %",
            "total": len(numbers),
        },
    )


def _names(argument: object) -> tuple[Mention, ...]:
    """The sizes in a range. Raises ``ValueError`` where nothing can be drawn like this."""
    written = argument if isinstance(argument, dict) else {}
    if "weights" in written and len(written["weights"]) != len(written["choices"]):
        raise ValueError("expected as many `weights` as `choices`")
    if "normal" in written and not written["normal"][1] > 0:
        raise ValueError("expected a standard deviation above 0 after the mean")
    if "uniform" not in written:
        return ()
    bounds = parse_range(str(written["uniform"]))
    if bounds.low is None or bounds.high is None:
        raise ValueError("expected a range with both ends, such as `0..9`")
    return tuple(Mention(Role.SIZE, name) for name in names_in(bounds))


_NUMBERS = {"type": "array", "items": {"type": "number"}}

KIND = Kind(
    name="distribution",
    summary="numbers that are drawn as they should be",
    schema={
        "type": "object",
        "properties": {
            "uniform": {"type": "string", "pattern": r"[^.]\.\.[^.]"},
            "normal": {**_NUMBERS, "minItems": 2, "maxItems": 2},
            "choices": {**_NUMBERS, "minItems": 2, "uniqueItems": True},
            "weights": {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0}, "minItems": 2},
        },
        "minProperties": 1,
        "additionalProperties": False,
        "if": {"required": ["choices"]},
        "then": {"properties": {"uniform": False, "normal": False}},
        "else": {"maxProperties": 1, "properties": {"weights": False}},
        "description": "`{uniform: lo..hi}`, `{normal: [mean, std]}`, or `{choices: [0.0, 2.0], weights: [0.5, 0.5]}`.",
    },
    observes=frozenset({Observation.VALUE}),
    judge=judge,
    messages={
        "distribution.counts": "of {total} numbers {actual} are {value}, where about {expected} are expected "
        "(chi-square {statistic}; one honest sample in a million exceeds {allowed})",
        "distribution.gap": "{actual} of {total} numbers are at most {value}, where {expected} should be "
        "(by chance alone, one sample in a million is off by more than {allowed})",
        "distribution.mean": "the mean of {total} numbers is {actual:.4g}, expected {expected:.4g} (one honest sample "
        "in a million is off by more than {allowed:.2g})",
        "distribution.spread": "the standard deviation of {total} numbers is {actual:.4g}, expected {expected:.4g} "
        "(one honest sample in a million is not within {low:.4g} and {high:.4g})",
        "distribution.outside": "{count} of {total} numbers are not in {expected}, the first is {first}",
        "distribution.not_finite": "there is NaN or infinity in it",
        "distribution.few": "{count} numbers are too few to judge how they are drawn; at least {needed} are needed",
        "distribution.impossible": "`{range}` is no range to draw from",
        "distribution.no_numbers": "expected numbers, got {actual}",
    },
    example="""\
- id: dropout
  class: MyDropout
  init: {p: 0.3}
  given: {x: {ones: [10000]}}
  expect:
    result: {distribution: {choices: [0.0, 1.4285714], weights: [0.3, 0.7]}}
""",
    names=_names,
    pools=True,
    each=False,
    replaces=True,
    undecided=frozenset({"distribution.few", "distribution.impossible", "distribution.no_numbers"}),
)
