"""Further calls that were not answered: a second run that ends the process, names that could not be noted."""

from __future__ import annotations

from grader.judge.order import AGAIN
from grader.model.message import Message
from grader.model.path import CALLS
from grader.model.result import Verdict
from grader.model.spec import Case


def lost_again(case: Case, reason: Message) -> Verdict:
    """A second, equal call that ended otherwise than the first: ``reason`` says how."""
    return Verdict("result", AGAIN, reason, line=case.line)


def judge_untraced(case: Case) -> Verdict:
    """Calls that could not be noted: what rests on them is not shown, so it does not count as so."""
    return Verdict(CALLS, "trace", Message("calls.untraced"), claimed=True, line=case.line)
