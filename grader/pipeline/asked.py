"""What a case asks to have observed beyond its plain record: told from its checks, those that are nested included."""

from __future__ import annotations

from collections.abc import Iterable

from grader.checks import KINDS
from grader.checks.kind import Role
from grader.checks.nested import at_any_depth
from grader.model.path import CALLS
from grader.model.spec import Case, Check


def elsewhere(case: Case) -> tuple[str, ...]:
    """What is to take the submission's place, by name: functions of torch, variants of the reference, files."""
    mentions = (mention for check in at_any_depth(case.checks) for mention in KINDS[check.kind].names(check.argument))
    return tuple(dict.fromkeys(mention.text for mention in mentions if mention.role is Role.ELSEWHERE))


def speaks_of(case: Case, root: str) -> bool:
    """Whether a check is about ``root``, or compares with it."""
    return any(check.path.root == root or root in _paths(check) for check in at_any_depth(case.checks))


def _paths(check: Check) -> Iterable[str]:
    for mention in KINDS[check.kind].names(check.argument):
        if mention.role in (Role.PATH, Role.DOLLAR):
            yield mention.text.partition(".")[0].partition("[")[0]


def is_traced(case: Case, *, is_first: bool) -> bool:
    """Whether the calls that a draft of ``case`` makes are noted: always for checks of them, else once."""
    return speaks_of(case, CALLS) or (is_first and bool(case.source or case.limits.operators is not None))


def is_measured(case: Case) -> bool:
    """Whether a tolerance is the reference's own error."""
    return case.measured or any(check.measured for check in at_any_depth(case.checks))
