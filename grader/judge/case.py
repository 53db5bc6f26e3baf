"""One drawn case: two records and the specification's checks give verdicts, root causes first."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType

from grader.checks import KINDS
from grader.checks.kind import REFERENCE
from grader.checks.like import KIND as LIKE
from grader.checks.like import model_of
from grader.checks.nested import at_any_depth
from grader.judge.always import form_and_finite, inputs_unchanged
from grader.judge.asked import asked
from grader.judge.causes import is_answer, raised_message, unwritten, unwritten_message
from grader.judge.evidence import CaseEvidence, Situation, ask, released_by
from grader.judge.implied import apart, implied, without
from grader.judge.looking import WITHOUT_FORM, look, opaque_in
from grader.judge.order import RAISED, in_order
from grader.judge.show import brief
from grader.judge.tolerance import rule_for
from grader.model.calls import RESULT
from grader.model.message import Message
from grader.model.path import CALLS, RAISES, RESULTS, Path
from grader.model.record import Raised, Record
from grader.model.result import Verdict
from grader.model.spec import Case, Check
from grader.model.values import Absent, Tree

NOTHING_DRAWN: Map[str, object] = MappingProxyType({})
NO_OTHERS: Map[str, Map[str, Tree]] = MappingProxyType({})
NOT_MEASURED: Map[str, float] = MappingProxyType({})
NOTHING_SENT: Map[str, Tree] = MappingProxyType({})


def judge_case(
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
) -> tuple[Verdict, ...]:
    """Every verdict on the case, root causes first; it passed where all did.

    ``inputs`` are the named inputs as they were sent, ``drawn`` the numbers of ``let``; ``rtol`` and ``atol`` are the
    course's, for what has none of its own. ``others`` is what is there when another takes the submission's place: by
    name the values by path, the content of a file at the path ````. ``measured`` is how much of the reference's own
    rounding is allowed, by path, ``resolution`` how near gradients can be at best. What is judged over several records
    is left out. Whatever ``actual`` holds, nothing is raised.
    """
    situation = situated(case, expected, actual, inputs, drawn, (rtol, atol), others, measured, resolution)
    if actual.raised is not None and not (expects_exception(case) and is_answer(actual.raised, expected.raised)):
        nothing = unwritten(case, expected, actual)
        if nothing is not None:
            return (Verdict(nothing, RAISED, unwritten_message(nothing), line=case.line),)
        return (_stopped(actual.raised, situation, case.line),)
    stated = [check for check in case.checks if check.path.root != RESULTS]
    meant = expects_exception(case)
    if meant:
        stated = [check for check in stated if check.path.root != RESULT]
    further = implied(case, situation) if case.everything and not meant else []
    checks = [*stated, *further]
    verdicts = [verdict_on(check, checks, situation) for check in stated if not is_pooled(check)]
    elsewhere = apart(stated, situation)
    verdicts += [_compared(check, checks, elsewhere, situation) for check in further]
    verdicts += form_and_finite(checks, situation, case.line)
    verdicts += inputs_unchanged(stated, situation, case.line)
    return in_order(verdicts, situation.results)


def situated(
    case: Case,
    expected: Record,
    actual: Record,
    inputs: Map[str, Tree],
    drawn: Map[str, object],
    course: tuple[float | None, float | None],
    others: Map[str, Map[str, Tree]],
    measured: Map[str, float] = NOT_MEASURED,
    resolution: float = 0.0,
) -> Situation:
    """The case as it happened, with the rule that follows from its inputs and the tolerances of the ``course``."""
    rule = replace(rule_for(list(inputs.values()), expected.spent), rtol=course[0], atol=course[1])
    return Situation(expected, actual, inputs, drawn, rule, others, measured, case.results, resolution)


def expects_exception(case: Case) -> bool:
    """Whether the case is about an exception: the result is not compared then."""
    return any(check.path.root == RAISES and check.argument is not False for check in case.checks)


def is_pooled(check: Check) -> bool:
    """Whether the check, or one inside it, is judged over all repeats of its case together."""
    return any(KINDS[each.kind].pools for each in at_any_depth([check]))


def _stopped(raised: Raised, situation: Situation, line: int) -> Verdict:
    message = raised_message(raised)
    first = _unreached(situation)
    if message.id.startswith("exception."):
        wanted = brief(look(situation.expected.values, Path(first)))
        return Verdict(first, RAISED, message, False, wanted, raised.type, line)
    place, kind = first, RAISED
    if raised.stage == "set":
        place, kind = "self", "shape" if raised.type == "shape" else "exists"
    elif raised.stage == "step":
        place, kind = raised.text.partition(".")[0].partition("[")[0], "exists"
    return Verdict(place, kind, message, line=line)


def _unreached(situation: Situation) -> str:
    """The first call that gave nothing."""
    values = situation.actual.values
    missing = (root for root in situation.results if isinstance(look(values, Path(root)), Absent))
    return next(missing, situation.results[-1])


def verdict_on(
    check: Check, checks: Collection[Check], situation: Situation, repeats: tuple[tuple[Tree, Tree], ...] = ()
) -> Verdict:
    """The verdict on one check as it is written; ``checks`` are all of its case, of which some release its form.

    ``repeats`` are what submission and reference have there in each repeat, where they are judged together.
    """
    kind = KINDS[check.kind]
    try:
        evidence = replace(situation.evidence(check.path, check), repeats=repeats)
    except IndexError as error:
        message = Message(
            "slice.outside",
            {"place": str(check.path), "subscript": check.path.subscript or "", "reason": str(error)},
        )
        return Verdict(str(check.path), check.kind, message, kind.claim, line=check.line)
    return _verdict(check, checks, evidence)


def _compared(check: Check, checks: Collection[Check], elsewhere: Collection[Path], situation: Situation) -> Verdict:
    """The verdict on a path that ``all: reference`` stands for, without its parts that are judged ``elsewhere``."""
    evidence = situation.evidence(check.path, check)
    expected, actual = (without(tree, check.path, elsewhere) for tree in (evidence.expected, evidence.actual))
    return _verdict(check, checks, replace(evidence, expected=expected, actual=actual))


def _verdict(check: Check, checks: Collection[Check], evidence: CaseEvidence) -> Verdict:
    kind = KINDS[check.kind]
    at_path = [each for each in checks if each.path == check.path]
    compares = kind.compares and check.path.root not in WITHOUT_FORM
    found = (evidence.form(released_by(at_path)) if compares else None) or ask(check, evidence)
    # The finding may be about an item below the path; then that is the place.
    placed = replace(found, parameters={"place": str(check.path), **found.parameters}) if found else None
    place = str(placed.parameters["place"]) if placed else str(check.path)
    expected, actual = _texts(check, evidence)
    claimed = is_claim(check) or (kind.compares and opaque_in(evidence.expected) is not None)
    return Verdict(place, check.kind, placed, claimed, expected, actual, check.line)


def is_claim(check: Check) -> bool:
    """Whether only the child can know what the check is about."""
    return check.path.root == CALLS or any(KINDS[each.kind].claim for each in at_any_depth([check]))


def _texts(check: Check, evidence: CaseEvidence) -> tuple[str, str]:
    by_reference = check.argument == REFERENCE
    if check.path.root == RAISES:
        ours, theirs = evidence.expected_raised, evidence.actual_raised
        expected = (ours.type if ours else "no exception") if by_reference else asked(check, evidence.drawn)
        return expected, theirs.type if theirs else "no exception"
    show = KINDS[check.kind].shows or brief
    more = f", and {len(evidence.pooled) - 1} more" if len(evidence.pooled) > 1 else ""
    actual = f"{show(evidence.actual)}{more}"
    if check.kind == LIKE.name:
        with suppress(IndexError):  # what it is compared with cannot be sliced so, and that is said
            return show(model_of(check.argument, evidence)), actual
    return show(evidence.expected) if by_reference else asked(check, evidence.drawn), actual
