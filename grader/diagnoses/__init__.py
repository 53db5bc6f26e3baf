"""Names the mistake, where it can be known: ordered rules over what the reference gave and what the submission gave.

A rule is a line in the file of its family; families stand here in the order in which they are tried: exact facts
first, then equality after a transformation, then ratios.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.diagnoses import (
    activations,
    attention,
    axes,
    dimensions,
    dtypes,
    ends,
    exchanged,
    normalising,
    nothing,
    offsets,
    partly,
    places,
    raised,
    ratios,
    reductions,
    ties,
    unfilled,
)
from grader.diagnoses.code import Code
from grader.diagnoses.engine import diagnose
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

_FAMILIES = (
    raised.RULES,
    nothing.RULES,
    dtypes.RULES,
    axes.RULES,
    dimensions.RULES,
    reductions.RULES,
    ends.RULES,
    dimensions.LAST,
    unfilled.RULES,
    ratios.RULES,
    normalising.RULES,
    offsets.RULES,
    activations.RULES,
    exchanged.RULES,
    attention.RULES,
    places.RULES,
    ties.RULES,
    partly.RULES,
)

RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family)
MESSAGES: Mapping[str, str] = {rule.message: rule.text for rule in RULES}

__all__ = ["MESSAGES", "RULES", "Code", "Finding", "Rule", "Sight", "diagnose"]
