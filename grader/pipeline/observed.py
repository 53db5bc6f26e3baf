"""What is known of a call beside its record, put where the judge looks for it: what it printed, and what it called."""

from __future__ import annotations

from dataclasses import replace

from grader.model.path import CALLS, STDOUT, without_end
from grader.model.record import Record, Trace
from grader.model.values import Sequence


def with_printed(record: Record, printed: str) -> Record:
    """``record`` with the text that was printed, its last line's end cut."""
    return replace(record, values={**record.values, STDOUT: without_end(printed)})


def with_calls(record: Record, trace: Trace | None) -> Record:
    """``record`` with the names of what was called, in order."""
    called = trace or Trace()
    return replace(record, values={**record.values, CALLS: Sequence("list", called.calls)}, trace=trace)
