"""A few of the numbers of two tensors, around one that differs: small, however large the tensors are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from grader.model.message import Message

Number: TypeAlias = bool | int | float | complex
Table: TypeAlias = tuple[tuple[Number, ...], ...]

# So many rows and columns at most.
MOST_ROWS, MOST_COLUMNS = 6, 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some rows and columns of one matrix of a tensor; a tensor of one dimension is a matrix of one row.

    ``shape`` is the whole tensor's, ``before`` the index of the matrix: one number for each dimension but the last two.
    ``rows`` and ``columns`` are the indices that are shown, ``expected``, ``actual`` and ``differs`` have one entry for
    each of them. ``worst`` is the row and the column of the worst entry. ``region`` says in words where all entries lie
    that differ, those that are not shown included; None where nothing can be said.
    """

    shape: tuple[int, ...]
    before: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    expected: Table
    actual: Table
    differs: tuple[tuple[bool, ...], ...]
    worst: tuple[int, int]
    region: Message | None = None

    @property
    def sizes(self) -> tuple[int, int]:
        """How many rows and columns the matrix has."""
        return (1, self.shape[0]) if len(self.shape) == 1 else (self.shape[-2], self.shape[-1])
