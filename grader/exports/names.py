"""Names that differ from each other, for hosts that tell their tests apart by name alone."""

from __future__ import annotations

from collections.abc import Iterable


def distinct(names: Iterable[str], again: str = "{} ({})") -> list[str]:
    """``names`` in their order, none twice; what was there before gets a number by the pattern ``again``."""
    wanted = list(names)
    taken: set[str] = set()
    found = []
    for name in wanted:
        # What somebody else is called by right is not taken from them.
        free, number = name, 1
        while free in taken or (number > 1 and free in wanted):
            number += 1
            free = again.format(name, number)
        taken.add(free)
        found.append(free)
    return found
