"""The first rule that explains everything that went wrong at one place. Pure: records in, a diagnosis out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.model.diagnosis import Confidence, Diagnosis
from grader.model.message import Message

# With fewer numbers than that, or with small whole ones, a match can be chance.
_FEW = 4
# A rule is tried on so many cases, the smallest first: one that holds of them all holds.
_MOST = 12


def diagnose(places: Iterable[Sequence[Sight]], rules: Sequence[Rule]) -> Diagnosis | None:
    """What went wrong. ``places`` are the paths that failed, most telling first, each with every case looked at there.

    A place is left only when no rule knows it; what is said in general of the first place is said last.
    """
    looked = [
        [replace(sight, peers=tuple(sights)) for sight in sights if not sight.is_right][:_MOST] for sights in places
    ]
    for is_general in (False, True):
        for wrong in looked:
            for rule in rules:
                if rule.is_general is is_general and (found := _explain(rule, wrong)) is not None:
                    return found
    return None


def _explain(rule: Rule, wrong: Sequence[Sight]) -> Diagnosis | None:
    """``rule`` as a diagnosis, where one way of it explains each case that went ``wrong``."""
    ways: list[Finding] = []
    for number, sight in enumerate(wrong):
        found = _look(rule, sight)
        names = {each.way for each in found}
        ways = found if number == 0 else [way for way in ways if way.way in names]
        if not ways:
            return None
    if not ways:
        return None
    message = Message(rule.message, dict(ways[0].parameters))
    return Diagnosis(rule.id, _confidence(rule, wrong), message, str(wrong[0].path))


def _look(rule: Rule, sight: Sight) -> list[Finding]:
    try:
        return list(rule.look(sight))
    except Exception:  # what a hostile record does to a rule must cost nobody a grade
        return []


def _confidence(rule: Rule, wrong: Sequence[Sight]) -> Confidence:
    if rule.is_fact:
        return Confidence.CERTAIN
    few = sum(sight.amount for sight in wrong) < _FEW or all(sight.is_tiny for sight in wrong)
    return Confidence.POSSIBLE if few else Confidence.LIKELY
