"""Names the mistake, where it can be known: ordered rules over what the reference gave and what the submission gave.

A rule is a line in the file of its family; families stand here in the order in which they are tried: exact facts
first, then equality after a transformation, then ratios.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.diagnoses import (
    activations,
    aliasing,
    attention,
    axes,
    beginners,
    dimensions,
    dtypes,
    ends,
    evaluating,
    exchanged,
    forbidden,
    gradients,
    graph,
    learning,
    leftover,
    lengths,
    measures,
    memory,
    modules,
    normalising,
    nothing,
    offsets,
    partly,
    places,
    raised,
    ratios,
    reading,
    recording,
    reductions,
    registered,
    sizes,
    spelling,
    steps,
    targets,
    ties,
    unfilled,
    unread,
)
from grader.diagnoses.code import Code
from grader.diagnoses.engine import diagnose
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight

_FAMILIES = (
    targets.RULES,
    raised.RULES,
    graph.RULES,
    reading.RULES,
    unread.RULES,
    spelling.RULES,
    modules.RULES,
    registered.RULES,
    beginners.RULES,
    memory.RULES,
    aliasing.RULES,
    gradients.RULES,
    leftover.RULES,
    recording.RULES,
    steps.RULES,
    learning.RULES,
    measures.RULES,
    evaluating.RULES,
    forbidden.RULES,
    nothing.RULES,
    lengths.RULES,
    dtypes.RULES,
    sizes.RULES,
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
    reductions.LAST,
    gradients.LAST,
    leftover.LAST,
    measures.LAST,
    evaluating.LAST,
    learning.LAST,
    partly.RULES,
)

RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family)
# What the author of an exercise says instead of a rule's own words.
OWN_WORDS = "diagnosis.own"
MESSAGES: Mapping[str, str] = {OWN_WORDS: "{text}", **{rule.message: rule.text for rule in RULES}}

__all__ = ["MESSAGES", "OWN_WORDS", "RULES", "Code", "Finding", "Rule", "Sight", "diagnose"]
