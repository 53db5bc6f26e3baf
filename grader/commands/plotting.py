"""`grade check --plot`: hears of numbers that differ, and has those that are matrices or images drawn into a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from grader.errors import MachineError
from grader.pipeline import Differing, Picture
from grader.progress import FOLDER

_PLOTS = "plots"
_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_LONGEST = 80


class Plotting:
    """Collects one picture of each check that failed, and draws them into ``folder``, or else below ``root``."""

    def __init__(self, folder: Path | None, root: Path, assignment: str) -> None:
        self._is_ours = folder is None
        self._folder = folder or root / FOLDER / _PLOTS / assignment
        self._found: dict[str, tuple[str, Picture]] = {}
        self.files: list[Path] = []

    def hear(self, differing: Differing) -> None:
        """Keep a picture of ``differing``: of equal checks in several cases the largest, in which most is seen."""
        name, picture = _name(differing), differing.picture()
        before = self._found.get(name)
        if picture is None or (before is not None and before[1].difference.size >= picture.difference.size):
            return
        case = f', "{differing.case}"' if differing.case else ""
        self._found[name] = f"{differing.exercise}{case}: {differing.path}", picture

    def draw(self, say: Callable[[str], None]) -> MachineError | None:
        """Write ``files``, one for each picture; those of another time go, unless somebody chose the folder.

        What went wrong is returned: the report comes first.
        """
        from grader.reporters.figure import draw

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.glob("*.png") if self._is_ours else ():
                old.unlink()
            for name, (title, picture) in self._found.items():
                say(f"drawing {name}")
                file = self._folder / f"{name}.png"
                draw(picture, title, file)
                self.files.append(file)
        except OSError as error:
            return MachineError(f"pictures cannot be put into `{self._folder}`: {error.strerror}")
        return None


def _name(differing: Differing) -> str:
    """The name of a file, of letters that every system has."""
    return _NO_NAME.sub("-", f"{differing.exercise}.{differing.path}")[:_LONGEST].strip("-.")
