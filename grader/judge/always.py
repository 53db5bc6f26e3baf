"""What is judged although no check asks for it: the form of checked paths, finite numbers, inputs left alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.checks import KINDS
from grader.checks.kind import ANY
from grader.judge.compare import Comparison
from grader.judge.evidence import CaseEvidence, Situation, look, not_finite_in
from grader.judge.form import ASPECTS
from grader.judge.order import FINITE, FORM, UNCHANGED
from grader.judge.show import brief
from grader.model.message import Message
from grader.model.path import Path
from grader.model.result import Verdict
from grader.model.spec import Check
from grader.model.values import Absent, Same


def released(path: Path, checks: Collection[Check]) -> frozenset[str]:
    """What need not be the reference's: aspects that a check on this very path speaks of, all of them with ``any``."""
    kinds = {check.kind for check in checks if check.path == path}
    return ASPECTS if ANY in kinds else ASPECTS & kinds


def form_and_finite(checks: Collection[Check], situation: Situation, line: int) -> list[Verdict]:
    """For the paths that are checked but not compared: a comparison looks at both anyway."""
    compared = {check.path for check in checks if KINDS[check.kind].compares or check.kind == ANY}
    found: list[Verdict] = []
    for path in {check.path for check in checks if check.path.root != "raises"} - compared:
        try:
            evidence = situation.evidence(path)
        except IndexError:
            continue  # the check itself has said so
        kinds = {check.kind for check in checks if check.path == path}
        if "exists" not in kinds or not (evidence.actual is None or isinstance(evidence.actual, Absent)):
            found.append(_form(evidence, released(path, checks), line))
        if FINITE not in kinds and not not_finite_in(evidence.expected):
            found.append(_finite(evidence, line))
    return found


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
    stated = {str(check.path) for check in checks if check.kind == ANY or KINDS[check.kind].compares}
    paths = [path for path in situation.expected.values if is_input(path, situation) and path not in stated]
    return [_unchanged(path, situation, line) for path in paths]


def is_input(path: str, situation: Situation) -> bool:
    parsed = Path.parse(path)
    return parsed.root in situation.inputs and not parsed.is_gradient


def _unchanged(path: str, situation: Situation, line: int) -> Verdict:
    evidence = situation.evidence(Path.parse(path))
    sent = look(situation.inputs, evidence.path)
    for _ in situation.inputs:
        if isinstance(sent, Same):
            sent = look(situation.inputs, Path.parse(sent.path))
    exact = replace(evidence.rule, rtol=0.0, atol=0.0)
    untouched = Comparison(exact, exact_structure=True).find(evidence.expected, sent, sent) is None
    comparison = Comparison(exact if untouched else evidence.rule, exact_structure=True)
    wrong = evidence.form(frozenset()) or comparison.find(evidence.actual, evidence.expected, evidence.expected)
    name = "input.changed" if untouched else "input.differs" if isinstance(sent, Absent) else "input.left"
    message = Message(name, {"place": path, "input": path}) if wrong else None
    return Verdict(path, UNCHANGED, message, False, brief(evidence.expected), brief(evidence.actual), line)
