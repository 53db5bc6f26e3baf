"""What the grades of an assignment rest on beside a submission, as one digest: with another one they may be others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from grader.gradebook.runs import Basis
from grader.gradebook.standing import Task
from grader.model.spec import Assignment, Course
from grader.pipeline.references import References
from grader.pipeline.sources import specification_digest
from grader.score import hundredths
from grader.version import __version__

# A course's own kinds and laws.
_OWN = ("checks", "laws")
# What lies there and decides no grade.
_IDLE = frozenset({"__pycache__", "wrong", "starter.py", "starter"})


def basis_of(course: Course, assignment: Assignment, device: str = "") -> Basis:
    """On ``device``, as typed, where that is not empty. Raises ``UsageError`` where a provided file cannot be read."""
    references = References.of(course, assignment)
    specification = specification_digest(assignment, references.provided)
    versions = {"grader": __version__, "torch": version("torch")}
    digest = hashlib.sha256(specification.encode())
    digest.update(repr((course.limits, course.rtol, course.atol, sorted(versions.items()))).encode())
    digest.update(device.encode())
    for file in _files(course, assignment):
        content = file.read_bytes()
        digest.update(f"{os.path.relpath(file, course.root)}\n{len(content)}\n".encode())
        digest.update(content)
    tasks = tuple(Task(each.id, each.title, hundredths(each.points)) for each in assignment.exercises)
    return Basis(assignment.name, assignment.title, tasks, digest.hexdigest(), specification, versions)


def _files(course: Course, assignment: Assignment) -> list[Path]:
    """What answers may come from: the reference, data beside it and beside the specification, own kinds and laws."""
    found = [file for name in _OWN for file in (course.root / name).glob("*.py")]
    for folder in (course.references / assignment.name, assignment.folder):
        found += [
            file
            for file in folder.rglob("*")
            if file.is_file() and not _IDLE.intersection(file.relative_to(folder).parts)
        ]
    return sorted(found)


def dependants_in(assignment: Assignment) -> Callable[[Iterable[str]], tuple[str, ...]]:
    """Which exercises need one of some, directly or by others."""
    needs = {each.id: set(each.needs) for each in assignment.exercises}

    def dependants(names: Iterable[str]) -> tuple[str, ...]:
        found = set(names)
        while more := {name for name, wanted in needs.items() if name not in found and not found.isdisjoint(wanted)}:
            found |= more
        return tuple(name for name in needs if name in found)

    return dependants
