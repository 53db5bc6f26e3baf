"""Where the lines of a text come from that was made of another file, such as a notebook, as a person finds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# What the cells are called that a kernel has executed: they are in no file. Their numbers are those of `In [7]`.
EXECUTED = "executed cells"


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a notebook's ``cell``, both counted from 1; of a file that has no cells, where ``cell`` is 0."""

    file: str
    cell: int
    line: int

    def __str__(self) -> str:
        if self.file == EXECUTED:
            return f"In [{self.cell}], line {self.line}"
        return f"{self.file}, cell {self.cell}, line {self.line}" if self.cell else f"{self.file} line {self.line}"

    @property
    def short(self) -> str:
        """What follows the word line."""
        if self.file == EXECUTED:
            return f"{self.line} of In [{self.cell}]"
        return f"{self.line} of cell {self.cell}" if self.cell else str(self.line)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines ``first`` to ``last`` of the text ``module``, which are those of one ``cell`` of ``file``.

    Statements that begin in the lines ``quiet`` only define something; the others may do anything.
    """

    module: str
    file: str
    cell: int
    first: int
    last: int
    quiet: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """The text ``module`` was made of ``file``: ``lines`` has the cell and the line there of each of its lines.

    ``parts`` are its cells in order, each of which is run by itself; none where it is run as one.
    """

    module: str
    file: str
    lines: tuple[tuple[int, int], ...]
    parts: tuple[Part, ...] = ()

    def spot(self, line: int) -> Spot:
        return Spot(self.file, *self.lines[max(0, min(line, len(self.lines)) - 1)])


def origin_of(module: str, origins: Iterable[Origin]) -> Origin | None:
    """That of the text ``module``; None where it is the file itself that was handed in."""
    return next((each for each in origins if each.module == module), None)
