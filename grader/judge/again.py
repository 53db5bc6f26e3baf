"""A second, equal run: it must agree with the first where the reference's two runs agree."""

from __future__ import annotations

from collections.abc import Collection

from grader.judge.compare import Comparison
from grader.judge.form import form
from grader.judge.looking import look
from grader.judge.order import AGAIN
from grader.judge.show import brief
from grader.judge.tolerance import Rule
from grader.model.calls import RESULT
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.result import Verdict
from grader.model.values import Tree


def judge_again(
    expected_first: Record,
    expected_again: Record,
    actual_first: Record,
    actual_again: Record,
    line: int = 0,
    results: Collection[str] = (RESULT,),
) -> Verdict | None:
    """A failed verdict on the first of the ``results`` or gradients that differs from run to run, or None.

    Runs agree within the default tolerance: what `like` cannot see is not held against anyone here.
    """
    if expected_first.raised or expected_again.raised:
        return None
    for path in expected_first.values:
        parsed = Path.parse(path)
        if parsed.root not in results and not parsed.is_gradient:
            continue
        if not _agree(look(expected_first.values, parsed), look(expected_again.values, parsed)):
            continue
        first, again = look(actual_first.values, parsed), look(actual_again.values, parsed)
        if actual_again.raised is not None or not _agree(first, again):
            return Verdict(
                path, AGAIN, Message("again.differs", {"place": path}), False, brief(first), brief(again), line
            )
    return None


def _agree(first: Tree, again: Tree) -> bool:
    return form(again, first) is None and Comparison(Rule(), exact_structure=True).find(again, first, first) is None
