"""The rules on a submission's text, judged: one verdict a rule. Text and trace are both claims."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from grader.model.message import Message
from grader.model.origin import Origin, origin_of
from grader.model.record import Trace
from grader.model.result import SOURCE, Verdict
from grader.model.spec import Demand
from grader.source.reach import Reached, reach
from grader.source.text import UnreadableError, read

Judge = Callable[[object, Reached, Trace | None], Message | None]


def judge_source(
    demands: tuple[Demand, ...],
    files: tuple[tuple[str, bytes], ...],
    called: tuple[tuple[str, ...], ...],
    trace: Trace | None,
    judges: dict[str, Judge],
    origins: tuple[Origin, ...] = (),
) -> tuple[Verdict, ...]:
    """A verdict for each of ``demands`` on what is ``called`` of ``files``. Never raises for a text."""
    if not demands:
        return ()
    found = _look(files, called, origins)
    verdicts = []
    for demand in demands:
        message = found if isinstance(found, Message) else judges[demand.name](demand.argument, found, trace)
        verdicts.append(Verdict(SOURCE, demand.name, message, claimed=True, line=demand.line))
    return tuple(verdicts)


# The exercises of one submission follow each other, and each case asks for the same.
@lru_cache(maxsize=16)
def _look(
    files: tuple[tuple[str, bytes], ...], called: tuple[tuple[str, ...], ...], origins: tuple[Origin, ...]
) -> Reached | Message:
    try:
        return reach(tuple(read(name, content, origin_of(name, origins)) for name, content in files), called)
    except UnreadableError as error:
        return Message("source.unreadable", {"file": error.file, "reason": error.reason})
    except RecursionError:
        return Message("source.unreadable", {"file": files[0][0], "reason": "it is nested too deep"})
