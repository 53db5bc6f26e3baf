"""The shipped course under twenty seeds, whose table is kept in `docs/audit.md`. It takes long: ask for it by its mark.

python -m pytest tests/assignments/test_audited.py -m long --regenerate
"""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.audit import AuditReport, audit
from grader.sandbox import Runner
from grader.spec import assignment_file, find_course, load_assignment

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "audit.md"
ORDER = find_course(ROOT).order
SEEDS = 20
HEAD = f"""\
# What the course was tried with

`grade audit` under {SEEDS} seeds: references and other right work (`also/`) earn everything, wrong work (`wrong/`)
loses what it redefines, under each seed; mutants are tried under the first. A mutant that survives is excused only
where it equals the reference in at least 1,000 fresh cases, with the ends of every range among them. Written by
`python -m pytest tests/assignments/test_audited.py -m long --regenerate`.

| assignment | exercises | wrong | also | mutants | killed | survived, excused | warnings | not tried there | torch |
|---|---:|---:|---:|---:|---:|---:|---:|---|---|
"""


def known() -> dict[str, str]:
    """The rows that the table has, by assignment."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    return {name: line for line in lines for name in ORDER if line.startswith(f"| {name} | ")}


def row(report: AuditReport, exercises: int, torch: str) -> str:
    tally, warnings = report.tally, sum(each.severity == "warning" for each in report.findings)
    share = f"{tally.killed} ({tally.killed / tally.made:.1%})"
    counts = [exercises, report.wrong, report.also, tally.made, share, tally.excused, warnings]
    absent = ", ".join(report.unavailable) or "–"
    return f"| {report.assignment} | {' | '.join(map(str, counts))} | {absent} | {torch} |"


@pytest.mark.long
@pytest.mark.parametrize("name", ORDER)
def test_an_assignment_is_green_under_twenty_seeds(fork: Runner, name: str, regenerate: bool) -> None:
    course = find_course(ROOT)
    assignment = load_assignment(assignment_file(course, name), course)
    report = audit(course, assignment, fork, lambda *_: None, seeds=SEEDS)
    assert report.is_green, [each for each in report.findings if each.severity == "error"]
    assert report.tally.killed >= 0.95 * report.tally.made
    if regenerate:
        rows = {**known(), name: row(report, len(assignment.exercises), fork.facts().torch)}
        text = "\n".join(rows[each] for each in ORDER if each in rows)
        TABLE.write_text(f"{HEAD}{text}\n", encoding="utf-8")


@pytest.mark.parametrize("name", ORDER)
def test_the_table_is_of_the_assignments_as_they_are(name: str) -> None:
    course = find_course(ROOT)
    count = len(load_assignment(assignment_file(course, name), course).exercises)
    assert known()[name].startswith(f"| {name} | {count} | ")
