"""Outputs of a step on GitHub: what `$GITHUB_OUTPUT` is given, one `name=value` a line."""

from __future__ import annotations

from collections.abc import Mapping

from grader.exports.export import Export
from grader.model.result import Result
from grader.reporters.inert import inert
from grader.reporters.numbers import points


def _render(result: Result, environment: Mapping[str, str]) -> str:
    del environment
    said = {
        "score": points(result.score),
        "max-score": points(result.max_score),
        "passed": str(result.passed).lower(),
        "complete": str(result.complete).lower(),
        "notes": "; ".join(inert(note) for note in result.notes),
        "torch": inert(result.versions.get("torch", "")),
    }
    return "".join(f"{name}={value}\n" for name, value in said.items())


EXPORT = Export("`$GITHUB_OUTPUT` of a workflow's step", "`complete=false`; `score` counts what was graded", _render)
