"""The files of an assignment: those that must be there are, nothing else is, and every exercise says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.audit.findings import Finding
from grader.model.spec import Assignment, Course

_ASSIGNMENT = frozenset({"assignment.yaml", "starter.py", "expected", "data", "README.md"})
_REFERENCE = frozenset({"solution.py", "wrong", "also"})
_LEFT_BEHIND = frozenset({"__pycache__"})


def file_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Missing and stray files, and exercises without a prompt or a hint."""
    reference = course.references / assignment.name
    for file in (assignment.folder / "starter.py", reference / "solution.py"):
        if not file.is_file():
            yield Finding("files", "", f"there is no {_shown(file, course)}")
    yield from _stray(assignment.folder, _ASSIGNMENT, course)
    yield from _stray(reference, _REFERENCE, course)
    for folder in (reference / "wrong", reference / "also"):
        stray = [entry for entry in _entries(folder) if entry.suffix != ".py"]
        yield from (Finding("files", "", f"{_shown(entry, course)} is no Python file") for entry in stray)
    if not _entries(reference / "wrong"):
        yield Finding("files", "", "there is no wrong/ file: write the mistakes that students will make")
    for exercise in assignment.exercises:
        if not exercise.prompt.strip():
            text = "no prompt: give it one, or a docstring in the starter"
            yield Finding("prompt", exercise.id, text, exercise.line)
        if not exercise.hints:
            yield Finding("hint", exercise.id, "no hint: what would you tell a student who is stuck?", exercise.line)


def _stray(folder: Path, expected: frozenset[str], course: Course) -> Iterator[Finding]:
    for entry in _entries(folder):
        if entry.name not in expected:
            yield Finding("files", "", f"{_shown(entry, course)} does not belong there")


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if entry.name not in _LEFT_BEHIND)


def _shown(file: Path, course: Course) -> str:
    return str(file.relative_to(course.root)) if file.is_relative_to(course.root) else file.name
