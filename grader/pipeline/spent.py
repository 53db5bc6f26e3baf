"""What the calls of a submission took of a device, and which of its kernels give other numbers each time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.model.record import Record, Spent

# What torch warns of where it was asked for the same numbers each time (`torch.use_deterministic_algorithms`).
_UNSTEADY = re.compile(r"^([\w.: ]{1,80}) does not have a deterministic implementation")


def total(spent: Iterable[Spent]) -> Spent | None:
    """The seconds of all together and the highest peak of memory, in bytes; None where no device was used."""
    found = list(spent)
    if not found:
        return None
    return Spent(found[0].device, sum(each.seconds for each in found), max(each.memory for each in found))


def seconds_of(record: Record, seconds: float) -> tuple[float, bool]:
    """How long a call took, and whether it is its device that says so: what our clock saw holds much else beside it."""
    if record.spent is not None and record.spent.seconds:
        return min(record.spent.seconds, seconds), True
    return seconds, False


def unsteady_in(records: Iterable[Record]) -> tuple[str, ...]:
    """The names of operations that warned of it, in order."""
    warnings = (text for record in records if record.spent is not None for text in record.warnings)
    return tuple(dict.fromkeys(found[1] for text in warnings if (found := _UNSTEADY.match(text))))
