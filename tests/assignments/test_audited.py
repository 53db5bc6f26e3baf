"""The shipped course under twenty seeds, whose table is kept in `docs/audit.md`. It takes long: ask for it by its mark.

python -m pytest tests/assignments/test_audited.py -m long --regenerate
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.audit import AuditReport, audit
from grader.sandbox import Runner
from grader.spec import assignment_file, find_course, load_assignment
from grader.version import __version__

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "audit.md"
SEEDS = 20
HEAD = """\
# What the course was tried with

`grade audit` under {seeds} seeds: references and other right work (`also/`) earn everything, wrong work (`wrong/`)
loses what it redefines, under each seed; mutants are tried under the first. A mutant that survives is excused only
where it equals the reference in at least 1,000 fresh cases, with the ends of every range among them. Written by
`python -m pytest tests/assignments/test_audited.py -m long --regenerate`, with torch {torch}, grader {grader}.

| assignment | exercises | wrong | also | mutants | killed | survived, excused | warnings | not tried there |
|---|---:|---:|---:|---:|---:|---:|---:|---|
"""


def row(report: AuditReport, exercises: int) -> str:
    tally, warnings = report.tally, sum(each.severity == "warning" for each in report.findings)
    share = f"{tally.killed} ({tally.killed / tally.made:.1%})"
    counts = [exercises, report.wrong, report.also, tally.made, share, tally.excused, warnings]
    return f"| {report.assignment} | {' | '.join(map(str, counts))} | {', '.join(report.unavailable) or '–'} |\n"


@pytest.mark.long
def test_the_course_is_green_under_twenty_seeds(fork: Runner, regenerate: bool) -> None:
    course = find_course(ROOT)
    rows, totals = [], []
    for name in course.order:
        assignment = load_assignment(assignment_file(course, name), course)
        report = audit(course, assignment, fork, lambda *_: None, seeds=SEEDS)
        assert report.is_green, [each for each in report.findings if each.severity == "error"]
        assert report.tally.killed >= 0.95 * report.tally.made, name
        rows.append(row(report, len(assignment.exercises)))
        totals.append(len(assignment.exercises))
    if regenerate:
        head = HEAD.format(seeds=SEEDS, torch=fork.facts().torch, grader=__version__)
        TABLE.write_text(f"{head}{''.join(rows)}\n{sum(totals)} exercises in all.\n", encoding="utf-8")


def test_the_table_has_every_assignment() -> None:
    course, text = find_course(ROOT), TABLE.read_text(encoding="utf-8")
    for name in course.order:
        count = len(load_assignment(assignment_file(course, name), course).exercises)
        assert f"\n| {name} | {count} | " in text, name
