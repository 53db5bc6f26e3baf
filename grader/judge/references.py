"""Whether the reference itself is at fault: then nothing is held against the student."""

from __future__ import annotations

from math import isfinite

from grader.judge.case import expects_exception
from grader.judge.evidence import not_finite_in
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Opaque, Sequence, Tree


def reference_problem(record: Record, case: Case) -> Message | None:
    """What is wrong with the reference's record: it raised, it did not, or it is not finite where that is not meant."""
    if record.raised is not None:
        if expects_exception(case) and record.raised.stage in ("build", "call", "backward"):
            return None
        return Message(
            "reference.raises", {"type": record.raised.type or record.raised.stage, "text": record.raised.text}
        )
    if expects_exception(case):
        return Message("reference.returns")
    inputs = {name for name, _ in case.given}
    meant = {str(check.path.object) for check in case.checks if _may_not_be_finite(check)}
    for path, tree in record.values.items():
        parsed = Path.parse(path)
        if path in meant or (parsed.root in inputs and not parsed.is_gradient):
            continue
        if not_finite_in(tree):
            return Message("reference.not_finite", {"path": path})
        if parsed.root == "result" and _is_compared(path, case) and (hidden := opaque_in(tree)) is not None:
            return Message("reference.opaque", {"path": path, "type": hidden})
    return None


def _is_compared(path: str, case: Case) -> bool:
    """Whether the values at ``path`` count: then they must be ones that can be seen."""
    kinds = {check.kind for check in case.checks if str(check.path.object) == path}
    if kinds & {"like", "value"}:
        return True
    return case.everything and not kinds & {"any", "type"}


def opaque_in(tree: Tree) -> str | None:
    """The name of the first type in ``tree`` of whose objects nothing else crosses; None where all can be seen."""
    if isinstance(tree, Opaque):
        return tree.name
    items = tree.items if isinstance(tree, Sequence) else ()
    if isinstance(tree, Mapping):
        items = tuple(item for _, item in tree.items)
    return next((name for item in items if (name := opaque_in(item)) is not None), None)


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
