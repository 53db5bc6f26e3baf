"""What became of mutants: how many were made, how many died, and which are left with what they tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that earns ``exercise``. ``mutant`` says what it shows instead, or what of which line it changes.

    ``compared`` is in how many fresh cases it was set beside the reference; ``excused`` where it was the same in all of
    them. Otherwise ``path`` of the case ``title`` differs, which ``line`` of the specification lets pass.
    """

    exercise: str
    mutant: str
    line: int
    excused: bool
    compared: int
    path: str = ""
    title: str = ""
    file: str = ""
    at: int = 0
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Mutants of one exercise: ``made``, ``survived``, and of these ``excused``."""

    made: int = 0
    survived: int = 0
    excused: int = 0

    @property
    def killed(self) -> int:
        return self.made - self.survived

    @property
    def share(self) -> float:
        """The share of those that could die and did."""
        can_die = self.made - self.excused
        return self.killed / can_die if can_die else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.made + other.made, self.survived + other.survived, self.excused + other.excused)
