"""The first rule that explains everything that went wrong at one place. Pure: records in, a diagnosis out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

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

    A place is left only when no rule knows it. One mistake may show in several ways, in an edge case otherwise than
    elsewhere: where no rule explains all cases of a place, one that explains all of one symptom, or all draws of one
    case, is told. What is said in general of the first place is said last.
    """
    looked = [
        [replace(sight, peers=tuple(sights)) for sight in sights if not sight.is_right][:_MOST] for sights in places
    ]
    specific, general = ([rule for rule in rules if rule.is_general is kind] for kind in (False, True))
    return (
        _first(specific, looked)
        or _first(specific, (part for wrong in looked for part in _parts(wrong)), is_part=True)
        or _first(general, looked)
    )


def _first(rules: Sequence[Rule], groups: Iterable[Sequence[Sight]], *, is_part: bool = False) -> Diagnosis | None:
    """The first rule that explains all of a group; of a part, numbers alone must do so more than once."""
    for wrong in groups:
        for rule in rules:
            if is_part and not _tells(rule, wrong):
                continue
            if (found := _explain(rule, wrong)) is not None:
                return replace(found, confidence=Confidence.POSSIBLE) if is_part and not rule.is_fact else found
    return None


def _tells(rule: Rule, part: Sequence[Sight]) -> bool:
    """Whether ``rule`` may explain a part alone: a fact may, and otherwise a shape or many numbers, more than once."""
    if rule.is_whole or rule.is_fact or len(part) < 2:
        return rule.is_fact and not rule.is_whole
    return all(_is_formed(sight) or (sight.amount >= _FEW and not sight.is_tiny) for sight in part)


def _is_formed(sight: Sight) -> bool:
    """Whether it is the shape that is wrong."""
    return sight.a is not None and sight.e is not None and sight.a.shape != sight.e.shape


def _parts(wrong: Sequence[Sight]) -> Iterator[list[Sight]]:
    """Those of ``wrong`` that show the same: what raised the same, what raised nothing; then the draws of each case."""
    if len(wrong) < 2:
        return
    for name in (_symptom, _case):
        names = list(dict.fromkeys(map(name, wrong)))
        for each in names if len(names) > 1 else ():
            part = [sight for sight in wrong if name(sight) == each]
            inside = tuple(peer for peer in part[0].peers if peer.is_right or name(peer) == each)
            yield [replace(sight, peers=inside) for sight in part]


def _symptom(sight: Sight) -> tuple[str, ...]:
    """What was raised and where, if anything was."""
    return () if sight.raised is None else (sight.raised.stage, sight.raised.type)


def _case(sight: Sight) -> tuple[str, ...]:
    return (*_symptom(sight), f"case {sight.case.title}")


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
    """What ``rule`` finds. Infinities make numbers warn, which is nothing that whoever is graded could mend."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return list(rule.look(sight))
    except Exception:  # what a hostile record does to a rule must cost nobody a grade
        return []


def _confidence(rule: Rule, wrong: Sequence[Sight]) -> Confidence:
    if rule.is_fact:
        return Confidence.CERTAIN
    few = sum(sight.amount for sight in wrong) < _FEW or all(sight.is_tiny for sight in wrong)
    return Confidence.POSSIBLE if few else Confidence.LIKELY
