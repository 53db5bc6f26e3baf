"""A second, equal run: it must agree with the first where the reference's two runs agree."""

from __future__ import annotations

from collections.abc import Mapping as Map

from grader.judge.case import NOT_MEASURED, NOTHING_SENT, situated
from grader.judge.compare import Comparison
from grader.judge.form import form
from grader.judge.implied import as_compared
from grader.judge.looking import look
from grader.judge.order import AGAIN
from grader.judge.show import brief
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.spec import Case
from grader.model.values import Tree


def judge_again(
    case: Case,
    expected_first: Record,
    expected_again: Record,
    actual_first: Record,
    actual_again: Record,
    inputs: Map[str, Tree] = NOTHING_SENT,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> Verdict | None:
    """A failed verdict on the first result or gradient of the ``case`` that differs from run to run, or None.

    Runs agree within the tolerance of the case, all else being as in ``judge_case``: what its checks cannot see is not
    held against anyone here.
    """
    if expected_first.raised or expected_again.raised:
        return None
    situation = situated(case, expected_first, actual_first, inputs, {}, (rtol, atol), {}, measured, resolution)
    for path in expected_first.values:
        parsed = Path.parse(path)
        if parsed.root not in case.results and not parsed.is_gradient:
            continue
        comparison = Comparison(situation.rule_of(as_compared(parsed, case)), exact_structure=True)
        if not _agree(comparison, look(expected_first.values, parsed), look(expected_again.values, parsed)):
            continue
        first, again = look(actual_first.values, parsed), look(actual_again.values, parsed)
        if actual_again.raised is not None or not _agree(comparison, first, again):
            message = Message("again.differs", {"place": path})
            return Verdict(path, AGAIN, message, False, brief(first), brief(again), case.line)
    return None


def _agree(comparison: Comparison, first: Tree, again: Tree) -> bool:
    return form(again, first) is None and comparison.find(again, first, first) is None
