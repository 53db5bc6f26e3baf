"""What is judged over several records together: all repeats of a case, or all results of an exercise."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence as Many

from grader.judge.always import form_and_finite
from grader.judge.case import NO_OTHERS, NOTHING_DRAWN, is_pooled, situated, verdict_on
from grader.judge.looking import look, look_sliced
from grader.judge.order import in_order
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
) -> tuple[Verdict, ...]:
    """The verdicts that need all repeats of one case; none where no check does.

    The records are in the order of the repeats; all else is as in ``judge_case``, of any one of them.
    """
    checks = [check for check in case.checks if is_pooled(check) and check.path.root != RESULTS]
    if not checks or not expected or not actual:
        return ()
    situation = situated(case, expected[0], actual[0], inputs, drawn, (rtol, atol), others)
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
) -> tuple[Verdict, ...]:
    """The verdicts of ``case`` on ``results``: what the calls of all cases and repeats of an exercise returned.

    The records are in order; of several steps each is a result.
    """
    checks = [check for check in case.checks if check.path.root == RESULTS]
    if not checks:
        return ()
    roots = (RESULT, *case.results)
    theirs, ours = (Record({RESULTS: _results(records, roots)}) for records in (actual, expected))
    situation = situated(case, ours, theirs, inputs, drawn, (rtol, atol), others)
    verdicts = [verdict_on(check, checks, situation) for check in checks]
    return in_order([*verdicts, *form_and_finite(checks, situation, case.line)])


def _results(records: Many[Record], roots: tuple[str, ...]) -> Tree:
    names = dict.fromkeys(roots)
    found = (look(record.values, Path(root)) for record in records for root in names)
    return Sequence("list", tuple(tree for tree in found if not isinstance(tree, Absent)))
