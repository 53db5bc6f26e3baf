"""One drawn case: two records and the specification's checks give verdicts, root causes first."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map
from dataclasses import replace
from types import MappingProxyType

from grader.checks import KINDS
from grader.checks.kind import ANY, REFERENCE
from grader.judge.always import form_and_finite, inputs_unchanged, is_input, released
from grader.judge.causes import is_answer, raised_message
from grader.judge.evidence import CaseEvidence, Situation, look
from grader.judge.order import RAISED, in_order
from grader.judge.show import brief, written
from grader.judge.tolerance import rule_for
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Raised, Record
from grader.model.result import Verdict
from grader.model.spec import Case, Check
from grader.model.values import Mapping, Opaque, Sequence, Tree

_NOTHING_DRAWN: Map[str, object] = MappingProxyType({})


def judge_case(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    *,
    drawn: Map[str, object] = _NOTHING_DRAWN,
    rtol: float | None = None,
    atol: float | None = None,
) -> tuple[Verdict, ...]:
    """Every verdict on the case, root causes first; it passed where all did.

    ``inputs`` are the named inputs as they were sent, ``drawn`` the numbers of ``let``; ``rtol`` and ``atol`` are the
    course's, for what has none of its own. Whatever ``actual`` holds, nothing is raised.
    """
    rule = replace(rule_for(list(inputs.values())), rtol=rtol, atol=atol)
    situation = Situation(expected, actual, inputs, drawn, rule)
    if actual.raised is not None and not (expects_exception(case) and is_answer(actual.raised, expected.raised)):
        return (_stopped(actual.raised, expected, case.line),)
    checks = _checks(case, situation)
    verdicts = [_verdict(check, checks, situation) for check in checks]
    verdicts += form_and_finite(checks, situation, case.line)
    verdicts += inputs_unchanged(checks, situation, case.line)
    return in_order(verdicts)


def expects_exception(case: Case) -> bool:
    """Whether the case is about an exception: the result is not compared then."""
    return any(check.path.root == "raises" and check.argument is not False for check in case.checks)


def _stopped(raised: Raised, expected: Record, line: int) -> Verdict:
    message = raised_message(raised)
    if message.id.startswith("exception."):
        wanted = brief(look(expected.values, Path("result")))
        return Verdict("result", RAISED, message, False, wanted, raised.type, line)
    place = ("self", "shape" if raised.type else "exists") if raised.stage == "set" else ("result", RAISED)
    return Verdict(*place, message, line=line)


def _checks(case: Case, situation: Situation) -> list[Check]:
    """The checks as written, and with ``all: reference`` one for each other path that the reference has."""
    if expects_exception(case):
        return [check for check in case.checks if check.path.root != "result"]
    if not case.everything:
        return list(case.checks)
    stated = {str(check.path) for check in case.checks if check.kind in ("like", ANY)}
    implied = [path for path in situation.expected.values if path not in stated and not is_input(path, situation)]
    return [
        *case.checks,
        *(Check(Path.parse(path), "like", REFERENCE, case.rtol, case.atol, case.line) for path in implied),
    ]


def _verdict(check: Check, checks: Collection[Check], situation: Situation) -> Verdict:
    kind = KINDS[check.kind]
    try:
        evidence = situation.evidence(check.path, check.rtol, check.atol)
    except IndexError as error:
        message = Message(
            "slice.outside",
            {"place": str(check.path), "subscript": check.path.subscript or "", "reason": str(error)},
        )
        return Verdict(str(check.path), check.kind, message, kind.claim, line=check.line)
    wrong_form = evidence.form(released(check.path, checks)) if kind.compares and not _is_raises(check) else None
    found = wrong_form or kind.judge(check.argument, evidence)
    # The finding may be about an item below the path; then that is the place.
    placed = replace(found, parameters={"place": str(check.path), **found.parameters}) if found else None
    place = str(placed.parameters["place"]) if placed else str(check.path)
    expected, actual = _texts(check, evidence)
    claimed = kind.claim or (kind.compares and _holds_opaque(evidence.expected))
    return Verdict(place, check.kind, placed, claimed, expected, actual, check.line)


def _texts(check: Check, evidence: CaseEvidence) -> tuple[str, str]:
    by_reference = check.argument == REFERENCE
    if _is_raises(check):
        ours, theirs = evidence.expected_raised, evidence.actual_raised
        expected = (ours.type if ours else "no exception") if by_reference else written(check.argument)
        return expected, theirs.type if theirs else "no exception"
    show = KINDS[check.kind].shows or brief
    return show(evidence.expected) if by_reference else written(check.argument), show(evidence.actual)


def _is_raises(check: Check) -> bool:
    return check.path.root == "raises"


def _holds_opaque(tree: Tree) -> bool:
    if isinstance(tree, Sequence):
        return any(map(_holds_opaque, tree.items))
    if isinstance(tree, Mapping):
        return any(_holds_opaque(item) for _, item in tree.items)
    return isinstance(tree, Opaque)
