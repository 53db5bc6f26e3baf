"""Compares two records, the submission's and the reference's. Pure: NumPy only, no torch, no student object, no I/O.

The submission's record is hostile: whatever it holds gives a verdict, never an exception.
"""

from __future__ import annotations

from grader.checks.nested import nested
from grader.judge.again import judge_again
from grader.judge.case import is_pooled, judge_case
from grader.judge.causes import cause_of, message_of, raised_message
from grader.judge.differing import differing
from grader.judge.excerpt import excerpt_of
from grader.judge.laws import judge_laws
from grader.judge.limits import judge_operators, judge_slowdown
from grader.judge.margins import Compared
from grader.judge.measured import MARGIN, own_errors, resolution
from grader.judge.messages import MESSAGES
from grader.judge.picture import Picture, picture_of
from grader.judge.pooled import judge_pooled, judge_results
from grader.judge.references import reference_fails, reference_problem
from grader.judge.show import brief
from grader.judge.tolerance import measured_at, rule_for
from grader.judge.unanswered import judge_untraced, lost_again
from grader.judge.vanishing import without_rounding

__all__ = [
    "MARGIN",
    "MESSAGES",
    "Compared",
    "Picture",
    "brief",
    "cause_of",
    "differing",
    "excerpt_of",
    "is_pooled",
    "judge_again",
    "judge_case",
    "judge_laws",
    "judge_operators",
    "judge_pooled",
    "judge_results",
    "judge_slowdown",
    "judge_untraced",
    "lost_again",
    "measured_at",
    "message_of",
    "nested",
    "own_errors",
    "picture_of",
    "raised_message",
    "reference_fails",
    "reference_problem",
    "resolution",
    "rule_for",
    "without_rounding",
]
