"""Paths such as ``result.0[:, 1]`` or ``self.weight.grad``: how they are read, and how a slice is applied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

# One subscript: an index, a slice, an ellipsis or a new axis.
Subscript: TypeAlias = "int | slice | type(Ellipsis) | None"  # type: ignore[valid-type]

# Roots of paths that are no value of a call.
CALLS, STDOUT, RESULTS, RAISES = "calls", "stdout", "results", "raises"

_PATH = re.compile(r"(?P<root>[A-Za-z_]\w*|\*)(?P<steps>(?:\.(?:\w+|\*))*)(?:\[(?P<slice>[^\[\]]*)\])?")
_SUBSCRIPT = re.compile(r"(?:(?P<start>-?\d+)?(?P<colon>:)(?P<stop>-?\d+)?(?::(?P<step>-?\d+))?|(?P<index>-?\d+))")


@dataclass(frozen=True, slots=True)
class Path:
    """``root`` and the names or numbers after it; ``subscript`` is the text between brackets, at the end only."""

    root: str
    steps: tuple[str, ...] = ()
    subscript: str | None = None

    @classmethod
    def parse(cls, text: str) -> Path:
        """Read a path. Raises ``ValueError`` with what is wrong with it."""
        match = _PATH.fullmatch(text.strip())
        if match is None:
            raise ValueError("expected a path such as `result`, `x.grad`, `self.weight` or `result.0[:, 1]`")
        steps = tuple(match["steps"].split(".")[1:])
        if match["slice"] is not None:
            parse_subscript(match["slice"])
        return cls(match["root"], steps, match["slice"])

    @property
    def object(self) -> Path:
        """The path without its slice: what the child is asked for."""
        return Path(self.root, self.steps)

    @property
    def is_gradient(self) -> bool:
        return bool(self.steps) and self.steps[-1] == "grad"

    def __str__(self) -> str:
        text = ".".join((self.root, *self.steps))
        return text if self.subscript is None else f"{text}[{self.subscript}]"


def parse_subscript(text: str) -> tuple[Subscript, ...]:
    """Read ``:, 0`` or ``..., 1:`` as an index for an array. Raises ``ValueError``."""
    parts: list[Subscript] = []
    for part in text.split(","):
        part = part.strip()
        if part == "...":
            parts.append(Ellipsis)
        elif part == "None":
            parts.append(None)
        elif (match := _SUBSCRIPT.fullmatch(part)) is None:
            raise ValueError(
                f"expected an index or a slice between the brackets, such as `[0]` or `[:, 1]`, got `{part}`"
            )
        elif match["index"] is not None:
            parts.append(int(match["index"]))
        else:
            ends = (match[name] for name in ("start", "stop", "step"))
            parts.append(slice(*(None if end is None else int(end) for end in ends)))
    return tuple(parts)


def without_end(text: str) -> str:
    """Printed text, or what it is compared with, without the end of its last line: writing it or not is no matter."""
    return text.removesuffix("\n")
