"""What a format of another host is to this project: one record, which the registry beside it lists by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from grader.model.result import Result

# A result and the environment of the process, to a text. Raises ``UsageError`` where the format cannot say what is so.
Render: TypeAlias = Callable[[Result, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Export:
    """``reader`` is what reads the format, ``ungraded`` how it is told there that something could not be graded.

    Where ``keeps_hidden`` the format itself says what students may see; elsewhere hidden exercises and cases are shown
    as such, by their points alone.
    """

    reader: str
    ungraded: str
    render: Render
    keeps_hidden: bool = False
