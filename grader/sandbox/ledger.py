"""What has become of a notebook's cells: those that failed, and those that are not run any more, or not as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model.origin import Part
from grader.model.record import Raised
from grader.sandbox.child import Lost


@dataclass(frozen=True, slots=True)
class Fate:
    """What ended ``part``, which had so many ``seconds``. ``defines`` where what only defines something is run yet."""

    part: Part
    why: Raised | Lost
    seconds: float
    defines: bool


class Ledger:
    """Of one submission and all children in which it is loaded, so that each cell is waited for once.

    ``late`` is how many seconds all cells together had and did not finish in, ``tries`` how many children were lost in
    them when no more were; 0 where all went well. Otherwise only what defines something is run of any cell.
    """

    def __init__(self) -> None:
        self.late, self.tries = 0.0, 0
        self._fates: dict[Part, Fate] = {}
        self._missing: dict[str, Raised] = {}

    @property
    def fates(self) -> tuple[Fate, ...]:
        """In the order of the cells."""
        return tuple(sorted(self._fates.values(), key=lambda each: (each.part.cell, each.part.first)))

    @property
    def is_over(self) -> bool:
        """Whether no cell is run as a whole any more."""
        return bool(self.late or self.tries)

    def runs(self, part: Part) -> bool:
        """Whether anything of it is run."""
        return self._is_sound(part) or self._fates[part].defines

    def is_whole(self, part: Part) -> bool:
        """Whether all of it is."""
        return not self.is_over and self._is_sound(part)

    def why_missing(self, name: str) -> Raised | None:
        """The exception for which ``name`` is not there."""
        return self._missing.get(name)

    def ran(self, part: Part, raised: Raised | None, missing: Iterable[str], seconds: float) -> None:
        """It came to its end, or ``raised``; then the names ``missing`` were not bound."""
        if raised is None:
            if self._is_sound(part):
                self._fates.pop(part, None)
            return
        if self._is_sound(part):
            self._fates[part] = Fate(part, raised, seconds, defines=True)
        self._missing |= dict.fromkeys(missing, raised)

    def lost(self, part: Part, lost: Lost, seconds: float) -> None:
        """The child was lost in it: next time only what defines is run, and if that was tried, nothing."""
        defines = self.is_whole(part) and bool(part.quiet)
        self._fates[part] = Fate(part, lost, seconds, defines)

    def _is_sound(self, part: Part) -> bool:
        fate = self._fates.get(part)
        return fate is None or isinstance(fate.why, Raised)
