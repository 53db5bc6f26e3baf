"""Names that a student chose, made fit to be read: nothing in them acts on a terminal or on the text around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LONGEST = 160
_MOST_NAMED = 3


def shown(name: str) -> str:
    """``name`` with every character that is not printable written as in a Python text, and cut where it is long."""
    text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name[: _LONGEST + 1])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def quoted(name: str) -> str:
    """The same between backticks."""
    return f"`{shown(name)}`"


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    first = ", ".join(quoted(name) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{first} and {more} more" if more > 0 else first


def order(name: str) -> tuple[str, str]:
    """Where it comes: some systems take letters and their accents apart."""
    whole = unicodedata.normalize("NFC", name)
    return whole.casefold(), whole
