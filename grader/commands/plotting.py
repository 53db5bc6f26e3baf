"""`grade check --plot`: hears of numbers that differ, and has those that are matrices or images drawn into a folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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
        self._folder = folder or root.resolve() / FOLDER / _PLOTS / assignment
        self._found: dict[tuple[str, str], tuple[str, Picture]] = {}
        self.files: list[Path] = []

    def hear(self, differing: Differing) -> None:
        """Keep a picture of ``differing``: of equal checks in several cases the largest, in which most is seen."""
        check, picture = (differing.exercise, differing.path), differing.picture()
        before = self._found.get(check)
        if picture is None or (before is not None and before[1].difference.size >= picture.difference.size):
            return
        case = f', "{differing.case}"' if differing.case else ""
        self._found[check] = f"{differing.exercise}{case}: {differing.path}", picture

    def draw(self, say: Callable[[str], None]) -> MachineError | None:
        """Write ``files``, one for each picture; those of another time go, unless somebody chose the folder.

        What went wrong is returned, whatever it was: the report comes first.
        """
        try:
            from grader.reporters.figure import draw

            self._make_ready()
            for name, (title, picture) in zip(_names(self._found), self._found.values(), strict=True):
                say(f"drawing {name}")
                file = self._folder / f"{name}.png"
                if file.is_symlink():
                    file.unlink()  # what it leads to is somebody's own
                draw(picture, title, file)
                self.files.append(file)
        except MachineError as error:
            return error
        except OSError as error:
            return MachineError(f"pictures cannot be put into `{self._folder}`: {error.strerror}")
        except Exception as error:  # a library that does not import, or will not draw these numbers
            return MachineError(f"pictures cannot be drawn ({type(error).__name__}: {error})")
        return None

    def _make_ready(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._is_ours and self._folder.resolve() != self._folder:
            raise MachineError(f"pictures are not put into `{self._folder}`, which is a link to elsewhere")
        for old in self._folder.glob("*.png") if self._is_ours else ():
            old.unlink()


def _names(checks: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A file name for each check, of letters that every system has; of equal ones all but the first have a number."""
    known: Counter[str] = Counter()
    for exercise, path in checks:
        name = _NO_NAME.sub("-", f"{exercise}.{path}")[:_LONGEST].strip("-.")
        # Some systems do not tell `x.W` from `x.w`.
        known[name.lower()] += 1
        count = known[name.lower()]
        yield name if count == 1 else f"{name}~{count}"
