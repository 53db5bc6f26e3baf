"""Audits as JSON, in the form ``grade-audit/v1``: per assignment the counts, findings and mutants that survived.

The same specification, reference, seed and versions give the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from grader.audit import AuditReport, Finding, Survivor, Tally
from grader.reporters.audit import why
from grader.reporters.inert import inert
from grader.reporters.json_result import Json

FORMAT = "grade-audit/v1"


def audits_to_json(audits: Iterable[tuple[str, AuditReport]]) -> str:
    """Audits with the file of each specification, as one object and a line's end."""
    found = [_audit(file, report) for file, report in audits]
    whole: Json = {"format": FORMAT, "green": all(bool(each["green"]) for each in found), "assignments": [*found]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _audit(file: str, found: AuditReport) -> dict[str, Json]:
    return {
        "name": found.assignment,
        "file": file,
        "green": found.is_green,
        "seed": found.seed,
        "seeds": found.seeds,
        "wrong": found.wrong,
        "also": found.also,
        "unavailable": list(found.unavailable),
        "withdrawn": list(found.withdrawn),
        "mutants": _tally(found.tally),
        "exercises": {name: _tally(tally) for name, tally in found.mutants.items()},
        "findings": [_finding(finding) for finding in found.findings],
        "survivors": [_survivor(survivor) for survivor in found.survivors],
    }


def _tally(tally: Tally) -> Json:
    return {"made": tally.made, "killed": tally.killed, "survived": tally.survived, "excused": tally.excused}


def _finding(finding: Finding) -> Json:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "exercise": finding.exercise or None,
        "line": finding.line or None,
        "text": f"{finding.text}{why(finding)}",
    }


def _survivor(survivor: Survivor) -> Json:
    """``line`` is the specification's, ``source`` the line of the solution that was changed; null for an answer."""
    source: Json = {
        "file": survivor.file,
        "line": survivor.at,
        "before": inert(survivor.before),
        "after": inert(survivor.after),
    }
    return {
        "exercise": survivor.exercise,
        "line": survivor.line or None,
        "mutant": inert(survivor.mutant),
        "source": source if survivor.file else None,
        "excused": survivor.excused,
        "compared": survivor.compared,
        "differs": {"path": survivor.path, "case": inert(survivor.title) or None} if survivor.path else None,
    }
