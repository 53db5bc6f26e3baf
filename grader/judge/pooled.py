"""What is judged over several records together: all repeats of a case, or all results of an exercise."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence as Many

from grader.judge.always import form_and_finite
from grader.judge.case import NO_OTHERS, NOT_MEASURED, NOTHING_DRAWN, is_pooled, situated, verdict_on
from grader.judge.looking import look, look_sliced
from grader.judge.order import in_order
from grader.judge.tolerance import is_within
from grader.model.calls import RESULT
from grader.model.path import RESULTS, Path
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.spec import Case
from grader.model.values import Absent, Sequence, Tree


def judge_pooled(
    case: Case,
    expected: Many[Record],
    actual: Many[Record],
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Many[Map[str, float]] = (),
    resolution: float = 0.0,
) -> tuple[Verdict, ...]:
    """The verdicts that need all repeats of one case; none where no check does.

    The records are in the order of the repeats, and what was ``measured`` of each; all else is as in ``judge_case``, of
    any one of them.
    """
    checks = [check for check in case.checks if is_pooled(check) and check.path.root != RESULTS]
    if not checks or not expected or not actual:
        return ()
    first = measured[0] if measured else NOT_MEASURED
    situation = situated(case, expected[0], actual[0], inputs, drawn, (rtol, atol), others, first, resolution)
    pairs = list(zip(actual, expected, strict=False))

    def repeats(path: Path) -> tuple[tuple[Tree, Tree], ...]:
        return tuple((look_sliced(ours.values, path), look_sliced(theirs.values, path)) for ours, theirs in pairs)

    return in_order(verdict_on(check, checks, situation, repeats(check.path)) for check in checks)


def judge_results(
    case: Case,
    expected: Many[Record],
    actual: Many[Record],
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
    others: Map[str, Map[str, Tree]] = NO_OTHERS,
    measured: Many[Map[str, float]] = (),
    resolution: float = 0.0,
) -> tuple[Verdict, ...]:
    """The verdicts of ``case`` on ``results``: what the calls of all cases and repeats of an exercise returned.

    The records are in order, and what was ``measured`` of each; of several steps each is a result.
    """
    checks = [check for check in case.checks if check.path.root == RESULTS]
    if not checks:
        return ()
    roots = (RESULT, *case.results)
    theirs, ours = (_together(records, roots) for records in (actual, expected))
    found = _measured(expected, measured, roots)
    situation = situated(case, ours, theirs, inputs, drawn, (rtol, atol), others, found, resolution)
    verdicts = [verdict_on(check, checks, situation) for check in checks]
    return in_order([*verdicts, *form_and_finite(checks, situation, case.line)])


def _together(records: Many[Record], roots: tuple[str, ...]) -> Record:
    return Record({RESULTS: _results(records, roots)}, spent=records[0].spent if records else None)


def _results(records: Many[Record], roots: tuple[str, ...]) -> Tree:
    return Sequence("list", tuple(tree for record in records for _, tree in _given(record, roots)))


def _given(record: Record, roots: tuple[str, ...]) -> list[tuple[str, Tree]]:
    found = ((root, look(record.values, Path(root))) for root in dict.fromkeys(roots))
    return [(root, tree) for root, tree in found if not isinstance(tree, Absent)]


def _measured(records: Many[Record], measured: Many[Map[str, float]], roots: tuple[str, ...]) -> dict[str, float]:
    """What was measured of each record's results, by the place that they have among all."""
    by_root = [(root, own) for record, own in zip(records, measured, strict=False) for root, _ in _given(record, roots)]
    return {
        f"{RESULTS}.{number}{place.removeprefix(root)}": allowed
        for number, (root, own) in enumerate(by_root)
        for place, allowed in own.items()
        if is_within(place, root)
    }
