"""An audit's report as lines of text: what was tried, and each finding with its place."""

from __future__ import annotations

from typing import TextIO

from grader.audit import AuditReport, Finding
from grader.reporters.inert import inert
from grader.reporters.wording import say_cause


def report(found: AuditReport, file: str, stream: TextIO) -> None:
    """Write what ``found`` says of the specification ``file``."""
    tried = (
        f"{found.seeds} seeds, {found.wrong} wrong, {found.also} also, {found.mutants} mutants"
        if found.seeds
        else "nothing could be tried"
    )
    skipped = f" (not tried here: {', '.join(found.unavailable)})" if found.unavailable else ""
    for finding in found.findings:
        place = f"{file}:{finding.line}" if finding.line else file
        subject = f"{finding.exercise} " if finding.exercise else ""
        rule = finding.rule if finding.severity == "error" else f"{finding.severity}: {finding.rule}"
        stream.write(f"{place}: {rule}: {subject}{finding.text}{_why(finding)}\n")
    warnings = sum(finding.severity == "warning" for finding in found.findings)
    verdict = "green" if found.is_green else f"{len(found.findings) - warnings} to mend"
    looked = f", {warnings} to look at" if warnings else ""
    stream.write(f"{found.assignment}: {verdict}{looked} · {tried}{skipped}\n")


def _why(finding: Finding) -> str:
    """Where the exercise was lost, and in which words a student would read it."""
    result = finding.result
    if result is None or result.cause is None:
        return ""
    failed = [verdict for case in result.cases for verdict in case.verdicts if not verdict.passed]
    place = f" at {inert(failed[0].path)}.{failed[0].kind}" if failed else ""
    return f" ({result.cause}{place}: {say_cause(result.cause, result.message, 200)})"
