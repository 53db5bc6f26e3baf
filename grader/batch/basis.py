"""What the grades of an assignment rest on beside a submission, as one digest: with another one they may be others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib.metadata import version

from grader.gradebook.runs import Basis
from grader.gradebook.standing import Task
from grader.model.spec import Assignment, Course
from grader.pipeline.references import References
from grader.pipeline.sources import specification_digest
from grader.sandbox import Source
from grader.score import hundredths
from grader.version import __version__

# A course's own kinds and laws.
_OWN = ("checks", "laws")


def basis_of(course: Course, assignment: Assignment) -> Basis:
    """Raises ``UsageError`` where a provided file cannot be read."""
    references = References.of(course, assignment)
    specification = specification_digest(assignment, references.provided)
    versions = {"grader": __version__, "torch": version("torch")}
    digest = hashlib.sha256(specification.encode())
    digest.update(repr((course.limits, course.rtol, course.atol, sorted(versions.items()))).encode())
    solution = references.solution
    own = [file for name in _OWN for file in sorted((course.root / name).glob("*.py"))]
    texts = [(file.name, file.read_bytes()) for file in own]
    for name, content in (*(solution.files if isinstance(solution, Source) else ()), *texts):
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    tasks = tuple(Task(each.id, each.title, hundredths(each.points)) for each in assignment.exercises)
    return Basis(assignment.name, assignment.title, tasks, digest.hexdigest(), specification, versions)


def related_to(assignment: Assignment) -> Callable[[Iterable[str]], tuple[str, ...]]:
    """Adds to some exercises those that they need, and those that need them: each is judged by the others too."""
    needs = {each.id: set(each.needs) for each in assignment.exercises}

    def related(names: Iterable[str]) -> tuple[str, ...]:
        found = _closed(set(names), {name: {up for up, down in needs.items() if name in down} for name in needs})
        found = _closed(found, needs)
        return tuple(name for name in needs if name in found)

    return related


def _closed(names: set[str], further: dict[str, set[str]]) -> set[str]:
    while more := {each for name in names for each in further.get(name, ())} - names:
        names = names | more
    return names
