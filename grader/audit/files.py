"""The files of an assignment: those that must be there are, nothing else is, and every exercise says what to do."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.audit.findings import Finding, not_python
from grader.audit.starter import starter_findings
from grader.model.spec import Assignment, Check, Course
from grader.pipeline.variants import variant_places
from grader.spec.starter import SOLUTION, STARTER, STARTERS, WITHOUT_STARTER, starter_files

_REFERENCE = frozenset({"wrong", "also"})
_LEFT_BEHIND = frozenset({"__pycache__"})
# Names that mean something else to every program that uses torch.
_TAKEN = sys.stdlib_module_names | {"torch", "numpy", "grader"}


def file_findings(course: Course, assignment: Assignment) -> Iterator[Finding]:
    """Missing and stray files, and exercises without a prompt or a hint.

    Raises ``UsageError`` where a starter cannot be made.
    """
    reference = course.references / assignment.name
    if assignment.others:
        solution = [reference / name for name in assignment.files]
        starter = [assignment.folder / STARTERS / name for name in assignment.files]
    else:
        solution, starter = [reference / SOLUTION], [assignment.folder / STARTER]
    if not isinstance(starter_files(assignment.folder, reference, assignment.files), Path):
        starter = []
    for file in (*starter, *solution):
        if not file.is_file():
            remedy = f": {WITHOUT_STARTER}" if file in starter else ""
            yield Finding("files", "", f"there is no {_shown(file, course)}{remedy}")
    yield from _not_parsed(solution, course)
    snapshots = set(_snapshots(assignment))
    expected = _REFERENCE | snapshots | {file.name for file in solution}
    yield from (_stray(entry, course) for entry in _entries(reference) if entry.name not in expected)
    yield from _overlay_findings(reference, course, assignment)
    yield from _provided_findings(assignment, course, snapshots)
    yield from starter_findings(course, assignment)
    yield from _texts(assignment)


def _texts(assignment: Assignment) -> Iterator[Finding]:
    """Tasks and hints that are missing. Nobody reads the hint of a hidden exercise."""
    for exercise in assignment.exercises:
        if not exercise.prompt.strip():
            text = "has no prompt: give it one, or a docstring in the starter"
            yield Finding("prompt", exercise.id, text, exercise.line)
        if not exercise.hints and not exercise.hidden:
            text = "has no hint: what would you tell a student who is stuck?"
            yield Finding("hint", exercise.id, text, exercise.line)


def _not_parsed(solution: Iterable[Path], course: Course) -> Iterator[Finding]:
    for file in solution:
        try:
            ast.parse(file.read_bytes())
        except OSError:
            continue
        except (SyntaxError, ValueError) as error:
            yield Finding("files", "", not_python(_shown(file, course), error))


def _overlay_findings(reference: Path, course: Course, assignment: Assignment) -> Iterator[Finding]:
    for folder in (reference / "wrong", reference / "also"):
        places = set(variant_places(folder))
        for entry in _entries(folder):
            if entry not in places:
                yield Finding("files", "", f"{_shown(entry, course)} is no Python file")
            elif entry.is_dir():
                stray = [file for file in _entries(entry) if file.name not in assignment.files]
                yield from (_stray(file, course) for file in stray)
    if not variant_places(reference / "wrong"):
        yield Finding("files", "", "there is no wrong/ file: write the mistakes that students will make")


def _provided_findings(assignment: Assignment, course: Course, snapshots: Iterable[str]) -> Iterator[Finding]:
    """What lies in the assignment's folder is put beside students' code: not all of it can be used there."""
    for name in assignment.provided:
        module = name.partition("/")[0].removesuffix(".py")
        if name.endswith(".py") and module in _TAKEN:
            text = f"{name} cannot be imported by students: Python or torch has a module {module}; rename it"
            yield Finding("files", "", text)
        if name in snapshots:
            shown = _shown(course.references / assignment.name, course)
            yield Finding(
                "files", "", f"{name} is put beside students' code, which can read the answer: move it to {shown}"
            )
    for name in assignment.files:
        if assignment.others and (module := name.removesuffix(".py")) in _TAKEN:
            text = f"{name} cannot be imported by the other files: Python or torch has a module {module}; rename it"
            yield Finding("files", "", text)
        if (assignment.folder / name).exists():
            yield Finding("files", "", f"{name} is what students hand in, so that file is not provided; remove it")
    for entry in assignment.folder.rglob("*"):
        if entry.is_symlink():
            yield Finding(
                "files", "", f"{_shown(entry, course)} is a link, and is not provided; put the file itself there"
            )


def _snapshots(assignment: Assignment) -> Iterator[str]:
    """The files that answers are compared with."""
    cases = [case for exercise in assignment.exercises for case in exercise.cases]
    for check in (check for case in cases for check in case.checks):
        yield from _named(check)


def _named(check: object) -> Iterator[str]:
    """The argument of ``like``, also where a kind nests checks; what is no file has no file's name."""
    if isinstance(check, tuple):
        for each in check:
            yield from _named(each)
    elif isinstance(check, Check) and check.kind == "like" and isinstance(check.argument, str):
        yield check.argument
    elif isinstance(check, Check):
        yield from _named(check.argument)


def _stray(entry: Path, course: Course) -> Finding:
    return Finding("files", "", f"{_shown(entry, course)} does not belong there")


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if entry.name not in _LEFT_BEHIND)


def _shown(file: Path, course: Course) -> str:
    return str(file.relative_to(course.root)) if file.is_relative_to(course.root) else file.name
