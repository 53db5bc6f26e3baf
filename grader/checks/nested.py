"""Checks that stand inside a check: what `not` and `any_of` hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.checks import KINDS
from grader.model.spec import Check


def nested(check: Check) -> tuple[Check, ...]:
    """The checks right inside a check, of all its options."""
    options = check.argument if KINDS[check.kind].nests and isinstance(check.argument, tuple) else ()
    flat = (each for option in options for each in (option if isinstance(option, tuple) else (option,)))
    return tuple(each for each in flat if isinstance(each, Check))


def at_any_depth(checks: Iterable[Check]) -> Iterator[Check]:
    """The checks, and after each those inside it."""
    for check in checks:
        yield check
        yield from at_any_depth(nested(check))
