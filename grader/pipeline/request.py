"""What is to be graded, resolved: nothing is typed by a person any more, and nothing has been read of a submission."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.model.spec import Assignment, Course
from grader.sandbox import LAYERS, Policy

# Where the seed of a students' copy comes from, which is graded by what was recorded.
RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Request:
    """What to grade. ``only`` are exercise ids or ``exercise/case`` addresses; empty for all.

    ``require`` set to ``isolated`` grades nothing under less; ``layers`` of confinement are left out by tests only.
    With ``whole`` everything in a notebook is run, and not its definitions alone. With ``missing_is_empty`` what cannot
    be read is graded as an empty file, and the result says why. ``cells`` are the text of a notebook that no file has
    and a kernel executed: then ``submission`` is not read.
    ``device`` is as typed: where all is made that does not say itself where; empty or ``cpu`` for the CPU, and with
    ``cpu`` no exercise is graded that needs another.
    With ``debug`` one case of what ``only`` names, the smallest that failed, is then run again, unconfined and attached
    to the terminal.
    """

    submission: Path
    assignment: Assignment
    course: Course
    seed: int
    seed_source: str
    only: tuple[str, ...] = ()
    require: str | None = None
    layers: tuple[str, ...] = LAYERS
    debug: bool = False
    whole: bool = False
    missing_is_empty: bool = False
    cells: bytes | None = None
    device: str = ""

    @property
    def partial(self) -> bool:
        return bool(self.only)

    @property
    def policy(self) -> Policy:
        return Policy(self.course.file, self.require, self.layers)

    @property
    def unconfined(self) -> Policy:
        return Policy(self.course.file, None, ())
