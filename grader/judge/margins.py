"""How near numbers come to their tolerance: every comparison that the checks of a case make, and what it allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

import numpy as np

from grader.checks import KINDS
from grader.judge.arrays import Array, number_in, numbers_of
from grader.judge.case import NO_OTHERS, NOT_MEASURED, NOTHING_DRAWN, situated
from grader.judge.compare import Comparison
from grader.judge.evidence import CaseEvidence, Situation, ask
from grader.judge.implied import apart, implied, without
from grader.judge.looking import items_in
from grader.judge.tolerance import EXACT, Tolerance
from grader.model.message import Message
from grader.model.path import RAISES, RESULTS
from grader.model.record import Record
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Sequence, Tensor, Tree


@dataclass(frozen=True, slots=True)
class Compared:
    """Numbers at ``path`` that ``check`` compares, of one shape unless ``wanted`` is one number for all of them."""

    check: Check
    path: str
    actual: Array
    wanted: Array
    tolerance: Tolerance

    @property
    def is_exact(self) -> bool:
        """Whether nothing but the very number is allowed: whole numbers."""
        return self.tolerance == EXACT

    def used(self) -> float:
        """The largest share of what is allowed that a number uses up: above 1 it fails. Infinities are left out."""
        with np.errstate(all="ignore"):
            wanted = _wide(self.wanted)
            errors = np.abs(_wide(self.actual) - wanted)
            shares = errors / (self.tolerance.atol + self.tolerance.rtol * np.abs(wanted))
            shares = np.where(errors == 0, 0.0, shares)[np.isfinite(errors)]
        return float(shares.max(initial=0.0))


def comparisons(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> Iterator[Compared]:
    """Every comparison of numbers by ``value``, ``like`` and ``all: reference``, with the arguments of ``judge_case``.

    What stands within ``not`` or ``any_of`` is left out: there a difference may be what is asked for. See
    ``alternatives``.
    """
    if actual.raised is not None or expected.raised is not None:
        return
    situation = situated(case, expected, actual, inputs, drawn, (rtol, atol), others, measured, resolution)
    yield from _compared(case, situation)


def own_tolerances(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> Iterator[tuple[Check, float]]:
    """Each check whose kind has a tolerance of its own, such as ``sums_to``, and the share of it that is used up."""
    if actual.raised is not None or expected.raised is not None:
        return
    situation = situated(case, expected, actual, inputs, drawn, (rtol, atol), others, measured, resolution)
    for check in case.checks:
        uses = KINDS[check.kind].uses
        if uses is None or check.path.root in (RAISES, RESULTS):
            continue
        try:
            share = uses(check.argument, situation.evidence(check.path, check))
        except IndexError:
            continue
        if share is not None:
            yield check, share


def alternatives(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> Iterator[tuple[Check, tuple[tuple[Compared, ...], ...]]]:
    """Each ``any_of`` and ``not`` of the case, with the comparisons of each of its ways, of which ``not`` has one."""
    if actual.raised is not None or expected.raised is not None:
        return
    situation = situated(case, expected, actual, inputs, drawn, (rtol, atol), others, measured, resolution)
    for check in case.checks:
        if not KINDS[check.kind].nests or check.path.root in (RAISES, RESULTS) or not isinstance(check.argument, tuple):
            continue
        written = check.argument if isinstance(check.argument[0], tuple) else (check.argument,)
        ways = (
            tuple(seen for inner in way if KINDS[inner.kind].compares for seen in _seen(inner, situation))
            for way in written
        )
        yield check, tuple(way for way in ways if way)


def _compared(case: Case, situation: Situation) -> Iterator[Compared]:
    stated = [check for check in case.checks if KINDS[check.kind].compares and check.path.root not in (RAISES, RESULTS)]
    elsewhere = apart(case.checks, situation)
    further = implied(case, situation) if case.everything else []
    for check in stated:
        yield from _seen(check, situation)
    for check in further:
        yield from _seen(check, situation, lambda tree, check=check: without(tree, check.path, elsewhere))  # type: ignore[misc]


def _seen(check: Check, situation: Situation, part: Callable[[Tree], Tree] = lambda tree: tree) -> list[Compared]:
    """What ``check`` compares of the ``part`` that it is about."""
    try:
        evidence = situation.evidence(check.path, check)
    except IndexError:
        return []
    ours, theirs = part(evidence.expected), part(evidence.actual)
    watching = _Watching(evidence.path, theirs, ours, situation, evidence.rule, watched=check, seen=[])
    ask(check, watching)
    return watching.seen


@dataclass(frozen=True, slots=True)
class _Watching(CaseEvidence):
    """Evidence that keeps what is compared, and finds nothing wrong with it."""

    watched: Check | None = None
    seen: list[Compared] = field(default_factory=list)

    def compare(self, wanted: Tree, *, exact_structure: bool) -> Message | None:
        assert self.watched is not None
        walk = _Walk(self.rule, exact_structure)
        pairs = walk.pairs(self.actual, wanted, self.expected)
        self.seen.extend(Compared(self.watched, f"{self.path}{pair[0]}", *pair[1:]) for pair in pairs)
        return None


@dataclass(frozen=True, slots=True)
class _Walk(Comparison):
    """The pairs of arrays that a comparison comes to, all of them, whatever differs."""

    def pairs(
        self, actual: Tree, wanted: Tree, guide: Tree, place: str = ""
    ) -> Iterator[tuple[str, Array, Array, Tolerance]]:
        if self._is_numeric(actual, wanted):
            theirs, ours = _numbers(actual), _numbers(wanted)
            if theirs is not None and ours is not None:
                if theirs.size and (theirs.shape == ours.shape or (ours.ndim == 0 and not self.exact_structure)):
                    yield place, theirs, ours, self._tolerance(theirs, ours, guide, place)
                return
        if isinstance(actual, Sequence | Mapping):
            for name, item in items_in(actual).items():
                inner = items_in(wanted).get(name) if isinstance(wanted, Sequence | Mapping) else wanted
                yield from self.pairs(item, inner, items_in(guide).get(name, inner), f"{place}.{name}")


def _numbers(tree: Tree) -> Array | None:
    if not isinstance(tree, Tensor | Sequence) and number_in(tree) is None:
        return None
    try:
        return numbers_of(tree)
    except (ValueError, OverflowError):
        return None


def _wide(array: Array) -> Array:
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
