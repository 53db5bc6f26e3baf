"""Whether the reference itself is at fault: then nothing is held against the student."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from math import isfinite

from grader.checks.nested import at_any_depth
from grader.judge.case import expects_exception
from grader.judge.looking import not_finite_in, opaque_in
from grader.model.message import Message
from grader.model.path import CALLS, RESULTS, STDOUT, Path
from grader.model.record import Raised, Record
from grader.model.result import Verdict
from grader.model.spec import Case, Check

_NO_VALUES = frozenset({CALLS, STDOUT, RESULTS})


def reference_problem(record: Record, case: Case) -> Message | None:
    """What is wrong with the reference's record: it raised, it did not, or it is not finite where that is not meant."""
    if record.raised is not None:
        if expects_exception(case) and record.raised.stage in ("build", "call", "backward"):
            return None
        if record.raised.stage == "step":
            return Message("reference.nothing", {"path": record.raised.text})
        if record.raised.stage == "find":
            return _absent(record.raised)
        return Message(
            "reference.raises", {"type": record.raised.type or record.raised.stage, "text": record.raised.text}
        )
    if expects_exception(case):
        return Message("reference.returns")
    ignored = {name for name, _ in case.given} | _NO_VALUES
    meant = {str(check.path.object) for check in case.checks if any(map(_may_not_be_finite, at_any_depth([check])))}
    for path, tree in record.values.items():
        parsed = Path.parse(path)
        if path in meant or (parsed.root in ignored and not parsed.is_gradient):
            continue
        if not_finite_in(tree):
            return Message("reference.not_finite", {"path": path})
        is_result = parsed.root in case.results
        if is_result and _is_compared(path, case) and (hidden := opaque_in(tree)) is not None:
            return Message("reference.opaque", {"path": path, "type": hidden})
    return None


def reference_fails(verdicts: Iterable[Verdict]) -> Message | None:
    """Which check the reference does not pass itself: ``verdicts`` are those on its own records beside themselves."""
    failed = next((verdict for verdict in verdicts if verdict.message is not None), None)
    if failed is None:
        return None
    place = failed.message.parameters.get("place", failed.path) if failed.message else failed.path
    return Message(
        "reference.fails",
        {"check": f"{place}.{failed.kind}", "expected": failed.expected, "actual": failed.actual},
    )


def _absent(raised: Raised) -> Message:
    """Nothing is called as the specification says; ``raised`` names what is there."""
    name = raised.text
    if near := get_close_matches(name, raised.names, n=1, cutoff=0.75):
        return Message("reference.near", {"name": name, "near": near[0]})
    return Message("reference.absent", {"name": name})


def _is_compared(path: str, case: Case) -> bool:
    """Whether the values at ``path`` count: then they must be ones that can be seen.

    Of several steps one may well give an object that another one takes.
    """
    kinds = {each.kind for each in at_any_depth(check for check in case.checks if str(check.path.object) == path)}
    if kinds & {"like", "value"}:
        return True
    return case.everything and not case.steps and not kinds & {"any", "type"}


def _may_not_be_finite(check: Check) -> bool:
    if check.kind == "finite":
        return check.argument is False
    return check.kind == "any" or (check.kind == "value" and _holds_not_finite(check.argument))


def _holds_not_finite(literal: object) -> bool:
    if isinstance(literal, list | tuple):
        return any(map(_holds_not_finite, literal))
    if isinstance(literal, dict):
        return any(map(_holds_not_finite, literal.values()))
    return isinstance(literal, float) and not isfinite(literal)
