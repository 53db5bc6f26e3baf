"""What the course holds of an assignment beside its specification: solution, variants, provided files, snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Assignment, Course
from grader.pipeline.sources import Provided, digests, read_provided, read_reference
from grader.pipeline.variants import read_variant
from grader.recorded import FOLDER, Recording
from grader.sandbox import Source


@dataclass(frozen=True, slots=True)
class References:
    """``solution`` is the reference, or where it was looked for in vain; ``provided`` lies beside whatever is run.

    ``recording`` is what they answered when the assignment was released, where they are not here; ``changed`` names a
    file that it rests on and that is another one now. ``folders`` are where files are looked for: beside the
    specification, then beside the reference. ``rtol`` and ``atol`` are the course's, by which the solution is judged
    too.
    """

    solution: Source | Path
    provided: Provided
    folders: tuple[Path, Path]
    rtol: float | None = None
    atol: float | None = None
    recording: Recording | None = None
    changed: str = ""

    @classmethod
    def of(cls, course: Course, assignment: Assignment, seed: int | None = None) -> References:
        """Those of ``assignment``, and under ``seed`` what was recorded of them if that is all there is.

        Raises ``UsageError`` where a provided file cannot be read.
        """
        provided = read_provided(assignment)
        folders = (assignment.folder, course.references / assignment.name)
        solution = read_reference(course, assignment, provided)
        if seed is None or not is_recorded(course, assignment):
            return cls(solution, provided, folders, course.rtol, course.atol)
        recording = Recording(assignment.folder / FOLDER, seed)
        return cls(solution, provided, folders, course.rtol, course.atol, recording, _changed(assignment, provided))

    def variant(self, name: str) -> Source | None:
        """``also/NAME`` laid over the solution; None where there is none."""
        return read_variant(self.folders[1], name, self.solution) if isinstance(self.solution, Source) else None


def is_recorded(course: Course, assignment: Assignment) -> bool:
    """Whether this is a students' copy, where what was recorded stands for the reference."""
    return assignment.released is not None and not (course.references / assignment.name).is_dir()


def _changed(assignment: Assignment, provided: Provided) -> str:
    """A provided file that is not the one that was released, if there is any."""
    now = digests(provided)
    before = assignment.released.provided if assignment.released is not None else ()
    return next((name for name, digest in before if now.get(name) != digest), "")
