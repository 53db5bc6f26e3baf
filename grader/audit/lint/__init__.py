"""Lint of specifications: what makes an exercise pass wrong work or fail right work, told before anybody is graded.

Each rule is one file, a pure function of the specification, the drawn cases and the reference's records. Only errors
make an audit red; a warning is for what an author may have meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.audit.findings import Finding
from grader.audit.lint import (
    alike,
    boundaries,
    constant,
    gradients,
    identical,
    integers,
    markers,
    names,
    parameters,
    shallow,
    sizes,
    texts,
    tolerance,
    unasked,
    unstated,
    unvaried,
)
from grader.audit.lint.examine import examine
from grader.audit.lint.rule import Examined, Rule
from grader.model.spec import Assignment, Course
from grader.pipeline.expected import ExpectedExercise

__all__ = ["RULES", "Rule", "lint_findings"]

RULES: tuple[Rule, ...] = (
    *alike.RULES,
    *boundaries.RULES,
    *constant.RULES,
    *gradients.RULES,
    *identical.RULES,
    *integers.RULES,
    *markers.RULES,
    *names.RULES,
    *parameters.RULES,
    *shallow.RULES,
    *sizes.RULES,
    *texts.RULES,
    *tolerance.RULES,
    *unasked.RULES,
    *unstated.RULES,
    *unvaried.RULES,
)


def lint_findings(course: Course, assignment: Assignment, expected: Iterable[ExpectedExercise]) -> Iterator[Finding]:
    """What the rules find, exercise by exercise, as ``expected`` was drawn. Raises ``UsageError``."""
    for examined in examine(course, assignment, expected):
        for rule in RULES:
            yield from _findings(rule, examined)


def _findings(rule: Rule, examined: Examined) -> Iterator[Finding]:
    for fault in dict.fromkeys(rule.find(examined)):
        text = f"{fault.text}: {rule.reason}; {rule.remedy}"
        line = fault.line or examined.exercise.line
        yield Finding(f"lint {rule.name}", examined.exercise.id, text, line, severity=rule.severity)
