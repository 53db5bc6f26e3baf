"""What can be said of one word of the language, before anybody decides how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Group: TypeAlias = Literal[
    "grammar", "values", "options of values", "paths", "checks", "tolerances", "laws", "source rules", "limits"
]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True)
class Topic:
    """One word in one of its places.

    ``takes`` is what may stand after it, ``beside`` what beside it; ``where`` is where it may stand itself, ``default``
    what holds without it. ``why`` are paragraphs. ``example`` is an exercise in YAML, ``sees`` what is observed for it,
    ``messages`` what is said when it does not hold; a ``claim`` rests on what only the student's process can know.
    """

    name: str
    group: Group
    summary: str
    takes: str = ""
    beside: str = ""
    where: str = ""
    default: str = ""
    why: tuple[str, ...] = ()
    example: str = ""
    sees: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    claim: bool = False
