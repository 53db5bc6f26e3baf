"""What is judged although no check asks for it: the form of checked paths, finite numbers, inputs left alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.checks import KINDS
from grader.checks.kind import ANY
from grader.checks.kind import FORM as SIDES
from grader.judge.compare import Comparison
from grader.judge.evidence import CaseEvidence, Situation, released_by
from grader.judge.implied import is_input, replaced, without
from grader.judge.looking import EACH, WITHOUT_FORM, items_in, look, not_finite_in
from grader.judge.order import FINITE, FORM, UNCHANGED
from grader.judge.show import brief
from grader.model.message import Message
from grader.model.path import Path
from grader.model.result import Verdict
from grader.model.spec import Check
from grader.model.values import Absent, Same, Tensor


def form_and_finite(checks: Collection[Check], situation: Situation, line: int) -> list[Verdict]:
    """For the paths that are checked but not compared: a comparison looks at both anyway."""
    compared = {check.path for check in checks if KINDS[check.kind].compares or check.kind == ANY}
    found: list[Verdict] = []
    for path in {check.path for check in checks if check.path.root not in WITHOUT_FORM} - compared:
        try:
            evidence = situation.evidence(path)
        except IndexError:
            continue  # the check itself has said so
        at_path = [check for check in checks if check.path == path]
        kinds, free = {check.kind for check in at_path}, released_by(at_path)
        if free != SIDES and not _is_told(at_path, evidence):
            found.append(_form(evidence, free, line))
        if FINITE not in kinds and not not_finite_in(evidence.expected):
            found.append(_finite(evidence, line))
    return found


def _is_told(checks: Collection[Check], evidence: CaseEvidence) -> bool:
    """Whether ``exists`` says all that there is to say of the form: nothing is there, or nothing should be."""
    asked = [check.argument for check in checks if check.kind == "exists"]
    items = items_in(evidence.actual).values() if EACH in evidence.path.steps else (evidence.actual,)
    return bool(asked) and (False in asked or any(item is None or isinstance(item, Absent) for item in items))


def _form(evidence: CaseEvidence, free: frozenset[str], line: int) -> Verdict:
    message = evidence.form(free)
    place = str(message.parameters["place"]) if message else str(evidence.path)
    return Verdict(place, FORM, message, False, brief(evidence.expected), brief(evidence.actual), line)


def _finite(evidence: CaseEvidence, line: int) -> Verdict:
    place = str(evidence.path)
    count = not_finite_in(evidence.actual)
    message = Message("finite.not", {"place": place, "count": count}) if count else None
    return Verdict(place, FINITE, message, False, "finite", brief(evidence.actual), line)


def inputs_unchanged(checks: Collection[Check], situation: Situation, line: int) -> list[Verdict]:
    """Inputs end as the reference leaves them: exactly as they were sent where it does not touch them."""
    stated = [check.path for check in checks if KINDS[check.kind].compares]
    stated += replaced(checks, situation)
    paths = [path for path in map(Path.parse, situation.expected.values) if is_input(path, situation)]
    return [_unchanged(path, situation, stated, line) for path in paths if path not in stated]


def _unchanged(path: Path, situation: Situation, stated: Collection[Path], line: int) -> Verdict:
    sent = look(situation.inputs, path)
    for _ in situation.inputs:
        if isinstance(sent, Same):
            sent = look(situation.inputs, Path.parse(sent.path))
    evidence = situation.evidence(path)
    expected, actual, sent = (without(tree, path, stated) for tree in (evidence.expected, evidence.actual, sent))
    evidence = replace(evidence, expected=expected, actual=actual)
    exact = replace(evidence.rule, rtol=0.0, atol=0.0)
    untouched = Comparison(exact, exact_structure=True).find(expected, sent, sent) is None
    comparison = Comparison(exact if untouched else evidence.rule, exact_structure=True)
    wrong = evidence.form(frozenset()) or comparison.find(actual, expected, expected)
    changed = "input.changed" if isinstance(sent, Tensor) else "input.written"
    name = changed if untouched else "input.differs" if isinstance(sent, Absent) else "input.left"
    message = Message(name, {"place": str(path), "input": str(path)}) if wrong else None
    return Verdict(str(path), UNCHANGED, message, False, brief(expected), brief(actual), line)
