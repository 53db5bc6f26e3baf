"""The starter as something that can be graded."""

from __future__ import annotations

from pathlib import Path

from grader.model.spec import Assignment
from grader.pipeline.references import References
from grader.sandbox import Source
from grader.spec.starter import starter_files


def read_starter(assignment: Assignment, references: References) -> Source | Path:
    """What students begin with, or where it was looked for in vain. Raises ``UsageError`` where it cannot be made."""
    found = starter_files(assignment.folder, references.folders[1], assignment.files)
    if isinstance(found, Path):
        return found
    (name, content), *others = found.items()
    return Source(name, content, tuple(others), references.provided)
