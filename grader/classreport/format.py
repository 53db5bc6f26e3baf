"""What a format of a class is to this project: one record, which the registry beside it lists by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grader.gradebook.standing import Standings


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and sentences without an end for whoever asked for it: whom it leaves out, how it names the others."""

    text: str
    remarks: tuple[str, ...] = ()


# The classes, the course's title, and whether people's names and addresses may stand there.
Render: TypeAlias = Callable[[Sequence[Standings], str, bool], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """``reader`` is what reads it, ``no_score`` how it tells that something has no score. That is never 0."""

    reader: str
    no_score: str
    render: Render
