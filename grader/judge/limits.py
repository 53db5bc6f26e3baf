"""Limits that are set against the reference or counted: how much slower, and how many operators."""

from __future__ import annotations

from grader.model.message import Message
from grader.model.record import Trace
from grader.model.result import Verdict
from grader.model.spec import Case

LIMITS, SLOWDOWN, OPERATORS = "limits", "slowdown", "operators"
# Below this many seconds a call's time is the machine's noise, not the student's loop: no call is held to less.
_FLOOR = 0.02


def judge_slowdown(case: Case, reference: float, seconds: float, *, claimed: bool = False) -> Verdict | None:
    """Whether a call took at most ``slowdown`` times as long as the reference's; None where the case sets no limit.

    The time of a device is ``claimed`` by the process that measured it.
    """
    allowed = case.limits.slowdown
    if allowed is None:
        return None
    times = seconds / max(reference, 1e-9)
    late = seconds > max(allowed * reference, _FLOOR)
    parameters = {"times": f"{times:.3g}", "allowed": f"{allowed:g}"}
    message = Message("limits.slowdown", parameters) if late else None
    return Verdict(LIMITS, SLOWDOWN, message, claimed, f"at most {allowed:g} times", f"{times:.3g} times", case.line)


def judge_operators(case: Case, trace: Trace | None) -> tuple[Verdict, ...]:
    """Whether at most ``operators`` of torch's operators ran: a claim of the process that counted them."""
    allowed = case.limits.operators
    if allowed is None or trace is None:
        return ()
    counts = {"count": trace.operators, "allowed": allowed}
    message = Message("limits.operators", counts) if trace.operators > allowed else None
    return (Verdict(LIMITS, OPERATORS, message, True, f"at most {allowed}", str(trace.operators), case.line),)
