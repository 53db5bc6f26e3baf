"""An audit's report as lines of text: each finding with its place, the mutants that are left, and what was tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from grader.audit import AuditReport, Finding, Survivor
from grader.reporters.inert import inert
from grader.reporters.wording import say_cause


def report(found: AuditReport, file: str, stream: TextIO) -> None:
    """Write what ``found`` says of the specification ``file``."""
    for finding in found.findings:
        stream.write(f"{_place(file, finding.line)}: {_words(finding)}\n")
    for survivor in found.survivors:
        stream.write(f"{_place(file, survivor.line)}: mutant: {survivor.exercise} {_fate(survivor)}\n")
        stream.writelines(f"    {line}\n" for line in _change(survivor))
    verdict = "green" if found.is_green else f"{found.errors} to mend"
    warnings = sum(finding.severity == "warning" for finding in found.findings)
    remarks = f", {warnings} to look at" if warnings else ""
    skipped = f" (not tried here: {', '.join(found.unavailable)})" if found.unavailable else ""
    skipped += f" (withdrawn: {', '.join(found.withdrawn)})" if found.withdrawn else ""
    stream.write(f"{found.assignment}: {verdict}{remarks} · {_tried(found)}{skipped}\n")


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


def _words(finding: Finding) -> str:
    subject = f"{finding.exercise} " if finding.exercise else ""
    rule = finding.rule if finding.severity == "error" else f"{finding.severity}: {finding.rule}"
    return f"{rule}: {subject}{finding.text}{why(finding)}"


def _tried(found: AuditReport) -> str:
    if not found.seeds:
        return "nothing could be tried"
    tally = found.tally
    counts = f"{tally.killed} of {tally.made} mutants killed, {tally.excused} of {tally.survived} survivors excused"
    return f"{found.seeds} seeds, {found.wrong} wrong, {found.also} also, {counts}"


def _fate(survivor: Survivor) -> str:
    if survivor.excused:
        return f"is earned by a mutant that equals the reference in {survivor.compared:,} fresh cases: excused"
    if not survivor.path:
        return (
            "is earned by a mutant, and no fresh cases can be drawn to tell it apart: draw inputs with `let` or `randn`"
        )
    case = f" of a case like “{inert(survivor.title, 60)}”" if survivor.title else ""
    return f"is earned by a mutant whose {survivor.path}{case} is another: check it here, or add a case that shows it"


def _change(survivor: Survivor) -> Iterator[str]:
    """What was changed, one line a side."""
    if not survivor.file:
        yield inert(survivor.mutant, 100)
        return
    yield f"{survivor.file}:{survivor.at}: {inert(survivor.before, 100)}"
    yield f"{' ' * len(f'{survivor.file}:{survivor.at}')}→ {inert(survivor.after, 100)}"


def why(finding: Finding) -> str:
    """Where the exercise was lost, and in which words a student would read it."""
    result = finding.result
    if result is None or result.cause is None:
        return ""
    failed = [verdict for case in result.cases for verdict in case.verdicts if not verdict.passed]
    place = f" at {inert(failed[0].path)}.{failed[0].kind}" if failed else ""
    return f" ({result.cause}{place}: {say_cause(result.cause, result.message, 200)})"
