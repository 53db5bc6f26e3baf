"""What the course holds of an assignment beside its specification: solution, variants, provided files, snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Assignment, Course
from grader.pipeline.sources import Provided, read_provided, read_reference
from grader.pipeline.variants import read_variant
from grader.sandbox import Source


@dataclass(frozen=True, slots=True)
class References:
    """``solution`` is the reference, or where it was looked for in vain; ``provided`` lies beside whatever is run.

    ``folders`` are where files are looked for: beside the specification, then beside the reference. ``rtol`` and
    ``atol`` are the course's, by which the solution is judged too.
    """

    solution: Source | Path
    provided: Provided
    folders: tuple[Path, Path]
    rtol: float | None = None
    atol: float | None = None

    @classmethod
    def of(cls, course: Course, assignment: Assignment) -> References:
        """Those of ``assignment``. Raises ``UsageError`` where a provided file cannot be read."""
        provided = read_provided(assignment)
        folders = (assignment.folder, course.references / assignment.name)
        return cls(read_reference(course, assignment, provided), provided, folders, course.rtol, course.atol)

    def variant(self, name: str) -> Source | None:
        """``also/NAME`` laid over the solution; None where there is none."""
        return read_variant(self.folders[1], name, self.solution) if isinstance(self.solution, Source) else None
